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
from newsstand.politeness.blocked import LONGEST_WALL, Blocked, blocked_evidence, words_of
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

    def response(self, status: int = 200, path: str = "/a", body: bytes = b"", **request: object) -> Response:
        self.now += 1
        asked = Request(f"https://news.example{path}", **{"meta": {"download_latency": 0.5}, **request})
        return Response(asked.url, status=status, body=body, request=asked)

    def answers(self, *statuses: int, latency: float = 0.5, headers: dict | None = None, **request: object) -> None:
        for status in statuses:
            response = self.response(status, meta={"download_latency": latency}, **request)
            response.headers.update(headers or {})
            self.blocked.response_downloaded(response, response.request)

    def challenged(self, status: int = 200) -> None:
        self.blocked.unread(self.response(status), "not a story: challenge page")

    def unread(self, path: str, body: bytes, **request: object) -> None:
        self.blocked.unread(self.response(200, path, body, **request), "not a story: no story text")

    def page_read(self, **request: object) -> None:
        self.blocked.item_made(self.response(**request))


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
    run.page_read()
    run.answers(403, 403)
    assert run.reasons == []


def test_answers_that_are_no_pages_do_not(run: Run) -> None:
    run.answers(403, 404, 403, 200, 500, 403)
    assert run.reasons == ["blocked"]


def test_requests_that_were_under_way_together_count_once(run: Run) -> None:
    run.answers(*[429] * 20, latency=60)
    assert run.reasons == []


def test_a_page_that_is_read_after_the_next_request_has_left_counts(run: Run) -> None:
    waiting = [run.response(path=f"/{number}") for number in range(4)]
    for response in waiting:  # each is asked for when the one before has come
        run.now += 0.5
        run.blocked.response_downloaded(response, response.request)
    for response in waiting:
        run.now += 0.1
        run.blocked.unread(response, "not a story: challenge page")
    assert run.reasons == ["blocked"]


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


def parse_edition(response: Response) -> None: ...


def parse_story(response: Response) -> None: ...


def test_only_a_page_of_the_same_kind_makes_a_new_start(run: Run) -> None:
    run.answers(403, 403, callback=parse_story)
    run.page_read(callback=parse_edition)
    run.blocked.item_made(None)  # the record of an edition whose stories were all refused
    run.answers(403, callback=parse_story)
    assert run.reasons == ["blocked"]


def test_what_follows_a_page_that_could_not_be_read_makes_no_new_start(run: Run) -> None:
    run.answers(403, 403)
    wall = run.response(body=b"<p>Slow down.</p>")
    run.blocked.unread(wall, "not a story: no story text")
    run.blocked.item_made(wall)
    run.answers(403)
    assert run.reasons == ["blocked"]


def test_a_page_that_has_not_changed_is_read(run: Run) -> None:
    run.answers(403, 403, 304, 403, 403)
    assert run.reasons == []


def wall(number: int) -> bytes:
    return (
        b"<html><head><title>One moment</title><script>let a = %d</script></head><body><p>We are looking at your"
        b" request, please wait.</p><p>Reference: %d-af%d /stories/%d</p></body></html>"
        % (number, number, number, number)
    )


@pytest.mark.parametrize("page", [wall, lambda number: b"", lambda number: b"<html><script>go(%d)</script>" % number])
def test_a_short_page_that_answers_several_addresses_is_a_refusal(run: Run, page) -> None:
    for number in range(4):
        run.unread(f"/{number}", page(number))
    assert run.reasons == ["blocked"]
    assert blocked_evidence(run.stats.get_stats()) == {"the answer that other pages got": 3}
    why = "3 refusals in a row: the last was the answer that other pages got"
    assert run.stats.get_value("newsstand/why") == why


def test_a_wall_to_which_all_are_redirected_answers_several_addresses(run: Run) -> None:
    for number in range(4):
        run.unread("/wall", wall(0), meta={"redirect_urls": [f"https://news.example/{number}"]})
    assert run.reasons == ["blocked"]


def test_one_address_that_fails_again_and_other_words_are_no_refusal(run: Run) -> None:
    for number in range(9):
        run.unread("/a", wall(number))
    for word in (b"one", b"two", b"three", b"four"):
        run.unread(f"/{word.decode()}", b"<p>" + word + b" is gone</p>")
    for number in range(9):
        run.unread(f"/{number}", b"<p>word</p>" * LONGEST_WALL)
    assert run.reasons == []
    assert blocked_evidence(run.stats.get_stats()) == {}


def test_the_words_of_a_page_are_those_that_stay_the_same() -> None:
    assert words_of(b"<p>Request unsuccessful. Incident ID: 249-508</p><!-- a --><style>b</style>") == (
        "Request unsuccessful Incident ID"
    )


@pytest.mark.parametrize("later", ["503 with Retry-After", "no answer"])
def test_a_site_that_does_not_answer_is_down_for_tonight(run: Run, later: str) -> None:
    for number in range(3):
        if later == "no answer":
            for _ in range(3):  # tried again
                run.blocked.no_answer(run.response(path=f"/{number}").request)
        else:
            run.answers(503, headers={"Retry-After": "300"})
    assert run.reasons == ["site unreachable"]
    assert run.stats.get_value("newsstand/why") == f"3 failures in a row: the last was {later}"
    assert blocked_evidence(run.stats.get_stats()) == {}


def test_a_503_that_names_no_time_is_one_failure_among_others(run: Run) -> None:
    run.answers(503, 503, 503, 503)
    assert run.reasons == []
