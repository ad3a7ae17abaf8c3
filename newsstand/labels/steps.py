"""The steps that make the parts of a date (parts.py) of a label's tokens. Pure.

A core's shape (core.py) is rewritten: where a rule's pattern is found, the part that it makes stands for the tokens.
Each rule has a name and an example, which is a test: it reads otherwise once the rule is taken out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds, spans
from newsstand.labels.kinds import shape
from newsstand.labels.meaning import AMBIGUOUS, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Day, Form, Month, Numeric, Part, Parts, Season, Years
from newsstand.labels.rules import Example
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token
from newsstand.labels.vocabulary import UNSURE_WEEK


class StepRule(NamedTuple):
    step: str
    """Rules of one step are tried together: what stands first in the label is rewritten first."""
    name: str
    pattern: re.Pattern[str]
    makes: str
    """The kind of the part."""
    make: Callable[[Parts], Part | None]
    """The part that the parts found make; None leaves them as they are. Raises NoDateError."""
    example: Example


MOST_QUARTERS = 4
SIGNS = frozenset("-/.~&,")
COUNTING = frozenset([kinds.MONTH_HALF, kinds.ORDINAL, kinds.ROMAN, kinds.DAY, kinds.SMALL])
"""What counts halves and quarters."""
WEEK_NUMBERS = kinds.COUNTS | {kinds.DAY, kinds.RANK}


def values(parts: Parts) -> list[int]:
    """Numbers of the tokens that are no signs."""
    return [part.value for part in parts if part.kind not in SIGNS]


def one_month(parts: Parts) -> Token | None:
    """Arabic labels print both names of a month: "شباط/فبراير 2024"."""
    last: Token = parts[-1]
    return last if parts[0].value == last.value else None


def week(parts: Parts) -> Span:
    numbers = [part.value for part in parts if part.kind in WEEK_NUMBERS]
    year = next(part.value for part in parts if part.kind == kinds.YEAR)
    unsure = any(part.kind == kinds.WEEK and part.value == UNSURE_WEEK for part in parts)
    if unsure and numbers[0] <= MOST_QUARTERS:
        raise NoDateError(AMBIGUOUS)
    first = spans.week(year, numbers[0])
    if len(numbers) == 1:
        return first
    is_double = any(part.kind in (kinds.SLASH, kinds.AND) for part in parts[:-2])
    if is_double and numbers[1] != numbers[0] + 1:
        raise NoDateError(AMBIGUOUS)
    return spans.interval(first, spans.week(year, numbers[1]))


def quarter(parts: Parts) -> Span:
    numbers = [part.value for part in parts if part.kind in COUNTING]
    year = next(part.value for part in parts if part.kind == kinds.YEAR)
    first, *rest = (spans.quarter(year, number) for number in numbers)
    return spans.interval(first, rest[0]) if rest else first


def half(parts: Parts) -> Span:
    numbers = {part.kind: part.value for part in parts}
    number = next(part.value for part in parts if part.kind in COUNTING)
    if number > 2 or not 1 <= numbers[kinds.MONTH] <= 12:
        raise NoDateError(UNKNOWN_FORM)
    return spans.fortnight(numbers[kinds.YEAR], numbers[kinds.MONTH], number)


def day_month_year(parts: Parts) -> Day:
    day, month, year = values(parts)
    return Day(year, month, day, "DMY")


def month_day_year(parts: Parts) -> Day:
    month, day, year = values(parts)
    return Day(year, month, day, "MDY")


def year_month_day(parts: Parts) -> Day:
    year, month, day = values(parts)
    return Day(year, month, day, "YMD")


def year_day_month(parts: Parts) -> Day:
    year, day, month = values(parts)
    return Day(year, month, day, "YMD")


def numeric_year_first(parts: Parts) -> Day:
    year, month, day = values(parts)
    return Day(year, month, day, "ISO")


def numeric(parts: Parts) -> Numeric:
    return Numeric(*values(parts))


def eight_digits(parts: Parts) -> Day | None:
    text = parts[0].printed
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    return Day(year, month, day, "ISO") if 1700 <= year < 2100 else None


def split_year(parts: Parts) -> Years | None:
    """Consecutive years only. 2010/11 could be a month, and a dash before a month's number makes it one."""
    first, sign, last = parts
    if len(last.printed) != 2 or sign.kind == kinds.RANGE or last.value != (first.value + 1) % 100:
        return None
    return None if 1 <= last.value <= 12 else Years(first.value, first.value + 1)


def years_that_follow(parts: Parts) -> Years | None:
    first, _, last = parts
    return Years(first.value, last.value) if last.value == first.value + 1 else None


def season_year(parts: Parts) -> Season:
    return in_year(parts[0], parts[-1], "SY")


def year_season(parts: Parts) -> Season:
    return in_year(parts[-1], parts[0], "YS")


