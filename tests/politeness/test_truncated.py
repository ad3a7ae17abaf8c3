"""Half a body is told from a whole one, however it is packed and however it ends."""

import gzip
import zlib
from collections.abc import Callable
from types import SimpleNamespace

import brotli
import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from scrapy.utils._compression import zstd  # type: ignore[attr-defined]

from newsstand.politeness.truncated import Truncated, WholeBody

PAGE = b"<!doctype html><html><body>" + b"<p>The ferry carried forty people.</p>" * 400 + b"</body></html>\n"
URL = "https://news.example/a"


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("gzip", lambda body: gzip.compress(body[:900]) + gzip.compress(body[900:])),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("zstd", zstd.compress),
]


class Crawl:
    """WholeBody in a crawler without an engine, which retries a page twice."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.signals = SimpleNamespace(connect=lambda receiver, signal: None)
        self.stats = StatsCollector(SimpleNamespace(settings=Settings()))
        self.spider = SimpleNamespace(crawler=self)
        self.middleware = WholeBody.from_crawler(self)

    def answer(
        self,
        body: bytes,
        encoding: str | None = None,
        *,
        kind: type[Response] = HtmlResponse,
        status: int = 200,
        flags: tuple[str, ...] = (),
        **request: object,
    ) -> Request | Response:
        headers = {"Content-Type": "text/html", **({"Content-Encoding": encoding} if encoding else {})}
        response = kind(URL, status=status, headers=headers, body=body, flags=flags)
        return self.middleware.process_response(Request(URL, **request), response)


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_a_packed_body_is_read_to_its_end_or_asked_for_again(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    packed, crawl = pack(PAGE), Crawl()
    assert crawl.answer(packed, encoding, kind=Response).body == PAGE
    for cut in (len(packed) // 4, len(packed) // 2, len(packed) - 1):
        again = crawl.answer(packed[:cut], encoding, kind=Response)
        assert isinstance(again, Request)
        with pytest.raises(Truncated):
            crawl.answer(packed[:cut], encoding, kind=Response, meta={"retry_times": 2})


def test_what_stands_behind_a_packed_body_does_not_count() -> None:
    assert Crawl().answer(gzip.compress(PAGE) + b"\0\0\0", "gzip", kind=Response).body == PAGE


def test_a_packed_body_with_a_damaged_byte_is_none() -> None:
    packed = bytearray(gzip.compress(PAGE))
    packed[-6] ^= 1
    assert isinstance(Crawl().answer(bytes(packed), "gzip", kind=Response), Request)


@pytest.mark.parametrize("body", [b"", gzip.compress(b"", mtime=0), brotli.compress(b"")])
def test_an_empty_body_is_whole(body: bytes) -> None:
    encoding = "br" if body == brotli.compress(b"") else "gzip"
    assert Crawl().answer(body, encoding, kind=Response).body == b""


@pytest.mark.parametrize(
    ("body", "encoding", "given", "whole"),
    [
        (PAGE, None, {}, True),
        (PAGE[: len(PAGE) // 2], None, {}, False),
        (b"The ferry carried", None, {"kind": TextResponse}, False),
        (gzip.compress(b"The ferry carried forty.", mtime=0), "gzip", {"kind": TextResponse}, True),
        (b"no", None, {"status": 403}, True),
        (b"User-agent: *", None, {"callback": NO_CALLBACK}, True),
    ],
)
def test_a_body_that_ends_as_the_connection_closes_ends_with_its_page(body, encoding, given, whole) -> None:
    assert isinstance(Crawl().answer(body, encoding, flags=("partial",), **given), Response) is whole


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (PAGE[:-20], False),
        (PAGE.replace(b"</html>", b"</HTML\n>"), True),
        (PAGE + b"<script>late()</script>", True),
        (b"<p>A page that never says html.</p>", True),
    ],
)
def test_a_page_ends_as_the_other_pages_of_its_site_do(body: bytes, whole: bool) -> None:
    crawl = Crawl()
    assert isinstance(crawl.answer(body), Response)  # nothing is known of the site
    assert isinstance(crawl.answer(PAGE), Response)
    assert isinstance(crawl.answer(body), Response) is whole
    assert isinstance(crawl.answer(body, status=404), Response)


def test_a_page_that_is_not_to_be_tried_again_fails_at_once() -> None:
    with pytest.raises(Truncated):
        Crawl().answer(PAGE[:900], flags=("partial",), meta={"dont_retry": True})
