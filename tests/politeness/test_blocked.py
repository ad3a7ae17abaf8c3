"""When a site that refuses counts as one that blocks us."""

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import StatsCollector

from newsstand.politeness import blocked as module
from newsstand.politeness.blocked import Blocked, blocked_evidence
from newsstand.politeness.throttle import Throttle


class Run:
    """A crawler that only notes with which reason it was closed. Time passes by one second a request."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.settings = Settings({"BLOCKED_AFTER": 3})
        self.signals = SignalManager()
        self.stats = StatsCollector(SimpleNamespace(settings=Settings()))
        self.reasons: list[str] = []
        self.engine = SimpleNamespace(close_spider_async=self.close)
        self.throttle = Throttle(self)
        self.now = 100.0
        monkeypatch.setattr(module, "monotonic", lambda: self.now)
        monkeypatch.setattr(module, "deferred_from_coro", lambda coroutine: coroutine.close())
        self.blocked = Blocked.from_crawler(self)

    def close(self, reason: str):
        self.reasons.append(reason)

        async def closed() -> None: ...

        return closed()

    def get_downloader_middleware(self, kind: type) -> object:
        return self.throttle

    def answers(self, *statuses: int, latency: float = 0.5, **request: object) -> None:
        for status in statuses:
            self.now += 1
            asked = Request("https://news.example/a", meta={"download_latency": latency}, **request)
            self.blocked.response_downloaded(Response(asked.url, status=status, request=asked), asked, None)

    def challenged(self, status: int = 200) -> None:
        self.now += 1
        asked = Request("https://news.example/a", meta={"download_latency": 0.5})
        self.blocked.challenged(Response(asked.url, status=status, request=asked))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(monkeypatch)


def test_refusals_in_a_row_end_the_run_once(run: Run) -> None:
    run.answers(403, 429)
    assert run.reasons == []
    run.answers(403, 403)
    assert run.reasons == ["blocked"]
    assert run.throttle.stopping
    assert run.stats.get_value("newsstand/why") == "3 refusals in a row: the last was 403"
    assert blocked_evidence(run.stats.get_stats()) == {"403": 3, "429": 1}


def test_a_page_that_was_read_in_between_makes_a_new_start(run: Run) -> None:
    run.answers(403, 403)
    run.blocked.page_read()
    run.answers(403, 403)
    assert run.reasons == []


def test_answers_that_are_no_pages_do_not(run: Run) -> None:
    run.answers(403, 404, 403, 200, 500, 403)
    assert run.reasons == ["blocked"]


def test_requests_that_were_under_way_together_count_once(run: Run) -> None:
    run.answers(*[429] * 20, latency=60)
    assert run.reasons == []


def test_a_challenge_page_is_a_refusal_and_counts_once(run: Run) -> None:
    run.challenged()
    run.answers(403)
    run.challenged(403)
    assert run.reasons == []
    run.challenged()
    assert run.reasons == ["blocked"]
    assert run.stats.get_value("newsstand/why") == "3 refusals in a row: the last was a challenge page"
    assert blocked_evidence(run.stats.get_stats()) == {"403": 1, "challenge page": 2}


def test_robots_txt_and_the_like_are_no_evidence(run: Run) -> None:
    run.answers(403, 403, 403, callback=NO_CALLBACK)
    assert run.reasons == []
    assert blocked_evidence(run.stats.get_stats()) == {}
