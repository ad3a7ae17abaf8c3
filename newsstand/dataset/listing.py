"""What lies in the dataset's folders: each entry is looked at once, however many there are."""

import json
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

logger = logging.getLogger(__name__)

HALF = re.compile("[\ud800-\udfff]")
"""What Python has for a byte of a name that is no UTF-8."""
FOLDERS = ("publications", "editions", "stories")
PLAIN = ".jsonl"
PACKED = ".jsonl.gz"
MANIFEST = ".manifest.json"
"""How the list of the files ends that went into a compressed one, beside it."""
PENDING = ".replaces.json"
"""How that list ends while those files may still be there."""


class Found(NamedTuple):
    """A complete file of the dataset."""

    name: str
    """From DATA_DIR: "stories/demo-….jsonl", "stories/2026/2026-10.jsonl.gz"."""
    size: int
    """Bytes on disk."""
    changed: int
    """When it was last written to, in nanoseconds, as the file system says."""


@dataclass(slots=True)
class Listing:
    """The files in some folders of DATA_DIR, at any depth; names are from DATA_DIR, in no order."""

    complete: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The dataset's files, without those that a compaction has replaced: name -> (bytes, time of the last write)."""
    replaced: set[str] = field(default_factory=set)
    """Names of files that a compaction has replaced, whether they are still there or not."""
    others: list[str] = field(default_factory=list)
    """Parts, manifests, and what does not belong there."""

    def lacks(self, data_dir: Path, name: str) -> bool:
        """Whether a file that was not found is none of the dataset's, rather than one that has come since."""
        return name in self.replaced or not (data_dir / name).is_file()

    def ending(self, *endings: str) -> list[str]:
        """The other files whose name ends in one of these ways, by name."""
        return sorted(name for name in self.others if name.endswith(endings))


def look(data_dir: Path, *folders: str) -> Listing:
    """What lies in folders of DATA_DIR: in all of the dataset's where none is named."""
    found = Listing()
    for folder in folders or FOLDERS:
        _look_into(data_dir, folder, found)
    for pending in found.ending(PENDING):
        found.replaced |= replaced_by(data_dir / pending)
    for name in found.replaced:
        found.complete.pop(name, None)
    return found


def _look_into(data_dir: Path, folder: str, found: Listing) -> None:
    """Add what lies in a folder. An entry that goes away meanwhile, or a link to nothing, is not there."""
    complete, others = found.complete, found.others
    for entry in _entries(data_dir / folder):
        name = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            _look_into(data_dir, name, found)
        elif name.endswith((PLAIN, PACKED)):
            try:
                stat = entry.stat()
            except FileNotFoundError:
                continue
            if not S_ISREG(stat.st_mode):
                logger.warning("%s: is no file; passed over", data_dir / name)  # to open a pipe is to wait for ever
                continue
            complete[name] = (stat.st_size, stat.st_mtime_ns)
        else:
            others.append(name)


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    """What stands in a folder; its entries are looked at from there, without walking the path to it for each.

    An entry whose name is no UTF-8 is named in the log and passed over: neither index nor record of runs can name it.
    """
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        with os.scandir(fd) as entries:
            for entry in entries:
                if entry.name.isascii() or HALF.search(entry.name) is None:
                    yield entry
                else:
                    logger.warning("%s: %a has a name that is no UTF-8; passed over", folder, entry.name)
    finally:
        os.close(fd)


def find_files(data_dir: Path, *folders: str) -> list[Found]:
    """The complete files in folders of DATA_DIR (all of the dataset's where none is named), at any depth, by name."""
    return sorted(Found(name, *file) for name, file in look(data_dir, *folders).complete.items())


def has_files(data_dir: Path) -> bool:
    """Whether there is a complete file. Files are not looked at beyond the first: a folder may hold 100,000."""
    waiting = [data_dir / folder for folder in FOLDERS]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(folder):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(folder / entry.name)
            elif entry.name.endswith((PLAIN, PACKED)):
                return True
    return False


def is_of_records(name: str) -> bool:
    """Whether a name from DATA_DIR is that of a complete file of records: a run leaves files of its archive too."""
    return name.partition("/")[0] in FOLDERS and name.endswith((PLAIN, PACKED))


def replaced_by(pending: Path) -> set[str]:
    """The names of the files that a compressed one has taken the place of; none while that is not there."""
    if not pending.with_name(pending.name.removesuffix(PENDING) + PACKED).exists():
        return set()
    return {one["name"] for one in _files_in(pending)}


def what_went_in(packed: Path) -> list[dict[str, Any]]:
    """The files whose lines a compressed one holds, with `name`, `lines`, `size`, `sha256`; none without a manifest."""
    for ending in (MANIFEST, PENDING):
        manifest = packed.with_name(packed.name.removesuffix(PACKED) + ending)
        if manifest.exists():
            return _files_in(manifest)
    return []


def _files_in(manifest: Path) -> list[dict[str, Any]]:
    """The files that a list names; none, and a line in the log, where it is damaged."""
    try:
        found: list[dict[str, Any]] = json.loads(manifest.read_bytes())["files"]
        if all(map(_is_file, found)):
            return found
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    logger.warning("%s: no list of files; passed over", manifest)
    return []


def _is_file(one: dict[str, Any]) -> bool:
    fits = isinstance(one["name"], str) and isinstance(one["sha256"], str)
    return fits and type(one["size"]) is int and type(one["lines"]) is int
