"""The records of an export on their way: which one of each thing is the latest, in the order that tables have.

A SQLite file of the export's own, thrown away after it, so that memory does not grow with the dataset; what records say
lies in a pile beside it. The latest is chosen by the rule of the dataset's index (newsstand/dataset/schema.py), once
for all formats.
"""

import json
import marshal
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

from newsstand.export import same_story
from newsstand.export.mentions import Mention
from newsstand.export.pile import Pile
from newsstand.export.rows import JSON, values_of
from newsstand.export.shingles import fewest

RECORDS = """
CREATE TABLE record (
    n INTEGER PRIMARY KEY, folder TEXT, newsstand TEXT, id TEXT, publication_id TEXT, edition_id TEXT, first TEXT,
    last TEXT, position INTEGER, section TEXT, language TEXT, access TEXT, granularity TEXT, withdrawn INTEGER,
    text_hash TEXT, fetched_at TEXT, revision INTEGER, file TEXT, line INTEGER, said INTEGER, said_size INTEGER,
    given INTEGER, given_size INTEGER);
CREATE TABLE mention (
    n INTEGER, start INTEGER, mention TEXT, date TEXT, how TEXT, PRIMARY KEY (n, start)) WITHOUT ROWID;
CREATE TABLE listed (
    newsstand TEXT, publication_id TEXT, edition_id TEXT, fetched_at TEXT, label TEXT,
    PRIMARY KEY (newsstand, publication_id, edition_id)) WITHOUT ROWID;
"""
AT_ONCE = 500
"""Records that SQLite is given at a time."""
ADD = f"INSERT INTO record VALUES (?, ?{', ?' * 14}, coalesce(?, 0){', ?' * 6})"
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
LEAVE_OUT = """
DELETE FROM chosen WHERE (folder, newsstand, id) IN (
    SELECT folder, newsstand, id FROM chosen WHERE latest AND {unwanted})
"""
STORY = itemgetter(
    *("newsstand", "id", "publication_id", "edition_id", "edition_date_start", "edition_date_end", "position"),
    *("section", "language", "access", "granularity", "withdrawn", "text_hash", "fetched_at", "revision"),
)
"""What the table `record` has of a story's row, in its order."""


