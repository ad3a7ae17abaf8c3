"""What is known of a label before it is read. Pure."""

from functools import lru_cache
from typing import NamedTuple

from newsstand.labels.calendar_words import language_code
from newsstand.labels.vocabulary import Vocabulary, vocabulary

ORDERS = ("DMY", "MDY", "YMD", "MY")
"""Of day, month and year; "MY" where numbers are months of a year: "01/2025" is January."""
DAY_FIRST = frozenset([
    "de", "fr", "it", "es", "pt", "nl", "nb", "da", "pl", "ru", "tr", "ar", "hi",
    "el", "cs", "sk", "fi", "et", "lv", "ro", "bg", "hr", "sr", "sl", "uk", "be", "he", "id", "ms", "vi", "th",
    "ca", "gl", "cy", "ga", "is", "bn", "ta", "te", "ml", "gu", "mr", "ur", "sw",
])  # fmt: skip
"""Languages that write day, month, year alone, by CLDR. English writes both orders, Swedish the year first as well."""


class Hints(NamedTuple):
    languages: tuple[str, ...]
    """Tags of the languages that the label may be in, the likeliest first."""
    order: str | None
    """Of its numeric dates, where that is known: one of `ORDERS`."""
    own_order: str | None
    """The order to fall back on where a date does not show it: the languages' own."""
    words: Vocabulary
    """The words that it may use."""


@lru_cache(maxsize=256)
def hints_of(languages: tuple[str, ...], order: str | None = None) -> Hints:
    """The hints for labels in these languages and of that order. Raises ValueError for an order nobody knows."""
    if order is not None and order not in ORDERS:
        raise ValueError(f"date_order {order!r} is not known. Known: {', '.join(ORDERS)}, or None.")
    return Hints(languages, order, order_of(languages), vocabulary(languages))


def order_of(languages: tuple[str, ...]) -> str | None:
    """ "DMY" where every language given writes the day first, else None."""
    codes = [language_code(language) for language in languages]
    return "DMY" if codes and all(code in DAY_FIRST for code in codes) else None
