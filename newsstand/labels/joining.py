"""Tokens that belong together: phrases, letters with their number, words with digits in them. Pure."""

import re

from newsstand.labels import kinds
from newsstand.labels.east_asian import CHARACTER, add_run, with_digits
from newsstand.labels.fold import folded
from newsstand.labels.tokens import TOKEN, Token, add_word, number, sign
from newsstand.labels.vocabulary import Vocabulary, Word

LETTER = r"[^\s!-@\[-`{-~]"
"""Of a text in ASCII: no space, sign or digit."""
TOGETHER = re.compile(
    rf"""
    [0-9.:] (?:
        (?<= (?<!{LETTER}) {LETTER}[.:] )  # "V."
      | (?<= {LETTER}[0-9] )  # "W3"
      | (?<= [0-9] ) (?= {LETTER} )  # "3D"
    )""",
    re.VERBOSE,
)
"""In a text in ASCII without any of this no letters and digits belong together."""
THAI = re.compile(r"[\u0e01-\u0e5b]")
BUDDHIST_ERA = 543
"""Years between the Buddhist era, as Thailand counts it, and the common one."""
NO_WORDS = kinds.NUMBERS | kinds.SIGNS
LETTERED_SIGNS = frozenset([kinds.DOT, kinds.COLON])
PHRASE_SIGNS = frozenset([kinds.DOT, kinds.SLASH])
DATE_SIGNS = frozenset([kinds.DOT, kinds.DASH, kinds.SLASH])
UNNAMED = frozenset([kinds.UNKNOWN, kinds.ROMAN])
NOT_YEARS = kinds.NUMBERS - {kinds.YEAR}
ISSUE_WORDS = frozenset([kinds.NUMBER_WORD, kinds.ISSUE_WORD])


def tokens_of(text: str, words: Vocabulary) -> list[Token]:
    """The tokens of `text`, which is `plain` (fold.py)."""
    is_ascii = text.isascii()
    if not is_ascii:
        text = with_digits(text)
    found = raw_tokens(text, words)
    if not is_ascii or "/" in text or "." in text:
        with_phrases(found, words)
    if words.weekdays:
        with_weekdays(found, words)
    if not is_ascii and THAI.search(text):
        found = [in_common_era(token) for token in found]
    return found if is_ascii and not TOGETHER.search(text) else joined(found, words)


def raw_tokens(text: str, words: Vocabulary) -> list[Token]:
    """A token for each word, number and sign."""
    found: list[Token] = []
    for space, digits, characters, word, mark, behind in TOKEN.findall(text):
        glued = not space and bool(found)
        if word:
            add_word(found, word, glued, words)
        elif digits:
            found.append(number(digits, glued))
        elif characters:
            add_run(found, characters, glued, words)
        else:
            found.append(sign(mark, glued, bool(behind)))
            if mark == "·" and CHARACTER.search(text):
                # "7·8월호"; elsewhere it parts what has nothing to do with each other.
                found[-1] = found[-1]._replace(kind=kinds.AND)
    return found


def in_common_era(token: Token) -> Token:
    """A number that is a year of the Buddhist era, 2443-2642, as that year; any other token as it is."""
    year = token.value - BUDDHIST_ERA
    is_year = token.kind == kinds.LARGE and len(token.printed) == 4 and 1900 <= year < 2100
    return token._replace(kind=kinds.YEAR, value=year) if is_year else token


def with_phrases(tokens: list[Token], words: Vocabulary) -> None:
    """Puts one token in the place of words that mean something together ("t/m", "تشرين الثاني").

    Those in ASCII letters have a sign between their words.
    """
    at = 0
    while at + 1 < len(tokens):
        first = tokens[at]
        if first.kind not in NO_WORDS and (tokens[at + 1].kind in PHRASE_SIGNS or not first.printed.isascii()):
            for rest, (kind, value) in words.phrases.get(folded(first.printed), ()):
                if tuple(folded(token.printed) for token in tokens[at + 1 : at + 1 + len(rest)]) == rest:
                    tokens[at : at + 1 + len(rest)] = [Token(kind, value, first.printed, first.glued)]
                    break
        at += 1


