"""Day and month of numeric dates: which comes first. Pure."""

from collections.abc import Sequence
from typing import Literal

from newsstand.labels.calendar_words import language_code

Order = Literal["DMY", "MDY", "YMD"]
ORDERS = ("DMY", "MDY", "YMD")
DAY_FIRST = frozenset(["de", "fr", "it", "es", "pt", "nl", "nb", "da", "pl", "ru", "tr", "ar", "hi"])
"""Languages that write day, month, year and nothing else. English writes both orders, Swedish and others a year first."""


def order_of(languages: Sequence[str]) -> str | None:
    """ "DMY" where every language given writes the day first, else None."""
    codes = [language_code(language) for language in languages]
    return "DMY" if codes and all(code in DAY_FIRST for code in codes) else None


class OrderEvidence:
    """What the labels of one publication show of its order: contradicting labels show nothing."""

    def __init__(self) -> None:
        self.shown: set[str] = set()

    def add(self, order: str | None) -> None:
        """Takes what `order_shown` says of a label. A year in front says nothing about the dates that end with it."""
        if order in ("DMY", "MDY"):
            self.shown.add(order)

    @property
    def order(self) -> str | None:
        """The one order seen so far, else None."""
        return next(iter(self.shown)) if len(self.shown) == 1 else None
