"""How dates are written in texts, language by language, and what looks like a date and is none. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from newsstand.labels.calendar_words import month_words

WIDE_DIGITS = "０１２３４５６７８９"
WIDE_DIGIT = re.compile(f"[{WIDE_DIGITS}]")
DIGITS = str.maketrans(WIDE_DIGITS, "0123456789")
D = r"(?P<day>[12]\d|3[01]|0?[1-9])"
D2 = r"(?P<day2>[12]\d|3[01]|0?[1-9])"
Y = r"(?P<year>1[6-9]\d\d|20\d\d)"
TO = r"(?:\s?[-–—/]\s?|\s(?:to|and|or|through|until|bis|und|au|et|ou|al|y|o)\s)"
NO_MORE = r"(?![\d]|[,.:]\d)"
YEAR_JA = (
    r"(?:(?P<era>令和|平成|昭和|大正|明治)(?P<of_era>\d+|元)年|(?P<year>\d{4})年|"
    r"(?P<beside>昨年|去年|今年|来年|同年|翌年))"
)


class Written(NamedTuple):
    """One of the ways in which a language writes dates."""

    examples: str
    """With " | " between them."""
    pattern: str
    """{M} and {M2} are names of months. It begins with one, or with a number; in Japanese as BEGINNINGS has it."""
    after: str = ""
    """Words of which one must stand before it; none where any may."""


RULES = {
    "en": (
        Written(
            "May 3 | May 3 to 5, 2024 | April 30 to May 2",
            rf"{{M}}\s{D}(?:st|nd|rd|th)?(?:{TO}(?:{{M2}}\s)?{D2}(?:st|nd|rd|th)?)?(?:,?\s{Y})?{NO_MORE}",
        ),
        Written(
            "3 May | 3rd of May | 3 to 5 May 2024",
            rf"{D}(?:st|nd|rd|th)?(?:{TO}{D2}(?:st|nd|rd|th)?)?\s(?:of\s)?{{M}}(?:,?\s{Y})?\b",
        ),
        Written("May 2024 | May of 2024", rf"{{M}},?\s(?:of\s)?{Y}\b"),
        Written("since May", r"{M}\b(?!\s\d)", after="in since until by late early"),
        Written("2024-05-03", r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    ),
    "de": (
        Written("30. April bis 2. Mai 2024", rf"{D}\.\s?{{M}}{TO}{D2}\.\s?{{M2}}(?:\s{Y})?"),
        Written("3. Mai | 3./5. Mai 2024", rf"{D}\.(?:{TO}{D2}\.)?\s?{{M}}(?:\s{Y})?\b"),
        Written("3.5.2024 | 03. 05. 2024", rf"{D}\.\s?(?P<number>1[0-2]|0?[1-9])\.\s?{Y}\b"),
        Written("am 3.05.", rf"{D}\.(?P<number>0[1-9]|1[0-2])\.(?!\d)", after="am bis zum vom ab seit dem den"),
        Written("Mai 2024", rf"{{M}}\s{Y}\b"),
        Written("seit Mai", r"{M}\b(?!\s\d)", after="im seit bis ab anfang mitte ende"),
    ),
    "fr": (
        Written("30 avril au 2 mai 2024", rf"{D}(?:er)?\s{{M}}{TO}{D2}(?:er)?\s{{M2}}(?:\s{Y})?"),
        Written("1er mai | 3 et 5 mai 2024", rf"{D}(?:er)?(?:{TO}{D2})?\s{{M}}(?:\s{Y})?\b"),
        Written("mai 2024", rf"{{M}}\s{Y}\b"),
        Written("depuis mai", r"{M}\b(?!\s\d)", after="en depuis fin début jusqu'en"),
    ),
    "es": (
        Written("30 de abril al 2 de mayo de 2024", rf"{D}[º°]?\sde\s{{M}}{TO}{D2}\sde\s{{M2}}(?:\sdel?\s{Y})?"),
        Written("1º de mayo | 3 y 5 de mayo del 2024", rf"{D}[º°]?(?:{TO}{D2})?\sde\s{{M}}(?:\sdel?\s{Y})?\b"),
        Written("mayo de 2024", rf"{{M}}\sdel?\s{Y}\b"),
        Written("desde mayo", r"{M}\b(?!\sde)", after="en desde hasta"),
    ),
    "ja": (
        Written(
            "5月3日 | 2024年5月3日から5日 | 令和6年5月3、5日",
            rf"{YEAR_JA}?(?P<number>1[0-2]|0?[1-9])月{D}日?(?:(?:から|～|〜|－|-|、|・){D2})?日(?!間)",
        ),
        Written("昨年5月", rf"{YEAR_JA}?(?P<number>1[0-2]|0?[1-9])月(?![末上中下\d間初])"),
        Written("3日", rf"(?<![\d第約毎各計延連最月年\.、・]){D}日(?![間ぶ連以目後前分あ当余程ほおき制\d]|に[わ\d])"),
    ),
}
"""Language -> how dates are written in it, the fuller before the shorter."""
NUMERIC = {
    "en": {"-": re.compile(rf"-(?<=\d-)[01{WIDE_DIGITS[:2]}]\d")},
    "de": {".": re.compile(r"\.(?<=\d\.)\s?\d")},
    "ja": {"月": re.compile(r"月(?<=\d月)"), "日": re.compile(r"日(?<=\d日)")},
}
"""Where a date without the name of a month may stand, from its second sign on: that is rarer than the digit before."""
NUMBER = re.compile(r"\d\d*")
"""Written so that a search tries digits alone: with one `+` it would try each character."""
BEGINNINGS = {"ja": re.compile(r"[\d令平昭大明昨去今来同翌]")}
"""Language -> what a date begins with that begins with no name of a month, where it is not always a NUMBER."""
AHEAD, BEHIND = 24, 40
"""Characters before and after the name of a month that a date may take, and more."""
CONTEXT_BEFORE, CONTEXT_AFTER = 40, 25
"""Characters around a date that say whether it is none."""
CAPITAL = {"en": True, "de": True, "fr": False, "es": False}
"""Whether a language writes months with a capital: what is written otherwise is another word, or a name."""
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""Japanese era -> the year before its first."""
BESIDE = {"昨年": -1, "去年": -1, "今年": 0, "来年": 1}
"""Words for a year by the edition's; 同年 and 翌年 stand for a year that the text has named before."""


