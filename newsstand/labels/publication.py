"""The labels of ONE publication: read with its language, its name and the order of day and month it shows. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from newsstand.labels.fold import folded, plain
from newsstand.labels.meaning import AMBIGUOUS, AMBIGUOUS_ORDER, UNKNOWN_FORM, Meaning
from newsstand.labels.reading import order_shown, read_label, words_beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the labels of one publication are read."""

    publication: str | None = None
    language: str | None = None
    """ISO 639-1."""
    date_order: str | None = None
    """The order that the publication's own labels show."""

    def taught(self, labels: Iterable[str]) -> Self:
        """This reading with the order of day and month that the publication's labels show."""
        return replace(self, date_order=date_order(labels, language=self.language, publication=self.publication))

    def meaning(self, label: str) -> Meaning:
        return decided(label, self)[0]

    def says_something(self, label: str) -> bool:
        """Whether a label says a date or a number; one that can be read in two ways does."""
        meaning = self.meaning(label)
        return bool(meaning.date or meaning.issue_number) or meaning.reason in (AMBIGUOUS_ORDER, AMBIGUOUS)

    def same_edition(self, one: str, other: str) -> bool:
        """Whether two labels name one edition: printed alike, with the same date and the same words beside it ("Morning
        Edition" and "Evening Edition" of one day are two), or with the same number."""
        if same_words(one, other):
            return True
        a, b = self.meaning(one), self.meaning(other)
        if a.date and b.date:
            return a.date == b.date and self.words_beside(one) == self.words_beside(other)
        return a.issue_number is not None and (a.volume, a.issue_number) == (b.volume, b.issue_number)

    def words_beside(self, label: str) -> frozenset[str]:
        """The words of a label that are part of neither a date nor a number nor the publication's name."""
        languages = (self.language,) if self.language else ()
        return words_beside(label, languages=languages, publication=self.publication)


DECIDED_BY_ORDER = frozenset([AMBIGUOUS_ORDER, AMBIGUOUS, UNKNOWN_FORM])
"""Why a label may have no date that its publication's order gives it: the last two are "01/2025" and "2012年2/4号"."""


@lru_cache(maxsize=4096)
def decided(label: str, reading: Reading) -> tuple[Meaning, str | None]:
    """(meaning, the order that decided it): the publication's own is asked only where the label alone is ambiguous."""
    languages = (reading.language,) if reading.language else ()
    meaning = read_label(label, languages=languages, publication=reading.publication)
    if reading.date_order and meaning.reason in DECIDED_BY_ORDER:
        ordered = read_label(label, languages=languages, publication=reading.publication, date_order=reading.date_order)
        if ordered.date:
            return ordered, reading.date_order
    return meaning, None


def date_order(labels: Iterable[str], *, language: str | None, publication: str | None) -> str | None:
    """The order of day and month that a publication's labels show; None without evidence, or where they contradict.

    A label with the year in front says nothing about labels that end in it.
    """
    languages = (language,) if language else ()
    labels = list(labels)
    shown = {order_shown(label, languages=languages, publication=publication) for label in labels} - {None, "YMD"}
    if any(YEAR_MONTH_DAY.search(label) for label in labels):
        shown.add("YMD")
    if shows_months(labels):
        shown.add("MY")
    return shown.pop() if len(shown) == 1 else None


YEAR_MONTH_DAY = re.compile(r"年\s?(?:[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])号")
"""Japanese weeklies print month and day so; "11/12号" alone may be a double issue."""
NUMBER_AND_YEAR = re.compile(r"\s*(\d{1,3})[-/.](?:1[7-9]|20)\d\d\s*")
OCTOBER, DECEMBER = 10, 12


def shows_months(labels: Iterable[str]) -> bool:
    """Whether the numbers that a publication prints before a year are months: they go above 09, and never above 12."""
    numbers = [int(found[1]) for label in labels if (found := NUMBER_AND_YEAR.fullmatch(label))]
    return bool(numbers) and OCTOBER <= max(numbers) <= DECEMBER


def same_words(one: str, other: str) -> bool:
    """Whether two labels are printed alike but for case, accents and spaces."""
    return one == other or spelling(one) == spelling(other)


def spelling(label: str) -> str:
    return folded(plain(label)).replace(" ", "")
