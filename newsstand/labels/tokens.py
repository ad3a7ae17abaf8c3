"""A label's text as tokens, each of one kind (kinds.py); their kinds, joined, are its shape. Pure.

Words without spaces between them are cut in east_asian.py; what is printed together or means something together is
joined in joining.py.
"""

import re
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.fold import folded
from newsstand.labels.numerals import roman
from newsstand.labels.vocabulary import Vocabulary

TOKEN = re.compile(
    r"(\s?)(?:([0-9]+)"
    r"|([\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7a3]+)"
    r"|([^\s0-9!-/:-@\[-`{-~\u00a1-\u00af\u00b1-\u00bf\u0964\u0965\u0970\u060c\u061b\u061f\u2010-\u206f\u2212\u3000-\u303f\u30fb\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+)"
    r"|(\S)(?=(\S?)))"
)
"""A space, or none; then digits, a run of Chinese, Japanese or Korean characters, a word of any other script, or a sign
with what stands at its side."""
ENGLISH_ENDINGS = frozenset(["st", "nd", "rd", "th"])
ORDINAL_ENDINGS = ENGLISH_ENDINGS.union(["er", "re", "e", "eme", "ere", "nde", "de", "ste", "o", "a", "os", "as", "°"])
"""Folded: English, French, Dutch, Spanish, Portuguese, Italian."""
ENDINGS_BEHIND = {
    kinds.DASH: frozenset(["и", "го", "е", "я", "му"]),
    kinds.COLON: frozenset(["e", "a"]),
}
"""Folded; printed behind a sign: Russian "12-й", Swedish "3:e"."""
ENDED = kinds.COUNTS | ENDINGS_BEHIND.keys()
"""What may stand right before the ending of an ordinal."""
LONGEST_ROMAN = 99
"""Above it roman numerals are words as often: "MIX", "CD". Behind "Vol." they are read all the same (numbering.py)."""
MONTH_OR_SEASON = frozenset([kinds.MONTH, kinds.SEASON])
SECOND_OF_COMPOUND = frozenset([kinds.MONTH, kinds.ISSUE_WORD, kinds.EDITION_WORD, kinds.NUMBER_WORD])
SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−~〜～", kinds.DASH),
    **dict.fromkeys("/⁄∕", kinds.SLASH),
    **dict.fromkeys("&+・", kinds.AND),
    **dict.fromkeys(",、،", kinds.COMMA),
    **dict.fromkeys(".。॰", kinds.DOT),
    **dict.fromkeys("'’‘ʼ`´", kinds.QUOTE),
    **dict.fromkeys("([（［【〔", kinds.OPENING),
    **dict.fromkeys(")]）］】〕", kinds.CLOSING),
    **dict.fromkeys("$€£¥₹₽₩", kinds.DOUBTFUL),
    **dict.fromkeys("?？", kinds.QUESTION),
    ":": kinds.COLON,
    ";": kinds.SEMICOLON,
    "·": kinds.MIDDLE_DOT,
    "#": kinds.NUMBER_WORD,
}


class Token(NamedTuple):
    kind: str
    """One of kinds.py."""
    value: int
    """Of a number, itself; of a month, 1-12; of a season, 21-24; of a weekday, Monday 0; see vocabulary.py."""
    printed: str
    glued: bool
    """No space before it."""


def is_word(token: Token) -> bool:
    return token.printed[0].isalnum()


KIND = attrgetter("kind")


def shape_of(tokens: list[Token]) -> str:
    """The kinds of tokens, joined."""
    return "".join(map(KIND, tokens))


@lru_cache(maxsize=4096)
def number(printed: str, glued: bool) -> Token:
    """The token of digits: a year, a number that may be a day, or any other. Labels are many, their numbers are few."""
    value = int(printed[:9])
    size = len(printed)
    if size <= 2:
        kind = kinds.SMALL if 1 <= value <= 31 else kinds.LOW
    elif size == 4 and 1700 <= value < 2100:
        kind = kinds.YEAR
    else:
        kind = kinds.EIGHT if size == 8 else kinds.LARGE
    return Token(kind, value, printed, glued)


