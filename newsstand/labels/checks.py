"""The date of a label, and what speaks against it elsewhere on the label. Pure.

Tables of checks. Each has a name and an example, which is a test: it reads otherwise once the check is taken out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.core import Core, core_of
from newsstand.labels.day_forms import MOST_YEARS
from newsstand.labels.fold import folded
from newsstand.labels.hints import Hints
from newsstand.labels.kinds import shape
from newsstand.labels.meaning import (
    AMBIGUOUS,
    CONTRADICTION,
    NO_DATE,
    NO_YEAR,
    RELATIVE,
    UNKNOWN_FORM,
    NoDateError,
)
from newsstand.labels.numbers import how_many
from newsstand.labels.orders import span_of
from newsstand.labels.rules import Example
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token, is_word, shape_of
from newsstand.labels.vocabulary import Vocabulary, english_months, perhaps_dates, season_starts

YEARS_AMONG_WORDS = range(2001, 2041)
"""Years that name an edition among unknown words: those of "Titanic 1912" and "Expo 2047" are their subject, and
2000 is as often a number ("2000 words", "Warhammer 2000")."""
SHORTEST_NAME = 4
UNKNOWN_WORDS = frozenset([kinds.UNKNOWN, kinds.RELATIVE, kinds.COUNTING, kinds.ORDINAL, kinds.ROMAN])
UNKNOWN_WORD = shape(r"[unknown relative counting ordinal roman]")
PERHAPS_DATED = frozenset([kinds.MIXED, kinds.DOUBTFUL])
PARTS_OF_LOST_DATES = frozenset([kinds.RELATIVE, kinds.WEEK, kinds.QUARTER, kinds.HALF, kinds.TERM])
WEEK_AND_DAYS = shape(r"(?P<week> week [. :]? dayish | dayish \.? week ) \( [^ () ]* month [^ () ]* year \)")
""" "Week 34 (17-23 August 2026)" says its days twice."""
RELATIVE_IF = frozenset([NO_DATE, NO_YEAR, UNKNOWN_FORM])


class ShapeCheck(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    """Stands in the label's shape."""
    excused: Callable[[list[Token], Vocabulary], bool] | None
    """Whether the tokens that the pattern found are a date all the same."""
    reason: str
    example: Example


def is_day_of_named(tokens: list[Token], words: Vocabulary) -> bool:
    """Whether a number before a month is the day of what is named before it: "Sunday Times 2 November 2024".

    That much is read of English alone, whose words for issues are all known, behind a name in capitals.
    """
    name, month = tokens[0].printed, tokens[-1].printed
    is_name = len(name) >= SHORTEST_NAME and name[0].isupper() and name.isascii()
    is_english = words.is_english and folded(month) in english_months()
    return is_english and is_name and tokens[0].kind != kinds.DOUBTFUL


SHAPE_CHECKS = (
    ShapeCheck(
        # "24 (September 2003)" is volume 24.
        "number before a month in brackets",
        shape(r"[small day] \( month"),
        None,
        AMBIGUOUS,
        Example("5 (May) 2024", None, reason=AMBIGUOUS),
    ),
    ShapeCheck(
        # "2020/12. hét" is a week.
        "number of a year before a word",
        shape(r"year [/ -] small \. [unknown doubtful mixed of]"),
        None,
        UNKNOWN_FORM,
        Example("2020/12. xyz", None, reason=UNKNOWN_FORM),
    ),
    ShapeCheck(
        # It counts something: "Τεύχος 5 Μάιος".
        "number behind an unknown word",
        shape(r"[unknown roman doubtful mixed] \.? [small day] [. ,]? of? month"),
        is_day_of_named,
        AMBIGUOUS,
        Example("Xyzzy 5 Mei 2024", None, ("id",), reason=AMBIGUOUS),
    ),
)


