"""The records of an export on their way: which one of each thing is the latest, in the order that tables have.

A SQLite file of the export's own, thrown away after it, so that memory does not grow with the dataset. The latest is
chosen by the rule of the dataset's index (newsstand/dataset/schema.py), once for all formats.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsstand.export.mentions import Mention
from newsstand.export.shingles import MOST, SHARE, fewest, shingles

RECORDS = """
CREATE TABLE record (
    n INTEGER PRIMARY KEY, folder TEXT, newsstand TEXT, id TEXT, revision INTEGER, fetched_at TEXT, file TEXT,
    line INTEGER, publication_id TEXT, first TEXT, last TEXT, edition_id TEXT, position INTEGER, row BLOB);
CREATE TABLE mention (
    n INTEGER, start INTEGER, mention TEXT, date TEXT, how TEXT, PRIMARY KEY (n, start)) WITHOUT ROWID;
CREATE TABLE listed (
    newsstand TEXT, publication_id TEXT, edition_id TEXT, fetched_at TEXT, label TEXT,
    PRIMARY KEY (newsstand, publication_id, edition_id)) WITHOUT ROWID;
"""
AT_ONCE = 500
"""Records that SQLite is given at a time."""
ADD = f"INSERT INTO record VALUES (?{', ?' * 13})"
MENTION = "INSERT INTO mention VALUES (?, ?, ?, ?, ?)"
LIST = """
INSERT INTO listed VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at,
label = excluded.label WHERE (excluded.fetched_at, excluded.label) > (listed.fetched_at, listed.label)
"""
CHOOSE = """
CREATE TABLE chosen AS
SELECT *, substr(first, 1, 4) AS year FROM (
    SELECT n, folder, newsstand, id, publication_id, edition_id, first, last, position, revision, fetched_at, file,
        line, row_number() OVER latest_first = 1 AS latest, min(fetched_at) OVER thing AS first_seen,
        count(*) OVER thing AS revisions
    FROM record
    WINDOW thing AS (PARTITION BY folder, newsstand, id),
        latest_first AS (
            PARTITION BY folder, newsstand, id ORDER BY revision DESC, fetched_at DESC, file DESC, line DESC))
ORDER BY folder, newsstand, publication_id NULLS LAST, first NULLS LAST, edition_id NULLS LAST, position NULLS LAST,
    id, revision, fetched_at, file, line;
CREATE INDEX chosen_of ON chosen (folder, latest, year);
CREATE INDEX chosen_id ON chosen (newsstand, id) WHERE latest;
"""
SHINGLES = """
CREATE TABLE shingle (hash INTEGER, n INTEGER);
CREATE TABLE shingled (n INTEGER PRIMARY KEY, total INTEGER, fewest INTEGER);
"""
PAIRS = f"""
CREATE INDEX shingle_of ON shingle (hash, n);
CREATE TABLE telling AS SELECT hash, n FROM shingle WHERE hash IN (
    SELECT hash FROM shingle GROUP BY hash HAVING count(*) BETWEEN 2 AND {MOST});
CREATE INDEX telling_of ON telling (hash, n);
CREATE TABLE pair AS SELECT a.n AS a, b.n AS b, count(*) AS common FROM telling a
    JOIN telling b ON a.hash = b.hash AND a.n < b.n GROUP BY 1, 2;
"""
SAME = f"""
SELECT c.newsstand, min(c.id, d.id), max(c.id, d.id), round(1.0 * common / min(s.total, t.total), 4), common,
    json_extract(CAST(r.row AS TEXT), '$.text_hash') = json_extract(CAST(q.row AS TEXT), '$.text_hash')
FROM pair JOIN shingled s ON s.n = a JOIN shingled t ON t.n = b JOIN chosen c ON c.n = a JOIN chosen d ON d.n = b
    JOIN record r ON r.n = a JOIN record q ON q.n = b
WHERE c.newsstand = d.newsstand AND c.publication_id IS NOT d.publication_id
    AND common >= max(s.fewest, t.fewest) AND common >= {SHARE} * min(s.total, t.total) ORDER BY 1, 2, 3
"""
LEAVE_OUT = """
DELETE FROM chosen WHERE (folder, newsstand, id) IN (
    SELECT folder, newsstand, id FROM chosen WHERE latest AND {unwanted})
