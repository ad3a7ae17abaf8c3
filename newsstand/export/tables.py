"""All tables of an export as rows, in their order: what every format writes."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from newsstand.dataset.runs import read_runs
from newsstand.export.columns import PARTS, Column, flat
from newsstand.export.mentions import mentions
from newsstand.export.stage import Stage
from newsstand.gaps.in_dataset import PublicationGaps

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What an export is made of."""

    stage: Stage
    gaps: list[Row]
    runs: list[Row]
    teasers: bool = False
    """Whether teasers are exported as a table of their own."""
    counts: dict[str, int] = field(default_factory=dict)
    """Table -> rows, of the tables written so far."""

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table of FLAT_TABLES."""
        return READ[table](self)


def _teasers(dataset: Dataset) -> Iterator[Row]:
    for story in dataset.stage.rows("stories"):
        for place, teaser in enumerate(story["related"] or (), 1):
            yield {"newsstand": story["newsstand"], "story_id": story["id"], "place": place, **teaser}


def mention_rows(stories: Iterator[Row]) -> Iterator[Row]:
    """The days and months that the texts of stories speak of."""
    for story in stories:
        first, last = story["edition_date_start"], story["edition_date_end"]
        if story["text"] and first and last:
            days = date.fromisoformat(first), date.fromisoformat(last)
            for found in mentions(story["text"], story["language"], *days):
                yield {
                    "newsstand": story["newsstand"],
                    "story_id": story["id"],
                    "start": found.start,
                    "mention": found.text,
                    "date": found.date,
                    "how": found.how,
                }


def _failures(dataset: Dataset) -> Iterator[Row]:
    for edition in dataset.stage.rows("editions"):
        for failure in edition["failures"] or ():
            known = {part: failure.get(part) for part in PARTS["failures"]}
            yield {"newsstand": edition["newsstand"], "edition_id": edition["id"], **known}


READ: dict[str, Callable[[Dataset], Iterator[Row]]] = {
    "publications": lambda dataset: dataset.stage.rows("publications"),
    "editions": lambda dataset: dataset.stage.rows("editions"),
    "stories": lambda dataset: dataset.stage.rows("stories"),
    "superseded": lambda dataset: dataset.stage.rows("stories", latest=False),
    "edition_stories": lambda dataset: dataset.stage.places(),
    "listed_editions": lambda dataset: dataset.stage.listed(),
    "mentions": lambda dataset: mention_rows(dataset.stage.rows("stories")),
    "gaps": lambda dataset: iter(dataset.gaps),
    "runs": lambda dataset: iter(dataset.runs),
    "failures": _failures,
    "teasers": _teasers,
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
                **{name: run.get(name) for name in ("id", "spider", "start", "end", "reason", "exit_code")},
                "arguments": json.dumps(run.get("arguments") or {}, ensure_ascii=False, sort_keys=True),
                "publications": counts.get("publication", 0),
                "editions": counts.get("edition", 0),
                "stories": counts.get("story", 0),
                "version": (run.get("versions") or {}).get("newsstand"),
            }
    return [found[id] for id in sorted(found)]


def cells(columns: tuple[Column, ...], rows: Iterator[Row]) -> Iterator[list[Any]]:
    """Rows as lists of values for the columns that are no lists of rows; a list of texts as JSON."""
    names = [column.name for column in flat(columns)]
    for row in rows:
        yield [_cell(row.get(name)) for name in names]


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