class Dated(NamedTuple):
    """A span, and the label that it was read of."""

    span: Span
    core: Core
    week: int | None
    """Printed beside its days."""
    words: Vocabulary
    volume: str | None
    """As printed."""


class SpanCheck(NamedTuple):
    name: str
    precisions: frozenset[str]
    """Of the spans that are checked."""
    pattern: re.Pattern[str] | None
    """Stands in the label's shape; None: whatever its shape is."""
    holds: Callable[[Dated], bool] | None
    """Whether something speaks against the span; None: its shape does."""
    reason: str
    example: Example


YEAR, MONTH, DAY = frozenset(["year"]), frozenset(["month"]), frozenset(["day"])
ANY = frozenset(["day", "week", "fortnight", "month", "quarter", "season", "year"])


def is_other_week(dated: Dated) -> bool:
    weeks = {dated.span.start.isocalendar().week, dated.span.end.isocalendar().week}
    return dated.week is not None and (dated.span.precision != "day" or weeks != {dated.week})


def is_feast(dated: Dated) -> bool:
    if not dated.words.feasts:
        return False
    months = [folded(token.printed) for token in dated.core.tokens if token.kind == kinds.MONTH]
    return len(months) == 1 and months[0] in dated.words.feasts


def is_part_of_lost_date(dated: Dated) -> bool:
    words = {token.kind for token in dated.core.around if is_word(token)}
    return bool(words) and words <= PARTS_OF_LOST_DATES


def is_subject(dated: Dated) -> bool:
    """Whether the words around a year may name a subject that the year is of."""
    span = dated.span
    is_recent = span.start.year in YEARS_AMONG_WORDS and span.end.year <= span.start.year + 1
    return not is_recent and any(token.kind in UNKNOWN_WORDS for token in dated.core.around)


def is_beside_perhaps_date(dated: Dated) -> bool:
    """Whether a word beside a year may be a month or season, in another language or misspelt: "Febuary 2024"."""
    unknown = [folded(token.printed) for token in dated.core.around if token.kind in UNKNOWN_WORDS]
    return any(
        word in perhaps_dates() or word.startswith(season_starts()) or dated.words.may_misspell(word)
        for word in unknown
    )


def is_other_weekday(dated: Dated) -> bool:
    """Whether the weekdays named are not those of the first and last day."""
    weekdays = dated.core.weekdays
    first, last = dated.span.start.weekday(), dated.span.end.weekday()
    fits = not weekdays or weekdays in ([first], [last]) or (weekdays[0] == first and weekdays[-1] == last)
    return not fits


def is_of_many_years(dated: Dated) -> bool:
    """Whether more years are named than an edition covers, unless volumes bound together have a year each."""
    years = dated.span.end.year - dated.span.start.year
    return years > MOST_YEARS and years + 1 != how_many(dated.volume or "")


