"""What the forms of months, seasons and years mean. Pure.

As in day_forms.py, each function takes a shape of parts and the parts, and gives the span they name.
"""

from datetime import timedelta
from itertools import pairwise

from newsstand.labels import kinds, spans
from newsstand.labels.day_forms import PAIRING, joined_by, sign_of
from newsstand.labels.meaning import AMBIGUOUS, CONTRADICTION, IMPOSSIBLE, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Month, Parts, Season, tokens_in
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token

RANGES = frozenset([kinds.DASH, kinds.RANGE])


def numbers_of(kind: str, parts: Parts) -> list[int]:
    """The numbers of the months or seasons among parts."""
    return [token.value for token in tokens_in(parts, kind)]


def chains_of_months(shape: str, parts: Parts) -> Span:
    """ "Jan./Feb. 1979-Sept./Oct. 1981": from the first month to the last."""
    cut = next(at for at, kind in enumerate(shape) if kind in RANGES)
    first, last = (
        months_to_month(shape[part], parts[part]) if kinds.MONTH in shape[part] else parts[part][0].span
        for part in (slice(None, cut), slice(cut + 1, None))
    )
    ends = spans.month(first.start.year, first.start.month), spans.month(last.end.year, last.end.month)
    return joined_by(kinds.DASH, *ends)


def two_months(shape: str, parts: Parts) -> Span:
    return joined_by(shape[1], parts[0].span, parts[2].span)


def months_to_month(shape: str, parts: Parts) -> Span:
    """ "Jul/Aug 2026", "Jan, Feb & Mar 2026", "Dec/Jan 2026": the year is the last month's."""
    last: Month = parts[-1]
    if last.form != "MY":
        raise NoDateError(UNKNOWN_FORM)
    numbers = [*numbers_of(kinds.MONTH, parts), last.month]
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
    numbers = [first.month, *numbers_of(kinds.MONTH, parts)]
    return month_chain(numbers, first.year, sign_of(shape), from_end=False)


def month_chain(numbers: list[int], year: int, sign: str, *, from_end: bool) -> Span:
    """From the first of some months to the last; `from_end`: the year is the last month's, else the first's."""
    first, last = numbers[0], numbers[-1]
    if not all(1 <= number <= 12 for number in numbers):
        raise NoDateError(IMPOSSIBLE)
    follow = all(other % 12 == (one + 1) % 12 for one, other in pairwise(numbers))
    if (sign in PAIRING or len(numbers) > 2) and not follow:
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
    if last.form != "SY":
        raise NoDateError(UNKNOWN_FORM)
    return season_chain([*numbers_of(kinds.SEASON, parts), last.season], last.year)


def season_to_seasons(shape: str, parts: Parts) -> Span:
    """ "2026 Spring/Summer"."""
    first: Season = parts[0]
    if first.form != "YS":
        raise NoDateError(UNKNOWN_FORM)
    return season_chain([first.season, *numbers_of(kinds.SEASON, parts)], first.year)


def season_chain(numbers: list[int], year: int) -> Span:
    """Raises NoDateError(AMBIGUOUS) for "Winter/Spring 2026": which winter?"""
    if any(other != one + 1 for one, other in pairwise(numbers)):
        raise NoDateError(AMBIGUOUS)
    return spans.interval(spans.season(year, numbers[0]), spans.season(year, numbers[-1]))


def two_years(shape: str, parts: Parts) -> Span:
    first: Token = parts[0]
    last: Token = parts[2]
    return spans.interval(spans.year(first.value), spans.year(last.value))


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
