"""A compaction keeps every line, can be killed at any system call and undone, and the index knows of it."""

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsstand.dataset.compact import NotCompacted, closed_months, compact, compacted_files, restore
from newsstand.dataset.index import Index
from newsstand.dataset.listing import find_files, look
from newsstand.dataset.mending import mend
from newsstand.dataset.records import read_lines
from tests.command import scrapy

FOLDERS = {"publication": "publications", "edition": "editions", "story": "stories"}


def record(kind: str, paper: str, number: int, revision: int = 1) -> dict[str, Any]:
    return {
        "type": kind,
        "id": f"{kind}:{paper}" if kind == "publication" else f"{kind}:{paper}-{number}",
        "newsstand": "demo",
        "fetched_at": f"2026-10-{revision:02}T00:00:00+00:00",
        "publication_id": f"publication:{paper}",
        "edition_id": f"edition:{paper}-{number // 3}",
        "revision": revision,
        "text": "\u2028 Überschrift",
    }


def write(data_dir: Path, day: str, *records: dict[str, Any]) -> None:
    for one in records:
        path = data_dir / FOLDERS[one["type"]] / f"demo-{day}T030405Z-1a2b3c4d-0001.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(one, ensure_ascii=False) + "\n")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for day in (1, 2, 3):
        for paper in ("B", "A", "B"):  # one set of files for several publications, whose lines alternate
            write(data, f"2026100{day}", *(record("story", paper, number, day) for number in range(day, 6)))
            write(data, f"2026100{day}", record("edition", paper, 1, day), record("publication", paper, 0, day))
    write(data, "20261105", record("story", "A", 1, 9), record("story", "A", 2, 1))
    with (data / "stories" / "demo-20261002T030405Z-1a2b3c4d-0001.jsonl").open("a") as file:
        file.write("no record\n")
    return data


def contents(data_dir: Path) -> dict[str, bytes]:
    return {one.name: (data_dir / one.name).read_bytes() for one in find_files(data_dir)}


def lines(data_dir: Path) -> list[bytes]:
    return sorted(line.text for one in find_files(data_dir) for line in read_lines(data_dir / one.name))


def compact_all(data_dir: Path, before: str = "2026-11") -> None:
    for (folder, month), names in closed_months(data_dir, before).items():
        compact(data_dir, folder, month, names)


def latest(index: Index) -> list[Any]:
    index.sync()
    known = [index.story("demo", f"story:{paper}-{number}") for paper in "AB" for number in range(6)]
    records = [index.record(each) for each in known if each]
    editions = [index.record(each) for paper in "AB" for each in index.editions_of("demo", f"publication:{paper}")]
    return [records, editions, list(map(index.record, index.publications())), index.amounts()]


