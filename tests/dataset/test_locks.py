"""Two runs never walk one publication; a dead run's lock holds nobody up."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsstand.dataset.locks import Held, Locks

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
