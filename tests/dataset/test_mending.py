"""What dead writers left is completed, and nothing else; the folders are looked through once."""

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsstand.dataset.files import Salvaged, WholeFile
from newsstand.dataset.history import History
from newsstand.dataset.listing import look
from newsstand.dataset.mending import mend
from tests.dataset.test_files import WRITER, line


def left_behind(data_dir: Path, content: bytes, name: str = "stories/a-1.jsonl") -> Path:
    part = data_dir / f"{name}.part"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(content)
    return part


@pytest.mark.parametrize(
    ("content", "kept", "lines", "torn"),
    [
        pytest.param(line(1) + line(2), line(1) + line(2), 2, 0, id="killed between lines"),
        pytest.param(line(1) + line(2)[:-1], line(1), 1, len(line(2)) - 1, id="killed before a line's end"),
        pytest.param(line(1) + line(2)[:7], line(1), 1, 7, id="killed within a line"),
        pytest.param(line(1) + b"\0" * 100, line(1), 1, 100, id="power cut: zeros at the end"),
        pytest.param(line(1) + b"\0" * 9 + b"\n" + line(3), line(1) + line(3), 2, 10, id="power cut: zeros within"),
        pytest.param(line(1) + b"[1]\n", line(1), 1, 4, id="a line that is no record"),
        pytest.param(
            line(1) + '{"a": "\u2028"}\n'.encode(), line(1) + '{"a": "\u2028"}\n'.encode(), 2, 0, id="odd ends"
        ),
    ],
)
def test_salvage_keeps_every_whole_line(tmp_path: Path, content: bytes, kept: bytes, lines: int, torn: int) -> None:
    left_behind(tmp_path, content)
    expected = Salvaged("stories/a-1.jsonl", lines, torn, hashlib.sha256(kept).hexdigest())
    assert mend(tmp_path)[0] == [expected]
    assert (tmp_path / "stories" / "a-1.jsonl").read_bytes() == kept
    assert [entry.name for entry in (tmp_path / "stories").iterdir()] == ["a-1.jsonl"]
    assert mend(tmp_path)[0] == [], "a second one finds nothing to do"


@pytest.mark.parametrize("content", [b"", line(1)[:20]], ids=["empty", "torn"])
def test_salvage_leaves_no_empty_file(tmp_path: Path, content: bytes) -> None:
    left_behind(tmp_path, content)
    assert mend(tmp_path)[0] == [Salvaged("stories/a-1.jsonl", 0, len(content), None)]
    assert list((tmp_path / "stories").iterdir()) == []


def test_salvage_of_no_folder_makes_none(tmp_path: Path) -> None:
    assert mend(tmp_path / "nowhere")[0] == []
    assert not (tmp_path / "nowhere").exists()


def test_salvage_leaves_a_living_writer_alone(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "stories" / "a-1.jsonl")
    file.write(line(1))
    assert mend(tmp_path)[0] == []
    file.write(line(2))
    assert file.complete(2).lines == 2


def test_salvage_takes_what_a_failed_writer_left_in_a_living_process(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "stories" / "a-1.jsonl")
    file.write(line(1))
    file.abandon()
    assert [found.lines for found in mend(tmp_path)[0]] == [1]


def test_salvage_never_replaces_a_complete_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    part = left_behind(tmp_path, line(1))
    left_behind(tmp_path, line(3), "stories/b-1.jsonl")
    (tmp_path / "stories" / "a-1.jsonl").write_bytes(line(2))
    assert [found.name for found in mend(tmp_path)[0]] == ["stories/b-1.jsonl"], "the rest goes on"
    assert caplog.messages == [f"{part} is left as it is: the whole file is there already. Move one of them away"]
    assert part.read_bytes() == line(1)
    assert (tmp_path / "stories" / "a-1.jsonl").read_bytes() == line(2)


def test_salvage_waits_for_a_writer_that_is_just_dying(tmp_path: Path) -> None:
    part = left_behind(tmp_path, line(1))
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl,sys,time\nf=open(sys.argv[1])\nfcntl.flock(f,2)\nprint(flush=True)\ntime.sleep(.1)",
            part,
        ],
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout
        holder.stdout.readline()
        assert [found.lines for found in mend(tmp_path)[0]] == [1]


def test_a_killed_writer_loses_no_line_it_had_written(tmp_path: Path) -> None:
    path = tmp_path / "stories" / "a-1.jsonl"
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        for _ in range(500):
            said = writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().splitlines()
    last = int(rest[-1] if rest else said)
    (found,) = mend(tmp_path)[0]
    assert found.lines in (last, last + 1)
    numbers = [int(text.split(b",")[0].split(b": ")[1]) for text in path.read_bytes().splitlines()]
    assert numbers == list(range(1, found.lines + 1))


def test_two_salvages_wait_for_each_other(tmp_path: Path) -> None:
    left_behind(tmp_path, line(1))
    (tmp_path / "locks").mkdir()
    with (tmp_path / "locks" / "salvage").open("a") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys,pathlib,newsstand.dataset.mending as w;w.mend(pathlib.Path(sys.argv[1]))",
                tmp_path,
            ]
        )
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.5)
        assert os.path.exists(tmp_path / "stories" / "a-1.jsonl.part")
    assert second.wait(10) == 0
    assert (tmp_path / "stories" / "a-1.jsonl").exists()


def test_what_lies_there_is_told_as_it_is_when_all_is_mended(tmp_path: Path) -> None:
    left_behind(tmp_path, line(1))
    left_behind(tmp_path, line(1), "rejected/a-1.jsonl")
    salvaged, found = mend(tmp_path)
    assert {one.name for one in salvaged} == {"stories/a-1.jsonl", "rejected/a-1.jsonl"}
    assert found == look(tmp_path)
    assert list(found.complete) == ["stories/a-1.jsonl"]


def test_a_run_looks_through_each_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("publications", "editions", "stories", "stories/2026"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a-1.jsonl").write_bytes(b"")
    seen: list[str] = []
    scandir = os.scandir

    def seeing(folder: int | str) -> Any:
        path = os.readlink(f"/proc/self/fd/{folder}") if isinstance(folder, int) else folder
        seen.append(os.path.relpath(path, tmp_path))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", seeing)
    history = History(data_dir=tmp_path, newsstand="demo", run_id="", revisit_days=3, attempts=5)
    history.open([])
    history.close()
    assert sorted(seen) == ["editions", "locks", "publications", "stories", "stories/2026"]
