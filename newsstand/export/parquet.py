"""The dataset as Parquet, written by DuckDB with the types of the columns. The one door to DuckDB.

A night's export takes in new files alone: years in which nothing is new stay as they are, and in a year that is written
again the stories that nothing new is known of come from its last files. Either way the bytes are those of an export of
everything at once.
"""

import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from newsstand.export.columns import NEWSSTAND, SAME_STORY, TABLES, Column, Kind
from newsstand.export.rows import JSON
from newsstand.export.stage import Stage
from newsstand.export.tables import Dataset, Needs, Row, add_story

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
UNDATED = "undated"
ORDER = (
    "newsstand, publication_id NULLS LAST, edition_date_start NULLS LAST, edition_id NULLS LAST, position NULLS LAST, "
    "id, revision, fetched_at, file, line"
)
"""As newsstand/export/stage.py has it."""
ORDERS = {"stories": ORDER, "superseded": ORDER, "mentions": "newsstand, story_id, start"}
MEMORY = "500MB"
LONGEST = 1 << 24
"""Bytes of a line that DuckDB has room for; twice as much memory is taken for it. A longer one is given more."""
AS_WRITTEN = "%Y-%m-%dT%H:%M:%S+00:00"
"""Times as records have them (docs/data-format.md)."""


class Writer:
    """A DuckDB at work in a folder, which also takes what does not fit into memory."""

    def __init__(self, work: Path, threads: int | None = None) -> None:
        self._duckdb: Any = import_module("duckdb")
        self.work = work
        options = {"memory_limit": MEMORY, "temp_directory": str(work / "spilled")}
        options["autoinstall_known_extensions"] = "false"  # nothing is fetched to write a file
        if threads:
            options["threads"] = str(threads)
        self._db = self._duckdb.connect(config=options)
        self._db.execute("SET TimeZone = 'UTC'")
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
                yield json.loads(row)

    def keep(self, name: str, columns: Iterable[Column], rows: Iterable[Row]) -> None:
        """Rows as a table, for queries to look at."""
        self.query(f"CREATE OR REPLACE TEMP TABLE {name} AS {self._feed_of(columns, as_lines(rows))}")

    def _feed_of(self, columns: Iterable[Column], lines: Iterable[bytes]) -> str:
        """The query for rows that stand as JSON objects on lines, with the types of their columns."""
        longest = LONGEST
        with self._feed.open("wb", buffering=LONGEST) as feed:
            for line in lines:
                longest = max(longest, len(line) + 1)
                feed.write(line)
        names = ", ".join(f'"{column.name}"' for column in columns)
        types = ", ".join(f"'{column.name}': '{type_of(column)}'" for column in columns)
        return (
            f"SELECT {names} FROM read_json({quoted(self._feed)}, format = 'newline_delimited', columns = {{{types}}}, "
            f"maximum_object_size = {longest})"
        )

    def write(
        self, path: Path, columns: Iterable[Column], lines: Iterable[bytes], besides: str = "", order: str = ""
    ) -> int:
        """Write a Parquet file of rows, each a JSON object on a line, and of those that the query `besides` gives.

        Returns how many. What a line says that is no column is passed over.
        Without an `order` they stand as they come. A table without rows is a file with columns.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        columns = list(columns)
        select = self._feed_of(columns, lines)
        if besides:
            names = ", ".join(f'"{column.name}"' for column in columns)
            select = f"{select} UNION ALL SELECT {names} FROM ({besides})"
        ordered = f" ORDER BY {order}" if order else ""
        return int(self.query(f"COPY ({select}{ordered}) TO {quoted(path)} ({WRITE})")[0][0])


def type_of(column: Column) -> str:
    """DuckDB's type of a column: "DATE", "STRUCT(id VARCHAR, label VARCHAR)[]"."""
    if column.kind is Kind.ROWS:
        return f"STRUCT({', '.join(f'{part.name} {type_of(part)}' for part in column.parts)})[]"
    return TYPES[column.kind]


def quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def file_of(table: str, year: str | None) -> str:
    """ "stories/2024.parquet", "superseded/undated.parquet"."""
    return f"{table}/{year or UNDATED}.parquet"


