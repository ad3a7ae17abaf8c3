"""The tokens of a label, its numbers of volume and issue taken out, to the one stretch of days that they name. Pure.

The shape of the tokens (tokens.py) is rewritten in steps: a whole day becomes T, a numeric one of unknown order G, a month
with its year U, a season with its year V, a finished span P, two years that share a season Z. What is left must be one of
the forms in `FORMS`; anything else is no date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from newsstand.labels import spans
from newsstand.labels.meaning import (
    AMBIGUOUS,
    AMBIGUOUS_ORDER,
    CONTRADICTION,
    IMPOSSIBLE,
    NO_YEAR,
    TWO_DIGIT_YEAR,
    UNKNOWN_FORM,
    NoDateError,
)
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token

LONGEST_OVER_NEW_YEAR = timedelta(days=184)
"""A range whose end comes first in the year ends in the next one, "Dec 28 - Jan 3"; one that long is a slip of the pen."""


class Day(NamedTuple):
    """A whole day, as its parts stand: `form` is "DMY", "MDY", "YMD" or "ISO" (year first, numbers only)."""

    year: int
    month: int
    day: int
    form: str

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

    @property
    def span(self) -> Span:
        return spans.season(self.year, self.season)


class Years(NamedTuple):
    """Two years that share a season: "2025/26"."""

    first: int
    last: int


Part = Any
"""A Token, or what a rewriting step made of several."""
Parts = list[Part]
Made = tuple[str, Part] | None


@dataclass(slots=True)
class Form:
    """A shape under rewriting: one letter a part."""

    shape: str
    parts: Parts

    def rewrite(self, pattern: re.Pattern[str], make: Callable[[str, Parts], Made]) -> None:
        """Puts (letter, part) that `make` gives for a matched shape and its parts in their place; None leaves them."""
        start = 0
        while found := pattern.search(self.shape, start):
            begin, end = found.span()
            made = make(found[0], self.parts[begin:end])
            if made is None:
                start = begin + 1
                continue
            self.shape = self.shape[:begin] + made[0] + self.shape[end:]
            self.parts[begin:end] = [made[1]]
            start = begin + 1


def values(parts: Parts) -> list[int]:
    """Numbers of the tokens that are no signs."""
    return [part.value for part in parts if part.kind not in "-/.~&,"]


DAYS = re.compile(
    r"[Don][-/.]?M[-/.]?Y|M[-/.]?[Don][-/.]?Y|Y[-/.]?M[-/.]?[Don](?!M)|Y[Do]M|Y([-/.])[Dn]\1[Dn]|[Dn]([-/.])[Dn]\2Y|[Dn]([-/.])R\3Y|I"
)


def make_day(shape: str, parts: Parts) -> Made:
    if shape == "I":
        number = parts[0].value
        text = parts[0].printed
        return (
            ("T", Day(int(text[:4]), int(text[4:6]), int(text[6:]), "ISO")) if 1700 <= number // 10000 < 2100 else None
        )
    one, two, three = values(parts)
    order = re.sub(r"[-/.]", "", shape).replace("o", "D").replace("n", "D").replace("R", "M")
    if order == "DMY":
        return "T", Day(three, two, one, order)
    if order == "MDY":
        return "T", Day(three, one, two, order)
    if order == "YMD":
        return "T", Day(one, two, three, order)
    if order == "YDM":
        return "T", Day(one, three, two, "YMD")
    if order == "YDD":
        return "T", Day(one, two, three, "ISO")
    return "G", Numeric(one, two, three)


TWO_NAMES = re.compile(r"M/?M")


def make_one_month(shape: str, parts: Parts) -> Made:
    """Arabic labels print both names of a month: "شباط/فبراير 2024"."""
    return ("M", parts[-1]) if parts[0].value == parts[-1].value else None


WEEKS = re.compile(r"k-?[Dno](?:[-/&~][Dno])?[-/.]?Y|[Dno]k[-/]?Y|Y[-/]?k[Dn]")


def make_week(shape: str, parts: Parts) -> Made:
    numbers = [part.value for part in parts if part.kind in "Dno"]
    year = next(part.value for part in parts if part.kind == "Y")
    first = spans.week(year, numbers[0])
    if len(numbers) == 1:
        return "P", first
    if re.search("[/&]", shape[:-2]) and numbers[1] != numbers[0] + 1:
        raise NoDateError(AMBIGUOUS)
    return "P", spans.interval(first, spans.week(year, numbers[1]))


QUARTERS = re.compile(r"q-?[DoOR](?:[-/~]q?D)?[-/.]?Y|[DoOR]q(?:[-/~][DoOR]q)?[-/]?Y|Y[-/.]?qD|Y-?[DoO]q")


def make_quarter(shape: str, parts: Parts) -> Made:
    numbers = [part.value for part in parts if part.kind in "DoOR"]
    year = next(part.value for part in parts if part.kind == "Y")
    first, *rest = (spans.quarter(year, number) for number in numbers)
    return "P", spans.interval(first, rest[0]) if rest else first


HALVES = re.compile(r"YM[-~]?[OR]|YM[OoDR]h|M[-~]?[OR]Y|M[OoDR]hY|MhDY|[OoDR]hMY|MY[-~]?[OR]|MY[OoDR]h")


def make_half(shape: str, parts: Parts) -> Made:
    kinds = {part.kind: part.value for part in parts}
    half = next(kinds[kind] for kind in "ORoD" if kind in kinds)
    if half > 2 or not 1 <= kinds["M"] <= 12:
        raise NoDateError(UNKNOWN_FORM)
    return "P", spans.fortnight(kinds["Y"], kinds["M"], half)


SPLIT_YEARS = re.compile(r"Y[-/~](?:[Dn]|Y)")


def make_years(shape: str, parts: Parts) -> Made:
    """Consecutive years only. 2010/11 could be a month, and a dash before a month's number makes it one."""
    first, sign, last = parts
    if last.kind == "Y":
        return ("Z", Years(first.value, last.value)) if last.value == first.value + 1 else None
    if len(last.printed) != 2 or sign.kind == "~" or last.value != (first.value + 1) % 100:
        return None
    if 1 <= last.value <= 12:
        return None
    return "Z", Years(first.value, first.value + 1)


