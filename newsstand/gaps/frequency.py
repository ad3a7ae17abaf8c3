"""How often a publication appears, learned from the days that its editions cover. Pure; never looks at today.

A frequency claims nothing that its own editions contradict: where they are too few or too uneven there is none, a
weekday or a month of the year that is mostly left out is not expected, nor one that has been given up.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

Unit = Literal["weekday", "day", "half-month", "month"]

FEWEST_STEPS = 3
"""Steps from one edition to the next that are needed to learn from: four editions."""
MOST_STEPS = 0.5
"""At least this share of the steps are of the frequency's own length."""
EVEN_STEPS = 0.8
"""At least this share are of its length or a multiple of it."""
GIVEN_UP = 4
"""Weeks in a row without a weekday, while the others appear, after which it counts as given up."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS: tuple[tuple[str, float, float], ...] = (
    ("weekly", 7, 1),
    ("fortnightly", 14, 2),
    ("monthly", 30.44, 5),
    ("bi-monthly", 60.88, 8),
    ("quarterly", 91.31, 14),
    ("half-yearly", 182.6, 25),
    ("yearly", 365.25, 35),
)
"""Name, length and tolerance of a step in days, for editions that name days."""
MONTHS = {
    1: "monthly",
    2: "bi-monthly",
    3: "quarterly",
    4: "three times a year",
    6: "half-yearly",
    12: "yearly",
}


class Span(NamedTuple):
    """The days that an edition covers, both inclusive."""

    start: date
    end: date


def span_of(start: str | None, end: str | None) -> Span | None:
    """The span between two ISO days, as records have them; None where one is not known."""
    return Span(date.fromisoformat(start), date.fromisoformat(end)) if start and end else None


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a publication appears."""

    name: str
    """ "daily", "weekly", "fortnightly", "half-monthly", "monthly", …"""
    unit: Unit
    """What is counted: editions on weekdays, or steps of days, halves of months, or months."""
    step: float
    """Units from one edition to the next."""
    length: int = 0
    """Units that a usual edition covers beyond its first."""
    weekdays: frozenset[int] = frozenset()
    """For the unit "weekday": those it appears on; 0 is Monday."""

    @property
    def days(self) -> float:
        """Days from one edition to the next, on average."""
        return {"weekday": 7 / (len(self.weekdays) or 1), "day": 1, "half-month": 15.22, "month": 30.44}[
            self.unit
        ] * self.step

    def __str__(self) -> str:
        left_out = sorted(set(range(7)) - self.weekdays)
        if self.unit == "weekday" and left_out:
            return f"{self.name}, not on {', '.join(WEEKDAYS[day] for day in left_out)}"
        return self.name


def learn_frequency(spans: Iterable[Span]) -> Frequency | None:
    """The frequency of editions that cover these days; None where they show none."""
    ordered = _one_a_start(spans)
    if len(ordered) <= FEWEST_STEPS:
        return None
    whole_months = [span for span in ordered if _is_months(span)]
    if len(whole_months) > len(ordered) / 2:
        return _learn_months(whole_months)
    halves = [span for span in ordered if _is_half_month(span)]
    if len(halves) > len(ordered) / 2:
        return _stepping("half-monthly", "half-month", 1, [half for half in ordered if not _is_long(half, 62)])
    return _learn_days(ordered)


def missing(frequency: Frequency, spans: Iterable[Span], *, until: date | None = None) -> list[Span]:
    """What the frequency expects between the first and the last edition, or up to `until`, and no edition covers."""
    ordered = _one_a_start(spans)
    if not ordered:
        return []
    if frequency.unit == "weekday":
        return _missing_weekdays(frequency, ordered, until)
    found: list[Span] = []
    last: int | None = None
    for span in ordered:
        first, end = _place(frequency.unit, span)
        if end - first > 3 * max(frequency.step, frequency.length):
            continue  # a special of the year is no edition of the month
        if last is not None:
            # Half a step late is late, not one missing: a fortnightly that moves by a week over a holiday.
            steps = math.ceil((first - last) / frequency.step - 0.5)
            found += [_span(frequency, last + round(step * frequency.step)) for step in range(1, steps)]
        last = max(last if last is not None else first, end - frequency.length, first)
    if until is not None and last is not None:
        step = 1
        while (due := last + round(step * frequency.step)) <= _place(frequency.unit, Span(until, until))[0]:
            found.append(_span(frequency, due))
            step += 1
    never = _months_left_out(frequency, ordered)
    return [span for span in found if span.start.month not in never]


