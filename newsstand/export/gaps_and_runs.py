"""What an export and the page of coverage say beyond the records: gaps and runs. The record of runs is read once."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from newsstand.dataset.listing import Listing
from newsstand.dataset.opening import open_dataset
from newsstand.dataset.runs import latest_runs
from newsstand.export.columns import TABLES
from newsstand.export.records import decode, encode
from newsstand.gaps.in_dataset import PublicationGaps, accepted, gaps_in
from newsstand.gaps.silence import Silence
from newsstand.gaps.wanted import Publication, wanted

Row = dict[str, Any]


RUN = tuple(column.name for column in TABLES["runs"])
IN_A_PIECE = 100
"""Rows that are packed together."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The table `runs`, by id. It waits while the stories are read, so it is kept small."""

    count: int
    packed: list[bytes]
    """The rows, some in a piece: for each a line with its values, in the order of RUN, as a JSON array."""

    @classmethod
    def of(cls, lines: Sequence[bytes]) -> Self:
        """The table of these rows, each the JSON array of its values."""
        pieces = (lines[at : at + IN_A_PIECE] for at in range(0, len(lines), IN_A_PIECE))
        return cls(len(lines), [zlib.compress(b"\n".join(piece), level=1) for piece in pieces])

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Row]:
        for piece in self.packed:
            for line in zlib.decompress(piece).split(b"\n"):
                yield dict(zip(RUN, decode(line), strict=True))


class GapsAndRuns(NamedTuple):
    publications: list[PublicationGaps]
    """Each publication that is asked for with its gaps, also where it has none."""
    runs: Runs


def gaps_and_runs(
    data_dir: Path,
    *,
    publication: str | None = None,
    silences: Sequence[Silence] = (),
    index_folder: Path | None = None,
    found: Listing | None = None,
) -> GapsAndRuns:
    """What a dataset lacks, and how it came about. Raises NoDataset, also for a publication that it has not; OSError.

    `silences`: what the user has said of gaps. `index_folder`: where the dataset's index is, if not in DATA_DIR.
    `found`: what lies in the dataset's folders, looked for where it is not given.
    """
    with open_dataset(data_dir, index_folder, found) as index:
        begun, runs = wanted_and_runs(latest_runs(data_dir))
        known = publication is not None or index.publications()
        gaps = gaps_in(index, publication=publication, begun=begun) if known else []
    return GapsAndRuns([accepted(each, silences) for each in gaps], runs)


def wanted_and_runs(latest: Iterable[Row]) -> tuple[dict[Publication, date], Runs]:
    """What `wanted` says of these runs, the latest first, and the table of them."""
    packed: dict[str, bytes] = {}
    begun = wanted(noted(latest, packed))
    return begun, Runs.of([packed[id] for id in sorted(packed)])


def noted(latest: Iterable[Row], packed: dict[str, bytes]) -> Iterator[Row]:
    """The same runs, of which each leaves its row of the table `runs` in `packed`, by id, unless a later one has."""
    for run in latest:
        if run["id"] not in packed:
            packed[run["id"]] = encode(run_values(run))
        yield run


def run_values(run: Row) -> tuple[str | int | None, ...]:
    """The values of a row of the table `runs`, in the order of RUN. What a run's line does not say is None."""
    counts = run["counts"]
    return (
        run["id"],
        run["spider"],
        _written(*run["arguments"].items()),
        run["start"] or None,
        run["end"] or None,
        run["reason"],
        run["exit_code"],
        counts.get("publication", 0),
        counts.get("edition", 0),
        counts.get("story", 0),
        run["versions"].get("newsstand"),
    )


@lru_cache(maxsize=1024)
def _written(*arguments: tuple[str, str]) -> str:
    """Arguments as a JSON object, by name. Runs are many, and what they are asked is night for night the same."""
    return json.dumps(dict(arguments), ensure_ascii=False, sort_keys=True)


def gap_rows(surveyed: Iterable[PublicationGaps]) -> list[Row]:
    """The table `gaps`, in its order."""
    return [
        {
            "newsstand": each.publication.newsstand,
            "publication_id": each.publication.id,
            "publication": each.publication.name,
            **{name: value for name, value in asdict(gap).items() if name != "after"},
            "causes": [f"{cause} ({count})" for cause, count in sorted(gap.causes.items())],
        }
        for each in surveyed
        for gap in each.gaps.gaps
    ]
