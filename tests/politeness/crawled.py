"""Crawls a few paths of a site with all politeness on, in a process of its own, and tells what came of it as JSON.

`crawl(site, paths, settings)` for tests; `main` is the crawl itself: arguments site, paths, settings as JSON.
"""

import json
import sys
import warnings
from collections.abc import AsyncIterator, Iterator
from tempfile import TemporaryFile
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsstand.politeness.tdmrep import TdmRep
from tests.command import LONGEST, environment, text_of
from tests.forked import Forked


class Pages(Spider):
    name = "pages"
    site: str
    paths: list[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        crawler.settings.set("SITE", kwargs["site"], "spider")
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        for path in self.paths:
            yield Request(self.site + path, errback=self.failed, cb_kwargs={"asked": path}, dont_filter=True)

    def parse(self, response: Response, asked: str) -> Iterator[dict[str, Any]]:
        found = self.crawler.get_downloader_middleware(TdmRep).rights(response, {})
        yield {"asked": asked, "url": response.url, "status": response.status, "rights": found.signals}

    def failed(self, failure: Failure) -> None:
        self.crawler.stats.inc_value(f"failed/{str(failure.value) or type(failure.value).__name__}")


def crawl(site: str, paths: list[str], **settings: object) -> dict[str, Any]:
    """`stats` (times left out), `items`, `log` of a crawl that ended; raises on a crash."""
    with TemporaryFile() as nothing, TemporaryFile() as out, TemporaryFile() as err:
        arguments = [site, json.dumps(paths), json.dumps(settings)]
        ran = Forked(arguments, environment(), nothing, out, err, program="tests.politeness.crawled:main")
        code, log = ran.wait(LONGEST), text_of(err)
        assert code == 0, log
        return {**json.loads(text_of(out)), "log": log}


def main() -> None:
    warnings.simplefilter("error", DeprecationWarning)
    items: list[dict[str, Any]] = []

    def keep(item: dict[str, Any]) -> None:
        items.append(item)

    given = {"ADDONS": {"newsstand.politeness.Politeness": 100}, "LOG_LEVEL": "INFO"} | json.loads(sys.argv[3])
    process = AsyncCrawlerProcess(given)
    crawler = process.create_crawler(Pages)
    crawler.signals.connect(keep, signal=signals.item_scraped, weak=False)
    process.crawl(crawler, site=sys.argv[1], paths=json.loads(sys.argv[2]))
    process.start()
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, str | int | float)}
    sys.stdout.write(json.dumps({"stats": stats, "items": items}))
