"""Where a walk goes: which links it follows, and how it asks for them."""

import subprocess
import sys
import time
from io import StringIO
from itertools import pairwise
from pathlib import Path

from newsstand.demo.content import sample
from newsstand.demo.paths import edition_path, issue_list_path
from tests.command import ROOT, crawl, environment, records
from tests.faults import Fault, FaultyServer

COURIER = sample().publication("The Harbour Courier")
OTHER = next(one for one in sample().publications if one is not COURIER and one.editions)


def test_a_list_is_asked_for_as_its_link_is_printed_and_gives_its_own_titles_editions(tmp_path: Path) -> None:
    own, other = edition_path(COURIER, COURIER.editions[0]), edition_path(OTHER, OTHER.editions[0])
    every = issue_list_path(COURIER)
    title = f"<h1>The Harbour Courier - August 13, 2026</h1><a href='{'../' * 5}{every[1:]}'>View all</a>"
    listed = f"<a href='/fr{own}'>August 13, 2026</a><h2>You may also like</h2><a href='{other}'>August 10, 2026</a>"
    with FaultyServer() as server:
        server.faults[f"/fr{COURIER.path}"] = Fault(kind="body", body=title)
        server.faults[every] = Fault(kind="body", body=listed)
        ran = crawl("magzter", tmp_path, site=server.url, publication=f"/fr{COURIER.path}", editions="all")
        asked = [path for _, path, _ in server.requests]
    assert ran.code == 0, ran.err
    assert [path for path in asked if path.startswith(("/fr/", "/magazines/"))][:3] == [
        f"/fr{COURIER.path}",
        every,
        f"/fr{own}",
    ]
    assert [record["label"] for record in records(tmp_path, "editions")] == ["August 13, 2026"]


SLOW_READER = """
import sys, time
from scrapy.cmdline import execute
from newsstand.crawl.reading import PageReader

read = PageReader.read

def slowly(pages, response, reader, **hints):
    time.sleep(0.05)
    print("read", response.url, time.time(), flush=True)
    return read(pages, response, reader, **hints)

PageReader.read = slowly
execute(["scrapy", *sys.argv[1:]])
"""


class Arrivals(StringIO):
    """The log of a server, which notes when each path was asked for first."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[str, float] = {}

    def write(self, line: str) -> int:
        self.times.setdefault(line.split()[1], time.time())
        return len(line)


def test_the_next_page_is_asked_for_before_this_one_is_read(tmp_path: Path) -> None:
    log = Arrivals()
    with FaultyServer(log=log) as server:
        walk = ["-a", f"site={server.url}", "-a", f"publication={COURIER.path}", "-s", f"DATA_DIR={tmp_path}"]
        ran = subprocess.run(
            [sys.executable, "-c", SLOW_READER, "crawl", "magzter", *walk],
            cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    read = [line.split()[1:] for line in ran.stdout.splitlines() if line.startswith("read ") and "/stories/" in line]
    assert len(read) > 4
    for (_, began), (following, _) in pairwise(read):
        assert log.times[following.removeprefix(server.url)] < float(began)
