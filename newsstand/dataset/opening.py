"""The dataset of a folder, opened for the commands that tell of it; and its files beside what the runs left."""

import errno
import hashlib
import logging
import os
from pathlib import Path
from typing import Any

from newsstand.dataset.index import FOLDERS, Index
from newsstand.dataset.runs import RUNS, read_runs

logger = logging.getLogger(__name__)

READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
"""The system's codes for a folder that may be read and not written."""
NAMED = 5
"""Files that a line names; of more it says how many."""


class NoDataset(Exception):
    """There is nothing to tell of; the message says what to do."""


def open_dataset(data_dir: Path) -> Index:
    """The index of a dataset with all its complete files taken in; a passing one where none can be written.

    Raises NoDataset, OSError.
    """
    if not data_dir.is_dir():
        raise NoDataset(f"DATA_DIR {data_dir} does not exist: name the folder of a crawl with -s DATA_DIR=...")
    if not any(path for folder in FOLDERS for path in (data_dir / folder).glob("*.jsonl")):
        raise NoDataset(f"DATA_DIR {data_dir} holds no records yet: run a crawl first, for example `scrapy crawl demo`")
    try:
        return _synced(Index(data_dir))
    except OSError as error:
        if error.errno not in READ_ONLY and os.access(data_dir, os.W_OK):
            raise
        logger.warning("%s: the files are read without keeping an index, which takes longer", error)
    return _synced(Index(data_dir, passing=True))


def _synced(index: Index) -> Index:
    try:
        index.sync()
    except BaseException:
        index.close()
        raise
    return index


def not_as_left(data_dir: Path) -> list[str]:
    """The files that are not as the runs left them, with what is wrong: "stories/demo-….jsonl is missing"."""
    left: dict[str, dict[str, Any]] = {}
    for run in read_runs(data_dir):
        for file in (*(run.get("files") or ()), *(run.get("salvaged") or ())):
            if file.get("sha256") and file["name"].partition("/")[0] in FOLDERS:
                left[file["name"]] = file
    return [f"{name} {wrong}" for name, file in sorted(left.items()) if (wrong := _wrong(data_dir / name, file))]


def _wrong(path: Path, left: dict[str, Any]) -> str | None:
    try:
        size = path.stat().st_size
        if size != left.get("size", size):
            return f"has {size:,} bytes of {left['size']:,}"
        with path.open("rb") as file:
            return None if hashlib.file_digest(file, "sha256").hexdigest() == left["sha256"] else "has been changed"
    except FileNotFoundError:
        return "is missing"


def line_of(wrong: list[str]) -> str:
    """One line that names files which are not as they were left."""
    more = f"; and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
    return f"Files that are not as {RUNS} has them: {'; '.join(wrong[:NAMED])}{more}"
