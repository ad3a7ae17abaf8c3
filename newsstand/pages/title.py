"""A title page -> what it says of the publication, and the editions it lists. Pure."""

import re
from collections.abc import Sequence

from newsstand.lines import Document, Line
from newsstand.pages.edition import page_heading
from newsstand.pages.found import ListedEdition, NotAPage, TitlePage
from newsstand.pages.labelled import heading, is_label, letters, plain_name, without_favorites
from newsstand.pages.refusal import refusal
from newsstand.phrases import Phrases, phrases, printed
from newsstand.urls import Site, kind, match

IDENTIFIER = re.compile(r"/listAllIssues/(\d+)")
COVER_ALT = re.compile(r"\bcover\s*[-–—]\s*(.+?)(?:\s+edition)?$", re.I)


def read_title(document: Document, *, site: Site) -> TitlePage | NotAPage:
    """What a title page says; its editions in the order printed, each once, from links to editions of this very title."""
    table = phrases(site.brand)
    lines = [line for line in document.lines if line.picture is None]
    found = match(document.url, site) if document.url else None
    slug = found[1].groupdict().get("title") if found else None
    page = TitlePage(editions=read_issue_list(document, site=site))
    split = page_heading(document, lines, table, None, None)
    name = split[0] if split else title_name(document, lines, slug)
    if name is None and not page.editions:
        return NotAPage(f"not a title: {refusal(document, site)}")
    page.name = plain_name(name, slug) if name and printed(name) else None
    page.current_label = printed(split[1]) if split else None
    page.publisher = labelled_value(lines, "publisher", table)
    page.category = labelled_value(lines, "category", table)
    page.language = labelled_value(lines, "language", table)
    page.frequency = labelled_value(lines, "frequency", table)
    links = [link for line in document.lines for link in line.links]
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
    return all(letters(mine[part]) == letters(its[part]) for part in ("country", "publisher", "title"))


def title_name(document: Document, lines: Sequence[Line], slug: str | None) -> str | None:
    """The publication's name on a page whose heading carries no label: the line that its URL's slug spells, else `<h1>`."""
    if slug:
        wanted = letters(slug)
        for text in [*document.headings, *(line.text for line in lines)]:
            if letters(text) in (wanted, wanted + "magazine", wanted + "newspaper"):
                return text
    return document.headings[0] if document.headings else None


def labelled_value(lines: Sequence[Line], what: str, table: Phrases) -> str | None:
    """The value of `Frequency: Daily`, or of `Frequency` with `Daily` on the next line."""
    for i, line in enumerate(lines):
        name, colon, value = line.text.partition(":")
        if not colon:
            name, colon, value = line.text.partition("：")
        if not table.is_line(what, name.strip()):
            continue
        if colon and value.strip():
            return printed(value)
        following = lines[i + 1].text.lstrip(": ") if i + 1 < len(lines) else ""
        if following and len(following) < 120:
            return printed(following)
    return None


def read_issue_list(document: Document, *, site: Site) -> list[ListedEdition]:
    """The editions of the page's title that it links to, each once, in the order printed.

    The label is the text of the link, or the alternative text of its cover; without the publication's name where the
    link carries both, and null where neither reads as a label.
    """
    table = phrases(site.brand)
    labels: dict[str, str | None] = {}
    urls: dict[str, str] = {}
    for i, line in enumerate(document.lines):
        for link in line.links:
            if kind(link, site) != "edition" or not belongs(link, document, site):
                continue
            found = match(link, site)
            assert found is not None
            key = found[1]["issue"]
            urls.setdefault(key, document.absolute(link))
            if labels.get(key) is None:
                following = document.lines[i + 1] if i + 1 < len(document.lines) else None
                text = label_in(line, table)
                if text is None and following is not None and not following.links:
                    text = label_in(following, table)
                labels[key] = text
    return [ListedEdition(label=labels[key], url=url) for key, url in urls.items()]


def label_in(line: Line, table: Phrases) -> str | None:
    text = line.text
    if line.picture is not None:
        found = COVER_ALT.search(text)
        text = found[1] if found else text
    text = without_favorites(text, table)
    if split := heading(text, table):
        return split[1]
    return text if is_label(text) else None


