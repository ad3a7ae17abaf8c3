"""runs.jsonl keeps a line a run, whatever happens beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsstand.dataset.runs import RUNS, Run, append_run, fit_runs, latest_runs, new_run_id, read_runs, versions
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
    (problem,) = second["problems"]
    assert problem == {"cause": "blocked", "message": "403 on 12 of 14 pages", "publication": None}
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
    done = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, text=True, check=False)
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


def test_the_latest_runs_come_first_whatever_the_length_of_their_lines(tmp_path: Path) -> None:
    names = [f"{number}" * (1 + number * 9_000) for number in range(8)]
    for name in names:
        append_run(tmp_path, run(name))
    assert [found["id"] for found in latest_runs(tmp_path)] == names[::-1]
    assert list(latest_runs(tmp_path / "nowhere")) == []


ODD_LINES = [
    "[1]",
    "7",
    '{"some": "thing"}',
    '{"id": 7}',
    '{"id": "1", "files": [{"lines": 3}]}',
    '{"id": "1", "problems": [7]}',
    '{"id": "1", "start": "yesterday"}',
    '{"id": "1", "exit_code": 99999999999}',
    '{"id": "1", "counts": {"story": []}}',
    '{"id": "1", "publications": [{}]}',
    '{"id": "1", "coverage": {"a": 7}}',
    '{"id": "1", "versions": ["0.1.0"]}',
    '{"id": "1", "crawl_delay": "2"}',
    '{"id": "\\ud83d"}',
]


@pytest.mark.parametrize("line", ODD_LINES)
def test_a_line_that_is_no_run_is_named_and_the_rest_goes_on(
    tmp_path: Path, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    append_run(tmp_path, run("1"))
    with (tmp_path / RUNS).open("a") as file:
        file.write(f"{line}\n")
    append_run(tmp_path, run("3"))
    assert [found["id"] for found in read_runs(tmp_path)] == ["1", "3"]
    assert caplog.messages == [f"{tmp_path / RUNS}:2: no run of this version; passed over"]
    caplog.clear()
    for _ in range(2):
        assert [found["id"] for found in latest_runs(tmp_path)] == ["3", "1"]
    first = (tmp_path / RUNS).read_bytes().index(b"\n") + 1
    said = f"{tmp_path / RUNS}: the line at byte {first} is no run of this version; passed over"
    assert caplog.messages == [said], "once"


def test_a_run_of_another_version_has_all_fields(tmp_path: Path) -> None:
    (tmp_path / RUNS).write_text('{"id": "1", "exit_code": 0}\n')
    (found,) = read_runs(tmp_path)
    assert (found["files"], found["coverage"], found["publications"]) == ([], {}, [])


def test_a_publication_is_compared_with_itself_whatever_else_a_run_was_asked_for(tmp_path: Path) -> None:
    append_run(tmp_path, run("1", publications=["a", "b"], arguments={"_job": "77"}, coverage={"a": {"stories": 3}}))
    append_run(tmp_path, run("2", publications=["a"], exit_code=13))
    append_run(tmp_path, run("3", publications=["a"], arguments={"editions": "2"}))
    append_run(tmp_path, run("4", publications=["b"]))
    append_run(tmp_path, run("5", publications=["a"], spider="other"))
    assert [found["id"] for found in fit_runs(tmp_path, "demo", "a", 10)] == ["3", "1"]
    append_run(tmp_path, run("6", publications=["a"], coverage={"a": {"stories": 3}}))
    assert [found["id"] for found in fit_runs(tmp_path, "demo", "a", 1)] == ["6"]
