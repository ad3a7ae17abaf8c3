"""Which of a title's editions to read. Pure."""

from collections.abc import Sequence
from datetime import date

from newsstand.labels import Meaning
from newsstand.labels.publication import Reading
from newsstand.pages import ListedEdition


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
