"""Days and months that a story's text speaks of, resolved against its edition: exactly, or not at all. Pure.

A year that is printed counts as it stands. Without one a day counts within DAYS of the edition and a month within
MONTH_DAYS, where one year alone fits. Streets, anniversaries, events named after a day, and counts are no dates.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from newsstand.labels.calendar_words import month_words

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


D = r"(?P<day>0?[1-9]|[12]\d|3[01])"
D2 = r"(?P<day2>0?[1-9]|[12]\d|3[01])"
Y = r"(?P<year>1[6-9]\d\d|20\d\d)"
TO = r"(?:\s?[-–—/]\s?|\s(?:to|and|or|through|until|bis|und|au|et|ou|al|y|o)\s)"
NO_MORE = r"(?![\d]|[,.:]\d)"
BEFORE_MONTH = {
    "en": "in since until by late early",
    "de": "im seit bis ab anfang mitte ende",
    "fr": "en depuis fin début jusqu'en",
    "es": "en desde hasta",
}
"""Language -> words after which the name of a month alone is a date."""
AFTER_WORD = {language: rf"\b(?:{'|'.join(words.split())})\s{{M}}\b" for language, words in BEFORE_MONTH.items()}
RULES = {
    "en": (
        rf"\b{{M}}\s{D}(?:st|nd|rd|th)?{TO}{{M2}}\s{D2}(?:st|nd|rd|th)?(?:,?\s{Y})?{NO_MORE}",
        rf"\b{{M}}\s{D}(?:st|nd|rd|th)?(?:{TO}{D2}(?:st|nd|rd|th)?)?(?:,?\s{Y})?{NO_MORE}",
        rf"\b{D}(?:st|nd|rd|th)?(?:{TO}{D2}(?:st|nd|rd|th)?)?\s(?:of\s)?{{M}}(?:,?\s{Y})?\b",
        rf"\b{{M}},?\s(?:of\s)?{Y}\b",
        AFTER_WORD["en"] + r"(?!\s\d)",
        r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b",
    ),
    "de": (
        rf"\b{D}\.\s?{{M}}{TO}{D2}\.\s?{{M2}}(?:\s{Y})?",
        rf"\b{D}\.(?:{TO}{D2}\.)?\s?{{M}}(?:\s{Y})?\b",
        rf"\b{D}\.\s?(?P<number>0?[1-9]|1[0-2])\.\s?{Y}\b",
        rf"\b(?:am|bis|zum|vom|ab|seit|dem|den|Am|Bis|Zum|Vom|Ab|Seit)\s{D}\.(?P<number>0[1-9]|1[0-2])\.(?!\d)",
        rf"\b{{M}}\s{Y}\b",
        AFTER_WORD["de"] + r"(?!\s\d)",
    ),
    "fr": (
        rf"\b{D}(?:er)?\s{{M}}{TO}{D2}(?:er)?\s{{M2}}(?:\s{Y})?",
        rf"\b{D}(?:er)?(?:{TO}{D2})?\s{{M}}(?:\s{Y})?\b",
        rf"\b{{M}}\s{Y}\b",
        AFTER_WORD["fr"] + r"(?!\s\d)",
    ),
    "es": (
        rf"\b{D}[º°]?\sde\s{{M}}{TO}{D2}\sde\s{{M2}}(?:\sdel?\s{Y})?",
        rf"\b{D}[º°]?(?:{TO}{D2})?\sde\s{{M}}(?:\sdel?\s{Y})?\b",
        rf"\b{{M}}\sdel?\s{Y}\b",
        AFTER_WORD["es"] + r"(?!\sde)",
    ),
    "ja": (
        r"(?:(?P<era>令和|平成|昭和|大正|明治)(?P<of_era>\d+|元)年|(?P<year>\d{4})年|(?P<beside>昨年|去年|今年|来年|同年|翌年))?"
        rf"(?P<number>1[0-2]|0?[1-9])月{D}日?(?:(?:から|～|〜|－|-|、|・){D2})?日(?!間)",
        r"(?:(?P<era>令和|平成|昭和|大正|明治)(?P<of_era>\d+|元)年|(?P<year>\d{4})年|(?P<beside>昨年|去年|今年|来年|同年|翌年))?"
        r"(?P<number>1[0-2]|0?[1-9])月(?![末上中下\d間初])",
        rf"(?<![\d第約毎各計延連最月年\.、・]){D}日(?![間ぶ連以目後前分あ当余程ほおき制\d]|に[わ\d])",
    ),
}
"""Language -> how dates are written in it, the fuller before the shorter. {M} is a month's name."""
WORD = re.compile(r"[^\W\d_]+")
NUMERIC = {
    "en": ("-", re.compile(r"\d-[01]\d")),
    "de": (".", re.compile(r"\d\.\s?\d")),
    "ja": ("月日", re.compile(r"\d[月日]")),
}
"""Where a date without the name of a month may stand, and the signs of which one is its second."""
DIGIT = re.compile(r"\d")
WIDE_DIGITS = "０１２３４５６７８９"
WIDE_DIGIT = re.compile(f"[{WIDE_DIGITS}]")
DIGITS = str.maketrans(WIDE_DIGITS, "0123456789")
AHEAD, BEHIND = 24, 40
"""Characters before and after the name of a month that a date may take, and more."""
FIRST_LETTERS = 3
"""Of the name of a month: what is looked for first, which is faster than looking at every word."""
CAPITAL = {"en": True, "de": True, "fr": False, "es": False}
"""Whether a language writes months with a capital: what is written otherwise is another word, or a name."""
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""Japanese era -> the year before its first."""
BESIDE = {"昨年": -1, "去年": -1, "今年": 0, "来年": 1}
"""Words for a year by the edition's; 同年 and 翌年 stand for a year that the text has named before."""

