"""What killed runs left of their WARC files: whole records stay, a torn one goes, and each file gets its index."""

import os
from collections import Counter
from pathlib import Path

from newsstand.archive.captures import capture_of
from newsstand.archive.cdxj import CDXJ, WARC
from newsstand.archive.file import write_cdxj
from newsstand.archive.records import read_records
from newsstand.dataset.files import PART, Salvaged, salvage_parts, salvaging


def salvage_archive(folder: Path) -> list[Salvaged]:
    """Complete the files of dead writers, and index those that have no index; what living ones write stays alone.

    `lines` of a file is its number of records. Can be repeated, and killed at any moment itself. Raises OSError.
    """
    if not folder.is_dir():
        return []
    with salvaging(folder.parent):
        found = salvage_parts(folder.glob(f"*{WARC}{PART}"), keep_whole_records)
        salvage_parts(folder.glob(f"*{CDXJ}{PART}"), keep_nothing)
    for path in sorted(path for path in folder.glob(f"*{WARC}") if path.is_file()):
        if not path.with_name(path.name.removesuffix(WARC) + CDXJ).exists():
            index(path)
    return found


def keep_whole_records(fd: int, part: Path) -> tuple[int, int]:
    """Reduce a part to its whole records: (their number, bytes dropped). A file without a capture is none."""
    size = os.fstat(fd).st_size
    with part.open("rb") as file:
        spans = [(record.offset, record.length) for record in read_records(file, Counter())]
    kept = sum(length for _, length in spans)
    if len(spans) <= 1:
        return 0, size
    if spans[-1][0] + spans[-1][1] == kept:
        os.ftruncate(fd, kept)
        return len(spans), size - kept
    copy_path = part.with_name(part.name + ".salvage")  # a power cut left bad bytes before good records
    with copy_path.open("wb") as copy, part.open("rb") as file:
        for offset, length in spans:
            file.seek(offset)
            copy.write(file.read(length))
        copy.flush()
        os.fsync(copy.fileno())
    copy_path.rename(part)
    return len(spans), size - kept


def keep_nothing(fd: int, part: Path) -> tuple[int, int]:
    """An index is made anew from its file."""
    return 0, os.fstat(fd).st_size


def index(path: Path) -> None:
    lines = []
    with path.open("rb") as file:
        for record in read_records(file, Counter()):
            if record.kind in ("response", "revisit") and (capture := capture_of(record)):
                lines.append(capture.line(path.name))
    write_cdxj(path, lines)
