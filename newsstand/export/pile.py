"""Lines and the like, laid one after the other in a file, and found again by where they begin and how long they are."""

import os
from pathlib import Path

BUFFER = 1 << 18


class Pile:
    """A file of the export's own, into which all is `put` before it is read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b", buffering=BUFFER)
        self._size = 0
        self._whole = True

    def put(self, said: bytes) -> tuple[int, int]:
        """Lay down a line with its end, say; returns where it begins and how many bytes it has. Raises OSError."""
        size = len(said)
        place = self._size, size
        self._file.write(said)
        self._size += size
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
