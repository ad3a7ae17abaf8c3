"""Copy a dataset from or to an object store, the files that are not there yet: copy_dataset.py FROM TO.

FROM and TO are folders or what fsspec opens: s3://bucket/newsstand, gs://…, abfs://….
"""

import shutil
import sys
from io import BytesIO
from typing import IO

import fsspec

RUNS = "runs.jsonl"
"""The one file that grows: its lines that are not there yet are added. All others are whole and never change."""
OWN = ("locks/", "logs/", "unread/", "index.sqlite", "archive/index.sqlite")
"""What belongs to one machine; and parts of files, which belong to a run."""


class Place:
    """A folder of a disk or of an object store."""

    def __init__(self, url: str) -> None:
        self.store, self.folder = fsspec.core.url_to_fs(url)

    def files(self) -> list[str]:
        """The dataset's files, by their paths in the folder."""
        found = self.store.find(self.folder) if self.store.exists(self.folder) else []
        paths = [path[len(self.folder) :].lstrip("/") for path in found]
        return [path for path in paths if not path.startswith(OWN) and not path.endswith(".part")]

    def read(self, path: str) -> IO[bytes]:
        return self.store.open(f"{self.folder}/{path}", "rb")

    def lines(self, path: str) -> list[bytes]:
        with self.read(path) as file:
            return file.read().splitlines(keepends=True)

    def write(self, path: str, data: IO[bytes]) -> None:
        """The file is there when all of it is."""
        whole = f"{self.folder}/{path}"
        self.store.makedirs(whole.rpartition("/")[0], exist_ok=True)
        with self.store.open(f"{whole}.part", "wb") as file:
            shutil.copyfileobj(data, file, 1 << 20)
        self.store.mv(f"{whole}.part", whole)


def copy(source: Place, target: Place) -> None:
    there, here = source.files(), set(target.files())
    for path in there:
        if path not in here and path != RUNS:
            with source.read(path) as data:
                target.write(path, data)
    if RUNS in there:  # last: it names files, which are then there
        lines = target.lines(RUNS) if RUNS in here else []
        known = set(lines)
        if new := [line for line in source.lines(RUNS) if line not in known]:
            target.write(RUNS, BytesIO(b"".join(lines + new)))


if __name__ == "__main__":
    copy(*map(Place, sys.argv[1:]))
