"""What the archive costs a crawl, and how fast it is read again.

CPU and peak memory of a crawl of generated pages with ARCHIVE=1 and of one without, in turn, each in a process of its
own; then `scrapy reread` of the archive with all pipelines and feeds, in CPU: captures a second are those of a core.
Beside it as many pages through bare Scrapy, which asks nobody, reads nothing and writes nothing: no reread is faster.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.crawl import STATS, ran, served
from newsstand.archive.cdxj import read_cdxj
from tests.generated import generated

STORIES = 1_500
ROUNDS = 3
GOALS = {"CPU": 1.25, "MB": 10, "captures": 600}
"""At most so many times the CPU, at most so many MB more; at least so many captures a second of CPU."""

EMPTY = """
import json, sys
from scrapy import Request, Spider
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse

PAGE = b"<html>" + b"x" * 50_000

class AtOnce(BaseDownloadHandler):
    async def download_request(self, request):
        return HtmlResponse(request.url, body=PAGE, request=request)

class Empty(Spider):
    name = "empty"
    async def start(self):
        for number in range(int(sys.argv[1])):
            yield Request(f"http://pages.example/{number}")
    def parse(self, response):
        pass

process = CrawlerProcess({"DOWNLOAD_HANDLERS": {"http": AtOnce}, "LOG_ENABLED": False})
process.crawl(Empty)
process.start()
print(json.dumps({"pages": int(sys.argv[1])}))
"""


def crawled(address: str, data: Path, archive: str) -> dict[str, float]:
    """CPU seconds and peak MB of a crawl of everything into `data`."""
    titles = ",".join(generated(STORIES).titles)
    given = [f"site={address}", f"publication={titles}", "editions=all"]
    options = [part for each in given for part in ("-a", each)]
    options += ["-s", f"ARCHIVE={archive}", "-s", f"DATA_DIR={data}", "-s", "LOG_LEVEL=ERROR"]
    return ran(STATS, "crawl", "magzter", *options)


def reread(data: Path, into: Path) -> float:
    """CPU seconds of `scrapy reread` of the whole archive, starting included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "scrapy", "reread", "-s", f"DATA_DIR={data}", "--into", str(into)]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    out = Console()
    table = Table(title=f"A crawl of {STORIES:,} stories of 50 kB, kept and not kept")
    for name in ("round", "CPU ratio", "MB more", "bytes a capture", "read again a CPU second", "of bare Scrapy's"):
        table.add_column(name, justify="right")
    found: list[tuple[float, ...]] = []
    with served(STORIES, Path(os.devnull)) as address:
        for number in range(1, ROUNDS + 1):
            with tempfile.TemporaryDirectory() as folder:
                kept_in = Path(folder) / "kept"
                plain = crawled(address, Path(folder) / "plain", "0")
                kept = crawled(address, kept_in, "1")
                captures = sum(1 for path in (kept_in / "archive").glob("*.cdxj") for _ in read_cdxj(path))
                size = sum(path.stat().st_size for path in (kept_in / "archive").glob("*.warc.gz"))
                again = reread(kept_in, Path(folder) / "again")
                empty = ran(EMPTY, str(captures))["cpu"]
            cpu, more = kept["cpu"] / plain["cpu"], kept["peak"] - plain["peak"]
            found.append((cpu, more, size / captures, captures / again, empty / again))
            table.add_row(str(number), *said(found[-1]))
    table.add_row("median", *said(tuple(map(median, zip(*found, strict=True)))))
    table.add_row("goal", f"{GOALS['CPU']}", f"{GOALS['MB']}", "", f"{GOALS['captures']}", "")
    out.print(table)


def said(figures: tuple[float, ...]) -> list[str]:
    ratio, more, size, speed, share = figures
    return [f"{ratio:.2f}", f"{more:.1f}", f"{size:,.0f}", f"{speed:.0f}", f"{share:.2f}"]
