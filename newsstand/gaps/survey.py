"""What a dataset holds and what it lacks, publication by publication, for the commands that tell of it."""

import errno
import hashlib
import logging
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from newsstand.dataset.index import FOLDERS, Ledger
from newsstand.dataset.runs import RUNS, read_runs
from newsstand.dataset.schema import KnownEdition, KnownPublication
from newsstand.gaps.frequency import span_of
from newsstand.gaps.missing import Gaps, Issue, find_gaps
from newsstand.labels.publication import Reading

logger = logging.getLogger(__name__)

READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
"""The system's codes for a folder that may be read and not written."""
LOST = "not in the files"
"""The cause of a gap where stories were collected, and the file that held them is gone or is not what it was."""
NAMED = 5
"""Files that a line names; of more it says how many."""


class NoDataset(Exception):
    """There is nothing to tell of; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A publication and its gaps."""

    publication: KnownPublication
    gaps: Gaps


def open_dataset(data_dir: Path) -> Ledger:
    """The ledger of a dataset with all its complete files taken in; a passing one where none can be written.

    Raises NoDataset, OSError.
    """
    if not data_dir.is_dir():
        raise NoDataset(f"DATA_DIR {data_dir} does not exist: name the folder of a crawl with -s DATA_DIR=...")
    if not any(path for folder in FOLDERS for path in (data_dir / folder).glob("*.jsonl")):
        raise NoDataset(f"DATA_DIR {data_dir} holds no records yet: run a crawl first, for example `scrapy crawl demo`")
    try:
        return _synced(Ledger(data_dir))
    except OSError as error:
        if error.errno not in READ_ONLY and os.access(data_dir, os.W_OK):
            raise
        logger.warning("%s: the files are read without keeping a ledger, which takes longer", error)
    return _synced(Ledger(data_dir, passing=True))


def _synced(ledger: Ledger) -> Ledger:
    try:
        ledger.sync()
    except BaseException:
        ledger.close()
        raise
    return ledger


def not_as_left(data_dir: Path) -> list[str]:
    """The files that are not as the runs left them, with what is wrong: "stories/demo-….jsonl is missing"."""
    left: dict[str, dict[str, Any]] = {}
    for run in read_runs(data_dir):
        for file in (*(run.get("files") or ()), *(run.get("salvaged") or ())):
            if file.get("sha256") and file["name"].partition("/")[0] in FOLDERS:
                left[file["name"]] = file
    return [f"{name} {wrong}" for name, file in sorted(left.items()) if (wrong := _wrong(data_dir / name, file))]


def _wrong(path: Path, left: dict[str, Any]) -> str | None:
    try:
        size = path.stat().st_size
        if size != left.get("size", size):
            return f"has {size:,} bytes of {left['size']:,}"
        with path.open("rb") as file:
            return None if hashlib.file_digest(file, "sha256").hexdigest() == left["sha256"] else "has been changed"
    except FileNotFoundError:
        return "is missing"


def line_of(wrong: list[str]) -> str:
    """One line that names files which are not as they were left."""
    more = f"; and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
    return f"Files that are not as {RUNS} has them: {'; '.join(wrong[:NAMED])}{more}"


def survey(
    ledger: Ledger, *, publication: str | None = None, until: date | None = None, doubtful: bool = False
) -> list[Surveyed]:
    """The gaps of every publication, or of those of one name or id. Raises NoDataset where none is called so.

    `doubtful`: files are not as they were left, so that each edition's stories are counted, whatever its record says.
    """
    known = ledger.publications()
    chosen = [each for each in known if publication is None or is_called(each, publication)]
    if not chosen:
        names = ", ".join(sorted({each.name or each.id for each in known}))
        raise NoDataset(f"publication {publication!r} is not in {ledger.data_dir}. It holds: {names or 'none'}.")
    found = []
    for each in chosen:
        editions = issues(ledger, each)
        if doubtful:
            editions = list(_counted(ledger, each.newsstand, editions))
        found.append(Surveyed(each, find_gaps(editions, until=until)))
    return found


def _counted(ledger: Ledger, newsstand: str, editions: list[Issue]) -> Iterator[Issue]:
    """Editions with the stories that the files hold of them. One of which none is lost stays as it is."""
    for edition in editions:
        there, said = ledger.stories_held(newsstand, edition.id), edition.stories_held or 0
        if there < said:
            causes = {**edition.causes, LOST: said - there}
            yield replace(edition, complete=False, stories_held=there, causes=causes)
        else:
            yield edition


def is_called(publication: KnownPublication, name: str) -> bool:
    """Whether `name` is its id, with or without "publication:", or its name in whatever case."""
    if name.removeprefix("publication:") == publication.id.removeprefix("publication:"):
        return True
    return publication.name is not None and publication.name.casefold() == name.strip().casefold()


def issues(ledger: Ledger, publication: KnownPublication) -> list[Issue]:
    """Every edition of a publication that a list has shown or that has a record."""
    newsstand = publication.newsstand
    known = {edition.id: edition for edition in ledger.editions_of(newsstand, publication.id)}
    reading = Reading(publication=publication.name, language=ledger.record(publication).get("language"))
    reading = reading.taught(ledger.labels(newsstand, publication.id))
    found = [recorded(edition, ledger.record(edition)) for edition in known.values()]
    for id, label in ledger.listed(newsstand, publication.id).items():
        if id not in known:
            found.append(listed(id, label, reading))
    return found


def recorded(edition: KnownEdition, record: dict[str, Any]) -> Issue:
    """An edition as its record has it; without a list of stories, its page could not be read."""
    collected, before = record.get("stories_collected"), record.get("stories_known")
    return Issue(
        id=edition.id,
        label=edition.label,
        span=span_of(edition.date_start, edition.date_end),
        volume=record.get("volume"),
        number=record.get("issue_number"),
        collected=record.get("stories_listed") is not None,
        complete=edition.complete,
        stories_listed=record.get("stories_listed"),
        stories_held=None if collected is None and before is None else (collected or 0) + (before or 0),
        causes=Counter(failure["cause"] for failure in record.get("failures") or ()),
    )


def listed(id: str, label: str | None, reading: Reading) -> Issue:
    """An edition of which no more is known than its label."""
    meaning = reading.meaning(label) if label else None
    if meaning is None:
        return Issue(id=id, label=label, collected=False)
    return Issue(
        id=id,
        label=label,
        span=span_of(meaning.date_start, meaning.date_end),
        volume=meaning.volume,
        number=meaning.issue_number,
        collected=False,
    )
