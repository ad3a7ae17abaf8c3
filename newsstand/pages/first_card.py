"""Where the first card of an edition begins in plain text: prices, and what the edition says of itself, stand above
it. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from newsstand.pages.cards import Entry
from newsstand.pages.looks import PRICE, is_paragraph
from newsstand.pages.names import alike, alike_any
from newsstand.pages.parts import Part
from newsstand.pages.phrases import Phrases
from newsstand.pages.plain_cards import reading_times, time_marks
from newsstand.pages.shapes import shape

PRICED = re.compile(rf".*(?:{PRICE.pattern})")
"""A line that ends with a price: "1 Month $14.99"."""
ITEM = re.compile(r"[-–—•·●▪*]\s")


class Above(StrEnum):
    """What a line above the first reading time is; the value is its character in the shape."""

    again = "A"
    """The same as the line right above the reading time."""
    opens = "O"
    """The list's heading, or the edition's label, alone on its line."""
    furniture = "X"
    """The page's heading again, or what the table has as words that sell this publication."""
    price = "c"
    item = "i"
    """Of a list: it begins with a dash or a dot."""
    paragraph = "p"
    words = "w"
    """Any other line."""


def row(name: str, pattern: str, reason: str, example: str, finds: str) -> Part:
    return Part(name, shape(pattern, kinds=Above), reason, example, finds)


FIRST_CARDS = (
    row("title printed again", "(again any{1,2}) $", "the picture's alternative text is the headline",
        "words paragraph again paragraph words", "again paragraph words"),
    row("title right below what opens the list", "(?: opens | furniture | item ) (any) $",
        "nothing of a card stands above", "words opens words", "words"),
    row("title right below a price", "^ [^opens]* price (any) $",
        "prices stand above the list: below what opens it, one is a headline", "words price words", "words"),
    row("title right below a paragraph", "paragraph ([^paragraph]) $",
        "no headline is so long and ends as sentences do", "words paragraph words", "words"),
    row("title and teaser", "(any any) $", "a card has no more lines above its reading time",
        "opens paragraph words words words", "words words"),
)  # fmt: skip
"""The lines of the first card, down to the one right above its reading time: the first row that matches decides."""


class Around(NamedTuple):
    """What the page says around its list; "" where nothing does."""

    words: Phrases
    publication: str
    label: str


def from_first_title(items: Sequence[Entry], page: Around, start: Above) -> Sequence[Entry]:
    """`items` from the first story's title on; all of them where nothing shows a reading time.

    start: what the line above `items` is.
    """
    marks = time_marks(items, page.words)
    first = min(reading_times(items, page.words, marks), default=0)
    above = [i for i in range(first) if items[i].text not in marks]
    lines = [items[i].text for i in above]
    shown = start + "".join(kind_of(text, page, below=lines[n + 1 :]) for n, text in enumerate(lines))
    found = next((match for one in FIRST_CARDS if (match := one.pattern.search(shown))), None)
    return items[above[found.start(1) - 1] :] if found else items


def kind_of(text: str, page: Around, *, below: Sequence[str]) -> Above:
    """What a line is that has the lines `below` between it and the first reading time."""
    tests = (
        (Above.again, alike_any(text, below[-1:])),
        (Above.opens, alike(text, page.label)),
        (Above.furniture, alike(text, page.publication + page.label) or page.words.sells(text, page.publication)),
        (Above.price, PRICED.fullmatch(text)),
        (Above.item, ITEM.match(text)),
        (Above.paragraph, is_paragraph(text)),
        (Above.words, True),
    )
    return next(kind for kind, holds in tests if holds)
