"""Retry-After on 429 and 503 (RFC 9110, 10.2.3): the whole site is left alone until then, not the one page only."""

import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.response import response_status_message

from newsstand.politeness.blocked import Blocked
from newsstand.politeness.throttle import Throttle
from newsstand.stats import Stat

logger = logging.getLogger(__name__)

NOT_THERE = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)
"""What a site that is down, or hangs, gives instead of an answer."""
SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,6})?")


def http_date(value: str) -> datetime | None:
    """The moment that an HTTP date in any of its three forms names; None for what is none."""
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait from `now` on: of "120" or "Wed, 21 Oct 2026 07:28:00 GMT"; None for what is neither."""
    value = value.strip()
    if SECONDS.fullmatch(value) and value.isascii():
        return float(value)
    moment = http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def sent_header(response: Response, name: str) -> str:
    """A header's value; "" where it was not sent."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


class RetryAfter(RetryMiddleware):
    """Scrapy's middleware, but for 429, and 503 with Retry-After, the site is paused before the page is tried again.

    RETRY_AFTER_MAX: seconds, the longest pause however long the site asks for; then it is asked again.
    RETRY_AFTER_DEFAULT: seconds, where there is no readable value; doubled with each further try of the page.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.longest = settings.getfloat("RETRY_AFTER_MAX", 300.0)
        self.default = settings.getfloat("RETRY_AFTER_DEFAULT", 10.0)
        # A page that is told to wait is tried as often as it takes to call the site blocked.
        self.tries = max(self.max_retry_times, settings.getint("BLOCKED_AFTER", 5))

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        # Scrapy's own still takes a spider, which it warns of.
        seconds = self.seconds(request, response)
        if seconds is None:
            return super().process_response(request, response)
        if throttle := self.crawler.get_downloader_middleware(Throttle):
            throttle.pause(seconds)
        self.crawler.stats.inc_value(Stat.PAUSED)
        logger.info(
            "%(status)d: the site is left alone for %(seconds)g s", {"status": response.status, "seconds": seconds}
        )
        if request.meta.get("dont_retry"):
            return response
        reason = response_status_message(response.status)
        spider = self.crawler.spider
        assert spider is not None
        return get_retry_request(request, spider=spider, reason=reason, max_retry_times=self.tries) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        if isinstance(exception, NOT_THERE) and (watch := self.crawler.get_extension(Blocked)):
            watch.no_answer(request)
        return super().process_exception(request, exception)

    def seconds(self, request: Request, response: Response) -> float | None:
        """How long to pause after `response`; None where it asks for no pause."""
        asked = sent_header(response, "Retry-After")
        if response.status != 429 and not (response.status == 503 and asked):
            return None
        sent = http_date(sent_header(response, "Date"))
        seconds = retry_after(asked, sent or datetime.now(UTC))
        if seconds is None:
            seconds = self.default * 2 ** min(request.meta.get("retry_times", 0), 16)
        return min(seconds, self.longest)
