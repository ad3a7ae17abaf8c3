"""contrib/slurm, on a controller and a node that this machine plays itself. `make machines` runs it, as root."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.machines.world import LONGEST, world

CONFIGURATION = """
ClusterName=newsstand
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
AuthType=auth/munge
AuthInfo=cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
"""
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch")


@pytest.fixture
def slurm(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of commands for a controller and a node of two processors."""
    if missing := [name for name in NEEDED if not shutil.which(name)]:
        pytest.skip(f"not installed here: {', '.join(missing)} (packages munge, slurmctld, slurmd)")
    for name in ("state", "spool"):
        (tmp_path / name).mkdir()
    file = tmp_path / "slurm.conf"
    file.write_text(CONFIGURATION.format(host=socket.gethostname(), folder=tmp_path), encoding="utf-8")
    own = {"SLURM_CONF": str(file)}
    with ExitStack() as stack:
        if subprocess.call(["munge", "-n"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            Path("/run/munge").mkdir(exist_ok=True)
            shutil.chown("/run/munge", "munge", "munge")
            stack.enter_context(daemon(["runuser", "-u", "munge", "--", "munged", "--foreground"], own))
        log = stack.enter_context((tmp_path / "slurm.log").open("wb"))
        stack.enter_context(daemon(["slurmctld", "-D", "-i"], own, log))
        stack.enter_context(daemon(["slurmd", "-D"], own, log))
        until = time.monotonic() + LONGEST
        while (
            "idle"
            not in subprocess.run(
                ["sinfo", "-h", "-o", "%T"], env=os.environ | own, capture_output=True, text=True, check=False
            ).stdout
        ):
            assert time.monotonic() < until, (tmp_path / "slurm.log").read_text()
            time.sleep(0.2)
        yield own


class daemon:
    def __init__(self, command: list[str], own: dict[str, str], log: object = subprocess.DEVNULL) -> None:
        self.process = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=subprocess.STDOUT)  # type: ignore[arg-type]

    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait(30)


def test_a_killed_crawl_is_queued_again_and_nothing_is_there_twice(slurm: dict[str, str], tmp_path: Path) -> None:
    with world(tmp_path) as sites:
        own = sites.environment | slurm
        listed = subprocess.run(["newsstand", "follow", "--list"], env=own, capture_output=True, text=True, check=True)
        (tmp_path / "sites.txt").write_text(listed.stdout, encoding="utf-8")
        submit = [
            "sbatch",
            "--wait",
            "--array=1-4%2",
            f"--output={tmp_path}/task-%a.log",
            ROOT / "contrib/slurm/job.sh",
        ]
        job = subprocess.Popen(
            [*submit, tmp_path / "sites.txt"], env=own, cwd=tmp_path, stderr=subprocess.PIPE, text=True
        )
        sites.kill_one()
        _, err = job.communicate(timeout=2 * LONGEST)
        logs = "".join(path.read_text() for path in sorted(tmp_path.glob("task-*.log")))
        assert job.returncode == 0, err + logs
        sites.check()
