"""What the rules of tidy.py make of the tokens that their patterns find. Pure.

Each takes the match and its tokens, and gives what stands in their place; None leaves them as they are.
"""

import re

from newsstand.labels import kinds
from newsstand.labels.fold import folded
from newsstand.labels.tokens import Token

MONTHS = 12


def special(token: Token) -> Token:
    """A token that says nothing, where one that was taken out must not let its neighbours meet."""
    return Token(kinds.SPECIAL, 0, token.printed, token.glued)


def dropped(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return []


def silenced(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return [special(tokens[0])]


def one_half(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """The first of two halves that are printed alike; None where they differ."""
    size = len(tokens) // 2
    first, second = tokens[:size], tokens[-size:]
    if [folded(token.printed) for token in first] != [folded(token.printed) for token in second]:
        return None
    return first


def without_repeated_year(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    return tokens[2:] if tokens[0].value == tokens[-1].value else None


def without_code(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """The tokens without "B11/93" where 93 is the year behind it."""
    year = next(token for token in tokens if token.kind == kinds.YEAR)
    return [special(tokens[0]), *tokens[3:]] if tokens[2].value == year.value % 100 else None


def without_day_edition(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return tokens[: found.end("date") - found.start()]


def month_of_year(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """A year and the number behind it as its month; None where the number is none."""
    year, number = tokens[0], tokens[2]
    if not 1 <= number.value <= 12:
        return None
    return [year, Token(kinds.MONTH, number.value, number.printed, False)]


def as_span(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """Two months with a dash for their slash; None where they follow each other and need none."""
    first, last = tokens[0], tokens[-1]
    if last.value - first.value < 2:
        return None
    return [first, Token(kinds.DASH, 0, "/", True), last]


def as_month(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    number = next(token for token in reversed(tokens) if token.kind == kinds.SMALL)
    if not 1 <= number.value <= 12:
        return None
    return [Token(kinds.MONTH, number.value, number.printed, tokens[0].glued)]


def as_iso_day(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """A year, a month and a day of two digits each with dashes between them; None where they are none."""
    year, month, day = tokens
    if len(month.printed) < 2 or len(day.printed) < 2 or month.value > 12:
        return None
    dash = Token(kinds.DASH, 0, "-", True)
    return [year, dash, month, dash, day]


def months_with_year(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """ "(2019): July - December" as "July - December 2019"; None where the months have another year of their own."""
    months = tokens[found.start("months") - found.start() : found.end("months") - found.start()]
    year, again = tokens[1], tokens[-1]
    if again.kind == kinds.YEAR and again.value != year.value:
        return None
    return [*(token for token in months if token.kind != kinds.DOT), year]


def without_dots(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind != kinds.DOT]


def without_part(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return tokens[: found.end("numbered") - found.start()]
