"""The sample newsstand that comes with the project, served on loopback for the length of the run."""

from dataclasses import replace
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newsstand.crawl import NewsstandSpider
from newsstand.demo.content import sample
from newsstand.demo.server import DemoServer
from newsstand.spiders.magzter import MagzterSpider

SERVED = "http://127.0.0.1"


class SampleSpider(NewsstandSpider):
    """A spider that serves its newsstand itself, unless `-a site=` says where that is."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The sample has a folder of its own: it is no part of anybody's dataset. `-s DATA_DIR=…` names another."""
        super().update_settings(settings)
        settings.set("DATA_DIR", "data-demo", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        if "site" in kwargs:
            return super().from_crawler(crawler, *args, **kwargs)
        server = DemoServer(keep_requests=False)
        server.start()
        crawler.signals.connect(server.stop, signal=signals.spider_closed, weak=False)
        spider = super().from_crawler(crawler, *args, site=server.url, **kwargs)
        spider.given = kwargs  # the port is nobody's argument
        return spider


class DemoSpider(SampleSpider, MagzterSpider):
    name = "demo"
    site = replace(MagzterSpider.site, mirror=SERVED)
    publications = tuple(sample().titles)
