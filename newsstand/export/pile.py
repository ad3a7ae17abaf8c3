"""Bytes laid one after the other in a file, which are found again by where they begin and how long they are."""

import os
from pathlib import Path

BUFFER = 1 << 20


class Pile:
    """A file of the export's own. All is `put` before the first `get`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b", buffering=BUFFER)
        self._size = 0
        self._whole = True

    def put(self, data: bytes) -> tuple[int, int]:
        """Lay down bytes; returns where they begin and how many there are. Raises OSError."""
        self._file.write(data)
        place = self._size, len(data)
        self._size += len(data)
        self._whole = False
        return place

    def get(self, begins: int, size: int) -> bytes:
        """What was laid down there. Raises OSError."""
        if not self._whole:
            self._file.flush()
            self._whole = True
        return os.pread(self._file.fileno(), size, begins)

    def close(self) -> None:
        self._file.close()
