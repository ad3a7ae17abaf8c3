"""The parts of a date: whole days, months with their year, and what else steps.py makes of tokens. Pure."""

from typing import Any, NamedTuple

from newsstand.labels import spans
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token


class Day(NamedTuple):
    """A whole day, as its parts stand."""

    year: int
    month: int
    day: int
    form: str
    """ "DMY", "MDY", "YMD" or "ISO" (year first, numbers only)."""

    @property
    def span(self) -> Span:
        return spans.day(self.year, self.month, self.day)


class Numeric(NamedTuple):
    """A numeric day whose order is still open."""

    first: int
    second: int
    year: int

    def read(self, order: str) -> Day:
        day, month = (self.first, self.second) if order == "DMY" else (self.second, self.first)
        return Day(self.year, month, day, order)


class Month(NamedTuple):
    year: int
    month: int
    form: str
    """ "MY" or "YM"."""

    @property
    def span(self) -> Span:
        return spans.month(self.year, self.month)


class Season(NamedTuple):
    year: int
    season: int
    form: str
    """ "SY" or "YS"."""

    @property
    def span(self) -> Span:
        return spans.season(self.year, self.season)


class Years(NamedTuple):
    """Two years that share a season: "2025/26"."""

    first: int
    last: int


Part = Any
"""A Token, or one of the above, or a Span: the kind beside it says which."""
Parts = list[Part]


class Form(NamedTuple):
    """The shape of a date's parts, one character a part, and the parts."""

    shape: str
    parts: Parts


def tokens_in(parts: Parts, kinds_: frozenset[str] | str) -> list[Token]:
    """The tokens of certain kinds among parts."""
    return [part for part in parts if isinstance(part, Token) and part.kind in kinds_]
