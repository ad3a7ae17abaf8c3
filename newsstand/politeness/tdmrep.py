"""The tdmrep.json of each host, fetched once before anything else there is (TDM Reservation Protocol, report, 6.4)."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newsstand.politeness.rights import Rights, Rule, header_lines, rights, says_nothing, tdm_rules
from newsstand.stats import Stat
from newsstand.urls import host_name

logger = logging.getLogger(__name__)

PATH = "/.well-known/tdmrep.json"
MAX_BYTES = 1024 * 1024
"""A longer file is not read: the largest seen have a few kilobytes."""


class TdmRep:
    """Downloader middleware behind RobotsTxt, which it obeys: the first request to a host waits for the file.

    A file that is not there, cannot be had or makes no sense reserves nothing.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.rules: dict[str, tuple[Rule, ...]] = {}
        """By host."""
        self.asking = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "TdmRep":
        return cls(crawler)

    def process_request(self, request: Request) -> Coroutine[Any, Any, None] | None:
        if request.callback is NO_CALLBACK:
            return None  # robots.txt, or the file itself on its way
        host = host_name(request.url)
        return None if host in self.rules else self.learn(host, request)

    async def learn(self, host: str, request: Request) -> None:
        """Fetch the file of a host that nothing was asked of before `request`."""
        async with self.asking:
            if host not in self.rules:
                self.rules[host] = await self.fetched(request)

    def rules_of(self, url: str) -> tuple[Rule, ...]:
        """Those of the host that a page was fetched from."""
        return self.rules.get(host_name(url), ())

    async def fetched(self, first: Request) -> tuple[Rule, ...]:
        """The rules of the host of `first`."""
        url = urljoin(first.url, PATH)
        try:
            response = await self.crawler.engine.download_async(
                Request(url, callback=NO_CALLBACK, priority=first.priority)
            )
        except Exception as error:  # noqa: BLE001 - whatever a download raises: the file cannot be had
            logger.info("No tdmrep.json: %(error)s", {"error": error})
            return ()
        if response.status != 200 or len(response.body) > MAX_BYTES:
            return ()
        rules = tdm_rules(response.body)
        self.crawler.stats.inc_value(Stat.TDM_RULES, len(rules))
        return rules

    def rights(self, response: Response, meta: Mapping[str, str]) -> Rights:
        """What is reserved of the page in `response`. meta: of its Document."""
        rules = self.rules_of(response.url)
        if not rules and says_nothing(response.headers, meta):
            return Rights()
        return rights(header_lines(response.headers), meta, rules, response.url)
