"""Runs that a made-up archive answers, in a process without a reactor: prints what became of each, as JSON."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse

from newsstand.archive.engine import ArchiveCrawler
from newsstand.archive.replay import NotArchived, Replay

PAGE = "http://pages.example/"


class Pages(Replay):
    """Answers with a page that says its own address; `/gone` is not there."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Pages":
        return cls(crawler)

    def date_of(self, url: str) -> str:
        return self.crawler.spider.dates.get(url.removeprefix(PAGE), "")  # type: ignore[union-attr]

    def answer(self, request: Request) -> Response:
        name = request.url.removeprefix(PAGE)
        self.crawler.spider.done.append(f"asked {name}")  # type: ignore[union-attr]
        if name == "gone":
            raise NotArchived
        if name == "moved":
            return Response(request.url, status=302, headers={"Location": f"{PAGE}there"}, request=request)
        return TextResponse(request.url, body=name.encode(), request=request)


class Walk(Spider):
    name = "walk"
    custom_settings: ClassVar = {"TWISTED_REACTOR_ENABLED": False, "EXTENSIONS": {Pages: 0}, "LOG_ENABLED": False}
    asked = ("a", "b", "c")
    dates: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Walk":
        spider: Walk = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.item_scraped, signal=signals.item_scraped)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for name in self.asked:
            yield Request(PAGE + name, errback=self.lost)

    def item_scraped(self, item: dict[str, str]) -> None:
        self.done.append(f"item {item['name']}")

    def lost(self, fault: Any) -> None:
        self.done.append(f"lost {fault.request.url.removeprefix(PAGE)}: {fault.type.__name__}")

    def parse(self, response: Response) -> Any:
        yield {"name": response.text}


class AsItWas(Walk):
    """The answers came in another order than the one in which a run asks now."""

    asked = ("third", "first", "gone", "second")
    dates: ClassVar = {name: str(number) for number, name in enumerate(("first", "second", "third"))}


class Gone(Walk):
    asked = ("gone", "moved", "a")


class Waits(Walk):
    """The first page waits for what comes of the last."""

    asked = ("waits", "b", "last")

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        self.last = getattr(self, "last", asyncio.Event())
        if response.text == "waits":
            await self.last.wait()
        elif response.text == "last":
            self.last.set()
        yield {"name": response.text}


class WaitsForEver(Waits):
    asked = ("waits", "ends", "last")

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        if response.text == "ends":
            await self.crawler.engine.close_spider_async(reason="enough")
        async for item in super().parse(response):
            yield item


class Raises(Walk):
    def parse(self, response: Response) -> Any:
        if response.text == "a":
            raise RuntimeError
        yield {"name": response.text}


class Follows(Walk):
    asked = ("a", "b")

    def parse(self, response: Response) -> Any:
        yield {"name": response.text}
        if response.text == "a":
            yield Request(f"{PAGE}late")
            yield Request(f"{PAGE}soon", priority=1)


class Asks(Walk):
    """A callback asks for a page itself, as for robots.txt."""

    asked = ("a",)

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        for name in ("moved", "gone"):
            try:
                found = await self.crawler.engine.download_async(Request(PAGE + name))
                yield {"name": found.text}
            except NotArchived:
                yield {"name": "not archived"}


class SaysWhy(Walk):
    asked = ("a",)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SaysWhy":
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.fails, signal=signals.item_scraped)
        crawler.signals.connect(spider.is_idle, signal=signals.spider_idle)
        return spider

    async def fails(self) -> None:
        raise RuntimeError

    def is_idle(self) -> None:
        raise CloseSpider("because")


def main() -> None:
    found = {}
    for spider in (Walk, AsItWas, Gone, Waits, WaitsForEver, Raises, Follows, Asks, SaysWhy):
        crawler = ArchiveCrawler(spider, None)
        asyncio.run(crawler.crawl_async())
        stats = crawler.stats.get_stats()
        found[spider.__name__] = [*crawler.spider.done, f"ended {stats['finish_reason']}"]  # type: ignore[union-attr]
        if count := stats.get("spider_exceptions/count"):
            found[spider.__name__].append(f"raised {count}")
    sys.stdout.write(json.dumps(found))
