"""Runs of words, by which texts that are the same in part are known: those of an agency in several papers. Pure.

Two texts are the same story where half of the runs of the shorter one stand in the other, and these hold WORDS words
or more: less is a phrase that papers use again and again.
"""

import re
import unicodedata
from hashlib import blake2b

WORD = re.compile(r"\w+")
UNSPACED = {"ja", "zh", "th", "lo", "my", "km"}
"""Languages that write no spaces between words: their runs are of letters."""
RUN, RUN_OF_LETTERS = 4, 6
WORDS = 24
"""Words in common, at least; a word of a language without spaces counts as LETTERS letters."""
LETTERS = 2
SHARE = 0.5
"""Of the runs of the shorter text, at least."""
MOST = 40
"""A run that more stories have says nothing of any."""


def is_unspaced(language: str | None) -> bool:
    return (language or "").partition("-")[0] in UNSPACED


def shingles(text: str, language: str | None) -> set[int]:
    """A number for each run of words in a text, whatever its case and punctuation; the same on every machine."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = [sign for sign in plain if sign.isalnum()] if is_unspaced(language) else WORD.findall(plain)
    length = RUN_OF_LETTERS if is_unspaced(language) else RUN
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return {int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True) for run in runs}


def fewest(language: str | None) -> int:
    """How many runs two texts have in common at least, if WORDS words are the same."""
    return WORDS * LETTERS - RUN_OF_LETTERS + 1 if is_unspaced(language) else WORDS - RUN + 1
