"""The steps that make the parts of a date (parts.py) of a label's tokens. Pure.

A core's shape (core.py) is rewritten: where a rule's pattern is found, the part that it makes stands for the tokens.
Each rule has a name and an example, which is a test: it reads otherwise once the rule is taken out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds, making
from newsstand.labels.kinds import shape
from newsstand.labels.parts import Form, Part, Parts
from newsstand.labels.rules import Example
from newsstand.labels.tokens import Token


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


STEP_RULES = (
    StepRule(
        "month twice",
        "month in two names",
        shape(r"month /? month"),
        kinds.MONTH,
        making.one_month,
        Example("شباط/فبراير 2024", "2024-02", ("ar",)),
    ),
    StepRule(
        "week",
        "week number year",
        shape(r"week -? dayish (?: [-/&~] dayish )? [-/.~]? year"),
        kinds.FINISHED,
        making.week,
        Example("Week 34, 2026", "2026-08-17/2026-08-23"),
    ),
    StepRule(
        "week",
        "number week year",
        shape(r"[dayish large] week [-/]? year"),
        kinds.FINISHED,
        making.week,
        Example("34. Woche 2026", "2026-08-17/2026-08-23", ("de",)),
    ),
    StepRule(
        "week",
        "year week number",
        shape(r"year [-/]? week number"),
        kinds.FINISHED,
        making.week,
        Example("2026-W34", "2026-08-17/2026-08-23"),
    ),
    StepRule(
        "week",
        "year number week",
        shape(r"year [-/]? dayish week"),
        kinds.FINISHED,
        making.week,
        Example("2020/12. hét", "2020-03-16/2020-03-22", ("hu",)),
    ),
    StepRule(
        "quarter",
        "quarter number year",
        shape(r"quarter -? [small day ordinal roman] (?: [-/~] quarter? small )? [-/.]? year"),
        kinds.FINISHED,
        making.quarter,
        Example("Q3 2026", "2026-35"),
    ),
    StepRule(
        "quarter",
        "number quarter year",
        shape(r"[small day ordinal roman] quarter (?: [-/~] [small day ordinal roman] quarter )? [-/]? year"),
        kinds.FINISHED,
        making.quarter,
        Example("3e trimestre 2026", "2026-35", ("fr",)),
    ),
    StepRule(
        "quarter",
        "year quarter number",
        shape(r"year [-/.]? quarter small"),
        kinds.FINISHED,
        making.quarter,
        Example("2026-Q3", "2026-35"),
    ),
    StepRule(
        "quarter",
        "year number quarter",
        shape(r"year -? [small day ordinal] quarter"),
        kinds.FINISHED,
        making.quarter,
        Example("2026 third quarter", "2026-35"),
    ),
    StepRule(
        "half",
        "year month half",
        shape(r"year month month_half"),
        kinds.FINISHED,
        making.half,
        Example("2018年6月上半月刊", "2018-06-01/2018-06-15", ("zh",)),
    ),
    StepRule(
        "half",
        "year month ordinal",
        shape(r"year month (?: [-~]? [ordinal roman] | [ordinal small day roman] half )"),
        kinds.FINISHED,
        making.half,
        Example("2022 December Second", "2022-12-16/2022-12-31"),
    ),
    StepRule(
        "half",
        "month ordinal year",
        shape(r"month (?: [-~]? [ordinal roman] | [ordinal small day roman] half | half small ) year"),
        kinds.FINISHED,
        making.half,
        Example("December Second 2022", "2022-12-16/2022-12-31"),
    ),
    StepRule(
        "half",
        "half month year",
        shape(r"[ordinal small day roman] half month year"),
        kinds.FINISHED,
        making.half,
        Example("1st Fortnight August 2026", "2026-08-01/2026-08-15"),
    ),
    StepRule(
        "half",
        "month year ordinal",
        shape(r"month year (?: [-~]? [ordinal roman] | [ordinal small day roman] half )"),
        kinds.FINISHED,
        making.half,
        Example("July 2012 1st fortnight", "2012-07-01/2012-07-15"),
    ),
    # Signs between the parts of a day are the same or none: in "Mai 5/2024" 5 is the issue of a year.
    StepRule(
        "day",
        "day month year",
        shape(r"dayish ([-/]?) month \1 year"),
        kinds.WHOLE_DAY,
        making.day_month_year,
        Example("2 November 2024", "2024-11-02"),
    ),
    StepRule(
        "day",
        "month day year",
        shape(r"month ([-/]?) dayish \1 year"),
        kinds.WHOLE_DAY,
        making.month_day_year,
        Example("November 02, 2024", "2024-11-02"),
    ),
    StepRule(
        "day",
        "year month day",
        shape(r"year ([-/]?) month \1 dayish (?! month)"),
        kinds.WHOLE_DAY,
        making.year_month_day,
        Example("2018 May 27", "2018-05-27"),
    ),
    StepRule(
        "day",
        "year day month",
        shape(r"year dayish month"),
        kinds.WHOLE_DAY,
        making.year_day_month,
        Example("2024, 2 November", "2024-11-02"),
    ),
    StepRule(
        "day",
        "numeric day, year first",
        shape(r"year ([-/.]) number \1 number"),
        kinds.WHOLE_DAY,
        making.numeric_year_first,
        Example("2024/11/2", "2024-11-02"),
    ),
    StepRule(
        "day",
        "numeric day, year last",
        shape(r"number ([-/.]) number \1 year"),
        kinds.NUMERIC_DAY,
        making.numeric,
        Example("10/25/2019", "2019-10-25"),
    ),
    StepRule(
        "day",
        "day, roman month, year",
        shape(r"number ([-/.]) roman \1 year"),
        kinds.WHOLE_DAY,
        making.day_month_year,
        Example("12.IV.1935", "1935-04-12"),
    ),
    StepRule(
        "day",
        "day in eight digits",
        shape(r"eight"),
        kinds.WHOLE_DAY,
        making.eight_digits,
        Example("20241102", "2024-11-02"),
    ),
    StepRule(
        "years",
        "two years that follow",
        shape(r"year [-/~] year"),
        kinds.TWO_YEARS,
        making.years_that_follow,
        Example("Winter 2025/2026", "2025-24"),
    ),
    StepRule(
        "years",
        "year and the end of the next",
        shape(r"year [-/~] number"),
        kinds.TWO_YEARS,
        making.split_year,
        Example("Winter 2025/26", "2025-24"),
    ),
    StepRule(
        "season",
        "season year",
        shape(r"season [-/]? [year two_years]"),
        kinds.WHOLE_SEASON,
        making.season_year,
        Example("Spring 2026", "2026-21"),
    ),
    StepRule(
        "season",
        "year season",
        shape(r"[year two_years] [-/.]? season"),
        kinds.WHOLE_SEASON,
        making.year_season,
        Example("2026 Spring", "2026-21"),
    ),
    StepRule(
        "month",
        "month year",
        shape(r"month [-/.]? year"),
        kinds.WHOLE_MONTH,
        making.month_year,
        Example("May 2024", "2024-05"),
    ),
    StepRule(
        "month",
        "year month",
        shape(r"year [-/.]? month"),
        kinds.WHOLE_MONTH,
        making.year_month,
        Example("2024 May", "2024-05"),
    ),
    StepRule(
        "month",
        "year and month in numbers",
        shape(r"year [-/.] small"),
        kinds.WHOLE_MONTH,
        making.year_number,
        Example("2020.05", "2020-05"),
    ),
)


STEPS = (
    ("month twice", frozenset([kinds.MONTH])),
    ("week", frozenset([kinds.WEEK])),
    ("quarter", frozenset([kinds.QUARTER])),
    ("half", frozenset([kinds.HALF, kinds.MONTH_HALF, kinds.ORDINAL, kinds.ROMAN])),
    ("day", kinds.DAYISH | {kinds.EIGHT}),
    ("years", frozenset([kinds.YEAR])),
    ("season", frozenset([kinds.SEASON])),
    ("month", frozenset([kinds.MONTH, kinds.SMALL])),
)
"""The steps in their order, and kinds of which a shape must have one, or the step's rules need not be tried."""
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
    for number in range(step, len(STEPS)):
        if not STEPS[number][1].isdisjoint(shape_):
            found = first_match(rules_of(STEPS[number][0]), shape_, start)
            if found:
                rule, begin, end = found
                return rule, number, begin, end
        start = 0
    return None


@lru_cache(maxsize=16)
def rules_of(step: str) -> tuple[StepRule, ...]:
    return tuple(rule for rule in STEP_RULES if rule.step == step)


def first_match(rules: tuple[StepRule, ...], shape_: str, start: int) -> tuple[StepRule, int, int] | None:
    """(rule, begin, end) of what stands first in a shape; of two rules there, the earlier's."""
    best = None
    for rule in rules:
        match = rule.pattern.search(shape_, start)
        if match and (best is None or match.start() < best[1]):
            best = rule, *match.span()
            if match.start() == start:
                break
    return best
