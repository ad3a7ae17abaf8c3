"""Letters and digits of any script brought to one spelling, so that words can be looked up. Pure."""

import re
import unicodedata
from functools import lru_cache

SAME = {
    # Turkish dotless i; Arabic tatweel stretches a word and says nothing.
    "ı": "i",
    "\u0640": None,
    # Letters that no combining mark makes, so that "høst" is found as "host" is.
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
}
LETTERS = str.maketrans(SAME)
MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0653-\u0655\u0670\u093c]")
"""Accents, Arabic vowel signs and hamzas, the Devanagari nukta: printed by some, left out by others."""


def plain(text: str) -> str:
    """`text` with full-width letters and ligatures resolved, ASCII digits, single spaces and nothing invisible."""
    if text.isascii():
        return " ".join(text.replace("_", " ").split())
    # "N.º 12", "1.º": the dot belongs to the raised letter.
    text = unicodedata.normalize(
        "NFKC", text.replace("_", " ").replace(".º", "º").replace(".ª", "ª").replace(".°", "°")
    )
    return " ".join(text.translate(PLAIN).split())


MOST_CHARACTERS = 4096
"""That are remembered."""


class PlainCharacters(dict[int, str]):
    """Characters, by number, in ASCII where they are digits and as nothing where they are invisible."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        category = unicodedata.category(character)
        if category == "Nd":
            character = str(unicodedata.decimal(character))
        plain = "" if category == "Cf" else character
        if len(self) < MOST_CHARACTERS:
            self[number] = plain
        return plain


PLAIN = PlainCharacters()


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word without case and accents: "FÉVR" -> "fevr", "Şubat" -> "subat", "أغسطس" -> "اغسطس"."""
    word = word.casefold()
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFD", word))).translate(LETTERS)