def in_year(season: Token, year: Part, form: str) -> Season:
    """A season with its year, or a winter with its two. Raises NoDateError: no other season has two."""
    if not isinstance(year, Years):
        return Season(year.value, season.value, form)
    if season.value != spans.WINTER:
        raise NoDateError(AMBIGUOUS)
    return Season(year.first, season.value, form)


def month_year(parts: Parts) -> Month:
    month, year = values(parts)
    return Month(year, month, "MY")


def year_month(parts: Parts) -> Month:
    year, month = values(parts)
    return Month(year, month, "YM")


def year_number(parts: Parts) -> Month | None:
    """ "2024-08" is August; "2010/11" may be November or two years, and raises NoDateError."""
    year, sign, number = parts
    if len(number.printed) != 2 or number.value > 12:
        return None
    if sign.kind == kinds.SLASH and number.value == (year.value + 1) % 100:
        raise NoDateError(AMBIGUOUS)
    return Month(year.value, number.value, "YM")


STEP_RULES = (
    StepRule(
        "month twice",
        "month in two names",
        shape(r"month /? month"),
        kinds.MONTH,
        one_month,
        Example("شباط/فبراير 2024", "2024-02", ("ar",)),
    ),
    StepRule(
        "week",
        "week number year",
        shape(r"week -? dayish (?: [-/&~] dayish )? [-/.~]? year"),
        kinds.FINISHED,
        week,
        Example("Week 34, 2026", "2026-08-17/2026-08-23"),
    ),
    StepRule(
        "week",
        "number week year",
        shape(r"[dayish large] week [-/]? year"),
        kinds.FINISHED,
        week,
        Example("34. Woche 2026", "2026-08-17/2026-08-23", ("de",)),
    ),
    StepRule(
        "week",
        "year week number",
        shape(r"year [-/]? week number"),
        kinds.FINISHED,
        week,
        Example("2026-W34", "2026-08-17/2026-08-23"),
    ),
    StepRule(
        "week",
        "year number week",
        shape(r"year [-/]? dayish week"),
        kinds.FINISHED,
        week,
        Example("2020/12. hét", "2020-03-16/2020-03-22", ("hu",)),
    ),
    StepRule(
        "quarter",
        "quarter number year",
        shape(r"quarter -? [small day ordinal roman] (?: [-/~] quarter? small )? [-/.]? year"),
        kinds.FINISHED,
        quarter,
        Example("Q3 2026", "2026-35"),
    ),
    StepRule(
        "quarter",
        "number quarter year",
        shape(r"[small day ordinal roman] quarter (?: [-/~] [small day ordinal roman] quarter )? [-/]? year"),
        kinds.FINISHED,
        quarter,
        Example("3e trimestre 2026", "2026-35", ("fr",)),
    ),
    StepRule(
        "quarter",
        "year quarter number",
        shape(r"year [-/.]? quarter small"),
        kinds.FINISHED,
        quarter,
        Example("2026-Q3", "2026-35"),
    ),
    StepRule(
        "quarter",
        "year number quarter",
        shape(r"year -? [small day ordinal] quarter"),
        kinds.FINISHED,
        quarter,
        Example("2026 third quarter", "2026-35"),
    ),
    StepRule(
        "half",
        "year month half",
        shape(r"year month month_half"),
        kinds.FINISHED,
        half,
        Example("2018年6月上半月刊", "2018-06-01/2018-06-15", ("zh",)),
    ),
    StepRule(
        "half",
        "year month ordinal",
        shape(r"year month (?: [-~]? [ordinal roman] | [ordinal small day roman] half )"),
        kinds.FINISHED,
        half,
        Example("2022 December Second", "2022-12-16/2022-12-31"),
    ),
    StepRule(
        "half",
        "month ordinal year",
        shape(r"month (?: [-~]? [ordinal roman] | [ordinal small day roman] half | half small ) year"),
        kinds.FINISHED,
        half,
        Example("December Second 2022", "2022-12-16/2022-12-31"),
    ),
    StepRule(
        "half",
        "half month year",
        shape(r"[ordinal small day roman] half month year"),
        kinds.FINISHED,
        half,
        Example("1st Fortnight August 2026", "2026-08-01/2026-08-15"),
    ),
    StepRule(
        "half",
        "month year ordinal",
        shape(r"month year (?: [-~]? [ordinal roman] | [ordinal small day roman] half )"),
        kinds.FINISHED,
        half,
        Example("July 2012 1st fortnight", "2012-07-01/2012-07-15"),
    ),
    # Signs between the parts of a day are the same or none: in "Mai 5/2024" 5 is the issue of a year.
    StepRule(
        "day",
        "day month year",
        shape(r"dayish ([-/]?) month \1 year"),
        kinds.WHOLE_DAY,
        day_month_year,
        Example("2 November 2024", "2024-11-02"),
    ),
    StepRule(
        "day",
        "month day year",
        shape(r"month ([-/]?) dayish \1 year"),
        kinds.WHOLE_DAY,
        month_day_year,
        Example("November 02, 2024", "2024-11-02"),
    ),
    StepRule(
        "day",
        "year month day",
        shape(r"year ([-/]?) month \1 dayish (?! month)"),
        kinds.WHOLE_DAY,
        year_month_day,
        Example("2018 May 27", "2018-05-27"),
    ),
    StepRule(
        "day",
        "year day month",
        shape(r"year dayish month"),
        kinds.WHOLE_DAY,
        year_day_month,
        Example("2024, 2 November", "2024-11-02"),
    ),
    StepRule(
        "day",
        "numeric day, year first",
        shape(r"year ([-/.]) number \1 number"),
        kinds.WHOLE_DAY,
        numeric_year_first,
        Example("2024/11/2", "2024-11-02"),
    ),
    StepRule(
        "day",
        "numeric day, year last",
        shape(r"number ([-/.]) number \1 year"),
        kinds.NUMERIC_DAY,
        numeric,
        Example("10/25/2019", "2019-10-25"),
    ),
    StepRule(
        "day",
        "day, roman month, year",
        shape(r"number ([-/.]) roman \1 year"),
        kinds.WHOLE_DAY,
        day_month_year,
        Example("12.IV.1935", "1935-04-12"),
    ),
    StepRule(
        "day",
        "day in eight digits",
        shape(r"eight"),
        kinds.WHOLE_DAY,
        eight_digits,
        Example("20241102", "2024-11-02"),
    ),
    StepRule(
        "years",
        "two years that follow",
        shape(r"year [-/~] year"),
        kinds.TWO_YEARS,
        years_that_follow,
        Example("Winter 2025/2026", "2025-24"),
    ),
    StepRule(
        "years",
        "year and the end of the next",
        shape(r"year [-/~] number"),
        kinds.TWO_YEARS,
        split_year,
        Example("Winter 2025/26", "2025-24"),
    ),
    StepRule(
        "season",
        "season year",
        shape(r"season [-/]? [year two_years]"),
        kinds.WHOLE_SEASON,
        season_year,
        Example("Spring 2026", "2026-21"),
    ),
    StepRule(
        "season",
        "year season",
        shape(r"[year two_years] [-/.]? season"),
        kinds.WHOLE_SEASON,
        year_season,
        Example("2026 Spring", "2026-21"),
    ),
    StepRule(
        "month",
        "month year",
        shape(r"month [-/.]? year"),
        kinds.WHOLE_MONTH,
        month_year,
        Example("May 2024", "2024-05"),
    ),
    StepRule(
        "month",
        "year month",
        shape(r"year [-/.]? month"),
        kinds.WHOLE_MONTH,
        year_month,
        Example("2024 May", "2024-05"),
    ),
    StepRule(
        "month",
        "year and month in numbers",
        shape(r"year [-/.] small"),
        kinds.WHOLE_MONTH,
        year_number,
        Example("2020.05", "2020-05"),
    ),
)


