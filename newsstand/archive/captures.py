"""Captures: an address, when it was asked for, and what it answered."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from newsstand.archive.cdxj import REVISIT, Line
from newsstand.archive.records import Record, opened, read_records, record_at, record_of
from newsstand.archive.unpack import Truncated, whole_body
from newsstand.archive.warc import NOT_MODIFIED

STATUS_LINE = re.compile(rb"\s*(HTTP/\d(?:\.\d)?)[ \t]+(\d{3})\b[^\r\n]*\r?\n?", re.I)
HEAD_END = re.compile(rb"\r?\n\r?\n")
NO_ANSWER = "no HTTP answer"


@dataclass(slots=True)
class Capture:
    url: str
    date: str
    """WARC-Date, ISO 8601."""
    status: int
    headers: list[tuple[str, str]]
    """Header lines as they were sent."""
    body: bytes
    """As it was sent; empty for a revisit."""
    record: Record

    @property
    def is_revisit(self) -> bool:
        return self.record.kind == "revisit"

    @property
    def payload_place(self) -> tuple[str, int] | None:
        """(file, byte) of the capture that has a revisit's payload, where the one who wrote it says so."""
        of = self.record.headers
        name, place = of.get("warc-refers-to-filename"), of.get("warc-refers-to-file-offset", "")
        return (name, int(place)) if name and "/" not in name and place.isdecimal() else None

    def header(self, name: str) -> str | None:
        return next((value for each, value in self.headers if each.lower() == name.lower()), None)

    def page(self) -> bytes:
        """The body as its sender meant it. Raises Truncated, TooLarge."""
        if self.record.headers.get("warc-truncated"):
            raise Truncated("the archive holds a part of it")
        return whole_body(
            self.body, transfer=self.header("Transfer-Encoding"), encoding=self.header("Content-Encoding")
        )

    def line(self, filename: str) -> Line:
        """Its line of the index."""
        of = self.record.headers
        mime = (self.header("Content-Type") or "").partition(";")[0].strip()
        return Line(
            url=self.url,
            date=self.date,
            status=self.status,
            mime=REVISIT if self.is_revisit else mime,
            digest=of.get("warc-payload-digest", ""),
            offset=self.record.offset,
            length=self.record.length,
            filename=filename,
            record=of.get("warc-record-id", ""),
        )


def read_captures(path: Path, passed: Counter[str]) -> Iterator[Capture]:
    """The answers in an archive, in its order. `passed` counts what is none and what cannot be read, by reason.

    Raises OSError, NotAnArchive.
    """
    with opened(path) as files:
        for _, file in files:
            for record in read_records(file, passed):
                if record.kind in ("response", "revisit"):
                    if capture := capture_of(record):
                        yield capture
                    else:
                        passed[NO_ANSWER] += 1


def capture_at(file: IO[bytes], offset: int, length: int = 0) -> Capture:
    """The capture that an index says begins at a byte of a file. Raises OSError, and Torn or ValueError for none.

    length: of its member, where an index says it of a file that is packed without a dictionary.
    """
    if length:
        file.seek(offset)
        member = file.read(length)
        capture = capture_of(record_of(member) or record_at(BytesIO(member), 0))
    else:
        capture = capture_of(record_at(file, offset))
    if capture is None:
        raise ValueError(f"no capture at byte {offset}")
    return capture


def capture_of(record: Record) -> Capture | None:
    """None of a record that holds no HTTP answer."""
    date = record.headers.get("warc-date", "")
    if record.headers.get("warc-profile") == NOT_MODIFIED and not record.block:
        return Capture(record.url, date, 304, [], b"", record)
    found = STATUS_LINE.match(record.block)
    if not found:
        return None
    end = HEAD_END.search(record.block, found.end() - 2)
    head = record.block[found.end() : end.start() if end else None]
    body = record.block[end.end() :] if end else b""
    return Capture(record.url, date, int(found[2]), header_lines(head), body, record)


def header_lines(head: bytes) -> list[tuple[str, str]]:
    """(name, value) of each line; one that begins with a space goes on with the one before."""
    found: list[tuple[str, str]] = []
    for line in head.decode("latin-1").splitlines():
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            found.append((name.strip(), value.strip()))
    return found
