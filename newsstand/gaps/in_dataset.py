"""The gaps of a dataset, publication by publication, from its index and its records."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from newsstand.dataset.index import Index
from newsstand.dataset.opening import Left, NoDataset, not_as_left, noting_files
from newsstand.dataset.runs import latest_runs
from newsstand.dataset.schema import EditionSummary, KnownPublication
from newsstand.gaps.frequency import span_of
from newsstand.gaps.missing import EditionState, Gap, Gaps, find_gaps
from newsstand.gaps.silence import Silence, why_silent
from newsstand.gaps.wanted import wanted
from newsstand.labels.publication import Reading

LOST = "not in the files"
"""The cause of a gap where stories were collected, and the file that held them is gone or is not what it was."""
NO_RECORD = "no record of the edition"
"""The cause where stories of an edition are there and its own record is not: lost, or never written for a kill."""
NO_PUBLICATION = "no record of the publication"
"""The cause where editions or stories of a publication are there and its own record is not."""


@dataclass(frozen=True, slots=True)
class PublicationGaps:
    """A publication and its gaps."""

    publication: KnownPublication
    gaps: Gaps


def survey(
    index: Index, *, publication: str | None = None, until: date | None = None, hashed: bool = False
) -> tuple[list[PublicationGaps], list[str]]:
    """The gaps, as `gaps_in` gives them, and the files that are not as the runs left them (`not_as_left`).

    The record of runs, a large file after years, is read once.
    """
    left: Left = {}
    begun = wanted(noting_files(latest_runs(index.data_dir), left))
    wrong = not_as_left(index, left, hashed=hashed)
    return gaps_in(index, publication=publication, until=until, doubtful=bool(wrong), begun=begun), wrong


def gaps_in(
    index: Index,
    *,
    publication: str | None = None,
    until: date | None = None,
    doubtful: bool = False,
    begun: Mapping[tuple[str, str], date] | None = None,
) -> list[PublicationGaps]:
    """The gaps of every publication, or of those of one name or id. Raises NoDataset where none is called so.

    `doubtful`: files are not as they were left. Then the stories of an edition whose record does not name them are
    counted too; else its own numbers are believed, as a story that two editions list belongs to one of them.
    `begun`: what `wanted` says of all runs; these are read where it is not given.
    """
    known = {(each.newsstand, each.id): each for each in index.publications()}
    lost = (nameless(*key) for key in index.named_publications() if key not in known)
    every = [*known.values(), *(each for each in lost if holds_any(index, each))]
    chosen = [each for each in every if publication is None or is_called(each, publication)]
    if not chosen:
        names = ", ".join(sorted({each.name or each.id for each in every}))
        raise NoDataset(f"publication {publication!r} is not in {index.data_dir}. It holds: {names or 'none'}.")
    begun = wanted(latest_runs(index.data_dir)) if begun is None else begun
    found = []
    for each in chosen:
        editions = editions_of(index, each, doubtful=doubtful)
        gaps = find_gaps(editions, until=until, wanted=begun.get((each.newsstand, each.id)))
        if (each.newsstand, each.id) not in known:
            gaps.gaps.insert(0, Gap(kind="incomplete", causes={NO_PUBLICATION: 1}))
        found.append(PublicationGaps(each, gaps))
    return found


def accepted(found: PublicationGaps, silences: Sequence[Silence]) -> PublicationGaps:
    """The same with the reason at each gap that begins in a time of which the user knows why nothing is there."""
    publication = found.publication
    gaps = [
        replace(
            gap,
            accepted=why_silent(silences, publication.id, publication.name, date.fromisoformat(gap.date_start))
            or gap.accepted,
        )
        if gap.date_start
        else gap
        for gap in found.gaps.gaps
    ]
    return PublicationGaps(publication, Gaps(found.gaps.frequency, gaps))


def nameless(newsstand: str, id: str) -> KnownPublication:
    """A publication whose own record is gone, its editions or stories being there."""
    return KnownPublication(newsstand, id, 0, "", None, None, "", 0)


def holds_any(index: Index, publication: KnownPublication) -> bool:
    """Whether the latest record of an edition, or of a story that is not withdrawn, still names the publication."""
    key = publication.newsstand, publication.id
    return bool(index.editions_of(*key)) or any(id is not None for id in index.stories_by_edition(*key))


def is_called(publication: KnownPublication, name: str) -> bool:
    """Whether `name` is its id, with or without "publication:", or its name in whatever case."""
    if name.removeprefix("publication:") == publication.id.removeprefix("publication:"):
        return True
    return publication.name is not None and publication.name.casefold() == name.strip().casefold()


def editions_of(index: Index, publication: KnownPublication, *, doubtful: bool) -> list[EditionState]:
    """Every edition of a publication that a list has shown, that has a record, or that stories name.

    `doubtful`: see `gaps_in`.
    """
    newsstand = publication.newsstand
    known = {edition.id: edition for edition in index.summaries_of(newsstand, publication.id)}
    there = index.stories_by_edition(newsstand, publication.id)
    found = []
    for edition in known.values():
        held, said = there.get(edition.id, 0), edition.stories_held or 0
        if held < said:  # a story that two editions list belongs to one of them
            exact = index.places_held(newsstand, edition.id)
            held = said if exact is None and not doubtful else held if exact is None else exact
        found.append(recorded(edition, held))
    named = {id: count for id, count in there.items() if id is not None and id not in known}
    without_record = {id: count for id, count in named.items() if index.edition(newsstand, id) is None}
    only_listed = index.listed(newsstand, publication.id)
    unknown = (only_listed.keys() | without_record.keys()) - known.keys()
    reading = Reading(publication=publication.name, language=publication.language)
    if unknown:
        labels = {*only_listed.values(), *(edition.label for edition in known.values())}
        reading = reading.taught(label for label in labels if label)
    for id in unknown:
        state = listed(id, only_listed.get(id), reading)
        if id in without_record:
            state = state._replace(stories_held=without_record[id], causes={NO_RECORD: 1})
        found.append(state)
    return found


NO_FAILURES = "[]"


def recorded(edition: EditionSummary, there: int) -> EditionState:
    """An edition as its record has it; without a list of stories, its page could not be read.

    `there`: how many of its stories the files hold. Fewer than the record says are a gap, whatever that says.
    """
    causes: dict[str, int] = {}
    if edition.failures != NO_FAILURES:  # of tens of thousands most have none
        causes |= Counter(str(failure.get("cause")) for failure in json.loads(edition.failures))
    said, complete = edition.stories_held, edition.complete
    if said is not None and there < said:
        causes[LOST] = said - there
        said, complete = there, False
    return EditionState(
        id=edition.id,
        label=edition.label,
        span=span_of(edition.date_start, edition.date_end),
        volume=edition.volume,
        number=edition.issue_number,
        collected=edition.stories_listed is not None,
        complete=complete,
        stories_listed=edition.stories_listed,
        stories_held=said,
        causes=causes,
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