EVENTS = re.compile(
    r"\b(attacks?|bombings?|massacre|uprising|movement|revolution|attentats?|anschl[aä]ge?n?|attentate?|atentados?|"
    r"golpe|revolución|anniversar\w+|aniversario|anniversaire|jahrestag\w*)\b"
)
"""Words beside a day that an event is named after: "the September 11 attacks"."""
BEFORE = re.compile(
    r"(?:\b(?:rue|avenue|av\.|place|boulevard|bd|quai|stade|pont|square|cité)\s(?:du|de la|des)"
    r"|\b(?:avenida|av\.|avda\.|calle|plaza|paseo|colonia|estadio|barrio|parque|puente)(?:\sdel?)?"
    r"|\b(?:straße|strasse|platz|allee|brücke|ufer)\sdes)\s$",
    re.IGNORECASE,
)
"""What stands before a day in the name of a street."""
AFTER = re.compile(r"\s(?:street|st\b|avenue|road|square|bridge|park|school|rural|alto|bajo)", re.IGNORECASE)
"""What follows one."""
COUNTED = re.compile(r"\s?(?:%|percent|per cent|people|years?|miles|km|points|persons|men|women|children|steps|times)")
"""What follows a number that counts: "may 5 years", "In March 15 people"."""
IN = re.compile(r"\b[Ii]n\s$")
"""Before a month, a word that makes the number after it a count."""
COUNTING = re.compile(r"(?:más de|menos de|unos|plus de|moins de|mehr als|more than|fewer than)\s$", re.IGNORECASE)
"""What stands before one: "Más de 15 de mayo rural"."""
LAST_WORDS = {
    *("du", "la", "des", "de", "del", "unos", "als", "than", "avenida", "av.", "avda.", "calle", "plaza", "paseo"),
    *("colonia", "estadio", "barrio", "parque", "puente"),
}
"""The last words of BEFORE and COUNTING: without one of them there is no need to look."""
NAMES = {"may", "june", "april", "august", "jan"}
"""Months that are names of people too, where a name stands before them: "Theresa May 12 years ago"."""
NAMED = re.compile(r"\b(?!(?:On|From|Since|Until|By|The|And|To|In)\b)[A-Z][a-z]+\s$")


@cache
def _months(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for word, number in month_words(language):
        name = word.casefold().rstrip(".")
        if not name.isdigit():
            found.setdefault(name, number)
    return found | ({"sept": 9} if language == "en" else {})


class Rule(NamedTuple):
    """A row of RULES, made ready for a text in small letters: there no month needs to be looked for in two ways."""

    pattern: re.Pattern[str]
    has_name: bool
    """Whether a date of it has the name of a month."""
    begins: bool
    """Whether it begins with one: it is then tried where such names stand, and nowhere else."""
    needs_digit: bool
    """Whether a digit stands in a date of it: before the name of a month, where it does not begin with that."""
    after: tuple[str, ...]
    """The words of which one stands before the name; none where it may be any."""


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    names = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    month, other = (rf"(?P<{group}>{names})\.?" for group in ("month", "month2"))
    return tuple(
        Rule(
            re.compile(rule.replace("{M}", month).replace("{M2}", other)),
            "{M}" in rule,
            rule.startswith(r"\b{M}"),
            D in rule,
            tuple(BEFORE_MONTH[language].split()) if rule.startswith(AFTER_WORD.get(language, " ")) else (),
        )
        for rule in RULES[language]
    )


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
    for rule in _rules(language):
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
    names = _months(language)
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
    letters = sorted({name[:FIRST_LETTERS] for name in _months(language)})
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
    months = _months(language)
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
    years = [year] if year is not None else range(first.year - 1, last.year + 2)
    if not day:
        if year is None:
            near = [each for each in years if _month_gap(each, month, first, last) <= MONTH_DAYS]
            return (f"{near[0]}-{month:02}", how) if len(near) == 1 else None
        return f"{year}-{month:02}", how
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


def _gap(day: date, first: date, last: date) -> int:
    return (first - day).days if day < first else max(0, (day - last).days)


def _month_gap(year: int, month: int, first: date, last: date) -> int:
    """Days between an edition and the nearest day of a month."""
    begin, end = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return (first - end).days if end < first else max(0, (begin - last).days)


def _only(days: Iterator[date], first: date, last: date, most: int) -> date | None:
    """The one day that lies near enough."""
    near = [day for day in days if _gap(day, first, last) <= most]
    return near[0] if len(near) == 1 else None
