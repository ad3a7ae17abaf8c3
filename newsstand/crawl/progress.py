"""How far a run is: a bar on a terminal, and a line of the log every PROGRESS_SECONDS.

On a terminal the log goes to a file meanwhile, `logs/` in DATA_DIR, unless LOG_FILE names one. The bar is for standard
error, where the log would have been: standard output stays the user's.
"""

import logging
import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

from newsstand.crawl import NewsstandSpider
from newsstand.dataset.runs import run_id
from newsstand.stats import Stat, StatBy
from newsstand.urls import Site, match

logger = logging.getLogger(__name__)

EVERY = 0.25
"""Seconds between two looks of the bar at the stats: pages are not told of, so the bar costs them nothing."""
RECENT = 60.0
"""Seconds over which the rate is taken."""
FAILED = (StatBy.FAILED, StatBy.REJECTED)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a walk knows of, and how much of it is settled: collected, found to be known, or failed."""

    editions: int
    editions_done: int
    stories: int
    stories_done: int
    failed: int
    unopened: float
    """Stories to expect of editions whose list has not been read: as many each as of those that have been."""

    @property
    def share(self) -> float | None:
        """How much of the stories to expect is settled, 0 to 1; None while nothing can be said."""
        expected = self.stories + self.unopened
        return self.stories_done / expected if expected else None


def amounts(stats: Mapping[str, Any]) -> Amounts:
    """Of the stats that the walk keeps."""

    def of(name: str) -> int:
        return int(stats.get(name, 0))

    chosen, done, read, asked = (
        of(Stat.EDITIONS_CHOSEN),
        of(Stat.EDITIONS_DONE),
        of(Stat.EDITIONS_READ),
        of(Stat.STORIES_ASKED),
    )
    unopened = max(0, chosen - max(read, done))
    return Amounts(
        editions=chosen,
        editions_done=done,
        stories=asked,
        stories_done=of(Stat.STORIES_SETTLED),
        failed=sum(count for name, count in stats.items() if name.startswith(FAILED)),
        unopened=unopened * asked / read if read else 0.0,
    )


class Rate:
    """Stories a minute, over the last RECENT seconds."""

    def __init__(self) -> None:
        self.seen: deque[tuple[float, int]] = deque()

    def after(self, seconds: float, done: int) -> float:
        """The rate when `done` stories are settled at a time in seconds, which never goes back."""
        self.seen.append((seconds, done))
        while len(self.seen) > 2 and self.seen[1][0] <= seconds - RECENT:
            self.seen.popleft()
        since, before = self.seen[0]
        return 60 * (done - before) / (seconds - since) if seconds > since else 0.0


def line(now: Amounts, rate: float) -> str:
    """ "3 of 10 editions, 41 of 120 stories, 38 a minute, 2 failed"."""
    return (
        f"{now.editions_done:,} of {now.editions:,} editions, {now.stories_done:,} of {now.stories:,} stories, "
        f"{rate:,.0f} a minute, {now.failed:,} failed"
    )


def left(now: Amounts, rate: float) -> str:
    """The time left at a rate: "", "20 s left", "3 min left" or "2 h 10 min left"."""
    stories = now.stories - now.stories_done + now.unopened
    if not stories or rate <= 0:
        return ""
    seconds = 60 * stories / rate
    hours, minutes = divmod(round(seconds / 60), 60)
    if seconds < 60:
        return f"{seconds:.0f} s left"
    return f"{hours} h {minutes} min left" if hours else f"{minutes} min left"


class Progress:
    """Extension. The command calls `close` too: a run that is stopped by force sends no signal."""

    def __init__(self, crawler: Crawler, spider: NewsstandSpider, seconds: float) -> None:
        self.stats = crawler.stats
        self.seconds = seconds
        self.name = name_of(spider)
        self.rate = Rate()
        self.live: Live | None = None
        self.calls: list[AsyncioLoopingCall | LoopingCall] = []
        self.log: Path | None = None
        """The log's file, where it would have been on the terminal but for the bar."""
        console = Console(stderr=True)
        if sys.stderr.isatty() and console.is_terminal and not console.is_dumb_terminal and self.log_to_file(crawler):
            self.live = Live(console=console, auto_refresh=False, transient=True, redirect_stdout=False)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Progress":
        seconds = crawler.settings.getfloat("PROGRESS_SECONDS")
        if seconds <= 0 or not isinstance(crawler.spider, NewsstandSpider):
            raise NotConfigured
        progress = cls(crawler, crawler.spider, seconds)
        crawler.signals.connect(progress.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.close, signal=signals.spider_closed)
        return progress

    def log_to_file(self, crawler: Crawler) -> bool:
        """Keep the log off the terminal; False where it cannot be."""
        settings = crawler.settings
        if settings.get("LOG_FILE") or not settings.getbool("LOG_ENABLED"):
            return True
        path = Path(settings["DATA_DIR"]) / "logs" / f"{crawler.spidercls.name}-{run_id(crawler)}.log"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        except OSError as error:
            logger.warning("no log file and no bar: %s", error)
            return False
        settings.set("LOG_FILE", str(path), "cmdline")
        self.log = path
        return True

    def spider_opened(self) -> None:
        tell = create_looping_call(self.tell)
        self.calls.append(tell)
        tell.start(self.seconds, now=False)
        if self.live:
            self.live.start()
            show = create_looping_call(self.show)
            self.calls.append(show)
            show.start(EVERY)

    def tell(self) -> None:
        now, rate = self.look()
        logger.info(", ".join(part for part in (line(now, rate), left(now, rate)) if part))

    def show(self) -> None:
        assert self.live
        now, rate = self.look()
        self.live.update(drawn(self.name, now, rate), refresh=True)

    def look(self) -> tuple[Amounts, float]:
        now = amounts(self.stats.get_stats())
        return now, self.rate.after(monotonic(), now.stories_done)

    def close(self) -> None:
        """Take the bar off the screen. More than once is the same as once."""
        for call in self.calls:
            if call.running:
                call.stop()
        if self.live:
            self.live.stop()


def drawn(name: str, now: Amounts, rate: float) -> Group:
    """The bar over the numbers, for 60 columns and more."""
    bar = Table.grid(padding=(0, 2, 0, 0))
    bar.add_column(no_wrap=True, max_width=30, overflow="ellipsis")
    share = now.share
    progress = ProgressBar(total=1.0, completed=share or 0.0, width=30, pulse=share is None, complete_style="green")
    bar.add_row(Text(name), progress, "" if share is None else f"{share:.0%}", left(now, rate))
    return Group(bar, Text(line(now, rate), no_wrap=True, overflow="ellipsis"))


def name_of(spider: NewsstandSpider) -> str:
    """What is crawled, in a few words: the one publication, else the spider."""
    if len(spider.asked.publications) == 1:
        return title_in(spider.asked.publications[0], spider.site)
    return spider.name


def title_in(url: str, site: Site) -> str:
    """What the URL of a title page calls the title, the page not being read: "The Times" of `/GB/News/The-Times/…`."""
    found = match(url, site)
    title = found.parts.get("title") if found else None
    return title.replace("-", " ") if title else urlsplit(url).path
