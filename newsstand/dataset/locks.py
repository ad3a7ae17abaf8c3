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

from newsstand.dataset.files import make_folder


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


class Locks:
    """The locks that a run holds: until `release`, or until its process ends, however it ends."""

    def __init__(self, data_dir: Path, run_id: str) -> None:
        self._folder = data_dir / "locks"
        self._run_id = run_id
        self._held: dict[tuple[str, str], int] = {}

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
        make_folder(self._folder)
        digest = sha256(json.dumps([newsstand, publication]).encode()).hexdigest()
        fd = os.open(self._folder / f"{digest[:24]}.lock", os.O_RDWR | os.O_CREAT, 0o644)
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

    def release(self) -> None:
        """Let go of all of them. The files stay: removing one would let two runs lock two files of the same name."""
        while self._held:
            _, fd = self._held.popitem()
            os.ftruncate(fd, 0)
            os.close(fd)


def _holder(fd: int) -> Holder | None:
    try:
        return Holder(**json.loads(os.pread(fd, 1 << 16, 0)))
    except (ValueError, TypeError):
        return None
