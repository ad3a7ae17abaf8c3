"""Which captures of an address have a payload of their own: what a revisit refers to. A door to sqlite3.

An index of the CDXJ files, `index.sqlite` beside them: made from them, deleted at will, the same again. A night takes
in the files that are new, and looks up the addresses that it fetches, so that it costs the same after many years.
"""

import hashlib
import logging
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newsstand.archive.cdxj import CDXJ, Line, line_at, read_cdxj, run_time
from newsstand.dataset.database import NotOurs, index_folder, index_path, is_damage
from newsstand.dataset.files import make_folder

logger = logging.getLogger(__name__)

VERSION = 1
BATCH = 1 << 24
"""Bytes of CDXJ files that are taken in together, at least: some 50,000 lines."""
BUSY_SECONDS = 60
"""How long to wait for another run that is taking a file in."""
TABLES = f"""
    CREATE TABLE IF NOT EXISTS file (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, run TEXT NOT NULL, size INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS payload (
        address INTEGER, date TEXT, file INTEGER, place INTEGER, PRIMARY KEY (address, date, file, place)
    ) WITHOUT ROWID;
    PRAGMA user_version = {VERSION};
"""
LATEST = """
    SELECT name, place FROM payload JOIN file ON number = file
    WHERE address = ? AND run < ? ORDER BY date DESC, file DESC, place DESC LIMIT 1"""
FAULTS = (sqlite3.DatabaseError, NotOurs, UnicodeDecodeError, OSError)
"""What an index may raise that is damaged, of another version, or cannot be written."""
ANY_TIME = "~"
"""After the start of every run, as text."""


class Payloads:
    """The index of one archive's folder, for one thread.

    Where it cannot be written, it is made in a temporary file, and is gone with that.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        self.folder = folder
        self.path = index_path(folder, index_folder(settings))
        self.fresh: dict[str, Line] = {}
        """By address, the captures of this run."""
        try:
            self.db = self.opened()
            self.sync()
        except FAULTS as error:
            self.begin_anew(error)

    def add(self, line: Line) -> None:
        """Take in a capture of this run."""
        if line.has_payload:
            self.fresh[line.url] = line

    def of(self, url: str, before: str = ANY_TIME) -> Line | None:
        """The latest capture of an address with a payload; `before`: of those of runs that began before that time, as
        names of files have it."""
        if url in self.fresh:
            return self.fresh[url]
        found = self.latest(url, before)
        try:
            line = line_at(self.folder / found[0], found[1]) if found else None
        except (OSError, ValueError):
            return None  # somebody tidied the archive meanwhile: the capture is kept in full again
        return line if line and line.url == url and (self.folder / line.filename).exists() else None

    def latest(self, url: str, before: str) -> tuple[str, int] | None:
        """(CDXJ file, byte) of the line of such a capture, by the address's hash."""
        try:
            found = self.db.execute(LATEST, (hashed(url), before)).fetchone()
        except FAULTS as error:
            self.begin_anew(error)
            found = self.db.execute(LATEST, (hashed(url), before)).fetchone()
        return (str(found[0]), int(found[1])) if found else None

    def close(self) -> None:
        self.db.close()

    def begin_anew(self, error: Exception) -> None:
        """Make the index again: where it was, as it is damaged or of another version; else in a temporary file."""
        if is_damage(error):
            logger.warning("%s is built anew: %s", self.path, error)
            try:
                for end in ("", "-wal", "-shm", "-journal"):
                    self.path.with_name(self.path.name + end).unlink(missing_ok=True)
                self.db = self.opened()
                self.sync()
            except FAULTS as again:
                error = again
            else:
                return
        logger.warning("%s cannot be used, and is built in a temporary file: %s", self.path, error)
        self.db = prepared(sqlite3.connect("", isolation_level=None))
        self.sync()

    def opened(self) -> sqlite3.Connection:
        """The file, made where there is none."""
        make_folder(self.folder)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666))  # with the rights of the umask
        return prepared(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None))

    def sync(self) -> None:
        """Take in the files that are new, and forget those that are gone or were changed."""
        known = {name: (number, size) for number, name, size in self.db.execute("SELECT number, name, size FROM file")}
        found = {path.name: path.stat().st_size for path in self.folder.glob(f"*{CDXJ}")}
        gone = [(number,) for name, (number, size) in known.items() if found.get(name) != size]
        if gone:
            self.db.execute("BEGIN IMMEDIATE")
            self.db.executemany("DELETE FROM payload WHERE file = ?", gone)
            self.db.executemany("DELETE FROM file WHERE number = ?", gone)
            self.db.execute("COMMIT")
        new = sorted(name for name, size in found.items() if known.get(name, (0, -1))[1] != size)
        while new:
            size, batch = 0, []
            while new and size < BATCH:
                batch.append(new.pop())
                size += found[batch[-1]]
            self.take({name: found[name] for name in batch})

    def take(self, files: Mapping[str, int]) -> None:
        """Take in files, of which the sizes are known: all of them as a whole, or none."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            rows: list[tuple[int, str, int | None, int]] = []
            for name, size in files.items():
                if self.db.execute("SELECT 1 FROM file WHERE name = ?", (name,)).fetchone():
                    continue  # another run was faster
                path = self.folder / name
                row = name, run_time(path), size
                number = self.db.execute("INSERT INTO file (name, run, size) VALUES (?, ?, ?)", row).lastrowid
                found = read_cdxj(path)
                rows += ((hashed(line.url), line.date, number, place) for place, line in found if line.has_payload)
            rows.sort()  # by address, as the table is: in any other order, each row is on another page of the file
            self.db.executemany("INSERT INTO payload VALUES (?, ?, ?, ?)", rows)
            self.db.execute("COMMIT")
        except BaseException:
            self.db.execute("ROLLBACK")
            raise


def prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    """A connection to a file that has our tables then. Raises FAULTS, the connection being closed."""
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise NotOurs("it is no index of this version")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(TABLES)
    except BaseException:
        db.close()
        raise
    return db


def hashed(url: str) -> int:
    """Eight bytes of an address's hash, as a number that SQLite keeps as one."""
    digest = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
