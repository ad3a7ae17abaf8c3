"""What a run remembers of those before it: whose turn a publication is, what is known of it, and what is still due."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from newsstand.dataset.files import Salvaged, salvage
from newsstand.dataset.index import Index
from newsstand.dataset.locks import Locks, check_locks
from newsstand.dataset.schema import KnownEdition, KnownPublication, KnownStory
from newsstand.items import Edition, Publication, Story, Teaser

NOT_SAID = {
    *("url", "fetched_at", "cover_url", "reader_version", "stories_collected", "stories_known", "editions_listed"),
    "revision",
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
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    index: Index = field(init=False)
    locks: Locks = field(init=False)
    _held: dict[str, dict[str | None, int]] = field(default_factory=dict)
    """By publication: how many stories belong to each edition, as the run began."""

    def open(self, publications: Iterable[str | None]) -> list[Salvaged]:
        """Lock the publications and take in what is complete, after salvaging what dead runs left.

        Raises Held where another run is over one of them, OSError where DATA_DIR cannot be written.
        """
        self.data_dir.mkdir(parents=True, exist_ok=True)
        check_locks(self.data_dir)
        self.locks = Locks(self.data_dir, self.run_id)
        self.locks.use_files()
        for publication in publications:
            if publication is not None:
                self.locks.acquire(self.newsstand, publication)
        salvaged = salvage(self.data_dir)
        self.index = Index(self.data_dir)
        self.index.sync()
        return salvaged

    def close(self) -> None:
        self.locks.release()
        if hasattr(self, "index"):
            self.index.close()

    def story(self, key: str) -> KnownStory | None:
        return self.index.story(self.newsstand, key)

    def edition(self, key: str | None) -> KnownEdition | None:
        return self.index.edition(self.newsstand, key) if key else None

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
        return any(one["attempts"] < self.attempts for one in json.loads(edition.failures))

    def lacks_stories(self, edition: KnownEdition) -> bool:
        """Whether the files hold fewer of an edition's stories than its record says.

        The stories of a publication's editions are counted at once; one by one only where that is not enough.
        """
        publication, said = edition.publication_id or "", edition.stories_held or 0
        if publication not in self._held:
            self._held[publication] = self.index.stories_by_edition(self.newsstand, publication)
        if self._held[publication].get(edition.id, 0) >= said:
            return False
        return self.index.stories_held(self.newsstand, edition.id) < said

    def attempted(self, edition: str | None) -> dict[str, dict[str, Any]]:
        """The failures of the runs before, by id."""
        return {one["id"]: one for one in self.index.failures(self.newsstand, edition)} if edition else {}

    def gone(self, edition: str | None, listed: Iterable[str]) -> Iterator[Story]:
        """The stories of an edition that its page no longer lists, as their last records have them."""
        if edition is not None:
            there = set(listed)
            for known in self.index.stories_of(self.newsstand, edition):
                if known.id not in there and not known.withdrawn:
                    yield self.last(known)

    def last(self, known: KnownStory) -> Story:
        """The latest record of a story."""
        record = self.index.record(known)
        story = Story(**{name: record[name] for name in Story.__slots__ if name in record})
        story.related = [Teaser(**teaser) for teaser in record.get("related") or ()]
        return story

    def last_edition(self, known: KnownEdition) -> Edition:
        record = self.index.record(known)
        return Edition(**{name: record[name] for name in Edition.__slots__ if name in record})

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
        return said(self.index.record(known)) == said({one.name: getattr(item, one.name) for one in fields(item)})


def said(record: dict[str, Any]) -> dict[str, Any]:
    """What a record says, without how and when it was read; collected now or before is the same."""
    plain = {name: value for name, value in record.items() if name not in NOT_SAID}
    plain["held"] = (record.get("stories_collected") or 0) + (record.get("stories_known") or 0)
    plain["failures"] = [{**one, "url": None} for one in record.get("failures") or ()]
    return plain
