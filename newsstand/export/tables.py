"""All tables of an export as rows, in their order: what every format writes."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from newsstand.dataset.runs import read_runs
from newsstand.export.columns import FLAT_TABLES, OPTIONAL, PARTS, Column, Kind, flat
from newsstand.export.mentions import Mention, mentions
from newsstand.export.rows import JSON, Text, row_as_json, row_of
from newsstand.export.shingles import shingles
from newsstand.export.source import Read
from newsstand.export.stage import Stage
from newsstand.gaps.in_dataset import PublicationGaps

Row = dict[str, Any]


NOT_IN_SPREADSHEETS = ("mentions",)
"""Tables for queries: a row of theirs says nothing beside no text."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What formats and options take of the stories."""

    lines: bool = False
    """Stories as JSON."""
    values: bool = False
    """Stories as the values of their columns."""
    mentions: bool = False
    shingles: bool = False

    @classmethod
    def of(cls, formats: Iterable[str], optional: Collection[str] = ()) -> Self:
        """What these formats need, with those tables of OPTIONAL."""
        wanted = set(formats)
        return cls(
            lines="parquet" in wanted or "teasers" in optional,
            values=bool(wanted - {"parquet"}),
            mentions=bool(wanted & {"parquet", "sqlite"}),
            shingles="same_story" in optional,
        )

    def stage(self, path: Path) -> Stage:
        """A stage that keeps what is needed."""
        return Stage(path, lines=self.lines, values=self.values)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What an export is made of."""

    stage: Stage
    gaps: list[Row]
    runs: list[Row]
    optional: frozenset[str] = frozenset()
    """Those of OPTIONAL that are asked for."""
    counts: dict[str, int] = field(default_factory=dict)
    """Table -> rows, of the tables written so far."""
    same: list[list[Row]] = field(default_factory=list)
    """The rows of `same_story`, once they are found."""

    @property
    def tables(self) -> list[str]:
        """The tables of formats without lists of rows."""
        return [table for table in FLAT_TABLES if table not in OPTIONAL or table in self.optional]

    @property
    def sheets(self) -> list[str]:
        """The tables of spreadsheets."""
        return [table for table in self.tables if table not in NOT_IN_SPREADSHEETS]

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table of FLAT_TABLES, but for stories and superseded."""
        return READ[table](self)

    def cells(self, table: str) -> Iterator[Sequence[Any]]:
        """The rows of any table: the values of the columns that are no lists of rows; a list of texts as JSON."""
        if table in ("stories", "superseded"):
            return self.stage.values(latest=table == "stories")
        return cells(FLAT_TABLES[table], self.rows(table))

    def same_stories(self) -> Iterator[Row]:
        """The rows of `same_story`: found once, and few beside the stories."""
        if not self.same:
            self.same.append(list(self.stage.same_stories()))
        return iter(self.same[0])


def _teasers(dataset: Dataset) -> Iterator[Row]:
    for story in dataset.stage.rows("stories"):
        for place, teaser in enumerate(story["related"] or (), 1):
            yield {"newsstand": story["newsstand"], "story_id": story["id"], "place": place, **teaser}


def add_record(stage: Stage, read: Read, needs: Needs, text: Text = None) -> None:
    """Take a record of the dataset into a stage."""
    row = row_of(read.table, read.record, text)
    if read.table == "stories":
        said = row_as_json(read.table, row, read.record, read.line) if needs.lines else b""
        add_story(stage, row, read.file, read.number, said, needs)
    else:
        said = row_as_json(read.table, row, read.record, read.line)
        stage.add(read.table, row, read.file, read.number, said)


def add_story(stage: Stage, row: Row, file: str, line: int, said: bytes, needs: Needs) -> None:
    """Take the row of a story into a stage, with what is found in its text. `said`: the row as JSON."""
    found = mentions_in(row) if needs.mentions else ()
    runs = shingles(row["text"], row["language"]) if needs.shingles and row["text"] else ()
    stage.add_story(row, file, line, said, found, runs)


def mentions_in(row: Row) -> list[Mention]:
    """The days and months that the text of a story speaks of."""
    first, last = row["edition_date_start"], row["edition_date_end"]
    if not (row["text"] and first and last):
        return []
    return mentions(row["text"], row["language"], date.fromisoformat(first), date.fromisoformat(last))


def _failures(dataset: Dataset) -> Iterator[Row]:
    for edition in dataset.stage.rows("editions"):
        for failure in edition["failures"] or ():
            known = {part: failure.get(part) for part in PARTS["failures"]}
            yield {"newsstand": edition["newsstand"], "edition_id": edition["id"], **known}


READ: dict[str, Callable[[Dataset], Iterator[Row]]] = {
    "publications": lambda dataset: dataset.stage.rows("publications"),
    "editions": lambda dataset: dataset.stage.rows("editions"),
    "edition_stories": lambda dataset: dataset.stage.places(),
    "listed_editions": lambda dataset: dataset.stage.listed(),
    "mentions": lambda dataset: dataset.stage.mentions(),
    "gaps": lambda dataset: iter(dataset.gaps),
    "runs": lambda dataset: iter(dataset.runs),
    "failures": _failures,
    "teasers": _teasers,
    "same_story": lambda dataset: dataset.same_stories(),
}


def gap_rows(surveyed: list[PublicationGaps]) -> list[Row]:
    """The table `gaps`, in its order."""
    return [
        {
            "newsstand": each.publication.newsstand,
            "publication_id": each.publication.id,
            "publication": each.publication.name,
            **{name: value for name, value in asdict(gap).items() if name != "after"},
            "causes": [f"{cause} ({count})" for cause, count in sorted(gap.causes.items())],
        }
        for each in surveyed
        for gap in each.gaps.gaps
    ]


def run_rows(data_dir: Path) -> list[Row]:
    """The table `runs`, by id. What a run's line does not say is None."""
    found = {}
    for run in read_runs(data_dir):
        counts = run.get("counts") or {}
        if isinstance(run.get("id"), str):
            found[run["id"]] = {
                **{name: run[name] for name in ("id", "spider", "reason", "exit_code")},
                **{name: run[name] or None for name in ("start", "end")},
                "arguments": json.dumps(run.get("arguments") or {}, ensure_ascii=False, sort_keys=True),
                "publications": counts.get("publication", 0),
                "editions": counts.get("edition", 0),
                "stories": counts.get("story", 0),
                "version": (run.get("versions") or {}).get("newsstand"),
            }
    return [found[id] for id in sorted(found)]


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
