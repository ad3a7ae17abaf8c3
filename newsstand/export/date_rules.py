"""How dates are written in texts, language by language, and what looks like a date and is none. Pure."""

import re
from functools import cache
from typing import NamedTuple

from newsstand.labels.calendar_words import month_words

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
def months_of(language: str) -> dict[str, int]:
    """Its names of months, in small letters -> their numbers."""
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
def rules_of(language: str) -> tuple[Rule, ...]:
    """The rules of a language, ready to be used."""
    names = "|".join(sorted(map(re.escape, months_of(language)), key=len, reverse=True))
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
