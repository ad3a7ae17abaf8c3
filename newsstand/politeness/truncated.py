"""Half a page is no page: an answer that ends before its end is asked for again, and fails in the end."""

import re
import zlib
from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

# Scrapy's own choice of library, which depends on the Python.
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined]

CHUNK = 65536
"""Bytes unpacked at a time: a body that is whole need not fit into memory twice."""
BEGINS = re.compile(rb"<html[\s>]", re.I)
HEAD = 4096
"""Bytes in which `<html>` stands where a page has it."""
ENDS = re.compile(rb"</html\s*>", re.I)


class Truncated(ResponseDataLossError):
    """An answer that ends before its end: "truncated", as one with fewer bytes than its Content-Length."""


class WholeBody(HttpCompressionMiddleware):
    """Scrapy's middleware that unpacks, but an answer that was cut off is tried again (RETRY_TIMES), then fails.

    Cut off is what does not unpack to its end; what ends because the connection closed, no length having been told, and
    does not end with `</html>`; and a page that has `<html>` and no `</html>`, where another page of the site has both.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crawler = kwargs["crawler"]
        self.pages_end = False
        """Whether a page of the site has been seen that ends with `</html>`."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        # Scrapy's own still takes a spider, which it warns of.
        packed = "Content-Encoding" in response.headers
        try:
            unpacked = super().process_response(request, response)
            assert isinstance(unpacked, Response)
            if request.callback is not NO_CALLBACK and unpacked.status == 200:
                self.refuse_half(unpacked, packed=packed)
        except (Truncated, EOFError):
            return self.again(request)
        return unpacked

    def refuse_half(self, response: Response, *, packed: bool) -> None:
        """Raises Truncated for a page that was cut off."""
        body = response.body
        if ENDS.search(body, max(0, len(body) - HEAD)) or ENDS.search(body):
            self.pages_end = True
            return
        is_page = isinstance(response, HtmlResponse) and BEGINS.search(body, 0, HEAD)
        if (self.pages_end and is_page) or ("partial" in response.flags and not packed):
            raise Truncated

    def again(self, request: Request) -> Request:
        """The request once more. Raises Truncated where it was made often enough."""
        spider = self.crawler.spider
        retry = (
            None if request.meta.get("dont_retry") else get_retry_request(request, spider=spider, reason="truncated")
        )
        if retry is None:
            raise Truncated
        return retry

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        unpacked = HttpCompressionMiddleware._decode(body, encoding, max_size)  # first: it keeps to the limit
        try:
            whole = not body or ENDED[encoding](body)
        except zlib.error as error:  # Scrapy gives what it could unpack before the damage
            raise Truncated from error
        if not whole:
            raise Truncated
        return unpacked


def gzip_ended(body: bytes) -> bool:
    """Whether a body holds all of its gzip stream, or of its several; what stands behind them does not count."""
    while True:
        stream = zlib.decompressobj(wbits=31)
        if not zlib_ended(stream, body):
            return False
        body = stream.unused_data
        if not body.startswith(b"\x1f\x8b"):
            return True


def deflate_ended(body: bytes) -> bool:
    """Whether a body holds all of its stream: of zlib, or raw, as some servers send it."""
    try:
        return zlib_ended(zlib.decompressobj(), body)
    except zlib.error:
        return zlib_ended(zlib.decompressobj(wbits=-15), body)


def zlib_ended(stream: "zlib._Decompress", body: bytes) -> bool:
    while body and not stream.eof:
        stream.decompress(body, CHUNK)
        body = stream.unconsumed_tail
    return stream.eof


def brotli_ended(body: bytes) -> bool:
    stream = brotli.Decompressor()
    while not stream.is_finished():
        if not stream.process(body, output_buffer_limit=CHUNK):
            break
        body = b""
    return bool(stream.is_finished())


def zstd_ended(body: bytes) -> bool:
    """Whether a body holds all of its frames."""
    while body:
        stream = zstd.ZstdDecompressor()
        while not stream.eof:
            if stream.needs_input and not body:
                return False
            stream.decompress(body, CHUNK)
            body = b""
        body = stream.unused_data
    return True


ENDED: dict[bytes, Callable[[bytes], bool]] = {
    b"gzip": gzip_ended,
    b"x-gzip": gzip_ended,
    b"deflate": deflate_ended,
    b"br": brotli_ended,
    b"zstd": zstd_ended,
}
"""Content-Encoding -> whether a body holds all of what was packed."""
