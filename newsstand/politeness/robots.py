"""robots.txt as RFC 9309 says: what cannot be read forbids everything, what is not there nothing."""

import asyncio
import logging
import re
from collections.abc import Coroutine
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CloseSpider, IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.misc import build_from_crawler

from newsstand.politeness.throttle import crawl_delay, longest_delay
from newsstand.stats import Stat
from newsstand.urls import address

logger = logging.getLogger(__name__)

DOWNLOAD_ERRORS = "scrapy.exceptions"
NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
LONGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""
PRODUCT = b"newsstand"
"""Our product token (RFC 9309, 2.2.1)."""
GROUP = re.compile(rb"^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([^\s#*][^\r\n#]*)", re.I | re.M)
TOKEN = re.compile(rb"[a-z_-]*", re.I)


def for_us(body: bytes) -> bytes:
    """A robots.txt as far as it is read, in which "User-agent: newsstand/0.1.0" is us and every other name is not.

    Scrapy's parser takes any name that ours begins with for us ("news"), and no name with a version.
    """

    def group(found: re.Match[bytes]) -> bytes:
        token = TOKEN.match(found[2])
        ours = token is not None and token[0].lower() == PRODUCT
        return found[1] + (PRODUCT if ours else b"another-robot")

    whole = body[: LONGEST + 1]
    if len(whole) > LONGEST:  # the last line is half of one
        whole = whole[:LONGEST].rpartition(b"\n")[0]
    return GROUP.sub(group, whole)


class RobotsParser(ProtegoRobotParser):
    """Scrapy's parser, for the robot that we are."""

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        super().__init__(for_us(robotstxt_body), spider)


def host_and_port(request: Request) -> tuple[str | None, int | None]:
    found = address(request.url)
    return found.host, found.port


def without_traceback(record: logging.LogRecord) -> bool:
    """A site that is down is no fault of the program: the line says it, a traceback adds nothing."""
    if isinstance(record.exc_info, tuple) and getattr(record.exc_info[0], "__module__", "") == DOWNLOAD_ERRORS:
        record.exc_info = None
    return True


logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(without_traceback)


class RobotsTxt(RobotsTxtMiddleware):
    """Scrapy's middleware, but a robots.txt that fails forbids (RFC 9309, 2.3.1), and a run whose start is forbidden
    ends with that as its reason."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.asking = asyncio.Lock()
        self.read: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        """Bytes of a robots.txt that have come."""
        self.rules: dict[tuple[str | None, int | None], RobotParser] = {}
        """By host and port."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsTxt":
        robots = cls(crawler)
        crawler.signals.connect(robots.spider_idle, signal=signals.spider_idle)
        crawler.signals.connect(robots.bytes_received, signal=signals.bytes_received)
        return robots

    def process_request(self, request: Request) -> Coroutine[Any, Any, None] | None:  # type: ignore[override]
        # Scrapy's own still takes a spider, and waits for each request.
        if request.meta.get("dont_obey_robotstxt"):  # robots.txt itself, and what it redirects to
            request.meta["download_maxsize"] = 0  # one of any length is read, as far as `bytes_received` lets it come
            self.read[request] = 0
        elif rules := self.rules.get(host_and_port(request)):
            self.process_request_2(rules, request)
            return None
        return super().process_request(request)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Ends the answer of a robots.txt that is longer than what is read of it."""
        if request in self.read:
            request.meta.pop("download_maxsize", None)  # it was for the length that is announced, not for unpacking
            self.read[request] += len(data)
            if self.read[request] > LONGEST:
                raise StopDownload(fail=False)

    async def robot_parser(self, request: Request) -> RobotParser:
        # One at a time: of several requests that wait for robots.txt, Scrapy 2.19 gives its rules to the first only.
        async with self.asking:
            parser = await super().robot_parser(request)
        # None: there was no answer, and Scrapy has logged why. RFC 9309, 2.3.1.4: unreachable is complete disallow.
        parser = parser or build_from_crawler(self._parserimpl, self.crawler, NOTHING_ALLOWED)
        self.rules[host_and_port(request)] = parser
        return parser

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):  # that is a redirect which we refused to follow: the site is there
            untrusted = "certificate verify failed" in str(exc)
            why = "its certificate is not accepted" if untrusted else "robots.txt had no answer"
            self.crawler.stats.set_value(Stat.ROBOTS_UNREACHABLE, why)
        super()._robots_error(exc, netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            # 429 says "not now", not "not there": treated as Google does, as an error of the server.
            logger.warning("robots.txt answered %(status)d: nothing may be fetched", {"status": response.status})
            response = response.replace(body=NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        elif response.status >= 300:  # a redirect to what no page can be had from, as one to another host
            response = response.replace(body=NOTHING_ALLOWED)
        await super()._parse_robots(response, netloc, request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            if rp is not None:
                self.refuse_if_too_slow(rp)
            super().process_request_2(rp, request)
        except IgnoreRequest:
            if request.meta.get("is_start_request"):
                self.crawler.stats.inc_value(Stat.ROBOTS_FORBIDDEN_START)
            raise

    def refuse_if_too_slow(self, rp: RobotParser) -> None:
        """A pace at which no run would end is as good as a refusal, and must not hold the run for years."""
        delay, longest = crawl_delay(rp, self.crawler.settings), longest_delay(self.crawler.settings)
        if delay <= longest:
            return
        why = f"robots.txt asks for {delay:g} s between requests: more than CRAWL_DELAY_MAX ({longest:g} s)"
        if not self.crawler.stats.get_value(Stat.WHY):
            logger.error(why)
            self.crawler.stats.set_value(Stat.WHY, why)
        raise IgnoreRequest(why)

    def spider_idle(self, spider: Spider) -> None:
        """Names the reason where the start was forbidden and nothing came of the run."""
        stats = self.crawler.stats
        if stats.get_value(Stat.ROBOTS_FORBIDDEN_START) and not stats.get_value("item_scraped_count"):
            raise CloseSpider("site unreachable" if stats.get_value(Stat.ROBOTS_UNREACHABLE) else "robots forbids")
