"""How long a site that says "later" is left alone, whatever the form it says it in."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from newsstand.politeness.retry_after import RetryAfter, retry_after
from newsstand.politeness.throttle import Throttle

NOW = datetime(2026, 10, 21, 7, 27, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", 0),
        ("1.5", 1.5),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30),
        ("Wednesday, 21-Oct-26 07:28:00 GMT", 30),
        ("Wed Oct 21 07:28:00 2026", 30),
        ("Wed, 21 Oct 2026 09:28:00 +0200", 30),
        ("Wed, 21 Oct 2026 07:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e3", None),
        ("\u0665", None),
        ("NaN", None),
        ("inf", None),
        ("9" * 40, None),
        ("5, 10", None),
        ("2026-10-21T07:28:00Z", None),
        ("Wed, 99 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_seconds_and_all_forms_of_http_dates_are_read(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,5} \d{1,3}:\d\d:\d\d (GMT|[+-]\d{4})"))
@settings(derandomize=True, max_examples=300)
def test_no_value_is_a_crash_or_a_negative_wait(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


class Run:
    """RetryAfter and Throttle in a crawler without an engine."""

    def __init__(self, **given: object) -> None:
        values = {"RETRY_AFTER_MAX": 300.0, "RETRY_AFTER_DEFAULT": 10.0, "BLOCKED_AFTER": 5}
        self.settings = Settings(values | given)
        self.signals = SimpleNamespace(connect=lambda receiver, signal: None)
        self.stats = StatsCollector(SimpleNamespace(settings=Settings()))
        self.spider = SimpleNamespace(crawler=self)
        self.pauses: list[float] = []
        self.throttle = Throttle.from_crawler(self)
        self.throttle.pause = self.pauses.append
        self.middleware = RetryAfter.from_crawler(self)

    def get_downloader_middleware(self, kind: type) -> object:
        return self.throttle if kind is Throttle else None

    def answer(self, status: int, headers: dict[str, str], **meta: object) -> Request | Response:
        request = Request("https://news.example/a", meta=meta)
        response = Response(request.url, status=status, headers=headers, request=request)
        return self.middleware.process_response(request, response)


@pytest.mark.parametrize(
    ("status", "headers", "meta", "pause"),
    [
        (429, {"Retry-After": "7"}, {}, 7),
        (503, {"Retry-After": "7"}, {}, 7),
        (429, {"Retry-After": "86400"}, {}, 300),
        (429, {}, {}, 10),
        (429, {"Retry-After": "soon"}, {}, 10),
        (429, {}, {"retry_times": 2}, 40),
        (429, {}, {"retry_times": 4000}, 300),
        (503, {"Retry-After": "soon"}, {"retry_times": 1}, 20),
        (
            429,
            {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT", "Date": "Wed, 21 Oct 2026 07:27:00 GMT"},
            {},
            60,
        ),
        (429, {"Retry-After": "Wed, 21 Oct 2026 07:00:00 GMT", "Date": "nonsense"}, {}, 0),
    ],
)
def test_the_whole_site_pauses_and_the_page_is_tried_again(status, headers, meta, pause) -> None:
    run = Run(RETRY_TIMES=9_999)
    again = run.answer(status, headers, **meta)
    assert isinstance(again, Request)
    if headers.get("Date") == "nonsense":
        assert 0 <= run.pauses[0] <= 300  # by our own clock: the date may lie ahead of it
    else:
        assert run.pauses == [pause]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_other_failures_are_scrapys_to_retry_at_once(status: int) -> None:
    run = Run()
    assert isinstance(run.answer(status, {}), Request)
    assert run.pauses == []


@pytest.mark.parametrize("status", [200, 404, 403])
def test_other_answers_pass(status: int) -> None:
    run = Run()
    assert isinstance(run.answer(status, {"Retry-After": "7"}), Response)
    assert run.pauses == []


def test_a_page_is_tried_as_often_as_it_takes_to_call_the_site_blocked() -> None:
    run = Run(RETRY_TIMES=2)
    assert isinstance(run.answer(429, {}, retry_times=4), Request)
    assert isinstance(run.answer(429, {}, retry_times=5), Response)


def test_a_page_that_is_not_to_be_retried_still_pauses_the_site() -> None:
    run = Run()
    assert isinstance(run.answer(429, {"Retry-After": "3"}, dont_retry=True), Response)
    assert run.pauses == [3]
