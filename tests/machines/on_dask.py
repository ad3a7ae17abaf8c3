"""contrib/dask, on a scheduler and two workers here, one of which is killed. `make machines` runs it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from tests.command import ROOT, crawl, environment
from tests.faults import FaultyServer
from tests.machines.world import LONGEST, crawling, world

CRAWL, REREAD = ROOT / "contrib/dask/crawl.py", ROOT / "contrib/dask/reread.py"


def run(script: Path, *arguments: str | Path, **changes: str) -> "subprocess.Popen[str]":
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, script, *map(str, arguments)]
    return subprocess.Popen(command, env=environment(PATH=path, **changes), stderr=subprocess.PIPE, text=True)


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalCluster]:
    """Two workers, each a process with its nanny, which do one task at a time."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "newsstand.toml").touch()
    monkeypatch.setenv("NEWSSTAND_CONFIG", str(tmp_path / "newsstand.toml"))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        yield cluster


def workers(cluster: LocalCluster) -> list[int]:
    with Client(cluster) as client:
        return list(client.run(os.getpid).values())


def parents(process: int) -> list[int]:
    """The processes above one, its parent first."""
    found = []
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        found.append(process)
    return found


def test_a_killed_worker_is_made_up_for_and_nothing_is_there_twice(cluster: LocalCluster, tmp_path: Path) -> None:
    with world(tmp_path) as sites:
        of_cluster = set(workers(cluster))
        following = run(CRAWL, cluster.scheduler_address, NEWSSTAND_CONFIG=str(tmp_path / "newsstand.toml"))
        until = time.monotonic() + LONGEST
        while not sites.killed and time.monotonic() < until:
            for site in sites.sites:
                busy = len(site.stories_asked()) > 40 and crawling(site.url)
                if busy and (worker := of_cluster.intersection(parents(busy[-1]))):
                    os.kill(worker.pop(), signal.SIGKILL)
                    sites.killed.append(site.url)
                    break
            time.sleep(0.01)
        _, err = following.communicate(timeout=LONGEST)
        assert following.returncode == 0, err
        sites.check()


def test_archives_are_read_once_each_whatever_dies(cluster: LocalCluster, tmp_path: Path) -> None:
    with FaultyServer() as server:
        for path in server.content.titles:
            ran = crawl("demo", tmp_path / "data", "-s", "ARCHIVE=1", site=server.url, publication=path, editions="all")
            assert ran.code == 0, ran.err
    archives = sorted((tmp_path / "data/archive").rglob("*.warc.gz"))
    assert len(archives) > 3
    outputs = []
    for kill in (False, True):
        out = tmp_path / f"out{kill}"
        out.mkdir()
        reading = run(REREAD, cluster.scheduler_address, "demo", out, *archives)
        while kill and not list(out.glob("*.jsonl")):
            time.sleep(0.01)
        if kill:
            os.kill(workers(cluster)[0], signal.SIGKILL)
        _, err = reading.communicate(timeout=LONGEST)
        assert reading.returncode == 0, err
        outputs.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert outputs[0] == outputs[1]
    assert sorted(outputs[0]) == [f"{one.name}.jsonl" for one in archives]
    lines = [line for output in outputs[0].values() for line in output.splitlines()]
    assert len(lines) == len(set(lines)) > 100
