"""The dataset as Parquet, written by DuckDB with the types of the columns. The one door to DuckDB.

A night's export takes in new files alone: years in which nothing is new stay as they are, and in a year that is written
again the stories that nothing new is known of come from its last files. Either way the bytes are those of an export of
everything at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from newsstand.exit_codes import Refused
from newsstand.export.columns import NEWSSTAND, SAME_STORY, STORY_ADDED, TABLES, Column, Kind
from newsstand.export.odd_lines import first_odd
from newsstand.export.records import decode, encode, record_of
from newsstand.export.rows import StoryRow
from newsstand.export.stage import UNDATED, Stage
from newsstand.export.tables import Dataset, Needs, Row, add_stories

TOUCHED = "touched"
"""The table of the things that have a new record."""
SEVERAL = "several"
"""The table of the stories that have several records, or are left out (`Stage.several`)."""
NUMBER = Column("n", Kind.INTEGER)
CHOSEN = tuple(column for column in STORY_ADDED if column.name in ("first_seen", "revisions"))
"""Columns of stories that are sure when all records are known."""
COLUMNS = {
    **TABLES,
    "same_story": SAME_STORY,
    TOUCHED: (Column("folder", Kind.TEXT), NEWSSTAND, Column("id", Kind.TEXT)),
    SEVERAL: (NUMBER, Column("latest", Kind.BOOLEAN), *CHOSEN),
}
"""Table -> its columns."""
TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.TIME: "TIMESTAMPTZ",
    Kind.TEXTS: "VARCHAR[]",
}
WRITE = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 20480"
"""Row groups of some 20 MB of text: few enough to read fast, small enough to pass over."""
BY_YEAR = ("stories", "superseded", "mentions")
"""Tables with a file for each year, in which the edition of a row's story begins."""
ORDER = (
    "newsstand, publication_id NULLS LAST, edition_date_start NULLS LAST, edition_id NULLS LAST, position NULLS LAST, "
    "id, coalesce(revision, 0), fetched_at, file, line"
)
ORDERS = {
    "stories": ORDER,
    "superseded": ORDER,
    "mentions": "newsstand, story_id, start",
    "editions": "newsstand, publication_id NULLS LAST, date_start NULLS LAST, id",
    "publications": "newsstand, id",
    "listed_editions": "newsstand, publication_id, edition_id",
    "runs": "id",
    "same_story": "newsstand, a, b",
}
"""Table -> the order of its rows. A query asks for it although lines stand in it: rows that DuckDB takes as they come
it puts into row groups by how its threads came to read them, and other groups are other bytes."""
OF_THINGS = {
    "stories": ("stories", "id"),
    "superseded": ("stories", "id"),
    "mentions": ("stories", "story_id"),
    "editions": ("editions", "id"),
    "publications": ("publications", "id"),
    "listed_editions": ("publications", "publication_id"),
}
"""The same tables -> the folder of the records that their rows come from, and the column with the id of that thing."""
IS_TOUCHED = f"EXISTS (FROM {TOUCHED} t WHERE t.folder = '{{}}' AND t.newsstand = o.newsstand AND t.id = o.{{}})"
STORIES = f"""
SELECT {{columns}} FROM ({{staged}}) o LEFT JOIN {SEVERAL} s USING (n) WHERE coalesce(s.latest, TRUE)
"""
"""The rows of `stories` from those of a stage: of most stories there is one record, which is the latest."""
PLACES = """
WITH listed AS (
    SELECT newsstand, id AS edition_id, place.id AS story_id, place.position, place.section
    FROM (SELECT newsstand, id, unnest(stories) AS place FROM {editions}) WHERE place.id <> '')
FROM listed UNION ALL
SELECT newsstand, edition_id, id, position, section FROM read_parquet({stories}) o WHERE edition_id IS NOT NULL
    AND NOT EXISTS (FROM listed l WHERE l.newsstand = o.newsstand AND l.edition_id = o.edition_id)
ORDER BY newsstand, edition_id, position NULLS LAST, story_id, section
"""
"""The rows of `edition_stories`: as an edition's own record has them; where it lists none, as stories name it."""
MEMORY = "500MB"
LONGEST = 1 << 24
"""Bytes of a line that DuckDB has room for; twice as much memory is taken for it. A longer one is given more."""
AS_WRITTEN = "%Y-%m-%dT%H:%M:%S+00:00"
"""Times as records have them (docs/data-format.md)."""