SPAN_CHECKS = (
    SpanCheck(
        "years of a subject",
        YEAR,
        None,
        is_of_many_years,
        AMBIGUOUS,
        Example("1939-1945", None, reason=AMBIGUOUS),
    ),
    SpanCheck(
        "days of another week",
        ANY,
        shape(r"week"),
        is_other_week,
        CONTRADICTION,
        Example("Week 33 (17-23 August 2026)", None, reason=CONTRADICTION),
    ),
    SpanCheck(
        # Norwegian "Jul" is Christmas, and July.
        "month that is a feast",
        MONTH,
        None,
        is_feast,
        AMBIGUOUS,
        Example("Jul 2024", None, ("nb",), reason=AMBIGUOUS),
    ),
    SpanCheck(
        "term",
        ANY - YEAR,
        shape(r"term"),
        None,
        UNKNOWN_FORM,
        Example("Spring 2027 Term", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "half in brackets",
        MONTH,
        shape(r"[year month] \( [ordinal roman] \)"),
        None,
        UNKNOWN_FORM,
        Example("May 2025 (First) Reader", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "year beside a word that may date it",
        YEAR,
        shape(r"[mixed doubtful]"),
        lambda dated: any(token.kind in PERHAPS_DATED for token in dated.core.around),
        UNKNOWN_FORM,
        Example("Win 2024", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "year of a date that is lost",
        YEAR,
        shape(r"[relative week quarter half term]"),
        is_part_of_lost_date,
        UNKNOWN_FORM,
        Example("Week 2024", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "year of a subject",
        YEAR,
        UNKNOWN_WORD,
        is_subject,
        UNKNOWN_FORM,
        Example("Titanic 1912", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "year beside a month or season unknown here",
        YEAR,
        UNKNOWN_WORD,
        is_beside_perhaps_date,
        UNKNOWN_FORM,
        Example("Febuary 2024", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "year of a weekday",
        YEAR,
        shape(r"weekday"),
        lambda dated: bool(dated.core.weekdays) and not any(is_word(token) for token in dated.core.around),
        UNKNOWN_FORM,
        Example("Sunday 2024", None, reason=UNKNOWN_FORM),
    ),
    SpanCheck(
        "another weekday",
        DAY,
        shape(r"weekday"),
        is_other_weekday,
        CONTRADICTION,
        Example("Friday, November 2, 2024", None, reason=CONTRADICTION),
    ),
)


def date_of(tokens: list[Token], label: str, hints: Hints, fired: list[str], volume: str | None = None) -> Span:
    """The span that the tokens of a label name, numbers of volume and issue taken out. Raises NoDateError.

    `label`: their shape. `volume`: the number of its volume. The names of the rules that read it go to `fired`.
    """
    try:
        check_shape(label, tokens, hints.words)
        tokens, week = without_week(label, tokens)
        core = core_of(tokens, label if week is None else shape_of(tokens))
        span = span_of(core.shape, core.tokens, hints, fired)
    except NoDateError as error:
        if error.reason in RELATIVE_IF and kinds.RELATIVE in label:
            raise NoDateError(RELATIVE) from None
        raise
    if checks := checks_of(span.precision, label):
        check_span(Dated(span, core, week, hints.words, volume), checks)
    return span


def check_span(dated: Dated, checks: tuple[SpanCheck, ...]) -> None:
    """Raises NoDateError where something on the label speaks against its span."""
    for check in checks:
        if check.holds is None or check.holds(dated):
            raise NoDateError(check.reason)


@lru_cache(maxsize=4096)
def checks_of(precision: str, label: str) -> tuple[SpanCheck, ...]:
    """The checks for spans of that precision and labels of that shape. Labels are many, their shapes are few."""
    checks = (check for check in SPAN_CHECKS if precision in check.precisions)
    return tuple(check for check in checks if check.pattern is None or check.pattern.search(label))


def check_shape(label: str, tokens: list[Token], words: Vocabulary) -> None:
    """Raises NoDateError where a number on the label is sure to be, or may be, something else than a day."""
    for check, start, end in suspects(label):
        if check.excused is None or not check.excused(tokens[start:end], words):
            raise NoDateError(check.reason)


@lru_cache(maxsize=4096)
def suspects(label: str) -> tuple[tuple[ShapeCheck, int, int], ...]:
    """(check, start, end) of the checks whose pattern stands in a shape. Labels are many, their shapes are few."""
    found = ((check, check.pattern.search(label)) for check in SHAPE_CHECKS)
    return tuple((check, *match.span()) for check, match in found if match)


def without_week(label: str, tokens: list[Token]) -> tuple[list[Token], int | None]:
    """The tokens without a week whose days stand in brackets behind it; and its number."""
    found = WEEK_AND_DAYS.search(label) if kinds.WEEK in label else None
    if not found:
        return tokens, None
    number = next(token.value for token in tokens[found.start() : found.end()] if token.kind in kinds.DAYISH)
    return tokens[: found.start()] + tokens[found.end("week") :], number
