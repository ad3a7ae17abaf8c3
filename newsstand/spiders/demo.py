"""The sample newsstand that comes with the project, served on loopback for the length of the run."""

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from newsstand.demo.content import sample
from newsstand.demo.server import DemoServer
from newsstand.spiders.magzter import MagzterSpider


class DemoSpider(MagzterSpider):
    name = "demo"
    publications = tuple(sample().titles)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        server = DemoServer()
        server.start()
        crawler.signals.connect(server.stop, signal=signals.spider_closed, weak=False)
        return super().from_crawler(crawler, *args, **{"site": server.url} | kwargs)
