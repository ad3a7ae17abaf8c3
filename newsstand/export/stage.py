"""The records of an export on their way: which one of each thing is the latest, in the order that tables have.

A SQLite file of the export's own, thrown away after it, so that memory does not grow with the dataset. Its views are
the tables of an export (newsstand/export/schema.py); what is wanted as JSON or CSV lies in piles beside it. The latest
is chosen by the rule of the dataset's index (newsstand/dataset/schema.py), once for all formats.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from newsstand.export import same_story
from newsstand.export.columns import FILE, LINE, TABLES, flat
from newsstand.export.csv_cells import csv_line
from newsstand.export.mentions import Mention
from newsstand.export.pile import Piles
from newsstand.export.records import Staged, decode, encode, with_more
from newsstand.export.rows import StoryRow
from newsstand.export.schema import (
    ADD,
    ADD_MENTION,
    ADD_PLACE,
    ADD_STORY,
    CHOOSE,
    IN_ORDER,
    LEAVE_OUT,
    LIST,
    ORDERS,
    PLACED,
    STORED,
    TABLES_OF_STAGE,
    VIEWS,
)
from newsstand.export.shingles import fewest

CACHE = 1_000
"""KiB that SQLite may take for what it sorts and looks up."""
PAGE = 4_096
"""Bytes. SQLite takes 250 pages at least for what it sorts, whatever CACHE says."""
AT_ONCE = 500
"""Records that SQLite is given at a time."""
RECORD = attrgetter(
    *("newsstand", "id", "publication_id", "edition_id", "edition_date_start", "edition_date_end", "position"),
    *("section", "language", "access", "granularity", "withdrawn", "fetched_at", "revision"),
)
"""What the table `record` has of a story's record, in its order."""
IN_STORED_ORDER = itemgetter(*STORED)
CSV = "csv"
"""The pile of stories as lines of a CSV; others are named by folder, and those of stories by year too."""
UNDATED = "undated"
"""What stands for the year of stories without a date, in the names of files."""
Place = tuple[int, int]
"""Where something lies in a pile: where it begins, and its bytes."""
NOWHERE: Place = (0, 0)
"""Where nothing lies. To bind a None takes Python three times as long as a number."""


def _pile_of(folder: str, day: str | None) -> str:
    """The pile that the JSON of a record lies in; `day`: that a story's edition begins on, or its year."""
    return f"stories-{day[:4] if day else UNDATED}" if folder == "stories" else folder


def story_line(n: int, row: StoryRow) -> bytes:
    """A story as a JSON object on a line: its columns, as if this were its only record, and the number it has here."""
    return with_more(row.said, Staged(n, row.character_count, row.text_hash, *_chosen_alone(row)))


def _chosen_alone(row: StoryRow) -> tuple[str, int, str, int]:
    """`first_seen` and `revisions` of a story that has this record alone, and the record's file and line."""
    return row.record.fetched_at, 1, row.file, row.line


class InText(NamedTuple):
    """What was found in the text of a story, of what is needed."""

    mentions: Sequence[Mention] = ()
    shingles: Collection[int] = ()
    letter_runs: str | None = None


