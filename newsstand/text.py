"""Printed text made clean: white space, invisible characters, quotes escaped once too often, mojibake. Pure.

The one door to ftfy, which repairs text that was decoded with the wrong charset and is asked only where that shows.
"""

import re

import ftfy
from ftfy.badness import is_bad

SPACES = re.compile(r"\s+")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\x00"))
"""Soft hyphen, zero-width space, word joiner, BOM, direction marks, NUL. Joiners (U+200C, U+200D) spell words in
Hindi and Persian and stay."""
ESCAPED_QUOTE = re.compile(r"\\+([\"'])")


def one_line(text: str) -> str:
    """`text` as a reader sees it in one line: runs of white space, no-break spaces included, are one space."""
    if not text.isascii():
        text = text.translate(INVISIBLE)
    return " ".join(text.split())


def repaired(text: str) -> str:
    """`text` with mojibake undone ("tirÃ©e" -> "tirée") where it shows signs of it, else the same."""
    if text.isascii() or not is_bad(text):
        return text
    return ftfy.fix_encoding(text)


def clean_text(text: str) -> str:
    """One line of a record: mojibake undone, invisible characters gone, `\\"` as `"`, single spaces."""
    text = one_line(repaired(text))
    return ESCAPED_QUOTE.sub(r"\1", text) if "\\" in text else text
