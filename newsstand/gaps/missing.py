"""What is missing of a publication, from the data alone: stories of its editions, and whole editions. Pure.

Of missing editions issue numbers say more than dates: where they run on nothing is missing, however long the pause.
Where there are none, or where they tell nothing (renumbered, unreadable), the rhythm of the dates speaks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal

from newsstand.gaps.frequency import Rhythm, Span, learn_rhythm, missing

Kind = Literal["incomplete", "not collected", "never listed"]

MOST_PARTS = 4
"""Numbers that a multiple issue may carry: "7/8", "9-12"; more than that is no multiple issue."""
FEWEST_STEP = 12
"""Without dates, numbers that lie further apart than this, and than there are editions, are of two numberings."""
NUMBER = re.compile(r"(\d{1,7})(?:\s*[/+&,‐-―-]\s*(\d{1,7}))?")
ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
DIGITS = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An edition as the newsstand's lists and the dataset know it."""

    id: str
    label: str | None = None
    span: Span | None = None
    """The days it covers; None where its label does not say."""
    volume: str | None = None
    number: str | None = None
    """As printed: "7", "7/8", "XII"."""
    collected: bool = True
    """Whether its page has been read; False: it was listed, no more."""
    complete: bool | None = None
    stories_listed: int | None = None
    stories_held: int | None = None
    """How many of them are in the dataset."""
    causes: Mapping[str, int] = field(default_factory=dict)
    """Why stories, or the edition itself, could not be collected: how often each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not there."""

    kind: Kind
    """ "incomplete": stories are missing. "not collected": listed, no more. "never listed": on no list so far."""
    edition_id: str | None = None
    label: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    """ISO 8601, inclusive. Of an edition never listed: what the rhythm expects; null where only its number is known."""
    volume: str | None = None
    issue_number: str | None = None
    stories_listed: int | None = None
    stories_held: int | None = None
    causes: dict[str, int] = field(default_factory=dict)
    after: str | None = None
    """Label of the edition before one never listed."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one publication."""

    rhythm: Rhythm | None
    gaps: list[Gap]
    """By date; those whose date is not known come last."""


@dataclass(frozen=True, slots=True)
class Hole:
    """One edition that is missing between two others, by its date, its number, or both."""

    span: Span | None
    volume: str | None
    number: int | None
    after: Issue


def find_gaps(issues: Iterable[Issue], *, until: date | None = None) -> Gaps:
    """The gaps of one publication between its first collected edition and its last, or up to `until`."""
    every = list(issues)
    rhythm = learn_rhythm(issue.span for issue in every if issue.span)
    inside = _from_first_collected(every)
    gaps = [gap for issue in inside if (gap := _own_gap(issue))]
    dated = sorted((issue for issue in inside if issue.span), key=_order)
    undated = [issue for issue in inside if not issue.span]
    for hole in [*_holes(dated, rhythm, until), *_holes_of_undated(undated if not dated else [])]:
        if hole.number is None or not any(_carries(issue, hole) for issue in undated):
            gaps.append(
                Gap(
                    kind="never listed",
                    date_start=str(hole.span.start) if hole.span else None,
                    date_end=str(hole.span.end) if hole.span else None,
                    volume=hole.volume,
                    issue_number=None if hole.number is None else str(hole.number),
                    after=hole.after.label,
                )
            )
    gaps.sort(key=lambda gap: (gap.date_start or "~", gap.edition_id or "~"))
    return Gaps(rhythm, gaps)


def _own_gap(issue: Issue) -> Gap | None:
    if issue.complete or (issue.collected and issue.complete is None):
        return None
    return Gap(
        kind="incomplete" if issue.collected else "not collected",
        edition_id=issue.id,
        label=issue.label,
        date_start=str(issue.span.start) if issue.span else None,
        date_end=str(issue.span.end) if issue.span else None,
        volume=issue.volume,
        issue_number=issue.number,
        stories_listed=issue.stories_listed,
        stories_held=issue.stories_held,
        causes=dict(issue.causes),
    )


def _from_first_collected(issues: Sequence[Issue]) -> list[Issue]:
    """Without the editions that are only listed and older than all that was ever asked for, or may be.

    One that failed was asked for, and counts.
    """
    asked = [issue for issue in issues if issue.collected or issue.causes]
    first = min((issue.span.start for issue in asked if issue.span), default=None)
    lowest = {
        issue.volume: min(numbers)
        for issue in _by_number(asked, reverse=True)
        if (numbers := read_number(issue.number))
    }

    def is_later(issue: Issue) -> bool:
        if issue.span:
            return first is not None and issue.span.start >= first
        numbers = read_number(issue.number)
        return bool(numbers) and issue.volume in lowest and min(numbers) > lowest[issue.volume]

    return [issue for issue in issues if issue.collected or issue.causes or is_later(issue)]


