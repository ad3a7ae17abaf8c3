"""Every recipe of docs/analysis.md and its notebook run on an export, and those of an export are the same."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from newsstand.export.describe import recipes
from newsstand.export.export import Wish, export
from tests.export.sample import NIGHTS, write_night

DOCS = Path(__file__).parents[2] / "docs" / "analysis.md"
RECIPES = range(1, 11)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysis")
    for night in range(len(NIGHTS)):
        write_night(folder / "data", night)
    export(folder / "data", folder / "export", Wish(formats=("parquet",)))
    (folder / "docs").mkdir()
    return folder / "export"


def blocks(language: str) -> list[str]:
    """The blocks of code: what comes before the recipes, then one for each."""
    return re.findall(rf"```{language}\n(.*?)\n```", DOCS.read_text("utf-8"), re.DOTALL)


def test_there_are_ten_in_each_language() -> None:
    assert len(blocks("sql")) == len(blocks("python")) == len(RECIPES) + 1


def test_the_recipes_of_an_export_are_those_of_the_docs() -> None:
    said = "\n".join(line for line in recipes().splitlines() if line and not line.startswith("-- "))
    assert said == "\n".join(blocks("sql"))


@pytest.mark.parametrize("number", RECIPES)
def test_sql_and_polars_find_as_many_rows(number: int, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("polars")
    monkeypatch.chdir(out)
    db = duckdb.connect()
    db.execute(blocks("sql")[0])
    rows = db.execute(blocks("sql")[number]).fetchall()
    names: dict[str, Any] = {}
    exec(blocks("python")[0] + "\n" + blocks("python")[number], names)
    assert names["result"].collect().height == len(rows)
    if number in (1, 2, 6, 8):
        assert rows, "the sample has something to find"


def test_the_notebook_runs_and_holds_no_results(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("duckdb")
    monkeypatch.chdir(out.parent / "docs")
    notebook = json.loads(DOCS.with_suffix(".ipynb").read_text("utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    for cell in cells:
        exec("".join(cell["source"]), names)
        assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert "The Paper" in capsys.readouterr().out