MONTHS = re.compile(r"M[-/.]?Y|Y[-/.]?M|D[-/.]Y|Y[-/.]D")


def make_month(shape: str, parts: Parts) -> Made:
    one, two = values(parts)
    if "M" in shape:
        return ("U", Month(two, one, "MY")) if shape[0] == "M" else ("U", Month(one, two, "YM"))
    number = parts[0] if shape[0] == "D" else parts[-1]
    if len(number.printed) != 2 or number.value > 12:
        return None
    if shape[0] == "D":
        return "U", Month(two, one, "MY")
    # "2010/11": November or two years.
    if shape[1] == "/" and number.value == (one + 1) % 100:
        raise NoDateError(AMBIGUOUS)
    return "U", Month(one, two, "YM")


SEASONS = re.compile(r"S[-/]?[YZ]|[YZ][-/.]?S")


def make_season(shape: str, parts: Parts) -> Made:
    season = next(part.value for part in parts if isinstance(part, Token) and part.kind == "S")
    form = "SY" if shape[0] == "S" else "YS"
    year = next(part for part in parts if isinstance(part, Years) or part.kind == "Y")
    if isinstance(year, Years):
        if season != spans.WINTER:
            raise NoDateError(AMBIGUOUS)
        return "V", Season(year.first, season, form)
    return "V", Season(year.value, season, form)


STEPS = (
    (frozenset("M"), TWO_NAMES, make_one_month),
    (frozenset("k"), WEEKS, make_week),
    (frozenset("q"), QUARTERS, make_quarter),
    (frozenset("hOR"), HALVES, make_half),
    (frozenset("DonI"), DAYS, make_day),
    (frozenset("Y"), SPLIT_YEARS, make_years),
    (frozenset("S"), SEASONS, make_season),
    (frozenset("MD"), MONTHS, make_month),
)
"""What each step needs one of, what it looks for, what it makes of it."""


def span_of(shape: str, tokens: list[Token], order: str | None, own_order: str | None) -> Span:
    """The span that a core (core.py) of date parts names. Raises NoDateError.

    `order` is the order known for numeric dates, `own_order` the one to fall back on where a date does not show it.
    """
    form = rewritten(shape, tokens)
    return in_order(form, order, own_order) if "G" in form.shape else whole(form)


def shown_by(shape: str, tokens: list[Token]) -> str | None:
    """The one order that a core with a numeric date can have, None where there is no such date or either order will do."""
    form = rewritten(shape, tokens)
    possible = readings(form) if "G" in form.shape else {}
    return next(iter(possible)) if len(possible) == 1 else None


def rewritten(shape: str, tokens: list[Token]) -> Form:
    form = Form(shape, list(tokens))
    for needed, pattern, make in STEPS:
        if not needed.isdisjoint(form.shape):
            form.rewrite(pattern, make)
    return form


def in_order(form: Form, order: str | None, own_order: str | None) -> Span:
    """The span of a form with numeric dates: by `order`, else the only possible one, else by `own_order`."""
    if order in ("DMY", "MDY"):
        return whole(ordered(form, order))
    possible = readings(form)
    if not possible:
        raise NoDateError(IMPOSSIBLE)
    if len({span.edtf for span in possible.values()}) == 1:
        return next(iter(possible.values()))
    if own_order in possible:
        return possible[own_order]
    raise NoDateError(AMBIGUOUS_ORDER)


