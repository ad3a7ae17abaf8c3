"""What the archive costs a crawl, and how fast it is read again.

CPU and peak memory of a crawl of generated pages with ARCHIVE=1 and of one without, in turn, each in a process of its
own; then `scrapy reread` of the archive with all pipelines and feeds, in CPU: captures a second are those of a core.
What a further capture costs is told by a second archive, of one edition. Beside it as many pages through bare Scrapy,
which asks nobody, reads nothing and writes nothing: as it comes, and as lean as its settings make it.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
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

settings = {"DOWNLOAD_HANDLERS": {"http": AtOnce}, "LOG_ENABLED": False} | json.loads(sys.argv[2])
process = CrawlerProcess(settings)
process.crawl(Empty)
process.start()
print(json.dumps({"pages": int(sys.argv[1])}))
"""


LEAN = {
    "CONCURRENT_ITEMS": 1,
    "DOWNLOADER_MIDDLEWARES_BASE": {},
    "SPIDER_MIDDLEWARES_BASE": {},
    "EXTENSIONS_BASE": {},
}
"""Scrapy's engine alone: a reread that went through it could not be faster."""


def crawled(address: str, data: Path, archive: str, titles: Sequence[str], editions: str = "all") -> dict[str, float]:
    """CPU seconds and peak MB of a crawl into `data`."""
    given = [f"site={address}", f"publication={','.join(titles)}", f"editions={editions}"]
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


def captures_in(data: Path) -> int:
    return sum(1 for path in (data / "archive").glob("*.cdxj") for _ in read_cdxj(path))


def measured(address: str, folder: Path) -> tuple[float, ...]:
    """One round, in the order of COLUMNS."""
    titles = list(generated(STORIES).titles)
    plain = crawled(address, folder / "plain", "0", titles)
    kept = crawled(address, folder / "kept", "1", titles)
    crawled(address, folder / "few", "1", titles[:1], editions="latest")
    captures, few = captures_in(folder / "kept"), captures_in(folder / "few")
    size = sum(path.stat().st_size for path in (folder / "kept" / "archive").glob("*.warc.gz"))
    again, few_again = reread(folder / "kept", folder / "again"), reread(folder / "few", folder / "few again")
    bare, lean = (captures / ran(EMPTY, str(captures), json.dumps(settings))["cpu"] for settings in ({}, LEAN))
    further = (captures - few) / (again - few_again)
    return (
        kept["cpu"] / plain["cpu"],
        kept["peak"] - plain["peak"],
        size / captures,
        captures / again,
        further,
        bare,
        lean,
    )


COLUMNS = {
    "CPU ratio": ".2f",
    "MB more": ".1f",
    "bytes a capture": ",.0f",
    "read again a CPU second": ".0f",
    "further ones": ".0f",
    "bare Scrapy": ".0f",
    "its engine alone": ".0f",
}


def main() -> None:
    out = Console()
    table = Table(title=f"A crawl of {STORIES:,} stories of 50 kB, kept and not kept")
    for name in ("round", *COLUMNS):
        table.add_column(name, justify="right")
    found: list[tuple[float, ...]] = []
    with served(STORIES, Path(os.devnull)) as address:
        for number in range(1, ROUNDS + 1):
            with tempfile.TemporaryDirectory() as folder:
                found.append(measured(address, Path(folder)))
            table.add_row(str(number), *said(found[-1]))
    table.add_row("median", *said(tuple(map(median, zip(*found, strict=True)))))
    table.add_row("goal", f"{GOALS['CPU']}", f"{GOALS['MB']}", "", f"{GOALS['captures']}")
    out.print(table)


def said(figures: tuple[float, ...]) -> list[str]:
    return [format(figure, form) for figure, form in zip(figures, COLUMNS.values(), strict=True)]
