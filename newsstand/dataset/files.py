"""Files that are whole or not there: written as `<name>.part`, given their name when complete, salvaged after a kill.

A part is locked (flock) by its writer for as long as it is written; the kernel lets go when the process dies, however
it dies, so a part that can be locked has no writer any more.
"""

import fcntl
import hashlib
import io
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)

PART = ".part"
GRACE = 0.2
"""Seconds that a salvage waits for locked parts: a process killed an instant ago lets go of its files one by one."""
CHUNK = 1 << 20
MODE = 0o666
"""Rights of new files: the umask says which of them are left."""


class NotWhole(Exception):
    """A file holds another number of lines than records were written to it."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A file that has its final name."""

    name: str
    """Folder and file name: "stories/demo-20250102T030405Z-1a2b3c4d-0001.jsonl"."""
    lines: int
    size: int
    """Bytes."""
    sha256: str
    """Hex."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was made of a part that its writer left behind."""

    name: str
    """As in Completed."""
    lines: int
    """Whole records kept; 0 when there was none and the part is gone."""
    torn: int
    """Bytes dropped: a line that was being written, or what a power cut left in place of one."""
    sha256: str | None
    """Hex; None when the part is gone."""


class WholeFile(io.RawIOBase):
    """One file in the making. Each write is whole, a line of JSON Lines, and reaches the system before `write` returns.

    A file as io knows them, since Scrapy's CSV and XML exporters put a text stream around it. To close is to abandon.
    Raises FileExistsError when a file of that name is complete already, OSError for all that disks do.
    """

    def __init__(self, path: Path, *, overwrite: bool = False) -> None:
        super().__init__()
        self._fd: int | None = None
        self.path = path
        self.part = path.with_name(path.name + PART)
        self.overwrite = overwrite
        self._size = 0
        self._synced = 0
        self._closing = threading.Lock()
        self._refuse_to_rewrite()
        make_folder(path.parent)
        self._fd = _create(self.part)

    def writable(self) -> bool:
        return True

    def write(self, line: bytes) -> int:  # type: ignore[override]  # lines are bytes, nothing else that holds some
        """Append `line`; on an error the file ends with the line before it, as far as the disk still allows that."""
        assert self._fd is not None
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError:
            os.ftruncate(self._fd, self._size)
            raise
        self._size += len(line)
        return len(line)

    def sync(self) -> None:
        """Return when every line written so far would survive a power cut. Safe in another thread than the writer's."""
        with self._closing:
            if self._fd is not None and self._synced < (size := self._size):
                os.fdatasync(self._fd)
                self._synced = size

    def complete(self, lines: int | None) -> Completed:
        """Give the file its final name, for good.

        `lines` is how many records were written, None where lines are no records.
        Raises NotWhole when the file on disk disagrees; the part stays, for `salvage`.
        """
        with self._closing:
            assert self._fd is not None
            try:
                os.fsync(self._fd)
                found, size, sha256 = _measure(self._fd)
                if lines is not None and found != lines:
                    raise NotWhole(f"{self.part} holds {found} whole lines of {lines} records")
                self._refuse_to_rewrite()
                self.part.rename(self.path)
                sync_folder(self.path.parent)
            finally:
                self._close()
        return Completed(_name(self.path), found, size, sha256)

    def abandon(self) -> None:
        """Stop writing and leave the part to `salvage`."""
        with self._closing:
            self._close()

    def close(self) -> None:
        self._close()
        super().close()

    def _close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _refuse_to_rewrite(self) -> None:
        if not self.overwrite and self.path.exists():
            raise FileExistsError(f"{self.path} is complete already; a run adds files, it never rewrites one")


Keep = Callable[[int, Path], tuple[int, int]]
"""(a part's file descriptor, its path) -> (whole records that it is reduced to, bytes dropped)."""


def salvaging(data_dir: Path) -> AbstractContextManager[None]:
    """A block in which no other process completes parts: two salvages of one folder wait for each other, so that each
    returns only when all that could be salvaged has been."""
    return one_at_a_time(data_dir / "locks" / "salvage")


