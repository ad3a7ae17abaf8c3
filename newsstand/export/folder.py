"""The folder of an export: one writer at a time, and every file of an export put there together or not at all.

An export is made in a folder beside. When it is whole that folder is given the name READY, which is the moment from
which the export holds: its files are then moved to their places, by whoever comes next if this process is killed.
"""

import fcntl
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from newsstand.dataset.files import make_folder, sync_folder
from newsstand.exit_codes import Refused

LOCK = ".export.lock"
WORK = ".export-"
READY = ".export-ready"
MANIFEST = "manifest.json"
GONE = "gone.json"
"""In a folder that is ready: the names of files that the new export has no more."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Be the one that writes `out`. Raises Refused, which says who else is, and OSError."""
    make_folder(out)
    fd = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = os.pread(fd, 200, 0).decode("utf-8", "replace") or "another process"
            raise Refused(
                f"{out} is being written by {who}: wait for it to end, or export elsewhere with --to."
            ) from None
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        settle(out)
        yield
        os.ftruncate(fd, 0)
    finally:
        os.close(fd)


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A folder inside `out` for an export in the making; it is gone afterwards."""
    work = Path(mkdtemp(prefix=WORK, dir=out))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def publish(out: Path, made: Path, gone: list[str]) -> None:
    """Put every file under `made`, one of them the manifest, into `out`, and remove those of `gone`."""
    (made / GONE).write_text(json.dumps(sorted(gone)), encoding="utf-8")
    for path in made.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    made.rename(out / READY)
    sync_folder(out)
    settle(out)


def settle(out: Path) -> None:
    """Finish what a killed export had ready, and clear away what one had not."""
    ready = out / READY
    if ready.is_dir():
        if (ready / GONE).exists():
            for path in sorted(
                path for path in ready.rglob("*") if path.is_file() and path.name not in (MANIFEST, GONE)
            ):
                place = out / path.relative_to(ready)
                make_folder(place.parent)
                path.replace(place)
            for name in json.loads((ready / GONE).read_text("utf-8")):
                (out / name).unlink(missing_ok=True)
            if (ready / MANIFEST).exists():
                (ready / MANIFEST).replace(out / MANIFEST)
            sync_folder(out)
        shutil.rmtree(ready)
    for left in out.glob(f"{WORK}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
