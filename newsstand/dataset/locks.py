"""One run at a time over a publication of a DATA_DIR. The kernel lets go of the lock of a process that died."""

import fcntl
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from newsstand.dataset.files import open_lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock."""

    newsstand: str
    publication: str
    """The publication's id."""
    run_id: str
    pid: int
    host: str
    since: str
    """ISO 8601, UTC, with offset."""


class Held(Exception):
    """Another run is over the same publication in this DATA_DIR."""

    def __init__(self, publication: str, holder: Holder | None) -> None:
        self.publication = publication
        self.holder = holder
        """None where the other run had the lock so newly that it had not said who it is."""
        who = (
            f"run {holder.run_id}, process {holder.pid} on {holder.host}, since {holder.since}"
            if holder
            else "another run"
        )
        super().__init__(f"{publication} is locked by {who}: wait for it to end, or stop it")


REMEDY = "Put DATA_DIR on a disk of this machine, or on a network file system with locks (NFS 4, CephFS)"


class NoLocks(OSError):
    """The file system of DATA_DIR gives locks that hold nobody up, or none: one line with the remedy."""


def check_locks(data_dir: Path) -> None:
    """Raises NoLocks unless a second lock on a file fails while the first is held, OSError where none can be made.

    Some network file systems answer every lock with success: two runs would then write one publication.
    """
    first = open_lock(data_dir / "locks" / "check")
    second = os.open(data_dir / "locks" / "check", os.O_RDWR | os.O_NOFOLLOW)
    try:
        if _locks(first) and _locks(second):
            raise NoLocks(f"{data_dir}: two processes get the same lock there. {REMEDY}")
    except OSError as error:
        if isinstance(error, NoLocks):
            raise
        raise NoLocks(f"{data_dir}: no file can be locked there: {error.strerror}. {REMEDY}") from error
    finally:
        os.close(first)
        os.close(second)


def _locks(fd: int) -> bool:
    """Whether a file could be locked; not where another has it, which is a run that checks at the same moment."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Locks:
    """The locks that a run holds: until `release`, or until its process ends, however it ends."""

    def __init__(self, data_dir: Path, run_id: str) -> None:
        self._folder = data_dir / "locks"
        self._run_id = run_id
        self._held: dict[tuple[str, str], int] = {}
        self._files: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def acquire(self, newsstand: str, publication: str) -> None:
        """Lock a publication, named by its id; once more is the same as once. Raises Held, OSError."""
        if (newsstand, publication) in self._held:
            return
        digest = sha256(json.dumps([newsstand, publication]).encode()).hexdigest()
        fd = open_lock(self._folder / f"{digest[:24]}.lock")
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(fd)
            os.close(fd)
            raise Held(publication, holder) from None
        holder = Holder(
            newsstand=newsstand,
            publication=publication,
            run_id=self._run_id,
            pid=os.getpid(),
            host=socket.gethostname(),
            since=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        os.ftruncate(fd, 0)
        os.pwrite(fd, json.dumps(asdict(holder)).encode(), 0)
        self._held[newsstand, publication] = fd

    def use_files(self) -> None:
        """Keep a compaction away from the files; wait for one that is at work."""
        self._hold_files(fcntl.LOCK_SH)

    def have_files_alone(self) -> None:
        """Raises Held where runs are at work; those that begin now wait."""
        try:
            self._hold_files(fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Held("the dataset", None) from None

    def _hold_files(self, how: int) -> None:
        fd = open_lock(self._folder / "files")
        try:
            fcntl.flock(fd, how)
        except BaseException:
            os.close(fd)
            raise
        self._files = fd

    def release(self) -> None:
        """Let go of all of them. The files stay: removing one would let two runs lock two files of the same name."""
        while self._held:
            _, fd = self._held.popitem()
            os.ftruncate(fd, 0)
            os.close(fd)
        if self._files is not None:
            os.close(self._files)
            self._files = None


def _holder(fd: int) -> Holder | None:
    try:
        return Holder(**json.loads(os.pread(fd, 1 << 16, 0)))
    except (ValueError, TypeError):
        return None
