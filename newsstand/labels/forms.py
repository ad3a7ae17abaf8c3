"""Parts of a date (parts.py) to the one stretch of days that they name together. Pure.

A shape must be one of `ONE_PART` or `FORMS`; anything else is no date.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from newsstand.labels import spans
from newsstand.labels.meaning import (
    AMBIGUOUS,
    CONTRADICTION,
    IMPOSSIBLE,
    NO_YEAR,
    TWO_DIGIT_YEAR,
    UNKNOWN_FORM,
    NoDateError,
)
from newsstand.labels.parts import Day, Form, Month, Parts, Season, rule_name
from newsstand.labels.spans import Span

MOST_YEARS = 3
"""No edition is of more years: "1939-1945" is a subject."""
LONGEST_OVER_NEW_YEAR = timedelta(days=184)
"""A range whose end comes first in the year, "Dec 28 - Jan 3", goes over New Year; one longer is a slip of the pen."""


LONGEST_RUN = timedelta(days=5 * 366)
"""Editions bound together cover some years. A newspaper's whole life is no edition."""


def joined_by(sign: str, first: Span, last: Span) -> Span:
    """Two days or months with a sign between them."""
    if first.start >= last.start:
        raise NoDateError(CONTRADICTION)
    if last.end - first.start > LONGEST_RUN:
        raise NoDateError(AMBIGUOUS)
    if sign == "&" and first.precision == "day":
        return spans.all_of([first, last])
    if sign in "/&" and last.start != first.end + timedelta(days=1):
        # "6/13 January" may mean two days or all between; "Jan & Jul" is no stretch.
        raise NoDateError(AMBIGUOUS)
    return spans.interval(first, last)


def sign_of(shape: str) -> str:
    return next((letter for letter in shape if letter in "-/~&"), "/")


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
    if shape[1] == "/" and first.form == last.form == "ISO":
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
    days = [spans.day(year, month, number) for number in numbers]
    if len(days) == 2 and "," not in shape:
        return joined_by(sign_of(shape), *days)
    return spans.all_of(days)


def partial_to_day(shape: str, parts: Parts) -> Span:
    """ "28 Dec - 3 Jan 2026"."""
    last: Day = parts[3]
    day, month = (0, 1) if shape[0] in "Do" else (1, 0)
    return joined_by(shape[2], before(parts[day].value, parts[month].value, last), last.span)


def day_to_partial(shape: str, parts: Parts) -> Span:
    """ "2025 December 28 - January 3"."""
    first: Day = parts[0]
    if first.form == "ISO":
        raise NoDateError(UNKNOWN_FORM)
    day, month = (2, 3) if shape[2] in "Do" else (3, 2)
    return joined_by(shape[1], first.span, after(first, parts[day].value, parts[month].value))


def partial_to_month(shape: str, parts: Parts) -> Span:
    """ "Aug. 23-Sept. 1991": a day to a month, in the month's year or, over New Year, the one before."""
    last: Month = parts[3]
    day, month = (0, 1) if shape[0] in "Do" else (1, 0)
    if last.form != "MY":
        raise NoDateError(UNKNOWN_FORM)
    first = spans.day(last.year - (parts[month].value > last.month), parts[month].value, parts[day].value)
    if last.span.start - first.start > LONGEST_OVER_NEW_YEAR:
        raise NoDateError(CONTRADICTION)
    return spans.stretch(first, last.span)


def day_to_month(shape: str, parts: Parts) -> Span:
    """ "Aug. 23, 1991-Sept. 1991"."""
    return spans.stretch(parts[0].span, parts[2].span)


def days_of_years(shape: str, parts: Parts) -> Span:
    """ "Nov 11-May 16, 1977-1978", "Jun 21-Jan 30, 1928/30": each day has its year."""
    last: Day = parts[3]
    day, month = (0, 1) if shape[0] in "Do" else (1, 0)
    behind = parts[5]
    year = behind.value if behind.kind == "Y" else last.year - last.year % 100 + behind.value
    if not 0 < year - last.year <= MOST_YEARS or last.form == "ISO":
        raise NoDateError(UNKNOWN_FORM)
    first = spans.day(last.year, parts[month].value, parts[day].value)
    return spans.interval(first, spans.day(year, last.month, last.day))