def any_of(words: Iterable[str], first_is: str = "") -> str:
    """A pattern for any of these words, sorted by their first letters; `first_is` is what holds behind these.

    Made for speed: a search passes over all that begins no word, and tries few words at each of the others.
    """
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}{first_is}(?:{'|'.join(others)})" for first, others in by_first.items())


EVENT_WORDS = (
    r"attacks? bombings? massacre uprising movement revolution attentats? anschl[aä]ge?n? attentate? atentados? "
    r"golpe revolución anniversar\w+ aniversario anniversaire jahrestag\w*"
)
BEGINS_A_WORD = r"(?<=\b.)"
EVENTS = re.compile(rf"(?:{any_of(EVENT_WORDS.split(), BEGINS_A_WORD)})\b")
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
def months_of(language: str) -> dict[str, int]:
    """Its names of months, in small letters -> their numbers."""
    found: dict[str, int] = {}
    for word, number in month_words(language):
        name = word.casefold().rstrip(".")
        if not name.isdigit():
            found.setdefault(name, number)
    return found | ({"sept": 9} if language == "en" else {})


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """A row of RULES, made ready for a text in small letters: there no month needs to be looked for in two ways."""

    pattern: re.Pattern[str]
    has_name: bool
    """Whether a date of it has the name of a month."""
    begins_with_name: bool
    after: tuple[str, ...]
    """The words of which one stands before; none where it may be any. The longer come first: "jusqu'en", "en"."""
    groups: frozenset[str]
    """The parts of a date that it may tell."""


@cache
def rules_of(language: str) -> tuple[Rule, ...]:
    """The rules of a language, ready to be used."""
    names = any_of(sorted(months_of(language), key=len, reverse=True))
    month, other = (rf"(?P<{group}>{names})\.?" for group in ("month", "month2"))
    edge = r"\b" if language in CAPITAL else ""
    rules = []
    for written in RULES[language]:
        before = rf"(?:{'|'.join(written.after.split())})\s" if written.after else ""
        pattern = re.compile(edge + before + written.pattern.replace("{M}", month).replace("{M2}", other))
        has_name, begins_with_name = "{M}" in written.pattern, written.pattern.startswith("{M}")
        after = tuple(sorted(written.after.split(), key=len, reverse=True))
        rules.append(Rule(pattern, has_name, begins_with_name, after, frozenset(pattern.groupindex)))
    return tuple(rules)


@cache
def written_months(language: str) -> frozenset[str]:
    """The names of months as a language writes them, and in capitals; none where it writes numbers in their place."""
    if language not in CAPITAL:
        return frozenset()
    months = months_of(language)
    return frozenset(name.capitalize() if CAPITAL[language] else name for name in months) | {*map(str.upper, months)}
