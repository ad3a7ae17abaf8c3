"""What the dataset holds, in an SQLite index next to its files: built from them, deleted at will, the same again.

Of each id the index knows the latest record: highest revision, then latest `fetched_at`, then the last in the order of
file names and lines; so it does not matter in which order files are taken in. The one door to sqlite3.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from types import TracebackType
from typing import Any, Self

from newsstand.dataset.files import one_at_a_time
from newsstand.dataset.schema import (
    AMOUNTS,
    APPLICATION,
    COLUMNS,
    DUMP,
    ENTER,
    ENTER_AMOUNT,
    ENTER_LISTED,
    HELD,
    LABELS,
    SELECT,
    TABLES,
    VERSION,
    Known,
    KnownEdition,
    KnownPublication,
    KnownStory,
)

logger = logging.getLogger(__name__)

__all__ = ["Index", "NotOurs", "OperationalError"]

NAME = "index.sqlite"
FOLDERS = ("publications", "editions", "stories")
CACHE_KIB = 4096
BUSY_SECONDS = 60
"""How long to wait for another run that is taking a file in."""
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""SQLite's codes for a file that is no database, a broken one, or one that lacks our tables."""


class NotOurs(Exception):
    """The file is not the index of these files: of another version or program, or files are gone."""


class Index:
    """The index of one DATA_DIR; made where there is none, built anew where it is damaged, foreign or out of date.

    For one thread. Several processes may have it open: they take files in one after another. Making it and taking files
    in raise OSError for all that a new index would not mend: a full disk, a folder that cannot be written.
    One that is `passing` leaves DATA_DIR as it is: built in a temporary file, and gone when it is closed.
    """

    def __init__(self, data_dir: Path, *, passing: bool = False) -> None:
        self.data_dir = data_dir
        self.path = data_dir / NAME
        self._passing = passing
        if passing:
            with self._faults_of_the_disk():
                self._db = self._connect()
            return
        with self._alone(), self._faults_of_the_disk():
            self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    # Taking files in

    def sync(self) -> list[str]:
        """Take in every complete file that is not in yet, each as a whole or not at all; returns their names.

        Starts over when a file that was taken in is gone or has another size: the files are the truth.
        """
        with self._faults_of_the_disk():
            try:
                return self._take_all()
            except (sqlite3.DatabaseError, NotOurs) as error:
                if not is_damage(error):
                    raise
                logger.warning("%s is built anew: %s", self.path, error)
        return self.rebuild()

    def rebuild(self) -> list[str]:
        """Forget everything and take in every complete file. Processes that have the index open go on with the old."""
        if self._passing:
            raise OSError(f"{self.data_dir} cannot be written: no index can be built there")
        self.close()
        with self._faults_of_the_disk():
            with self._alone():
                self._remove()
                self._db = self._open()
            return self._take_all()

    def _take_all(self) -> list[str]:
        taken = self._db.execute("SELECT name, size FROM file").fetchall()
        there = {
            f"{folder}/{path.name}": path.stat().st_size
            for folder in FOLDERS
            for path in (self.data_dir / folder).glob("*.jsonl")
        }
        for name, size in taken:
            if there.pop(name, None) != size:
                raise NotOurs(f"{name} is not the file that was taken in")
        return [name for name in sorted(there) if self._take(name)]

    def _take(self, name: str) -> bool:
        """Take in one file; False when another process has just done so."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            if self._db.execute("SELECT 1 FROM file WHERE name = ?", (name,)).fetchone():
                self._db.execute("ROLLBACK")
                return False
            number = self._db.execute("INSERT INTO file (name, size, lines) VALUES (?, 0, 0)", (name,)).lastrowid
            amounts: dict[tuple[str, str, str], list[int]] = {}
            offset = lines = 0
            with (self.data_dir / name).open("rb") as file:
                for line in file:
                    lines += 1
                    if record := _record(line, f"{self.data_dir / name}:{lines}"):
                        self._enter(record, number, offset)
                        amount = amounts.setdefault(_shelf(record), [0, 0])
                        amount[0] += 1
                        amount[1] += len(line)
                    offset += len(line)
            self._db.execute("UPDATE file SET size = ?, lines = ? WHERE number = ?", (offset, lines, number))
            self._db.executemany(ENTER_AMOUNT, [(number, *shelf, *amount) for shelf, amount in amounts.items()])
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return True

    def _enter(self, record: dict[str, Any], file: int | None, offset: int) -> None:
        kind = record["type"]
        facts = {**record, "revision": record.get("revision") or 0, "fetched_at": record.get("fetched_at") or ""}
        if kind == "story":
            facts["withdrawn"] = bool(record.get("withdrawn"))
        self._db.execute(ENTER[kind], (*map(facts.get, COLUMNS[kind][:-2]), file, offset))
        if kind == "publication":
            key = record["newsstand"], record["id"]
            listed = [each for each in record.get("editions_listed") or () if each.get("id")]
            rows = [(*key, each["id"], facts["fetched_at"], each.get("label") or "") for each in listed]
            self._db.executemany(ENTER_LISTED, rows)

    # Look-ups

    def publication(self, newsstand: str, id: str) -> KnownPublication | None:
        row = self._db.execute(SELECT["publication"] + " WHERE newsstand = ? AND id = ?", (newsstand, id)).fetchone()
        return KnownPublication(*row) if row else None

    def edition(self, newsstand: str, id: str) -> KnownEdition | None:
        row = self._db.execute(SELECT["edition"] + " WHERE newsstand = ? AND id = ?", (newsstand, id)).fetchone()
        return _edition(*row) if row else None

    def story(self, newsstand: str, id: str) -> KnownStory | None:
        row = self._db.execute(SELECT["story"] + " WHERE newsstand = ? AND id = ?", (newsstand, id)).fetchone()
        return _story(*row) if row else None

    def publications(self) -> list[KnownPublication]:
        """Every publication that has a record, by newsstand and id."""
        return [KnownPublication(*row) for row in self._db.execute(SELECT["publication"] + " ORDER BY newsstand, id")]

    def editions_of(self, newsstand: str, publication_id: str) -> list[KnownEdition]:
        """By id."""
        select = SELECT["edition"] + " WHERE newsstand = ? AND publication_id = ? ORDER BY id"
        return [_edition(*row) for row in self._db.execute(select, (newsstand, publication_id))]

    def stories_of(self, newsstand: str, edition_id: str) -> list[KnownStory]:
        """By id; those withdrawn too."""
        select = SELECT["story"] + " WHERE newsstand = ? AND edition_id = ? ORDER BY id"
        return [_story(*row) for row in self._db.execute(select, (newsstand, edition_id))]

    def stories_held(self, newsstand: str, edition_id: str) -> int:
        """How many stories the files hold of an edition, without those withdrawn from it.

        A story that several editions list is held of one of them, so an edition may hold fewer than its record says.
        """
        return int(self._db.execute(HELD, (newsstand, edition_id)).fetchone()[0])

    def listed(self, newsstand: str, publication_id: str) -> dict[str, str | None]:
        """Every edition that the newsstand has ever listed, collected or not: its label by its id."""
        select = "SELECT edition_id, label FROM listed WHERE newsstand = ? AND publication_id = ? ORDER BY edition_id"
        return {id: label or None for id, label in self._db.execute(select, (newsstand, publication_id))}

    def labels(self, newsstand: str, publication_id: str) -> list[str]:
        """Every label that the publication's editions have shown, sorted."""
        return [label for (label,) in self._db.execute(LABELS, (newsstand, publication_id)) if label]

    def record(self, known: Known) -> dict[str, Any]:
        """The whole record, read from its file."""
        with (self.data_dir / known.file).open("rb") as file:
            file.seek(known.offset)
            found: dict[str, Any] = json.loads(file.readline())
            return found

    def failures(self, newsstand: str, edition_id: str) -> list[dict[str, Any]]:
        """What the edition's latest record says could not be collected."""
        known = self.edition(newsstand, edition_id)
        failures: list[dict[str, Any]] | None = self.record(known).get("failures") if known else None
        return failures or []

    # The whole

    def files(self) -> list[tuple[str, int, int]]:
        """Name, bytes and lines of every file taken in, by name."""
        return self._db.execute(DUMP["file"]).fetchall()

    def amounts(self) -> list[dict[str, Any]]:
        """How much the files hold of each publication, by newsstand and id.

        Keys: `newsstand`, `publication_id` ("" for records that name none), `name`, `editions`, `first` and `last` day
        that these cover, `stories`, `withdrawn` among them, `story_records` (all revisions), `bytes`.
        """
        cursor = self._db.execute(AMOUNTS)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def dump(self) -> Iterator[tuple[Any, ...]]:
        """All that the index says, in an order of its own: equal for equal files."""
        for table, select in DUMP.items():
            for row in self._db.execute(select):
                yield table, *row

    # The file

    @contextmanager
    def _faults_of_the_disk(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OSError(f"{self.path}: {error}") from error

    def _alone(self) -> AbstractContextManager[None]:
        return one_at_a_time(self.data_dir / "locks" / "index")

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except (sqlite3.DatabaseError, NotOurs) as error:
            if not is_damage(error):
                raise
            logger.warning("%s is built anew: %s", self.path, error)
            self._remove()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect("" if self._passing else self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            marks = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if tables and marks != [APPLICATION, VERSION]:
                raise NotOurs("it is no index of this version")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            if not tables:
                db.executescript(TABLES)
        except BaseException:
            db.close()
            raise
        return db

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(NAME + end).unlink(missing_ok=True)


def is_damage(error: Exception) -> bool:
    """Whether a new index would not meet this error: no full disk, no missing right, no other process at work."""
    return isinstance(error, NotOurs) or (
        isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE
    )


def _record(line: bytes, place: str) -> dict[str, Any] | None:
    """The record on a line; None, and a word in the log, where something else has got there."""
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if isinstance(record, dict) and record.get("type") in COLUMNS and record.get("newsstand") and record.get("id"):
        return record
    logger.warning("%s: no record with type, newsstand and id; passed over", place)
    return None


def _shelf(record: dict[str, Any]) -> tuple[str, str, str]:
    publication = record["id"] if record["type"] == "publication" else record.get("publication_id")
    return record["newsstand"], publication or "", record["type"]


def _edition(*row: Any) -> KnownEdition:
    complete = None if row[-3] is None else bool(row[-3])
    return KnownEdition(*(*row[:-3], complete, *row[-2:]))


def _story(*row: Any) -> KnownStory:
    return KnownStory(*(*row[:-3], bool(row[-3]), *row[-2:]))
