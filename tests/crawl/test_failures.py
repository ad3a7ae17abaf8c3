"""Causes are words that stay the same from run to run."""

import zlib

import brotli
import pytest
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, IgnoreRequest

from newsstand.crawl.failures import cause_of

BOMB = "Ignored response <200 http://a.example/robots> because its body (9 B) exceeded DOWNLOAD_MAXSIZE (5 B)"


class StrangeNewFault(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (ValueError("Invalid IPv6 URL"), "bad response"),
        (EOFError(), "bad response"),
        (zlib.error("Error -3"), "bad response"),
        (brotli.error("failed"), "bad response"),
        (TimeoutError(), "timeout"),
        (DownloadTimeoutError(), "timeout"),
        (
            DownloadFailedError("[<… OpenSSL.SSL.Error: [('', '', 'certificate verify failed')]>]"),
            "certificate not accepted",
        ),
        (DownloadFailedError("[<… ConnectionDone: Connection was closed cleanly.>]"), "connection lost"),
        (IgnoreRequest(BOMB), "too large"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots forbids"),
        (IgnoreRequest("not on the newsstand's own host"), "refused: not on the newsstand's own host"),
        (IgnoreRequest("the run is being stopped"), "refused: the run is being stopped"),
        (IgnoreRequest("Ignored <200 http://a.example/> of 7 B"), "refused"),
        (StrangeNewFault(), "strange new fault"),
    ],
)
def test_a_cause_is_words(error: Exception, cause: str) -> None:
    assert cause_of(error) == cause
