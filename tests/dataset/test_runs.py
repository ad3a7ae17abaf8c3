"""runs.jsonl keeps a line a run, whatever happens beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsstand.dataset.runs import RUNS, Run, append_run, new_run_id, read_runs, versions
from newsstand.exit_codes import Problem


def run(name: str, **also: object) -> Run:
    facts = {
        "spider": "demo",
        "arguments": {"editions": "all"},
        "versions": versions(),
        "start": "2025-01-02T03:04:05+00:00",
        "end": "2025-01-02T03:05:05+00:00",
        "reason": "finished",
        "exit_code": 0,
        "counts": {"story": 3},
        "files": [{"name": "stories/demo-1.jsonl", "lines": 3, "size": 99, "sha256": "00"}],
    }
    return Run(id=name, **{**facts, **also})  # type: ignore[arg-type]


def test_runs_come_back_in_order_as_they_were(tmp_path: Path) -> None:
    append_run(tmp_path / "new", run("1"))
    append_run(tmp_path / "new", run("2", problems=[Problem(cause="blocked", message="403 on 12 of 14 pages")]))
    first, second = read_runs(tmp_path / "new")
    assert (first["id"], second["id"]) == ("1", "2")
    assert first["problems"] == []
    assert second["problems"] == [{"cause": "blocked", "message": "403 on 12 of 14 pages"}]
    assert list(first) == list(Run.__slots__)


def test_there_are_no_runs_where_none_was(tmp_path: Path) -> None:
    assert list(read_runs(tmp_path)) == []


def test_a_torn_line_costs_no_other_line(tmp_path: Path) -> None:
    append_run(tmp_path, run("1"))
    with (tmp_path / RUNS).open("a") as file:
        file.write('{"id": "2", "spid')
    assert [found["id"] for found in read_runs(tmp_path)] == ["1"]
    append_run(tmp_path, run("3"))
    assert [found["id"] for found in read_runs(tmp_path)] == ["1", "3"]


def test_a_full_disk_leaves_the_lines_before(tmp_path: Path) -> None:
    append_run(tmp_path, run("1"))
    size = (tmp_path / RUNS).stat().st_size
    script = f"""
import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 10}, {size + 10}))
from pathlib import Path; from newsstand.dataset.runs import *
run = next(read_runs(Path({str(tmp_path)!r})))
append_run(Path({str(tmp_path)!r}), Run(**run))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "a part of the run's line only" in done.stderr
    assert (tmp_path / RUNS).stat().st_size == size


def test_runs_that_end_together_do_not_mix_their_lines(tmp_path: Path) -> None:
    append_run(tmp_path, run("0"))
    script = """
import sys; from pathlib import Path; from newsstand.dataset.runs import *
run = next(read_runs(Path(sys.argv[1])))
for number in range(20):
    append_run(Path(sys.argv[1]), Run(**{**run, "id": sys.argv[2] * 3000}))
"""
    runs = [subprocess.Popen([sys.executable, "-c", script, tmp_path, name]) for name in "ab"]
    assert [each.wait(30) for each in runs] == [0, 0]
    ids = [json.loads(line)["id"][0] for line in (tmp_path / RUNS).read_text().splitlines()]
    assert sorted(ids) == ["0", *"a" * 20, *"b" * 20]


@pytest.mark.parametrize("_", range(3))
def test_ids_are_new_and_fit_for_file_names(_: int) -> None:
    made = new_run_id()
    assert made != new_run_id()
    assert made.replace("-", "").isalnum()
