"""Requests of a crawl pass in turn: Crawl-delay between them, none during a pause."""

import asyncio
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


class Clock:
    """A clock that only waiting moves: no test depends on how fast the machine is."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("newsstand.politeness.throttle.monotonic", made.monotonic)
    monkeypatch.setattr("newsstand.politeness.throttle.sleep", made.sleep)
    return made


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


async def turns(throttle: Throttle, count: int, clock: Clock) -> list[float]:
    """When each of `count` requests that come at once gets its turn, in seconds from now."""
    start = clock.now

    async def one() -> float:
        await throttle.process_request(PAGE)
        return clock.now - start

    return sorted(await asyncio.gather(*(one() for _ in range(count))))


def test_without_a_crawl_delay_nobody_waits(clock: Clock) -> None:
    assert asyncio.run(turns(throttle(), 5, clock)) == [0] * 5


def test_a_crawl_delay_parts_requests_that_come_at_once(clock: Clock) -> None:
    times = asyncio.run(turns(throttle(b"User-agent: *\nCrawl-delay: 2.5\n"), 3, clock))
    assert times == [2.5, 5, 7.5]


def test_the_delay_counts_from_when_a_request_left(clock: Clock) -> None:
    slow = throttle(b"User-agent: *\nCrawl-delay: 5\n")
    answered = Request(PAGE.url, meta={"download_latency": 4.9})
    slow.pace(PAGE.url).not_before = 0
    asyncio.run(slow.process_response(answered, Response(PAGE.url)))
    assert slow.pace(PAGE.url).not_before - clock.now == pytest.approx(0.1)


def test_each_host_of_a_newsstand_has_its_own_pace_and_a_pause_is_one_of_all(clock: Clock) -> None:
    made = throttle(b"User-agent: *\nCrawl-delay: 9\n")
    other = Request("https://text.news.example/a")

    async def turn(request: Request) -> float:
        await made.process_request(request)
        return clock.now - start

    start = clock.now
    assert [asyncio.run(turn(one)) for one in (other, other, PAGE, other, PAGE)] == [0, 0, 9, 9, 18]
    made.pause(5)
    assert asyncio.run(turn(other)) == 23


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
    assert throttle(robots).pace(PAGE.url).delay == delay


def test_a_pause_holds_everyone_and_the_longest_counts(clock: Clock) -> None:
    made = throttle()
    made.pause(15)
    made.pause(1)
    assert asyncio.run(turns(made, 3, clock)) == [15] * 3


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
