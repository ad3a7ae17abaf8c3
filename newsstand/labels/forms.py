"""The forms of dates: which shape of parts (steps.py) is read how (day_forms.py, month_forms.py). Pure.

A shape must be that of one form; anything else is no date, and the table of reasons says why. Each row has a name and
an example, which is a test: it reads otherwise once the row is taken out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import day_forms as days
from newsstand.labels import month_forms as months
from newsstand.labels.kinds import shape
from newsstand.labels.meaning import AMBIGUOUS, NO_YEAR, TWO_DIGIT_YEAR, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Form, Parts
from newsstand.labels.rules import Example
from newsstand.labels.spans import Span


class FormRule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    """Of the whole shape."""
    read: Callable[[str, Parts], Span]
    """The span of such a shape and its parts. Raises NoDateError."""
    example: Example


DAY, JOIN, PAIR = r"[small day]", r"[- ~ / &]", r"[- ~]"
PARTIAL = rf"(?: {DAY} month | month {DAY} )"

FORM_RULES = (
    FormRule("day", shape(r"whole_day"), days.one_day, Example("November 02, 2024", "2024-11-02")),
    FormRule("month", shape(r"whole_month"), days.one_day, Example("May 2024", "2024-05")),
    FormRule("season", shape(r"whole_season"), days.one_day, Example("Spring 2026", "2026-21")),
    FormRule("year", shape(r"year"), months.one_year, Example("Annual 2026", "2026")),
    FormRule("week, half or quarter", shape(r"finished"), months.finished, Example("Q3 2026", "2026-35")),
    FormRule("season's years", shape(r"two_years"), months.split_year, Example("Season 2023-24", "2023/2024")),
    FormRule(
        "day to day",
        shape(rf"whole_day {JOIN} whole_day"),
        days.two_days,
        Example("Dec 21, 2019 - Jan 3, 2020", "2019-12-21/2020-01-03"),
    ),
    FormRule(
        "days of a month, year behind",
        shape(rf"(?: {DAY} {JOIN} | (?: {DAY} [,&] )* {DAY} & | {DAY} , (?: {DAY} , )+ ) whole_day"),
        days.days_of_month,
        Example("12-19 September 2025", "2025-09-12/2025-09-19"),
    ),
    FormRule(
        "days behind a month",
        shape(rf"month (?: {DAY} {JOIN} {DAY} | {DAY} (?: [,&] {DAY} )* & {DAY} | {DAY} (?: , {DAY} ){{2,}} ) year"),
        days.days_after_month,
        Example("September 12-19, 2025", "2025-09-12/2025-09-19"),
    ),
    FormRule(
        "days of a month, year in front",
        shape(rf"whole_day (?: {JOIN} {DAY} | (?: , {DAY} )* & {DAY} )"),
        days.days_after_day,
        Example("2025 September 12-19", "2025-09-12/2025-09-19"),
    ),
    FormRule(
        "days with units",
        shape(r"whole_day (?: , day )+"),
        days.days_with_units,
        Example("2024年11月4日、11日", "{2024-11-04,2024-11-11}", ("ja",)),
    ),
    FormRule(
        "day without year to day",
        shape(rf"{PARTIAL} {JOIN} whole_day"),
        days.partial_to_day,
        Example("28 Dec - 3 Jan 2026", "2025-12-28/2026-01-03"),
    ),
    FormRule(
        "day to day without year",
        shape(rf"whole_day {JOIN} {PARTIAL}"),
        days.day_to_partial,
        Example("2025 December 28 - January 3", "2025-12-28/2026-01-03"),
    ),
    FormRule(
        "day without year to month",
        shape(rf"{PARTIAL} {PAIR} whole_month"),
        days.partial_to_month,
        Example("Aug. 23-Sept. 1991", "1991-08-23/1991-09"),
    ),
    FormRule(
        "day to month",
        shape(rf"whole_day {PAIR} whole_month"),
        days.day_to_month,
        Example("Aug. 23, 1991-Sept. 1991", "1991-08-23/1991-09"),
    ),
    FormRule(
        "days of two years",
        shape(rf"{PARTIAL} {PAIR} whole_day [-/] [year number]"),
        days.days_of_years,
        Example("Nov 11-May 16, 1977-1978", "1977-11-11/1978-05-16"),
    ),
    FormRule(
        "month to month",
        shape(rf"whole_month {JOIN} whole_month"),
        months.two_months,
        Example("May 2024/June 2024", "2024-05/2024-06"),
    ),
    FormRule(
        "double months to double months",
        shape(rf"(?: month [/&] )? whole_month {PAIR} (?: month [/&] )? whole_month"),
        months.chains_of_months,
        Example("Jan./Feb. 1979-Sept./Oct. 1981", "1979-01/1981-10"),
    ),
    FormRule(
        "months, year behind",
        shape(r"(?: month [- ~ / & ,]? )+ whole_month"),
        months.months_to_month,
        Example("July/August 2022", "2022-07/2022-08"),
    ),
    FormRule(
        "months over New Year",
        shape(rf"(?: month [- ~ / & ,]? )+ whole_month {JOIN} whole_month"),
        months.months_over_new_year,
        Example("Nov/Dec 2025/Jan 2026", "2025-11/2026-01"),
    ),
    FormRule(
        "months, year in front",
        shape(r"whole_month (?: [- ~ / & ,]? month )+"),
        months.month_to_months,
        Example("2026 Jul/Aug", "2026-07/2026-08"),
    ),
    FormRule(
        "months of two years",
        shape(rf"month {JOIN} month two_years"),
        months.months_of_years,
        Example("Dec/Jan 2024-25", "2024-12/2025-01"),
    ),
    FormRule(
        "seasons, year behind",
        shape(rf"(?: season {JOIN}? )+ whole_season"),
        months.seasons_to_season,
        Example("Spring/Summer 2026", "2026-21/2026-22"),
    ),
    FormRule(
        "seasons, year in front",
        shape(rf"whole_season (?: {JOIN}? season )+"),
        months.season_to_seasons,
        Example("2026 Spring/Summer", "2026-21/2026-22"),
    ),
    FormRule(
        "season to season",
        shape(rf"whole_season {JOIN} whole_season"),
        months.two_months,
        Example("Autumn 2025 - Winter 2026", "2025-23/2026-24"),
    ),
    FormRule("year to year", shape(rf"year {PAIR} year"), months.two_years, Example("1916-1918", "1916/1918")),
    FormRule(
        "quarter to quarter",
        shape(rf"finished {JOIN} finished"),
        months.two_finished,
        Example("Q1 2026-Q2 2026", "2026-33/2026-34"),
    ),
)


class FormReason(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    """Stands somewhere in the shape."""
    reason: str
    example: Example


FORM_REASONS = (
    FormReason(
        "two digits behind a quote",
        shape(r"' number $"),
        TWO_DIGIT_YEAR,
        Example("Dec '24", None, reason=TWO_DIGIT_YEAR),
    ),
    FormReason(
        "day and month with a year of two digits",
        shape(r"^ dayish ([-/]?) month \1 number $"),
        TWO_DIGIT_YEAR,
        Example("2 Nov 24", None, reason=TWO_DIGIT_YEAR),
    ),
    FormReason(
        "number and year",
        shape(r"^ (?: [-/.]? small [-/.] year | year [-/.] small ) $"),
        AMBIGUOUS,
        Example("8/2026", None, reason=AMBIGUOUS),
    ),
    FormReason(
        "month or season alone",
        shape(r"^ (?! .* [year whole_day whole_month whole_season finished two_years]) .* [month season]"),
        NO_YEAR,
        Example("12 August", None, reason=NO_YEAR),
    ),
)


def whole(form: Form, fired: list[str]) -> Span:
    """The span of a form without an open order; the name of the rule that read it goes to `fired`. Raises
    NoDateError."""
    rule = rule_of(form.shape)
    if rule is None:
        raise NoDateError(reason_for(form.shape))
    if len(form.shape) > 1:
        fired.append(rule.name)
    return rule.read(form.shape, form.parts)


@lru_cache(maxsize=1024)
def rule_of(shape_: str) -> FormRule | None:
    """The rule that has a shape; None where none has. Labels are many, their shapes are few."""
    return next((rule for rule in FORM_RULES if rule.pattern.fullmatch(shape_)), None)


def reason_for(shape_: str) -> str:
    """Why a shape that is no form has no date."""
    return next((row.reason for row in FORM_REASONS if row.pattern.search(shape_)), UNKNOWN_FORM)
