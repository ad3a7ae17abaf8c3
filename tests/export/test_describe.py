"""What an export says of itself is true of its files, and a name from a site is a name."""

import csv
import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from newsstand.export.columns import FLAT_TABLES
from newsstand.export.describe import escaped, schema_text
from newsstand.export.export import Wish, export
from newsstand.export.tables import NOT_IN_SPREADSHEETS
from tests.export.sample import NIGHTS, TAG, write_night

duckdb = pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    for night in range(len(NIGHTS)):
        write_night(folder / "data", night)
    export(folder / "data", folder / "out", Wish(formats=("sqlite", "parquet", "csv"), teasers=True, same_story=True))
    return folder / "out"


def test_the_manifest_has_every_file_and_its_sha256(out: Path) -> None:
    files = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files.keys() == there - {"manifest.json", ".export.lock"}
    for name, file in files.items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == file["sha256"]


def test_the_data_package_describes_the_header_of_every_table(out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    tables = [each for each in package["resources"] if each.get("type") == "table"]
    assert len(tables) == len(FLAT_TABLES) - len(NOT_IN_SPREADSHEETS)
    assert len({each["name"] for each in package["resources"]}) == len(package["resources"])
    for table in tables:
        with (out / table["path"]).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in table["schema"]["fields"]]


def test_the_codebook_has_a_line_for_every_column(out: Path) -> None:
    with (out / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == ["table", "column", "type", "meaning"]
    named = [(table, name) for table, name, *_ in lines]
    assert {(table, column.name) for table, columns in FLAT_TABLES.items() for column in columns} <= set(named)
    assert all(len(line) == len(header) for line in lines)


def test_the_data_package_holds_for_frictionless(out: Path) -> None:
    frictionless: Any = pytest.importorskip("frictionless")
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_the_schema_holds_for_every_record(out: Path) -> None:
    check = fastjsonschema.compile(json.loads(schema_text()))
    for folder in ("publications", "editions", "stories"):
        for path in (out.parent / "data" / folder).glob("*.jsonl"):
            for line in path.read_text("utf-8").splitlines():
                check(json.loads(line))
                with pytest.raises(fastjsonschema.JsonSchemaValueException):
                    check(json.loads(line) | {"id": 1})


def test_dataset_is_described_where_it_is(out: Path) -> None:
    data = out.parent / "data"
    assert (data / "schema.json").read_text("utf-8") == schema_text()
    assert "revision" in (data / "README.md").read_text("utf-8")


def test_the_card_names_publications_and_what_is_missing(out: Path) -> None:
    card = (out / "README.md").read_text("utf-8")
    assert "1 publication as digital newsstands show them, 2024-12-31 to 2025-01-02: 2 editions, 5 stories." in card
    assert "- The Paper, SG, en, Daily" in card
    assert "- incomplete: 1" in card
    assert TAG not in card


@pytest.mark.parametrize(
    ("name", "written"),
    [("A & B", "A &#38; B"), ("[x](y)", "&#91;x&#93;(y)"), ("a\n# b", "a # b"), (TAG, "&#60;script&#62;")],
)
def test_a_name_cannot_become_markup(name: str, written: str) -> None:
    assert escaped(name).startswith(written)


def test_datasette_knows_the_columns_that_there_are(out: Path) -> None:
    metadata = json.loads((out / "metadata.json").read_text("utf-8"))["databases"]["newsstand"]["tables"]
    db = sqlite3.connect(out / "newsstand.sqlite")
    for table, said in metadata.items():
        columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        named = {*said.get("columns", ()), *said.get("facets", ()), said.get("label_column"), said.get("sort_desc")}
        assert named - {None} <= columns
    db.close()


def test_every_recipe_runs(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(out)
    db = duckdb.connect()
    for statement in duckdb.extract_statements((out / "recipes.sql").read_text("utf-8")):
        db.execute(statement)
    assert db.execute("SELECT count(*) FROM history").fetchall() == [(8,)]
