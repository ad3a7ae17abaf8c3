"""What the dataset holds, in an SQLite index of its files: built from them, deleted at will, the same again."""

import errno
import json
from collections.abc import Iterable, Iterator
from typing import Any

from newsstand.dataset.database import IndexFile, NotOurs
from newsstand.dataset.records import line_at
from newsstand.dataset.schema import EditionSummary, Known, KnownEdition, KnownPublication, KnownStory
from newsstand.dataset.statements import DUMP, Statement

SUMS = ("stories", "withdrawn", "story_records", "bytes")
AMOUNT = ("newsstand", "publication_id", "name", "editions", "first", "last", *SUMS)
"""The keys of `Index.amounts`."""


class Index(IndexFile):
    """The index of one DATA_DIR; made where there is none, built anew where it is damaged, foreign or out of date.

    For one thread. Several processes may have it open: they take files in one after another. All methods raise OSError
    for what a new index would not mend: a full disk, a folder that cannot be written. Damage that a look-up meets is
    mended once, with one line in the log.
    `folder`: where the index is, if not in DATA_DIR. One that is `passing` leaves DATA_DIR as it is: built in a
    temporary file, and gone when it is closed.
    """

    def publication(self, newsstand: str, id: str) -> KnownPublication | None:
        found = self._rows(Statement.PUBLICATION, newsstand, id)
        return KnownPublication(*found[0]) if found else None

    def edition(self, newsstand: str, id: str) -> KnownEdition | None:
        found = self._rows(Statement.EDITION, newsstand, id)
        return KnownEdition(*found[0]) if found else None

    def story(self, newsstand: str, id: str) -> KnownStory | None:
        found = self._rows(Statement.STORY, newsstand, id)
        return KnownStory(*found[0]) if found else None

    def publications(self) -> list[KnownPublication]:
        """Every publication that has a record, by newsstand and id."""
        return [KnownPublication(*row) for row in self._rows(Statement.PUBLICATIONS)]

    def editions_of(self, newsstand: str, publication_id: str) -> list[KnownEdition]:
        """By id."""
        return [KnownEdition._make(row) for row in self._rows(Statement.EDITIONS_OF, newsstand, publication_id)]

    def summaries_of(self, newsstand: str, publication_id: str) -> list[EditionSummary]:
        """The same in short, by id: in half the time, as its file is looked up for none."""
        return [EditionSummary._make(row) for row in self._rows(Statement.SUMMARIES_OF, newsstand, publication_id)]

    def stories_of(self, newsstand: str, edition_id: str) -> list[KnownStory]:
        """By id; those withdrawn too."""
        return [KnownStory._make(row) for row in self._rows(Statement.STORIES_OF, newsstand, edition_id)]

    def stories_held(self, newsstand: str, edition_id: str) -> int:
        """How many of the stories that an edition's record lists the files hold, whichever edition they belong to.

        Where the record names none: how many belong to the edition and are not withdrawn.
        """
        held = self.places_held(newsstand, edition_id)
        return int(self._rows(Statement.STORIES_IN, newsstand, edition_id)[0][0]) if held is None else held

    def places_held(self, newsstand: str, edition_id: str) -> int | None:
        """The first of these numbers; None where the record names no story."""
        ((listed, held),) = self._rows(Statement.PLACES_HELD, newsstand, edition_id)
        return int(held) if listed else None

    def stories_by_edition(self, newsstand: str, publication_id: str) -> dict[str | None, int]:
        """How many stories belong to each edition of a publication and are not withdrawn, by the edition's id."""
        return dict(self._rows(Statement.STORIES_BY_EDITION, newsstand, publication_id))

    def known_as(self, newsstand: str, listed_as: str) -> str | None:
        """The id of a story that lists show under an address which would give it another id; None of any other."""
        found = self._rows(Statement.LISTED_AS, newsstand, listed_as)
        return found[0][0] if found else None

    def editions_listing(self, newsstand: str, story_id: str) -> list[str]:
        """Ids of the editions whose latest record lists a story."""
        return [id for (id,) in self._rows(Statement.LISTING, newsstand, story_id)]

    def listed(self, newsstand: str, publication_id: str) -> dict[str, str | None]:
        """Every edition that the newsstand has ever listed, collected or not: its label by its id."""
        return {id: label or None for id, label in self._rows(Statement.LISTED, newsstand, publication_id)}

    def labels(self, newsstand: str, publication_id: str) -> list[str]:
        """Every label that the publication's editions have shown, sorted."""
        return [label for (label,) in self._rows(Statement.LABELS, newsstand, publication_id) if label]

    def record(self, known: Known) -> dict[str, Any]:
        """The whole record, read from its file."""
        if found := self._read(known):
            return found
        if not self._mended:
            self._mend(NotOurs(f"{known.file} has no record of {known.id} where there should be one"))
        look = {KnownPublication: self.publication, KnownEdition: self.edition, KnownStory: self.story}[type(known)]
        fresh = look(known.newsstand, known.id)
        if found := self._read(fresh) if fresh else None:
            return found
        raise OSError(f"{self.data_dir / known.file}: the record of {known.id} is gone")

    def _read(self, known: Known) -> dict[str, Any] | None:
        try:
            found = json.loads(line_at(self.data_dir / known.file, known.offset))
        except (FileNotFoundError, TypeError, ValueError, StopIteration):
            return None
        except OSError as error:
            if error.errno != errno.EINVAL:  # the place is none: the index is damaged, the disk is well
                raise
            return None
        return found if isinstance(found, dict) and found.get("id") == known.id else None

    def failures(self, newsstand: str, edition_id: str) -> list[dict[str, Any]]:
        """What the edition's latest record says could not be collected."""
        known = self.edition(newsstand, edition_id)
        return json.loads(known.failures) if known else []

    # The whole

    def files(self) -> list[tuple[str, int, int, str]]:
        """Name, bytes, lines and SHA-256 of every file taken in, by name."""
        return self._rows(Statement.DUMP_FILE)

    def amounts(self) -> list[dict[str, Any]]:
        """How much the files hold of each publication, by newsstand and id.

        Keys: `newsstand`, `publication_id` ("" for records that name none), `name`, `editions`, `first` and `last` day
        that these cover, `stories`, `withdrawn` among them, `story_records` (all revisions), `bytes`.
        """
        return self._amounts(Statement.AMOUNTS)

    def amounts_of(self, newsstand: str, publication_ids: Iterable[str | None]) -> list[dict[str, Any]]:
        """The same of some publications; none of those that the files do not know."""
        return [one for id in publication_ids for one in self._amounts(Statement.AMOUNTS_OF, newsstand, id)]

    def _amounts(self, statement: Statement, *parameters: Any) -> list[dict[str, Any]]:
        found = self._rows(statement, *parameters)
        if not self._mended and not all(type(one) is int for row in found for one in row[-len(SUMS) :]):
            self._mend(NotOurs("its amounts are no numbers"))
            found = self._rows(statement, *parameters)
        return [dict(zip(AMOUNT, row, strict=True)) for row in found]

    def named_publications(self) -> list[tuple[str, str]]:
        """Newsstand and id of every publication that some record in the files is of, or names."""
        return self._rows(Statement.NAMED_PUBLICATIONS)

    def dump(self) -> Iterator[tuple[Any, ...]]:
        """All that the index says, in an order of its own: equal for equal files."""
        for table, statement in DUMP.items():
            for row in self._rows(statement):
                yield table, *row