class Stage:
    """Records in the order of tables: first `add` all of them, then `choose`, then read.

    `lines` and `values`: whether stories will be read as JSON (`rows`, `lines`) and as values (`values`).
    """

    def __init__(self, path: Path, *, lines: bool = True, values: bool = True) -> None:
        self._keeps_lines, self._keeps_values = lines, values
        self._pile = Pile(path.with_suffix(".pile"))
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;")
        self._db.execute(f"PRAGMA temp_store_directory = '{str(path.parent).replace(chr(39), chr(39) * 2)}'")
        self._db.executescript(RECORDS + same_story.SHINGLES)
        self._db.execute("BEGIN")
        self._count = 0
        self._records: list[tuple[Any, ...]] = []
        self._mentions: list[tuple[Any, ...]] = []

    def close(self) -> None:
        self._db.close()
        self._pile.close()

    def add_story(
        self,
        row: dict[str, Any],
        file: str,
        line: int,
        said: bytes,
        mentions: Iterable[Mention] = (),
        shingles: Collection[int] = (),
    ) -> None:
        """Take in a record of a story as the row that it is to be; `said`: that row as a JSON object."""
        given = self._pile.put(marshal.dumps(values_of(row))) if self._keeps_values else (None, None)
        self._add("stories", STORY(row), file, line, said if self._keeps_lines else None, given)
        self._mentions += [(self._count, each.start, each.text, each.date, each.how) for each in mentions]
        if shingles:
            self._db.execute(same_story.ADD_TEXT, (self._count, len(shingles), fewest(row["language"])))
            self._db.executemany(same_story.ADD, ((each, self._count) for each in shingles))

    def add(self, folder: str, row: dict[str, Any], file: str, line: int, said: bytes) -> None:
        """Take in a record of a publication or an edition, likewise."""
        publication = row["id"] if folder == "publications" else row["publication_id"]
        edition = row["id"] if folder == "editions" else None
        what = row["newsstand"], row["id"], publication, edition, row.get("date_start"), row.get("date_end")
        self._add(folder, (*what, *[None] * 7, row["fetched_at"], row.get("revision")), file, line, said, (None, None))
        for each in row.get("editions_listed") or ():
            if each.get("id"):
                listed = {"publication_id": row["id"], "edition_id": each["id"], "label": each.get("label")}
                self.add_listed({"newsstand": row["newsstand"], "fetched_at": row["fetched_at"], **listed})

    def _add(
        self,
        folder: str,
        what: tuple[Any, ...],
        file: str,
        line: int,
        said: bytes | None,
        given: tuple[int | None, int | None],
    ) -> None:
        self._count += 1
        place = (None, None) if said is None else self._pile.put(said)
        self._records.append((self._count, folder, *what, file, line, *place, *given))
        if len(self._records) >= AT_ONCE:
            self._insert()

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

    def rows(self, folder: str, *, latest: bool = True) -> Iterator[dict[str, Any]]:
        """The rows of a folder in the order of its table: the latest of each thing, or all others.

        Rows of stories have `first_seen` and `revisions` besides, all have `file` and `line`. They may hold more than
        the table has columns.
        """
        for said, more in self._read(folder, "said", latest):
            yield json.loads(said) | _added(folder, more)

    def lines(self, folder: str, *, latest: bool = True, year: str | None = "") -> Iterator[bytes]:
        """As `rows`, each a JSON object on a line; of one `year`, None for rows without a date, where one is given."""
        for said, more in self._read(folder, "said", latest, year):
            added = ", ".join([f'"{name}": {JSON(value)}' for name, value in _added(folder, more).items()])
            yield b"%b, %b}\n" % (said[:-1], added.encode())

    def values(self, *, latest: bool = True) -> Iterator[list[Any]]:
        """As `rows` of stories, as the values of the columns that are no lists of rows; a list of texts as JSON."""
        for given, more in self._read("stories", "given", latest):
            found: list[Any] = marshal.loads(given)
            found += more
            yield found

    def _read(
        self, folder: str, what: str, latest: bool, year: str | None = ""
    ) -> Iterator[tuple[bytes, tuple[Any, ...]]]:
        """(what was staged of a record, `first_seen`, `revisions`, `file` and `line` of it)."""
        of_year, given = _of_year(year)
        chosen = "chosen c" if of_year else "chosen c NOT INDEXED"  # all stand in their order already
        select = f"""SELECT {what}, {what}_size, first_seen, revisions, c.file, c.line
            FROM {chosen} JOIN record USING (n)
            WHERE c.folder = ? AND latest = ?{of_year} ORDER BY c.rowid"""
        get = self._pile.get
        for begins, size, *more in self._db.execute(select, (folder, latest, *given)):
            yield get(begins, size), tuple(more)

    def mentions(self, year: str | None = "") -> Iterator[dict[str, Any]]:
        """The rows of the table `mentions`, by story and place; of one `year` as for `lines`."""
        of_year, given = _of_year(year)
        names = ("newsstand", "story_id", "start", "mention", "date", "how")
        select = f"""SELECT newsstand, id, start, mention, date, how FROM chosen c JOIN mention USING (n)
            WHERE c.folder = 'stories' AND latest{of_year} ORDER BY c.rowid, start"""
        return self._dicts(names, select, given)

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
        return self._dicts(names, select)

    def stories(self) -> Iterator[dict[str, Any]]:
        """Newsstand and id of every story that has a record here."""
        self._insert()
        return self._dicts(("newsstand", "id"), "SELECT DISTINCT newsstand, id FROM record WHERE folder = 'stories'")

    def counted(self) -> Iterator[dict[str, Any]]:
        """How many stories there are of each kind that a page of coverage counts; none that are withdrawn."""
        names = ("newsstand", "publication_id", "month", "edition_id", "access", "language", "granularity", "stories")
        select = """SELECT c.newsstand, c.publication_id, substr(c.first, 1, 7), c.edition_id, access, language,
            granularity, count(*) FROM chosen c JOIN record r USING (n)
            WHERE c.folder = 'stories' AND latest AND withdrawn IS NOT 1 GROUP BY 1, 2, 3, 4, 5, 6, 7"""
        return self._dicts(names, select)

    def editions_cover(self) -> tuple[int, str | None, str | None]:
        """How many editions there are, and the first and the last day that one covers."""
        select = "SELECT count(*), min(first), max(last) FROM chosen WHERE folder = 'editions' AND latest"
        count, first, last = self._db.execute(select).fetchone()
        return count, first, last

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
        select = """SELECT c.newsstand, c.edition_id, c.id, c.position, section FROM chosen c JOIN record USING (n)
            WHERE c.folder = 'stories' AND latest AND c.edition_id IS NOT NULL ORDER BY 1, 2, 4 NULLS LAST, 3"""
        for row in self._db.execute(select):
            if row[:2] not in told:
                yield dict(zip(names, row, strict=True))

    def same_stories(self) -> Iterator[dict[str, Any]]:
        """The rows of the table `same_story`, by newsstand and ids; once, and of stories added with shingles."""
        self._db.executescript(same_story.LEAVE_OUT + same_story.PAIRS)
        names = ("newsstand", "a", "b", "share", "common", "identical")
        for row in self._dicts(names, same_story.SAME):
            yield row | {"identical": bool(row["identical"])}

    def _dicts(self, names: tuple[str, ...], select: str, given: tuple[Any, ...] = ()) -> Iterator[dict[str, Any]]:
        for row in self._db.execute(select, given):
            yield dict(zip(names, row, strict=True))


def _added(folder: str, more: tuple[Any, ...]) -> dict[str, Any]:
    """What a row has besides its record."""
    first_seen, revisions, file, line = more
    found = {"file": file, "line": line}
    return {"first_seen": first_seen, "revisions": revisions, **found} if folder == "stories" else found


def _of_year(year: str | None) -> tuple[str, tuple[str | None, ...]]:
    """A condition on `chosen`, and what it needs; none for "": all years."""
    return ("", ()) if year == "" else (" AND year IS ?", (year,))
