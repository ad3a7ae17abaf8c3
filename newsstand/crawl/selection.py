"""Which of a title's editions to read, and which of their stories to ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from newsstand.arguments import Arguments
from newsstand.crawl.tracking import PublicationProgress
from newsstand.dataset.history import History
from newsstand.dataset.schema import KnownEdition, KnownStory
from newsstand.items import Edition
from newsstand.labels import Meaning
from newsstand.labels.publication import Reading
from newsstand.pages import ListedEdition, TitlePage
from newsstand.urls import edition_id, language_prefix, page_url


@dataclass(slots=True)
class Selected:
    """What becomes of the editions of a title."""

    to_read: list[ListedEdition] = field(default_factory=list)
    """In the order in which they are asked for."""
    held: list[KnownEdition] = field(default_factory=list)
    """Those that need not be asked for, as all that is asked for of them is held."""
    held_of_list: int = 0
    """How many of `held` the list shows."""
    undated: list[ListedEdition] = field(default_factory=list)
    """Those left out, as their label has no date to compare with the days asked for."""


class Selection:
    """Decides by what the user asked for and what the dataset holds."""

    def __init__(self, asked: Arguments, history: History) -> None:
        self.asked = asked
        self.history = history

    def wants_whole_list(self, page: TitlePage, publication: str | None, reading: Reading) -> bool:
        """Whether the title page's recent editions may not be all that is asked for."""
        asked, newest = self.asked, page.current_label
        if self.history.without_record(publication) - {edition_id(one.url, asked.site) for one in page.editions}:
            return True
        return (
            asked.editions is None
            or asked.editions > len(page.editions)
            or asked.since is not None
            or asked.until is not None
            or (newest is not None and not any(reading.same_edition(one.label or "", newest) for one in page.editions))
        )

    def has_enough(self, listed: Sequence[ListedEdition], publication: str | None, reading: Reading) -> bool:
        """Whether the first pages of a list show all the editions that are asked for: as many of the newest."""
        asked = self.asked
        if self.history.without_record(publication) - {edition_id(one.url, asked.site) for one in listed}:
            return False
        if asked.editions is None or asked.since or asked.until or len(listed) < asked.editions:
            return False
        return is_newest_first(listed, reading)

    def editions(self, publication: PublicationProgress, listed: Sequence[ListedEdition]) -> Selected:
        """Which of a title's editions to read: those asked for that are not held, and the held ones that are due."""
        asked, history = self.asked, self.history
        known = {edition.id: edition for edition in history.editions_of(publication.record.id)}
        chosen, undated = choose(
            listed, publication.reading, newest=asked.editions, since=asked.since, until=asked.until
        )
        selected = Selected(undated=undated)
        for one in chosen:
            before = known.pop(edition_id(one.url, asked.site) or "", None)
            if before is None or asked.refresh or history.is_due(before):
                selected.to_read.append(one)
            else:
                selected.held.append(before)
        selected.held_of_list = len(selected.held)
        lost = history.without_record(publication.record.id)
        selected.to_read += [one for one in listed if one not in chosen and edition_id(one.url, asked.site) in lost]
        for before in known.values():
            if asked.since is None and asked.until is None and history.is_due(before):
                url = history.url(before)
                address = page_url(url, asked.site, language=language_prefix(publication.url))
                selected.to_read.append(ListedEdition(label=before.label, url=address or url))
            else:
                selected.held.append(before)
        return selected

    def others(self, publication: str | None, listed: Iterable[ListedEdition]) -> set[str]:
        """Ids of those of the listed editions that the dataset holds of another publication."""
        found = set()
        for one in listed:
            known = self.history.edition(edition_id(one.url, self.asked.site))
            if known and known.publication_id and known.publication_id != publication:
                found.add(known.id)
        return found

    def is_held(self, before: KnownStory, edition: Edition, listed_before: set[str | None], reading: Reading) -> bool:
        """Whether a story that an edition lists need not be asked for.

        listed_before: the ids of the stories that the edition listed when it was read last. A story of another edition
        is asked for where this one did not list it then, for the address may have a new text, and where its page
        names this edition.
        """
        if self.asked.refresh or before.withdrawn:
            return False
        if before.edition_id == edition.id:
            known = self.history.edition(edition.id)
            return known is None or not self.history.is_recent(known)
        return before.id in listed_before and not self.names(before, edition, reading)

    def names(self, before: KnownStory, edition: Edition, reading: Reading) -> bool:
        """Whether the page of a story that is held as of another edition names this one."""
        named = self.history.last(before).edition_conflict
        return bool(named and edition.label and reading.same_edition(named, edition.label))


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
    days = first_days(listed, reading)
    if len(days) == len(listed):
        order = sorted(range(len(listed)), key=lambda i: (days[i], -i), reverse=True)
        return [listed[i] for i in order]
    upwards = len(days) > 1 and days == sorted(days) and days[0] < days[-1]
    return list(reversed(listed)) if upwards else list(listed)


def first_days(listed: Sequence[ListedEdition], reading: Reading) -> list[str]:
    """The first days of the editions whose label has a date, in the order listed."""
    meanings = [reading.meaning(edition.label) if edition.label else None for edition in listed]
    return [meaning.date_start for meaning in meanings if meaning and meaning.date_start]


def is_newest_first(listed: Sequence[ListedEdition], reading: Reading) -> bool:
    """Whether every edition of a list has a date, and none is newer than the one before it."""
    days = first_days(listed, reading)
    return len(days) == len(listed) and days == sorted(days, reverse=True)
