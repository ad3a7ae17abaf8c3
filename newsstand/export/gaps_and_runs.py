"""What an export and the page of coverage say beyond the records: gaps and runs. The record of runs is read once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from newsstand.dataset.listing import Listing
from newsstand.dataset.opening import open_dataset
from newsstand.dataset.runs import latest_runs
from newsstand.export.records import encode
from newsstand.gaps.in_dataset import PublicationGaps, accepted, gaps_in
from newsstand.gaps.silence import Silence
from newsstand.gaps.wanted import wanted

Row = dict[str, Any]


class GapsAndRuns(NamedTuple):
    publications: list[PublicationGaps]
    """Each publication that is asked for with its gaps, also where it has none."""
    runs: list[bytes]
    """The table `runs`, by id: each row as a JSON object, which takes a third of a dict's memory."""


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
    runs: dict[str, bytes] = {}
    with open_dataset(data_dir, index_folder, found) as index:
        begun = wanted(noted(latest_runs(data_dir), runs))
        known = publication is not None or index.publications()
        gaps = gaps_in(index, publication=publication, begun=begun) if known else []
    return GapsAndRuns([accepted(each, silences) for each in gaps], [runs[id] for id in sorted(runs)])


def noted(runs: Iterable[Row], rows: dict[str, bytes]) -> Iterator[Row]:
    """The same runs, latest first, of which each leaves its row of the table `runs` in `rows`, by id."""
    for run in runs:
        if run["id"] not in rows:
            rows[run["id"]] = encode(run_row(run))
        yield run


def run_row(run: Row) -> Row:
    """A row of the table `runs`. What a run's line does not say is None."""
    counts = run["counts"]
    return {
        "id": run["id"],
        "spider": run["spider"],
        "reason": run["reason"],
        "exit_code": run["exit_code"],
        "start": run["start"] or None,
        "end": run["end"] or None,
        "arguments": _written(*run["arguments"].items()),
        "publications": counts.get("publication", 0),
        "editions": counts.get("edition", 0),
        "stories": counts.get("story", 0),
        "version": run["versions"].get("newsstand"),
    }


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
