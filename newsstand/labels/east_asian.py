"""Runs of Chinese, Japanese and Korean characters, which have no spaces between their words. Pure."""

import re

from newsstand.labels import kinds
from newsstand.labels.numerals import without_chinese_numerals
from newsstand.labels.tokens import Token
from newsstand.labels.vocabulary import Vocabulary, eras, ordinal_marks, units

CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
SEASONAL = "春夏秋冬月週周季"
LONGEST_DATE = 4
LONGEST_WORD = 8
LONGEST_UNIT = 3
LONGEST_ERA = 150
UNITS = {
    "number": kinds.NUMBER_WORD,
    "volume": kinds.VOLUME_WORD,
    "week": kinds.WEEK,
    "quarter": kinds.QUARTER,
}
"""Units that become words before their number."""
UNIT_WORDS = frozenset(UNITS.values())
ISSUE_WORDS = frozenset([kinds.NUMBER_WORD, kinds.ISSUE_WORD, kinds.VOLUME_WORD, kinds.EDITION_WORD])
NUMBERS = kinds.COUNTS | {kinds.YEAR}
DOUBLE_SIGNS = frozenset([kinds.DASH, kinds.SLASH, kinds.AND, kinds.COMMA])
JOINING_SIGNS = DOUBLE_SIGNS | {kinds.RANGE}
JAPANESE_NUMBER = "号"
MONTHS = 12


def with_digits(text: str) -> str:
    """`text` with digits for Chinese numerals; the first year of an era, 元年, is its year 1."""
    return without_chinese_numerals(text.replace("元年", "1年"))


def add_run(found: list[Token], run: str, glued: bool, words: Vocabulary) -> None:
    """Adds the tokens of a run of characters to `found`: what follows its number first, then whole words."""
    if found and found[-1].kind in NUMBERS:
        unit = next((run[:size] for size in range(LONGEST_UNIT, 0, -1) if run[:size] in units()), None)
        if unit:
            add_unit(found, units()[unit], unit)
            run, glued = run[len(unit) :], True
    if run[-1:] in ordinal_marks():
        run = run[:-1]
    if not run:
        return
    parts = segmented(run, words)
    if parts:
        for part in parts:
            found.append(Token(*words.words[part], part, glued))
            glued = True
    else:
        found.append(Token(kinds.DOUBTFUL if may_date(run) else kinds.UNKNOWN, 0, run, glued))


def may_date(run: str) -> bool:
    """Whether characters that are no known words may say a season, a month or a week: "秋号", not a whole title."""
    return len(run) <= LONGEST_DATE and any(character in run for character in SEASONAL)


def segmented(run: str, words: Vocabulary) -> list[str] | None:
    """`run` as known words, the longest first; None where anything is left."""
    parts: list[str] = []
    while run:
        sizes = range(min(len(run), LONGEST_WORD), 0, -1)
        size = next((size for size in sizes if run[:size] in words.words), 0)
        if not size:
            return None
        parts.append(run[:size])
        run = run[size:]
    return parts


def add_unit(found: list[Token], unit: str, printed: str) -> None:
    """Makes of the number at the end of `found` what the unit behind it says: 2024年, 8月, 5日, 3号."""
    if unit == "year":
        add_year(found)
    elif unit == "month":
        last = found.pop()
        with_months_before(found)
        found.append(Token(kinds.MONTH, last.value, last.printed + printed, last.glued))
    elif unit == "day":
        last = found.pop()
        kind = kinds.DAY if last.kind == kinds.SMALL else kinds.LOW
        found.append(Token(kind, last.value, last.printed + printed, last.glued))
    else:
        add_counted(found, UNITS[unit], printed)


def add_year(found: list[Token]) -> None:
    """Makes a year of the number at the end of `found`, by its era where one is named, unless it is given twice."""
    last = found.pop()
    era = eras().get(found[-1].printed) if found else None
    if era and last.kind in kinds.COUNTS and last.value < LONGEST_ERA:
        found.pop()
        last = Token(kinds.YEAR, era + last.value, last.printed, last.glued)
    if [token.kind for token in found[-2:]] == [kinds.YEAR, kinds.OPENING] and found[-2].value == last.value:
        # "2024年(令和6年)11月号" gives the year twice.
        found.pop()
    else:
        found.append(last)


def add_counted(found: list[Token], kind: str, printed: str) -> None:
    """Puts the word for a number or volume before its number, or before the two of a double issue: "7、8期"."""
    last = found.pop()
    word = Token(kind, 0, printed, last.glued)
    double = (
        len(found) > 1
        and found[-1].kind in DOUBLE_SIGNS
        and found[-2].kind in kinds.COUNTS
        and (len(found) == 2 or found[-3].kind not in UNIT_WORDS)
    )
    if double and printed == JAPANESE_NUMBER and found[-1].kind == kinds.SLASH and may_be_day(found[-2], last):
        # "2024年11/12号": a double issue, or the 12th of November. Above 12 it is a day.
        if last.value > MONTHS:
            month = found[-2]
            found[-2:] = [Token(kinds.MONTH, month.value, month.printed, month.glued)]
        found += [last, Token(kinds.SPECIAL, 0, printed, True)]
        return
    if double and found[-1].kind == kinds.COMMA:
        found[-1] = found[-1]._replace(kind=kinds.SLASH)
    found.insert(len(found) - 2 if double else len(found), word)
    found.append(last._replace(glued=True))


def may_be_day(first: Token, second: Token) -> bool:
    """Whether two numbers may be a month and a day."""
    return first.kind == second.kind == kinds.SMALL and first.value <= MONTHS


def with_months_before(found: list[Token]) -> None:
    """Makes months of the numbers before one: "7・8月", "10、11、12月". In "8月7・8日" they are days.

    Day and month never stand in that order in these scripts: any other number there is large, which is no day.
    """
    at = len(found)
    while at > 1 and found[at - 1].kind in JOINING_SIGNS and found[at - 2].kind == kinds.SMALL:
        at -= 2
    before = found[at - 1].kind if at else kinds.YEAR
    commas = any(token.kind == kinds.COMMA for token in found[at:])
    if before == kinds.MONTH or (before in ISSUE_WORDS and commas):
        return
    kind = kinds.MONTH if before == kinds.YEAR or not commas else kinds.LARGE
    for place in range(at, len(found), 2):
        found[place] = found[place]._replace(kind=kind)
