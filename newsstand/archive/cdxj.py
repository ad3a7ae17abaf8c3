"""CDXJ: one line for each capture of a WARC file, beside it, in the order of addresses (SURT) and times.

`surt 20250102030405 {"url": …, "mime": …, "status": …, "digest": …, "length": …, "offset": …, "filename": …}`, as other
tools write it, and two keys of ours: `date` (the whole WARC-Date) and `record` (the record's id).
"""

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

WARC = ".warc.gz"
CDXJ = ".cdxj"
REVISIT = "warc/revisit"
PLACE_BITS = 40
"""Of a place: byte in a CDXJ file, below the file's number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A capture, and where it stands."""

    url: str
    date: str
    """WARC-Date: ISO 8601 with microseconds, "Z"."""
    status: int
    mime: str
    """"warc/revisit" of one whose payload is that of an earlier capture."""
    digest: str
    """Of the payload; for a revisit, of the payload that it refers to."""
    offset: int
    length: int
    """Bytes of the packed record."""
    filename: str
    record: str

    @property
    def has_payload(self) -> bool:
        return self.mime != REVISIT

    def __str__(self) -> str:
        said = {
            "url": self.url,
            "mime": self.mime,
            "status": str(self.status),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
            "date": self.date,
            "record": self.record,
        }
        return f"{surt(self.url)} {timestamp(self.date)} {json.dumps(said, ensure_ascii=False)}\n"


decode = msgspec.json.Decoder(Line, strict=False).decode
"""A `Line` of JSON, in which numbers are written as texts. Before a run all captures of an archive are read: in half of
the time that Python's own reader takes."""


def timestamp(date: str) -> str:
    """ "20250102030405" of an ISO date."""
    return re.sub(r"\D", "", date)[:14]


def surt(url: str) -> str:
    """An address in the order of an index: "com,magzter)/de/stories/…"."""
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return f"{host}{port}){(parts.path or '/').lower()}" + (f"?{parts.query}" if parts.query else "")


def sorted_lines(captures: Iterable[Line]) -> list[bytes]:
    return sorted(str(one).encode() for one in captures)


def parsed(line: bytes) -> Line:
    """Of a line that we wrote. Raises ValueError for any other."""
    try:
        return decode(line.split(b" ", 2)[2])
    except (IndexError, msgspec.DecodeError) as error:
        raise ValueError(f"no line of an archive's index: {line[:80]!r}") from error


def read_cdxj(path: Path) -> Iterator[tuple[int, Line]]:
    """(byte, capture) for each line of a file; one that is not ours is passed over."""
    place = 0
    with path.open("rb") as file:
        for line in file:
            with suppress(ValueError):  # another tool's, or a header: it names no capture that we could refer to
                yield place, parsed(line)
            place += len(line)


class LatestPayloads:
    """For each address in an archive, the latest capture with a payload of its own: what a revisit refers to.

    Sixteen bytes of memory an address; the line itself is read from its file when asked for.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = sorted(files)
        found: dict[int, tuple[str, int]] = {}
        for number, path in enumerate(self.files):
            for place, line in read_cdxj(path):
                key = hash(line.url)
                if line.has_payload and (key not in found or found[key][0] <= line.date):
                    found[key] = line.date, number << PLACE_BITS | place
        order = sorted(found)
        self.keys = array("q", order)
        self.places = array("q", (found[key][1] for key in order))
        self.fresh: dict[str, Line] = {}

    def add(self, line: Line) -> None:
        """Take in a capture of this run."""
        if line.has_payload:
            self.fresh[line.url] = line

    def of(self, url: str) -> Line | None:
        if url in self.fresh:
            return self.fresh[url]
        key = hash(url)
        at = bisect_left(self.keys, key)
        if at == len(self.keys) or self.keys[at] != key:
            return None
        number, place = divmod(self.places[at], 1 << PLACE_BITS)
        try:
            with self.files[number].open("rb") as file:
                file.seek(place)
                line = parsed(file.readline())
        except (OSError, ValueError):
            return None  # somebody tidied the archive meanwhile: the capture is kept in full again
        return line if line.url == url and (self.files[number].with_name(line.filename)).exists() else None
