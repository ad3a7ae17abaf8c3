"""docs/data-format.md says what the records hold, and its line of Python gives the latest revision of every story."""

import gzip
import json
import re
from dataclasses import asdict, fields
from glob import glob
from pathlib import Path
from typing import Any

import pytest

from newsstand.dataset.index import Index
from newsstand.dataset.runs import Run
from newsstand.items import Edition, Failure, Place, Publication, Rejected, Story, Teaser

DOCS = Path(__file__).parent.parent / "docs" / "data-format.md"
RECORDS = {
    "publication": Publication,
    "edition": Edition,
    "story": Story,
    "failure": Failure,
    "place": Place,
    "teaser": Teaser,
    "rejected": Rejected,
    "run": Run,
}


def documented(record: str) -> list[str]:
    """The names in the table under a record's heading."""
    section = DOCS.read_text("utf-8").split(f"\n### {record}\n")[1].split("\n### ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize(("record", "item"), RECORDS.items(), ids=list(RECORDS))
def test_every_field_is_documented_in_its_order(record: str, item: type[Any]) -> None:
    assert documented(record) == [field.name for field in fields(item)], (
        f"bring docs/data-format.md, ### {record}, up to date"
    )


def test_every_record_type_is_documented() -> None:
    assert re.findall(r"^### (\w+)$", DOCS.read_text("utf-8"), re.MULTILINE) == list(RECORDS)


def lines_of_code(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)\n```", DOCS.read_text("utf-8"), re.DOTALL)


def test_latest_is_a_line_for_each_reader() -> None:
    (_duckdb,), (_pandas, _python, _polars, _) = lines_of_code("sql"), lines_of_code("python")
    assert not any("\n" in line for line in (_duckdb, _pandas, _python, _polars)), "datasets alone needs its import"


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # one line leaves its files to the garbage collector
def test_the_line_of_python_agrees_with_the_index(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    rows = [
        ("1", "a", 1, 1),
        ("1", "b", 1, 1),
        ("1", "c", 2, 1),
        ("2", "a", 2, 2),
        ("2", "c", 1, 2),
        ("2", "d", 1, 2),
        ("3", "d", 1, 2),
    ]
    for run, id, revision, day in rows:
        story = Story(
            id=id, newsstand="demo", revision=revision, fetched_at=f"2025-01-0{day}T00:00:00+00:00", text=f"{run}\u2028"
        )
        with (tmp_path / "stories" / f"demo-{run}-0001.jsonl").open("a") as file:
            file.write(json.dumps(asdict(story)) + "\n")
    found: dict[str, Any] = {"glob": glob, "gzip": gzip, "json": json}
    exec(lines_of_code("python")[1].replace("data/", f"{tmp_path}/"), found)
    with Index(tmp_path) as index:
        index.sync()
        known = [index.story("demo", id) for id in "abcd"]
        assert found["latest"] == {("demo", each.id): index.record(each) for each in known if each}
    assert len(found["latest"]) == len(known)
