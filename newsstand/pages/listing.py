"""The stories listed on a page, as cards: publication, title, teaser, reading time and label in the order printed.
Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsstand.pages.cards import FEWEST_ALIKE, Card, Entry, is_in_path, is_name, names_card
from newsstand.pages.document import Document
from newsstand.pages.found import ListedStory
from newsstand.pages.labelled import LONGEST_LABEL, is_label, may_be_label
from newsstand.pages.minutes import minutes_like
from newsstand.pages.names import alike, alike_any, printed
from newsstand.pages.phrases import Phrases
from newsstand.pages.plain_cards import plain_cards
from newsstand.urls import Site, match, origin

PRICE = re.compile(r"(?:[$€£¥₹]|US\$|Rs\.?)\s*(?:[\d.,]+|NaN)(?:\s*/\s*\S+)?|[\d.,]+\s*[$€£¥₹]")


MOST_LINES = 4
"""Of a card, from its title to its reading time: picture, title, teaser, and a mark of the time."""
FOOTER = 4
"""Lines in a row, after a list's stories, that lead to neither stories nor publications: the newsstand's footer has
begun."""


def entries(document: Document, start: int, end: int, site: Site, own: str | None) -> list[Entry]:
    """The lines from `start` to `end` with where they lead. own: path of the page's own story, which is none of the
    list."""
    found: list[Entry] = []
    stories = leaving = 0
    for text, links in document.linked(start, end):
        if stories and leaving == FOOTER:
            break
        entry = entry_of(text, links, document, site, own) if links else Entry(text)
        leaving = (leaving + 1) * entry.leaves
        stories += entry.url is not None
        found.append(entry)
    return found


def entry_of(text: str, links: Sequence[str], document: Document, site: Site, own: str | None) -> Entry:
    """A line with links: it leads to the first other story, else to a publication, else away."""
    unnamed, kinds = [], set()
    for link in links:
        named = match(link, site)
        if named is None:
            unnamed.append(link)
        elif named.kind == "story" and named.path != own:
            slug, issue = named.parts.get("publication"), named.parts.get("issue")
            return Entry(text, document.absolute(link), named.path, slug, issue)
        else:
            kinds.add(named.kind)
    if "title" in kinds:
        return Entry(text, names=True)
    lost = [link for link in unnamed if document.url and origin(document.absolute(link)) is None]
    leaves = len(lost) < len(unnamed)
    return Entry(text, leaves=leaves, lost=None if leaves else next(iter(lost), None))


def read_cards(items: Sequence[Entry], words: Phrases, *, labelled: bool, names: Sequence[str] = ()) -> list[Card]:
    """Cards of a list, in order. labelled: whether its entries show their edition's label. names: of its
    publication."""
    if any(item.url for item in items):
        cards = linked_cards(with_lost(items, words), words, labelled, names)
    else:
        cards = plain_cards(items, words, labelled, names)
    return without_repeats([card for card in cards if card.lines])


def with_lost(items: Sequence[Entry], words: Phrases) -> Sequence[Entry]:
    """`items`, in which a link that cannot be understood is a story's where a reading time stands soon below it; any
    other is none."""
    return [
        item._replace(url=item.lost) if item.lost and is_timed(items, i, words) else item
        for i, item in enumerate(items)
    ]


def is_timed(items: Sequence[Entry], i: int, words: Phrases) -> bool:
    """Whether a reading time stands below a line before anything else that leads somewhere."""
    for item in items[i + 1 : i + 1 + MOST_LINES]:
        if item.url or item.leaves:
            return False
        if words.may_be_time(item.text) and words.reading_time(item.text):
            return True
    return False


def repeated_units(items: Sequence[Entry]) -> set[str]:
    """The words that stand behind a number on more than one line of a list: they count minutes."""
    said = [minutes_like(item.text) for item in items if item.url is None and item.text[:1].isdigit()]
    found = Counter(one.unit for one in said if one and one.unit)
    return {unit for unit, count in found.items() if count > 1}


def linked_cards(items: Sequence[Entry], words: Phrases, labelled: bool, names: Sequence[str]) -> list[Card]:
    """A link to another story opens a card; a reading time, with the label after it, ends one."""
    cards: list[Card] = []
    card = Card()
    last = max(i for i, item in enumerate(items) if item.url)
    units = repeated_units(items)
    readable = False
    for i, item in enumerate(items):
        text, opens = item.text, item.url is not None
        if words.may_be_time(text):
            timed = time_of(item, card, words, units)
            if timed:
                card.minutes, label = timed
                card.label = card.label or label
            if timed or words.is_time_mark(text):
                card.timed = True
                continue
        if card.minutes is not None:
            if labelled and not opens and card.label is None:
                if names_card(items, i, len(items)):
                    card.publication = text
                    continue
                if is_card_label(items, i, card, last, readable):
                    card.label = text
                    continue
            if i > last:
                break
            readable = readable or is_label(card.label or "")
            cards.append(card)
            card = Card()
        if opens:
            if card.url is not None and item.key != card.key:
                cards.append(card)
                card = Card(lines=card.names_below(item.slug, names))
            if card.url is None:
                card.opened_by(item)
        if i > last and (
            item.leaves or text.startswith("©") or card.url is None or len(card.told()) >= longest(cards, card)
        ):
            break
        card.lines.append(text)
    cards.append(card)
    return [card for card in cards if card.url is not None]


def time_of(item: Entry, card: Card, words: Phrases, units: set[str]) -> tuple[int, str | None] | None:
    """Minutes, and the label on the same line, where a line is a reading time; a link that opens a card is none."""
    if card.url is None:
        return None if item.url else words.reading_time(item.text)
    is_own = item.key in (None, card.key)
    return words.reading_time(item.text) or (unknown_minutes(item.text, card, units) if is_own else None)


def longest(cards: Sequence[Card], card: Card) -> int:
    """How many lines from its title the last card of a list may have: as many as the others, or a title and a teaser,
    with the publication printed twice above, or once between two titles."""
    doubled = not card.title and alike_any(card.lines[0], card.lines[1:3])
    own = 2 + 2 * doubled
    return max([own, *(len(other.told()) for other in cards)])


def is_card_label(items: Sequence[Entry], i: int, card: Card, last: int, readable: bool) -> bool:
    """Whether the line after a card's reading time is its label: it reads as one, or is a lone line before the next
    card. Where names stand above the titles, or a label before it reads as such (`readable`), a lone line above a title
    is none: it may head another list."""
    item, text = items[i], items[i].text
    if may_be_label(text, next(iter(card.lines), None)):
        return not item.leaves
    if item.leaves or item.names or i >= last or len(text) > LONGEST_LABEL:
        return False
    following = items[i + 1]
    if following.url is None:
        return alike(following.text, items[i + 2].text)
    return not (card.title or readable or is_in_path(text, following.key or ""))


def unknown_minutes(text: str, card: Card, units: set[str]) -> tuple[int, str | None] | None:
    """Minutes, and the label on the same line, in words nobody knows yet: under the mark of a reading time, before a
    bar, in a word that other cards have too (`units`), or below title and teaser where no word is such. A title printed
    again is none."""
    if (said := minutes_like(text)) is None or text in card.lines:
        return None
    if said.barred or card.timed:
        return said.number, said.label
    below = said.unit in units if units else len(card.told()) >= 2
    return (said.number, said.label) if below and not is_label(text) else None


def without_repeats(cards: list[Card]) -> list[Card]:
    """The cards without the lines that all of them end with ("Read more"), and each story once."""
    tails = Counter(card.lines[-1] for card in cards if len(card.told()) >= 2)
    for card in cards:
        while len(card.told()) >= 2 and FEWEST_ALIKE <= tails[card.lines[-1]] == tails.total():
            card.lines.pop()
    found: dict[str | int, Card] = {}
    for n, card in enumerate(cards):
        found.setdefault(card.key or n, card)
    return list(found.values())


def listed(cards: Iterable[Card], names: Sequence[str] = ()) -> list[ListedStory]:
    """The stories of a list's cards: `[publication, publication again,] title[, teaser]`, or `title, publication, title
    again[, teaser]`."""
    found: list[ListedStory] = []
    for card in cards:
        lines = list(card.lines)
        publication = card.publication
        if len(lines) > 2 and alike_any(lines[0], lines[1:][:2]):
            publication, lines = lines[1], lines[2:]
        elif len(lines) >= 2 and is_name(lines[0], card.slug, names):
            publication, lines = lines[0], lines[1:]
        elif card.title and card.title < len(lines):
            publication, lines = lines[card.title - 1], lines[card.title :]
        headline, *rest = lines
        found.append(
            ListedStory(
                headline=printed(headline),
                description=next(iter(rest), None),
                url=None if card.is_lost else card.url,
                publication=publication,
                edition_label=printed(card.label),
                reading_minutes=card.minutes,
                section=card.section,
            )
        )
    return found
