"""The lines of docs/data-format.md give the latest of every story in the types of its fields, whatever files hold."""

import gzip
import json
import re
from dataclasses import asdict
from glob import glob
from pathlib import Path
from typing import Any

import pytest

from newsstand.export.columns import columns_of
from newsstand.export.parquet import type_of
from newsstand.items import Story, Teaser

DOCS = Path(__file__).parents[2] / "docs" / "data-format.md"
SPARSE = Story(id="a", newsstand="demo", fetched_at="2025-01-01T00:00:00+00:00", revision=1)
FULL = Story(
    id="a",
    newsstand="demo",
    fetched_at="2024-12-01T00:00:00+00:00",
    revision=2,
    edition_date="2024-11",
    edition_date_start="2024-11-01",
    edition_issue_number="007",
    word_count=3,
    related=[Teaser(headline="x", url="https://example.org/")],
)
"""The later revision of the same story, with an earlier clock."""
NAMES = [column.name for column in columns_of(Story)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain file in which nearly all is null, and a packed one in a folder of its own."""
    folder = tmp_path_factory.mktemp("lines") / "data"
    (folder / "stories" / "2025").mkdir(parents=True)
    (folder / "stories" / "demo-1.jsonl").write_text(json.dumps(asdict(SPARSE)) + "\n", "utf-8")
    with gzip.open(folder / "stories" / "2025" / "demo-2.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(asdict(FULL)) + "\n")
    return folder


def line(language: str, sign: str, data: Path) -> str:
    (found,) = (each for each in re.findall(rf"```{language}\n(.*?)\n```", DOCS.read_text("utf-8")) if sign in each)
    return str(found).replace("data/", f"{data}/")


def test_duckdb(data: Path) -> None:
    duckdb: Any = pytest.importorskip("duckdb")
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    found = db.execute(line("sql", "read_json", data))
    types = {name: str(kind) for name, kind, *_ in found.description}
    assert list(types) == NAMES
    (row,) = (dict(zip(NAMES, each, strict=True)) for each in found.fetchall())
    assert (row["edition_date"], row["edition_issue_number"]) == ("2024-11", "007")
    assert str(row["edition_date_start"]) == "2024-11-01"
    said = dict(re.findall(r"(\w+): '([^']+)'", line("sql", "read_json", data)))
    assert said == {column.name: type_of(column) for column in columns_of(Story)}


def test_polars(data: Path) -> None:
    polars: Any = pytest.importorskip("polars")
    names: dict[str, Any] = {"pl": polars}
    exec(line("python", "pl.scan_ndjson", data), names)
    assert sorted(names["latest"].columns) == sorted(NAMES)
    (row,) = names["latest"].to_dicts()
    assert (row["edition_date"], row["edition_issue_number"], row["word_count"]) == ("2024-11", "007", 3)
    assert row["related"][0]["url"] == "https://example.org/"


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # one line leaves its files to the garbage collector
def test_pandas(data: Path) -> None:
    pandas: Any = pytest.importorskip("pandas")
    names: dict[str, Any] = {"pd": pandas, "glob": glob, "gzip": gzip, "json": json}
    exec(line("python", "pd.concat", data), names)
    (row,) = names["latest"].to_dict("records")
    assert (row["edition_date"], row["edition_issue_number"]) == ("2024-11", "007")
    assert row["edition_date_start"] == "2024-11-01"