def _one_a_start(spans: Iterable[Span]) -> list[Span]:
    """By first day; of those that begin together the shortest, which is the regular one beside a special."""
    shortest: dict[date, Span] = {}
    for span in sorted(spans, reverse=True):
        shortest[span.start] = span
    return [shortest[start] for start in sorted(shortest)]


# Days


def _learn_days(ordered: Sequence[Span]) -> Frequency | None:
    steps = [(after.start - before.start).days for before, after in pairwise(ordered)]
    if median(steps) <= 4:
        return _learn_weekdays(ordered)
    starts = Counter(span.start.day for span in ordered)
    if len(starts) > 1 and sum(count for _, count in starts.most_common(2)) >= EVEN_STEPS * len(ordered):
        halves = _stepping("half-monthly", "half-month", 1, ordered)
        if halves and len(set(steps)) > 1:
            return halves
    length = round(median((span.end - span.start).days for span in ordered))
    for name, step, tolerance in DAYS:
        if length <= step and (
            found := _stepping(name, "day", step, ordered, length=min(length, round(step) - 1), tolerance=tolerance)
        ):
            return found
    return None


def _learn_weekdays(ordered: Sequence[Span]) -> Frequency | None:
    covered = _covered(ordered)
    shares = _shares(covered, ordered[0].start, ordered[-1].start)
    # One Wednesday of two missing is more likely a hole than a publisher's habit; one Sunday of two may be either.
    weekdays = frozenset(day for day, share in shares.items() if share >= (0.5 if day < 5 else 0.6))
    regular = sum(span.start.weekday() in weekdays for span in ordered)
    if not weekdays or regular < EVEN_STEPS * len(ordered):
        return None
    name = "daily" if len(weekdays) >= 5 else "weekly" if len(weekdays) == 1 else f"{len(weekdays)} times a week"
    return Frequency(name, "weekday", 1, 0, weekdays)


