"""Other programs take in an export as the documentation says. `make analysis` installs them and runs this.

They have environments of their own: pandas 3 and what else is new, and pandas 2.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.command import crawl, scrapy

ROOT = Path(__file__).parents[2]
NEW, OLD = (Path(sys.prefix) / name / "bin" for name in ("analysis", "pandas2"))
LONGEST = 120
"""Seconds that a program may take."""
PORT = "8319"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's records in data/ and their export in export/, all formats."""
    folder = tmp_path_factory.mktemp("analysis")
    assert crawl("demo", folder / "data", editions="all").code == 0
    made = scrapy(
        "export", "-s", f"DATA_DIR={folder / 'data'}", "--to", folder / "export", "--format", "parquet,sqlite,csv,xlsx"
    )
    assert made.code == 0, made.err
    (folder / "docs").mkdir()
    return folder


def said(command: list[str | Path], cwd: Path) -> str:
    """What a program prints; it must end well, and warn of nothing."""
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(cwd / "hf"),
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, timeout=LONGEST, check=False, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def python(environment: Path, code: str, cwd: Path) -> str:
    return said([environment / "python", "-c", code], cwd).strip()


def blocks(document: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)\n```", (ROOT / "docs" / document).read_text("utf-8"), re.DOTALL)


def line(sign: str, language: str = "python") -> str:
    """The load line of docs/data-format.md with a sign in it."""
    (found,) = (each for each in blocks("data-format.md", language) if sign in each)
    return str(found)


LINES = {
    "pandas 3": (NEW, "from glob import glob\nimport gzip, json\nimport pandas as pd", "pd.DataFrame"),
    "pandas 2": (OLD, "from glob import glob\nimport gzip, json\nimport pandas as pd", "pd.DataFrame"),
    "polars": (NEW, "import polars as pl", "pl.scan_ndjson"),
    "Python": (OLD, "from glob import glob\nimport gzip, json", "latest = {("),
}


@pytest.mark.parametrize("name", LINES)
def test_a_load_line_gives_every_story(name: str, home: Path) -> None:
    environment, imports, sign = LINES[name]
    assert python(environment, f"{imports}\n{line(sign)}\nprint(len(latest))", home) == "109"


def test_duckdb_loads_every_story(home: Path) -> None:
    query = line("read_json", "sql")
    assert python(NEW, f"import duckdb\nprint(len(duckdb.sql({query!r}).fetchall()))", home) == "109"


def test_datasets_loads_every_table_of_the_card(home: Path) -> None:
    code = f"""
from datasets import get_dataset_config_names
{line("load_dataset")}
print(stories.num_rows, stories.features["edition_date"].dtype, stories.features["edition_date_start"].dtype)
print([load_dataset("export", name, split="train").num_rows > 0 for name in get_dataset_config_names("export")])
"""
    assert python(NEW, code, home).splitlines() == ["109 string date32", str([True] * 7)]


@pytest.mark.parametrize("number", range(1, 11))
def test_a_recipe_finds_the_same_in_sql_and_polars(number: int, home: Path) -> None:
    sql, polars = blocks("analysis.md", "sql"), blocks("analysis.md", "python")
    code = f"""
import duckdb
duckdb.execute({sql[0]!r})
rows = duckdb.sql({sql[number]!r}).fetchall()
{polars[0]}
{polars[number]}
print(result.collect().height == len(rows))
"""
    assert python(NEW, code, home / "export") == "True"


@pytest.mark.parametrize("environment", [NEW, OLD], ids=["pandas 3", "pandas 2"])
def test_the_recipes_for_pandas_run(environment: Path, home: Path) -> None:
    (block,) = blocks("analysis.md", "py")
    found = python(environment, f"{block}\nprint(len(months), len(prominence), len(wall))", home / "export")
    assert found == "14 7 7"


def test_the_notebook_runs(home: Path) -> None:
    notebook = json.loads((ROOT / "docs" / "analysis.ipynb").read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert "109" in python(NEW, "\n".join(cells), home / "docs")


def test_frictionless_finds_the_data_package_valid(home: Path) -> None:
    report = json.loads(said([NEW / "frictionless", "validate", "export/datapackage.json", "--json"], home))
    assert report["valid"], report["errors"]


def test_datasette_serves_the_export(home: Path) -> None:
    process = subprocess.Popen([NEW / "datasette", "export", "--port", PORT], cwd=home, stderr=subprocess.DEVNULL)
    try:
        found = asked("/newsstand/stories.json?_size=1&_facet=publication")
        assert found["filtered_table_rows_count"] == 109
        assert len(found["facet_results"]["publication"]["results"]) == 6
        assert asked("/newsstand/stories.json?_search=harbour")["filtered_table_rows_count"] > 0
        assert len(asked("/newsstand/full_stories.json?_size=5")["rows"]) == 5
    finally:
        process.terminate()
        process.wait()


def asked(path: str) -> Any:
    """What Datasette answers, once it is there."""
    until = time.monotonic() + LONGEST
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
                return json.load(answer)
        except URLError:
            assert time.monotonic() < until
            time.sleep(0.2)
