"""What is missing of a publication, from the data alone: stories of its editions, and whole editions. Pure.

Of missing editions edition numbers say more than dates: where they run on nothing is missing, however long the pause.
Where there are none, or where they tell nothing (renumbered, unreadable), the frequency of the dates speaks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple

from newsstand.gaps.frequency import Frequency, Span, learn_frequency, missing
from newsstand.labels.numerals import roman

Kind = Literal["incomplete", "not collected", "never listed"]

MOST_PARTS = 4
"""Numbers that a multiple edition may carry: "7/8", "9-12"; more than that is no multiple edition."""
FEWEST_STEP = 12
"""Without dates, numbers that lie further apart than this, and than there are editions, are of two numberings."""
NUMBER = re.compile(r"(\d{1,7})(?:\s*[/+&,‐-―-]\s*(\d{1,7}))?")


class EditionState(NamedTuple):
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
    causes: Mapping[str, int] = MappingProxyType({})
    """Why stories, or the edition itself, could not be collected: how often each."""


LISTED_AS_MISSING = "listed as missing"
"""The cause of what the newsstand's own list says that it does not have (crawl/failures.py)."""
NOT_THERE = "the newsstand says that it does not have it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not there."""

    kind: Kind
    """ "incomplete": stories are missing; or, naming no edition, the publication's own record. "not collected":
    listed, no more. "never listed": on no list so far."""
    edition_id: str | None = None
    label: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    """ISO 8601, inclusive. Of an edition never listed: by the frequency; null where only its number is known."""
    volume: str | None = None
    issue_number: str | None = None
    stories_listed: int | None = None
    stories_held: int | None = None
    causes: dict[str, int] = field(default_factory=dict)
    after: str | None = None
    """Label of the edition before one never listed."""
    accepted: str | None = None
    """Why it is taken as it is (`[[silence]]` of newsstand.toml, or the newsstand itself): no reason for an alarm."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one publication."""

    frequency: Frequency | None
    gaps: list[Gap]
    """By date; those whose date is not known come last."""


@dataclass(frozen=True, slots=True)
class Hole:
    """One edition that is missing between two others, by its date, its number, or both."""

    span: Span | None
    volume: str | None
    number: int | None
    after: EditionState


def find_gaps(editions: Iterable[EditionState], *, until: date | None = None, wanted: date | None = None) -> Gaps:
    """The gaps of one publication between its first collected edition and its last, or up to `until`.

    wanted: the day from which on a run that ended early was asked for all that are listed.
    """
    every = list(editions)
    frequency = learn_frequency(edition.span for edition in every if edition.span)
    inside = _from_first_collected(every, wanted)
    gaps = [gap for edition in inside if (gap := _own_gap(edition))]
    dated = sorted((edition for edition in inside if edition.span), key=_order)
    undated = [edition for edition in inside if not edition.span]
    for hole in [*_holes(dated, frequency, until), *_holes_of_undated(undated if not dated else [])]:
        if hole.number is None or not any(_carries(edition, hole) for edition in undated):
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
    return Gaps(frequency, gaps)


def _own_gap(edition: EditionState) -> Gap | None:
    if edition.complete or (edition.collected and edition.complete is None):
        return None
    return Gap(
        kind="incomplete" if edition.collected else "not collected",
        edition_id=edition.id,
        label=edition.label,
        date_start=str(edition.span.start) if edition.span else None,
        date_end=str(edition.span.end) if edition.span else None,
        volume=edition.volume,
        issue_number=edition.number,
        stories_listed=edition.stories_listed,
        stories_held=edition.stories_held,
        causes=dict(edition.causes),
        accepted=NOT_THERE if set(edition.causes) == {LISTED_AS_MISSING} else None,
    )


def _from_first_collected(editions: Sequence[EditionState], wanted: date | None) -> list[EditionState]:
    """Without the editions that are only listed and older than all that was ever asked for, or may be.

    One that failed was asked for, and counts.
    """
    asked = [edition for edition in editions if edition.collected or edition.causes]
    first = min((edition.span.start for edition in asked if edition.span), default=None)
    lowest = {
        edition.volume: min(numbers)
        for edition in _by_number(asked, reverse=True)
        if (numbers := read_number(edition.number))
    }

    def is_later(edition: EditionState) -> bool:
        if wanted == date.min or (wanted and edition.span and edition.span.start >= wanted):
            return True
        if edition.span:
            return first is not None and edition.span.start >= first
        numbers = read_number(edition.number)
        return bool(numbers) and edition.volume in lowest and min(numbers) > lowest[edition.volume]

    return [edition for edition in editions if edition.collected or edition.causes or is_later(edition)]