def readings(form: Form) -> dict[str, Span]:
    """The orders that give a form with numeric dates a meaning. Raises NoDateError(UNKNOWN_FORM) for one that never has any."""
    possible = {}
    for order in ("DMY", "MDY"):
        try:
            possible[order] = whole(ordered(form, order))
        except NoDateError as error:
            if error.reason == UNKNOWN_FORM:
                raise
    return possible


PARTIAL = re.compile(r"[Dn]([-/.])[Dn](?=[-~/&]T)")


def ordered(form: Form, order: str) -> Form:
    parts = [part.read(order) if isinstance(part, Numeric) else part for part in form.parts]
    read = Form(form.shape.replace("G", "T"), parts)
    if found := PARTIAL.match(read.shape):
        one, two = values(read.parts[: found.end()])
        day, month = (one, two) if order == "DMY" else (two, one)
        pair = [Token("D", day, "", False), Token("M", month, "", False)]
        read = Form("DM" + read.shape[found.end() :], pair + read.parts[found.end() :])
    return read


def joined_by(sign: str, first: Span, last: Span) -> Span:
    """Two days or months with a sign between them."""
    if first.start >= last.start:
        raise NoDateError(CONTRADICTION)
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
    if (sign in "/&" or len(numbers) > 2) and any(
        other % 12 != (one + 1) % 12 for one, other in zip(numbers, numbers[1:], strict=False)
    ):
        raise NoDateError(AMBIGUOUS)
    wraps = last < first
    if first == last or (wraps and last + 12 - first > 6):
        raise NoDateError(CONTRADICTION)
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
    if any(other != one + 1 for one, other in zip(numbers, numbers[1:], strict=False)):
        raise NoDateError(AMBIGUOUS)
    return spans.interval(spans.season(year, numbers[0]), spans.season(year, numbers[-1]))


def two_years(shape: str, parts: Parts) -> Span:
    return spans.interval(spans.year(parts[0].value), spans.year(parts[2].value))


def split_year(shape: str, parts: Parts) -> Span:
    return spans.interval(spans.year(parts[0].first), spans.year(parts[0].last))


def one_year(shape: str, parts: Parts) -> Span:
    return spans.year(parts[0].value)


def finished(shape: str, parts: Parts) -> Span:
    span: Span = parts[0]
    return span


def two_finished(shape: str, parts: Parts) -> Span:
    return spans.interval(parts[0], parts[2])


FORMS: tuple[tuple[re.Pattern[str], Callable[[str, Parts], Span]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"T|U|V", one_day),
        (r"P", finished),
        (r"T[-~/&]T", two_days),
        (r"(?:[Do][-~/&]|(?:[Do],)*[Do]&)T", days_of_month),
        (r"M(?:[Do][-~/&][Do]|[Do](?:,[Do])*&[Do])Y", days_after_month),
        (r"T(?:[-~/&][Do]|(?:,[Do])*&[Do])", days_after_day),
        (r"(?:[Do]M|M[Do])[-~/&]T", partial_to_day),
        (r"T[-~/&](?:[Do]M|M[Do])", day_to_partial),
        (r"U[-~/&]U", two_months),
        (r"(?:M[-~/&,]?)+U", months_to_month),
        (r"(?:M[-~/&,]?)+U[-~/&]U", months_over_new_year),
        (r"U(?:[-~/&,]?M)+", month_to_months),
        (r"M[-~/&]MZ", months_of_years),
        (r"(?:S[-~/&]?)+V", seasons_to_season),
        (r"V(?:[-~/&]?S)+", season_to_seasons),
        (r"V[-~/&]V", two_months),
        (r"Y", one_year),
        (r"Z", split_year),
        (r"Y[-~]Y", two_years),
        (r"P[-~/&]P", two_finished),
    )
)


def whole(form: Form) -> Span:
    for pattern, read in FORMS:
        if pattern.fullmatch(form.shape):
            return read(form.shape, form.parts)
    raise NoDateError(reason_for(form))


def reason_for(form: Form) -> str:
    """Why a form that is none of `FORMS` has no date."""
    shape = form.shape
    if re.search(r"'[Dn]|[MDno][-/.]?[Dno]?[-/.]?M?[-/.]n$|^[Dn]([-/.])[Dn]\1[Dn]$", shape) or re.fullmatch(
        r"[Don]M[Dn]", shape
    ):
        return TWO_DIGIT_YEAR
    if re.fullmatch(r"[-/.]?D[-/.]Y|Y[-/.]D", shape):
        return AMBIGUOUS
    if "Y" not in shape and not re.search("[TUVPZ]", shape) and re.search("[MS]", shape):
        return NO_YEAR
    return UNKNOWN_FORM