def salvage_parts(parts: Iterable[Path], keep: Keep | None = None) -> list[Salvaged]:
    """Complete those parts that dead writers left; of records, where `keep` says nothing else, every whole line.

    Parts of living writers stay alone. For a block of `salvaging`; can be repeated, and killed at any moment itself.
    """
    deadline = time.monotonic() + GRACE
    return [found for part in sorted(parts) if (found := _salvage(part, deadline, keep or _keep_whole_lines))]


def _salvage(part: Path, deadline: float, keep: Keep) -> Salvaged | None:
    fd = _take(part, deadline)
    if fd is None:
        return None
    try:
        final = part.with_name(part.name.removesuffix(PART))
        if final.exists():
            logger.warning("%s is left as it is: the whole file is there already. Move one of them away", part)
            return None
        records, torn = keep(fd, part)
        if not records:
            part.unlink()
            sync_folder(part.parent)
            return Salvaged(_name(final), 0, torn, None)
        os.fsync(fd)
        part.rename(final)
        sync_folder(part.parent)
        with final.open("rb") as file:
            return Salvaged(_name(final), records, torn, hashlib.file_digest(file, "sha256").hexdigest())
    finally:
        os.close(fd)


def _keep_whole_lines(fd: int, part: Path) -> tuple[int, int]:
    """Reduce a part to its whole records; returns their number and how many bytes were dropped."""
    whole, size, rest, end = 0, 0, [], 0
    with part.open("rb") as file:
        for line in file:
            size += len(line)
            if is_record(line):
                whole += 1
                rest.append(line)
                if end == size - len(line):
                    end, rest = size, []
    if rest:  # bad bytes before good lines: a power cut on a file system that does not order its writes
        kept = part.with_name(part.name + ".salvage")
        with kept.open("wb") as copy, part.open("rb") as file:
            copy.writelines(line for line in file if is_record(line))
            copy.flush()
            os.fsync(copy.fileno())
            length = copy.tell()
        kept.rename(part)
        return whole, size - length
    if end < size:
        os.ftruncate(fd, end)
    return whole, size - end


def is_record(line: bytes) -> bool:
    """Whether `line` is one whole JSON object with its line end."""
    if not line.endswith(b"}\n"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def make_folder(path: Path) -> None:
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Return when the names in a folder would survive a power cut."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _create(part: Path) -> int:
    """A new, locked, empty file. Raises FileExistsError where a part of that name is there."""
    while True:
        fd = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, MODE)
        fcntl.flock(fd, fcntl.LOCK_EX)
        if _is_at(fd, part):
            return fd
        os.close(fd)  # a salvage took the file for a dead writer's before it was locked, and removed it


def _take(part: Path, deadline: float) -> int | None:
    """The locked part of a dead writer; None when the writer lives or the part is gone."""
    try:
        fd = os.open(part, os.O_RDWR)
    except FileNotFoundError:
        return None
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.01)
                continue
        else:
            if _is_at(fd, part):
                return fd
        os.close(fd)
        return None


def has_writer(part: Path) -> bool:
    """Whether a living process writes a part; False too where it is gone."""
    try:
        fd = os.open(part, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def _is_at(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False


def _measure(fd: int) -> tuple[int, int, str]:
    """Whole lines, bytes and SHA-256 of what a file holds; bytes after the last line end count as no line."""
    lines, size, sha256 = 0, 0, hashlib.sha256()
    while chunk := os.pread(fd, CHUNK, size):
        lines += chunk.count(b"\n")
        size += len(chunk)
        sha256.update(chunk)
    return lines, size, sha256.hexdigest()


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait for the processes that are in a block of this name; the lock file stays."""
    fd = open_lock(path)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def open_lock(path: Path) -> int:
    """A lock's file, made where it is not there. Raises OSError where a link stands in its place."""
    make_folder(path.parent)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, MODE)
