"""What Scrapy does with coroutines and Deferreds, where hardly anything waits: signals, and downloader middlewares."""

import inspect
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from pydispatch.dispatcher import getAllReceivers, liveReceivers
from scrapy import Request
from scrapy.core.downloader.middleware import DownloaderMiddlewareManager
from scrapy.http import Response
from scrapy.signalmanager import SignalManager
from scrapy.utils.defer import ensure_awaitable
from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

Receiver = tuple[Callable[..., Any], tuple[str, ...] | None]
"""What is called, and the names of the arguments that it takes; None: any."""


class InTurn(SignalManager):
    """Calls what is connected to a signal one after the other. Scrapy's own makes a task of each, and looks each time
    for who is connected, and what it takes."""

    def __init__(self, sender: Any) -> None:
        super().__init__(sender)
        self.known: dict[Any, list[Receiver]] = {}
        """By signal; of those that were sent since somebody was connected last."""

    def connect(self, receiver: Any, signal: Any, **kwargs: Any) -> None:
        self.known.clear()
        super().connect(receiver, signal, **kwargs)

    def disconnect(self, receiver: Any, signal: Any, **kwargs: Any) -> None:
        self.known.clear()
        super().disconnect(receiver, signal, **kwargs)

    def receivers(self, signal: Any) -> list[Receiver]:
        if signal not in self.known:
            self.known[signal] = [(one, arguments(one)) for one in liveReceivers(getAllReceivers(self.sender, signal))]
        return self.known[signal]

    def send_catch_log(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        """(receiver, what it returned, or a Failure of what it raised) of each."""
        wanted = kwargs.pop("dont_log", ())
        kwargs |= {"signal": signal, "sender": self.sender}
        results: list[tuple[Any, Any]] = []
        for receiver, names in self.receivers(signal):
            given = kwargs if names is None else {name: kwargs[name] for name in names if name in kwargs}
            try:
                result = receiver(**given)
            except Exception as error:
                if not isinstance(error, wanted):
                    logger.exception("%s failed", receiver)
                result = Failure()  # type: ignore[no-untyped-call]
            results.append((receiver, result))
        return results

    async def send_catch_log_async(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        """(receiver, what it returned or raised) of each."""
        results = []
        for receiver, result in self.send_catch_log(signal, **kwargs):
            try:
                results.append((receiver, await result if inspect.isawaitable(result) else result))
            except Exception as error:
                logger.exception("%s failed", receiver)
                results.append((receiver, error))
        return [(one, result.value if isinstance(result, Failure) else result) for one, result in results]


def arguments(receiver: Callable[..., Any]) -> tuple[str, ...] | None:
    """The names of those that a function takes; None where it takes any."""
    taken = inspect.signature(receiver).parameters.values()
    return None if any(one.kind is one.VAR_KEYWORD for one in taken) else tuple(one.name for one in taken)


class Downloads(DownloaderMiddlewareManager):
    """Scrapy's downloader middlewares, without a coroutine for what none of them waits for."""

    async def download_async(
        self, download_func: Callable[[Request], Awaitable[Response]], request: Request
    ) -> Response | Request:
        """What they make of an answer, or of there being none: an answer, or another request. Raises what a download
        raises."""
        answer: Any
        try:
            answer = await self.before(request) or await download_func(request)
        except Exception as error:  # noqa: BLE001 - whatever it is: a middleware may know what to do
            answer = await self.instead(error, request)
        for step in self.methods["process_response"]:
            if isinstance(answer, Request):
                break
            assert step is not None
            given: Any = step(request=request, response=answer)
            answer = given if given is answer else await ensure_awaitable(given)
        return answer  # type: ignore[no-any-return]

    async def before(self, request: Request) -> Any:
        """What a middleware gives before anything is asked for; None as a rule."""
        for step in self.methods["process_request"]:
            assert step is not None
            given: Any = step(request=request)
            if given is not None and (given := await ensure_awaitable(given)) is not None:
                return given
        return None

    async def instead(self, error: Exception, request: Request) -> Any:
        """What a middleware gives in place of an answer; raises `error` where none does."""
        for step in self.methods["process_exception"]:
            assert step is not None
            if (given := await ensure_awaitable(step(request=request, exception=error))) is not None:
                return given
        raise error
