"""Editions and gaps as SVG paths: a calendar for what appears several times a week, bars to scale for the rest. Pure.

What is whole is a filled shape; what is not differs from it in shape and in colour, and carries a mark with its name.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["complete", "incomplete", "left", "never", "silent"]
"""Of an edition: all of it is here; some is not; it was listed and not collected; it was expected and on no list; the
user knows why it is missing."""
CELL, STEP = 9, 11
"""Side of a cell and the way to the next, in SVG's units."""
WEEKS = 54
BAR = 14
"""Height of a bar."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """An edition, or the lack of one."""

    state: State
    first: date
    last: date
    name: str
    """What a mark says of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Year:
    """A drawing of one year."""

    year: int
    height: int
    paths: dict[State, str]
    marks: list[Mark]
    months: list[float]
    """Where each month begins."""

    @property
    def width(self) -> int:
        return WEEKS * STEP


def shape(state: State, x: float, y: float, width: float, height: float) -> str:
    """The path of a state: a filled rectangle, half of one, its outline, a cross, or a line."""
    place = f"M{x:g} {y:g}"
    if state == "incomplete":
        return f"{place}v{height:g}h{width:g}z"
    if state == "left":
        return f"M{x + 1:g} {y + 1:g}h{width - 2:g}v{height - 2:g}h-{width - 2:g}z"
    if state == "never":
        return f"{place}l{width:g} {height:g}m0-{height:g}l-{width:g} {height:g}"
    if state == "silent":
        return f"M{x:g} {y + height / 2:g}h{width:g}"
    return f"{place}h{width:g}v{height:g}h-{width:g}z"


def years_of(pieces: Iterable[Piece], *, daily: bool) -> list[Year]:
    """A drawing for each year from the first piece to the last."""
    every = list(pieces)
    if not every:
        return []
    years = range(min(piece.first for piece in every).year, max(piece.last for piece in every).year + 1)
    draw = _calendar if daily else _bars
    return [draw(year, [piece for piece in every if piece.first.year <= year <= piece.last.year]) for year in years]


def _calendar(year: int, pieces: Sequence[Piece]) -> Year:
    """Weeks across, weekdays down. Days of one week that are complete are one shape, so that a page stays small."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    shift = first.weekday()
    paths: dict[State, list[str]] = defaultdict(list)
    marks, whole = [], set()
    for piece in pieces:
        day = max(piece.first, first)
        while day <= min(piece.last, last):
            place = (day - first).days + shift
            if piece.state == "complete":
                whole.add(place)
            else:
                x, y = place // 7 * STEP, place % 7 * STEP
                paths[piece.state].append(shape(piece.state, x, y, CELL, CELL))
                marks.append(Mark(x, y, piece.name))
            day += timedelta(1)
    for start in sorted(whole):
        if start % 7 == 0 or start - 1 not in whole:
            end = start
            while end + 1 in whole and (end + 1) % 7:
                end += 1
            height = (end - start) * STEP + CELL
            paths["complete"].append(shape("complete", start // 7 * STEP, start % 7 * STEP, CELL, height))
    months = [float(((date(year, month, 1) - first).days + shift) // 7 * STEP) for month in range(1, MONTHS + 1)]
    return Year(year, 7 * STEP, {state: "".join(each) for state, each in paths.items()}, marks, months)


def _bars(year: int, pieces: Sequence[Piece]) -> Year:
    """One row; a piece is as long as the days that it covers, so that double issues show."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    unit = WEEKS * STEP / (366 if calendar.isleap(year) else 365)
    paths: dict[State, list[str]] = defaultdict(list)
    marks = []
    for piece in pieces:
        start, end = max(piece.first, first), min(piece.last, last)
        x, width = round((start - first).days * unit, 1), round(max(3, ((end - start).days + 1) * unit - 1), 1)
        paths[piece.state].append(shape(piece.state, x, 0, width, BAR))
        if piece.state != "complete":
            marks.append(Mark(x, 0, piece.name))
    months = [round((date(year, month, 1) - first).days * unit, 1) for month in range(1, MONTHS + 1)]
    return Year(year, BAR + 1, {state: "".join(each) for state, each in paths.items()}, marks, months)


HEIGHTS = (2, 3, 5, 7, CELL)
"""Of the cells of a month, by shade: not by colour alone."""


def level(share: float) -> int:
    """Which of five shades a share has: 0 none, 1 some, 2 half, 3 nine of ten, 4 all."""
    return 4 if share >= 1 else 3 if share >= 0.9 else 2 if share >= 0.5 else 1 if share > 0 else 0


def row_of_months(shares: Sequence[float | None]) -> dict[int, str]:
    """A cell for each month that has a share, by its shade; the emptier a cell, the lower it is."""
    paths: dict[int, list[str]] = defaultdict(list)
    for at, share in enumerate(shares):
        if share is not None:
            shade = level(share)
            height = HEIGHTS[shade]
            paths[shade].append(shape("complete", at * STEP, CELL - height, CELL, height))
    return {shade: "".join(each) for shade, each in sorted(paths.items())}


def columns(values: Sequence[float | None], height: int) -> str:
    """A column for each value, the highest as high as `height`; None leaves its place empty."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    most = max((value for _, value in known), default=0) or 1
    parts = []
    for at, value in known:
        tall = round(value / most * height, 1)
        parts.append(f"M{at * STEP} {height - tall:g}h{CELL}v{tall:g}h-{CELL}z")
    return "".join(parts)