class Writer:
    """A DuckDB at work in a folder, which also takes what does not fit into memory."""

    def __init__(self, work: Path, threads: int = 1) -> None:
        self._duckdb: Any = import_module("duckdb")
        self.work = work
        self.not_read = self._duckdb.InvalidInputException
        """What `query` raises for a line that DuckDB does not read, though it is sound JSON."""
        options = {"memory_limit": MEMORY, "temp_directory": str(work / "spilled"), "threads": str(threads)}
        options["autoinstall_known_extensions"] = "false"  # nothing is fetched to write a file
        self._db = self._duckdb.connect(config=options)
        self._db.execute("SET TimeZone = 'UTC'")
        # DuckDB takes a file of JSON for a few rows, and would hold all its stories to look a small table up in them.
        self._db.execute("SET disabled_optimizers = 'build_side_probe_side'")
        self._feed = work / "feed.jsonl"

    def close(self) -> None:
        self._db.close()
        self._feed.unlink(missing_ok=True)

    def query(self, statement: str) -> list[Any]:
        """The rows of a statement. Raises OSError for all that disks do."""
        try:
            found: list[Any] = self._db.execute(statement).fetchall()
        except (self._duckdb.IOException, self._duckdb.OutOfMemoryException) as error:
            raise OSError(str(error).splitlines()[0]) from error
        return found

    def read(self, query: str, columns: Iterable[Column]) -> Iterator[Row]:
        """The rows of a query, as they were before they were written."""
        names = ", ".join(
            f"strftime({column.name}, '{AS_WRITTEN}') AS {column.name}"
            if column.kind is Kind.TIME
            else f'"{column.name}"'
            for column in columns
        )
        found = self._db.execute(f"SELECT to_json(r) FROM (SELECT {names} FROM ({query})) r")
        while some := found.fetchmany(1000):
            for (row,) in some:
                yield decode(row)

    def keep(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Rows as a table, for queries to look at."""
        self.query(f"CREATE OR REPLACE TEMP TABLE {table} AS {self.fed(COLUMNS[table], as_lines(table, rows))}")

    def fed(self, columns: Iterable[Column], lines: Iterable[bytes]) -> str:
        """The query for rows that stand as JSON objects on lines, with the types of their columns.

        What a line says that is no column is passed over. The lines are gone with the next ones.
        """
        longest = 0
        with self._feed.open("wb", buffering=LONGEST) as feed:
            for line in lines:
                longest = max(longest, len(line) + 1)
                feed.write(line)
        return rows_in(self._feed, columns, longest)

    def write(self, path: Path, query: str) -> int:
        """Write the rows of a query as a Parquet file; returns how many. Without any it is a file with columns."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return int(self.query(f"COPY ({query}) TO {quoted(path)} ({WRITE})")[0][0])


def type_of(column: Column) -> str:
    """DuckDB's type of a column: "DATE", "STRUCT(id VARCHAR, label VARCHAR)[]"."""
    if column.kind is Kind.ROWS:
        return f"STRUCT({', '.join(f'{part.name} {type_of(part)}' for part in column.parts)})[]"
    return TYPES[column.kind]


def rows_in(path: Path, columns: Iterable[Column], longest: int) -> str:
    """The query for rows that stand as JSON objects on the lines of a file, of so many bytes at most.

    What a line says that is no column is passed over.
    """
    types = ", ".join(f"'{column.name}': '{type_of(column)}'" for column in columns)
    return (
        f"SELECT {_names(columns)} FROM read_json({quoted(path)}, format = 'newline_delimited', "
        f"columns = {{{types}}}, maximum_object_size = {max(longest, LONGEST)})"
    )


def quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def file_of(table: str, year: str | None) -> str:
    """ "stories/2024.parquet", "superseded/undated.parquet"."""
    return f"{table}/{year or UNDATED}.parquet"


def write_parquet(dataset: Dataset, made: Path, old: Path | None = None, threads: int = 1) -> None:
    """Write the files into `made`; with `old`, an export's folder, those alone that new records change.

    With `old` the dataset's stage holds what `stage_changes` gave it. Raises OSError.
    """
    writer = Writer(made, threads)
    stage, counts = dataset.stage, dataset.counts

    def write(name: str, table: str, query: str) -> None:
        columns = COLUMNS[table]
        if old and table in OF_THINGS and (old / name).exists():
            query += f" UNION ALL SELECT {_names(columns)} FROM {quoted(old / name)} o WHERE NOT {is_touched(table)}"
        if table in ORDERS:
            query += f" ORDER BY {ORDERS[table]}"
        counts[name] = writer.write(made / name, query)

    def write_rows(table: str, lines: Iterable[bytes]) -> None:
        write(f"{table}.parquet", table, writer.fed(COLUMNS[table], lines))

    try:
        if old:
            writer.keep(TOUCHED, stage.keys())
        writer.keep(SEVERAL, stage.several())
        for year in stage.years() or ([] if old else [None]):  # a whole export has files with columns at least
            try:
                write(file_of("stories", year), "stories", stories(stage, year))
            except writer.not_read as error:
                raise Refused(f"export: {first_odd(stage.file(year))}. Mend the line, or leave parquet out.") from error
            superseded = stage.superseded_lines(year)
            write(file_of("superseded", year), "superseded", writer.fed(COLUMNS["superseded"], superseded))
            mentions = as_lines("mentions", stage.cells("mentions", year=year))
            write(file_of("mentions", year), "mentions", writer.fed(COLUMNS["mentions"], mentions))
        for table in ("publications", "editions"):
            write_rows(table, stage.lines(table))
        write_rows("listed_editions", as_lines("listed_editions", dataset.cells("listed_editions")))
        counts["edition_stories.parquet"] = writer.write(made / "edition_stories.parquet", places(made, old))
        for table in ("gaps", "runs", *({"same_story"} & dataset.optional)):
            write_rows(table, (encode(row) + b"\n" for row in dataset.rows(table)))
    finally:
        writer.close()


def stories(stage: Stage, year: str | None) -> str:
    """The query for the rows of `stories` of a year that are in a stage. Raises OSError."""
    staged = rows_in(stage.file(year), (NUMBER, *COLUMNS["stories"]), stage.piles.longest)
    chosen = {column.name: f"coalesce(s.{column.name}, o.{column.name}) AS {column.name}" for column in CHOSEN}
    columns = (chosen.get(column.name, f'o."{column.name}"') for column in COLUMNS["stories"])
    return STORIES.format(columns=", ".join(columns), staged=staged)


def places(made: Path, old: Path | None) -> str:
    """The query for the rows of `edition_stories`, from the other files: those of `old` where none were made anew."""
    folders = [folder / "stories" for folder in (old, made) if folder]
    stories = {path.name: path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())}
    files = ", ".join(quoted(path) for path in stories.values())
    return PLACES.format(editions=quoted(made / "editions.parquet"), stories=f"[{files}]")


