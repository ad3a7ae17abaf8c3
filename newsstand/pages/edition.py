"""An edition page -> its publication, its label, and the stories it lists: the only complete list of them. Pure."""

from collections import Counter

from newsstand.lines import Document
from newsstand.pages.found import EditionPage, ListedStory, NotAPage
from newsstand.pages.labelled import heading, plain_name
from newsstand.pages.listing import Card, entries, listed, read_cards
from newsstand.pages.refusal import refusal
from newsstand.phrases import Phrases, alike, letters, phrases, printed
from newsstand.urls import Site, match


def read_edition(
    document: Document, *, site: Site, publication: str | None = None, label: str | None = None
) -> EditionPage | NotAPage:
    """What an edition page says.

    The keywords are what the page that led here calls the publication and the edition; they help to split the heading
    at the right dash. An edition whose page lists no story has `stories` empty.
    """
    words = phrases(site.brand)
    found = match(document.url, site) if document.url else None
    slug = found[1].groupdict().get("title") if found else None
    split = page_heading(document, words, publication, label, slug)
    stories = edition_stories(document, words, site, slug, split)
    if split is None and (not stories or slug is None):
        return NotAPage(f"not an edition: {refusal(document, site)}")
    page = EditionPage(url=document.url, stories=stories)
    if split:
        _, name, printed_label = split
        page.publication = plain_name(name, slug, publication) if printed(name) else None
        page.label = printed(printed_label)
    page.cover_url = cover(document, page.label)
    return page


def page_heading(
    document: Document, words: Phrases, publication: str | None, label: str | None, slug: str | None
) -> tuple[int, str, str] | None:
    """(line, publication, label) of the page's heading: its `<h1>` where that is one, else the first line that reads as
    one.

    Of several it is the one that names the known publication, or the one that the URL's slug spells.
    """
    found: list[tuple[int, str, str]] = []
    for i in [*document.headings, *range(len(document.lines))]:
        text = document.lines[i]
        if "-" in text or "–" in text or "—" in text:
            split = heading(text, words, publication=publication, label=label, slug=slug)
            if split and (publication is None or letters(publication) in letters(split[0])):
                found.append((i, *split))
                if slug is None or letters(slug) in letters(split[0]):
                    return found[-1]
    return found[0] if found else None


def cover(document: Document, label: str | None) -> str | None:
    """The cover: the picture whose alternative text says so (`… Cover - March 24, 2025 Edition`), else Open Graph's."""
    for picture in document.pictures:
        alt = picture.alt.casefold()
        if picture.url and label is not None and label.casefold() in alt and ("cover" in alt or "edition" in alt):
            return document.absolute(picture.url)
    found = document.meta.get("og:image")
    return document.absolute(found) if found else None


def edition_stories(
    document: Document, words: Phrases, site: Site, slug: str | None, split: tuple[int, str, str] | None
) -> list[ListedStory]:
    """The edition's own stories in order: those under "In this issue", of the publication that the page's URL names.

    Pages list other publications' stories too (trending, recommended): their URLs carry another publication's slug.
    """
    lines = document.lines
    marked = next((i + 1 for i, line in enumerate(lines) if words.is_line("in_this_issue", line)), None)
    start = marked if marked is not None else split[0] + 1 if split else 0
    items = entries(document, start, len(lines), site, None)
    if not any(item.url for item in items) and start:
        items = entries(document, 0, len(lines), site, None)
    if split:
        items = [item for item in items if item.url or not alike(item.text, split[2])]
    cards = own_cards(read_cards(items, words, labelled=False), slug, named=split is not None)
    if marked is None:
        cards = [card for card in cards if card.url or card.minutes is not None]
    section: str | None = None
    for number, card in enumerate(cards):
        above = card.lines[: card.title or 0]
        if above and (number or (marked is not None and len(above) == 1)):
            section = above[-1]
        if card.title:
            card.lines, card.title = card.lines[card.title :], 0
        card.section = section
    return listed(cards)


def own_cards(cards: list[Card], slug: str | None, *, named: bool) -> list[Card]:
    """The cards of the page's publication: of the slug in its URL, else of the slug that most cards carry.

    named: whether the page's heading names the publication; on one that does not, a front page say, only the URL's slug
    tells its own.
    """
    slugs = [letters(card.slug) for card in cards if card.slug]
    if not slugs:
        return cards
    if not named and (slug is None or letters(slug) not in slugs):
        return []
    own = letters(slug) if slug else ""
    if own not in slugs:
        own, count = Counter(slugs).most_common(1)[0]
        if count * 2 <= len(slugs):
            return []  # stories of many publications: an edition that lists none of its own
    return [card for card in cards if card.slug and letters(card.slug) == own]
