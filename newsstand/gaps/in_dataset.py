"""The gaps of a dataset, publication by publication, from its index and its records."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from newsstand.dataset.index import Index
from newsstand.dataset.opening import NoDataset
from newsstand.dataset.schema import KnownEdition, KnownPublication
from newsstand.gaps.frequency import span_of
from newsstand.gaps.missing import EditionState, Gaps, find_gaps
from newsstand.labels.publication import Reading

LOST = "not in the files"
"""The cause of a gap where stories were collected, and the file that held them is gone or is not what it was."""


@dataclass(frozen=True, slots=True)
class PublicationGaps:
    """A publication and its gaps."""

    publication: KnownPublication
    gaps: Gaps


def gaps_in(
    index: Index, *, publication: str | None = None, until: date | None = None, doubtful: bool = False
) -> list[PublicationGaps]:
    """The gaps of every publication, or of those of one name or id. Raises NoDataset where none is called so.

    `doubtful`: files are not as they were left, so that each edition's stories are counted, whatever its record says.
    """
    known = index.publications()
    chosen = [each for each in known if publication is None or is_called(each, publication)]
    if not chosen:
        names = ", ".join(sorted({each.name or each.id for each in known}))
        raise NoDataset(f"publication {publication!r} is not in {index.data_dir}. It holds: {names or 'none'}.")
    found = []
    for each in chosen:
        editions = editions_of(index, each)
        if doubtful:
            editions = list(_counted(index, each.newsstand, editions))
        found.append(PublicationGaps(each, find_gaps(editions, until=until)))
    return found


def _counted(index: Index, newsstand: str, editions: list[EditionState]) -> Iterator[EditionState]:
    """Editions with the stories that the files hold of them. One of which none is lost stays as it is."""
    for edition in editions:
        there, said = index.stories_held(newsstand, edition.id), edition.stories_held or 0
        if there < said:
            causes = {**edition.causes, LOST: said - there}
            yield replace(edition, complete=False, stories_held=there, causes=causes)
        else:
            yield edition


def is_called(publication: KnownPublication, name: str) -> bool:
    """Whether `name` is its id, with or without "publication:", or its name in whatever case."""
    if name.removeprefix("publication:") == publication.id.removeprefix("publication:"):
        return True
    return publication.name is not None and publication.name.casefold() == name.strip().casefold()


def editions_of(index: Index, publication: KnownPublication) -> list[EditionState]:
    """Every edition of a publication that a list has shown or that has a record."""
    newsstand = publication.newsstand
    known = {edition.id: edition for edition in index.editions_of(newsstand, publication.id)}
    reading = Reading(publication=publication.name, language=index.record(publication).get("language"))
    reading = reading.taught(index.labels(newsstand, publication.id))
    found = [recorded(edition, index.record(edition)) for edition in known.values()]
    for id, label in index.listed(newsstand, publication.id).items():
        if id not in known:
            found.append(listed(id, label, reading))
    return found


def recorded(edition: KnownEdition, record: dict[str, Any]) -> EditionState:
    """An edition as its record has it; without a list of stories, its page could not be read."""
    collected, before = record.get("stories_collected"), record.get("stories_known")
    return EditionState(
        id=edition.id,
        label=edition.label,
        span=span_of(edition.date_start, edition.date_end),
        volume=record.get("volume"),
        number=record.get("issue_number"),
        collected=record.get("stories_listed") is not None,
        complete=edition.complete,
        stories_listed=record.get("stories_listed"),
        stories_held=None if collected is None and before is None else (collected or 0) + (before or 0),
        causes=Counter(failure["cause"] for failure in record.get("failures") or ()),
    )


def listed(id: str, label: str | None, reading: Reading) -> EditionState:
    """An edition of which no more is known than its label."""
    meaning = reading.meaning(label) if label else None
    if meaning is None:
        return EditionState(id=id, label=label, collected=False)
    return EditionState(
        id=id,
        label=label,
        span=span_of(meaning.date_start, meaning.date_end),
        volume=meaning.volume,
        number=meaning.issue_number,
        collected=False,
    )
