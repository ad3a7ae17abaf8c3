"""The file of the index: made, taken into, checked, mended. The one door to sqlite3.

Of each id the index knows the latest record: highest revision, then latest `fetched_at`, then the last in the order of
file names and lines; so it does not matter in which order files are taken in.
"""

import hashlib
import logging
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from newsstand.dataset import rows
from newsstand.dataset.files import PART, one_at_a_time
from newsstand.dataset.listing import PACKED, Listing, is_of_records, look, what_went_in
from newsstand.dataset.records import read_lines, read_record
from newsstand.dataset.schema import APPLICATION, TABLES, VERSION
from newsstand.dataset.statements import ENTER, Statement

logger = logging.getLogger(__name__)

NAME = "index.sqlite"
CACHE_KIB = 4096
BUSY_SECONDS = 60
"""How long to wait for another run that is taking a file in."""
DAMAGE = {
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_NOTADB,
}
"""SQLite's codes for a file that is no database, a broken one, or one that lacks our tables."""


class NotOurs(Exception):
    """The file is not the index of these files: of another version or program, or files are gone or were changed."""


BROKEN = (sqlite3.DatabaseError, NotOurs, UnicodeDecodeError)
"""What a damaged index may raise. The last: Python cannot read what SQLite says of it."""


class IndexFile:
    """What `Index` is but for its look-ups: the file, and how records get into it."""

    def __init__(self, data_dir: Path, *, folder: Path | None = None, passing: bool = False) -> None:
        self.data_dir = data_dir
        self.path = index_path(data_dir, folder)
        self.parts: list[str] = []
        """Names of files that lay in the folders half written when files were last taken in."""
        self._passing = passing
        self._mended = False
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

    def sync(self, found: Listing | None = None) -> list[str]:
        """Take in every complete file that is not in yet, each as a whole or not at all; returns their names.

        found: what lies in the folders; looked for where it is not given. Its files are taken out of it: of a large
        dataset they take megabytes. Starts over when a file that was taken in is gone or was changed since: the files
        are the truth.
        """
        with self._faults_of_the_disk():
            try:
                return self._take_all(found)
            except BROKEN as error:
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

    def take(self, names: Iterable[str]) -> list[str]:
        """Take in those files of records among some, by their names from DATA_DIR, without looking at the others."""
        with self._faults_of_the_disk():
            here = [name for name in names if is_of_records(name) and (self.data_dir / name).exists()]
            return [name for name in here if self._take(name)]

    def _take_all(self, found: Listing | None = None) -> list[str]:
        found = found or look(self.data_dir)
        self.parts = found.ending(PART)
        new, found.complete = found.complete, {}
        gone, changed = set(), []
        for name, size, time in self._db.execute(Statement.FILES):  # tens of thousands, which stay where they are
            if not isinstance(name, str):
                raise NotOurs("its list of files is damaged")
            file = new.pop(name, None)
            if file is None and found.lacks(self.data_dir, name):  # not: another process has just taken it in
                gone.add(name)
            elif file and file != (size, time):
                changed.append((name, *file, size))
        for each in changed:
            self._look_again(*each)
        names = sorted(new)
        replaced: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if gone and name.endswith(PACKED):
                replaced[name] = gone & {one["name"] for one in what_went_in(self.data_dir / name)}
        if lost := gone.difference(*replaced.values()):
            raise NotOurs(f"{min(lost)} is gone")
        return [name for name in names if self._take(name, replaced[name])]

    def _look_again(self, name: str, size: int, changed: int, was: int) -> None:
        """Raises NotOurs where a file that was written to since it was taken in holds other bytes now.

        size, changed: as it is. was: its size when it was taken in.
        """
        found = self._db.execute(Statement.FILE_HASH, (name,)).fetchone()  # None: the index and its table disagree
        if found is None or size != was or digest(self.data_dir / name) != found[0]:
            raise NotOurs(f"{name} is not the file that was taken in")
        self._db.execute(Statement.FILE_TOUCHED, (changed, name))

    def _take(self, name: str, replaced: Iterable[str] = ()) -> bool:
        """Take in one file, in place of others; False when another process has just done so."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            if self._db.execute(Statement.KNOWN_FILE, (name,)).fetchone():
                self._db.execute("ROLLBACK")
                return False
            if replaced:
                self._forget(replaced)
            number = self._db.execute(Statement.NEW_FILE, (name,)).lastrowid
            self._take_lines(self.data_dir / name, number)
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return True

    def _take_lines(self, path: Path, number: int | None) -> None:
        stat, count, sha256 = path.stat(), 0, hashlib.sha256()
        amounts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        try:
            for line in read_lines(path):
                count += 1
                sha256.update(line.text)
                if record := self._enter(line.text, f"{path}:{line.number}", number, line.place):
                    amount = amounts[rows.shelf(record)]
                    amount[0] += 1
                    amount[1] += len(line.text)
        except ValueError as error:
            logger.warning("%s; what comes after line %d is lost", error, count)
        hashed = digest(path) if path.name.endswith(PACKED) else sha256.hexdigest()
        self._db.execute(Statement.FILE_TAKEN, (stat.st_size, stat.st_mtime_ns, count, hashed, number))
        self._db.executemany(Statement.ENTER_AMOUNT, [(*shelf, number, *amount) for shelf, amount in amounts.items()])

    def _enter(self, text: bytes, where: str, file: int | None, place: int) -> dict[str, Any] | None:
        """Take in the record on a line and return it; None, and a line in the log, where there is none."""
        record = read_record(text, where)
        if record is None:
            return None
        kind = record["type"]
        try:
            rows.check(record)
        except (rows.BadRecord, KeyError) as error:
            logger.warning("%s: no record of this version: %s; passed over", where, error)
            return None
        is_latest = self._db.execute(ENTER[kind], (*rows.known(record), file, place)).rowcount > 0
        if kind == "edition" and is_latest:
            self._db.execute(Statement.LEAVE_PLACES, (record["newsstand"], record["id"]))
            self._db.executemany(Statement.ENTER_PLACE, rows.places(record))
        if kind == "publication":
            self._db.executemany(Statement.ENTER_LISTED, rows.listed(record))
        return record

    def _forget(self, names: Iterable[str]) -> None:
        """Leave out what is known from some files: they have been replaced by one that holds their lines."""
        self._db.executemany(Statement.NAME_GONE, [(name,) for name in names])
        for statement in (
            Statement.FORGET_PUBLICATIONS,
            Statement.FORGET_EDITIONS,
            Statement.FORGET_STORIES,
            Statement.FORGET_AMOUNTS,
            Statement.FORGET_FILES,
            Statement.FORGET_GONE,
        ):
            self._db.execute(statement)

    # The file

    def _rows(self, statement: Statement, *parameters: Any) -> list[Any]:
        """What a statement gives; from an index that is built anew, once, where this one turns out to be damaged."""
        try:
            return self._db.execute(statement, parameters).fetchall()
        except BROKEN as error:
            self._mend(error)
        with self._faults_of_the_disk():
            return self._db.execute(statement, parameters).fetchall()

    def _mend(self, error: Exception) -> None:
        """Build the index anew for damage. Raises OSError for anything else, and the second time."""
        if self._mended or not is_damage(error):
            raise OSError(f"{self.path}: {error}") from error
        logger.warning("%s is built anew: %s", self.path, error)
        self._mended = True
        self.rebuild()

    def plan(self, statement: Statement) -> list[str]:
        """How SQLite would go about a statement, step by step."""
        marks = 2 if "?1" in statement else statement.count("?")
        return [row[3] for row in self._db.execute(f"EXPLAIN QUERY PLAN {statement}", ("",) * marks)]

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
        except BROKEN as error:
            if not is_damage(error):
                raise
            logger.warning("%s is built anew: %s", self.path, error)
            self._remove()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        if not self._passing:  # SQLite would make it without the rights that the umask leaves to a group
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666))
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
            db.execute(Statement.GONE)
        except BaseException:
            db.close()
            raise
        return db

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)


def index_folder(settings: Mapping[str, Any]) -> Path | None:
    """INDEX_DIR, the folder for indexes, made where it is not there; None where it is not set. Raises OSError."""
    if not settings.get("INDEX_DIR"):
        return None
    folder = Path(settings["INDEX_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def index_path(data_dir: Path, folder: Path | None) -> Path:
    """Where the index of a DATA_DIR is: there, or in a folder that may hold those of several."""
    if folder is None:
        return data_dir / NAME
    return folder / f"index-{hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:12]}.sqlite"


def digest(path: Path) -> str:
    """SHA-256 (hex) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_damage(error: Exception) -> bool:
    """Whether a new index would not meet this error: no full disk, no missing right, no other process at work."""
    if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
        return True  # Python's own: a text in it is no UTF-8
    return isinstance(error, NotOurs | UnicodeDecodeError) or (
        isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE
    )
