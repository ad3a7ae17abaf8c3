"""Requests of a crawl pass in turn: Crawl-delay between them, none during a pause."""

import asyncio
from time import monotonic
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import StatsCollector

from newsstand.politeness.throttle import Throttle

PAGE = Request("https://news.example/a")


def throttle(robots: bytes = b"") -> Throttle:
    crawler = SimpleNamespace(
        settings=Settings({"ROBOTSTXT_USER_AGENT": "newsstand"}),
        signals=SignalManager(),
        stats=StatsCollector(SimpleNamespace(settings=Settings())),
        engine=SimpleNamespace(running=True),
    )
    made = Throttle.from_crawler(crawler)
    made.robots_parsed(ProtegoRobotParser(robots, None), PAGE)
    return made


async def turns(throttle: Throttle, count: int) -> list[float]:
    """When each of `count` requests that come at once gets its turn, in seconds from now."""
    start = monotonic()

    async def one() -> float:
        await throttle.process_request(PAGE)
        return monotonic() - start

    return sorted(await asyncio.gather(*(one() for _ in range(count))))


def test_without_a_crawl_delay_nobody_waits() -> None:
    assert asyncio.run(turns(throttle(), 5))[-1] < 0.05


def test_a_crawl_delay_parts_requests_that_come_at_once() -> None:
    times = asyncio.run(turns(throttle(b"User-agent: *\nCrawl-delay: 0.1\n"), 3))
    assert times == pytest.approx([0.1, 0.2, 0.3], abs=0.06)


def test_the_delay_counts_from_when_a_request_left() -> None:
    slow = throttle(b"User-agent: *\nCrawl-delay: 5\n")
    answered = Request(PAGE.url, meta={"download_latency": 4.9})
    slow.not_before = 0
    asyncio.run(slow.process_response(answered, Response(PAGE.url)))
    assert slow.not_before - monotonic() == pytest.approx(0.1, abs=0.05)


@pytest.mark.parametrize(
    ("robots", "delay"),
    [
        (b"User-agent: *\nCrawl-delay: 3\n", 3),
        (b"User-agent: newsstand\nCrawl-delay: 2.5\n\nUser-agent: *\nCrawl-delay: 30\n", 2.5),
        (b"User-agent: other\nCrawl-delay: 9\n", 0),
        (b"User-agent: *\nCrawl-delay: -1\n", 0),
        (b"User-agent: *\nCrawl-delay: soon\n", 0),
        (b"User-agent: *\nCrawl-delay: nan\n", 0),
        (b"User-agent: *\nCrawl-delay: inf\n", 0),
        (b"<html>not found</html>", 0),
    ],
)
def test_the_delay_is_the_one_for_us(robots: bytes, delay: float) -> None:
    assert throttle(robots).crawl_delay == delay


def test_a_pause_holds_everyone_and_the_longest_counts() -> None:
    made = throttle()
    made.pause(0.15)
    made.pause(0.01)
    assert all(0.1 < at < 0.3 for at in asyncio.run(turns(made, 3)))


@pytest.mark.parametrize("how", ["interrupted", "blocked"])
def test_a_run_that_is_stopped_does_not_wait(how: str) -> None:
    made = throttle()
    made.pause(300)
    if how == "interrupted":
        made.crawler.engine.running = False
    else:
        made.stopping = True
    with pytest.raises(IgnoreRequest, match="being stopped"):
        asyncio.run(made.process_request(PAGE))
