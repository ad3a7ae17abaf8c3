"""Numbers of volumes and issues as they are printed, from a place in a label's tokens on. Pure."""

import re

from newsstand.labels import kinds
from newsstand.labels.numerals import roman
from newsstand.labels.tokens import LONGEST_ROMAN, Token, shape_of

RUN = re.compile(r"(\d{1,6}) ?- ?(\d{1,6})")
PRINTED = kinds.NUMBERS | {kinds.DAY, kinds.RANK}
"""Kinds of numbers in digits."""
TIES = frozenset([kinds.DASH, kinds.SLASH, kinds.DOT])
DOUBLE_SIGNS = frozenset([kinds.DASH, kinds.SLASH, kinds.AND, kinds.RANGE])
THOUSANDS = frozenset([kinds.DOT, kinds.COMMA, kinds.QUOTE])
BEHIND_NUMBER_WORD = frozenset([kinds.DOT, kinds.COLON, kinds.QUOTE, kinds.NUMBER_WORD])
BEHIND_RUN = frozenset([
    "", kinds.COMMA, kinds.SEMICOLON, kinds.COLON, kinds.OPENING, kinds.CLOSING, kinds.YEAR, kinds.BAR,
    kinds.VOLUME_WORD, kinds.NUMBER_WORD,
])  # fmt: skip
ORDINAL_WORDS = frozenset([kinds.ISSUE_WORD, kinds.NUMBER_WORD])
SHORTEST_LARGE_ROMAN, LARGEST_ROMAN = 3, 999


def after_signs(tokens: list[Token], at: int) -> int:
    """The first place from `at` on that is neither sign nor another word for a number: "Issue No.: 12"."""
    while at < len(tokens) and (tokens[at].kind in BEHIND_NUMBER_WORD or tokens[at].printed in ("-", "–")):
        at += 1
    return at


def after_sign(tokens: list[Token], at: int) -> int:
    """The place after the sign that joins a number to its year or month, "12/2026", or parts it from a date,
    "34 / 23 August", and after a year that is given again; `at` where there is none."""
    if at + 1 >= len(tokens) or tokens[at].kind not in TIES:
        return at
    following, rest = tokens[at + 1], tokens[at + 2 :]
    if following.kind == kinds.YEAR and any(token[:2] == following[:2] for token in rest):
        return after_sign(tokens, at + 2)
    joins = following.kind in (kinds.YEAR, kinds.MONTH) or is_spaced_slash(tokens[at], following)
    return at + 1 if joins else at


def is_spaced_slash(sign: Token, following: Token) -> bool:
    """Whether a sign is a slash that stands alone: it parts a number from a date rather than joins two numbers."""
    return sign.kind == kinds.SLASH and not sign.glued and not following.glued


def is_of_year(tokens: list[Token], at: int) -> bool:
    """Whether the number there is its year's: the 4 of "2017/4. szám"."""
    return at > 1 and shape_of(tokens[at - 2 : at]) == kinds.YEAR + kinds.SLASH and tokens[at].kind in kinds.COUNTS


def is_roman(printed: str) -> bool:
    """Whether text behind a word for a volume is its roman numeral; short ones above 99 are words as often, "CD", and
    "MMXXIV" is a year."""
    value = roman(printed) or LARGEST_ROMAN + 1
    return value <= (LARGEST_ROMAN if len(printed) >= SHORTEST_LARGE_ROMAN else LONGEST_ROMAN)


def printed_number(tokens: list[Token], at: int, *, runs: bool = False) -> tuple[str | None, int]:
    """(number as printed, the place after it): "12", "XII", "7/8", "17.123", with `runs` "241-245"; (None, at) where
    none stands."""
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token.kind not in PRINTED:
        return (token.printed, at + 1) if is_roman(token.printed) else (None, at)
    if not token.printed.isdigit():
        return None, at
    following = tokens[at + 1 : at + 3]
    if len(following) == 2 and (
        has_thousands(*following) or is_double(token, *following) or (runs and is_run(tokens, at))
    ):
        return token.printed + "".join(" " * (not one.glued) + one.printed for one in following), at + 3
    return token.printed, at + 1


def has_thousands(sign: Token, second: Token) -> bool:
    """Whether a sign and what follows are the thousands of a number: "17.123"."""
    is_three = second.kind == kinds.LARGE and len(second.printed) == 3 and second.printed.isdigit()
    return is_three and sign.kind in THOUSANDS and sign.glued and second.glued


def is_double(first: Token, sign: Token, second: Token) -> bool:
    """Whether two numbers are those of a double issue: "7/8"."""
    return sign.kind in DOUBLE_SIGNS and second.value == first.value + 1 and are_counts(first, second)


def how_many(printed: str) -> int:
    """How many volumes a printed number is of: 5 of "16-20", 1 of "12" or "XII"."""
    run = RUN.fullmatch(printed)
    return int(run[2]) - int(run[1]) + 1 if run else 1


def are_counts(first: Token, second: Token) -> bool:
    return first.kind in kinds.COUNTS and second.kind in kinds.COUNTS and second.printed.isdigit()


def is_run(tokens: list[Token], at: int) -> bool:
    """Whether numbers joined by a dash are a run of issues, "17-24", and no days: "No. 7-13 August"."""
    first, sign, second = tokens[at : at + 3]
    behind = shape_of(tokens[at + 3 : at + 5])
    ends = behind[:1] in BEHIND_RUN or behind == kinds.MONTH + kinds.SMALL
    return sign.kind == kinds.DASH and are_counts(first, second) and first.value < second.value and ends


def in_brackets(tokens: list[Token], at: int) -> str | None:
    """The number of "(3)" at that place."""
    if at + 2 >= len(tokens) or tokens[at].kind != kinds.OPENING:
        return None
    number = tokens[at + 1]
    return number.printed if number.kind in kinds.COUNTS and tokens[at + 2].kind == kinds.CLOSING else None


def is_tied(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the number is tied to another that is not its year: "7-13 August", "2024/3", "24 567", "12/26"."""
    if end >= len(tokens):
        return False
    sign = tokens[end]
    if sign.kind == kinds.DOT and end + 1 < len(tokens) and not tokens[end + 1].glued:
        # "No.2. 1 April 1989"
        return False
    if sign.kind == kinds.LARGE and sign.printed.isdigit():
        return True
    if sign.kind not in TIES | DOUBLE_SIGNS or end + 1 >= len(tokens):
        return False
    second = tokens[end + 1]
    if second.kind not in kinds.COUNTS | {kinds.DAY}:
        return False
    if is_spaced_slash(sign, second) and any(token.kind in (kinds.MONTH, kinds.YEAR) for token in tokens[end + 2 :]):
        # "Nr. 34 / 23. August 2024", but not "Nr. 12 / 26" or "Nr. 12 / 3 2024"
        return tokens[end + 2].kind == kinds.YEAR
    # "Issue 8 - 12 August" has its number before the dash, "Issue 8 -12" has none.
    is_year, is_range = tokens[start].kind == kinds.YEAR, sign.kind == kinds.RANGE
    return is_year or not is_range or second.kind == kinds.DAY or sign.glued or second.glued


def is_ordinal_before_word(tokens: list[Token], at: int) -> bool:
    """Whether the number there is an ordinal with a word for an issue behind it: the 3 of "VI. évfolyam 3. szám"."""
    following = tokens[at + 1 : at + 3]
    return len(following) == 2 and following[0].kind == kinds.DOT and following[1].kind in ORDINAL_WORDS
