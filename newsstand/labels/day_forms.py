"""What the forms of days mean: ranges, weekends and double issues, printed with as little as the eye needs. Pure.

Each function takes a shape of parts (parts.py) and the parts, and gives the span they name. It raises NoDateError where
they name none. forms.py says which shape is whose.
"""

from datetime import timedelta

from newsstand.labels import kinds, spans
from newsstand.labels.meaning import AMBIGUOUS, CONTRADICTION, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Day, Month, Parts
from newsstand.labels.spans import Span

MOST_YEARS = 3
"""No edition is of more years: "1939-1945" is a subject."""
LONGEST_OVER_NEW_YEAR = timedelta(days=184)
"""A range whose end comes first in the year, "Dec 28 - Jan 3", goes over New Year; one longer is a slip of the pen."""
LONGEST_RUN = timedelta(days=5 * 366)
"""Editions bound together cover some years. A newspaper's whole life is no edition."""
JOINING = frozenset([kinds.DASH, kinds.SLASH, kinds.RANGE, kinds.AND])
PAIRING = frozenset([kinds.SLASH, kinds.AND])
"""Signs that join two days or months and none between them."""
DAY_NUMBERS = frozenset([kinds.SMALL, kinds.DAY])


def joined_by(sign: str, first: Span, last: Span) -> Span:
    """The span of two days or months with a sign between them. Raises NoDateError where that may mean two things."""
    if first.start >= last.start:
        raise NoDateError(CONTRADICTION)
    if last.end - first.start > LONGEST_RUN:
        raise NoDateError(AMBIGUOUS)
    if sign == kinds.AND and first.precision == "day":
        return spans.all_of([first, last])
    if sign in PAIRING and last.start != first.end + timedelta(days=1):
        # "6/13 January" may mean two days or all between; "Jan & Jul" is no stretch.
        raise NoDateError(AMBIGUOUS)
    return spans.interval(first, last)


def sign_of(shape: str) -> str:
    """The first sign that joins parts; a slash where none is printed: "JanFeb"."""
    return next((kind for kind in shape if kind in JOINING), kinds.SLASH)


def day_and_month(parts: Parts) -> tuple[int, int]:
    """(day, month) of two tokens, whichever stands first."""
    first, second = parts
    return (first.value, second.value) if first.kind in DAY_NUMBERS else (second.value, first.value)


def before(day: int, month: int, last: Day) -> Span:
    """The day and month in front of a range that ends on `last`, in its year or, over New Year, the one before."""
    if (month, day) < (last.month, last.day):
        return spans.day(last.year, month, day)
    found = spans.day(last.year - 1, month, day)
    if last.span.start - found.start > LONGEST_OVER_NEW_YEAR:
        raise NoDateError(CONTRADICTION)
    return found


def after(first: Day, day: int, month: int) -> Span:
    """The day and month behind a range that starts on `first`, in its year or the next."""
    if (month, day) > (first.month, first.day):
        return spans.day(first.year, month, day)
    found = spans.day(first.year + 1, month, day)
    if found.start - first.span.start > LONGEST_OVER_NEW_YEAR:
        raise NoDateError(CONTRADICTION)
    return found


def one_day(shape: str, parts: Parts) -> Span:
    span: Span = parts[0].span
    return span


def two_days(shape: str, parts: Parts) -> Span:
    first, last = parts[0], parts[2]
    if shape[1] == kinds.SLASH and first.form == last.form == "ISO":
        return spans.interval(first.span, last.span)
    return joined_by(shape[1], first.span, last.span)


def days_of_month(shape: str, parts: Parts) -> Span:
    """ "12-19 September 2025", "6, 13 & 20 January 2023": all days of the month that the last part names."""
    last: Day = parts[-1]
    if last.form not in ("DMY", "MDY"):
        raise NoDateError(UNKNOWN_FORM)
    return several([part.value for part in parts[:-1:2]] + [last.day], last.year, last.month, shape)


def days_after_month(shape: str, parts: Parts) -> Span:
    """ "September 12-19, 2025"."""
    return several([part.value for part in parts[1:-1:2]], parts[-1].value, parts[0].value, shape)


def days_after_day(shape: str, parts: Parts) -> Span:
    """ "2025 September 12-19"."""
    first: Day = parts[0]
    if first.form != "YMD":
        raise NoDateError(UNKNOWN_FORM)
    return several([first.day, *(part.value for part in parts[2::2])], first.year, first.month, shape)


def days_with_units(shape: str, parts: Parts) -> Span:
    """ "2024年11月4日、11日", where 日 makes days of both."""
    if any(part.printed.isdigit() for part in parts[2::2]):
        raise NoDateError(UNKNOWN_FORM)
    return days_after_day(shape, parts)


def several(numbers: list[int], year: int, month: int, shape: str) -> Span:
    """Days of one month: two with a sign between them, or all of a list."""
    days = [spans.day(year, month, number) for number in numbers]
    if len(days) == 2 and kinds.COMMA not in shape:
        return joined_by(sign_of(shape), *days)
    return spans.all_of(days)


def partial_to_day(shape: str, parts: Parts) -> Span:
    """ "28 Dec - 3 Jan 2026"."""
    last: Day = parts[3]
    return joined_by(shape[2], before(*day_and_month(parts[:2]), last), last.span)


def day_to_partial(shape: str, parts: Parts) -> Span:
    """ "2025 December 28 - January 3"."""
    first: Day = parts[0]
    if first.form == "ISO":
        raise NoDateError(UNKNOWN_FORM)
    return joined_by(shape[1], first.span, after(first, *day_and_month(parts[2:])))


def partial_to_month(shape: str, parts: Parts) -> Span:
    """ "Aug. 23-Sept. 1991": a day to a month, in the month's year or, over New Year, the one before."""
    last: Month = parts[3]
    day, month = day_and_month(parts[:2])
    if last.form != "MY":
        raise NoDateError(UNKNOWN_FORM)
    first = spans.day(last.year - (month > last.month), month, day)
    if last.span.start - first.start > LONGEST_OVER_NEW_YEAR:
        raise NoDateError(CONTRADICTION)
    return spans.stretch(first, last.span)


def day_to_month(shape: str, parts: Parts) -> Span:
    """ "Aug. 23, 1991-Sept. 1991"."""
    return spans.stretch(parts[0].span, parts[2].span)


def days_of_years(shape: str, parts: Parts) -> Span:
    """ "Nov 11-May 16, 1977-1978", "Jun 21-Jan 30, 1928/30": each day has its year."""
    last: Day = parts[3]
    day, month = day_and_month(parts[:2])
    behind = parts[5]
    year = behind.value if behind.kind == kinds.YEAR else last.year - last.year % 100 + behind.value
    if not 0 < year - last.year <= MOST_YEARS or last.form == "ISO":
        raise NoDateError(UNKNOWN_FORM)
    return spans.interval(spans.day(last.year, month, day), spans.day(year, last.month, last.day))
