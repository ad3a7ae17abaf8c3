"""The dataset's files, plain and compressed, as lines and records: all that reads them goes through here.

A compressed file is a row of gzip members, each of some lines, so that one line is read without those before it.
"""

import json
import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from newsstand.dataset.listing import PACKED, find_files

logger = logging.getLogger(__name__)

WITHIN = 24
"""Bits of a place for the bytes within a member; those above say where in the file the member begins."""
CHUNK = 1 << 18
GZIP = 16 + zlib.MAX_WBITS
KEYS = ("type", "newsstand", "id")
"""What every record has, as text."""


class Line(NamedTuple):
    """A line of a file."""

    number: int
    """From 1."""
    place: int
    """What `line_at` needs: the bytes before it in a plain file."""
    text: bytes
    """With its line end, where it has one."""


def read_lines(path: Path | str) -> Iterator[Line]:
    """The lines of a file, plain or compressed. Raises OSError; where compressed bytes are damaged, ValueError."""
    if not str(path).endswith(PACKED):
        place = 0
        for number, text in enumerate(_plain_lines(path), start=1):
            yield Line(number, place, text)
            place += len(text)
        return
    number = 0
    for start, data in _members(Path(path)):
        within = 0
        for text in BytesIO(data):
            number += 1
            yield Line(number, start << WITHIN | within, text)
            within += len(text)


def _plain_lines(path: Path | str) -> Iterator[bytes]:
    """As a file gives its lines, in half the time where files are small: with no buffer between."""
    rest = b""
    with open(path, "rb", buffering=0) as file:  # thousands of files: Path.open takes twice as long
        while block := file.read(CHUNK):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                yield line + b"\n"
    if rest:
        yield rest


def line_at(path: Path, place: int) -> bytes:
    """The line at a place that `read_lines` gave. Raises as it does."""
    if not path.name.endswith(PACKED):
        with path.open("rb") as file:
            file.seek(place)
            return file.readline()
    _, data = next(_members(path, place >> WITHIN))
    within = place & ((1 << WITHIN) - 1)
    return data[within : data.index(b"\n", within) + 1]


def read_records(data_dir: Path, folder: str) -> Iterator[dict[str, Any]]:
    """The records of a folder in the order of files and lines. What is none is passed over, with a line in the log."""
    for found in find_files(data_dir, folder):
        path = data_dir / found.name
        for line in read_lines(path):
            if record := read_record(line.text, f"{path}:{line.number}"):
                yield record


def read_record(text: bytes, where: str) -> dict[str, Any] | None:
    """The record on a line; None, and a line in the log that names `where`, for anything else."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict) and all(isinstance(record.get(key), str) and record[key] for key in KEYS):
        return record
    logger.warning("%s: no record with type, newsstand and id; passed over", where)
    return None


def packed(lines: Iterator[bytes], size: int = CHUNK) -> Iterator[bytes]:
    """Lines as gzip members, each of at least `size` bytes of them but the last."""
    waiting: list[bytes] = []
    length = 0
    for line in lines:
        waiting.append(line)
        length += len(line)
        if length >= size:
            yield _member(b"".join(waiting))
            waiting, length = [], 0
    if waiting:
        yield _member(b"".join(waiting))


def _member(data: bytes) -> bytes:
    """One gzip member. Without the time: the same lines give the same bytes."""
    press = zlib.compressobj(wbits=GZIP)
    return press.compress(data) + press.flush()


def _members(path: Path, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Each member from the one that begins at `start`: where it begins, and what it holds."""
    with path.open("rb") as file:
        file.seek(start)
        rest = file.read(CHUNK)
        while rest:
            press, parts, read = zlib.decompressobj(wbits=GZIP), [], 0
            try:
                while not press.eof:
                    parts.append(press.decompress(rest))
                    read += len(rest)
                    if not press.eof and not (rest := file.read(CHUNK)):
                        raise ValueError(f"{path}: ends within its compressed lines")
            except zlib.error as error:
                raise ValueError(f"{path}: is damaged: {error}") from error
            yield start, b"".join(parts)
            start += read - len(press.unused_data)
            rest = press.unused_data or file.read(CHUNK)
