"""Days and months that a story's text speaks of, resolved against its edition: exactly, or not at all. Pure.

A year that is printed counts as it stands. Without one a day counts within DAYS of the edition and a month within
MONTH_DAYS, where one year alone fits. Streets, anniversaries, events named after a day, and counts are no dates.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from newsstand.export.date_rules import (
    AFTER,
    AHEAD,
    BEFORE,
    BEHIND,
    BESIDE,
    CAPITAL,
    COUNTED,
    COUNTING,
    DIGIT,
    DIGITS,
    ERAS,
    EVENTS,
    FIRST_LETTERS,
    IN,
    LAST_WORDS,
    NAMED,
    NAMES,
    NUMERIC,
    RULES,
    WIDE_DIGIT,
    WORD,
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
    plain = _plain(text)
    months, numbers = _months_in(plain, language), _numbers_in(plain, language)
    if not (months or numbers):
        return []
    low = plain.lower()
    found = []
    for place in _places(months, numbers):
        for match in _dates_in(low, language, place):
            said = {name: value for name, value in match.groupdict().items() if value}
            if _is_date(match, said, plain, low, language) and (
                meant := _meaning(tuple(said.items()), language, first, last)
            ):
                start, end = match.span()
                found.append(Mention(start, text[start:end], *meant))
    return sorted(found)


def _plain(text: str) -> str:
    """The text with narrow digits and, letter for letter, as long as its small form."""
    try:
        text.encode("latin-1")
        return text  # neither of them is among its characters, and this is the fastest way to know
    except UnicodeEncodeError:
        text = text.translate(DIGITS) if WIDE_DIGIT.search(text) else text
        return text.replace("İ", "I")  # the one letter whose small form is two characters


class Place(NamedTuple):
    """A part of a text around names of months and numeric dates, which stand together."""

    start: int
    end: int
    months: list[int]
    """Where names of months begin."""
    has_numbers: bool
    """Whether it has what may be a date without the name of a month."""


def _dates_in(low: str, language: str, place: Place) -> Iterator[re.Match[str]]:
    """What the rules find in a part of a text in small letters; of two that overlap the one of the earlier rule."""
    taken: list[tuple[int, int]] = []
    ahead = place.has_numbers or DIGIT.search(low, place.start, place.months[-1])
    behind = place.has_numbers or DIGIT.search(low, place.months[0], place.end)
    for rule in rules_of(language):
        if not (place.months if rule.has_name else place.has_numbers):
            continue
        if rule.needs_digit and not (behind if rule.begins else ahead):
            continue
        if rule.after and not any(low.endswith(rule.after, place.start, start - 1) for start in place.months if start):
            continue
        for match in _matches(rule, low, place):
            start, end = match.span()
            if not any(start < other_end and other < end for other, other_end in taken):
                taken.append((start, end))
                yield match


def _matches(rule: Rule, low: str, place: Place) -> Iterator[re.Match[str]]:
    if not rule.begins:
        yield from rule.pattern.finditer(low, place.start, place.end)
        return
    done = 0
    for start in place.months:
        match = rule.pattern.match(low, start) if start >= done else None
        if match:
            done = match.end()
            yield match


def _places(months: list[tuple[int, int]], numbers: list[tuple[int, int]]) -> list[Place]:
    """The parts of a text where alone the rules need to look."""
    places: list[Place] = []
    for start, end, is_month in sorted([(*each, True) for each in months] + [(*each, False) for each in numbers]):
        if places and start - AHEAD <= places[-1].end:
            before = places.pop()
        else:
            before = Place(max(0, start - AHEAD), 0, [], False)
        names = [*before.months, start] if is_month else before.months
        places.append(Place(before.start, end + BEHIND, names, before.has_numbers or not is_month))
    return places


def _numbers_in(text: str, language: str) -> list[tuple[int, int]]:
    """Where a date without the name of a month may stand."""
    signs, pattern = NUMERIC.get(language, ("", None))
    if pattern is None:
        return []
    found = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            if match := pattern.match(text, max(0, at - 1)):
                found.append(match.span())
            at = text.find(sign, at + 1)
    return found


def _months_in(text: str, language: str) -> list[tuple[int, int]]:
    """Where names of months stand, written as the language writes them or in capitals, in order.

    None in Japanese, which writes numbers.
    """
    beginnings = _beginnings(language)
    if beginnings is None:
        return []
    names = months_of(language)
    found = []
    for beginning in beginnings.finditer(text):
        start = beginning.start()
        word = None if start and text[start - 1].isalpha() else WORD.match(text, start)
        if word and word[0].lower() in names:
            found.append(word.span())
    return found


@cache
def _beginnings(language: str) -> re.Pattern[str] | None:
    """The first letters of the names of months, by which they are found: no alternative is as fast in Python."""
    if language not in CAPITAL:
        return None
    letters = sorted({name[:FIRST_LETTERS] for name in months_of(language)})
    written = [each.capitalize() for each in letters] if CAPITAL[language] else letters
    return re.compile("|".join(written + [each.upper() for each in letters]))


def _is_date(match: re.Match[str], group: dict[str, str], plain: str, low: str, language: str) -> bool:
    """Whether a match in the small letters of a text is a date, by how it is written and by what stands around it."""
    if language == "ja":
        return True
    word, year = group.get("month"), group.get("year")
    if word and not _is_capital(plain[slice(*match.span("month"))], CAPITAL[language]):
        return False
    start, end = match.span()
    before, after = plain[max(0, start - 40) : start], plain[end : end + 25]
    if _is_something_else(before) or AFTER.match(after):
        return False
    if year:
        return True
    if EVENTS.search(low, max(0, start - 40), start) or EVENTS.search(low, end, end + 25):
        return False
    if language == "en" and word and group.get("day"):
        written_first = match.start("month") < match.start("day")
        if written_first and (IN.search(before) or COUNTED.match(after)):
            return False
        return not (word in NAMES and written_first and NAMED.search(before))
    return True


def _is_capital(word: str, wanted: bool) -> bool:
    """Whether a name of a month is written as its language does, or all in capitals."""
    return word[0].isupper() == wanted or (word.isupper() and len(word) > 1)


def _is_something_else(before: str) -> bool:
    """Whether what stands before a day makes it part of a street's name or a count."""
    *_, last = before.lower().split() or ("",)
    return last in LAST_WORDS and bool(BEFORE.search(before) or COUNTING.search(before))


@lru_cache(maxsize=4096)
def _meaning(said: tuple[tuple[str, str], ...], language: str, first: date, last: date) -> tuple[str, str] | None:
    """What the parts of a date mean in an edition; its stories speak of the same few days."""
    group = dict(said)
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
    years = [year] if year is not None else _years(*_near(first, last, DAYS))
    last_month = months[group["month2"]] if "month2" in group else month
    if year is not None and last_month < month:
        years = [year - 1]
    days = [each for value in years if (each := _day(value, month, day))]
    start = days[0] if year is not None and days else _only(iter(days), first, last, DAYS)
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


def _only(days: Iterator[date], first: date, last: date, most: int) -> date | None:
    """The one day that lies near enough."""
    earliest, latest = _near(first, last, most)
    near = [day for day in days if earliest <= day <= latest]
    return near[0] if len(near) == 1 else None
