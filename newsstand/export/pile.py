"""Lines laid one after the other in files, and found again by where they begin and how long they are."""

import os
from collections import defaultdict
from pathlib import Path

AT_ONCE = 1 << 20
"""Bytes that wait to be written, of all files together: a file for each year may be many."""
MOST_OPEN = 64
"""Files that are open to be read: a process may have about a thousand, and a dataset may span centuries."""


class Piles:
    """Files of the export's own, told apart by name; all is `put` before anything is read."""

    def __init__(self, path: Path) -> None:
        self.longest = 0
        """Bytes of the longest line of all."""
        self._path = path
        self._sizes: dict[str, int] = {}
        self._waiting: defaultdict[str, list[bytes]] = defaultdict(list)
        self._held = 0
        self._open: dict[str, int] = {}

    def put(self, name: str, said: bytes) -> tuple[int, int]:
        """Lay down a line with its end; returns where it begins and how many bytes it has. Raises OSError."""
        size, begins = len(said), self._sizes.get(name, 0)
        self._sizes[name] = begins + size
        self._waiting[name].append(said)
        self._held += size
        self.longest = max(self.longest, size)
        if self._held > AT_ONCE:
            self._write()
        return begins, size

    def get(self, name: str, begins: int, size: int) -> bytes:
        """What was laid down there. Raises OSError."""
        if name not in self._open:
            if len(self._open) >= MOST_OPEN:
                self.close()
            self._open[name] = os.open(self.file(name), os.O_RDONLY)
        return os.pread(self._open[name], size, begins)

    def file(self, name: str) -> Path:
        """The file of that name with all that was put into it, empty where that is nothing. Raises OSError."""
        if self._waiting:
            self._write()
        file = self._file(name)
        if name not in self._sizes:
            file.touch()
        return file

    def close(self) -> None:
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()

    def _write(self) -> None:
        for name, lines in self._waiting.items():
            with self._file(name).open("ab") as file:
                file.write(b"".join(lines))
        self._waiting.clear()
        self._held = 0

    def _file(self, name: str) -> Path:
        return self._path.with_suffix(f".{name}")