def with_weekdays(tokens: list[Token], words: Vocabulary) -> None:
    """Makes weekdays of months that may be one where another month follows: "mar. 5 mars"."""
    marked = [at for at, token in enumerate(tokens) if token.kind not in (kinds.DOT, kinds.COMMA)]
    for at, day, month in zip(marked, marked[1:], marked[2:], strict=False):
        first = tokens[at]
        is_day = tokens[day].kind in (kinds.SMALL, kinds.DAY) and tokens[month].kind == kinds.MONTH
        if first.kind == kinds.MONTH and is_day:
            kind, value = words.weekdays.get(folded(first.printed), (first.kind, first.value))
            tokens[at] = first._replace(kind=kind, value=value)


def joined(tokens: list[Token], words: Vocabulary) -> list[Token]:
    """Letters and digits printed together: known words and years stand alone, the rest is one unknown ("3D", "T3")."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        last = found[-1] if found else None
        if last is None or not (token.glued or last.kind in LETTERED_SIGNS) or token.kind in kinds.SIGNS:
            found.append(token)
            continue
        lettered = token.kind in kinds.NUMBERS
        if lettered and (letter := letter_before(found, tokens, at, words)):
            place = -1 if last.kind not in LETTERED_SIGNS else -2
            found[place:] = [Token(*letter, found[place].printed, found[place].glued), token]
        elif not token.glued:
            found.append(token)
        elif token.kind in NOT_YEARS and (last.kind in UNNAMED or last.kind == kinds.MIXED):
            found[-1] = mixed(last, token)
        elif token.kind in UNNAMED and last.kind in NOT_YEARS and token.printed[0].isalpha():
            letter = words.letters.get(folded(token.printed))
            is_quarter = letter is not None and letter[0] == kinds.QUARTER
            found[-1:] = (
                [Token(*letter, token.printed, last.glued), last] if is_quarter and letter else [mixed(last, token)]
            )
        elif last.kind == kinds.MIXED and (token.kind in UNNAMED or token.kind in kinds.COUNTS):
            found[-1] = mixed(last, token)
        elif last.kind == kinds.YEAR and token.printed in ("s", "S"):
            # "1990s"
            found[-1] = Token(kinds.LARGE, last.value, last.printed + token.printed, last.glued)
        else:
            found.append(token)
    return found


def mixed(first: Token, second: Token) -> Token:
    return Token(kinds.MIXED, 0, first.printed + second.printed, first.glued)


def letter_before(found: list[Token], tokens: list[Token], at: int, words: Vocabulary) -> Word | None:
    """What the single letter before a number stands for: "W34", "Q3", "V. 12"; None where there is none.

    Printed without a dot, V and N need each other: "V12 N8" are numbers, "V8 Magazine" is a name.
    """
    dotted = len(found) > 1 and found[-1].kind in LETTERED_SIGNS and found[-1].glued
    last = found[-2] if dotted else found[-1]
    if len(last.printed) > 1 or not (dotted or tokens[at].glued):
        return None
    letter = words.letters.get(folded(last.printed))
    if letter is None:
        return None
    return (
        letter
        if (may_be_dotted(letter, found, tokens[at]) if dotted else is_sure(letter, found, tokens[at:]))
        else None
    )


def may_be_dotted(letter: Word, found: list[Token], number: Token) -> bool:
    """Whether a letter with a dot stands for a word: "V. 12". The V of "3.V.2020" is May in roman numerals, "T3" is a
    quarter and "t. 3" a volume (tome)."""
    is_in_date = (
        number.kind == kinds.YEAR and len(found) > 3 and found[-3].kind in DATE_SIGNS and found[-4].kind == kinds.SMALL
    )
    return letter[0] != kinds.QUARTER and not is_in_date


def is_sure(letter: Word, found: list[Token], rest: list[Token]) -> bool:
    """Whether a letter without a dot stands for a word; `rest`: the tokens from its number on."""
    if letter[0] == kinds.VOLUME_WORD:
        return any(token.kind in ISSUE_WORDS or token.printed in ("n", "N") for token in rest[1:])
    if letter[0] == kinds.NUMBER_WORD:
        return any(token.kind == kinds.VOLUME_WORD for token in found)
    return letter[0] != kinds.OF
