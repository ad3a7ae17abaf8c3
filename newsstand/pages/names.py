"""Names compared as people compare them: by their letters, without case, accents, spaces and punctuation. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

UNFILLED = re.compile(r"\{\{[^{}]*\}\}")
"""A slot of a template that was served as it is."""
PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain one and an accent."""
WORDS = re.compile(r"\w+")
END = re.compile(r"[!?+]+|\.(?=\.|\s?[^\W\d_A-ZÀ-Þ])")
"""Signs that may end a name, and the dot of a short form: above the sentence's own, or where the sentence goes on."""
NOT_LETTERS = bytes(code for code in range(ord("\x7f") + 1) if not chr(code).isalnum())
"""Of ASCII."""


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names are the same but for case, accents, spaces and punctuation ("D'ÉTÉ" and "d’été")."""
    if not one or not other:
        return False
    if one == other:
        return True
    both = one[0] + other[0]
    if both.isascii() and both.isalpha() and both[0].lower() != both[1].lower():
        return False
    return letters(one) == letters(other)


def alike_any(one: str | None, others: Iterable[str | None]) -> bool:
    """Whether `one` is alike any of the `others`."""
    for other in others:  # noqa: SIM110  # a generator takes twice the time, and lists ask this of every line
        if alike(one, other):
            return True
    return False


@lru_cache(maxsize=1024)
def letters(text: str) -> str:
    """Letters, marks of spelling and digits alone, in lower case and without accents; `text` itself where it has
    none."""
    text = text.casefold()
    if text.isascii():
        return text.encode().translate(None, NOT_LETTERS).decode() or text
    plain = unicodedata.normalize("NFKD", text).translate(PLAIN)
    return "".join(c for c in plain if c.isalnum() or "\u0900" <= c <= "\u0e7f") or text


def spelling(slug: str) -> re.Pattern[str]:
    """What finds, in a text without case and accents, the name that a slug is made of: with signs and apostrophes or
    without, and with "&" for "and" or for nothing ("Ferries 9/10" of "Ferries-910")."""
    words = ["(?:and|&)" if word == "and" else r"[^\w\s]*".join(word) for word in map(letters, WORDS.findall(slug))]
    return re.compile(r"[¿¡]?(?<!\w)" + r"[\W_]+".join(words) if words else "(?!)")


def telling_word(slug: str) -> str:
    """The letters of the slug's longest word but "and": few lines have them, and only these can have the name."""
    return max(map(letters, WORDS.findall(slug)), key=lambda word: (word != "and", len(word)), default="")


def spelt_in(text: str, name: re.Pattern[str]) -> str | None:
    """The words of `text` that `name` finds, as printed."""
    plain = [(letter, i) for i, one in enumerate(text) for letter in letters(one)]
    if (found := name.search("".join(letter for letter, _ in plain))) is None:
        return None
    first, end = plain[found.start()][1], plain[found.end() - 1][1] + 1
    if tail := END.match(text, end):
        end = tail.end()
    return text[first:end] + ")" * ("(" in text[first:end] and text.startswith(")", end))


def printed(value: str | None) -> str | None:
    """A value in a newsstand's own line; None where there is none, or the template was served unfilled."""
    value = (value or "").strip()
    return None if not value or UNFILLED.search(value) else value
