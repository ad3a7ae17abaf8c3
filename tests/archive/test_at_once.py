"""Signals and downloader middlewares as Scrapy has them, without its tasks."""

import asyncio
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from newsstand.archive.at_once import Downloads, InTurn

HERE = object()
URL = "http://pages.example/"


class Told:
    """What hears of a signal, each in its way."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def nothing(self) -> None:
        self.heard.append("nothing")

    def one(self, one: int) -> int:
        self.heard.append(one)
        return one

    def everything(self, **given: Any) -> None:
        self.heard.append(sorted(given))

    def raises(self) -> None:
        raise CloseSpider("why")

    async def later(self, one: int) -> int:
        return one + 1


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def signals(told: Told) -> InTurn:
    return InTurn(object())


def test_each_is_called_with_what_it_takes(signals: InTurn, told: Told) -> None:
    for receiver in (told.nothing, told.one, told.everything):
        signals.connect(receiver, HERE)
    results = signals.send_catch_log(HERE, one=1, two=2)
    assert told.heard == ["nothing", 1, ["one", "sender", "signal", "two"]]
    assert results == [(told.nothing, None), (told.one, 1), (told.everything, None)]


def test_whoever_comes_or_goes_later_counts(signals: InTurn, told: Told) -> None:
    signals.connect(told.one, HERE)
    signals.send_catch_log(HERE, one=1)
    signals.connect(told.nothing, HERE)
    signals.send_catch_log(HERE, one=2)
    signals.disconnect(told.one, HERE)
    signals.send_catch_log(HERE, one=3)
    assert told.heard == [1, 2, "nothing", "nothing"]


def test_one_that_raises_stops_no_other(signals: InTurn, told: Told, caplog: pytest.LogCaptureFixture) -> None:
    signals.connect(told.raises, HERE)
    signals.connect(told.nothing, HERE)
    (_, failure), _ = signals.send_catch_log(HERE)
    assert isinstance(failure, Failure)
    assert told.heard == ["nothing"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    signals.send_catch_log(HERE, dont_log=CloseSpider)
    assert len(caplog.records) == 1


def test_one_that_waits_is_waited_for(signals: InTurn, told: Told) -> None:
    signals.connect(told.later, HERE)
    assert asyncio.run(signals.send_catch_log_async(HERE, one=1)) == [(told.later, 2)]


class Middleware:
    """Does at each step what it was made to do."""

    def __init__(self, request: Any = None, response: Any = None, exception: Any = None) -> None:
        self.request, self.response, self.exception = request, response, exception

    def process_request(self, request: Request) -> Any:
        if isinstance(self.request, Exception):
            raise self.request
        return self.request

    def process_response(self, request: Request, response: Response) -> Any:
        return self.response or response

    async def process_exception(self, request: Request, exception: Exception) -> Any:
        return self.exception


ANSWER, OTHER, AGAIN = Response(URL), Response(f"{URL}other"), Request(f"{URL}again")


@pytest.mark.parametrize(
    ("middlewares", "given"),
    [
        ([], ANSWER),
        ([Middleware(), Middleware()], ANSWER),
        ([Middleware(request=OTHER)], OTHER),
        ([Middleware(request=AGAIN), Middleware(response=OTHER)], AGAIN),
        ([Middleware(response=OTHER), Middleware()], OTHER),
        ([Middleware(response=OTHER), Middleware(response=AGAIN)], AGAIN),
        ([Middleware(request=IgnoreRequest()), Middleware(exception=OTHER)], OTHER),
        ([Middleware(request=IgnoreRequest()), Middleware(exception=AGAIN)], AGAIN),
    ],
)
def test_what_middlewares_make_of_an_answer(middlewares: list[Middleware], given: Response | Request) -> None:
    assert asyncio.run(downloaded(middlewares)) is given


def test_what_none_of_them_answers_is_raised() -> None:
    with pytest.raises(IgnoreRequest):
        asyncio.run(downloaded([Middleware(), Middleware(request=IgnoreRequest())]))


async def downloaded(middlewares: list[Middleware]) -> Response | Request:
    async def answer(_: Request) -> Response:
        return ANSWER

    return await Downloads(*middlewares, crawler=SimpleNamespace()).download_async(answer, Request(URL))