class Stage:
    """Records in the order of tables: first `add` all of them, then `choose`, then read.

    How stories will be read: `lines`, as JSON (`rows`, `lines`, `file`); `values`, as the values of columns
    (`cells`, the views `stories` and `superseded`); `csv`, as `csv_lines`. The view `edition_stories` is there with
    either of the last two.
    """

    def __init__(self, path: Path, *, lines: bool = False, values: bool = False, csv: bool = False) -> None:
        self.path = path
        self._keeps_lines, self._keeps_values, self._keeps_csv = lines, values, csv
        self._is_flat = values or csv  # then lists of rows are tables of their own
        self.piles = Piles(path)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(f"PRAGMA page_size = {PAGE}; PRAGMA cache_size = -{CACHE};")
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._db.execute(f"PRAGMA temp_store_directory = '{str(path.parent).replace(chr(39), chr(39) * 2)}'")
        self._db.executescript(TABLES_OF_STAGE + same_story.SHINGLES)
        self._db.execute("BEGIN")
        self._count = 0
        self._waiting: dict[str, list[tuple[Any, ...]]] = {ADD: [], ADD_STORY: [], ADD_MENTION: [], ADD_PLACE: []}

    def close(self) -> None:
        self._db.close()
        self.piles.close()

    def add_stories(self, rows: Sequence[StoryRow], found: Sequence[InText]) -> None:
        """Take in rows of stories, with what was found in the text of each."""
        numbers = range(self._count + 1, self._count + 1 + len(rows))
        json = csv = [NOWHERE] * len(rows)
        values = [row.values() for row in rows] if self._is_flat else []
        if self._keeps_lines:
            lines = [story_line(n, row) for n, row in zip(numbers, rows, strict=True)]
            piles = [_pile_of("stories", row.record.edition_date_start) for row in rows]
            json = list(map(self.piles.put, piles, lines))
        if self._keeps_csv:
            ends = [(row.character_count, row.text_hash, *_chosen_alone(row)) for row in rows]
            csv = [self.piles.put(CSV, csv_line((*a, *b))) for a, b in zip(values, ends, strict=True)]
        if self._keeps_values:
            self._waiting[ADD_STORY] += [
                (n, row.character_count, row.text_hash, row.file, row.line, *IN_STORED_ORDER(each), text.letter_runs)
                for n, row, each, text in zip(numbers, rows, values, found, strict=True)
            ]
        for n, row, text in zip(numbers, rows, found, strict=True):
            self._waiting[ADD_MENTION] += [(n, *mention) for mention in text.mentions]
            if text.shingles:
                self._db.execute(
                    same_story.ADD_TEXT, (n, len(text.shingles), fewest(row.record.language), row.text_hash)
                )
                self._db.executemany(same_story.ADD, ((each, n) for each in text.shingles))
        for row, in_json, in_csv in zip(rows, json, csv, strict=True):
            self._add(in_json, in_csv, "stories", *RECORD(row.record), row.file, row.line)

    def add(self, folder: str, record: Any, said: bytes, file: str, line: int) -> None:
        """Take in a record of a publication or an edition; `said`: as a JSON object."""
        json = self.piles.put(folder, with_more(said, {FILE.name: file, LINE.name: line}))
        key, seen = (record.newsstand, record.id), (record.fetched_at, record.revision)
        if folder == "publications":
            what = (*key, record.id, None, None, None)
            for each in record.editions_listed or ():
                if each.id:
                    self.add_listed(*key, each.id, record.fetched_at, each.label)
        else:
            what = (*key, record.publication_id, record.id, record.date_start, record.date_end)
            for each in (record.stories if self._is_flat else None) or ():
                if each.id:
                    self._waiting[ADD_PLACE].append((self._count + 1, each.id, each.position, each.section))
        self._add(json, NOWHERE, folder, *what, *[None] * 6, *seen, file, line)

    def _add(self, json: Place, csv: Place, folder: str, newsstand: str, id: str, *values: Any) -> None:
        self._count += 1
        thing = hash((folder, newsstand, id))
        self._waiting[ADD].append((self._count, thing, *json, *csv, folder, newsstand, id, *values))
        if len(self._waiting[ADD]) >= AT_ONCE:
            self._insert()

    def _insert(self) -> None:
        for statement, rows in self._waiting.items():
            self._db.executemany(statement, rows)
            rows.clear()

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
        order = f"ORDER BY folder, {IN_ORDER}" if self._is_flat else ""  # DuckDB sorts what it reads
        self._db.executescript(CHOOSE.format(order=order))
        if publications is not None:
            self._db.execute("CREATE TABLE wanted (newsstand TEXT, publication_id TEXT)")
            self._db.executemany("INSERT INTO wanted VALUES (?, ?)", sorted(publications))
            unwanted = "NOT EXISTS (SELECT 1 FROM wanted w WHERE (w.newsstand, w.publication_id) = "
            self._db.execute(LEAVE_OUT.format(unwanted=f"{unwanted} (r.newsstand, r.publication_id))"))
            self._db.execute("DELETE FROM listed WHERE (newsstand, publication_id) NOT IN (SELECT * FROM wanted)")
        for day, unwanted in ((since, "coalesce(last < ?, 1)"), (until, "coalesce(first > ?, 1)")):
            if day is not None:
                self._db.execute(LEAVE_OUT.format(unwanted=f"r.folder <> 'publications' AND {unwanted}"), (day,))
        self._db.executescript(VIEWS + same_story.LEAVE_OUT + same_story.PAIRS)
        if self._is_flat:
            self._db.executescript(PLACED)

    def cells(self, view: str, *, year: str | None = "") -> Iterator[tuple[Any, ...]]:
        """The rows of a view as the values of the columns of its table, in their order; where the view has years and
        one is given, of that `year`, None for rows without a date."""
        of_year, given = ("", ()) if year == "" else ("WHERE year IS ?", (year,))
        names = ", ".join(f'"{column.name}"' for column in flat(TABLES[view]))
        return self._db.execute(f"SELECT {names} FROM {view} {of_year} ORDER BY {ORDERS[view]}", given)

    def rows(self, folder: str) -> Iterator[dict[str, Any]]:
        """The rows of a folder in the order of its table, the latest of each thing.

        They have all its columns, and may have more. Of a story that has several records they say what they would if
        it were the only one.
        """
        columns = dict.fromkeys(column.name for column in TABLES[folder])
        return (columns | decode(line) for line in self.lines(folder))

    def lines(self, folder: str) -> Iterator[bytes]:
        """As `rows`, each a JSON object on a line."""
        select = f"""SELECT year, json, json_size FROM chosen c NOT INDEXED JOIN record USING (n)
            WHERE c.folder = ? AND c.latest ORDER BY {IN_ORDER}"""
        for year, begins, size in self._db.execute(select, (folder,)):
            yield self.piles.get(_pile_of(folder, year), begins, size)

    def superseded_lines(self, year: str | None) -> Iterator[bytes]:
        """The stories of a year, None for those without a date, that are not the latest, as JSON objects on lines, in
        no order."""
        select = """SELECT json, json_size, c.first_seen, revisions FROM chosen c JOIN record USING (n)
            WHERE c.folder = 'stories' AND c.latest = 0 AND year IS ?"""
        for begins, size, first_seen, revisions in self._db.execute(select, (year,)):
            story = decode(self.piles.get(_pile_of("stories", year), begins, size))
            yield encode(story | {"first_seen": first_seen, "revisions": revisions}) + b"\n"

    def file(self, year: str | None) -> Path:
        """The file of all stories of a year, None for those without a date: each a JSON object on a line as if it were
        the only record of its story, in the order in which they were added. `n` tells them apart."""
        return self.piles.file(_pile_of("stories", year))

    def several(self) -> Iterator[tuple[int, bool, str, int]]:
        """Those of all these files that are not the only record of a story, or are left out: n, whether it is the
        latest and not left out, when the story's first was fetched, and how many records there are."""
        return self._db.execute(
            """SELECT n, coalesce(latest, 0), first_seen, revisions FROM chosen NOT INDEXED
            WHERE folder = 'stories' AND (revisions > 1 OR latest IS NULL) ORDER BY n"""
        )

    def csv_lines(self, *, latest: bool) -> Iterator[bytes]:
        """The rows of stories as lines of a CSV, with their ends."""
        select = """SELECT n, csv, csv_size, first_seen, revisions FROM chosen NOT INDEXED
            WHERE folder = 'stories' AND latest = ? ORDER BY rowid"""
        alone = "SELECT fetched_at, 1, file, line FROM record WHERE n = ?"
        for n, begins, size, first_seen, revisions in self._db.execute(select, (latest,)):
            said = self.piles.get(CSV, begins, size)
            if revisions > 1:
                end = self._db.execute(alone, (n,)).fetchone()
                said = said.removesuffix(csv_line(end)) + csv_line((first_seen, revisions, *end[2:]))
            yield said

    def years(self) -> list[str | None]:
        """The years that stories' editions begin in; None, which comes last, for stories without a date."""
        self._db.execute("CREATE INDEX IF NOT EXISTS chosen_of ON chosen (folder, latest, year)")
        select = """SELECT DISTINCT year FROM chosen WHERE folder = 'stories' AND latest IS NOT NULL
            ORDER BY year NULLS LAST"""
        return [year for (year,) in self._db.execute(select)]

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

    def same_stories(self) -> Iterator[dict[str, Any]]:
        """The rows of the table `same_story`, by newsstand and ids, of stories added with shingles."""
        names = ("newsstand", "a", "b", "share", "common", "identical")
        for row in self._dicts(names, same_story.SAME):
            yield row | {"identical": bool(row["identical"])}

    def _dicts(self, names: tuple[str, ...], select: str) -> Iterator[dict[str, Any]]:
        for row in self._db.execute(select):
            yield dict(zip(names, row, strict=True))