def as_lines(table: str, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Rows of a table, each the values of its columns, as JSON objects on lines."""
    names = [column.name for column in COLUMNS[table]]
    return (encode(dict(zip(names, row, strict=True))) + b"\n" for row in rows)


def is_touched(table: str) -> str:
    """The condition that a row `o` of a table is of a thing with a new record."""
    return IS_TOUCHED.format(*OF_THINGS[table])


def stage_changes(stage: Stage, old: Path, work: Path, needs: Needs) -> None:
    """Put beside the new records in a stage what is needed to write what they change: the earlier records of the same
    things, from the Parquet files of `old`."""
    writer = Writer(work)
    try:
        writer.keep(TOUCHED, stage.keys())
        for table in ("stories", "superseded"):
            for row in earlier(writer, table, sorted((old / table).glob("*.parquet"))):
                place = row.pop("file"), row.pop("line")
                measures = row.pop("character_count"), row.pop("text_hash")
                del row["first_seen"], row["revisions"]  # they are found anew
                story = record_of("stories", row)
                add_stories(stage, [StoryRow(story, encode(story), *measures, *place)], needs)
        for table in ("publications", "editions"):
            for row in earlier(writer, table, [old / f"{table}.parquet"]):
                place = row.pop("file"), row.pop("line")
                record = record_of(table, row)
                stage.add(table, record, encode(record), *place)
        for row in earlier(writer, "listed_editions", [old / "listed_editions.parquet"]):
            names = ("newsstand", "publication_id", "edition_id", "fetched_at", "label")
            stage.add_listed(*(row[name] for name in names))
    finally:
        writer.close()


def earlier(writer: Writer, table: str, files: Iterable[Path]) -> Iterator[Row]:
    """The rows of things that have a new record. Of a file that has none the ids alone are read."""
    for path in files:
        query = f"FROM {quoted(path)} o WHERE {is_touched(table)}"
        if writer.query(f"SELECT count(*) {query}") != [(0,)]:
            yield from writer.read(query, TABLES[table])


def facts_of(folder: Path) -> tuple[list[Row], tuple[int, str | None, str | None]]:
    """From the files in a folder: all publications, and how many editions there are with the first and last day that
    one covers."""
    writer = Writer(folder)
    try:
        publications = list(writer.read(f"FROM {quoted(folder / 'publications.parquet')}", TABLES["publications"]))
        days = "count(*), strftime(min(date_start), '%Y-%m-%d'), strftime(max(date_end), '%Y-%m-%d')"
        [cover] = writer.query(f"SELECT {days} FROM {quoted(folder / 'editions.parquet')}")
        return publications, cover
    finally:
        writer.close()


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)
