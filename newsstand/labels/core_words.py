"""Small words and signs of no meaning, and words that only look like parts of a date, by where they stand. Pure.

Tables of rules over a label's shape. Each has a name and an example, which is a test: it reads otherwise once the rule
is taken out.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.kinds import shape
from newsstand.labels.rules import Example


class NoiseRule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    """One sign or word that is left out of the shape."""
    example: Example


NUMBER = r"[small low large year day roman]"
LONE = r"[day small low]"

NOISE_RULES = (
    NoiseRule("of", shape(r"of"), Example("May of 2024", "2024-05")),
    # A comma counts between days: "6, 13 & 20 January".
    NoiseRule("comma before no day", shape(r", (?! [small day])"), Example("May 13, 2024", "2024-05-13")),
    NoiseRule("comma behind no day", shape(r"(?<! [small day]) ,"), Example("May, 13 2024", "2024-05-13")),
    # A dot counts between numbers: "2.11.2024".
    NoiseRule("dot behind no number", shape(rf"(?<! {NUMBER}) \."), Example("Nov. 2, 2024", "2024-11-02")),
    NoiseRule("dot before no number", shape(rf"\. (?! {NUMBER})"), Example("2. November 2024", "2024-11-02", ("de",))),
    # Brackets around a lone number make it something else than a day.
    NoiseRule("opening bracket", shape(rf"\( (?! {LONE} \) )"), Example("May (2024)", "2024-05")),
    NoiseRule("closing bracket", shape(rf"(?<! \( {LONE}) \)"), Example("(May) 2024", "2024-05")),
    # A quote counts before the end of a year: "Dec '24".
    NoiseRule(
        "quote behind no date", shape(r"(?<! [month season small day]) '"), Example("'2 May 2024'", "2024-05-02")
    ),
    NoiseRule("quote before no number", shape(r"' (?! number)"), Example("May' 2024", "2024-05")),
    NoiseRule(
        "and behind to",
        shape(r"(?<= range) &"),
        Example("12 tot en met 18 september 2024", "2024-09-12/2024-09-18", ("nl",)),
    ),
)


@lru_cache(maxsize=1)
def noise() -> re.Pattern[str]:
    """Any of the rules above."""
    return re.compile("|".join(rule.pattern.pattern for rule in NOISE_RULES))


class WordRule(NamedTuple):
    name: str
    kinds: frozenset[str]
    """The words that are meant."""
    stays: re.Pattern[str]
    """Where one of them stays what it is. Anywhere else it is an unknown word."""
    counts: re.Pattern[str] | None
    """Where one may count something, and is a number that is no day."""
    example: Example


COUNT = r"[ordinal roman]"

WORD_RULES = (
    WordRule(
        # "Top 10" counts, and so does "Best of 2024" not.
        "counting words before a number",
        frozenset([kinds.COUNTING]),
        shape(r"counting (?= [-~:.]* [small low large day])"),
        None,
        Example("Homes Best, May 2024", "2024-05"),
    ),
    WordRule(
        # "second" counts halves and quarters, and a roman numeral may be a month.
        "ordinals that count halves, quarters or months",
        frozenset([kinds.ORDINAL, kinds.ROMAN]),
        shape(
            rf"(?<= month) {COUNT} (?= [year half]) | (?<= month [-~]) {COUNT} (?= year)"
            rf" | (?<= year) {COUNT} (?= [half quarter] | $) | (?<= year month) {COUNT} (?= half | $)"
            rf" | (?<= year [-~]) {COUNT} (?= half | $) | {COUNT} (?= [half quarter]) | (?<= quarter) {COUNT}"
            r" | (?<= small [- / .]) roman (?= [- / .] year)"
        ),
        shape(
            rf"{COUNT} (?= month)"
            rf" | (?<= [month year]) (?<! dayish month year) (?<! month dayish year) {COUNT} (?= edition_word)"
        ),
        Example("Amiga II, 12 May 2024", "2024-05-12"),
    ),
    WordRule(
        "weeks beside a number",
        frozenset([kinds.WEEK]),
        shape(
            r"(?<= [dayish ordinal large]) week | (?<= [small day] \.) week"
            r" | week (?= [- ~ . :]* [small low day ordinal month large roman])"
        ),
        None,
        Example("Fashion Week 2024", "2024"),
    ),
    WordRule(
        "quarters beside a number",
        frozenset([kinds.QUARTER]),
        shape(
            r"(?<= [dayish ordinal roman]) quarter | (?<= [small day] \.) quarter"
            r" | quarter (?= [- ~ . :]* [dayish ordinal roman])"
        ),
        None,
        Example("Quarter Horse May 2024", "2024-05"),
    ),
    WordRule(
        "halves beside a number or month",
        frozenset([kinds.HALF]),
        shape(
            r"(?<= [small day ordinal roman month]) half | (?<= [small day] \.) half"
            r" | half (?= [- ~ . :]* [small day ordinal roman month])"
        ),
        None,
        Example("Half Marathon May 2024", "2024-05"),
    ),
)


def in_place(shape_: str) -> str:
    """The shape with `kinds.UNKNOWN` for each word that could be part of a date, but is not where it would be one."""
    for rule in WORD_RULES:
        if rule.kinds.isdisjoint(shape_):
            continue
        stay = {found.start() for found in rule.stays.finditer(shape_)}
        count = {found.start() for found in rule.counts.finditer(shape_)} - stay if rule.counts else set()
        shape_ = "".join(
            kind if kind not in rule.kinds or at in stay else kinds.LARGE if at in count else kinds.UNKNOWN
            for at, kind in enumerate(shape_)
        )
    return shape_
