"""The line or lines that name the publication and the edition above a story: `{P}|{E}` in its variants. Pure.

One line (G0-G2), two (`{P}` / `|{E}`), three (`{P}` / `|` / `{E}`); Arabic pages print `{E}` before `{P}`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from newsstand.lines import Line
from newsstand.pages.labelled import is_label, same
from newsstand.phrases import UNFILLED, Phrases


class Header(NamedTuple):
    first: int
    """Index of its first line."""
    last: int
    publication: str
    label: str


def halves(lines: Sequence[Line], i: int) -> tuple[int, int, str, str] | None:
    """(first line, last line, left of the bar, right of it) where line `i` carries the bar; None without two halves."""
    left, _, right = (part.strip() for part in lines[i].text.partition("|"))
    first = last = i
    if not left and i > 0:
        first, left = i - 1, lines[i - 1].text
    if not right and i + 1 < len(lines):
        last, right = i + 1, lines[i + 1].text
    return (first, last, left, right) if left and right and len(left) < 120 and len(right) < 120 else None


def find_header(
    lines: Sequence[Line],
    words: Phrases,
    *,
    publication: str | None,
    label: str | None,
    is_publication: Callable[[str, Sequence[str]], bool],
) -> Header | None:
    """The first header among `lines`.

    publication, label: as the attribution line or the page that led here print them, to tell the halves apart where
    the label does not read as one. is_publication: whether a text, with the links under it, is this page's publication
    by its URL.
    """
    for i, line in enumerate(lines):
        if "|" not in line.text or words.reading_minutes(line.text) is not None:
            continue
        found = halves(lines, i)
        if found is None:
            continue
        first, last, left, right = found
        for name, edition in ((left, right), (right, left)):
            known = same(name, publication) or same(edition, label)
            if known or UNFILLED.fullmatch(edition) or (is_label(edition, name) and not is_label(name)):
                return Header(first, last, name, edition)
            if is_publication(name, lines[first if name is left else last].links):
                return Header(first, last, name, edition)
    return None
