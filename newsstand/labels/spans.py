"""Stretches of days that labels name, and their EDTF, one function a kind. Pure.

EDTF is ISO 8601-2:2019 in the Library of Congress's profile; sections named here are that profile's.
What is on no calendar raises NoDateError("impossible date").
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsstand.labels.meaning import CONTRADICTION, IMPOSSIBLE, NoDateError

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
FIRST_QUARTER = 33


class Span(NamedTuple):
    edtf: str
    start: date
    end: date
    """Inclusive."""
    precision: str


@lru_cache(maxsize=4096)
def day(year: int, month: int, number: int) -> Span:
    """Level 0, date: "2024-11-02"."""
    try:
        found = date(year, month, number)
    except ValueError:
        raise NoDateError(IMPOSSIBLE) from None
    return Span(found.isoformat(), found, found, "day")


@lru_cache(maxsize=4096)
def month(year: int, number: int) -> Span:
    """Level 0, date with reduced precision: "2024-11"."""
    if not 1 <= number <= 12:
        raise NoDateError(IMPOSSIBLE)
    return months(f"{year:04}-{number:02}", "month", (year, number), (year, number))


@lru_cache(maxsize=4096)
def year(number: int) -> Span:
    """Level 0, date with reduced precision: "2024"."""
    return Span(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


@lru_cache(maxsize=4096)
def season(year_: int, number: int) -> Span:
    """Level 1, seasons: 21-24, northern and by whole months. Winter is December to February of the next year."""
    first = 3 + 3 * (number - SPRING)
    last_year, last = (year_ + 1, 2) if number == WINTER else (year_, first + 2)
    return months(f"{year_:04}-{number}", "season", (year_, first), (last_year, last))


@lru_cache(maxsize=4096)
def quarter(year_: int, number: int) -> Span:
    """Level 2, sub-year groupings: 33-36 for `number` 1-4."""
    if not 1 <= number <= 4:
        raise NoDateError(IMPOSSIBLE)
    edtf = f"{year_:04}-{FIRST_QUARTER - 1 + number}"
    return months(edtf, "quarter", (year_, 3 * number - 2), (year_, 3 * number))


def week(year_: int, number: int) -> Span:
    """ISO 8601 week, Monday to Sunday, as a level 0 interval: EDTF has no weeks."""
    try:
        monday = date.fromisocalendar(year_, number, 1)
    except ValueError:
        raise NoDateError(IMPOSSIBLE) from None
    sunday = monday + timedelta(days=6)
    return Span(f"{monday}/{sunday}", monday, sunday, "week")


def fortnight(year_: int, month_: int, half: int) -> Span:
    """The 1st to the 15th (`half` 1) or the 16th to the last (2) of a month, as a level 0 interval."""
    first, last = (1, 15) if half == 1 else (16, monthrange(year_, month_)[1])
    start, end = date(year_, month_, first), date(year_, month_, last)
    return Span(f"{start}/{end}", start, end, "fortnight")


def months(edtf: str, precision: str, first: tuple[int, int], last: tuple[int, int]) -> Span:
    """From the first of a (year, month) to the end of another."""
    return Span(edtf, date(*first, 1), date(*last, monthrange(*last)[1]), precision)


def interval(first: Span, last: Span) -> Span:
    """Level 0, time interval: from the start of `first` to the end of `last`, which must be later."""
    if first.precision != last.precision or first.start >= last.start:
        raise NoDateError(CONTRADICTION)
    if "/" in first.edtf or "/" in last.edtf:
        # Weeks and halves of months have no EDTF of their own, and a stretch of stretches has none either.
        return Span(f"{first.start}/{last.end}", first.start, last.end, first.precision)
    return Span(f"{first.edtf}/{last.edtf}", first.start, last.end, first.precision)


PRECISIONS = ("day", "week", "fortnight", "month", "quarter", "season", "year")
"""From the finest to the coarsest."""


def stretch(first: Span, last: Span) -> Span:
    """Level 0, time interval whose ends may differ in precision, "1991-08-23/1991-09"; its own is the coarser one."""
    if first.start >= last.start:
        raise NoDateError(CONTRADICTION)
    precision = max(first.precision, last.precision, key=PRECISIONS.index)
    return Span(f"{first.edtf}/{last.edtf}", first.start, last.end, precision)


def all_of(days: list[Span]) -> Span:
    """Level 2, set representation, all members: "{2023-01-06,2023-01-13}" for days in rising order."""
    if any(one.start >= other.start for one, other in pairwise(days)):
        raise NoDateError(CONTRADICTION)
    return Span("{" + ",".join(one.edtf for one in days) + "}", days[0].start, days[-1].end, days[0].precision)