"""


class Stage:
    """Records in the order of tables: first `add` all of them, then `choose`, then read."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;")
        self._db.execute(f"PRAGMA temp_store_directory = '{str(path.parent).replace(chr(39), chr(39) * 2)}'")
        self._db.executescript(RECORDS)
        self._db.execute("BEGIN")
        self._count = 0
        self._records: list[tuple[Any, ...]] = []
        self._mentions: list[tuple[Any, ...]] = []

    def close(self) -> None:
        self._db.close()

    def add(
        self, folder: str, row: dict[str, Any], file: str, line: int, said: bytes, mentions: Iterable[Mention] = ()
    ) -> None:
        """Take in a record of a folder ("stories") as the row that it is to be; `said`: that row as a JSON object."""
        prefix = "edition_" if folder == "stories" else ""
        publication = row["id"] if folder == "publications" else row["publication_id"]
        edition = row["id"] if folder == "editions" else row.get("edition_id")
        key = folder, row["newsstand"], row["id"]
        age = row.get("revision") or 0, row["fetched_at"], file, line
        order = row.get(f"{prefix}date_start"), row.get(f"{prefix}date_end"), edition, row.get("position")
        self._count += 1
        self._records.append((self._count, *key, *age, publication, *order, said))
        self._mentions += [(self._count, each.start, each.text, each.date, each.how) for each in mentions]
        if len(self._records) >= AT_ONCE:
            self._insert()
        if folder == "publications":
            for each in row.get("editions_listed") or ():
                if each.get("id"):
                    listed = {"publication_id": row["id"], "edition_id": each["id"], "label": each.get("label")}
                    self.add_listed({"newsstand": row["newsstand"], "fetched_at": row["fetched_at"], **listed})

    def _insert(self) -> None:
        self._db.executemany(ADD, self._records)
        self._db.executemany(MENTION, self._mentions)
        self._records, self._mentions = [], []

    def add_listed(self, row: dict[str, Any]) -> None:
        """Take in a row of the table `listed_editions`; the latest of each edition counts."""
        names = ("newsstand", "publication_id", "edition_id", "fetched_at")
        self._db.execute(LIST, (*map(row.get, names), row.get("label") or ""))

    def choose(
        self, *, publications: set[tuple[str, str]] | None = None, since: str | None = None, until: str | None = None
    ) -> None:
        """Settle which record of each thing is the latest.

        Only things whose latest record is of one of the publications, given as (newsstand, id), and of an edition whose
        days touch those from `since` to `until`, both inclusive, are kept, with all their records.
        """
        self._insert()
        self._db.executescript(CHOOSE)
        if publications is not None:
            self._db.execute("CREATE TABLE wanted (newsstand TEXT, publication_id TEXT)")
            self._db.executemany("INSERT INTO wanted VALUES (?, ?)", sorted(publications))
            unwanted = "NOT EXISTS (SELECT 1 FROM wanted w WHERE (w.newsstand, w.publication_id) = "
            self._db.execute(LEAVE_OUT.format(unwanted=f"{unwanted} (chosen.newsstand, chosen.publication_id))"))
            self._db.execute("DELETE FROM listed WHERE (newsstand, publication_id) NOT IN (SELECT * FROM wanted)")
        for day, unwanted in ((since, "coalesce(last < ?, 1)"), (until, "coalesce(first > ?, 1)")):
            if day is not None:
                self._db.execute(LEAVE_OUT.format(unwanted=f"folder <> 'publications' AND {unwanted}"), (day,))

    def rows(self, folder: str, *, latest: bool = True, year: str | None = "") -> Iterator[dict[str, Any]]:
        """The rows of a folder in the order of its table: the latest of each thing, or all others.

        Of one `year`, None for the rows without a date, where one is given. Rows of stories have `first_seen` and
        `revisions` besides, all have `file` and `line`. They may hold more than the table has columns.
        """
        for said, more in self._read(folder, latest, year):
            yield json.loads(said) | more

    def lines(self, folder: str, *, latest: bool = True, year: str | None = "") -> Iterator[bytes]:
        """As `rows`, each a JSON object on a line."""
        for said, more in self._read(folder, latest, year):
            yield said[:-1] + b", " + json.dumps(more, ensure_ascii=False).encode()[1:] + b"\n"

    def _read(self, folder: str, latest: bool, year: str | None) -> Iterator[tuple[bytes, dict[str, Any]]]:
        """(row as it was staged, what was found out about it since)."""
        of_year, given = _of_year(year)
        select = f"""SELECT row, first_seen, revisions, c.file, c.line FROM chosen c JOIN record USING (n)
            WHERE c.folder = ? AND latest = ?{of_year} ORDER BY c.rowid"""
        for row, first_seen, revisions, file, line in self._db.execute(select, (folder, latest, *given)):
            more = {"first_seen": first_seen, "revisions": revisions} if folder == "stories" else {}
            yield row, more | {"file": file, "line": line}

    def mentions(self, year: str | None = "") -> Iterator[dict[str, Any]]:
        """The rows of the table `mentions`, by story and place; of one `year` as for `rows`."""
        of_year, given = _of_year(year)
        names = ("newsstand", "story_id", "start", "mention", "date", "how")
        select = f"""SELECT newsstand, id, start, mention, date, how FROM chosen c JOIN mention USING (n)
            WHERE c.folder = 'stories' AND latest{of_year} ORDER BY c.rowid, start"""
        for row in self._db.execute(select, given):
            yield dict(zip(names, row, strict=True))

    def years(self) -> list[str | None]:
        """The years that stories' editions begin in; None, which comes last, for stories without a date."""
        select = "SELECT DISTINCT year FROM chosen WHERE folder = 'stories' ORDER BY year NULLS LAST"
        return [year for (year,) in self._db.execute(select)]

    def listed(self) -> Iterator[dict[str, Any]]:
        """Every edition that a newsstand has listed, in the order of its table."""
        names = ("newsstand", "publication_id", "edition_id", "label", "fetched_at")
        select = (
            "SELECT newsstand, publication_id, edition_id, nullif(label, ''), fetched_at FROM listed ORDER BY 1, 2, 3"
        )
        for row in self._db.execute(select):
            yield dict(zip(names, row, strict=True))

    def stories(self) -> Iterator[dict[str, Any]]:
        """Newsstand and id of every story that has a record here."""
        self._insert()
        for newsstand, id in self._db.execute("SELECT DISTINCT newsstand, id FROM record WHERE folder = 'stories'"):
            yield {"newsstand": newsstand, "id": id}

    def editions_told(self) -> Iterator[dict[str, Any]]:
        """Newsstand and id of every edition whose own record lists its stories."""
        for edition in self.rows("editions"):
            if edition.get("stories"):
                yield {"newsstand": edition["newsstand"], "id": edition["id"]}

    def places(self) -> Iterator[dict[str, Any]]:
        """Which story stands where in which edition, by edition and position.

        As the edition's own record has it; where it has no list, as the stories that name it say.
        """
        told = set()
        names = ("newsstand", "edition_id", "story_id", "position", "section")
        for edition in self.rows("editions"):
            stories = sorted(edition.get("stories") or (), key=lambda each: (each.get("position") or 0, each["id"]))
            if stories:
                told.add((edition["newsstand"], edition["id"]))
            for each in stories:
                here = edition["newsstand"], edition["id"], each["id"], each.get("position"), each.get("section")
                yield dict(zip(names, here, strict=True))
        select = """SELECT newsstand, edition_id, id, position, json_extract(CAST(row AS TEXT), '$.section')
            FROM (SELECT c.*, row FROM chosen c JOIN record USING (n)
                WHERE c.folder = 'stories' AND latest AND c.edition_id IS NOT NULL) ORDER BY 1, 2, 4 NULLS LAST, 3"""
        for row in self._db.execute(select):
            if row[:2] not in told:
                yield dict(zip(names, row, strict=True))

    def same_stories(self) -> Iterator[dict[str, Any]]:
        """The rows of the table `same_story`, by newsstand and ids. Can be read once."""
        self._db.executescript(SHINGLES)
        select = "SELECT n, row FROM chosen JOIN record USING (n) WHERE chosen.folder = 'stories' AND latest"
        for n, said in self._db.execute(select):
            row = json.loads(said)
            if row["text"] and not row["withdrawn"]:
                found = shingles(row["text"], row["language"])
                self._db.execute("INSERT INTO shingled VALUES (?, ?, ?)", (n, len(found), fewest(row["language"])))
                self._db.executemany("INSERT INTO shingle VALUES (?, ?)", ((each, n) for each in found))
        self._db.executescript(PAIRS)
        names = ("newsstand", "a", "b", "share", "common", "identical")
        for row in self._db.execute(SAME):
            yield dict(zip(names, (*row[:5], bool(row[5])), strict=True))

    def count(self, folder: str, *, latest: bool = True) -> int:
        select = "SELECT count(*) FROM chosen WHERE folder = ? AND latest = ?"
        return int(self._db.execute(select, (folder, latest)).fetchone()[0])


def _of_year(year: str | None) -> tuple[str, tuple[str | None, ...]]:
    """A condition on `chosen`, and what it needs; none for "": all years."""
    return ("", ()) if year == "" else (" AND year IS ?", (year,))
