"""Lines and the like, laid one after the other in a file, and found again by where they begin and how long they are."""

import os
from pathlib import Path

BUFFER = 1 << 18


class Pile:
    """A file of the export's own, into which all is `put` before it is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b", buffering=BUFFER)
        self._size = 0
        self._whole = True
        self.longest = 0
        """Bytes of the longest line."""

    def put(self, said: bytes) -> tuple[int, int]:
        """Lay down a line with its end, say; returns where it begins and how many bytes it has. Raises OSError."""
        size = len(said)
        place = self._size, size
        self._file.write(said)
        self._size += size
        self._whole = False
        self.longest = max(self.longest, size)
        return place

    def get(self, begins: int, size: int) -> bytes:
        """What was laid down there. Raises OSError."""
        self._flush()
        return os.pread(self._file.fileno(), size, begins)

    def file(self) -> Path:
        """The file with all that was laid down. Raises OSError."""
        self._flush()
        return self._path

    def _flush(self) -> None:
        if not self._whole:
            self._file.flush()
            self._whole = True

    def close(self) -> None:
        self._file.close()