def write_parquet(dataset: Dataset, made: Path, old: Path | None = None, threads: int | None = None) -> None:
    """Write the files into `made`; with `old`, an export's folder, those alone that new records change.

    With `old` the dataset's stage holds what `stage_changes` gave it. Raises OSError.
    """
    writer = Writer(made, threads)
    try:
        if old:
            writer.keep("touched", KEY, dataset.stage.stories())
        for year in dataset.stage.years() or [None]:
            for table in BY_YEAR:
                before = old and old / file_of(table, year)
                dataset.counts[file_of(table, year)] = writer.write(
                    made / file_of(table, year),
                    TABLES[table],
                    lines_of_year(dataset.stage, table, year),
                    untouched(before, table) if before and before.exists() else "",
                    ORDERS[table],
                )
        for table in TABLES:
            if table not in BY_YEAR:
                besides = ""
                if old and table == "edition_stories":
                    writer.keep("told", KEY, dataset.stage.editions_told())
                    besides = UNTOUCHED_PLACES.format(old=quoted(old / f"{table}.parquet"))
                dataset.counts[f"{table}.parquet"] = writer.write(
                    made / f"{table}.parquet",
                    TABLES[table],
                    lines_of(dataset, table),
                    besides,
                    PLACES if besides else "",
                )
        if "same_story" in dataset.optional:
            path = made / "same_story.parquet"
            dataset.counts[path.name] = writer.write(path, SAME_STORY, as_lines(dataset.same_stories()))
    finally:
        writer.close()


KEY = (NEWSSTAND, Column("id", Kind.TEXT))
UNTOUCHED_PLACES = """
SELECT * FROM {old} p WHERE NOT EXISTS (FROM touched t WHERE t.newsstand = p.newsstand AND t.id = p.story_id)
AND NOT EXISTS (FROM told t WHERE t.newsstand = p.newsstand AND t.id = p.edition_id)"""
PLACES = "newsstand, edition_id, position NULLS LAST, story_id"


def lines_of_year(stage: Stage, table: str, year: str | None) -> Iterator[bytes]:
    """The rows of a table of BY_YEAR, each a JSON object on a line."""
    if table == "mentions":
        return as_lines(stage.mentions(year))
    return stage.lines("stories", latest=table == "stories", year=year)


def lines_of(dataset: Dataset, table: str) -> Iterator[bytes]:
    """The rows of any other table."""
    return dataset.stage.lines(table) if table in ("publications", "editions") else as_lines(dataset.rows(table))


def as_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    return (JSON(row).encode() + b"\n" for row in rows)


def untouched(path: Path, table: str) -> str:
    """The query for the rows of an old file whose stories have no new record."""
    id = "story_id" if table == "mentions" else "id"
    return f"FROM {quoted(path)} o WHERE NOT EXISTS (FROM touched t WHERE t.newsstand = o.newsstand AND t.id = o.{id})"


def stage_changes(stage: Stage, old: Path, work: Path, needs: Needs) -> None:
    """Put beside the new records in a stage what is needed to write what they change, from the Parquet files of `old`:
    the earlier records of their stories, and all publications and editions, of which there are few.
    """
    writer = Writer(work)
    try:
        writer.keep("touched", KEY, stage.stories())
        for table in ("stories", "superseded"):
            files = quoted(old / table / "*.parquet")
            for row in writer.read(f"FROM {files} o SEMI JOIN touched USING (newsstand, id)", TABLES[table]):
                file, line = row.pop("file"), row.pop("line")
                del row["first_seen"], row["revisions"]  # they are found anew
                add_story(stage, row, file, line, JSON(row).encode(), needs)
        for table in ("publications", "editions"):
            for row in writer.read(f"FROM {quoted(old / f'{table}.parquet')}", TABLES[table]):
                file, line = row.pop("file"), row.pop("line")
                stage.add(table, row, file, line, JSON(row).encode())
        for row in writer.read(f"FROM {quoted(old / 'listed_editions.parquet')}", TABLES["listed_editions"]):
            stage.add_listed(row)
    finally:
        writer.close()