def chains_of_months(shape: str, parts: Parts) -> Span:
    """ "Jan./Feb. 1979-Sept./Oct. 1981": from the first month to the last."""
    cut = next(at for at, letter in enumerate(shape) if letter in "-~")
    first, last = (
        months_to_month(shape[part], parts[part]) if "M" in shape[part] else parts[part][0].span
        for part in (slice(None, cut), slice(cut + 1, None))
    )
    ends = spans.month(first.start.year, first.start.month), spans.month(last.end.year, last.end.month)
    return joined_by("-", *ends)


def two_months(shape: str, parts: Parts) -> Span:
    return joined_by(shape[1], parts[0].span, parts[2].span)


def months_to_month(shape: str, parts: Parts) -> Span:
    """ "Jul/Aug 2026", "Jan, Feb & Mar 2026", "Dec/Jan 2026": the year is the last month's."""
    last: Month = parts[-1]
    if last.form != "MY":
        raise NoDateError(UNKNOWN_FORM)
    numbers = [part.value for part in parts[:-1] if part.kind == "M"] + [last.month]
    return month_chain(numbers, last.year, sign_of(shape), from_end=True)


def months_over_new_year(shape: str, parts: Parts) -> Span:
    """ "Nov/Dec 2025/Jan 2026"."""
    front, last = months_to_month(shape[:-2], parts[:-2]), parts[-1].span
    if last.start != front.end + timedelta(days=1):
        raise NoDateError(AMBIGUOUS)
    return spans.interval(spans.month(front.start.year, front.start.month), last)


def month_to_months(shape: str, parts: Parts) -> Span:
    """ "2026 Jul/Aug": the year is the first month's."""
    first: Month = parts[0]
    if first.form != "YM":
        raise NoDateError(UNKNOWN_FORM)
    numbers = [first.month] + [part.value for part in parts[1:] if part.kind == "M"]
    return month_chain(numbers, first.year, sign_of(shape), from_end=False)


def month_chain(numbers: list[int], year: int, sign: str, *, from_end: bool) -> Span:
    first, last = numbers[0], numbers[-1]
    if not all(1 <= number <= 12 for number in numbers):
        raise NoDateError(IMPOSSIBLE)
    if (sign in "/&" or len(numbers) > 2) and any(other % 12 != (one + 1) % 12 for one, other in pairwise(numbers)):
        raise NoDateError(AMBIGUOUS)
    wraps = last < first
    if first == last or (wraps and last + 12 - first > 6):
        raise NoDateError(CONTRADICTION)
    if wraps and len(numbers) == 2 and last + 12 - first > 1:
        # "Nov-Feb 2024": which February?
        raise NoDateError(AMBIGUOUS)
    return spans.interval(
        spans.month(year - (wraps and from_end), first), spans.month(year + (wraps and not from_end), last)
    )


def months_of_years(shape: str, parts: Parts) -> Span:
    """ "Dec/Jan 2025/26": each month has its year."""
    first, last, years = parts[0].value, parts[2].value, parts[-1]
    if (last - first) % 12 > 6 or last >= first:
        raise NoDateError(CONTRADICTION)
    return spans.interval(spans.month(years.first, first), spans.month(years.last, last))


def seasons_to_season(shape: str, parts: Parts) -> Span:
    """ "Spring/Summer 2026": all of one year, a winter last."""
    last: Season = parts[-1]
    numbers = [part.value for part in parts[:-1] if part.kind == "S"] + [last.season]
    if last.form != "SY":
        raise NoDateError(UNKNOWN_FORM)
    return season_chain(numbers, last.year)


def season_to_seasons(shape: str, parts: Parts) -> Span:
    first: Season = parts[0]
    if first.form != "YS":
        raise NoDateError(UNKNOWN_FORM)
    return season_chain([first.season] + [part.value for part in parts[1:] if part.kind == "S"], first.year)


def season_chain(numbers: list[int], year: int) -> Span:
    """Raises NoDateError(AMBIGUOUS) for "Winter/Spring 2026": which winter?"""
    if any(other != one + 1 for one, other in pairwise(numbers)):
        raise NoDateError(AMBIGUOUS)
    return spans.interval(spans.season(year, numbers[0]), spans.season(year, numbers[-1]))


