"""Citations and holdings: labels whose volume and issue are told by their place alone, "24(2) March 1990". Pure.

Each rule has a name and an example, which is a test: the example reads otherwise once the rule is taken out. A rule is
for a whole label, whose numbers with a word ("no. 3") are taken out before (numbering.py) and stand as `special`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.checks import YEARS_AMONG_WORDS
from newsstand.labels.kinds import shape
from newsstand.labels.numbering import Numbering
from newsstand.labels.rules import Example
from newsstand.labels.tokens import Token

LONGEST_MONTH, MONTHS = 31, 12
SHORTEST_OF_SERIES = 3


class Citation(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    """Of the whole shape. Its groups: volume, issue, and date, or month and year where these stand apart."""
    example: Example


VOLUME, ISSUE = r"(?P<volume> count)", r"(?P<issue> count)"
PAGES = r"(?: count | mixed) (?: [-~] count )?"
IN_BRACKETS = r"(?P<date> [^ () ]* year)"
DATE_FIRST = r"(?P<date> [^ ; : ()]* year [^ ; : ()]*)"
NO_DATE = r"[^ year month season weekday week quarter ordinal inexact () ]*"
WHOLE = (
    r"[^ () ]* (?: month | season | [-./] number [-./] ) [^ () ]* year"
    r" | year [^ () ]* (?: month | [-./] number ) [^ () ]*"
)
"""More than a year, with its year at the end or in front."""

CITATIONS = (
    Citation(
        "volume(issue), date",
        shape(rf"{VOLUME} \( {ISSUE} \) ,? (?P<date> [^ () ; | : ]* year) \.?"),
        Example("24(2) March 1990", "1990-03", volume="24", issue="2"),
    ),
    Citation(
        "volume(issue) (date)",
        shape(rf"{VOLUME} \( {ISSUE} \) ,? \( {IN_BRACKETS} \) (?: [: ,] {PAGES} )? \.?"),
        Example("24(2) (March 1990)", "1990-03", volume="24", issue="2"),
    ),
    Citation(
        "volume, issue (date)",
        shape(
            r"(?! small [, . :] small \( year \) )"  # "12.5 (2024)" may be a day
            rf"{VOLUME} (?: [, . :] {ISSUE} | ,? special )? \( {IN_BRACKETS} \)"
            rf" (?: ,? special )* (?: [, :] {PAGES} )? \.?"
        ),
        Example("63, 9 (September 1975)", "1975-09", volume="63", issue="9"),
    ),
    Citation(
        "volume (date) issue",
        shape(rf"{VOLUME} \( (?P<date> [^ () ]* month year) \) {ISSUE}"),
        Example("36 (Februar 2011) 1", "2011-02", ("de",), volume="36", issue="1"),
    ),
    Citation(
        "volume: issue (year), month",
        shape(rf"(?: {VOLUME} [: . ,] {ISSUE} | special ) \( (?P<year> year) \) ,? (?P<month> month | season)"),
        Example("70: 6 (1997), May", "1997-05", volume="70", issue="6"),
    ),
    Citation(
        "volume.issue (month) (year)",
        shape(
            rf"(?: {VOLUME} (?: [: . ,] {ISSUE} )? | special ) \( (?P<month> month | season) \) \( (?P<year> year) \)"
        ),
        Example("39.1 (September) (2001)", "2001-09", volume="39", issue="1"),
    ),
    Citation(
        "volume, pages, date",
        shape(rf"(?: {VOLUME} | special ) , (?P<pages> count [-~] count) , {IN_BRACKETS}"),
        Example("51, 672-675, Jan. 15, 1991", "1991-01-15", volume="51"),
    ),
    Citation(
        "number, month",
        shape(r"large (?P<date> month \.? year)"),
        Example("Courier 366 September 1986", "1986-09", publication="Courier"),
    ),
    Citation(
        "volume, day",
        shape(r"(?P<volume> [low large]) ,? (?P<date> [small day] \.? month year)"),
        Example("113 21 July 1986", "1986-07-21", volume="113"),
    ),
    Citation(
        "date; volume(issue)",
        shape(rf"{DATE_FIRST} [; :] {VOLUME} \( {ISSUE} \) (?: : {PAGES} )? \.?"),
        Example("2010 Oct;33(10)", "2010-10", volume="33", issue="10"),
    ),
    Citation(
        "date; volume: pages",
        shape(rf"{DATE_FIRST} ; {VOLUME} : {PAGES} \.?"),
        Example("1997; 406:284-290", "1997", volume="406"),
    ),
    Citation(
        "date; supplement",
        shape(rf"{DATE_FIRST} ; {VOLUME}? \(? (?: special | unknown) [special unknown mixed count]* \)?"),
        Example("2010 Dec; 24 Suppl 1", "2010-12", volume="24"),
    ),
    Citation(
        # Not "8/2026": a number to 31 and to 12 may be a month.
        "number/year",
        shape(r"(?P<issue> low | large | small | count - count) / (?P<year_behind> year)"),
        Example("27/2005", "2005", issue="27"),
    ),
    Citation(
        # The number in brackets counts from the very first issue.
        "issue/year (number)",
        shape(r"special (?P<date> year) \( count \)"),
        Example("Số 12/2020 (123)", "2020", ("vi",), issue="12"),
    ),
    Citation(
        # The one date of a label stands in brackets, numbers of another kind before and after it.
        "date in brackets",
        shape(
            rf"{NO_DATE}"
            rf" \( (?P<date> {WHOLE}) \)"
            rf" {NO_DATE}"
        ),
        Example("Courier 0366 [1984-04-28] (scan)", "1984-04-28"),
    ),
    Citation(
        "year in brackets behind a number",
        shape(
            r"[^ month season weekday week quarter ordinal inexact counting () ]*"
            r" (?: special | (?<! number [. , :]) (?P<number> count) ) \( (?P<date> year) \)"
            r" (?: \( special \) | [^ year month season weekday week quarter ordinal counting () ] )*"
        ),
        Example("Courier #001 (1950) The Beginning", "1950", issue="001"),
    ),
)


@dataclass(slots=True)
class Cited:
    volume: str | None
    issue: str | None
    date: list[Token]


SIGNS = frozenset([kinds.OPENING, kinds.SEMICOLON, kinds.COLON, kinds.COMMA, kinds.SLASH])
FIRST = frozenset([kinds.LOW, kinds.LARGE])
"""A label without one of these signs, that begins with none of these kinds, is no citation."""


def cited(found: Numbering, fired: list[str]) -> Cited | None:
    """Volume, issue and the tokens of the date by the first rule that has the label's shape; None where none has."""
    for name, match in matches(found.shape):
        if read := applied(match, found):
            fired.append(name)
            return read
    return None


