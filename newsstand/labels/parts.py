"""The parts of a date, and the steps that make them of a label's tokens. Pure.

The shape of the tokens (tokens.py) is rewritten: a whole day becomes T, a numeric one of unknown order G, a month with
its year U, a season with its year V, a finished span P, two years that share a season Z.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsstand.labels import spans
from newsstand.labels.meaning import AMBIGUOUS, UNKNOWN_FORM, NoDateError
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token


class Day(NamedTuple):
    """A whole day, as its parts stand: `form` is "DMY", "MDY", "YMD" or "ISO" (year first, numbers only)."""

    year: int
    month: int
    day: int
    form: str

    @property
    def span(self) -> Span:
        return spans.day(self.year, self.month, self.day)


class Numeric(NamedTuple):
    """A numeric day whose order is still open."""

    first: int
    second: int
    year: int

    def read(self, order: str) -> Day:
        day, month = (self.first, self.second) if order == "DMY" else (self.second, self.first)
        return Day(self.year, month, day, order)


class Month(NamedTuple):
    year: int
    month: int
    form: str
    """ "MY" or "YM"."""

    @property
    def span(self) -> Span:
        return spans.month(self.year, self.month)


class Season(NamedTuple):
    year: int
    season: int
    form: str

    @property
    def span(self) -> Span:
        return spans.season(self.year, self.season)


class Years(NamedTuple):
    """Two years that share a season: "2025/26"."""

    first: int
    last: int


Part = Any
"""A Token, or what a rewriting step made of several."""
Parts = list[Part]
Made = tuple[str, Part] | None


@dataclass(slots=True)
class Form:
    """A shape under rewriting: one letter a part."""

    shape: str
    parts: Parts
    fired: list[str]
    """Names of the rules that rewrote it, in order."""

    def rewrite(self, pattern: re.Pattern[str], make: Callable[[str, Parts], Made]) -> None:
        """Puts (letter, part) that `make` gives for a matched shape and its parts in their place; None leaves them."""
        start = 0
        while found := pattern.search(self.shape, start):
            begin, end = found.span()
            made = make(found[0], self.parts[begin:end])
            if made is None:
                start = begin + 1
                continue
            self.fired.append(rule_name(make))
            self.shape = self.shape[:begin] + made[0] + self.shape[end:]
            self.parts[begin:end] = [made[1]]
            start = begin + 1


def rule_name(rule: Callable[..., object]) -> str:
    """The name of a rule that is a function, for people: "make_month" -> "month"."""
    return rule.__name__.removeprefix("make_").replace("_", " ")


def values(parts: Parts) -> list[int]:
    """Numbers of the tokens that are no signs."""
    return [part.value for part in parts if part.kind not in "-/.~&,"]


DAYS = re.compile(
    r"[Don]([-/]?)M\1Y|M([-/]?)[Don]\2Y|Y([-/]?)M\3[Don](?!M)|Y[Do]M"
    r"|Y([-/.])[Dn]\4[Dn]|[Dn]([-/.])[Dn]\5Y|[Dn]([-/.])R\6Y|I"
)
"""Signs between the parts are the same or none: in "Mai 5/2024" 5 is the issue of a year."""


def make_day(shape: str, parts: Parts) -> Made:
    if shape == "I":
        number = parts[0].value
        text = parts[0].printed
        return (
            ("T", Day(int(text[:4]), int(text[4:6]), int(text[6:]), "ISO")) if 1700 <= number // 10000 < 2100 else None
        )
    one, two, three = values(parts)
    order = re.sub(r"[-/.]", "", shape).replace("o", "D").replace("n", "D").replace("R", "M")
    if order == "DMY":
        return "T", Day(three, two, one, order)
    if order == "MDY":
        return "T", Day(three, one, two, order)
    if order == "YMD":
        return "T", Day(one, two, three, order)
    if order == "YDM":
        return "T", Day(one, three, two, "YMD")
    if order == "YDD":
        return "T", Day(one, two, three, "ISO")
    return "G", Numeric(one, two, three)


TWO_NAMES = re.compile(r"M/?M")


def make_one_month(shape: str, parts: Parts) -> Made:
    """Arabic labels print both names of a month: "شباط/فبراير 2024"."""
    return ("M", parts[-1]) if parts[0].value == parts[-1].value else None


WEEKS = re.compile(r"k-?[Dno](?:[-/&~][Dno])?[-/.~]?Y|[DnoN]k[-/]?Y|Y[-/]?k[Dn]|Y[-/]?[Dno]k")


UNSURE_WEEK = 1
"""Value of "KW" without a language: a week in German, a quarter in Polish, of which there are four."""
MOST_QUARTERS = 4


def make_week(shape: str, parts: Parts) -> Made:
    numbers = [part.value for part in parts if part.kind in "DnoNu"]
    year = next(part.value for part in parts if part.kind == "Y")
    if any(part.kind == "k" and part.value == UNSURE_WEEK for part in parts) and numbers[0] <= MOST_QUARTERS:
        raise NoDateError(AMBIGUOUS)
    first = spans.week(year, numbers[0])
    if len(numbers) == 1:
        return "P", first
    if re.search("[/&]", shape[:-2]) and numbers[1] != numbers[0] + 1:
        raise NoDateError(AMBIGUOUS)
    return "P", spans.interval(first, spans.week(year, numbers[1]))


QUARTERS = re.compile(r"q-?[DoOR](?:[-/~]q?D)?[-/.]?Y|[DoOR]q(?:[-/~][DoOR]q)?[-/]?Y|Y[-/.]?qD|Y-?[DoO]q")


def make_quarter(shape: str, parts: Parts) -> Made:
    numbers = [part.value for part in parts if part.kind in "DoOR"]
    year = next(part.value for part in parts if part.kind == "Y")
    first, *rest = (spans.quarter(year, number) for number in numbers)
    return "P", spans.interval(first, rest[0]) if rest else first


HALVES = re.compile(r"YMF|YM[-~]?[OR]|YM[OoDR]h|M[-~]?[OR]Y|M[OoDR]hY|MhDY|[OoDR]hMY|MY[-~]?[OR]|MY[OoDR]h")


def make_half(shape: str, parts: Parts) -> Made:
    kinds = {part.kind: part.value for part in parts}
    half = next(kinds[kind] for kind in "FORoD" if kind in kinds)
    if half > 2 or not 1 <= kinds["M"] <= 12:
        raise NoDateError(UNKNOWN_FORM)
    return "P", spans.fortnight(kinds["Y"], kinds["M"], half)


SPLIT_YEARS = re.compile(r"Y[-/~](?:[Dn]|Y)")


def make_years(shape: str, parts: Parts) -> Made:
    """Consecutive years only. 2010/11 could be a month, and a dash before a month's number makes it one."""
    first, sign, last = parts
    if last.kind == "Y":
        return ("Z", Years(first.value, last.value)) if last.value == first.value + 1 else None
    if len(last.printed) != 2 or sign.kind == "~" or last.value != (first.value + 1) % 100:
        return None
    if 1 <= last.value <= 12:
        return None
    return "Z", Years(first.value, first.value + 1)


