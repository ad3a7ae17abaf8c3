"""Naming why a request brought no page."""

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
            return "too large"
        case DownloadFailedError():
            return "connection lost"
        case IgnoreRequest():
            return ROBOTS if "robots" in str(error).casefold() else f"refused: {error}"
    return type(error).__name__
