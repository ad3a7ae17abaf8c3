"""Days and months that a story's text speaks of, resolved against its edition: exactly, or not at all. Pure.

A year that is printed counts as it stands. Without one a day counts within DAYS of the edition and a month within
MONTH_DAYS, where one year alone fits. Streets, anniversaries, events named after a day, and counts are no dates.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from newsstand.export.date_places import Part, parts
from newsstand.export.date_rules import (
    AFTER,
    BEFORE,
    BESIDE,
    CONTEXT_AFTER,
    CONTEXT_BEFORE,
    COUNTED,
    COUNTING,
    ERAS,
    EVENTS,
    IN,
    LAST_WORDS,
    NAMED,
    NAMES,
    RULES,
    Rule,
    months_of,
    rules_of,
)

DAYS = 31
"""Days from the edition within which a day and month without a year is sure."""
MONTH_DAYS = 92
"""Days from the edition within which a month without a year is sure."""
BARE_DAYS = 14
"""Days from the edition within which a day without a month is sure, as Japanese newspapers print them."""
LONGEST_EDITION = 7
"""Days that an edition covers at most for a day without a month to say something."""


class Mention(NamedTuple):
    start: int
    """Where it stands in the text, in characters."""
    text: str
    date: str
    """EDTF: "2024-10-31", "2024-10", "2024-11-08/2024-11-10"."""
    how: str
    """ "printed": the year stands there; "edition": it is that of the edition or of one beside it."""


def mentions(text: str, language: str | None, first: date, last: date) -> list[Mention]:
    """The dates in a text of a language, in their order; none in a language that has no rules.

    `first` and `last`: the days that the edition covers.
    """
    if language not in RULES:
        return []
    found = []
    for part in parts(text, language):
        for rule, match in _matches(part, language):
            if (language == "ja" or _is_date(rule, match, part)) and (
                meant := _meaning(rule, match.groups(), language, first, last)
            ):
                start, end = part.start + match.start(), part.start + match.end()
                found.append(Mention(start, text[start:end], *meant))
    found.sort()
    return found


def _matches(part: Part, language: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """What the rules find in a part of a text; of two that overlap the one of the earlier rule."""
    taken: list[tuple[int, int]] = []
    names = part.names
    for rule in rules_of(language):
        if not (part.names if rule.has_name else part.has_numeric):
            continue
        done = 0
        for at in _beginnings(rule, part, names):
            match = rule.pattern.match(part.low, at) if at >= done else None
            if not match:
                continue
            start, done = match.span()
            if not (taken and any(start < other_end and other < done for other, other_end in taken)):
                taken.append((start, done))
                yield rule, match
                names = [name for name in names if not start <= name < done]
                if not (names or part.has_numeric):
                    return


def _beginnings(rule: Rule, part: Part, names: list[int]) -> list[int]:
    """Where alone a date of a rule may begin: at one of these names of months, a number, or a word before one."""
    places = names if rule.begins_with_name else part.numbers
    if not rule.after:
        return places
    found = []
    for at in places:
        if part.low.endswith(rule.after, 0, at - 1):
            found += [at - 1 - len(word) for word in rule.after if part.low.endswith(word, 0, at - 1)]
    return found


def _is_date(rule: Rule, match: re.Match[str], part: Part) -> bool:
    """Whether a match is a date, by how it is written and by what stands around it."""
    if rule.has_name and match.start("month") not in part.names:
        return False
    start, end = match.span()
    first, last = max(0, start - CONTEXT_BEFORE), end + CONTEXT_AFTER
    before, after = part.text[first:start], part.text[end:last]
    word = (before.lower().rsplit(None, 1) or [""])[-1]
    if word in LAST_WORDS and (BEFORE.search(before) or COUNTING.search(before)):
        return False
    if AFTER.match(after):
        return False
    if "year" in rule.groups and match["year"]:
        return True
    if EVENTS.search(part.low, first, last):
        return False
    if rule.begins_with_name and "day" in rule.groups:
        return not (
            (word.endswith("in") and IN.search(before))
            or COUNTED.match(after)
            or (match["month"] in NAMES and NAMED.search(before))
        )
    return True


@lru_cache(maxsize=4096)
def _meaning(
    rule: Rule, groups: tuple[str | None, ...], language: str, first: date, last: date
) -> tuple[str, str] | None:
    """What the parts of a date mean in an edition; its stories speak of the same few days."""
    group = {name: said for name, said in zip(rule.pattern.groupindex, groups, strict=True) if said}
    months = months_of(language)
    month = months[group["month"]] if "month" in group else int(group.get("number", 0))
    day, end = int(group.get("day", 0)), int(group.get("day2", 0))
    year = _printed_year(group)
    if "beside" in group:
        if group["beside"] not in BESIDE or first.year != last.year:
            return None
        year = first.year + BESIDE[group["beside"]]
    how = "edition" if "beside" in group or year is None else "printed"
    if not month:
        bare = _only(_around(day, first), first, last, BARE_DAYS)
        short = last - first <= timedelta(LONGEST_EDITION)
        return (bare.isoformat(), how) if bare and short else None
    if not 1 <= month <= 12:
        return None
    if not day:
        if year is None:
            years = _years(*_near(first, last, MONTH_DAYS))
            near = [each for each in years if _month_gap(each, month, first, last) <= MONTH_DAYS]
            return (f"{near[0]}-{month:02}", how) if len(near) == 1 else None
        return f"{year}-{month:02}", how
    last_month = months[group["month2"]] if "month2" in group else month
    if year is None:
        years = _years(*_near(first, last, DAYS))
        start = _only([each for value in years if (each := _day(value, month, day))], first, last, DAYS)
    else:
        start = _day(year - (last_month < month), month, day)
    if not start or not end:
        return (start.isoformat(), how) if start else None
    stop = _day(start.year + (last_month < month), last_month, end)
    return (f"{start}/{stop}", how) if stop and start < stop else None


def _printed_year(group: dict[str, str]) -> int | None:
    if "era" in group:
        return ERAS[group["era"]] + (1 if group["of_era"] == "元" else int(group["of_era"]))
    return int(group["year"]) if "year" in group else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _around(day: int, first: date) -> Iterator[date]:
    """The day of that number in the month of `first` and in those beside it."""
    for month in (first.month - 2, first.month - 1, first.month):
        if found := _day(first.year + month // 12, month % 12 + 1, day):
            yield found


@lru_cache(maxsize=1024)
def _near(first: date, last: date, most: int) -> tuple[date, date]:
    """The first and the last day that lies so many days from an edition at most."""
    earliest, latest = max(1, first.toordinal() - most), min(date.max.toordinal(), last.toordinal() + most)
    return date.fromordinal(earliest), date.fromordinal(latest)


def _years(first: date, last: date) -> Sequence[int]:
    return range(first.year, last.year + 1)


def _month_gap(year: int, month: int, first: date, last: date) -> int:
    """Days between an edition and the nearest day of a month."""
    begin, end = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return (first - end).days if end < first else max(0, (begin - last).days)


def _only(days: Iterable[date], first: date, last: date, most: int) -> date | None:
    """The one day that lies near enough."""
    earliest, latest = _near(first, last, most)
    near = [day for day in days if earliest <= day <= latest]
    return near[0] if len(near) == 1 else None
