"""tdmrep.json of each host: asked for once, and its rules are for that host's pages alone."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from newsstand.crawl.fetching import PagesSpider
from newsstand.politeness import TdmRep
from newsstand.spiders.magzter import MagzterSpider

OWN, TEXTS = "https://news.example", "https://text.news.example"
RESERVED = b'[{"location": "/", "tdm-reservation": 1}]'


def test_each_host_of_a_newsstand_has_its_own_file() -> None:
    asked: list[str] = []

    async def download(request: Request) -> Response:
        asked.append(request.url)
        return Response(request.url, body=RESERVED if request.url.startswith(TEXTS) else b"[]")

    crawler: Any = SimpleNamespace(
        engine=SimpleNamespace(download_async=download), stats=StatsCollector(SimpleNamespace(settings=Settings()))
    )
    watch = TdmRep(crawler)
    for url in (f"{OWN}/a", f"{TEXTS}/a?b=1", f"{TEXTS}/b", "https://www.news.example/c"):
        if learning := watch.process_request(Request(url)):
            asyncio.run(learning)
    assert asked == [f"{OWN}/.well-known/tdmrep.json", f"{TEXTS}/.well-known/tdmrep.json"]
    assert not watch.rights(Response(f"{OWN}/a"), {}).reserved
    assert watch.rights(Response(f"{TEXTS}/a"), {}).signals == ("tdm-reservation: 1",)


def test_commands_that_fetch_single_pages_know_the_hosts_and_the_pace_of_a_newsstand() -> None:
    site = replace(MagzterSpider.site, hosts=(TEXTS,), delay=2.0)
    crawler = Crawler(PagesSpider, {})
    PagesSpider.from_crawler(crawler, site=site, urls=[], found={})
    settings = crawler.settings
    assert (settings["SITE"], settings["SITE_HOSTS"], settings["SITE_DELAY"]) == (site.url, [TEXTS], 2.0)
