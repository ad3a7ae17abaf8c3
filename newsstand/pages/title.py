"""A title page -> what it says of the publication, and the editions it lists. Pure."""

import re
from collections.abc import Sequence

from newsstand.lines import Document
from newsstand.pages.edition import page_heading
from newsstand.pages.found import ListedEdition, NotAPage, TitlePage
from newsstand.pages.labelled import heading, is_label, plain_name, same_meaning, without_favorites
from newsstand.pages.refusal import refusal
from newsstand.phrases import Phrases, letters, phrases, printed
from newsstand.urls import Site, kind, match

IDENTIFIER = re.compile(r"/listAllIssues/(\d+)", re.I)
COVER_ALT = re.compile(r"\bcover\s*[-–—]\s*(.+?)(?:\s+edition)?$", re.I)


def read_title(document: Document, *, site: Site) -> TitlePage | NotAPage:
    """What a title page says; its editions in the order printed, each once, from links to editions of this very
    title."""
    words = phrases(site.brand)
    found = match(document.url, site) if document.url else None
    slug = found[1].groupdict().get("title") if found else None
    page = TitlePage(editions=read_issue_list(document, site=site))
    split = page_heading(document, words, None, None, slug)
    if split and slug and letters(slug) not in letters(split[1]):
        split = None
    name = split[1] if split else title_name(document, slug)
    if not page.editions and not (letters(name or "").startswith(letters(slug)) if slug else split):
        name = None  # an `<h1>` of any page
    if name is None and not page.editions:
        return NotAPage(f"not a title: {refusal(document, site)}")
    page.name = plain_name(name, slug) if name and printed(name) else None
    page.current_label = printed(split[2]) if split else None
    page.publisher = labelled_value(document.lines, "publisher", words)
    page.category = labelled_value(document.lines, "category", words)
    page.language = labelled_value(document.lines, "language", words)
    page.frequency = labelled_value(document.lines, "frequency", words)
    links = document.all_links()
    page.identifier = next((number[1] for link in links if (number := IDENTIFIER.search(link))), None)
    of_title = [link for link in links if kind(link, site) == "issues" and belongs(link, document, site)]
    page.issues_url = document.absolute(of_title[0]) if of_title else None
    return page


def belongs(link: str, document: Document, site: Site) -> bool:
    """Whether a link is of the page's own title: same country, publisher and title; or a list that names no title."""
    here, there = (match(document.url, site) if document.url else None), match(link, site)
    if here is None or there is None:
        return True
    mine, its = here[1].groupdict(), there[1].groupdict()
    if "title" not in its or "title" not in mine:
        return True
    parts = [part for part in ("country", "publisher", "title") if part in mine and part in its]
    return all(letters(mine[part]) == letters(its[part]) for part in parts)


def title_name(document: Document, slug: str | None) -> str | None:
    """The publication's name on a page whose heading carries no label: the line that its URL's slug spells, else
    `<h1>`."""
    if slug:
        wanted = letters(slug)
        for text in [*(document.lines[i] for i in document.headings), *document.lines]:
            if len(text) < 200 and letters(text) in (wanted, wanted + "magazine", wanted + "newspaper"):
                return text
    return document.lines[document.headings[0]] if document.headings else None


def labelled_value(lines: Sequence[str], what: str, words: Phrases) -> str | None:
    """The value of `Frequency: Daily`, or of `Frequency` with `Daily` on the next line."""
    for i, line in enumerate(lines):
        name, colon, value = line.partition(":")
        if not colon:
            name, colon, value = line.partition("：")
        if not words.is_line(what, name.strip()):
            continue
        if colon and value.strip():
            return printed(value)
        following = lines[i + 1].lstrip(": ") if i + 1 < len(lines) else ""
        if following and len(following) < 120:
            return printed(following)
    return None


def read_issue_list(document: Document, *, site: Site) -> list[ListedEdition]:
    """The editions of the page's title that it links to, each once, in the order printed.

    The label is the text of the link, or the alternative text of its cover; without the publication's name where the
    link carries both, and null where neither reads as a label.
    """
    words = phrases(site.brand)
    covers: dict[int, list[str]] = {}
    for picture in document.pictures:
        covers.setdefault(picture.line, []).append(picture.alt)
    labels: dict[str, str | None] = {}
    urls: dict[str, str] = {}
    for i, line in enumerate(document.lines):
        for link in document.links(i):
            found = match(link, site)
            if found is None or found[0] != "edition" or not belongs(link, document, site):
                continue
            key = found[1]["issue"]
            urls.setdefault(key, document.absolute(link))
            if labels.get(key) is None:
                text = label_in(line, words)
                following = document.lines[i + 1] if i + 1 < len(document.lines) else None
                if text is None and following is not None and not document.links(i + 1):
                    text = label_in(following, words)
                texts = (
                    label_in(found_alt[1], words) for alt in covers.get(i, []) if (found_alt := COVER_ALT.search(alt))
                )
                labels[key] = text or next((text for text in texts if text), None)
    return [ListedEdition(label=labels[key], url=url) for key, url in urls.items()]


def label_in(line: str, words: Phrases) -> str | None:
    """The label in a line that may carry the publication's name before it; None where none reads as one."""
    text = without_favorites(line, words)
    split = heading(text, words)
    if is_label(text) and not (split and same_meaning(text, split[1])):
        return text
    return split[1] if split else None