MONTHS = re.compile(r"M[-/.]?Y|Y[-/.]?M|D[-/.]Y|Y[-/.]D")


def make_month(shape: str, parts: Parts) -> Made:
    one, two = values(parts)
    if "M" in shape:
        return ("U", Month(two, one, "MY")) if shape[0] == "M" else ("U", Month(one, two, "YM"))
    number = parts[0] if shape[0] == "D" else parts[-1]
    if len(number.printed) != 2 or number.value > 12:
        return None
    if shape[0] == "D":
        # "12/2024": December or the twelfth issue; so is "02/2024" where a series counts with zeros.
        return None
    # "2010/11": November or two years.
    if shape[1] == "/" and number.value == (one + 1) % 100:
        raise NoDateError(AMBIGUOUS)
    return "U", Month(one, two, "YM")


SEASONS = re.compile(r"S[-/]?[YZ]|[YZ][-/.]?S")


def make_season(shape: str, parts: Parts) -> Made:
    season = next(part.value for part in parts if isinstance(part, Token) and part.kind == "S")
    form = "SY" if shape[0] == "S" else "YS"
    year = next(part for part in parts if isinstance(part, Years) or part.kind == "Y")
    if isinstance(year, Years):
        if season != spans.WINTER:
            raise NoDateError(AMBIGUOUS)
        return "V", Season(year.first, season, form)
    return "V", Season(year.value, season, form)


STEPS = (
    (frozenset("M"), TWO_NAMES, make_one_month),
    (frozenset("k"), WEEKS, make_week),
    (frozenset("q"), QUARTERS, make_quarter),
    (frozenset("hFOR"), HALVES, make_half),
    (frozenset("DonI"), DAYS, make_day),
    (frozenset("Y"), SPLIT_YEARS, make_years),
    (frozenset("S"), SEASONS, make_season),
    (frozenset("MD"), MONTHS, make_month),
)
"""What each step needs one of, what it looks for, what it makes of it."""


FINISHED = frozenset("TGUVPYZ")
"""Shapes that no step rewrites."""


def rewritten(shape: str, tokens: list[Token], fired: list[str]) -> Form:
    """The form that a core's tokens make; the names of the rules that made it go to `fired`."""
    form = Form(shape, list(tokens), fired)
    for needed, pattern, make in STEPS:
        if form.shape in FINISHED:
            break
        if not needed.isdisjoint(form.shape):
            form.rewrite(pattern, make)
    return form
