"""The records of an export on their way: which one of each thing is the latest, in the order that tables have.

A SQLite file of the export's own, thrown away after it, so that memory does not grow with the dataset; what records say
lies in a pile beside it. The latest is chosen by the rule of the dataset's index (newsstand/dataset/schema.py), once
for all formats.
"""

import marshal
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from newsstand.export import same_story
from newsstand.export.columns import FILE, LINE, STORY_ADDED
from newsstand.export.mentions import Mention
from newsstand.export.pile import Pile
from newsstand.export.records import decode, encode
from newsstand.export.rows import StoryRow
from newsstand.export.shingles import fewest

RECORDS = """
CREATE TABLE record (
    n INTEGER PRIMARY KEY, folder TEXT, newsstand TEXT, id TEXT, publication_id TEXT, edition_id TEXT, first TEXT,
    last TEXT, position INTEGER, section TEXT, language TEXT, access TEXT, granularity TEXT, withdrawn INTEGER,
    fetched_at TEXT, revision INTEGER, character_count INTEGER, text_hash TEXT, file TEXT, line INTEGER, said INTEGER,
    said_size INTEGER, given INTEGER, given_size INTEGER);
CREATE TABLE mention (
    n INTEGER, start INTEGER, mention TEXT, date TEXT, how TEXT, PRIMARY KEY (n, start)) WITHOUT ROWID;
CREATE TABLE listed (
    newsstand TEXT, publication_id TEXT, edition_id TEXT, fetched_at TEXT, label TEXT,
    PRIMARY KEY (newsstand, publication_id, edition_id)) WITHOUT ROWID;
CREATE TABLE told (newsstand TEXT, edition_id TEXT, PRIMARY KEY (newsstand, edition_id)) WITHOUT ROWID;
"""
CACHE = 8_000
"""KiB that SQLite may take for what it sorts and looks up."""
AT_ONCE = 500
"""Records that SQLite is given at a time."""
ADD = f"INSERT INTO record VALUES (?, ?{', ?' * 13}, coalesce(?, 0){', ?' * 8})"
MENTION = "INSERT INTO mention VALUES (?, ?, ?, ?, ?)"
LIST = """
INSERT INTO listed VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at,
label = excluded.label WHERE (excluded.fetched_at, excluded.label) > (listed.fetched_at, listed.label)
"""
CHOOSE = """
CREATE INDEX record_of ON record (folder, newsstand, id);
CREATE TABLE again AS
SELECT n, row_number() OVER latest_first = 1 AS latest, min(fetched_at) OVER thing AS first_seen,
    count(*) OVER thing AS revisions
FROM record JOIN (SELECT folder, newsstand, id FROM record GROUP BY 1, 2, 3 HAVING count(*) > 1)
    USING (folder, newsstand, id)
WINDOW thing AS (PARTITION BY folder, newsstand, id),
    latest_first AS (
        PARTITION BY folder, newsstand, id ORDER BY revision DESC, fetched_at DESC, file DESC, line DESC);
CREATE UNIQUE INDEX again_of ON again (n);
CREATE TABLE chosen AS
SELECT n, folder, substr(first, 1, 4) AS year, coalesce(latest, 1) AS latest,
    coalesce(first_seen, fetched_at) AS first_seen, coalesce(revisions, 1) AS revisions
FROM record LEFT JOIN again USING (n)
ORDER BY folder, newsstand, publication_id NULLS LAST, first NULLS LAST, edition_id NULLS LAST, position NULLS LAST,
    id, revision, fetched_at, file, line;
"""
"""Most things have one record. Only of the others the latest is looked for: windows over all records take longer than
the sort."""
LEAVE_OUT = """
DELETE FROM chosen WHERE n IN (
    SELECT n FROM record WHERE (folder, newsstand, id) IN (
        SELECT r.folder, newsstand, id FROM chosen JOIN record r USING (n) WHERE latest AND {unwanted}))
"""
STORY = attrgetter(
    *("newsstand", "id", "publication_id", "edition_id", "edition_date_start", "edition_date_end", "position"),
    *("section", "language", "access", "granularity", "withdrawn", "fetched_at", "revision"),
)
"""What the table `record` has of a story's record, in its order."""
NOTHING = (None, None)
"""Where there are no measures, and where nothing lies in the pile."""
ADDED = {
    "stories": tuple(column.name for column in (*STORY_ADDED, FILE, LINE)),
    "editions": (FILE.name, LINE.name),
    "publications": (FILE.name, LINE.name),
}
"""Folder -> what its rows have besides their records."""


