"""A run without a network: what Scrapy's engine does, without slots, delays, timers, and a task for each small step.

Middlewares, callbacks, pipelines, extensions and feeds are those of any crawl. An answer is there at once, so that each
page is dealt with in one go, in the order in which they came at that time. Of Scrapy's parts what is public is used,
but for the method in which a crawler makes its engine.
"""

import asyncio
import inspect
from collections.abc import AsyncIterator
from heapq import heappop, heappush
from types import SimpleNamespace
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.core.scraper import Scraper
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.asyncgen import as_async_generator
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.spider import iterate_spider_output
from twisted.python.failure import Failure

from newsstand.archive.at_once import Downloads, InTurn
from newsstand.archive.replay import Replay

Answer = Response | Failure


class ArchiveCrawler(Crawler):
    """A crawler whose requests the archive answers. Its settings have REREAD and REREAD_RUN (replay.py)."""

    def __init__(self, spider: type[Spider], settings: Settings) -> None:
        super().__init__(spider, settings)
        self.signals = InTurn(self)

    def _create_engine(self) -> Any:
        return ArchiveEngine(self)


class ArchiveEngine:
    """What a crawler and its components use of an engine."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.signals = crawler.signals
        self.downloader = SimpleNamespace(middleware=build_from_crawler(Downloads, crawler))
        self.scraper = Scraper(crawler)
        replay = crawler.get_extension(Replay)
        assert replay is not None
        self.replay = replay
        self.spider: Spider | None = None
        self.running = False
        self.reason: str | None = None
        """Why the run is to end."""
        self.requests: list[tuple[str, int, int, Request]] = []
        """A heap: as the answers came at that time; what has none comes first, by priority and as it was asked for."""
        self.asked = 0
        self.pages: set[asyncio.Task[None]] = set()
        """Those that wait for what comes of others: a story that two publications list is asked for once."""

    async def open_spider_async(self) -> None:
        self.spider = self.crawler.spider
        self.first = await self.scraper.spidermw.process_start()
        await self.scraper.open_spider_async()
        self.crawler.stats.open_spider()
        await self.signals.send_catch_log_async(signals.spider_opened, spider=self.spider)

    async def start_async(self) -> None:
        """The whole run."""
        self.running = True
        await self.signals.send_catch_log_async(signals.engine_started)
        await self.walk()
        await self.close_async(reason=self.reason or "shutdown")

    async def close_async(self, *, reason: str = "shutdown") -> None:
        if self.spider is None:
            return
        spider, self.spider, self.running = self.spider, None, False
        for page in self.pages:
            page.cancel()
        await self.scraper.close_spider_async()
        await self.signals.send_catch_log_async(signals.spider_closed, spider=spider, reason=reason)
        self.crawler.stats.close_spider(reason=reason)
        await self.signals.send_catch_log_async(signals.engine_stopped)

    async def close_spider_async(self, *, reason: str = "cancelled") -> None:
        """Let the run end when the page that is being read has been."""
        self.reason = self.reason or reason

    async def stop_async(self) -> None:
        await self.close_spider_async(reason="shutdown")

    async def download_async(self, request: Request) -> Response:
        """The answer to a request that no page made, as for robots.txt. Raises what a download raises."""
        answer: Answer | Request = request
        while isinstance(answer, Request):
            answer = await self.answered(answer)
        if isinstance(answer, Failure):
            answer.raiseException()
        return answer

    async def walk(self) -> None:
        """Ask for one page after the other, and read each."""
        if self.first is not None:
            async for request in self.first:
                request.meta["is_start_request"] = True  # as a spider middleware does that looks at every page after
                self.crawl(request)
        while self.reason is None:
            if self.requests:
                await self.deal_with(heappop(self.requests)[-1])
            elif self.pages:
                await asyncio.wait(self.pages, return_when=asyncio.FIRST_COMPLETED)
            else:
                self.reason = self.idle()

    def crawl(self, request: Request) -> None:
        """Have a page asked for when it is its turn."""
        self.asked += 1
        heappush(self.requests, (self.replay.date_of(request.url), -request.priority, self.asked, request))

    def idle(self) -> str:
        """Nothing is left to do: the reason for which the run ends."""
        for _, result in self.signals.send_catch_log(signals.spider_idle, spider=self.spider, dont_log=CloseSpider):
            if isinstance(result, Failure) and isinstance(result.value, CloseSpider):
                return result.value.reason
        return "finished"

    async def deal_with(self, request: Request) -> None:
        """Have the answer to a request read. Where another request takes its place, that one has its turn later."""
        answer = await self.answered(request)
        if isinstance(answer, Request):
            self.crawl(answer)
        else:
            await self.begin(answer, request)

    async def answered(self, request: Request) -> Answer | Request:
        """What the downloader middlewares make of the archive's answer."""
        try:
            answer: Response | Request = await self.downloader.middleware.download_async(self.from_archive, request)
        except Exception:  # noqa: BLE001 - whatever a download raises: its errback is told
            return Failure()  # type: ignore[no-untyped-call]
        if isinstance(answer, Response):
            answer.request = answer.request or request
            self.signals.send_catch_log(
                signals.response_received, response=answer, request=answer.request, spider=self.spider
            )
        return answer

    async def from_archive(self, request: Request) -> Response:
        answer = self.replay.answer(request)
        self.signals.send_catch_log(signals.response_downloaded, response=answer, request=request, spider=self.spider)
        return answer

    async def begin(self, answer: Answer, request: Request) -> None:
        """Deal with a page, as far as that goes without what comes of pages that are still to be read."""
        page = asyncio.create_task(self.read(answer, request))
        self.pages.add(page)
        page.add_done_callback(self.pages.discard)
        await asyncio.sleep(0)

    async def read(self, answer: Answer, request: Request) -> None:
        """Hand a page to its callback, and what that gives to the pipelines."""
        try:
            found: Any
            if isinstance(answer, Response):
                found = await self.scraper.spidermw.scrape_response_async(self.called, answer, request)
            else:
                found = await self.called(answer, request)
            async for one in found if isinstance(found, AsyncIterator) else as_async_generator(found):
                if isinstance(one, Request):
                    self.crawl(one)
                elif one is not None:
                    await self.scraper.start_itemproc_async(one, response=answer)
        except Exception:  # noqa: BLE001 - of the user's code; Scrapy logs and counts it
            self.scraper.handle_spider_error(Failure(), request, answer)  # type: ignore[no-untyped-call]

    async def called(self, answer: Answer, request: Request) -> Any:
        """What the callback or errback of a request gives."""
        if isinstance(answer, Response):
            request = answer.request or request
            callback = request.callback or self.crawler.spider.parse  # type: ignore[union-attr]
            found = iterate_spider_output(callback(answer, **request.cb_kwargs))
        elif request.errback:
            answer.request = request  # type: ignore[attr-defined]
            found = iterate_spider_output(request.errback(answer))
        else:
            answer.raiseException()
        return await found if inspect.isawaitable(found) else found
