"""Several sites that several processes crawl, one of them killed: what was asked for, and what must be there after."""

import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from newsstand.demo.server import DemoServer, Handler
from tests.command import environment, records
from tests.generated import generated

PUBLICATIONS = 2
PAGES_IN_FLIGHT = 2
"""Stories that may be asked for twice: the one in flight at the kill, and one that was asked for before it was read."""
LONGEST = 120.0
"""Seconds that nothing here may take."""


class Watched(DemoServer):
    """A site that remembers which connection asked for what."""

    def __init__(self, number: int, stories: int) -> None:
        super().__init__(generated(stories, PUBLICATIONS, number * PUBLICATIONS))
        self.asked: list[tuple[int, str]] = []
        """(the client's port, path), in their order."""
        self.busy = threading.Lock()
        self.side_by_side = 0
        """Requests that came while another was being answered."""

    @property
    def handler(self) -> type[Handler]:
        return WatchedHandler

    def stories_asked(self) -> list[str]:
        return [path for _, path in self.asked if "/stories/" in path]


class WatchedHandler(Handler):
    def answer(self, demo: DemoServer) -> None:
        assert isinstance(demo, Watched)
        demo.asked.append((self.client_address[1], self.path))
        alone = demo.busy.acquire(blocking=False)
        demo.side_by_side += not alone
        try:
            super().answer(demo)
        finally:
            if alone:
                demo.busy.release()


@dataclass
class World:
    folder: Path
    sites: list[Watched]
    stories: int
    """In all sites."""
    killed: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        """Of a command that follows these sites, `scrapy` being this project's."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return environment(NEWSSTAND_CONFIG=str(self.folder / "newsstand.toml"), PATH=path)

    def kill_one(self) -> None:
        """SIGKILL, once some stories are read, for the crawl of one site and the process that started it."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            for site in self.sites:
                if len(site.stories_asked()) > self.stories // len(self.sites) // 3:
                    processes = crawling(site.url)
                    for process in processes:
                        os.kill(process, signal.SIGKILL)
                    if processes:
                        self.killed.append(site.url)
                        return
            time.sleep(0.005)
        raise AssertionError("no crawl was seen that could be killed")

    def check(self) -> None:
        """Everything is there, once; hardly a page was asked for twice; nobody asked a site beside another."""
        assert len(self.killed) == 1
        ids = [one["id"] for one in records(self.data, "stories")]
        assert len(ids) == len(set(ids)) == self.stories
        again = {
            path: count for site in self.sites for path, count in Counter(site.stories_asked()).items() if count > 1
        }
        assert len(again) <= PAGES_IN_FLIGHT
        assert max(again.values(), default=2) == 2
        for site in self.sites:
            clients = [port for port, _ in groupby(site.asked, key=lambda one: one[0])]
            assert len(clients) == len(set(clients)), f"two asked {site.url} in turns: {clients}"
            assert site.side_by_side == 0
        assert not list(self.data.rglob("*.part"))


def crawling(site: str) -> list[int]:
    """The processes whose arguments name a site, the newest first."""
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdigit() and int(each.name) != os.getpid():
            try:
                arguments = (each / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue  # it has ended
            if any(part in arguments for part in ("follow", "crawl")) and any(
                part in (site, f"site={site}") for part in arguments
            ):
                found.append(int(each.name))
    return sorted(found, reverse=True)


@contextmanager
def world(folder: Path, *, sites: int = 4, stories: int = 120) -> Iterator[World]:
    """`sites` sites of `stories` stories each, in PUBLICATIONS publications, and a newsstand.toml that follows them."""
    with ExitStack() as stack:
        servers = [stack.enter_context(Watched(number, stories)) for number in range(sites)]
        what = '[[follow]]\nspider = "demo"\neditions = "all"\n'
        entries = [f'{what}site = "{one.url}"\npublication = {list(one.content.titles)}\n' for one in servers]
        (folder / "newsstand.toml").write_text('data_dir = "data"\n' + "".join(entries), encoding="utf-8")
        yield World(folder, servers, sites * stories)
