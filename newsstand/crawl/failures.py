"""Naming why a request brought no page."""

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

UNREACHABLE = "site unreachable"
ROBOTS = "robots forbids"
BAD_RESPONSE = "bad response"
TOO_LARGE = "too large"
UNPACKERS = {"backports", "brotli", "brotlicffi", "compression", "gzip", "zlib"}
"""Libraries whose errors mean a body that does not unpack; which of them there are depends on the Python."""
PLAIN_WORDS = re.compile(r"[a-z' -]{1,60}")
PLAIN = (UNREACHABLE, ROBOTS)
"""Causes that say what is wrong with the whole site."""


def cause_of(error: BaseException) -> str:
    """The cause in a few words that stay the same from run to run: "http 404", "site unreachable", "truncated"."""
    match error:
        case HttpError():
            return f"http {error.response.status}"
        case CannotResolveHostError() | DownloadConnectionRefusedError() | ConnectionError():
            return UNREACHABLE
        case DownloadTimeoutError() | TimeoutError():
            return "timeout"
        case ResponseDataLossError():
            return "truncated"
        case DownloadCancelledError():
            return TOO_LARGE
        case DownloadFailedError():
            return "connection lost"
        case IgnoreRequest():
            return ignored(str(error))
        case ValueError() | EOFError():
            return BAD_RESPONSE  # a redirect to what is no URL; a body that ends too soon
    if type(error).__module__.partition(".")[0].strip("_") in UNPACKERS:
        return BAD_RESPONSE
    return words(type(error).__name__)


def ignored(reason: str) -> str:
    """Of what a downloader middleware says, which may be a whole sentence with URLs and sizes."""
    if "DOWNLOAD_MAXSIZE" in reason:
        return TOO_LARGE
    if "robots" in reason.casefold():
        return ROBOTS
    return f"refused: {reason}" if PLAIN_WORDS.fullmatch(reason) else "refused"


def words(name: str) -> str:
    """ "SomeNewError" -> "some new error": a class that is not known here is named all the same."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold()
