"""When the site may be asked next: Crawl-delay between two requests, and a pause of the whole site on demand."""

import asyncio
import logging
import math
from dataclasses import dataclass
from time import monotonic

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import sleep

from newsstand.stats import Stat
from newsstand.urls import host_name

logger = logging.getLogger(__name__)

LONG_CRAWL_DELAY = 60.0
"""Seconds: a site that asks for more gives fewer than 1,440 pages a day, which the user should know."""
LOOK_UP = 1.0
"""Seconds after which a waiting request looks whether the run is being stopped."""


def crawl_delay(robotparser: RobotParser, settings: BaseSettings) -> float:
    """The site's Crawl-delay for us, in seconds; 0 where there is none that can be meant."""
    delay = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])
    return delay if delay is not None and math.isfinite(delay) else 0.0


def longest_delay(settings: BaseSettings) -> float:
    """Seconds: robots.txt that asks for more forbids (robots.py)."""
    return settings.getfloat("CRAWL_DELAY_MAX", 300.0)


@dataclass(slots=True)
class Pace:
    """Of one host of the newsstand."""

    delay: float
    """Seconds between two requests."""
    not_before: float = 0.0


class Throttle:
    """Downloader middleware next to the downloader: requests of this crawl, of one newsstand, pass through it in turn.
    Each of its hosts has its own pace; a pause on demand is one of all.

    On top of Scrapy's own delay (DOWNLOAD_DELAY, AutoThrottle), which has no public way to be changed for a site.
    robots.txt, retries and redirects wait here too; pages from the HTTP cache do not come this far.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.site_delay = crawler.settings.getfloat("SITE_DELAY")
        """Seconds between two requests: the `delay` of the spider's site; robots.txt may ask for more."""
        if self.site_delay:
            crawler.stats.set_value(Stat.CRAWL_DELAY, self.site_delay)
        self.not_before = 0.0
        self.paces: dict[str, Pace] = {}
        self.stopping = False
        self.turn = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Throttle":
        throttle = cls(crawler)
        crawler.signals.connect(throttle.robots_parsed, signal=signals.robots_parsed)
        return throttle

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """The host's Crawl-delay for us, in seconds; counts from robots.txt itself."""
        delay, pace = crawl_delay(robotparser, self.crawler.settings), self.pace(request.url)
        if not pace.delay < delay <= longest_delay(self.crawler.settings):
            return
        pace.delay = delay
        rest(pace, delay)
        self.crawler.stats.max_value(Stat.CRAWL_DELAY, delay)
        level = logging.WARNING if delay > LONG_CRAWL_DELAY else logging.INFO
        logger.log(level, "robots.txt asks for %(delay)g s between requests: so it will be", {"delay": delay})

    def pace(self, url: str) -> Pace:
        return self.paces.setdefault(host_name(url), Pace(self.site_delay))

    def pause(self, seconds: float) -> None:
        """No request of this crawl leaves for `seconds` from now. A longer pause that is under way goes on."""
        self.not_before = max(self.not_before, monotonic() + seconds)

    async def process_request(self, request: Request) -> None:
        async with self.turn:
            pace = self.pace(request.url)
            while (wait := max(self.not_before, pace.not_before) - monotonic()) > 0:
                if self.stopping or not self.crawler.engine.running:
                    raise IgnoreRequest("the run is being stopped")
                await sleep(min(wait, LOOK_UP))
            rest(pace, pace.delay)

    async def process_response(self, request: Request, response: Response) -> Response:
        # Scrapy's own delay may have held the request after its turn: what counts is when it left.
        # The newsstand's own delay counts from its answer, so that no detour of a request makes it shorter.
        pace = self.pace(request.url)
        rest(pace, max(pace.delay - request.meta.get("download_latency", 0.0), self.site_delay))
        return response


def rest(pace: Pace, seconds: float) -> None:
    """The host is asked no sooner than `seconds` from now. A longer rest that is under way goes on."""
    pace.not_before = max(pace.not_before, monotonic() + seconds)
