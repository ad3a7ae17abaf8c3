"""CDXJ: one line for each capture of a WARC file, beside it, in the order of addresses (SURT) and times.

`surt 20250102030405 {"url": …, "mime": …, "status": …, "digest": …, "length": …, "offset": …, "filename": …}`, as other
tools write it, and two keys of ours: `date` (the whole WARC-Date) and `record` (the record's id).
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

WARC = ".warc.gz"
CDXJ = ".cdxj"
REVISIT = "warc/revisit"


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


def line_at(path: Path, place: int) -> Line:
    """The line that begins at a byte of a file. Raises OSError, and ValueError where none of ours does."""
    with path.open("rb") as file:
        file.seek(place)
        return parsed(file.readline())


def run_time(path: Path) -> str:
    """The start of the run in the name `<spider>-<run id>-NNNN` of a file: names sort by it. "" of any other name."""
    parts = path.name.rsplit("-", 3)
    return parts[1] if len(parts) == 4 else ""
