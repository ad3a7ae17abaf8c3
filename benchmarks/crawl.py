"""Crawl throughput and memory: the whole walk against a bare Scrapy spider that fetches the same pages.

Both run as processes of their own with the same settings, one after the other and more than once, against a server in
a third process; pages per second are Scrapy's own count of responses over its own time.
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

STORIES = 3_000
ROUNDS = 3
MEMORY = (5_000, 50_000)

BARE = """
import json, sys
from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

settings = get_project_settings() if sys.argv[3] == "ours" else Settings()
settings.setdict({"ITEM_PIPELINES": {}, "FEEDS": {}, "LOG_ENABLED": False, "SITE": sys.argv[1]}, "cmdline")
if sys.argv[3] != "ours":
    settings.setdict({"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False}, "cmdline")

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
"""A spider with an empty callback; SITE has it go through the same manners."""

WALK = """
import json, resource, sys
from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings

settings = get_project_settings()
settings.setdict({"LOG_LEVEL": "ERROR", "DATA_DIR": sys.argv[2]}, "cmdline")
process = CrawlerProcess(settings)
crawler = process.create_crawler("magzter")
process.crawl(crawler, site=sys.argv[1], publication=sys.argv[3], editions="all")
process.start()
stats = crawler.stats.get_stats()
print(json.dumps({
    "pages": stats["response_received_count"],
    "seconds": stats["elapsed_time_seconds"],
    "stories": stats["newsstand/stories"],
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


@contextmanager
def served(stories: int, log: Path) -> Iterator[tuple[str, list[str]]]:
    """(address, title paths) of a generated newsstand in a process of its own."""
    command = [sys.executable, "-m", "newsstand.demo", "--generate", str(stories), "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        first = server.stdout.readline().strip()
        titles = [first.removeprefix(address)]
        for line in server.stdout:
            titles.append(line.strip().removeprefix(address))
            if len(titles) == 4:
                break
        try:
            yield address, titles
        finally:
            server.terminate()


def ran(code: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def walked(address: str, titles: list[str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as data:
        return ran(WALK, address, data, ",".join(titles))


def throughput() -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, pages = Path(folder) / "requests.log", Path(folder) / "pages.json"
        with served(STORIES, log) as (address, titles):
            walked(address, titles)
            asked = re.findall(r"^GET (\S+)", log.read_text(), re.M)
            pages.write_text(json.dumps([address + path for path in asked if path != "/robots.txt"]))
            rows = []
            for _ in range(ROUNDS):
                bare, walk = ran(BARE, address, str(pages)), walked(address, titles)
                rows.append((bare["pages"] / bare["seconds"], walk["pages"] / walk["seconds"], walk["stories"]))
    table = Table(title=f"Crawl of {STORIES:,} stories from loopback, pages a second")
    for name in ("round", "bare Scrapy", "newsstand", "ratio", "stories"):
        table.add_column(name, justify="right")
    for number, (bare, walk, stories) in enumerate(rows, 1):
        table.add_row(str(number), f"{bare:.0f}", f"{walk:.0f}", f"{walk / bare:.2f}", f"{stories:,.0f}")
    table.add_row("median", "", "", f"{median(walk / bare for bare, walk, _ in rows):.2f}", "")
    Console().print(table)


def memory() -> None:
    table = Table(title="Peak memory of a crawl, whole process")
    for name in ("stories", "MB"):
        table.add_column(name, justify="right")
    peaks = []
    for stories in MEMORY:
        with served(stories, Path(os.devnull)) as (address, titles):
            peaks.append(walked(address, titles)["peak"])
        table.add_row(f"{stories:,}", f"{peaks[-1]:.0f}")
    table.add_row("growth", f"{peaks[1] - peaks[0]:.0f}")
    Console().print(table)


def main() -> None:
    throughput()
    memory()
