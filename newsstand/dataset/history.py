"""What a run remembers of those before it: whose turn a publication is, what is known of it, and what is still due."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from newsstand.dataset.files import Salvaged
from newsstand.dataset.index import Index
from newsstand.dataset.locks import Locks, check_locks
from newsstand.dataset.mending import mend
from newsstand.dataset.schema import KnownEdition, KnownPublication, KnownStory
from newsstand.items import Edition, Failure, Place, Publication, Story, Teaser

Item = TypeVar("Item")
NOT_SAID = {
    *("url", "fetched_at", "cover_url", "reader_version", "stories_collected", "stories_known", "editions_listed"),
    *("revision", "changed", "cause"),
}
"""Fields of a publication or an edition that may differ though it says the same: how and when it was read."""


@dataclass(slots=True, weakref_slot=True)
class History:
    """Opened at the start of a walk, closed when its last file has its final name."""

    data_dir: Path
    newsstand: str
    run_id: str
    revisit_days: int
    """Editions are looked at again until they are older than this."""
    attempts: int
    """How often a run asks for a story that fails, before it is given up."""
    final: frozenset[str] = frozenset()
    """Causes of failure that another run cannot change."""
    lost_sight_of: dict[str, dict[str | None, KnownStory]] = field(default_factory=dict)
    """Edition -> its stories that its list does not name under an address they are known by, by what they say."""
    index_dir: Path | None = None
    """Where the index is, if not in DATA_DIR."""
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    index: Index = field(init=False)
    locks: Locks = field(init=False)
    _held: dict[str, dict[str | None, int]] = field(default_factory=dict)
    """By publication: how many stories belong to each edition, as the run began."""
    _new: set[str] = field(default_factory=set)
    """Ids that a list has given and by which the index knows no story. It stays as it is during the run: it need not be
    asked again before the story is read."""

    def open(self, publications: Iterable[str | None], host: str | None = None) -> list[Salvaged]:
        """Lock the publications and the host that they are asked for at, and take in what is complete, after salvaging
        what dead runs left.

        Raises Held where another run is over one of them or at that host, as each keeps a pace of its own; OSError
        where DATA_DIR cannot be written.
        """
        self.data_dir.mkdir(parents=True, exist_ok=True)
        check_locks(self.data_dir)
        self.locks = Locks(self.data_dir, self.run_id)
        self.locks.use_files()
        for publication in publications:
            if publication is not None:
                self.locks.acquire(self.newsstand, publication)
        if host is not None:
            self.locks.acquire("", host)
        salvaged, found = mend(self.data_dir)
        self.index = Index(self.data_dir, folder=self.index_dir)
        self.index.sync(found)
        return salvaged

    def close(self) -> None:
        self.locks.release()
        if hasattr(self, "index"):
            self.index.close()

    def story(self, key: str) -> KnownStory | None:
        return None if key in self._new else self.index.story(self.newsstand, key)

    def story_at(self, key: str, url: str | None) -> KnownStory | None:
        """The story whose id is `key`, or which stands at `url`, of which that would be the id, since it moved."""
        if key in self._new:
            self._new.remove(key)
            return None
        if found := self.story(key):
            return found
        moved = self.index.known_as(self.newsstand, key)
        known = self.story(moved) if moved else None
        return known if known and self.index.record(known).get("url") == url else None

    def edition(self, key: str | None) -> KnownEdition | None:
        return self.index.edition(self.newsstand, key) if key else None

    def holds_publication(self, id: str) -> bool:
        return self.index.publication(self.newsstand, id) is not None

    def held_by_number(self, identifier: str) -> str | None:
        """The id of the publication with the newsstand's own number; None where none is held, or several are."""
        every = [one for one in self.index.publications() if one.newsstand == self.newsstand]
        found = [one.id for one in every if self.index.record(one).get("identifier") == identifier]
        return found[0] if len(found) == 1 else None

    def take_turn(self, publication: str) -> None:
        """Lock one more publication. Raises Held where another run is over it."""
        self.locks.acquire(self.newsstand, publication)

    def labels(self, publication: str | None) -> list[str]:
        return self.index.labels(self.newsstand, publication) if publication else []

    def new_in_list(
        self, publication: str | None, listed: Iterable[dict[str, str | None]]
    ) -> list[dict[str, str | None]]:
        """Those of the listed editions (`id`, `label`) that no record of the publication has named yet, or not so."""
        known = self.index.listed(self.newsstand, publication) if publication else {}
        return [one for one in listed if one["id"] not in known or one["label"] != known[one["id"]]]

    def editions_of(self, publication: str | None) -> list[KnownEdition]:
        return self.index.editions_of(self.newsstand, publication) if publication else []

    def is_recent(self, edition: KnownEdition) -> bool:
        """Whether late stories may come: by the edition's first day. Nobody knows that of one without a date."""
        oldest = (self.today - timedelta(days=self.revisit_days)).isoformat()
        return edition.date_start is not None and edition.date_start >= oldest

    def is_due(self, edition: KnownEdition) -> bool:
        """Whether an edition that is known is worth another look: recent, with stories that may still come, or with
        fewer in the files than its record says, which is how a file that was lost shows."""
        if self.is_recent(edition):
            return True
        if self.lacks_stories(edition):
            return True
        return any(self.may_be_had(item_of(Failure, one)) for one in json.loads(edition.failures))

    def may_be_had(self, failure: Failure) -> bool:
        """Whether what failed is worth another request."""
        return failure.attempts < self.attempts and failure.cause not in self.final

    def lacks_stories(self, edition: KnownEdition) -> bool:
        """Whether the files hold fewer of an edition's stories than its record says.

        The stories of a publication's editions are counted at once; one by one only where that is not enough.
        """
        said = edition.stories_held or 0
        if self.stories_by_edition(edition.publication_id).get(edition.id, 0) >= said:
            return False
        return self.index.stories_held(self.newsstand, edition.id) < said

    def stories_by_edition(self, publication: str | None) -> dict[str | None, int]:
        """How many stories belong to each edition of a publication, as the run began; withdrawn ones do not count."""
        key = publication or ""
        if key not in self._held:
            self._held[key] = self.index.stories_by_edition(self.newsstand, key)
        return self._held[key]

    def without_record(self, publication: str | None) -> set[str]:
        """The editions that stories of a publication name and that have no record: lost, or a kill came first."""
        known = {one.id for one in self.editions_of(publication)}
        unknown = self.stories_by_edition(publication).keys() - known
        return {id for id in unknown if id is not None and self.edition(id) is None}

    def failed_before(self, edition: str | None) -> dict[str, Failure]:
        """The failures of the runs before, by id."""
        found = self.index.failures(self.newsstand, edition) if edition else []
        return {one.id: one for one in (item_of(Failure, row) for row in found) if one.id}

    def gone(self, edition: str | None, listed: set[str]) -> dict[str, KnownStory]:
        """The stories of an edition that are not among those listed now, nor withdrawn, by id."""
        found = self.index.stories_of(self.newsstand, edition) if edition else []
        return {known.id: known for known in found if known.id not in listed and not known.withdrawn}

    def note_gone(self, edition: str | None, gone: Iterable[KnownStory]) -> None:
        """Note the stories that an edition's list does not name any more, for `moved_from`."""
        found: dict[str | None, KnownStory] = {known.content_hash: known for known in gone if known.content_hash}
        if found:
            self.lost_sight_of[edition or ""] = found

    def moved_from(self, story: Story) -> KnownStory | None:
        """The story that a new one is, under another address: of the same edition, with the same content, and no longer
        listed where it was. Each is found once."""
        return self.lost_sight_of.get(story.edition_id or "", {}).pop(story.content_hash, None)

    def listed_elsewhere(self, story: str, edition: str | None) -> bool:
        """Whether another edition's latest record lists a story."""
        return any(one != edition for one in self.index.editions_listing(self.newsstand, story))

    def known_as(self, listed_as: str) -> str:
        """The id of the story that lists show under an address which gives the id `listed_as`."""
        if self.index.story(self.newsstand, listed_as):
            return listed_as
        known = self.index.known_as(self.newsstand, listed_as)
        if known is None:
            self._new.add(listed_as)
        return known or listed_as

    def last(self, known: KnownStory) -> Story:
        """The latest record of a story."""
        record = self.index.record(known)
        story = item_of(Story, record)
        story.related = [item_of(Teaser, teaser) for teaser in record.get("related") or ()]
        return story

    def last_edition(self, known: KnownEdition) -> Edition:
        record = self.index.record(known)
        edition = item_of(Edition, record)
        edition.failures = [item_of(Failure, failure) for failure in record.get("failures") or ()]
        edition.stories = [item_of(Place, place) for place in record.get("stories") or ()]
        return edition

    def url(self, known: KnownEdition) -> str:
        found: str = self.index.record(known)["url"]
        return found

    def known(self, item: Publication | Edition) -> KnownPublication | KnownEdition | None:
        """The latest record of a publication or an edition."""
        look = self.index.edition if isinstance(item, Edition) else self.index.publication
        return look(self.newsstand, item.id) if item.id else None

    def revision(self, item: Publication | Edition) -> int:
        """That of the latest record; 0 where there is none."""
        known = self.known(item)
        return known.revision if known else 0

    def says_the_same(self, item: Publication | Edition) -> bool:
        """Whether the dataset's latest record of a publication or an edition says what this one does."""
        known = self.known(item)
        if known is None or getattr(item, "editions_listed", None):
            return False
        return said(self.index.record(known)) == said(asdict(item))


def item_of(kind: type[Item], record: Mapping[str, Any]) -> Item:
    """A record, or part of one, as an item: what another version wrote besides is left out, what it lacks is null."""
    return kind(**{name: record[name] for name in kind.__slots__ if name in record})  # type: ignore[attr-defined]


def said(record: dict[str, Any]) -> dict[str, Any]:
    """What a record says, without how and when it was read; collected now or before is the same."""
    plain = {name: value for name, value in record.items() if name not in NOT_SAID}
    plain["held"] = (record.get("stories_collected") or 0) + (record.get("stories_known") or 0)
    plain["failures"] = [{**one, "url": None} for one in record.get("failures") or ()]
    return plain
