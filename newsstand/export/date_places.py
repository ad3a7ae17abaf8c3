"""The parts of a text in which dates may stand: those around names of months and numeric dates. Pure.

A text has few of them, so rules and what looks like a date are tried there alone.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsstand.export.date_rules import (
    AHEAD,
    BEGINNINGS,
    BEHIND,
    CAPITAL,
    CONTEXT_AFTER,
    CONTEXT_BEFORE,
    DIGITS,
    NUMBER,
    NUMERIC,
    WIDE_DIGIT,
    any_of,
    written_months,
)

Span = tuple[int, int, bool]
"""Where something begins and ends that a date has, and whether it is the name of a month."""
LETTERS = bytes(ord(chr(byte).lower() if chr(byte).isalpha() else " ") for byte in range(256))
"""A table that makes letters of Latin-1 small, and all other characters a space."""
MARK = ord("1")
"""What stands for a capital that begins names of months, in bytes that have no other digits."""


class Part:
    """A part of a text, with narrow digits, in which dates may stand; its places count from its own begin."""

    __slots__ = ("_inner", "_language", "_numbers", "has_numeric", "low", "names", "start", "text")

    def __init__(self, whole: str, spans: list[Span], language: str):
        first, end = max(0, spans[0][0] - AHEAD), spans[-1][1] + BEHIND
        self.start = start = max(0, first - CONTEXT_BEFORE)
        """Where it begins in the whole text, in characters."""
        text = whole[start : end + CONTEXT_AFTER]
        if not text.isascii() and WIDE_DIGIT.search(text, first - start, end - start):
            text = text.translate(DIGITS)
        self.text = text
        self.low = text.lower()
        self.names = [begin - start for begin, _, is_name in spans if is_name]
        """Where names of months begin."""
        self.has_numeric = len(self.names) < len(spans)
        """Whether it has what may be a date without the name of a month."""
        self._language = language
        self._inner = first - start, end - start if self.has_numeric else self.names[-1]
        self._numbers: list[int] | None = None

    @property
    def numbers(self) -> list[int]:
        """Where numbers begin, and what else a date may begin with."""
        if self._numbers is None:
            found = BEGINNINGS.get(self._language, NUMBER).finditer(self.text, *self._inner)
            self._numbers = [number.start() for number in found]
        return self._numbers


def parts(text: str, language: str) -> Iterator[Part]:
    """The parts of a text of a language, in their order; no two of them overlap but in what stands around a date."""
    text = text.replace("İ", "I")  # the one letter whose small form is two characters
    spans = _names(text, language) + _numeric(text, language)
    together: list[Span] = []
    for span in sorted(spans):
        if together and span[0] - AHEAD > together[-1][1] + BEHIND:
            yield Part(text, together, language)
            together = []
        together.append(span)
    if together:
        yield Part(text, together, language)


class Finder(NamedTuple):
    """What finds names of months in a text of which each character is made one byte.

    Searches for one byte are the fastest, so a name is found by one that few words have. Where a language writes months
    with a capital, that is MARK in place of each capital that begins one; elsewhere it is the space before a word.
    """

    names: frozenset[str]
    table: bytes
    """What each byte of Latin-1 becomes."""
    ahead: bytes
    """What comes before the first byte of a text, so that a name may stand there."""
    pattern: re.Pattern[bytes]
    """Finds the names, and other words that differ from one in a capital alone: "Day", where "May" is wanted."""


@cache
def _finder(language: str) -> Finder | None:
    """What finds the names of months of a language; None where it writes numbers."""
    names = written_months(language)
    if not names:
        return None
    table, ahead = LETTERS, b" "
    if CAPITAL[language]:
        capitals = {name[0] for name in names}
        table, ahead = bytes(MARK if chr(byte) in capitals else LETTERS[byte] for byte in range(256)), b""
    words = sorted({ahead + name.encode("latin-1").translate(table) for name in names})
    rest = any_of(word[1:].decode("latin-1") for word in words).encode("latin-1")
    return Finder(names, table, ahead, re.compile(b"%c(?:%b)(?= )" % (words[0][0], rest)))


def _names(text: str, language: str) -> list[Span]:
    """Where names of months stand, written as the language writes them or in capitals."""
    finder = _finder(language)
    if not finder:
        return []
    words = finder.ahead + text.encode("latin-1", "replace").translate(finder.table) + b" "
    found = []
    for match in finder.pattern.finditer(words):
        start, end = match.start(), match.end() - len(finder.ahead)
        if text[start:end] in finder.names and not (
            text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()  # in letters that Latin-1 has not
        ):
            found.append((start, end, True))
    return found


def _numeric(text: str, language: str) -> list[Span]:
    """Where a date without the name of a month may stand."""
    found = []
    for sign, pattern in NUMERIC.get(language, {}).items():
        if sign in text:
            found += [(match.start() - 1, match.end(), False) for match in pattern.finditer(text)]
    return found