def two_years(shape: str, parts: Parts) -> Span:
    if parts[2].value - parts[0].value > MOST_YEARS:
        raise NoDateError(AMBIGUOUS)
    return spans.interval(spans.year(parts[0].value), spans.year(parts[2].value))


def split_year(shape: str, parts: Parts) -> Span:
    return spans.interval(spans.year(parts[0].first), spans.year(parts[0].last))


def one_year(shape: str, parts: Parts) -> Span:
    return spans.year(parts[0].value)


def finished(shape: str, parts: Parts) -> Span:
    span: Span = parts[0]
    return span


def two_finished(shape: str, parts: Parts) -> Span:
    """ "Q1 2026-Q2 2026"; two that are stretches themselves, "Q1-Q2 2026-Q2 2026", say nothing together."""
    if any(part.precision == "quarter" and "/" in part.edtf for part in (parts[0], parts[2])):
        raise NoDateError(UNKNOWN_FORM)
    return spans.interval(parts[0], parts[2])


FORMS: tuple[tuple[re.Pattern[str], Callable[[str, Parts], Span]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"T[-~/&]T", two_days),
        (r"(?:[Do][-~/&]|(?:[Do][,&])*[Do]&|[Do],(?:[Do],)+)T", days_of_month),
        (r"M(?:[Do][-~/&][Do]|[Do](?:[,&][Do])*&[Do]|[Do](?:,[Do]){2,})Y", days_after_month),
        (r"T(?:[-~/&][Do]|(?:,[Do])*&[Do])", days_after_day),
        (r"T(?:,o)+", days_with_units),
        (r"(?:[Do]M|M[Do])[-~/&]T", partial_to_day),
        (r"T[-~/&](?:[Do]M|M[Do])", day_to_partial),
        (r"(?:[Do]M|M[Do])[-~]U", partial_to_month),
        (r"T[-~]U", day_to_month),
        (r"(?:[Do]M|M[Do])[-~]T[-/][YDn]", days_of_years),
        (r"U[-~/&]U", two_months),
        (r"(?:M[/&])?U[-~](?:M[/&])?U", chains_of_months),
        (r"(?:M[-~/&,]?)+U", months_to_month),
        (r"(?:M[-~/&,]?)+U[-~/&]U", months_over_new_year),
        (r"U(?:[-~/&,]?M)+", month_to_months),
        (r"M[-~/&]MZ", months_of_years),
        (r"(?:S[-~/&]?)+V", seasons_to_season),
        (r"V(?:[-~/&]?S)+", season_to_seasons),
        (r"V[-~/&]V", two_months),
        (r"Y[-~]Y", two_years),
        (r"P[-~/&]P", two_finished),
    )
)


ONE_PART: dict[str, Callable[[str, Parts], Span]] = {
    "T": one_day,
    "U": one_day,
    "V": one_day,
    "P": finished,
    "Y": one_year,
    "Z": split_year,
}


def whole(form: Form) -> Span:
    """The span of a form without an open order. Raises NoDateError."""
    if len(form.shape) == 1 and form.shape in ONE_PART:
        return ONE_PART[form.shape](form.shape, form.parts)
    reader = reader_of(form.shape)
    if reader is None:
        raise NoDateError(reason_for(form))
    form.fired.append(rule_name(reader))
    return reader(form.shape, form.parts)


@lru_cache(maxsize=1024)
def reader_of(shape: str) -> Callable[[str, Parts], Span] | None:
    """The function that reads a shape; None where no form has it. Labels are many, their shapes are few."""
    return next((read for pattern, read in FORMS if pattern.fullmatch(shape)), None)


def reason_for(form: Form) -> str:
    """Why a form that is none of these has no date."""
    shape = form.shape
    if re.search(r"'[Dn]$", shape) or re.fullmatch(r"[Don]([-/]?)M\1[Dn]", shape):
        return TWO_DIGIT_YEAR
    if re.fullmatch(r"[-/.]?D[-/.]Y|Y[-/.]D", shape):
        return AMBIGUOUS
    if "Y" not in shape and not re.search("[TUVPZ]", shape) and re.search("[MS]", shape):
        return NO_YEAR
    return UNKNOWN_FORM
