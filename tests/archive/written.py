"""Archives as others write them, from bytes."""

import gzip
import sys
import zlib

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

URL = "http://news.example/stories/news/The-Times/RAIN-AT-LAST"
DATE = "2019-05-16T10:20:30Z"


def warc(block: bytes, *, url: str = URL, kind: str = "response", version: str = "1.0", more: str = "") -> bytes:
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {DATE}\r\n{more}"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK", content_type: str = "text/html; charset=utf-8"
) -> bytes:
    return "\r\n".join([status, f"Content-Type: {content_type}", *headers, "", ""]).encode() + body


def arc(block: bytes, *, url: str = URL) -> bytes:
    return f"{url} 192.0.2.1 20190516102030 text/html {len(block)}\n".encode() + block + b"\n"


def arc_file(*records: bytes) -> list[bytes]:
    about = b"1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n"
    return [f"filedesc://old.arc 0.0.0.0 20190516000000 text/plain {len(about)}\n".encode() + about + b"\n", *records]


def chunked(body: bytes, size: int = 1000) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def deflated(body: bytes, *, bare: bool) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15 if bare else 15)
    return packer.compress(body) + packer.flush()


def zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def zstd_with_dictionary(*records: bytes, packed: bool) -> bytes:
    """A .warc.zst file: its dictionary in a frame that others skip, then a frame for each record."""
    samples = [record[at : at + 300] for record in records for at in range(0, len(record), 100)] * 20
    dictionary = zstd.train_dict(samples, 4096)
    content = zstd.compress(dictionary.dict_content) if packed else dictionary.dict_content
    first = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
    return first + b"".join(zstd.compress(record, zstd_dict=dictionary) for record in records)