@lru_cache(maxsize=1024)
def sign(printed: str, glued: bool, joins: bool) -> Token:
    """The token of a sign; `joins`: no space behind it either. A dash with a space at its side is a range."""
    kind = SIGNS.get(printed, kinds.BAR)
    if kind == kinds.DASH and not (glued and joins):
        kind = kinds.RANGE
    return Token(kind, 0, printed, glued)


def add_word(found: list[Token], printed: str, glued: bool, words: Vocabulary) -> None:
    """Adds the tokens of a word to `found`, or makes an ordinal of the number before it."""
    if not (found and found[-1].kind in ENDED and is_ending(found, printed, glued)):
        found += word(printed, glued, words)


@lru_cache(maxsize=4096)
def word(printed: str, glued: bool, words: Vocabulary) -> tuple[Token, ...]:
    """The token of a word, or the two of one that is glued together. Labels are many, their words are few."""
    key = folded(printed)
    if key in words.words:
        return (Token(*words.words[key], printed, glued),)
    if (value := roman(printed)) is not None and value <= LONGEST_ROMAN:
        return (Token(kinds.ROMAN, value, printed, glued),)
    if 5 < len(key) < 30 and (parts := compound(key, words)):
        return tuple(Token(*words.words[part], part, glued) for part in parts)
    if key.startswith("و") and kind_of(key[1:], words) in MONTH_OR_SEASON:
        # Arabic "and" is written to the word behind it.
        return Token(kinds.AND, 0, "و", glued), Token(*words.words[key[1:]], printed, True)
    if (head := month_before_button(printed, words)) is not None:
        month = Token(*words.words[folded(head)], head, glued)
        return month, Token(kinds.UNKNOWN, 0, printed[len(head) :], True)
    return (Token(kinds.UNKNOWN, 0, printed, glued),)


def kind_of(key: str, words: Vocabulary) -> str:
    """The kind of a folded word."""
    return words.words.get(key, (kinds.UNKNOWN, 0))[0]


def is_ending(found: list[Token], printed: str, glued: bool) -> bool:
    """Whether a word ends the number before it, which then becomes an ordinal: "2nd", "12-й", "3:e"."""
    last, key = found[-1], folded(printed)
    if last.kind in kinds.COUNTS and is_ordinal_ending(key, printed, glued):
        found[-1] = last._replace(kind=kinds.DAY if last.kind == kinds.SMALL else kinds.RANK)
        return True
    behind_sign = glued and len(found) > 1 and found[-2].kind == kinds.SMALL
    if behind_sign and key in ENDINGS_BEHIND.get(last.kind, ()):
        found[-2:] = [found[-2]._replace(kind=kinds.DAY)]
        return True
    return False


def is_ordinal_ending(key: str, printed: str, glued: bool) -> bool:
    """Whether a word makes an ordinal of the number before it: "2nd", "2 nd", "1er", but not the "A" of "12A"."""
    if not glued:
        return key in ENGLISH_ENDINGS
    return key in ORDINAL_ENDINGS and (len(key) > 1 or printed == key)


BUTTON = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z]+$)")


def month_before_button(printed: str, words: Vocabulary) -> str | None:
    """The month or season in "JuneAdd", which has the first word of a button glued on; None where there is none."""
    found = BUTTON.search(printed)
    if not found or not printed[found.start() - 1].islower():
        return None
    head = printed[: found.start()]
    return head if kind_of(folded(head), words) in MONTH_OR_SEASON else None


def compound(key: str, words: Vocabulary) -> tuple[str, str] | None:
    """The two words in "Sommerausgabe", "JanFeb": a month or season with a month or a word for an edition after it."""
    for cut in range(3, len(key) - 2):
        if kind_of(key[:cut], words) in MONTH_OR_SEASON and kind_of(key[cut:], words) in SECOND_OF_COMPOUND:
            return key[:cut], key[cut:]
    return None
