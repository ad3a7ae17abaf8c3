"""An edition page -> its publication, its label, and the stories it lists: the only complete list of them. Pure."""

from collections import Counter
from collections.abc import Mapping

from newsstand.pages.cards import Card
from newsstand.pages.document import Document
from newsstand.pages.found import EditionPage, ListedStory, NotAPage
from newsstand.pages.labelled import heading, plain_name
from newsstand.pages.listing import entries, listed, read_cards
from newsstand.pages.looks import dashed, ends_sentence
from newsstand.pages.names import alike, letters, printed
from newsstand.pages.own import of_title, similar, title_slug
from newsstand.pages.phrases import Phrases, phrases
from newsstand.pages.refusal import refusal
from newsstand.urls import Site, kind, match

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
    found = match(document.url, site) if document.url else None
    parts = found.parts if found else {}
    slug = parts.get("title")
    split = page_heading(document, site, publication=publication, label=label)
    stories = edition_stories(document, words, site, parts, split)
    if split is None and (not stories or slug is None):
        return NotAPage("edition", refusal(document, site))
    page = EditionPage(url=document.url, stories=stories)
    if split:
        _, name, printed_label = split
        page.publication = plain_name(name, slug, publication) if printed(name) else None
        page.label = printed(printed_label)
    page.cover_url = cover(document, page.label)
    return page


def page_heading(
    document: Document, site: Site, *, publication: str | None = None, label: str | None = None
) -> tuple[int, str, str] | None:
    """(line, publication, label) of the page's heading: its `<h1>` where that is one, else the first line that reads as
    one.

    Of several it is the one that the URL's slug spells letter for letter, else the one most like slug or known
    publication. A line that leads to a story or to another title is none.
    """
    words, slug = phrases(site.brand), title_slug(document.url, site)
    found: list[tuple[int, str, str]] = []
    for i in [*document.headings, *range(len(document.lines))]:
        text = document.lines[i]
        if "-" in text or "–" in text or "—" in text:
            split = heading(text, words, publication=publication, label=label, slug=slug)
            if split and not leads_elsewhere(document, i, site):
                known = publication is None or letters(publication) in letters(split[0])
                if known and (slug is None or letters(slug) in letters(split[0])):
                    return i, *split
                found.append((i, *split))
    names = [name for name in (publication, slug) if name]
    close = [one for one in found if any(similar(one[1], name) for name in names)]
    likely = close or [one for one in found if publication is None or one[0] in document.headings]
    return likely[0] if likely else None


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
    found = document.meta.get("og:image")
    return document.absolute(found) if found else None


def edition_stories(
    document: Document, words: Phrases, site: Site, parts: Mapping[str, str], split: tuple[int, str, str] | None
) -> list[ListedStory]:
    """The edition's own stories in order: those under "In this issue", of the publication that the page's URL names.

    Pages list other publications' stories too (trending, recommended): their URLs carry another publication's slug.
    parts: of the page's URL.
    """
    lines = document.lines
    marked = next((i + 1 for i, line in enumerate(lines) if words.is_line("in_this_issue", line)), None)
    start = marked if marked is not None else split[0] + 1 if split else 0
    items = entries(document, start, len(lines), site, None)
    if document.link_elements and not any(item.url for item in items) and start:
        items = entries(document, 0, len(lines), site, None)
    if split:
        items = [item for item in items if item.url or not alike(item.text, split[2])]
    items = [item for item in items if item.url or not words.sells(item.text)]
    cards = own_cards(read_cards(items, words, labelled=False), parts, named=split is not None)
    if marked is None:
        cards = [card for card in cards if card.url or card.minutes is not None]
    put_sections(cards, has_first=marked is not None)
    return listed(cards)


def put_sections(cards: list[Card], *, has_first: bool) -> None:
    """Give each card the section that it stands in: a heading above a card, which no sentence is.

    has_first: whether a line above the first card may head a section: it does where others follow. A lone one may be
    what the edition says of itself.
    """
    above = [card.lines[: card.title or 0] for card in cards]
    heads = [lines[-1] if lines and is_section(lines[-1]) else None for lines in above]
    if heads and not (has_first and len(above[0]) == 1 and any(heads[1:])):
        heads[0] = None
    section: str | None = None
    for card, head in zip(cards, heads, strict=True):
        section = head or section
        if card.title:
            card.lines, card.title = card.lines[card.title :], 0
        card.section = section


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
    numbered = [card for card in cards if card.issue]
    if not slugs and not numbered:
        return cards
    own: set[str] = set()
    if slug:
        own = {letters(slug)} & slugs.keys() or {one for one in slugs if named and similar(one, slug)}
    elif named and slugs:
        commonest, count = slugs.most_common(1)[0]
        own = {commonest} if count * 2 > slugs.total() else set()
    known = [card for card in cards if not card.is_lost]
    mine = [card for card in known if (card.slug and letters(card.slug) in own) or (card.issue and card.issue == issue)]
    if len(known) == len(cards) or not mine:
        return mine
    # A card whose link cannot be understood is its neighbours': of the publication, where they are.
    return [card for card in cards if card in mine or (card.is_lost and is_between(card, cards, mine))]


def is_between(card: Card, cards: list[Card], mine: list[Card]) -> bool:
    """Whether the nearest cards with a link that can be understood, before and after one, are among `mine`."""
    at = cards.index(card)
    before = next((other for other in reversed(cards[:at]) if not other.is_lost), mine[0])
    after = next((other for other in cards[at:] if not other.is_lost), mine[-1])
    return before in mine and after in mine
