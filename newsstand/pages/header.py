"""The line or lines that name the publication and the edition above a story: `{P}|{E}` in its variants. Pure.

One line (G0-G2), two (`{P}` / `|{E}`), three (`{P}` / `|` / `{E}`); Arabic pages print `{E}` before `{P}`.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from newsstand.pages.labelled import is_label
from newsstand.pages.looks import LONG, is_paragraph
from newsstand.pages.minutes import minutes_like
from newsstand.pages.names import UNFILLED, alike, alike_any
from newsstand.pages.phrases import Phrases

LONGEST = 120
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


class Header(NamedTuple):
    first: int
    """Index of its first line."""
    last: int
    publication: str
    label: str

    @property
    def is_newer(self) -> bool:
        """Whether it stands on lines, as on the newer pages, which print a dash before authors."""
        return self.last > self.first


class Halves(NamedTuple):
    """The two sides of a bar, and the lines on which they stand."""

    first: int
    last: int
    left: str
    right: str

    def header(self, *, turned: bool) -> Header:
        """turned: whether the label stands on the left."""
        publication, label = (self.right, self.left) if turned else (self.left, self.right)
        return Header(self.first, self.last, publication, label)


class Told(NamedTuple):
    """What tells the two sides of a bar apart, where the label does not read as one."""

    names: Sequence[str] = ()
    """The publication, as other places on the page, or the page that led here, print it."""
    label: str | None = None
    """The edition."""
    is_publication: Callable[[str, int], bool] = lambda _text, _line: False
    """Whether a text is this page's publication by its URL, or by the links in the line of that index."""
    is_listed: Callable[[int], bool] = lambda _line: False
    """Whether a reading time in the line of that index is that of a listed story: below a paragraph, or under the mark
    of one."""


class Way(NamedTuple):
    """A way to tell the publication from the label: the first row that holds does."""

    name: str
    test: Callable[[Halves, Told], object]
    turned: bool | None
    """Whether the label stands on the left; None of what is no header."""
    example: tuple[str, str]
    """Two sides that this row alone tells apart, where The Lantern and the label Odd Quarter are known, Old Post
    is the page's publication, and reading times are of a list."""


def reads_alone(label: str, publication: str) -> bool:
    """Whether one side reads as a label, and the other does not."""
    return is_label(label, publication) and not is_label(publication)


WAYS = (
    Way("known publication, label", lambda it, told: alike_any(it.left, told.names), False,
        ("The Lantern", "Odd Times")),
    Way("reading time of a teaser", lambda it, told: minutes_like(it.left) and told.is_listed(it.first), None,
        ("4 mins", "May 2024")),
    Way("publication, known label", lambda it, told: alike(it.right, told.label), False,
        ("Harbour Post", "Odd Quarter")),
    Way("label, known publication", lambda it, told: alike_any(it.right, told.names), True,
        ("Odd Times", "The Lantern")),
    Way("known label, publication", lambda it, told: alike(it.left, told.label), True,
        ("Odd Quarter", "Harbour Post")),
    Way("publication, unfilled label", lambda it, told: UNFILLED.fullmatch(it.right), False,
        ("Harbour Post", "{{label}}")),
    Way("publication, readable label", lambda it, told: reads_alone(it.right, it.left), False,
        ("{{name}}", "June 2, 2024")),
    Way("unfilled label, publication", lambda it, told: UNFILLED.fullmatch(it.left), True,
        ("{{label}}", "Harbour Post")),
    Way("readable label, publication", lambda it, told: reads_alone(it.left, it.right), True,
        ("June 2, 2024", "Harbour Post")),
    Way("publication of the page, label", lambda it, told: told.is_publication(it.left, it.first), False,
        ("Old Post", "Odd Times")),
    Way("publication with a number, readable label", lambda it, told: is_label(it.right, it.left), False,
        ("May 2024", "June 2024")),
    Way("label, publication of the page", lambda it, told: told.is_publication(it.right, it.last), True,
        ("Odd Times", "Old Post")),
)  # fmt: skip


def told_apart(sides: Halves, told: Told, ways: Sequence[Way] = WAYS) -> Header | None:
    """The header that the two sides of a bar are; None where they are none."""
    turned = next((way.turned for way in ways if way.test(sides, told)), None)
    return None if turned is None else sides.header(turned=turned)


def halves(lines: Sequence[str], i: int, words: Phrases) -> Halves | None:
    """The two sides of the bar in line `i`, or on the lines around it; None where there are not two short ones."""
    left, *others = (part.strip() for part in lines[i].replace("｜", "|").split("|"))
    if len(others) == 2 and words.reading_time(others[1]):
        del others[1]
    if len(others) != 1 or words.is_page_title(lines[i]):
        return None
    right = others[0]
    first = last = i
    if not left and i > 0:
        first, left = i - 1, lines[i - 1]
    if not right and i + 1 < len(lines):
        last, right = i + 1, lines[i + 1]
    return Halves(first, last, left, right) if is_side(left, words) and is_side(right, words) else None


def is_side(text: str, words: Phrases) -> bool:
    is_short = 0 < len(text) <= LONGEST
    return is_short and "|" not in text and not (words.is_time_mark(text) or words.reading_time(text))


def find_headers(
    lines: Sequence[str],
    words: Phrases,
    *,
    names: Sequence[str],
    label: str | None,
    is_publication: Callable[[str, int], bool],
) -> list[Header]:
    """The headers among `lines`. names, label, is_publication: as in Told."""
    bars = [i for i, line in enumerate(lines) if "|" in line or "｜" in line]
    text = cache(lambda: next((i for i, line in enumerate(lines) if is_paragraph(line)), len(lines)))

    def is_listed(i: int) -> bool:
        return i > text() or any(map(words.is_time_mark, lines[max(0, i - 1) : i]))

    told = Told(names, label, is_publication, is_listed)
    found = [told_apart(sides, told) for i in bars if (sides := halves(lines, i, words))]
    return [header for header in found if header]


def only_bar(lines: Sequence[str], words: Phrases, language: str | None) -> list[Header]:
    """The header whose label reads as none and whose publication nothing else names, if there is one: the one bar above
    the first long line."""
    found: list[Halves] = []
    for i, line in enumerate(lines):
        if len(line) > LONG:
            break
        if "|" in line and minutes_like(line) is None and (sides := halves(lines, i, words)):
            found.append(sides)
    if len(found) != 1 or found[0].first == 0:
        return []
    return [found[0].header(turned=language in RIGHT_TO_LEFT)]
