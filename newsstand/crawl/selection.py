"""Which of a title's editions to read, and whether two labels name the same one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Self

from newsstand.labels import Meaning, order_shown, read_label
from newsstand.pages import ListedEdition
from newsstand.pages.phrases import folded


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

    def same_edition(self, one: str, other: str) -> bool:
        """Whether two labels name one edition: in the same words, with the same date, or with the same number."""
        if folded(one) == folded(other):
            return True
        a, b = self.meaning(one), self.meaning(other)
        if a.date and b.date:
            return a.date == b.date
        return a.issue_number is not None and (a.volume, a.issue_number) == (b.volume, b.issue_number)


@lru_cache(maxsize=4096)
def decided(label: str, reading: Reading) -> tuple[Meaning, str | None]:
    """(meaning, the order that decided it): the publication's own is asked only where the label alone is ambiguous."""
    languages = (reading.language,) if reading.language else ()
    meaning = read_label(label, languages=languages, publication=reading.publication)
    if meaning.reason == "ambiguous order" and reading.date_order:
        ordered = read_label(label, languages=languages, publication=reading.publication, date_order=reading.date_order)
        if ordered.date:
            return ordered, reading.date_order
    return meaning, None


def date_order(labels: Iterable[str], *, language: str | None, publication: str | None) -> str | None:
    """The order of day and month that a publication's labels show; None without evidence, or where they contradict.

    A label with the year in front says nothing about labels that end in it.
    """
    languages = (language,) if language else ()
    shown = {order_shown(label, languages=languages, publication=publication) for label in labels} - {None, "YMD"}
    return shown.pop() if len(shown) == 1 else None


def touches(meaning: Meaning, since: date | None, until: date | None) -> bool | None:
    """Whether an edition's interval touches the days asked for, both inclusive; None where its date is not known."""
    if since is None and until is None:
        return True
    if meaning.date_start is None or meaning.date_end is None:
        return None
    after = since is None or date.fromisoformat(meaning.date_end) >= since
    return after and (until is None or date.fromisoformat(meaning.date_start) <= until)


def choose(
    listed: Sequence[ListedEdition],
    reading: Reading,
    *,
    newest: int | None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[list[ListedEdition], list[ListedEdition]]:
    """(editions to read, newest first; those left out because their label has no date to compare).

    An edition that the list shows without any label is among those to read: its own page will say.
    """
    inside: list[ListedEdition] = []
    undated: list[ListedEdition] = []
    for edition in newest_first(listed, reading):
        touched = True if edition.label is None else touches(reading.meaning(edition.label), since, until)
        if touched is None:
            undated.append(edition)
        elif touched:
            inside.append(edition)
    return inside[:newest], undated


def newest_first(listed: Sequence[ListedEdition], reading: Reading) -> list[ListedEdition]:
    """By date where every label has one; else as printed, which is newest first unless the dates that can be read say
    that it is the other way round."""
    meanings = [reading.meaning(edition.label) if edition.label else None for edition in listed]
    days = [meaning.date_start for meaning in meanings if meaning and meaning.date_start]
    if len(days) == len(listed):
        order = sorted(range(len(listed)), key=lambda i: (days[i], -i), reverse=True)
        return [listed[i] for i in order]
    upwards = len(days) > 1 and days == sorted(days) and days[0] < days[-1]
    return list(reversed(listed)) if upwards else list(listed)
