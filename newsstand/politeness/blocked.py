"""A site that keeps refusing is left alone: repeated 403, 429 or challenge pages end the run as blocked."""

import logging
from collections.abc import Mapping
from time import monotonic

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import deferred_from_coro

from newsstand.politeness.throttle import Throttle
from newsstand.stats import Stat, StatBy

logger = logging.getLogger(__name__)

CHALLENGE = "challenge page"


def blocked_evidence(stats: Mapping[str, object]) -> dict[str, int]:
    """How often the site refused, by kind: {"403": 2, "challenge page": 3}; {} where it never did.

    A run that collected nothing and has such evidence was blocked, however few pages it asked for.
    """
    counts = ((key, count) for key, count in stats.items() if key.startswith(StatBy.REFUSED))
    return {key.removeprefix(StatBy.REFUSED): count for key, count in counts if isinstance(count, int)}


class Blocked:
    """Extension: ends the run with the reason "blocked" at BLOCKED_AFTER refusals in a row, no page read in between.

    Requests that were under way together count as one refusal: with several at a time, one bad moment is not five.
    The walk tells of pages that only their text gives away: `crawler.get_extension(Blocked).challenged(response)`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("BLOCKED_AFTER", 5)
        self.in_a_row = 0
        self.last = 0.0
        """When the last refusal came, by the monotonic clock."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Blocked":
        blocked = cls(crawler)
        crawler.signals.connect(blocked.response_downloaded, signal=signals.response_downloaded)
        crawler.signals.connect(blocked.page_read, signal=signals.item_scraped)
        crawler.signals.connect(blocked.page_read, signal=signals.item_dropped)
        return blocked

    def response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        # robots.txt and the like may be refused where pages are not: they are no evidence.
        if response.status in (403, 429) and request.callback is not NO_CALLBACK:
            self.refused(str(response.status), request)

    def challenged(self, response: Response) -> None:
        """To be called for a page that turned out to be a challenge page; one with status 403 has counted already."""
        if response.status not in (403, 429):
            assert response.request is not None
            self.refused(CHALLENGE, response.request)

    def page_read(self) -> None:
        self.in_a_row = 0

    def refused(self, kind: str, request: Request) -> None:
        self.crawler.stats.inc_value(StatBy.REFUSED.of(kind))
        now = monotonic()
        if now - request.meta.get("download_latency", 0.0) < self.last:
            return
        self.last = now
        self.in_a_row += 1
        if self.in_a_row == self.limit:
            logger.error("Refused %(count)d times in a row: the run ends as blocked", {"count": self.in_a_row})
            times = "1 refusal" if self.in_a_row == 1 else f"{self.in_a_row} refusals in a row"
            article = "a " if kind == CHALLENGE else ""
            self.crawler.stats.set_value(Stat.WHY, f"{times}: the last was {article}{kind}")
            if throttle := self.crawler.get_downloader_middleware(Throttle):
                throttle.stopping = True
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="blocked"))