@lru_cache(maxsize=4096)
def read_number(printed: str | None) -> range:
    """The numbers that an edition carries: "7" -> 7, "7/8" -> 7 and 8, "XII" -> 12; none of what is no number."""
    text = (printed or "").strip()
    if (value := roman(text)) is not None:
        return range(value, value + 1)
    found = NUMBER.fullmatch(text)
    if not found:
        return range(0)
    first, last = int(found[1]), int(found[2] or found[1])
    return range(first, last + 1) if first <= last < first + MOST_PARTS else range(0)


# Holes


def _holes(dated: Sequence[EditionState], frequency: Frequency | None, until: date | None) -> list[Hole]:
    """Editions that are missing in a row ordered by date."""
    starts = [edition.span.start for edition in dated if edition.span]
    by_date: list[list[Span]] = [[] for _ in dated]
    if frequency:
        for span in missing(frequency, [edition.span for edition in dated if edition.span], until=until):
            by_date[bisect_right(starts, span.start) - 1].append(span)
    numbered = [position for position, edition in enumerate(dated) if read_number(edition.number)]
    volumes_start_anew = any(
        _falls(dated[a], dated[b]) and _volumes_differ(dated[a], dated[b]) for a, b in pairwise(numbered)
    )
    found: list[Hole] = []
    position = 0
    for a, b in pairwise(numbered):
        before, after = dated[a], dated[b]
        anew = (_volumes_differ(before, after) and volumes_start_anew) or _is_new_year(before, after)
        lost = _lost_numbers(before, after, frequency, anew=anew)
        found += _of_dates(dated, by_date, range(position, a))
        if lost is None or (lost and b - a > 1):
            found += _of_dates(dated, by_date, range(a, b))
        elif lost or anew:
            found += _paired(before, after, lost, [span for each in by_date[a:b] for span in each], anew=anew)
        position = b
    return found + _of_dates(dated, by_date, range(position, len(dated)))


def _of_dates(dated: Sequence[EditionState], by_date: Sequence[Sequence[Span]], positions: range) -> list[Hole]:
    return [Hole(span, None, None, dated[position]) for position in positions for span in by_date[position]]


def _paired(before: EditionState, after: EditionState, lost: range, spans: Sequence[Span], *, anew: bool) -> list[Hole]:
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


def _lost_numbers(
    before: EditionState, after: EditionState, frequency: Frequency | None, *, anew: bool
) -> range | None:
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
    fit = days / (frequency.days if frequency else 1) * 1.5 + 1
    return lost if len(lost) <= fit else None


def _falls(before: EditionState, after: EditionState) -> bool:
    return read_number(after.number).start < read_number(before.number).stop


def _is_new_year(before: EditionState, after: EditionState) -> bool:
    """Whether the numbers start anew with the year, no volumes being counted."""
    if before.volume or after.volume or not before.span or not after.span:
        return False
    return _falls(before, after) and before.span.start.year != after.span.end.year


def _volumes_differ(before: EditionState, after: EditionState) -> bool:
    return before.volume is not None and after.volume is not None and before.volume != after.volume


def _holes_of_undated(undated: Sequence[EditionState]) -> list[Hole]:
    """Missing numbers of a publication whose labels carry no dates."""
    found: list[Hole] = []
    for before, after in pairwise(_by_number(undated)):
        lost = range(read_number(before.number).stop, read_number(after.number).start)
        if before.volume == after.volume and len(lost) <= max(FEWEST_STEP, len(undated)):
            found += [Hole(None, after.volume, number, before) for number in lost]
    return found


def _by_number(editions: Iterable[EditionState], *, reverse: bool = False) -> list[EditionState]:
    numbered = [edition for edition in editions if read_number(edition.number)]
    return sorted(
        numbered, key=lambda edition: (edition.volume or "", read_number(edition.number).start), reverse=reverse
    )


def _carries(edition: EditionState, hole: Hole) -> bool:
    """Whether an edition whose date is not known may be the one missed."""
    same_volume = edition.volume is None or hole.volume is None or edition.volume == hole.volume
    return hole.number in read_number(edition.number) and same_volume


def _order(edition: EditionState) -> tuple[date, date, int, str]:
    assert edition.span
    return *edition.span, read_number(edition.number).start, edition.id
