"""Two runs never walk one publication; a dead run's lock holds nobody up."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsstand.dataset.locks import Held, Locks, NoLocks, check_locks

PAPER = "publication:SG/SPH/The-Paper"

OTHER_RUN = """
import sys, time
from pathlib import Path
from newsstand.dataset.locks import Locks
Locks(Path(sys.argv[1]), "other-run").acquire("demo", sys.argv[2])
print("locked", flush=True)
time.sleep(60)
"""


def other_run(data_dir: Path) -> subprocess.Popen[bytes]:
    run = subprocess.Popen([sys.executable, "-c", OTHER_RUN, data_dir, PAPER], stdout=subprocess.PIPE)
    assert run.stdout
    assert run.stdout.readline() == b"locked\n"
    return run


def test_the_second_run_is_told_who_holds_the_publication(tmp_path: Path) -> None:
    with other_run(tmp_path) as run, Locks(tmp_path, "mine") as locks:
        with pytest.raises(
            Held, match=rf"^{PAPER} is locked by run other-run, process {run.pid} on .+, since 20"
        ) as held:
            locks.acquire("demo", PAPER)
        assert held.value.publication == PAPER
        assert held.value.holder
        assert held.value.holder.pid == run.pid
        locks.acquire("demo", "publication:SG/SPH/Another")
        locks.acquire("other newsstand", PAPER)
        run.kill()


def test_the_lock_of_a_killed_run_is_no_obstacle(tmp_path: Path) -> None:
    with other_run(tmp_path) as run:
        run.send_signal(signal.SIGKILL)
    with Locks(tmp_path, "mine") as locks:
        locks.acquire("demo", PAPER)


def test_a_released_lock_is_free_for_the_next(tmp_path: Path) -> None:
    with Locks(tmp_path, "first") as first:
        first.acquire("demo", PAPER)
        first.acquire("demo", PAPER)
        with pytest.raises(Held, match="run first"):
            Locks(tmp_path, "second").acquire("demo", PAPER)
    with Locks(tmp_path, "second") as second:
        second.acquire("demo", PAPER)


def test_a_lock_whose_holder_has_not_said_its_name_is_held_all_the_same(tmp_path: Path) -> None:
    with Locks(tmp_path, "first") as first:
        first.acquire("demo", PAPER)
        (file,) = (tmp_path / "locks").iterdir()
        file.write_bytes(b"")
        with pytest.raises(Held, match="locked by another run: wait for it to end"):
            Locks(tmp_path, "second").acquire("demo", PAPER)


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "locks").mkdir()
    for name in ("files", "check"):
        (tmp_path / "locks" / name).symlink_to(target)
    with Locks(tmp_path, "mine") as locks, pytest.raises(OSError, match="symbolic links"):
        locks.use_files()
    with pytest.raises(OSError, match="symbolic links"):
        check_locks(tmp_path)
    assert not target.exists()


def test_a_file_system_whose_locks_hold_nobody_up_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_locks(tmp_path)
    monkeypatch.setattr(fcntl, "flock", lambda fd, how: None)
    with pytest.raises(NoLocks, match="two processes get the same lock there"):
        check_locks(tmp_path)


def test_a_file_system_without_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(fd: int, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(NoLocks, match="no file can be locked there: No locks available"):
        check_locks(tmp_path)


def test_runs_share_the_files_and_a_compaction_has_them_alone(tmp_path: Path) -> None:
    with Locks(tmp_path, "a") as first, Locks(tmp_path, "b") as second, Locks(tmp_path, "c") as compaction:
        first.use_files()
        second.use_files()
        with pytest.raises(Held, match="the dataset is locked by another run"):
            compaction.have_files_alone()
        first.release()
        second.release()
        compaction.have_files_alone()


def test_files_and_folders_follow_the_umask(tmp_path: Path) -> None:
    script = f"""
import os, pathlib
os.umask(0o002)
from newsstand.dataset.files import WholeFile
from newsstand.dataset.index import Index
from newsstand.dataset.locks import Locks, check_locks
from newsstand.dataset.runs import Run, append_run
data = pathlib.Path({str(tmp_path)!r}) / "data"
check_locks(data)
file = WholeFile(data / "stories" / "a-1.jsonl")
file.write(b'{{}}\\n'); file.complete(1)
texts, tables = dict.fromkeys(("id", "spider", "start", "end", "reason"), "-"), ("arguments", "versions", "counts")
append_run(data, Run(**texts, **dict.fromkeys(tables, {{}}), exit_code=0, files=[]))
Locks(data, "mine").acquire("demo", "a")
index = Index(data); index.sync()
print(*(f"{{path.stat().st_mode & 0o777:o}}" for path in data.rglob("*") if path.is_file()))
print(*(f"{{path.stat().st_mode & 0o777:o}}" for path in data.rglob("*") if path.is_dir()))
"""
    files, folders = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert set(files.split()) == {"664"}
    assert set(folders.split()) == {"775"}