def read_number(printed: str | None) -> range:
    """The numbers that an issue carries: "7" -> 7, "7/8" -> 7 and 8, "XII" -> 12; none of what is no number."""
    text = (printed or "").strip()
    if ROMAN.fullmatch(text):
        values = [DIGITS[digit] for digit in text]
        value = sum(-a if a < b else a for a, b in pairwise([*values, 0]))
        return range(value, value + 1)
    found = NUMBER.fullmatch(text)
    if not found:
        return range(0)
    first, last = int(found[1]), int(found[2] or found[1])
    return range(first, last + 1) if first <= last < first + MOST_PARTS else range(0)


# Holes


def _holes(dated: Sequence[Issue], rhythm: Rhythm | None, until: date | None) -> list[Hole]:
    """Editions that are missing in a row ordered by date."""
    starts = [issue.span.start for issue in dated if issue.span]
    by_date: list[list[Span]] = [[] for _ in dated]
    if rhythm:
        for span in missing(rhythm, [issue.span for issue in dated if issue.span], until=until):
            by_date[bisect_right(starts, span.start) - 1].append(span)
    numbered = [position for position, issue in enumerate(dated) if read_number(issue.number)]
    volumes_start_anew = any(
        _falls(dated[a], dated[b]) and _volumes_differ(dated[a], dated[b]) for a, b in pairwise(numbered)
    )
    found: list[Hole] = []
    position = 0
    for a, b in pairwise(numbered):
        before, after = dated[a], dated[b]
        anew = (_volumes_differ(before, after) and volumes_start_anew) or _is_new_year(before, after)
        lost = _lost_numbers(before, after, rhythm, anew=anew)
        found += _of_dates(dated, by_date, range(position, a))
        if lost is None or (lost and b - a > 1):
            found += _of_dates(dated, by_date, range(a, b))
        elif lost or anew:
            found += _paired(before, after, lost, [span for each in by_date[a:b] for span in each], anew=anew)
        position = b
    return found + _of_dates(dated, by_date, range(position, len(dated)))


def _of_dates(dated: Sequence[Issue], by_date: Sequence[Sequence[Span]], positions: range) -> list[Hole]:
    return [Hole(span, None, None, dated[position]) for position in positions for span in by_date[position]]


def _paired(before: Issue, after: Issue, lost: range, spans: Sequence[Span], *, anew: bool) -> list[Hole]:
    """Numbers with the dates that belong to them; where dates and numbers are not as many, only what is sure.

    Where the numbers start anew with `after` those that are known are the last ones.
    """
    early: list[Hole] = []
    if anew and len(spans) > len(lost):
        first = len(spans) - len(lost)
        early = [Hole(span, None, None, before) for span in spans[:first]]
        spans = spans[first:]
    dates = spans if len(spans) == len(lost) else [None] * len(lost)
    volume = after.volume if anew or after.volume == before.volume else None
    return early + [Hole(span, volume, number, before) for number, span in zip(lost, dates, strict=True)]


def _lost_numbers(before: Issue, after: Issue, rhythm: Rhythm | None, *, anew: bool) -> range | None:
    """The numbers missing between two editions; None where their numbers tell nothing."""
    a, b = read_number(before.number), read_number(after.number)
    if anew:
        lost = range(1, b.start)
    elif b.start >= a.stop:
        lost = range(a.stop, b.start)
    elif a == b and before.volume == after.volume:
        return range(0)
    else:
        return None
    assert before.span
    assert after.span
    days = (after.span.start - before.span.start).days
    fit = days / (rhythm.days if rhythm else 1) * 1.5 + 1
    return lost if len(lost) <= fit else None


def _falls(before: Issue, after: Issue) -> bool:
    return read_number(after.number).start < read_number(before.number).stop


def _is_new_year(before: Issue, after: Issue) -> bool:
    """Whether the numbers start anew with the year, no volumes being counted."""
    if before.volume or after.volume or not before.span or not after.span:
        return False
    return _falls(before, after) and before.span.start.year != after.span.end.year


def _volumes_differ(before: Issue, after: Issue) -> bool:
    return before.volume is not None and after.volume is not None and before.volume != after.volume


def _holes_of_undated(undated: Sequence[Issue]) -> list[Hole]:
    """Missing numbers of a publication whose labels carry no dates."""
    found: list[Hole] = []
    for before, after in pairwise(_by_number(undated)):
        lost = range(read_number(before.number).stop, read_number(after.number).start)
        if before.volume == after.volume and len(lost) <= max(FEWEST_STEP, len(undated)):
            found += [Hole(None, after.volume, number, before) for number in lost]
    return found


def _by_number(issues: Iterable[Issue], *, reverse: bool = False) -> list[Issue]:
    numbered = [issue for issue in issues if read_number(issue.number)]
    return sorted(numbered, key=lambda issue: (issue.volume or "", read_number(issue.number).start), reverse=reverse)


def _carries(issue: Issue, hole: Hole) -> bool:
    """Whether an edition whose date is not known may be the one missed."""
    same_volume = issue.volume is None or hole.volume is None or issue.volume == hole.volume
    return hole.number in read_number(issue.number) and same_volume


def _order(issue: Issue) -> tuple[date, date, int, str]:
    assert issue.span
    return *issue.span, read_number(issue.number).start, issue.id
