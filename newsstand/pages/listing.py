"""The stories listed on a page, as cards: publication, title, teaser, reading time and label in the order printed.
Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from newsstand.pages.cards import FEWEST_ALIKE, Card, Entry, is_in_path, is_name, may_stand_alone, names_card
from newsstand.pages.document import Document
from newsstand.pages.found import ListedStory
from newsstand.pages.labelled import is_label, may_be_label
from newsstand.pages.minutes import minutes_like
from newsstand.pages.names import alike, alike_any, printed
from newsstand.pages.phrases import Phrases
from newsstand.pages.plain_cards import plain_cards
from newsstand.urls import Site, match, origin

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
        leaving = leaving + 1 if entry.leaves else 0
        stories += entry.url is not None
        found.append(entry)
    return found


def entry_of(text: str, links: Sequence[str], document: Document, site: Site, own: str | None) -> Entry:
    """A line with links: it leads to the first other story, else to a publication, else away."""
    entry, unnamed, kinds = Entry(text), [], set()
    for link in links:
        named = match(link, site)
        if named is None:
            unnamed.append(link)
        elif named.kind == "story" and named.path != own:
            return entry.leading_to(document.absolute(link), named)
        else:
            kinds.add(named.kind)
    entry.names = "title" in kinds
    if unnamed and not entry.names:
        lost = [link for link in unnamed if document.url and origin(document.absolute(link)) is None]
        entry.leaves = len(lost) < len(unnamed)
        entry.lost = None if entry.leaves else lost[0]
    return entry


def read_cards(items: Sequence[Entry], words: Phrases, *, labelled: bool, names: Sequence[str] = ()) -> list[Card]:
    """Cards of a list, in order. labelled: whether its entries show their edition's label. names: of its
    publication."""
    if any(item.url for item in items):
        find_lost(items, words)
        cards = LinkedList(items, words, labelled, names).read()
    else:
        cards = plain_cards(items, words, labelled, names)
    return without_repeats([card for card in cards if card.lines])


def find_lost(items: Sequence[Entry], words: Phrases) -> None:
    """Take a link that cannot be understood for a story's where a reading time stands soon below it; any other is
    none."""
    for i, item in enumerate(items):
        if item.lost and is_timed(items, i, words):
            item.url = item.lost


def is_timed(items: Sequence[Entry], i: int, words: Phrases) -> bool:
    """Whether a reading time stands below a line before anything else that leads somewhere."""
    for item in items[i + 1 : i + 1 + MOST_LINES]:
        if item.url or item.leaves:
            return False
        if words.reading_time(item.text):
            return True
    return False


class LinkedList:
    """A list in which links tell the titles, while its cards are read: a link to another story opens one; a reading
    time, with the publication or the label below it, ends one."""

    def __init__(self, items: Sequence[Entry], words: Phrases, labelled: bool, names: Sequence[str]) -> None:
        self.items, self.words, self.labelled, self.names = items, words, labelled, names
        self.last = next(i for i in reversed(range(len(items))) if items[i].url)
        """The last line that leads to a story: what is below it may be none of the list."""
        self.cards: list[Card] = []
        self.card = Card()
        self.is_readable = False
        """Whether some card has a label that reads as such."""

    def read(self) -> list[Card]:
        for i, item in enumerate(self.items):
            if self.words.may_be_time(item.text) and self.takes_time(item):
                continue
            if self.card.minutes is not None:
                if self.takes_label(i):
                    continue
                if i > self.last:
                    break
                self.is_readable |= is_label(self.card.label or "")
                self.close([])
            if item.url is not None:
                self.open(item)
            if i > self.last and self.has_ended(item):
                break
            self.card.lines.append(item.text)
        self.close([])
        return [card for card in self.cards if card.url is not None]

    def open(self, item: Entry) -> None:
        """Begin a card with its title; the lines above it are there already."""
        if self.card.url is not None and item.key != self.card.key:
            self.close(self.card.names_below(item.slug, self.names))
        if self.card.url is None:
            self.card.opened_by(item)

    def close(self, lines: list[str]) -> None:
        """End a card. lines: those of the next one so far."""
        self.cards.append(self.card)
        self.card = Card(lines=lines)

    def has_ended(self, item: Entry) -> bool:
        """Whether the list has ended above a line, of those below its last title."""
        card = self.card
        return item.leaves or item.text.startswith("©") or card.url is None or len(card.told()) >= self.longest()

    def longest(self) -> int:
        """How many lines from its title the last card may have: as many as the others, or a title and a teaser, with
        the publication printed twice above, or once between two titles."""
        lines = self.card.lines
        doubled = not self.card.title and alike_any(lines[0], lines[1:])
        return max([2 + 2 * doubled, *(len(other.told()) for other in self.cards)])

    def takes_time(self, item: Entry) -> bool:
        """Whether a line is the card's reading time, or the mark of one."""
        card = self.card
        if timed := self.time_of(item):
            card.minutes, label = timed
            card.label = card.label or label
        takes = timed is not None or self.words.is_time_mark(item.text)
        card.timed = card.timed or takes
        return takes

    def time_of(self, item: Entry) -> tuple[int, str | None] | None:
        """Minutes, and the label on the same line, of a reading time; a link that opens a card is none."""
        if self.card.url is None:
            return None if item.url else self.words.reading_time(item.text)
        is_own = item.key in (None, self.card.key)
        return self.words.reading_time(item.text) or (self.unknown_minutes(item.text) if is_own else None)

    def unknown_minutes(self, text: str) -> tuple[int, str | None] | None:
        """Minutes, and the label on the same line, in words nobody knows yet: under the mark of a reading time, before
        a bar, in a word that other cards have too, or below title and teaser where no word is such. A title printed
        again is none."""
        if (said := minutes_like(text)) is None or text in self.card.lines:
            return None
        if said.barred or self.card.timed:
            return said.number, said.label
        below = said.unit in self.units if self.units else len(self.card.told()) >= 2
        return (said.number, said.label) if below and not is_label(text) else None

    @cached_property
    def units(self) -> set[str]:
        """The words that stand behind a number on more than one line: they count minutes."""
        said = [minutes_like(item.text) for item in self.items if item.url is None]
        found = Counter(one.unit for one in said if one and one.unit)
        return {unit for unit, count in found.items() if count > 1}

    def takes_label(self, i: int) -> bool:
        """Whether the line after a card's reading time is its publication, above the label, or its label."""
        item, card = self.items[i], self.card
        if not self.labelled or item.url is not None or card.label is not None:
            return False
        if names_card(self.items, i, len(self.items)):
            card.publication = item.text
        elif self.is_card_label(i):
            card.label = item.text
        else:
            return False
        return True

    def is_card_label(self, i: int) -> bool:
        """Whether a line reads as a label, or is a lone line before the next card. Where names stand above the titles,
        or a label before it reads as such, a lone line above a title is none: it may head another list."""
        item = self.items[i]
        if may_be_label(item.text, next(iter(self.card.lines), None)):
            return not item.leaves
        if item.leaves or item.names or i >= self.last or not may_stand_alone(item.text):
            return False
        following = self.items[i + 1]
        if following.url is None:
            return alike(following.text, self.items[i + 2].text)
        return not (self.card.title or self.is_readable or is_in_path(item.text, following.key or ""))


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


