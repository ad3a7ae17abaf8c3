"""The folders of a dataset are looked through as a whole: complete files, and all others."""

import json
import os
from pathlib import Path

import pytest

from newsstand.dataset.listing import find_files, has_files, look, what_went_in
from newsstand.dataset.records import packed
from newsstand.dataset.runs import RUNS, latest_runs, read_runs


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content) + "\n")


def went_in(name: str) -> dict[str, object]:
    return {"name": name, "lines": 1, "size": 3, "sha256": "0" * 64}


def test_files_are_found_at_any_depth_but_not_those_that_were_replaced(tmp_path: Path) -> None:
    for name in ("stories/b.jsonl", "stories/a.jsonl.part", "stories/2026/c.jsonl", "editions/d.jsonl", "logs/e.jsonl"):
        write(tmp_path / name, {})
    assert [one.name for one in find_files(tmp_path)] == ["editions/d.jsonl", "stories/2026/c.jsonl", "stories/b.jsonl"]
    assert [one.name for one in find_files(tmp_path, "stories")] == ["stories/2026/c.jsonl", "stories/b.jsonl"]
    assert look(tmp_path).ending(".part") == ["stories/a.jsonl.part"]
    write(tmp_path / "stories/2026/2026-10.replaces.json", {"files": [went_in("stories/b.jsonl")]})
    assert len(find_files(tmp_path, "stories")) == 2, "what takes its place is not there yet"
    (tmp_path / "stories/2026/2026-10.jsonl.gz").write_bytes(b"".join(packed(iter([b"{}\n"]))))
    assert [one.name for one in find_files(tmp_path, "stories")] == [
        "stories/2026/2026-10.jsonl.gz",
        "stories/2026/c.jsonl",
    ]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert find_files(tmp_path / "nowhere") == []
    assert not has_files(tmp_path / "nowhere")


def test_one_file_at_any_depth_is_enough_to_have_files(tmp_path: Path) -> None:
    write(tmp_path / "stories/2026/10/a.jsonl.part", {})
    assert not has_files(tmp_path)
    write(tmp_path / "stories/2026/10/a.jsonl", {})
    assert has_files(tmp_path)


def test_a_link_to_nothing_is_no_file(tmp_path: Path) -> None:
    write(tmp_path / "stories/a.jsonl", {})
    (tmp_path / "stories/b.jsonl").symlink_to(tmp_path / "moved away.jsonl")
    assert list(look(tmp_path).complete) == ["stories/a.jsonl"]


def test_what_would_be_waited_for_is_no_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "stories/a.jsonl", {})
    os.mkfifo(tmp_path / "stories/b.jsonl")
    (tmp_path / "stories/c.jsonl").symlink_to(tmp_path)
    found = look(tmp_path)
    assert list(found.complete) == ["stories/a.jsonl"]
    assert found.lacks(tmp_path, "stories/b.jsonl")
    assert sorted(caplog.messages) == [f"{tmp_path / 'stories' / name}.jsonl: is no file; passed over" for name in "bc"]
    os.mkfifo(tmp_path / RUNS)
    assert (list(read_runs(tmp_path)), list(latest_runs(tmp_path))) == ([], [])


def test_a_name_that_is_no_utf_8_is_told_of_and_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "stories/ä.jsonl", {})
    (tmp_path / "stories" / os.fsdecode(b"\xff.jsonl")).write_text("{}\n")
    assert list(look(tmp_path).complete) == ["stories/ä.jsonl"]
    (message,) = caplog.messages
    assert message == f"{tmp_path / 'stories'}: '\\udcff.jsonl' has a name that is no UTF-8; passed over"


@pytest.mark.parametrize(
    "files",
    [
        7,
        None,
        [7],
        [{}],
        [went_in("a") | {"name": 7}],
        [went_in("a") | {"size": "3"}],
        [went_in("a") | {"sha256": None}],
    ],
)
def test_a_damaged_list_of_what_went_into_a_file_is_named(
    tmp_path: Path, files: object, caplog: pytest.LogCaptureFixture
) -> None:
    month = tmp_path / "stories/2026/2026-10.jsonl.gz"
    pending = month.with_name("2026-10.replaces.json")
    write(pending, {"files": files})
    month.write_bytes(b"".join(packed(iter([b"{}\n"]))))
    assert what_went_in(month) == []
    assert [one.name for one in find_files(tmp_path)] == ["stories/2026/2026-10.jsonl.gz"]
    assert set(caplog.messages) == {f"{pending}: no list of files; passed over"}