class Stage:
    """Records in the order of tables: first `add` all of them, then `choose`, then read.

    `lines` and `values`: whether stories will be read as JSON (`rows`, `lines`) and as values (`values`).
    """

    def __init__(self, path: Path, *, lines: bool = True, values: bool = True) -> None:
        self._keeps_lines, self._keeps_values = lines, values
        self._pile = Pile(path.with_suffix(".pile"))
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{CACHE};")
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
        self, row: StoryRow, file: str, line: int, mentions: Iterable[Mention] = (), shingles: Collection[int] = ()
    ) -> None:
        """Take in the row of a story, with what was found in its text."""
        put = self._pile.put
        said = put(row.said) if self._keeps_lines else NOTHING
        given = put(marshal.dumps(row.values())) if self._keeps_values else NOTHING
        measures = row.character_count, row.text_hash
        self._add("stories", *STORY(row.record), *measures, file, line, *said, *given)
        for start, text, date, how in mentions:
            self._mentions.append((self._count, start, text, date, how))
        if shingles:
            self._db.execute(same_story.ADD_TEXT, (self._count, len(shingles), fewest(row.record.language)))
            self._db.executemany(same_story.ADD, ((each, self._count) for each in shingles))

    def add(self, folder: str, record: Any, said: bytes, file: str, line: int) -> None:
        """Take in a record of a publication or an edition; `said`: as a JSON object."""
        where = self._pile.put(said)
        key, seen = (record.newsstand, record.id), (record.fetched_at, record.revision)
        if folder == "publications":
            what = (*key, record.id, None, None, None)
        else:
            what = (*key, record.publication_id, record.id, record.date_start, record.date_end)
        self._add(folder, *what, *[None] * 6, *seen, *NOTHING, file, line, *where, *NOTHING)
        for each in record.editions_listed or () if folder == "publications" else ():
            if each.get("id"):
                self.add_listed(*key, each["id"], record.fetched_at, each.get("label"))

    def _add(self, *values: Any) -> None:
        self._count += 1
        self._records.append((self._count, *values))
        if len(self._records) >= AT_ONCE:
            self._insert()

    def _insert(self) -> None:
        self._db.executemany(ADD, self._records)
        self._db.executemany(MENTION, self._mentions)
        self._records, self._mentions = [], []

    def add_listed(self, newsstand: str, publication: str, edition: str, fetched_at: str, label: str | None) -> None:
        """Take in that a newsstand has listed an edition; the latest time counts."""
        self._db.execute(LIST, (newsstand, publication, edition, fetched_at, label or ""))

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
            self._db.execute(LEAVE_OUT.format(unwanted=f"{unwanted} (r.newsstand, r.publication_id))"))
            self._db.execute("DELETE FROM listed WHERE (newsstand, publication_id) NOT IN (SELECT * FROM wanted)")
        for day, unwanted in ((since, "coalesce(last < ?, 1)"), (until, "coalesce(first > ?, 1)")):
            if day is not None:
                self._db.execute(LEAVE_OUT.format(unwanted=f"r.folder <> 'publications' AND {unwanted}"), (day,))

    def rows(self, folder: str) -> Iterator[dict[str, Any]]:
        """The rows of a folder in the order of its table, the latest of each thing.

        They may hold more than the table has columns.
        """
        return map(decode, self.lines(folder))

    def lines(self, folder: str, *, latest: bool = True, year: str | None = "") -> Iterator[bytes]:
        """As `rows`, each a JSON object on a line, or those that are not the latest; of one `year`, None for rows
        without a date, where one is given."""
        for said, *more in self._read(folder, "said", latest, year):
            added = encode(dict(zip(ADDED[folder], more, strict=True)))
            yield b"%b,%b\n" % (said[:-1], added[1:])

    def values(self, *, latest: bool = True) -> Iterator[list[Any]]:
        """As `rows` of stories, as the values of the columns that are no lists of rows; a list of texts as JSON."""
        for given, *more in self._read("stories", "given", latest):
            found: list[Any] = marshal.loads(given)
            found += more
            yield found

    def _read(self, folder: str, what: str, latest: bool, year: str | None = "") -> Iterator[tuple[Any, ...]]:
        """(what was staged of a record, and the values of ADDED)."""
        of_year, given = _of_year(year)
        chosen = "chosen c" if of_year else "chosen c NOT INDEXED"  # all stand in their order already
        select = f"""SELECT {what}, {what}_size, {", ".join(ADDED[folder])} FROM {chosen} JOIN record USING (n)
            WHERE c.folder = ? AND c.latest = ?{of_year} ORDER BY c.rowid"""
        get = self._pile.get
        for begins, size, *more in self._db.execute(select, (folder, latest, *given)):
            yield get(begins, size), *more

    def mentions(self, year: str | None = "") -> Iterator[tuple[Any, ...]]:
        """The rows of the table `mentions`, by story and place; of one `year` as for `lines`."""
        of_year, given = _of_year(year)
        select = f"""SELECT newsstand, id, start, mention, date, how FROM chosen c JOIN record USING (n)
            JOIN mention USING (n) WHERE c.folder = 'stories' AND latest{of_year} ORDER BY c.rowid, start"""
        return self._db.execute(select, given)

    def years(self) -> list[str | None]:
        """The years that stories' editions begin in; None, which comes last, for stories without a date."""
        self._db.execute("CREATE INDEX IF NOT EXISTS chosen_of ON chosen (folder, latest, year)")
        select = "SELECT DISTINCT year FROM chosen WHERE folder = 'stories' ORDER BY year NULLS LAST"
        return [year for (year,) in self._db.execute(select)]

    def listed(self) -> Iterator[tuple[Any, ...]]:
        """Every edition that a newsstand has listed: the rows of `listed_editions`, in their order."""
        return self._db.execute(
            "SELECT newsstand, publication_id, edition_id, nullif(label, ''), fetched_at FROM listed ORDER BY 1, 2, 3"
        )

    def keys(self) -> Iterator[tuple[str, str, str]]:
        """Folder, newsstand and id of everything that has a record here."""
        self._insert()
        return self._db.execute("SELECT DISTINCT folder, newsstand, id FROM record")

    def counted(self) -> Iterator[dict[str, Any]]:
        """How many stories there are of each kind that a page of coverage counts; none that are withdrawn."""
        names = ("newsstand", "publication_id", "month", "edition_id", "access", "language", "granularity", "stories")
        select = """SELECT newsstand, publication_id, substr(first, 1, 7), edition_id, access, language,
            granularity, count(*) FROM chosen c JOIN record r USING (n)
            WHERE c.folder = 'stories' AND latest AND withdrawn IS NOT 1 GROUP BY 1, 2, 3, 4, 5, 6, 7"""
        return self._dicts(names, select)

    def editions_cover(self) -> tuple[int, str | None, str | None]:
        """How many editions there are, and the first and the last day that one covers."""
        select = """SELECT count(*), min(first), max(last) FROM chosen c JOIN record USING (n)
            WHERE c.folder = 'editions' AND latest"""
        count, first, last = self._db.execute(select).fetchone()
        return count, first, last

    def places(self) -> Iterator[tuple[Any, ...]]:
        """Which story stands where in which edition: the rows of `edition_stories`.

        As the edition's own record has it; where it has no list, as the stories that name it say.
        """
        for edition in self.rows("editions"):
            key = edition["newsstand"], edition["id"]
            stories = [each for each in edition.get("stories") or () if each.get("id")]
            if stories:
                self._db.execute("INSERT OR IGNORE INTO told VALUES (?, ?)", key)
            for each in sorted(stories, key=lambda each: (each.get("position") or 0, each["id"])):
                yield *key, each["id"], each.get("position"), each.get("section")
        yield from self._db.execute(
            """SELECT newsstand, edition_id, id, position, section FROM chosen c JOIN record r USING (n)
            WHERE c.folder = 'stories' AND latest AND edition_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM told t WHERE (t.newsstand, t.edition_id) = (r.newsstand, r.edition_id))
            ORDER BY 1, 2, 4 NULLS LAST, 3"""
        )

    def same_stories(self) -> Iterator[dict[str, Any]]:
        """The rows of the table `same_story`, by newsstand and ids; once, and of stories added with shingles."""
        self._db.executescript(same_story.LEAVE_OUT + same_story.PAIRS)
        names = ("newsstand", "a", "b", "share", "common", "identical")
        for row in self._dicts(names, same_story.SAME):
            yield row | {"identical": bool(row["identical"])}

    def _dicts(self, names: tuple[str, ...], select: str, given: tuple[Any, ...] = ()) -> Iterator[dict[str, Any]]:
        for row in self._db.execute(select, given):
            yield dict(zip(names, row, strict=True))


def _of_year(year: str | None) -> tuple[str, tuple[str | None, ...]]:
    """A condition on `chosen`, and what it needs; none for "": all years."""
    return ("", ()) if year == "" else (" AND year IS ?", (year,))
