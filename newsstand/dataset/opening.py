"""The dataset of a folder, opened for the commands that tell of it; and its files beside what the runs left."""

import errno
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsstand.dataset.database import digest, index_folder
from newsstand.dataset.index import Index
from newsstand.dataset.listing import FOLDERS, PACKED, Listing, has_files, what_went_in
from newsstand.dataset.runs import RUNS, latest_runs
from newsstand.exit_codes import Refused

logger = logging.getLogger(__name__)

READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
"""The system's codes for a folder that may be read and not written."""
MISSING = "is missing"
SAMPLE = "-s DATA_DIR=data-demo is the sample's"
NAMED = 5
"""Files that a line names; of more it says how many."""
Left = dict[str, Mapping[str, Any]]
"""By name: the dataset's files as the record of runs has them."""


class NoDataset(Refused):
    """There is nothing to tell of; the message says what to do."""


@contextmanager
def dataset_of(settings: Mapping[str, Any]) -> Iterator[Index]:
    """For a block: the index of the dataset that settings name (DATA_DIR, INDEX_DIR), with all its complete files.

    Raises NoDataset, in place of an OSError that comes within the block, too.
    """
    try:
        with open_dataset(Path(settings["DATA_DIR"]), index_folder(settings)) as index:
            yield index
    except OSError as error:
        raise NoDataset(str(error)) from error


def open_dataset(data_dir: Path, folder: Path | None = None, found: Listing | None = None) -> Index:
    """The index of a dataset with all its complete files taken in; a passing one where none can be written.

    `folder`: where the index is, if not in DATA_DIR. `found`: what lies in the dataset's folders, if that is known: no
    other files are taken in. Raises NoDataset, OSError.
    """
    if not data_dir.is_dir():
        raise NoDataset(no_folder(data_dir))
    if not (found.complete if found else has_files(data_dir)):
        raise no_records(data_dir)
    try:
        return _synced(Index(data_dir, folder=folder), found)
    except OSError as error:
        if error.errno not in READ_ONLY and os.access(data_dir, os.W_OK):
            raise
        logger.warning("%s: the files are read without keeping an index, which takes longer", error)
    return _synced(Index(data_dir, passing=True), None)  # what was found may have been taken out already


def _synced(index: Index, found: Listing | None) -> Index:
    try:
        index.sync(found)
    except BaseException:
        index.close()
        raise
    return index


def not_as_left(index: Index, left: Left | None = None, *, hashed: bool = False) -> list[str]:
    """The files that are not as the runs left them, with what is wrong: "stories/demo-….jsonl is missing".

    By their size and the hash that they had when they were taken in: a file is looked at again when its size or time
    differ. `left`: what `noting_files` has noted; read where it is not given. `hashed`: every file is read and
    hashed now, and where one differs the index is built anew.
    """
    if left is None:
        deque(noting_files(latest_runs(index.data_dir), left := {}), maxlen=0)
    if not (left or hashed):
        return []
    there = {name: (size, sha256) for name, size, _, sha256 in index.files()}
    if hashed:
        now = {name: (size, digest(index.data_dir / name)) for name, (size, _) in there.items()}
        if now != there:
            index.rebuild()
        there = now
    for name in [name for name in there if name.endswith(PACKED)]:
        there |= {one["name"]: (one["size"], one["sha256"]) for one in what_went_in(index.data_dir / name)}
    return sorted(f"{name} {wrong}" for name, file in left.items() if (wrong := _wrong(there.get(name), file)))


def noting_files(latest_runs: Iterable[dict[str, Any]], left: Left) -> Iterator[dict[str, Any]]:
    """The same runs, the latest first; the files of the dataset that each left are put into `left` on the way."""
    for run in latest_runs:
        for file in (*run["salvaged"], *run["files"]):
            if file["sha256"] and file["name"].partition("/")[0] in FOLDERS:
                left.setdefault(file["name"], file)
        yield run


def _wrong(there: tuple[int, str] | None, left: Mapping[str, Any]) -> str | None:
    if there is None:
        return MISSING
    size, sha256 = there
    if size != left.get("size", size):
        return f"has {size:,} bytes of {left['size']:,}"
    return None if sha256 == left["sha256"] else "has been changed"


def line_of(wrong: list[str]) -> str:
    """One line that names files which are not as they were left."""
    more = f"; and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
    return f"Files that are not as {RUNS} has them: {'; '.join(wrong[:NAMED])}{more}"


def no_folder(data_dir: Path) -> str:
    return f"DATA_DIR {data_dir} does not exist: name the folder of a crawl with -s DATA_DIR=... ({SAMPLE})"


def no_records(data_dir: Path) -> NoDataset:
    return NoDataset(f"DATA_DIR {data_dir} holds no records yet: run a crawl, or name the folder of one: {SAMPLE}")
