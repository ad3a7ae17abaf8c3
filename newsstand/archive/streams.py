"""What an archive file holds, unpacked as it is read: gzip or Zstandard, a member a record or one for all, or plain.

A member that is torn is passed over: reading goes on with the next that begins a record.
"""

import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 1 << 16
GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""Before a length and the dictionary itself (WARC files with Zstandard, 2.2)."""
BEGINNINGS = (b"WARC/", b"filedesc:", b"http:", b"https:")
"""Of records: WARC; the first of an ARC file, and its others."""
ERRORS = (zlib.error, zstd.ZstdError, EOFError)


class Torn(Exception):
    """What is being read cannot be unpacked, or ends too soon."""


@dataclass(frozen=True, slots=True)
class Packing:
    magic: bytes
    unpacker: Callable[[], Any]
    """Makes an object with `decompress`, `eof` and `unused_data`."""


def packing(file: IO[bytes]) -> Packing | None:
    """How a file is packed, by its first bytes; None for plain. Leaves the file where its first member begins."""
    file.seek(0)
    start = file.read(8)
    if start[:4] == ZSTD_DICTIONARY:
        content = file.read(int.from_bytes(start[4:], "little"))
        if content.startswith(ZSTD):
            content = zstd.decompress(content)
        dictionary = zstd.ZstdDict(content)
        return Packing(ZSTD, lambda: zstd.ZstdDecompressor(zstd_dict=dictionary))
    file.seek(0)
    if start.startswith(GZIP):
        return Packing(GZIP, lambda: zlib.decompressobj(16 + zlib.MAX_WBITS))
    return Packing(ZSTD, zstd.ZstdDecompressor) if start.startswith(ZSTD) else None


class Stream:
    """The unpacked bytes of `file` from `offset` on (the first member, where none is given), read line by line or in
    pieces. All that reads raises Torn.
    """

    def __init__(self, file: IO[bytes], offset: int | None = None) -> None:
        self.file = file
        self.packing = packing(file)
        if offset is not None:
            file.seek(offset)
        self.member = file.tell()
        """Where the member (a plain file: the piece) begins of which the next byte to be read is part."""
        self.raw_end = self.member
        """How much of the file has been unpacked."""
        self.unpacker: Any = None
        self.rest = b""
        self.buffer = b""
        self.at = 0

    def next_record(self) -> int | None:
        """Go to where the next record begins, over empty lines: its byte in a plain file, else its member's.

        None at the end of the file.
        """
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in b"\r\n":
                self.at += 1
            if self.at < len(self.buffer):
                return self.member + (self.at if self.packing is None else 0)
            if not self._fill():
                return None

    def settle(self) -> int | None:
        """At the end of a member: see that its checksum is right; the byte after it. None within a member."""
        while self.unpacker is not None and self.buffer[self.at :].strip(b"\r\n") == b"":
            self._step()
        return self.raw_end if self.packing and self.unpacker is None else None

    def line(self, longest: int = PIECE) -> bytes:
        """Up to and with the next line end; b"" at the end of the file."""
        found = b""
        while len(found) < longest:
            if self.at == len(self.buffer) and not self._fill():
                break
            end = self.buffer.find(b"\n", self.at)
            piece = self.buffer[self.at :] if end < 0 else self.buffer[self.at : end + 1]
            self.at += len(piece)
            found += piece
            if end >= 0:
                break
        return found

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes."""
        pieces, missing = [], size
        while missing:
            if self.at == len(self.buffer) and not self._fill():
                raise Torn("the file ends within a record")
            piece = self.buffer[self.at : self.at + missing]
            self.at += len(piece)
            missing -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def skip(self, size: int) -> None:
        while size:
            size -= len(self.read(min(size, PIECE)))

    def _fill(self) -> bool:
        """Unpack the next piece; False at the end of the file. Pieces never span members."""
        self.buffer, self.at = b"", 0
        while not self.buffer:
            if not self._step():
                return False
        return True

    def _step(self) -> bool:
        if not self.rest:
            self.rest = self.file.read(PIECE)
        if not self.rest:
            if self.unpacker is not None:
                raise Torn("the file ends within a member")
            return False
        self.at = 0
        if self.packing is None:
            self.member, self.buffer, self.rest = self.raw_end, self.rest, b""
            self.raw_end += len(self.buffer)
        else:
            self._unpack(self.packing)
        return True

    def _unpack(self, packing: Packing) -> None:
        if self.unpacker is None:
            self.unpacker, self.member = packing.unpacker(), self.raw_end
        before = len(self.rest)
        try:
            self.buffer = self.unpacker.decompress(self.rest)
        except ERRORS as error:
            raise Torn(str(error)) from error
        self.rest = b""
        if self.unpacker.eof:
            self.rest, self.unpacker = self.unpacker.unused_data, None
        self.raw_end += before - len(self.rest)

    def recover(self, offset: int) -> bool:
        """After Torn: go to the next member, or record of a plain file, that begins one; False where there is none.

        offset: where the record in question began in a plain file.
        """
        place = (self.member if self.packing else offset) + 1
        while (place := self._find(place)) >= 0:
            self.file.seek(place)
            self.member = self.raw_end = place
            self.unpacker, self.rest, self.buffer, self.at = None, b"", b"", 0
            try:
                if self._fill() and self.buffer.startswith(BEGINNINGS):
                    return True
            except Torn:
                pass  # the magic number stood there by chance
            place += 1
        return False

    def _find(self, place: int) -> int:
        """The first byte from `place` on at which a member, or a record of a plain file, may begin; -1: none."""
        sought, ahead = (self.packing.magic, 0) if self.packing else (b"\r\n\r\nWARC/", 4)
        place = max(0, place - ahead)
        self.file.seek(place)
        data = b""
        while piece := self.file.read(PIECE):
            data += piece
            if (found := data.find(sought)) >= 0:
                return place + found + ahead
            kept = data[-len(sought) + 1 :]
            place += len(data) - len(kept)
            data = kept
        return -1