def test_a_closed_month_is_one_file_a_type_that_other_readers_read(data_dir: Path) -> None:
    before = lines(data_dir)
    compact_all(data_dir)
    assert [one.name for one in find_files(data_dir)] == [
        "editions/2026/2026-10.jsonl.gz",
        "publications/2026/2026-10.jsonl.gz",
        "stories/2026/2026-10.jsonl.gz",
        "stories/demo-20261105T030405Z-1a2b3c4d-0001.jsonl",
    ]
    assert lines(data_dir) == before
    with gzip.open(data_dir / "stories/2026/2026-10.jsonl.gz", "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file if line != "no record\n"]
    assert [one["publication_id"] for one in found] == sorted(one["publication_id"] for one in found)
    manifest = json.loads((data_dir / "stories/2026/2026-10.manifest.json").read_text())
    assert [one["name"] for one in manifest["files"]] == [
        f"stories/demo-2026100{day}T030405Z-1a2b3c4d-0001.jsonl" for day in (1, 2, 3)
    ]


def test_the_index_says_the_same_and_is_not_built_anew(data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Index(data_dir) as index:
        before = latest(index)
    caplog.clear()
    compact_all(data_dir)
    with Index(data_dir) as index:
        assert latest(index) == before
        assert "anew" not in caplog.text
        dump = list(index.dump())
        index.rebuild()
        assert list(index.dump()) == dump


def test_undone_all_files_are_as_they_were(data_dir: Path) -> None:
    before = contents(data_dir)
    compact_all(data_dir)
    for path in compacted_files(data_dir):
        restore(data_dir, path)
    assert contents(data_dir) == before
    assert [path.name for path in data_dir.rglob("*.json")] == []


def test_files_that_come_later_make_another_compressed_file(data_dir: Path) -> None:
    compact_all(data_dir)
    write(data_dir, "20261031", record("story", "C", 1))
    compact_all(data_dir)
    assert (data_dir / "stories/2026/2026-10.2.jsonl.gz").exists()
    before = contents(data_dir)
    compact_all(data_dir)
    assert contents(data_dir) == before, "nothing is left to do"


def test_a_file_that_is_no_runs_stays(data_dir: Path) -> None:
    (data_dir / "stories" / "by-hand.jsonl").write_text("{}\n")
    compact_all(data_dir)
    assert (data_dir / "stories" / "by-hand.jsonl").exists()


def test_a_file_without_an_end_of_line_stops_its_month_alone(data_dir: Path) -> None:
    with (data_dir / "stories" / "demo-20261002T030405Z-1a2b3c4d-0001.jsonl").open("a") as file:
        file.write("{}")
    before = lines(data_dir)
    names = closed_months(data_dir, "2026-11")["stories", "2026-10"]
    with pytest.raises(NotCompacted, match="its last line has no end"):
        compact(data_dir, "stories", "2026-10", names)
    mend(data_dir)
    assert lines(data_dir) == before


def test_a_compressed_file_that_was_damaged_is_not_taken_apart(data_dir: Path) -> None:
    compact_all(data_dir)
    path = data_dir / "stories/2026/2026-10.jsonl.gz"
    swapped = gzip.decompress(path.read_bytes()).replace("Ü".encode(), "Ö".encode())
    path.write_bytes(gzip.compress(swapped))
    with pytest.raises(NotCompacted, match="gives other lines of stories/demo-20261001"):
        restore(data_dir, path)
    assert next(one.name for one in find_files(data_dir, "stories")) == "stories/2026/2026-10.jsonl.gz"


class Killed(BaseException):
    """The process ends at a system call."""


CALLS = ("open", "write", "pwrite", "fsync", "rename", "unlink")


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A list whose only number is the system call at which the process is killed, counted down; below 0: never."""
    left = [-1]

    def counted(name: str, call: Any) -> Any:
        def counting(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed(name)
            return call(*given, **named)

        return counting

    for name in CALLS:
        monkeypatch.setattr(os, name, counted(name, getattr(os, name)))
    yield left
    left[0] = -1


def there_is_all(data_dir: Path, before: list[bytes], state: list[Any]) -> None:
    assert lines(data_dir) == before, "before anything is mended"
    assert mend(data_dir) == ([], look(data_dir))
    assert lines(data_dir) == before
    assert not [path for path in data_dir.rglob("*") if path.name.endswith((".part", ".replaces.json"))]
    with Index(data_dir) as index:
        assert latest(index) == state


@pytest.mark.parametrize("undo", [False, True], ids=["compaction", "undoing it"])
def test_killed_at_any_system_call_nothing_is_lost_and_nothing_is_there_twice(
    data_dir: Path, killing: list[int], undo: bool
) -> None:
    shutil.rmtree(data_dir / "publications")
    shutil.rmtree(data_dir / "editions")
    if undo:
        compact_all(data_dir)
    before = lines(data_dir)
    with Index(data_dir) as index:
        state = latest(index)
    deaths = 0
    while True:
        again = data_dir.with_name(f"killed-{deaths}")
        shutil.copytree(data_dir, again)
        killing[0] = deaths + 1
        try:
            if undo:
                restore(again, again / "stories/2026/2026-10.jsonl.gz")
            else:
                compact_all(again)
        except Killed:
            killing[0] = -1
            there_is_all(again, before, state)
            shutil.rmtree(again)
            deaths += 1
        else:
            break
    killing[0] = -1
    there_is_all(again, before, state)
    assert deaths > 15


def test_the_command_compacts_and_undoes(data_dir: Path) -> None:
    before = contents(data_dir)
    ran = scrapy("compact", "--before", "2026-11", "-s", f"DATA_DIR={data_dir}")
    assert ran.code == 0
    assert ran.err.count("\n") == 1, "the line that is no record"
    assert "stories/2026/2026-10.jsonl.gz" in ran.out
    assert scrapy("compact", "--undo", "-s", f"DATA_DIR={data_dir}").code == 0
    assert contents(data_dir) == before
    ran = scrapy("compact", "--before", "2026", "-s", f"DATA_DIR={data_dir}")
    assert (ran.code, ran.err) == (2, "compact: --before '2026' is no month. Write it as 2026-11.\n")
