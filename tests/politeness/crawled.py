"""Crawls a few paths of a site with all politeness on, in a process of its own, and tells what came of it as JSON.

`crawl(site, paths, settings)` for tests; run as a program, the crawl itself: arguments site, paths, settings as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsstand.politeness.tdmrep import TdmRep


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
    environment = {name: value for name, value in os.environ.items() if name != "NEWSSTAND_CONTACT"}
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", __file__, site, json.dumps(paths), json.dumps(settings)],
        capture_output=True, text=True, timeout=60, check=True, env=environment,
    )  # fmt: skip
    return {**json.loads(done.stdout), "log": done.stderr}


if __name__ == "__main__":
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
