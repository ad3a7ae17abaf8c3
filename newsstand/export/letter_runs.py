"""What SQLite's search needs beside a text in a script without spaces between words: its runs of letters. Pure.

The search takes what stands between spaces for one word, which in these scripts is a whole clause.
"""

import re
from collections.abc import Iterable

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
"""Runs in scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana and Han."""
LENGTHS = (2, 3, 4)
"""Letters that a run has."""


def letter_runs(texts: Iterable[str | None]) -> str | None:
    """Every run of two to four letters of scripts without spaces, each once; None where there are none."""
    found: dict[str, None] = {}
    for text in texts:
        if not text or is_western(text):
            continue
        for run in UNSPACED.findall(text):
            for length in LENGTHS:
                found |= dict.fromkeys([run[at : at + length] for at in range(len(run) - length + 1)])
    return " ".join(found) or None


def is_western(text: str) -> bool:
    """Whether all its characters are of Latin-1, which has none of those scripts: faster told than by a pattern."""
    if text.isascii():
        return True
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
