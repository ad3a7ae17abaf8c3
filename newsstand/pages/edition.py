"""An edition page -> its publication, its label, and the stories it lists: the only complete list of them. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsstand.pages.cards import Card, Entry
from newsstand.pages.document import Document
from newsstand.pages.first_card import Above, Around, from_first_title
from newsstand.pages.found import EditionPage, ListedStory, NotAPage
from newsstand.pages.labelled import heading, plain_name
from newsstand.pages.listing import entries, listed, read_cards
from newsstand.pages.looks import dashed, ends_sentence
from newsstand.pages.names import alike, letters, printed
from newsstand.pages.own import of_title, parts_of, similar, title_slug
from newsstand.pages.phrases import Phrases, phrases
from newsstand.pages.refusal import refusal
from newsstand.urls import Site, kind

HAS_DASH = re.compile("[-–—]")
LONGEST_SECTION = 60
"""Characters of a section's name."""


def read_edition(
    document: Document, *, site: Site, publication: str | None = None, label: str | None = None
) -> EditionPage | NotAPage:
    """What an edition page says.

    The keywords are what the page that led here calls the publication and the edition; they help to split the heading
    at the right dash. An edition whose page lists no story has `stories` empty.
    """
    words = phrases(site.brand)
    parts = parts_of(document.url, site)
    slug = parts.get("title")
    split = page_heading(document, site, publication=publication, label=label)
    stories = edition_stories(document, words, site, parts, split)
    if split is None and (not stories or slug is None):
        return NotAPage("edition", refusal(document, site))
    page = EditionPage(url=document.url, stories=stories)
    if split:
        page.publication = plain_name(split.publication, slug, publication)
        page.label = printed(split.label)
    page.cover_url = cover(document, page.label)
    return page


class Heading(NamedTuple):
    line: int
    publication: str
    label: str


def page_heading(
    document: Document, site: Site, *, publication: str | None = None, label: str | None = None
) -> Heading | None:
    """The page's heading: its `<h1>` where that is one, else the first line that reads as one.

    Of several it is the one that the URL's slug spells letter for letter, else the one most like slug or known
    publication. A line that leads to a story or to another title is none, nor is a `<title>` as text copies have it.
    """
    words, slug = phrases(site.brand), title_slug(document.url, site)
    dashed = [i for i in (*document.headings, *range(len(document.lines))) if HAS_DASH.search(document.lines[i])]
    known = [name for name in (publication, slug) if name]
    found: list[Heading] = []
    for i in dashed:
        split = heading(document.lines[i], words, publication=publication, label=label, slug=slug)
        if split and not (document.lines[i].startswith(words.pixels) or leads_elsewhere(document, i, site)):
            found.append(Heading(i, *split))
            if all(letters(name) in letters(split[0]) for name in known):
                return found[-1]
    close = [one for one in found if any(similar(one.publication, name) for name in known)]
    likely = close or [one for one in found if publication is None or one.line in document.headings]
    return next(iter(likely), None)


def leads_elsewhere(document: Document, line: int, site: Site) -> bool:
    """Whether a line leads to a story, or to a page of another title than this page's."""
    kinds = [(kind(link, site), link) for link in document.links(line)]
    return any(of == "story" or (of is not None and not of_title(link, document.url, site)) for of, link in kinds)


def cover(document: Document, label: str | None) -> str | None:
    """The cover: the picture whose alternative text says so (`… Cover - March 24, 2025 Edition`), else Open Graph's."""
    for picture in document.pictures:
        alt = picture.alt.casefold()
        if picture.url and label is not None and label.casefold() in alt and ("cover" in alt or "edition" in alt):
            return document.absolute(picture.url)
    return document.url_of(document.meta.get("og:image"))


def edition_stories(
    document: Document, words: Phrases, site: Site, parts: Mapping[str, str], split: Heading | None
) -> list[ListedStory]:
    """The edition's own stories in order: those under "In this issue", of the publication that the page's URL names.

    Pages list other publications' stories too (trending, recommended): their URLs carry another publication's slug.
    parts: of the page's URL.
    """
    lines = document.lines
    marked = next((i + 1 for i, line in enumerate(lines) if words.is_line("in_this_issue", line)), None)
    heading = split or Heading(-1, "", "")
    items: Sequence[Entry] = entries(document, marked or heading.line + 1, len(lines), site, None)
    if document.link_elements and not any(item.url for item in items):
        items = entries(document, 0, len(lines), site, None)
    if not any(item.url for item in items):
        page = Around(words, heading.publication, heading.label)
        items = from_first_title(items, page, Above.opens if marked else Above.furniture)
    items = [
        item
        for item in items
        if item.url or not (alike(item.text, heading.label) or words.sells(item.text, heading.publication))
    ]
    cards = own_cards(read_cards(items, words, labelled=False), parts, named=split is not None)
    if marked is None:
        cards = [card for card in cards if card.url or card.minutes is not None]
    put_sections(cards, has_first=marked is not None)
    return listed(cards)


def put_sections(cards: list[Card], *, has_first: bool) -> None:
    """Give each card the section that it stands in: a heading above a card, which no sentence is.

    has_first: whether a line above the first card may head a section: it does where others follow, and where it is the
    only one that may. Others are what the edition says of itself.
    """
    above = [card.lines[: card.title] for card in cards]
    heads = [next(filter(is_section, lines[-1:]), None) for lines in above]
    if heads and not (has_first and sum(map(is_section, above[0])) == 1 and any(heads[1:])):
        heads[0] = None
    section: str | None = None
    for card, head, lines in zip(cards, heads, above, strict=True):
        section = card.section = head or section
        card.lines = card.lines[len(lines) :]
        card.title = 0


def is_section(line: str) -> bool:
    return len(line) <= LONGEST_SECTION and not ends_sentence(line) and not dashed(line)


def own_cards(cards: list[Card], parts: Mapping[str, str], *, named: bool) -> list[Card]:
    """The cards of the page's publication: those whose URL carries the number of the edition or the slug of the
    publication that the page's URL carries. Where that carries no slug: the slug that most cards carry.

    named: whether the page's heading names the publication; on one that does not, a front page say, only the URL tells
    its own.
    """
    slug, issue = parts.get("title"), parts.get("issue")
    slugs = Counter(letters(card.slug) for card in cards if card.slug)
    if not slugs and not any(card.issue for card in cards):
        return cards
    own = own_slugs(slugs, slug, named=named)
    known = [card for card in cards if not card.is_lost]
    mine = [card for card in known if letters(card.slug or "") in own or (issue and card.issue == issue)]
    if len(known) == len(cards) or not mine:
        return mine
    # A card whose link cannot be understood is its neighbours': of the publication, where they are.
    return [card for card in cards if card in mine or (card.is_lost and is_between(card, cards, mine))]


def own_slugs(slugs: Counter[str], slug: str | None, *, named: bool) -> set[str]:
    """Which of the slugs of cards, by their letters, are of the page's publication, whose URL has that slug."""
    if slug is not None:
        return {letters(slug)} & slugs.keys() or {one for one in slugs if named and similar(one, slug)}
    return {one for one, count in slugs.items() if named and count * 2 > slugs.total()}


def is_between(card: Card, cards: list[Card], mine: list[Card]) -> bool:
    """Whether the nearest cards with a link that can be understood, before and after one, are among `mine`."""
    at = cards.index(card)
    before = next((other for other in reversed(cards[:at]) if not other.is_lost), mine[0])
    after = next((other for other in cards[at:] if not other.is_lost), mine[-1])
    return before in mine and after in mine
