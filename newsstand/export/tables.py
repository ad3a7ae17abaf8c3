"""All tables of an export as rows, in their order: what every format writes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Self

from newsstand.export.columns import FLAT_TABLES, PARTS, Column, Kind, flat
from newsstand.export.csv_cells import csv_line
from newsstand.export.gaps_and_runs import Runs
from newsstand.export.inputs import OPTIONAL, Text
from newsstand.export.letter_runs import letter_runs
from newsstand.export.mentions import Mention, mentions
from newsstand.export.rows import JSON, StoryRow, story_row
from newsstand.export.schema import ORDERS
from newsstand.export.shingles import shingles
from newsstand.export.source import Read
from newsstand.export.stage import InText, Stage

Row = dict[str, Any]


AT_ONCE = 16
"""Records that are taken in together, each step for all of them: what a step needs stays so in the processor's cache,
which saves an eighth of the time. More records do not fit in beside it."""
NOT_IN_SPREADSHEETS = ("mentions",)
"""Tables for queries: a row of theirs says nothing beside no text."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What formats and options take of the stories."""

    lines: bool = False
    """Stories as JSON."""
    values: bool = False
    """Stories as the values of their columns."""
    csv: bool = False
    """Stories as lines of a CSV."""
    mentions: bool = False
    letter_runs: bool = False
    shingles: bool = False

    @classmethod
    def of(cls, formats: Iterable[str], optional: Collection[str] = ()) -> Self:
        """What these formats need, with those tables of OPTIONAL."""
        wanted = set(formats)
        return cls(
            lines="parquet" in wanted or "teasers" in optional,
            values=bool(wanted & {"sqlite", "xlsx"}),
            csv="csv" in wanted,
            mentions=bool(wanted & {"parquet", "sqlite"}),
            letter_runs="sqlite" in wanted,
            shingles="same_story" in optional,
        )

    def stage(self, path: Path) -> Stage:
        """A stage that keeps what is needed."""
        return Stage(path, lines=self.lines, values=self.values, csv=self.csv)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What an export is made of."""

    stage: Stage
    gaps: list[Row]
    runs: Runs
    optional: frozenset[str] = frozenset()
    """Those of OPTIONAL that are asked for."""
    counts: dict[str, int] = field(default_factory=dict)
    """Table -> rows, of the tables written so far."""

    @property
    def tables(self) -> list[str]:
        """The tables of formats without lists of rows."""
        return [table for table in FLAT_TABLES if table not in OPTIONAL or table in self.optional]

    @property
    def sheets(self) -> list[str]:
        """The tables of spreadsheets."""
        return [table for table in self.tables if table not in NOT_IN_SPREADSHEETS]

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table of ROWS."""
        return ROWS[table](self)

    def cells(self, table: str) -> Iterator[Sequence[Any]]:
        """The rows of any table: the values of the columns that are no lists of rows; a list of texts as JSON.

        Booleans are 0 and 1 where they come from the stage.
        """
        if table in ORDERS:
            return self.stage.cells(table)
        return cells(FLAT_TABLES[table], self.rows(table))

    def csv_lines(self, table: str) -> Iterator[bytes]:
        """The rows of any table as lines of a CSV, with their ends."""
        if table in ("stories", "superseded"):
            return self.stage.csv_lines(latest=table == "stories")
        return map(csv_line, self.cells(table))


def _teasers(dataset: Dataset) -> Iterator[Row]:
    for story in dataset.stage.rows("stories"):
        for place, teaser in enumerate(story["related"] or (), 1):
            yield {"newsstand": story["newsstand"], "story_id": story["id"], "place": place, **teaser}


def add_records(stage: Stage, reads: Iterable[Read], needs: Needs, text: Text = None) -> None:
    """Take records of the dataset into a stage."""
    waiting = iter(reads)
    while some := list(islice(waiting, AT_ONCE)):
        for read in some:
            if read.table != "stories":
                stage.add(read.table, read.record, read.said, read.file, read.number)
        rows = [
            story_row(read.record, read.said, read.file, read.number, text) for read in some if read.table == "stories"
        ]
        add_stories(stage, rows, needs)


def add_stories(stage: Stage, rows: Sequence[StoryRow], needs: Needs) -> None:
    """Take rows of stories into a stage, with what is needed of their texts."""
    stage.add_stories(rows, [_in_text(row.record, needs) for row in rows])


def _in_text(story: Any, needs: Needs) -> InText:
    return InText(
        mentions=mentions_in(story) if needs.mentions else (),
        shingles=shingles(story.text, story.language) if needs.shingles and story.text else (),
        letter_runs=letter_runs((story.headline, story.description, story.text)) if needs.letter_runs else None,
    )


def mentions_in(story: Any) -> list[Mention]:
    """The days and months that the text of a story speaks of."""
    first, last = story.edition_date_start, story.edition_date_end
    if not (story.text and first and last):
        return []
    return mentions(story.text, story.language, day(first), day(last))


day = lru_cache(maxsize=1024)(date.fromisoformat)
"""Every story of an edition has the same."""


def _failures(dataset: Dataset) -> Iterator[Row]:
    for edition in dataset.stage.rows("editions"):
        for failure in edition["failures"] or ():
            known = {part: failure.get(part) for part in PARTS["failures"]}
            yield {"newsstand": edition["newsstand"], "edition_id": edition["id"], **known}


ROWS: dict[str, Callable[[Dataset], Iterator[Row]]] = {
    "publications": lambda dataset: dataset.stage.rows("publications"),
    "editions": lambda dataset: dataset.stage.rows("editions"),
    "gaps": lambda dataset: iter(dataset.gaps),
    "runs": lambda dataset: iter(dataset.runs),
    "failures": _failures,
    "teasers": _teasers,
    "same_story": lambda dataset: dataset.stage.same_stories(),
}
"""Table -> its rows, each a dict."""


def cells(columns: tuple[Column, ...], rows: Iterator[Row]) -> Iterator[Sequence[Any]]:
    """Rows as values for the columns that are no lists of rows; a list of texts as JSON."""
    kept = flat(columns)
    names = [column.name for column in kept]
    lists = [at for at, column in enumerate(kept) if column.kind is Kind.TEXTS]
    for row in rows:
        found = [row.get(name) for name in names]
        for at in lists:
            if found[at] is not None:
                found[at] = JSON(found[at])
        yield found