FINISHED = frozenset([
    kinds.WHOLE_DAY, kinds.NUMERIC_DAY, kinds.WHOLE_MONTH, kinds.WHOLE_SEASON, kinds.FINISHED, kinds.YEAR,
    kinds.TWO_YEARS,
])  # fmt: skip
"""Shapes that no step rewrites."""


def rewritten(shape_: str, tokens: list[Token], fired: list[str]) -> Form:
    """The form that a core's tokens make; the names of the rules that made it go to `fired`. Raises NoDateError."""
    parts: Parts = list(tokens)
    step, start = 0, 0
    while shape_ not in FINISHED and (found := next_match(shape_, step, start)):
        rule, step, begin, end = found
        start = begin + 1
        part = rule.make(parts[begin:end])
        if part is not None:
            fired.append(rule.name)
            shape_ = shape_[:begin] + rule.makes + shape_[end:]
            parts[begin:end] = [part]
    return Form(shape_, parts)


@lru_cache(maxsize=4096)
def next_match(shape_: str, step: int, start: int) -> tuple[StepRule, int, int, int] | None:
    """(rule, its step, begin, end) of the first match from `start` on in that step, or from 0 on in a later one; None
    where there is none. Labels are many, their shapes are few."""
    steps = list(dict.fromkeys(rule.step for rule in STEP_RULES))
    for number in range(step, len(steps)):
        matches = [(rule, rule.pattern.search(shape_, start)) for rule in STEP_RULES if rule.step == steps[number]]
        found = [(match.start(), match.end(), rule) for rule, match in matches if match]
        if found:
            begin, end, rule = min(found, key=lambda each: each[0])
            return rule, number, begin, end
        start = 0
    return None
