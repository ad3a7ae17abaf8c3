"""What an export is made from: what was asked for, the files of a dataset, and what was noticed in them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from newsstand.dataset.listing import Listing, look
from newsstand.dataset.runs import RUNS

Text = Literal["keep", "none"] | None
"""What happens to texts. None: they are kept but for those whose rights are reserved."""
OPTIONAL = ("teasers", "same_story")
"""Tables that are there only where they were asked for."""


class Damaged(Exception):
    """A line is no record of this dataset; the message begins with file and line."""


@dataclass(slots=True)
class Found:
    """What reading came upon besides records."""

    damaged: list[str] = field(default_factory=list)
    """Lines passed over, each as "stories/demo-….jsonl:12: is no JSON"."""
    unknown: dict[str, set[str]] = field(default_factory=dict)
    """Table -> keys of its records that no column takes."""


def input_files(data_dir: Path, found: Listing | None = None) -> dict[str, int]:
    """Every complete file of the dataset, and the record of runs, in order: name under DATA_DIR -> bytes.

    `found`: what lies in the dataset's folders, looked for where it is not given.
    """
    found = found or look(data_dir)
    files = {name: size for name, (size, _) in found.complete.items()}
    if (data_dir / RUNS).exists():
        files[RUNS] = (data_dir / RUNS).stat().st_size
    return {name: files[name] for name in sorted(files)}