def names_below(cards: Iterable[Card], names: Sequence[str]) -> set[str]:
    """The publications that stand right below the titles of cards: names that are known, and what stands there, above a
    teaser, in several cards."""
    bare = [card for card in cards if card.lines[1:] and not card.title]
    above = Counter(card.lines[1] for card in bare if card.lines[2:])
    known = {card.lines[1] for card in bare if is_name(card.lines[1], card.slug, names)}
    return known | {line for line, count in above.items() if count > 1}


def listed(cards: Iterable[Card], names: Sequence[str] = ()) -> list[ListedStory]:
    """The stories of a list's cards: `[publication, publication again,] title[, teaser]`, or `title[, publication[,
    title again]][, teaser]`."""
    cards = list(cards)
    below = names_below(cards, names)
    found: list[ListedStory] = []
    for card in cards:
        lines = list(card.lines)
        publication = card.publication
        if len(lines) > 2 and alike_any(lines[0], lines[1:][:2]):
            publication, lines = lines[1], lines[2:]
        elif len(lines) >= 2 and is_name(lines[0], card.slug, names):
            publication, lines = lines[0], lines[1:]
        elif card.title:
            publication, lines = lines[card.title - 1], lines[card.title :]
        elif below & set(lines[1:2]) or (below and lines[2:]):
            publication, lines = lines[1], [lines[0], *lines[2:]]
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
