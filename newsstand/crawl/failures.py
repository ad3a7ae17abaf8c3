"""Why a page could not be had: the causes, and the cause of an error that Scrapy reports."""

import re
from enum import StrEnum

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
from twisted.web.client import ResponseFailed


class Lost(StrEnum):
    """Causes of pages that could not be had or read. Besides these there are "http 404" and the like, "not a story: …",
    "rejected: …", and the names of errors that are not known here. Records hold them: they stay as they are."""

    UNREACHABLE = "site unreachable"
    ROBOTS = "robots forbids"
    BAD_RESPONSE = "bad response"
    TOO_LARGE = "too large"
    LONG_HEADER = "header too long"
    """The answer ended among its headers: one is longer than 16 kB, or the connection was cut."""
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    CONNECTION_LOST = "connection lost"
    CERTIFICATE = "certificate not accepted"
    """The site cannot show that it is the one that it says it is."""
    REFUSED = "refused"
    READER_ERROR = "reader error"
    """The page made the reader raise: a fault of ours."""
    REDIRECTED = "redirected away"
    """The address leads to a page of another kind, or of another publication."""
    OTHER_PUBLICATION = "another publication's"
    """The page is of another publication than the one that lists it. It is not asked for again."""
    NO_LINK = "no link"
    """The list shows a story without an address that can be understood."""
    MISSING = "listed as missing"
    """The list says itself that there is nothing behind the entry. It is not asked for."""
    ELSEWHERE = "elsewhere"
    """The link leads away from the newsstand."""
    EMPTY_LIST = "empty list"
    """The edition's page lists no story."""
    SHORTER_LIST = "shorter list"
    """It lists fewer stories than when it was read last."""
    MANY_WITHDRAWN = "many withdrawn"
    """More than a third of the edition's stories are no longer listed. A second run decides whether that is so."""
    INCOMPLETE_LISTING = "incomplete listing"
    """A list goes on on pages that could not be had."""
    NO_EDITION = "no edition is listed"
    NOT_ARCHIVED = "not archived"
    """A run is read again, and its archive does not hold the page. Nobody asked the newsstand: no attempt."""
    DROPPED = "dropped by a pipeline"
    PIPELINE_ERROR = "pipeline error"


WHOLE_SITE = (Lost.UNREACHABLE, Lost.ROBOTS)
"""Causes that say what is wrong with the whole site."""
FINAL = (Lost.OTHER_PUBLICATION, Lost.MISSING)
"""Causes that another run cannot change: what failed so is not due again."""
UNPACKERS = {"backports", "brotli", "brotlicffi", "compression", "gzip", "zlib"}
"""Libraries whose errors mean a body that does not unpack; which of them there are depends on the Python."""
PLAIN_WORDS = re.compile(r"[a-z' -]{1,60}")


class PageLost(Exception):
    """A page that was asked for cannot be used."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def cause_of(error: BaseException) -> str:
    """The cause of a failed request in a few words that stay the same from run to run: one of Lost, or "http 404"."""
    match error:
        case HttpError():
            return f"http {error.response.status}"
        case CannotResolveHostError() | DownloadConnectionRefusedError() | ConnectionError():
            return Lost.UNREACHABLE
        case DownloadTimeoutError() | TimeoutError():
            return Lost.TIMEOUT
        case ResponseDataLossError():
            return Lost.TRUNCATED
        case DownloadCancelledError():
            return Lost.TOO_LARGE
        case DownloadFailedError():
            if "certificate verify failed" in str(error):
                return Lost.CERTIFICATE
            # Twisted ends the connection itself at a line of more than 16,384 bytes, and says no more than that.
            began = type(error.__cause__) is ResponseFailed and "ConnectionDone" in str(error)
            return Lost.LONG_HEADER if began else Lost.CONNECTION_LOST
        case IgnoreRequest():
            return ignored(str(error))
        case ValueError() | EOFError():
            return Lost.BAD_RESPONSE  # a redirect to what is no URL; a body that ends too soon
    if type(error).__module__.partition(".")[0].strip("_") in UNPACKERS:
        return Lost.BAD_RESPONSE
    return words(type(error).__name__)


def ignored(reason: str) -> str:
    """The cause in what a downloader middleware says, which may be a whole sentence with URLs and sizes."""
    if "DOWNLOAD_MAXSIZE" in reason:
        return Lost.TOO_LARGE
    if "robots" in reason.casefold():
        return Lost.ROBOTS
    return f"{Lost.REFUSED}: {reason}" if PLAIN_WORDS.fullmatch(reason) else Lost.REFUSED


def words(name: str) -> str:
    """ "SomeNewError" -> "some new error": a class that is not known here is named all the same."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold()
