"""The records of WARC and ARC files, ours or anybody's, in the order of the file."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from newsstand.archive.streams import Stream, Torn

ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz")
LARGEST = 64 * 1024 * 1024
"""Bytes of a record's block: a longer one is a film, and passed over."""
MOST_LINES = 1_000
"""Of a record's head."""
ARC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
TORN = "torn record"
TOO_LARGE = "too large"


class NotAnArchive(ValueError):
    """A file that has the name of an archive and is none: one line for the user."""


@dataclass(slots=True)
class Record:
    kind: str
    """WARC-Type: "warcinfo", "response", "revisit", "request", "metadata", …; "response" of an ARC record too."""
    headers: dict[str, str]
    """By name in lower case. An ARC record has `warc-target-uri` and `warc-date`."""
    block: bytes
    offset: int
    """Byte in the file: where it begins, or the member that it is part of."""
    length: int = 0
    """Bytes of its member; 0 where it has none of its own."""

    @property
    def url(self) -> str:
        return self.headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")


def is_archive(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


@contextmanager
def opened(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """(name, file) of the WARC files in an archive: itself, or those that a WACZ holds.

    Raises OSError, NotAnArchive.
    """
    if path.suffix.lower() != ".wacz":
        with path.open("rb") as file:
            yield iter([(str(path), file)])
        return
    try:
        package = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise NotAnArchive(f"{path}: is no WACZ: {error}") from error
    with package:
        yield members(path, package)


def members(path: Path, package: zipfile.ZipFile) -> Iterator[tuple[str, IO[bytes]]]:
    for name in sorted(package.namelist()):
        if name.startswith("archive/") and is_archive(name):
            with package.open(name) as file:
                yield f"{path}/{name}", file


def read_records(file: IO[bytes], passed: Counter[str]) -> Iterator[Record]:
    """Each whole record; `passed` counts those that are not: "torn record", "too large"."""
    stream = Stream(file)
    offset = 0
    while True:
        try:
            found = stream.next_record()
            if found is None:
                return
            offset = found
            record = next_record(stream, offset)
            end = stream.settle()
        except Torn:
            passed[TORN] += 1
            if not stream.recover(offset):
                return
            continue
        if record is None:
            passed[TOO_LARGE] += 1
        else:
            record.length = end - offset if end else 0
            yield record


def record_at(file: IO[bytes], offset: int) -> Record:
    """The record that an index says begins at a byte of the file. Raises Torn."""
    stream = Stream(file, offset)
    begin = stream.next_record()
    record = None if begin is None else next_record(stream, begin)
    if record is None:
        raise Torn(f"no record begins at byte {offset}")
    return record


def record_of(member: bytes) -> Record | None:
    """The record of a gzip member that holds one alone, as our own files have them; None where it may be anything else,
    which `record_at` reads too, and much more slowly."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        data = unpacker.decompress(member, LARGEST)
    except zlib.error:
        return None
    end = data.find(b"\r\n\r\n")
    lines = data[: max(0, end)].decode("utf-8", "replace").split("\r\n")
    if not (unpacker.eof and lines[0].startswith("WARC/")) or any(line[:1] in (" ", "\t", "") for line in lines):
        return None
    parts = (line.partition(":") for line in lines[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in parts}
    length, begin = headers.get("content-length", ""), end + 4
    if not re.fullmatch(r"\d{1,15}", length) or len(data) != begin + int(length) + 4:
        return None
    return Record(headers.get("warc-type", ""), headers, data[begin : begin + int(length)], 0, len(member))


def next_record(stream: Stream, offset: int) -> Record | None:
    """None for one that is too large; it has been passed over."""
    first = stream.line()
    if first.startswith(b"WARC/"):
        headers = read_headers(stream)
        kind, length = headers.get("warc-type", ""), headers.get("content-length", "")
    else:
        headers, length = arc_headers(first)
        kind = "warcinfo" if first.startswith(b"filedesc:") else "response"
    if not re.fullmatch(r"\d{1,15}", length):
        raise Torn(f"a record's length is {length!r}")
    if int(length) > LARGEST:
        stream.skip(int(length))
        return None
    return Record(kind, headers, stream.read(int(length)), offset)


def read_headers(stream: Stream) -> dict[str, str]:
    """Up to and with the empty line. A line that begins with a space goes on with the one before."""
    headers: dict[str, str] = {}
    name = ""
    for _ in range(MOST_LINES):
        line = stream.line().decode("utf-8", "replace")
        if not line.strip():
            return headers
        if line[0] in " \t" and name:
            headers[name] += " " + line.strip()
        else:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            headers[name] = value.strip()
    raise Torn("a record's head has no end")


def arc_headers(line: bytes) -> tuple[dict[str, str], str]:
    """(headers, length) of an ARC record's first line: address, IP address, date, type, …, length."""
    parts = line.decode("utf-8", "replace").split()
    if len(parts) < 5 or ":" not in parts[0]:
        raise Torn("no record begins here")
    date = ARC_DATE.fullmatch(parts[2])
    iso = "{}-{}-{}T{}:{}:{}Z".format(*date.groups()) if date else ""
    return {"warc-target-uri": parts[0], "warc-date": iso, "warc-ip-address": parts[1]}, parts[-1]
