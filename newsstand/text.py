"""Printed text made clean: white space, invisible characters, quotes escaped once too often, mojibake. Pure.

The one door to ftfy, which repairs text that was decoded with the wrong charset and is asked only where that shows.
"""

import re

INVISIBLE = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\x00"
"""Soft hyphen, zero-width space, word joiner, BOM, direction marks, NUL. Joiners (U+200C, U+200D) spell words in
Hindi and Persian and stay."""
UNSEEN = re.compile(
    rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff{INVISIBLE}]"
)
"""Besides: control characters that are no white space, which can steer a terminal, marks that turn the direction of
what follows, and what is no character. None is printable, so that most text is known at a glance to hold none."""
C1 = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Control characters in the place of which old programs wrote quotes and the euro sign -> these. Browsers take numeric
references so (https://html.spec.whatwg.org/, "numeric character reference end state")."""
C1_IN_LINE = {code: character for code, character in C1.items() if code != 0x85}
"""In a text that is decoded already, U+0085 is the end of a line."""
MOJIBAKE = (
    "\x80-\u024f\u02c6-\u02dd\u0384-\u045f\u0490\u0491\u2013-\u203a\u2044\u20a7-\u20ac\u2116\u2122\u2202-\u2265"
    "\u2310\u2500-\u25ca\uf8ff\ufb01\ufb02\ufffd"
)
"""All characters that ftfy takes for signs of mojibake where two stand side by side, and some between them."""
DASHES, OPENING, QUOTES = "–—―…’", "“„‘«‹", "‘’‚“”„«»‹›"
LOWER = "".join(chr(code) for code in range(0xDF, 0x250) if chr(code).islower() and chr(code) != "ƒ")
UPPER = "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
CAPITAL = UPPER.translate(dict.fromkeys(map(ord, "ÂÃÎÐØÙ")))
"""Without those that stand for the first of two bytes."""
COMMON = f"{DASHES}{QUOTES}\u0386-\u03ce\u0401\u0403-\u042f\u0430-\u045f"
"""With Greek and Cyrillic letters, but for "Ђ", which follows "в" where a quote was."""
ORDINARY = "|".join((
    f"(?<=[{COMMON}])[{COMMON}]",  # "слово…", "»,“"
    f"(?<=[{DASHES}{OPENING}])[{LOWER}{UPPER}]",  # "l’été", "«Życie"
    f"(?<=[{LOWER}{CAPITAL}])[{LOWER}]",  # "żółw", "Čáp"
    f"(?<=[{LOWER}])[{DASHES}]",  # "été—"
    f"(?<=[{LOWER}])[{QUOTES}](?:[\\s.,;:!?)]|\\Z)",  # "été» "
))  # fmt: skip
"""Two such neighbours as ordinary text has them, the first of them already read."""
SUSPECT = re.compile(
    f"[{MOJIBAKE}](?:(?!{ORDINARY})[{MOJIBAKE}]"
    f"|(?<=[ВГРСΒΓΞΟ])[{QUOTES}][ВГРСΒΓΞΟ]|(?<=[Œœ])(?=[^A-Za-z])|(?<=[ÃÂ\x80-\x9f]))"
)
"""Two such neighbours that are not ordinary, a quote between two letters that stand for bytes, or a character that is a
sign by itself. ftfy sees mojibake in no other text, and is asked, and imported, only for these: it takes up to 0.7 µs
for each character, and most paragraphs that are not English have such neighbours."""
ESCAPED_QUOTE = re.compile(r"\\+([\"'])")


def one_line(text: str) -> str:
    """`text` as a reader sees it in one line: runs of white space, no-break spaces included, are one space,
    characters that nobody sees are gone, and a quote that was written as a control character is one."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # as most are
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(UNSEEN.sub("", line.translate(C1_IN_LINE)).split())


def repaired(text: str) -> str:
    """`text` with mojibake undone ("tirÃ©e" -> "tirée") where it shows signs of it, else the same."""
    if text.isascii() or SUSPECT.search(text) is None:
        return text
    import ftfy.badness  # noqa: PLC0415  # it takes 0.1 s, and most runs meet no such text

    return ftfy.fix_encoding(text) if ftfy.badness.is_bad(text) else text


def clean_text(text: str) -> str:
    """One line of a record: mojibake undone, invisible characters gone, `\\"` as `"`, single spaces."""
    text = one_line(repaired(text))
    return ESCAPED_QUOTE.sub(r"\1", text) if "\\" in text else text


def plural(count: int, noun: str) -> str:
    """ "1 edition", "1,200 editions": a count with its noun, which takes an "s"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
