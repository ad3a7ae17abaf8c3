"""Closed months of the dataset in one compressed file a type, by newsstand and publication; and back again.

At any moment that a process may be killed the dataset is whole: either the compressed file is not there yet, or it is
and its manifest, under the name PENDING, says which files no longer count. `finish` removes what a kill left.
"""

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from newsstand.dataset.files import MODE, PART, WholeFile, make_folder, salvaging, sync_folder
from newsstand.dataset.listing import MANIFEST, PACKED, PENDING, PLAIN, Listing, find_files, look
from newsstand.dataset.records import packed as members
from newsstand.dataset.records import read_lines

OF_A_RUN = re.compile(rf"-(\d{{4}})(\d\d)\d\dT\d{{6}}Z-[0-9a-f]{{8}}-\d+{re.escape(PLAIN)}$")
"""How the files end that runs write: with the run's start, which says their month."""


class NotCompacted(Exception):
    """A month was left as it is; one line that says why."""


@dataclass(frozen=True, slots=True)
class Went:
    """A file that went into a compressed one."""

    name: str
    lines: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Compacted:
    """What became of a month's files of one type."""

    name: str
    """Of the compressed file, from DATA_DIR: "stories/2026/2026-10.jsonl.gz"."""
    files: int
    lines: int
    before: int
    after: int
    """Bytes."""


@dataclass(slots=True)
class Piece:
    """Lines of one publication that stand together in a file."""

    shelf: tuple[str, str]
    """Newsstand and publication."""
    file: int
    place: int
    length: int
    lines: int


def closed_months(data_dir: Path, before: str) -> dict[tuple[str, str], list[str]]:
    """By folder and month ("2026-10"): the names of the files that runs wrote in months before `before`."""
    found = defaultdict(list)
    for one in find_files(data_dir):
        if (match := OF_A_RUN.search(one.name)) and (month := f"{match[1]}-{match[2]}") < before:
            found[one.name.partition("/")[0], month].append(one.name)
    return dict(sorted(found.items()))


def compact(data_dir: Path, folder: str, month: str, names: list[str]) -> Compacted:
    """Put files of a month into one. Raises NotCompacted, OSError; then all is as it was."""
    pieces: list[Piece] = []
    went = [_measured(data_dir, name, number, pieces) for number, name in enumerate(names)]
    pieces.sort(key=lambda piece: (piece.shelf, piece.file, piece.place))
    target = _free(data_dir / folder / month[:4], month)
    file, told = WholeFile(target), hashlib.sha256()
    try:
        for member in members(_lines(data_dir, names, pieces, told)):
            file.write(member)
        manifest = target.with_name(target.name.removesuffix(PACKED) + PENDING)
        order = [[piece.file, piece.place, piece.lines] for piece in pieces]
        _write(manifest, {"files": [asdict(one) for one in went], "order": order, "lines_sha256": told.hexdigest()})
        done = file.complete(None)
    except BaseException:
        file.abandon()
        raise
    if _digest_of_lines(target) != told.hexdigest():
        target.unlink()
        raise NotCompacted(f"{target}: the disk gave back other lines than were written; the files stay as they are")
    _remove_replaced(data_dir, manifest)
    return Compacted(
        target.relative_to(data_dir).as_posix(),
        len(names),
        sum(one.lines for one in went),
        sum(one.size for one in went),
        done.size,
    )


def restore(data_dir: Path, target: Path) -> list[str]:
    """Put back the files that went into a compressed one, as they were to the byte; returns their names.

    Raises NotCompacted where that is not possible; then the compressed file stays.
    """
    done, manifest = (target.with_name(target.name.removesuffix(PACKED) + end) for end in (MANIFEST, PENDING))
    if not done.exists():
        raise NotCompacted(f"{target}: {done.name} is not there, which says what went in")
    said = json.loads(done.read_bytes())
    done.rename(manifest)  # from here on the files do not count, until the compressed one is gone
    parts = [(data_dir / one["name"]).with_name(Path(one["name"]).name + PART) for one in said["files"]]
    for part in parts:
        make_folder(part.parent)
        part.unlink(missing_ok=True)
    lines = (line.text for line in read_lines(target))
    for number, place, count in said["order"]:
        _put(parts[number], place, b"".join(next(lines) for _ in range(count)))
    for part, one in zip(parts, said["files"], strict=True):
        data = part.read_bytes()
        if hashlib.sha256(data).hexdigest() != one["sha256"]:
            with salvaging(data_dir):
                finish(data_dir, look(data_dir))
            raise NotCompacted(f"{target}: gives other lines of {one['name']} than went in; it stays as it is")
        part.rename(data_dir / one["name"])
    for parent in {part.parent for part in parts}:
        sync_folder(parent)
    target.unlink()
    sync_folder(target.parent)
    manifest.unlink()
    return [one["name"] for one in said["files"]]


