"""A title page -> what it says of the publication, and the editions it lists. Pure."""

import re
from collections.abc import Sequence

from newsstand.pages.document import Document
from newsstand.pages.edition import page_heading
from newsstand.pages.found import ListedEdition, ListedTitle, NotAPage, TitlePage
from newsstand.pages.labelled import LONGEST_HEADING, heading, is_label, plain_name, without_favorites
from newsstand.pages.looks import is_paragraph
from newsstand.pages.names import alike, letters, printed
from newsstand.pages.own import is_spelt, of_title, similar, title_slug
from newsstand.pages.phrases import Phrases, phrases
from newsstand.pages.refusal import refusal
from newsstand.urls import Site, canonical_url, kind, match, publication_id

IDENTIFIER = re.compile(r"/listAllIssues/(\d+)", re.I)
BETWEEN = " |｜•·,;/"
"""What stands between two values on one line."""
COVER_ALT = re.compile(r"\bcover\s*[-–—]\s*(.+?)(?:\s+edition)?$", re.I)


def read_title(document: Document, *, site: Site) -> TitlePage | NotAPage:
    """What a title page says; its editions in the order printed, each once, from links to editions of this very
    title."""
    words = phrases(site.brand)
    slug = title_slug(document.url, site)
    page = TitlePage(editions=read_issue_list(document, site=site))
    split = page_heading(document, site)
    name = split[1] if split else title_name(document, site, slug)
    if not page.editions and not (name and is_own_name(name, split is not None, slug)):
        return NotAPage("title", refusal(document, site))
    page.name = plain_name(name, slug)
    page.current_label = printed(split[2]) if split else path_label(document, name)
    lines = [part for line in document.lines for part in labelled_parts(line, words)]
    page.publisher = labelled_value(lines, "publisher", words)
    page.category = labelled_value(lines, "category", words)
    page.language = labelled_value(lines, "language", words)
    page.frequency = labelled_value(lines, "frequency", words)
    links = document.all_links()
    page.identifier = next((number[1] for link in links if (number := IDENTIFIER.search(link))), None)
    lists = [link for link in links if kind(link, site) == "issues" and of_title(link, document.url, site)]
    page.issues_url = document.url_of(next(iter(lists), None))
    return page


def path_label(document: Document, name: str | None) -> str | None:
    """The label below the path to this page, above its `<h1>`: that ends with the publication's name, a link to all its
    editions. It shows the edition where the heading does not."""
    for i in range(min(document.headings, default=0)):
        label = document.lines[i + 1]
        is_path = name is not None and letters(document.lines[i]).endswith(letters(name))
        if is_path and is_label(label) and any(map(IDENTIFIER.search, document.links(i))):
            return label
    return None


def is_own_name(name: str, from_heading: bool, slug: str | None) -> bool:
    """Whether a name on a page without editions shows that it is the title's page: an `<h1>` stands on any."""
    if slug is None:
        return from_heading
    return letters(name).startswith(letters(slug)) or (from_heading and similar(name, slug))


def title_name(document: Document, site: Site, slug: str | None) -> str | None:
    """The publication's name on a page whose heading carries no label: the line that its URL's slug spells, else
    `<h1>`, else what the page's head says."""
    lines = document.lines
    wanted = letters(slug or "")
    spelt = {wanted + kind for kind in ("", "magazine", "newspaper") if slug}
    headings = [lines[i] for i in document.headings]
    named = [text for text in (*headings, *lines) if letters(text) in spelt]
    named += [text for text in headings if not alike(text, site.brand)]
    told = [text.strip() for text in (document.meta.get("og:title"), *(document.title or "").split("|")) if text]
    named += [text for text in told if slug and is_spelt(text, slug)]
    splits = (split[0] for text in told if (split := heading(text, phrases(site.brand), slug=slug)))
    return named[0] if named else next(splits, None)


def labelled_parts(line: str, words: Phrases) -> list[str]:
    """The values with their labels in a line that holds several, glued together or not: adjacent links print them so
    ("Publisher: Wick PressCategory: News"); any other line as it is."""
    starts = [found.start() for found in words.labels.finditer(line)]
    if len(starts) < 2 or starts[0] > 0:
        return [line]
    return [line[start:end].strip(BETWEEN) for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]


def labelled_value(lines: Sequence[str], what: str, words: Phrases) -> str | None:
    """The value of `Frequency: Daily`, or of `Frequency` with `Daily` on the next line."""
    for i, line in enumerate(lines):
        name, value, *_ = *re.split("[:：]", line, maxsplit=1), ""
        if not words.is_line(what, name.strip()):
            continue
        if value.strip():
            return printed(value)
        following = "".join(lines[i + 1 : i + 2]).lstrip(": ")
        if following and not is_paragraph(following) and words.labels.match(following) is None:
            return printed(following)
    return None


def read_catalogue(document: Document, *, site: Site) -> list[ListedTitle]:
    """The publications that a page links to, each once, in the order printed, by the text of the link."""
    found: dict[str, ListedTitle] = {}
    for i, line in enumerate(document.lines):
        for link in document.links(i):
            key = publication_id(link, site) if kind(link, site) == "title" else None
            if key is not None:
                found.setdefault(key, ListedTitle(name=printed(line), url=canonical_url(document.absolute(link), site)))
    return list(found.values())


def read_issue_list(document: Document, *, site: Site, title_url: str | None = None) -> list[ListedEdition]:
    """The editions of the page's title that it links to, each once, in the order printed.

    title_url: of the title page that led here: the URLs of some lists name no title.

    The label is the text of the link, or the alternative text of its cover; without the publication's name where the
    link carries both, and null where neither reads as a label.
    """
    words = phrases(site.brand)
    own = document.url if title_slug(document.url, site) else title_url
    covers: dict[int, list[str]] = {}
    for picture in document.pictures:
        covers.setdefault(picture.line, []).append(picture.alt)
    labels: dict[str, str | None] = {}
    urls: dict[str, str] = {}
    for i in range(len(document.lines)):
        editions = [found for link in document.links(i) if (found := edition_of(link, own, site))]
        for key, link in editions:
            urls.setdefault(key, document.absolute(link))
        if any(labels.get(key) is None for key, _ in editions):
            label = label_at(document, i, covers.get(i, []), words)
            labels |= {key: labels.get(key) or label for key, _ in editions}
    return [ListedEdition(label=labels[key], url=url) for key, url in urls.items()]


def edition_of(link: str, own: str | None, site: Site) -> tuple[str, str] | None:
    """(number, link) of a link to an edition of the title that the page `own` is of; None of any other."""
    found = match(link, site)
    return (found.parts["issue"], link) if found and found.kind == "edition" and of_title(link, own, site) else None


def label_at(document: Document, i: int, covers: Sequence[str], words: Phrases) -> str | None:
    """The label that the links in line `i` show: in it, in the line below where that leads nowhere, or in the
    alternative texts of covers."""
    below = [document.lines[k] for k in range(i + 1, len(document.lines))[:1] if not document.links(k)]
    alts = [found[1] for alt in covers if (found := COVER_ALT.search(alt))]
    return next(filter(None, (label_in(text, words) for text in (document.lines[i], *below, *alts))), None)


def label_in(line: str, words: Phrases) -> str | None:
    """The label in a line that may carry the publication's name before it; None where none reads as one."""
    if len(line) > LONGEST_HEADING:
        return None
    text = without_favorites(line, words)
    if split := heading(text, words):
        return split[1]
    return text if is_label(text) else None
