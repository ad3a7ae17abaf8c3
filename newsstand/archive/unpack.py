"""The body of an archived answer as its sender meant it: out of chunks, out of gzip, deflate, Brotli and Zstandard.

Archives hold what was sent, what a library had unpacked already under the old headers (CC-NEWS before 2019-05-16), and
what a broken server said wrongly: headers are a hint, the bytes decide. Pure.
"""

import re
import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
LARGEST = 4 * 1024 * 1024
"""Bytes of a body that is unpacked: what a crawl takes at most (DOWNLOAD_MAXSIZE)."""


class Truncated(ValueError):
    """A body ends before it should."""


class TooLarge(ValueError):
    """A body unpacks to more than LARGEST bytes."""


def whole_body(body: bytes, *, transfer: str | None = None, encoding: str | None = None) -> bytes:
    """`body` without what `Transfer-Encoding` and `Content-Encoding` say was done to it, where that was done.

    Raises Truncated, TooLarge.
    """
    if "chunked" in words(transfer):
        body = out_of_chunks(body)
    for coding in reversed(words(encoding)):
        body = UNPACK.get(coding, same)(body)
    return body


def words(value: str | None) -> list[str]:
    """ "gzip, br" -> ["gzip", "br"]"""
    return [word.strip().lower() for word in (value or "").split(",") if word.strip()]


def same(body: bytes) -> bytes:
    return body


def out_of_chunks(body: bytes) -> bytes:
    """The data of chunks (RFC 9112, 7.1); `body` itself where it does not begin with one."""
    if not CHUNK.match(body):
        return body
    data: list[bytes] = []
    place = 0
    while size := CHUNK.match(body, place):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(data)
        piece = body[size.end() : size.end() + length]
        if len(piece) < length:
            raise Truncated("a chunk is cut off")
        data.append(piece)
        place = size.end() + length
        place += 2 if body[place : place + 2] == b"\r\n" else body[place : place + 1] == b"\n"
    if not data or body[place:].strip():
        return body  # a page that begins like a chunk: "12\n…"
    raise Truncated("the last chunk is missing")


def unzipped(body: bytes) -> bytes:
    return inflated(body, 16 + zlib.MAX_WBITS) if body.startswith(GZIP_MAGIC) else body


def inflated(body: bytes, window: int) -> bytes:
    """Raises zlib.error for what cannot be unpacked at all."""
    unpacker = zlib.decompressobj(window)
    try:
        data = unpacker.decompress(body, LARGEST)
    except zlib.error as error:
        if window > zlib.MAX_WBITS:  # the magic number says that it is gzip
            raise Truncated("gzip data is damaged") from error
        raise
    if unpacker.unconsumed_tail:
        raise TooLarge(f"more than {LARGEST} bytes")
    if not unpacker.eof:
        raise Truncated("compressed data ends too soon")
    return data


def undeflated(body: bytes) -> bytes:
    """zlib data as RFC 9110 has it, else the bare deflate that some servers send for it, else what was never packed."""
    if body.lstrip()[:1] == b"<":
        return body  # markup, and by chance a valid beginning of deflate data
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return inflated(body, window)
        except zlib.error:
            continue
    return body


def unbrotlied(body: bytes) -> bytes:
    unpacker = brotli.Decompressor()
    try:
        data: bytes = unpacker.process(body, output_buffer_limit=LARGEST)
    except brotli.error:
        return body  # Brotli has no magic number: what is none was never packed
    if not unpacker.is_finished():
        raise (TooLarge(f"more than {LARGEST} bytes") if len(data) >= LARGEST else Truncated("Brotli data is cut off"))
    return data


def unzstd(body: bytes) -> bytes:
    if not body.startswith(ZSTD_MAGIC):
        return body
    unpacker: Any = zstd.ZstdDecompressor()
    try:
        data: bytes = unpacker.decompress(body, LARGEST)
    except zstd.ZstdError as error:
        raise Truncated("Zstandard data is damaged") from error
    if not unpacker.eof:
        raise (TooLarge if len(data) >= LARGEST else Truncated)("Zstandard data is cut off")
    return data


UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": unzipped,
    "x-gzip": unzipped,
    "deflate": undeflated,
    "br": unbrotlied,
    "zstd": unzstd,
}
