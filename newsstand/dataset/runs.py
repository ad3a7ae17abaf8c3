"""The record of runs: a line of `runs.jsonl` for each, with what it was asked, what it left and what went wrong."""

import fcntl
import json
import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any

from newsstand.dataset.files import MODE, make_folder
from newsstand.dataset.run_lines import run_of
from newsstand.exit_codes import Problem
from newsstand.stats import Stat

if TYPE_CHECKING:
    from scrapy.crawler import Crawler  # most of what reads the record of runs needs no Scrapy

logger = logging.getLogger(__name__)

RUNS = "runs.jsonl"
CHUNK = 1 << 16
LOOKED_AT = 5_000
"""Runs that are looked through for those of one publication: half a year of thirty publications."""


@dataclass(slots=True, kw_only=True)
class Run:
    """One run of one spider. Times are ISO 8601, UTC, with offset, whole seconds."""

    id: str
    """UTC start and a random end, "20250102T030405Z-1a2b3c4d": ids sort by time. The names of its files carry it."""
    spider: str
    arguments: dict[str, str]
    versions: dict[str, str]
    """Of newsstand, scrapy and python."""
    start: str
    end: str
    reason: str
    """Why it ended: "finished", or the worst problem's cause."""
    exit_code: int
    counts: dict[str, int]
    """Records written, by type."""
    files: list[dict[str, Any]]
    """Complete files of this run: name, lines, size in bytes, sha256."""
    problems: list[Problem] = field(default_factory=list)
    publications: list[str] = field(default_factory=list)
    """Ids of the publications that it was asked for."""
    coverage: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Publication id -> what this run collected of it, in numbers (newsstand/health/coverage.py)."""
    crawl_delay: float = 0.0
    """Seconds between two requests that the site's robots.txt asks for; 0 where for none."""
    salvaged: list[dict[str, Any]] = field(default_factory=list)
    """Files that earlier runs left incomplete and this one completed: name, lines, torn bytes dropped, sha256."""


def new_run_id() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def run_id(crawler: "Crawler") -> str:
    """The id of a crawler's run, made when first asked for."""
    assert crawler.stats
    made: str | None = crawler.stats.get_value(Stat.RUN_ID)
    if made is None:
        made = new_run_id()
        crawler.stats.set_value(Stat.RUN_ID, made)
    return made


def versions() -> dict[str, str]:
    return {"newsstand": version("newsstand"), "scrapy": version("scrapy"), "python": python_version()}


def append_run(data_dir: Path, run: Run) -> None:
    """Add a run's line, for good. Runs that end at the same moment wait for each other."""
    make_folder(data_dir)
    fd = os.open(data_dir / RUNS, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, MODE)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        size = os.fstat(fd).st_size
        torn = size > 0 and os.pread(fd, 1, size - 1) != b"\n"
        line = (b"\n" if torn else b"") + json.dumps(asdict(run), ensure_ascii=False, allow_nan=False).encode() + b"\n"
        if os.write(fd, line) != len(line):
            os.ftruncate(fd, size)
            raise OSError(f"{data_dir / RUNS}: the disk took a part of the run's line only")
        os.fsync(fd)
    finally:
        os.close(fd)


def read_runs(data_dir: Path, *, after: int = 0) -> Iterator[dict[str, Any]]:
    """The runs in the order they ended, those whose lines stand after the first `after` bytes of the file.

    Every one has the fields of Run. A line that is no run of this version is passed over, and named in the log; one
    that was torn by a kill is passed over.
    """
    path = data_dir / RUNS
    if not path.is_file():
        return
    with path.open("rb") as file:
        file.seek(after)
        for number, line in enumerate(file, start=1):
            if run := run_of(line):
                yield run
            elif line.endswith(b"\n") and line.strip():
                where = f"{path}:{number}" if not after else f"{path}: a line after byte {after}"
                logger.warning("%s: no run of this version; passed over", where)


def fit_runs(data_dir: Path, spider: str, publication: str, most: int) -> Iterator[dict[str, Any]]:
    """The latest runs without a problem that were asked for a publication, whatever else they were asked for.

    They end with the one that makes `most` of those that collected something of it.
    """
    found = 0
    for run in islice(latest_runs(data_dir), LOOKED_AT):
        if run["spider"] == spider and run["exit_code"] == 0 and publication in run["publications"]:
            yield run
            found += bool(run["coverage"].get(publication))
            if found >= most:
                return


def latest_runs(data_dir: Path) -> Iterator[dict[str, Any]]:
    """The runs from the last that ended to the first: who needs a few of the last reads no more than these.

    A line that is no run of this version is passed over, and named in the log once a process.
    """
    path = data_dir / RUNS
    if not path.is_file():
        return
    for number, (place, line) in enumerate(_lines_from_end(path)):
        if run := run_of(line):
            yield run
        elif number and line.strip():
            _tell_of(path, place)


def _lines_from_end(path: Path) -> Iterator[tuple[int, bytes]]:
    """(the byte at which it begins, line) from the last to the first; before them what stands behind the last line end,
    which a kill tore."""
    with path.open("rb") as file:
        place, rest = file.seek(0, os.SEEK_END), b""
        while place > 0:
            begin = max(0, place - CHUNK)
            file.seek(begin)
            first, *lines = (file.read(place - begin) + rest).split(b"\n")
            at = begin + len(first) + 1 + sum(len(line) + 1 for line in lines)
            for line in reversed(lines):
                at -= len(line) + 1
                yield at, line
            place, rest = begin, first
        yield 0, rest


@lru_cache(maxsize=1024)
def _tell_of(path: Path, place: int) -> None:
    logger.warning("%s: the line at byte %d is no run of this version; passed over", path, place)
