"""What dead runs and compactions left half done: mended at the start of the next."""

import os
from collections.abc import Iterator
from pathlib import Path

from newsstand.dataset.compact import finish
from newsstand.dataset.files import PART, Salvaged, salvage_parts, salvaging
from newsstand.dataset.listing import FOLDERS, PLAIN, Listing, look


def mend(data_dir: Path) -> tuple[list[Salvaged], Listing]:
    """Finish what was being compacted, and complete the files of records that dead writers left.

    Returns those, and what lies in the dataset's folders then. The folders are looked through once, and once more only
    where something was mended. Can be repeated, and killed at any moment itself.
    """
    if not data_dir.is_dir():
        return [], Listing()
    with salvaging(data_dir):
        found = look(data_dir)
        finished = finish(data_dir, found)
        parts = [data_dir / name for name in found.ending(PLAIN + PART)]
        salvaged = salvage_parts(part for part in (*parts, *_parts_elsewhere(data_dir)) if part.exists())
        return salvaged, look(data_dir) if finished or salvaged else found


def _parts_elsewhere(data_dir: Path) -> Iterator[Path]:
    """Those of files of records that are not the dataset's: what was rejected, feeds of a user's own."""
    for folder in [path for path in data_dir.iterdir() if path.is_dir() and path.name not in FOLDERS]:
        with os.scandir(folder) as entries:
            yield from [folder / entry.name for entry in entries if entry.name.endswith(PLAIN + PART)]
