"""Crawl throughput and memory: the whole command against a bare Scrapy spider that fetches the same pages.

Each runs as a process of its own with the project's settings, in turn and more than once, against a server in
a third process. Pages a second are Scrapy's own count of responses over its own time, so neither start nor end counts;
CPU is that of the whole process, without what it takes to start one.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.generated import generated

STORIES = 3_000
ROUNDS = 5
MEMORY = (5_000, 50_000)

BARE = """
import json, sys
from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings

settings = get_project_settings()
settings.setdict({"ITEM_PIPELINES": {}, "FEEDS": {}, "LOG_ENABLED": False, "SITE": sys.argv[1]}, "cmdline")

class Bare(Spider):
    name = "bare"
    start_urls = json.load(open(sys.argv[2]))
    def parse(self, response):
        pass

process = CrawlerProcess(settings)
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
stats = crawler.stats.get_stats()
print(json.dumps({"pages": stats["response_received_count"], "seconds": stats["elapsed_time_seconds"]}))
"""
"""A spider with an empty callback, as polite as ours: SITE says where the site is."""

STATS = """
import json, sys
from scrapy import cmdline
from scrapy.statscollectors import MemoryStatsCollector

def tell(self, stats):
    print(json.dumps({"pages": stats["response_received_count"], "seconds": stats["elapsed_time_seconds"],
                      "stories": stats["newsstand/stories"]}), file=sys.stderr)

MemoryStatsCollector._persist_stats = tell
cmdline.execute(["scrapy", *sys.argv[1:]])
"""
"""The real command, which also prints its figures."""


@contextmanager
def served(stories: int, log: Path) -> Iterator[str]:
    """Address of a generated newsstand in a process of its own."""
    command = [sys.executable, "-m", "tests.generated", str(stories), "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def ran(code: str, *arguments: str) -> dict[str, float]:
    """The figures that a process prints at its end, with its CPU seconds and its peak in megabytes."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        lines = process.stdout.read().splitlines()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    figures = [line for line in lines if line.startswith("{")]
    if process.returncode or not figures:
        raise RuntimeError("\n".join(lines))
    found: dict[str, float] = json.loads(figures[-1])
    return found | {"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}


def walked(address: str, stories: int) -> dict[str, float]:
    titles = ",".join(generated(stories).titles)
    with tempfile.TemporaryDirectory() as data:
        options = [
            "-a",
            f"site={address}",
            "-a",
            f"publication={titles}",
            "-a",
            "editions=all",
            "-s",
            f"DATA_DIR={data}",
        ]
        return ran(STATS, "crawl", "magzter", *options, "-s", "LOG_LEVEL=ERROR")


def throughput(out: Console) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, pages = Path(folder) / "requests.log", Path(folder) / "pages.json"
        with served(STORIES, log) as address:
            walked(address, STORIES)
            asked = re.findall(r"^GET (/\S+)", log.read_text("utf-8"), re.M)
            pages.write_text(json.dumps([address + path for path in dict.fromkeys(asked) if ".txt" not in path]))
            rounds = [(ran(BARE, address, str(pages)), walked(address, STORIES)) for _ in range(ROUNDS)]
    table = Table(title=f"A crawl of {STORIES:,} stories of 50 kB from loopback")
    for name in ("round", "bare Scrapy, pages/s", "newsstand, pages/s", "ratio", "CPU ratio", "stories"):
        table.add_column(name, justify="right")
    ratios = []
    for number, (bare, walk) in enumerate(rounds, 1):
        speeds = [one["pages"] / one["seconds"] for one in (bare, walk)]
        ratios.append(speeds[1] / speeds[0])
        cpu = (bare["cpu"] / bare["pages"]) / (walk["cpu"] / walk["pages"])
        table.add_row(
            str(number),
            *(f"{speed:.0f}" for speed in speeds),
            f"{ratios[-1]:.2f}",
            f"{cpu:.2f}",
            f"{walk['stories']:,}",
        )
    table.add_row("median", "", "", f"{median(ratios):.2f}", "", "")
    out.print(table)


def memory(out: Console) -> None:
    table = Table(title="Peak memory of a crawl, whole process")
    for name in ("stories", "MB"):
        table.add_column(name, justify="right")
    peaks = []
    for stories in MEMORY:
        with served(stories, Path(os.devnull)) as address:
            peaks.append(walked(address, stories)["peak"])
        table.add_row(f"{stories:,}", f"{peaks[-1]:.0f}")
    table.add_row("growth (goal: under 60)", f"{peaks[1] - peaks[0]:.0f}")
    out.print(table)


def main() -> None:
    out = Console()
    throughput(out)
    memory(out)