@lru_cache(maxsize=4096)
def matches(label: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """(name of the rule, match) of each rule that has a shape. Labels are many, their shapes are few."""
    if SIGNS.isdisjoint(label) and label[:1] not in FIRST:
        return ()
    found = ((rule.name, rule.pattern.fullmatch(label)) for rule in CITATIONS)
    return tuple((name, match) for name, match in found if match)


def applied(match: re.Match[str], found: Numbering) -> Cited | None:
    """What a rule's groups say; None where a number has its word besides, or may be a day, a month or a year."""
    groups = {
        name: found.tokens[match.start(name) : match.end(name)] for name, text in match.groupdict().items() if text
    }
    volume, issue = text_of(groups.get("volume")), text_of(groups.get("issue"))
    if (volume and found.volume) or (issue and found.issue):
        return None
    date = groups.get("date") or [*groups.get("month", []), *(groups.get("year") or groups["year_behind"])]
    if not is_sure(groups, found.tokens):
        return None
    return Cited(volume or found.volume, issue or found.issue, date)


def is_sure(groups: dict[str, list[Token]], label: list[Token]) -> bool:
    """Whether pages cannot be days, nor a number before a year its month: "29-37, May 2024" and "27/2005" are sure; and
    "013 (1995)" is the issue of a series, where "Apollo 13 (1995)" may be the label's subject."""
    if pages := groups.get("pages"):
        return pages[0].value < pages[2].value > LONGEST_MONTH
    if groups.keys() >= {"issue", "year_behind"}:
        first, last = groups["issue"][0], groups["issue"][-1]
        return len(last.printed) <= 3 and last.value > MONTHS and (first is last or first.value < last.value)
    if number := groups.get("number"):
        is_long, is_recent = len(number[0].printed) >= SHORTEST_OF_SERIES, groups["date"][0].value in YEARS_AMONG_WORDS
        return is_long or is_recent or number[0] is label[0]
    return True


def text_of(tokens: Sequence[Token] | None) -> str | None:
    """A number as printed; None for one with a zero in front: file names count so, volumes do not."""
    text = "".join(token.printed for token in tokens or ())
    return text if text and not text.startswith("0") else None