def _shares(covered: set[date], first: date, last: date) -> dict[int, float]:
    """For each weekday between two days, the share of its days that are covered."""
    seen = Counter(day.weekday() for day in covered if first <= day <= last)
    days = (last - first).days + 1
    possible = {(first.weekday() + after) % 7: (days - after + 6) // 7 for after in range(min(days, 7))}
    return {weekday: seen[weekday] / count for weekday, count in possible.items()}


def _covered(ordered: Iterable[Span]) -> set[date]:
    """Days of editions; what covers more than a week is a special, not an edition of those days."""
    single = {span.start for span in ordered if span.start == span.end}
    several = (span for span in ordered if span.start != span.end and not _is_long(span, 7))
    return single.union(*(_each_day(*span) for span in several))


def _missing_weekdays(frequency: Frequency, ordered: Sequence[Span], until: date | None) -> list[Span]:
    covered = _covered(ordered)
    last = max(covered, default=ordered[-1].start)
    days = _each_day(ordered[0].start, max(last, until or last))
    open_days = [day for day in days if day.weekday() in frequency.weekdays and day not in covered]
    weeks: dict[int, set[int]] = defaultdict(set)
    for day in covered:
        weeks[_week(day)].add(day.weekday())
    given_up = {weekday: _given_up(weekday, frequency.weekdays, weeks) for weekday in frequency.weekdays}
    return [
        Span(day, day)
        for day in open_days
        if not any(first <= _week(day) <= end for first, end in given_up[day.weekday()])
    ]


def _given_up(weekday: int, usual: frozenset[int], weeks: Mapping[int, set[int]]) -> list[tuple[int, float]]:
    """First and last week of each stretch in which the publication appears on its other usual days and not on this one.

    weeks: week -> the weekdays on which it appeared.
    """
    others = usual - {weekday}
    stretches: list[list[int]] = [[]]
    for week in sorted(week for week, days in weeks.items() if days & others and len(days & others) >= len(others) / 2):
        if weekday in weeks[week]:
            stretches.append([])
        else:
            stretches[-1].append(week)
    long = [stretch for stretch in stretches if len(stretch) >= GIVEN_UP]
    return [(stretch[0], math.inf if stretch is stretches[-1] else stretch[-1]) for stretch in long]


# Steps


def _learn_months(ordered: Sequence[Span]) -> Frequency | None:
    length = round(median(_month(span.end) - _month(span.start) for span in ordered))
    steps = Counter(_steps("month", length, ordered))
    for step in sorted(steps, key=lambda step: (-steps[step], step)):
        if step in MONTHS:
            return _stepping(MONTHS[step], "month", step, ordered, length=min(length, step - 1))
    return None


def _stepping(
    name: str, unit: Unit, step: float, ordered: Sequence[Span], *, length: int = 0, tolerance: float = 0
) -> Frequency | None:
    """The frequency of these steps if the editions bear it out."""
    steps = _steps(unit, length, ordered)
    own = sum(abs(each - step) <= tolerance for each in steps)
    even = sum(abs(each - max(1, round(each / step)) * step) <= tolerance for each in steps)
    if len(steps) < FEWEST_STEPS or own < MOST_STEPS * len(steps) or even < EVEN_STEPS * len(steps):
        return None
    return Frequency(name, unit, step, length)


def _steps(unit: Unit, length: int, ordered: Sequence[Span]) -> list[int]:
    """Units from each edition to the next; a double issue counts as its last part."""
    places = [_place(unit, span) for span in ordered]
    steps = [after - max(end - length, first) for (first, end), (after, _) in pairwise(places)]
    return [step for step in steps if step > 0]


def _place(unit: Unit, span: Span) -> tuple[int, int]:
    """Which days, halves of months or months since the year 0 a span begins and ends in."""
    if unit == "day":
        return span.start.toordinal(), span.end.toordinal()
    if unit == "month":
        return _month(span.start), _month(span.end)
    first = _month(span.start) * 2 + (span.start.day >= 15)
    return first, max(first, _month(span.end) * 2 + (span.end.day > 15))


def _span(frequency: Frequency, index: int) -> Span:
    """The days that the edition due at `index` would cover; for steps of a month or more the month, or months."""
    if frequency.unit == "day" and frequency.step < 28:
        day = date.fromordinal(index)
        return Span(day, day + timedelta(days=frequency.length))
    if frequency.unit == "half-month":
        month, second = divmod(index, 2)
        first = _first_of(month)
        middle = first.replace(day=15)
        return (
            Span(middle + timedelta(days=1), _first_of(month + 1) - timedelta(days=1))
            if second
            else Span(first, middle)
        )
    months = frequency.length if frequency.unit == "month" else 0
    month = index if frequency.unit == "month" else _month(date.fromordinal(index))
    return Span(_first_of(month), _first_of(month + months + 1) - timedelta(days=1))


def _months_left_out(frequency: Frequency, ordered: Sequence[Span]) -> set[int]:
    """For a monthly: months of the year that came round at least twice and never had an edition."""
    if frequency.name != "monthly":
        return set()
    first, last = _month(ordered[0].start), _month(ordered[-1].end)
    possible = Counter(month % 12 + 1 for month in range(first, last + 1))
    seen = {
        month % 12 + 1
        for span in ordered
        if not _is_long(span, 190)
        for month in range(_month(span.start), _month(span.end) + 1)
    }
    return {month for month, count in possible.items() if count >= 2 and month not in seen}


# Days and months


def _each_day(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _is_long(span: Span, days: int) -> bool:
    return (span.end - span.start).days >= days


def _is_months(span: Span) -> bool:
    return span.start.day == 1 and (span.end + timedelta(days=1)).day == 1


def _is_half_month(span: Span) -> bool:
    first = span.start.day == 1 and span.end.day == 15
    second = span.start.day == 16 and (span.end + timedelta(days=1)).day == 1
    return (first or second) and (span.start.year, span.start.month) == (span.end.year, span.end.month)
