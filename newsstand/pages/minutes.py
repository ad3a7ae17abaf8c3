"""Reading times in words nobody knows yet: "5 minuti  |", with the edition's label behind the bar or none. Pure."""

import re
from typing import NamedTuple

LIKE = re.compile(r"(\d{1,3})\s*\+?\s*([^\W\d_][^\d|]{0,14})(?:[|｜]\s*(.{0,80}))?")


class Minutes(NamedTuple):
    number: int
    unit: str
    """How the word begins, which singular and plural have in common, and the words behind it: "min di lettura"."""
    barred: bool
    """Whether a bar follows: a number and a word alone may be anything."""
    label: str | None


def minutes_like(text: str) -> Minutes | None:
    """What `text` says if it may be a reading time: a number, a word, and a bar or nothing."""
    if (found := LIKE.fullmatch(text)) is None:
        return None
    word, *others = found[2].casefold().rstrip(" .").split()
    return Minutes(int(found[1]), " ".join([word[:3], *others]), found[3] is not None, found[3] or None)
