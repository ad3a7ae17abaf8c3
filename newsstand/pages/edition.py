"""An edition page -> its publication, its label, and the stories it lists: the only complete list of them. Pure."""

from collections.abc import Sequence

from newsstand.lines import Document, Line
from newsstand.pages.found import EditionPage, ListedStory, NotAPage
from newsstand.pages.labelled import heading, letters, plain_name, same
from newsstand.pages.listing import Card, listed, read_cards, story_link
from newsstand.pages.refusal import refusal
from newsstand.phrases import Phrases, phrases, printed
from newsstand.urls import Site, match, path_of


def read_edition(
    document: Document, *, site: Site, publication: str | None = None, label: str | None = None
) -> EditionPage | NotAPage:
    """What an edition page says.

    The keywords are what the page that led here calls the publication and the edition; they help to split the heading
    at the right dash. An edition whose page lists no story has `stories` empty.
    """
    table = phrases(site.brand)
    lines = [line for line in document.lines if line.picture is None]
    found = match(document.url, site) if document.url else None
    slug = found[1].groupdict().get("title") if found else None
    split = page_heading(document, lines, table, publication, label)
    stories = edition_stories(document, lines, table, site, slug, split[1] if split else label)
    if split is None and not stories:
        return NotAPage(f"not an edition: {refusal(document, site)}")
    page = EditionPage(url=document.url, stories=stories)
    if split:
        name = printed(split[0])
        page.publication = plain_name(name, slug, publication) if name else None
        page.label = printed(split[1])
    page.cover_url = cover(document, page.label)
    return page


def page_heading(
    document: Document, lines: Sequence[Line], table: Phrases, publication: str | None, label: str | None
) -> tuple[str, str] | None:
    """(publication, label) of the page's heading: its `<h1>` where that is one, else the first line that reads as one."""
    for text in [*document.headings, *(line.text for line in lines)]:
        if "-" in text or "–" in text or "—" in text:
            split = heading(text, table, publication=publication, label=label)
            if split and (publication is None or letters(publication) in letters(split[0])):
                return split
    return None


def cover(document: Document, label: str | None) -> str | None:
    """The cover: the picture whose alternative text says so (`… Cover - March 24, 2025 Edition`), else Open Graph's."""
    for line in document.lines:
        if line.picture and "cover" in line.text.casefold() and (label is None or label.casefold() in line.text.casefold()):
            return document.absolute(line.picture)
    found = document.meta.get("og:image")
    return document.absolute(found) if found else None


def edition_stories(
    document: Document, lines: Sequence[Line], table: Phrases, site: Site, slug: str | None, label: str | None
) -> list[ListedStory]:
    """The edition's own stories in order: those under "In this issue", of the publication that the page's URL names.

    Pages list other publications' stories too (trending, recommended): their URLs carry another publication's slug.
    """
    start = next((i + 1 for i, line in enumerate(lines) if table.is_line("in_this_issue", line.text)), 0)
    part = lines[start:]
    own = own_urls(part, document, site, slug)
    section: str | None = None
    taken: list[Card] = []
    seen: set[str] = set()
    cards = read_cards([line for line in part if not same(line.text, label)], document, site, table)
    for card in cards:
        key = path_of(card.url) if card.url else None
        if key is None or key not in own or key in seen:
            continue
        seen.add(key)
        if card.title and card.title < len(card.lines):
            above = card.lines[: card.title]
            if len(above) == 1 and taken:
                section = above[0]
            card.lines, card.title = card.lines[card.title :], 0
        card.section = section
        taken.append(card)
    return listed(taken)


def own_urls(lines: Sequence[Line], document: Document, site: Site, slug: str | None) -> set[str]:
    """Paths of the stories that belong to the page's publication: of its slug, or all where no story carries it."""
    paths: dict[str, str | None] = {}
    for line in lines:
        url = story_link(line, document, site, None)
        if url and (found := match(url, site)):
            paths[path_of(url)] = found[1].groupdict().get("publication")
    own = {path for path, publication in paths.items() if slug and publication and letters(publication) == letters(slug)}
    return own or set(paths)
