"""The dataset's records, read again with today's reader where that reads them otherwise. Nothing is asked for."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from newsstand.dataset.feeds import RecordExporter
from newsstand.dataset.files import Completed, WholeFile
from newsstand.dataset.history import History
from newsstand.dataset.index import Index
from newsstand.dataset.runs import Run, append_run, new_run_id, versions
from newsstand.exit_codes import FINISHED
from newsstand.items import Edition, Story
from newsstand.labels.publication import Reading
from newsstand.loaders import READER_VERSION
from newsstand.pipelines.rederive import rederived_edition, rederived_story

FOLDERS = {"edition": "editions", "story": "stories"}


def reread_records(data_dir: Path) -> dict[str, int]:
    """Write a revision of every edition and story that today's reader reads otherwise; how many of each.

    A run of each newsstand is added to the record of runs. Raises Held where a run is over one of the publications,
    OSError where DATA_DIR cannot be read or written. Can be killed at any moment: what was not written is read again.
    """
    with Index(data_dir) as index:
        index.sync()
        publications = [(one.newsstand, one.id) for one in index.publications()]
    counts = {"edition": 0, "story": 0}
    for newsstand in sorted({newsstand for newsstand, _ in publications}):
        ids = [id for name, id in publications if name == newsstand]
        history = History(data_dir, newsstand, new_run_id(), revisit_days=0, attempts=0)
        try:
            history.open(ids)
            for kind, count in reread_newsstand(history, ids).items():
                counts[kind] += count
        finally:
            with suppress(AttributeError):  # locks that were not made, as DATA_DIR cannot be written
                history.close()
    return counts


def reread_newsstand(history: History, publications: list[str]) -> dict[str, int]:
    """How many records of each type were written for one newsstand."""
    start = datetime.now(UTC)
    files: dict[str, WholeFile] = {}
    counts = {"edition": 0, "story": 0}
    for item in (item for publication in publications for item in read_otherwise(history, publication)):
        if item.type not in files:
            name = f"{history.newsstand}-{history.run_id}-0001.jsonl"
            files[item.type] = WholeFile(history.data_dir / FOLDERS[item.type] / name)
        RecordExporter(cast(IO[bytes], files[item.type])).export_item(item)
        counts[item.type] += 1
    done = [files[kind].complete(counts[kind]) for kind in ("story", "edition") if kind in files]
    if done:
        append_run(history.data_dir, run_of(history, start, counts, done))
    return counts


def read_otherwise(history: History, publication: str) -> Iterator[Edition | Story]:
    """The new revisions of a publication's editions and stories."""
    known = history.index.publication(history.newsstand, publication)
    record = history.index.record(known) if known else {}
    reading = Reading(publication=record.get("name"), language=record.get("language"))
    order = reading.taught(history.labels(publication)).date_order
    for one in history.editions_of(publication):
        edition = history.last_edition(one)
        if changed := rederived_edition(edition, order):
            yield revised(edition, changed)
        for held in history.index.stories_of(history.newsstand, one.id):
            story = history.last(held)
            if changed := rederived_story(story, edition, order):
                yield revised(story, changed)


def revised(item: Edition | Story, changed: list[str]) -> Edition | Story:
    """A record as the reader's own revision. It was fetched when its page was: `fetched_at` stays."""
    item.revision = (item.revision or 1) + 1
    item.changed, item.cause, item.reader_version = changed, "reader", READER_VERSION
    return item


def run_of(history: History, start: datetime, counts: dict[str, int], done: list[Completed]) -> Run:
    return Run(
        id=history.run_id,
        spider=history.newsstand,
        arguments={},
        versions=versions(),
        start=start.isoformat(timespec="seconds"),
        end=datetime.now(UTC).isoformat(timespec="seconds"),
        reason=FINISHED,
        exit_code=0,
        counts=dict(counts),
        files=[asdict(one) for one in done],
    )