def finish(data_dir: Path, found: Listing) -> bool:
    """Remove what a killed compaction left among what was found, files that were replaced, or the beginning of one that
    would have been; returns whether there was any. For a block of `salvaging`."""
    left = [data_dir / name for name in found.ending(PACKED + PART, PENDING, PENDING + PART)]
    for path in left:
        if not path.name.endswith(PART) and path.with_name(path.name.removesuffix(PENDING) + PACKED).exists():
            _remove_replaced(data_dir, path)
        else:
            path.unlink()
    return bool(left)


def _remove_replaced(data_dir: Path, manifest: Path) -> None:
    parents = set()
    for one in json.loads(manifest.read_bytes())["files"]:
        path = data_dir / one["name"]
        for each in (path, path.with_name(path.name + PART)):
            each.unlink(missing_ok=True)
        parents.add(path.parent)
    for parent in parents:
        if parent.is_dir():
            sync_folder(parent)
    manifest.rename(manifest.with_name(manifest.name.removesuffix(PENDING) + MANIFEST))
    sync_folder(manifest.parent)


def _measured(data_dir: Path, name: str, number: int, pieces: list[Piece]) -> Went:
    """Read a file once: what the manifest says of it, and its pieces, which are added to `pieces`."""
    lines, size, sha256, path = 0, 0, hashlib.sha256(), data_dir / name
    for shelf, group in groupby(((_shelf(line.text), line) for line in read_lines(path)), key=itemgetter(0)):
        piece = Piece(shelf, number, size, 0, 0)
        for _, line in group:
            if not line.text.endswith(b"\n"):
                raise NotCompacted(f"{path}: its last line has no end. Add a line feed, or move the file away")
            sha256.update(line.text)
            piece.length += len(line.text)
            piece.lines += 1
        pieces.append(piece)
        size, lines = size + piece.length, lines + piece.lines
    return Went(name, lines, size, sha256.hexdigest())


def _shelf(text: bytes) -> tuple[str, str]:
    """Newsstand and publication of a record; of what is none, nothing."""
    try:
        record = json.loads(text)
        publication = record["id"] if record["type"] == "publication" else record["publication_id"]
        return str(record["newsstand"]), str(publication or "")
    except (ValueError, TypeError, KeyError, RecursionError):
        return "", ""


def _lines(data_dir: Path, names: list[str], pieces: list[Piece], told: Any) -> Iterator[bytes]:
    """The lines of the pieces in their order; `told` is a hash that takes in each."""
    for piece in pieces:
        with (data_dir / names[piece.file]).open("rb") as file:
            file.seek(piece.place)
            for line in BytesIO(file.read(piece.length)):
                told.update(line)
                yield line


def _digest_of_lines(path: Path) -> str:
    sha256 = hashlib.sha256()
    for line in read_lines(path):
        sha256.update(line.text)
    return sha256.hexdigest()


def _free(folder: Path, month: str) -> Path:
    """A name for a month's compressed file: another one where files came after it was made."""
    path, number = folder / f"{month}{PACKED}", 1
    while path.exists():
        number += 1
        path = folder / f"{month}.{number}{PACKED}"
    return path


def _write(path: Path, content: dict[str, Any]) -> None:
    part = path.with_name(path.name + PART)
    _put(part, 0, json.dumps(content).encode() + b"\n")
    part.rename(path)
    sync_folder(path.parent)


def _put(path: Path, place: int, data: bytes) -> None:
    """Write bytes at a place of a file, for good."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, MODE)
    try:
        rest = memoryview(data)
        while rest:
            written = os.pwrite(fd, rest, place)
            rest, place = rest[written:], place + written
        os.fsync(fd)
    finally:
        os.close(fd)


def compacted_files(data_dir: Path) -> list[Path]:
    """The compressed files that a compaction made, by name."""
    found = look(data_dir)
    packed = (name.removesuffix(MANIFEST) + PACKED for name in found.ending(MANIFEST))
    return [data_dir / name for name in packed if name in found.complete]
