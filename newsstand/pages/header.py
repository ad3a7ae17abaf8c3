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
    first: int
    last: int
    left: str
    right: str


def halves(lines: Sequence[str], i: int, words: Phrases) -> Halves | None:
    """The two sides of the bar in line `i`, or on the lines around it; None where there are not two short ones."""
    if words.is_page_title(lines[i]):
        return None
    left, *others = (part.strip() for part in lines[i].replace("｜", "|").split("|"))
    if len(others) == 2 and words.reading_time(others[1]):
        del others[1]
    if len(others) != 1:
        return None
    right = others[0]
    first = last = i
    if not left and i > 0:
        first, left = i - 1, lines[i - 1]
    if not right and i + 1 < len(lines):
        last, right = i + 1, lines[i + 1]
    if not left or not right or len(left) > LONGEST or len(right) > LONGEST:
        return None
    if any(words.reading_time(side) or "|" in side or words.is_time_mark(side) for side in (left, right)):
        return None
    return Halves(first, last, left, right)


def find_headers(
    lines: Sequence[str],
    words: Phrases,
    *,
    names: Sequence[str],
    label: str | None,
    is_publication: Callable[[str, int], bool],
) -> list[Header]:
    """The headers among `lines`.

    names, label: the publication and the edition as other places on the page, or the page that led here, print them;
    they tell the halves apart where the label does not read as one. is_publication: whether a text is this page's
    publication by its URL, or by the links in the line of that index. A number
    and a word before a bar below a paragraph, or under the mark of a reading time, are a teaser's reading time.
    """
    found: list[Header] = []
    text = cache(lambda: next((i for i, line in enumerate(lines) if is_paragraph(line)), len(lines)))
    for i in [i for i, line in enumerate(lines) if "|" in line or "｜" in line]:
        if (sides := halves(lines, i, words)) is None:
            continue
        first, last, left, right = sides
        if alike_any(left, names):
            found.append(Header(first, last, left, right))
        elif minutes_like(left) and (first > text() or (first and words.is_time_mark(lines[first - 1]))):
            continue
        elif alike(right, label):
            found.append(Header(first, last, left, right))
        elif alike_any(right, names) or alike(left, label):
            found.append(Header(first, last, right, left))
        elif UNFILLED.fullmatch(right) or (is_label(right, left) and not is_label(left)):
            found.append(Header(first, last, left, right))
        elif UNFILLED.fullmatch(left) or (is_label(left, right) and not is_label(right)):
            found.append(Header(first, last, right, left))
        elif is_publication(left, first) or is_label(right, left):
            found.append(Header(first, last, left, right))
        elif is_publication(right, last):
            found.append(Header(first, last, right, left))
    return found


def only_bar(lines: Sequence[str], words: Phrases, language: str | None) -> Header | None:
    """A header whose label reads as none and whose publication nothing else names: the one bar above the first long
    line."""
    found: list[Halves] = []
    for i, line in enumerate(lines):
        if len(line) > LONG:
            break
        if "|" in line and minutes_like(line) is None and (sides := halves(lines, i, words)):
            found.append(sides)
    if len(found) != 1 or found[0].first == 0:
        return None
    first, last, left, right = found[0]
    return Header(first, last, right, left) if language in RIGHT_TO_LEFT else Header(first, last, left, right)
