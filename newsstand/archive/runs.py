"""The runs that an archive holds, by what its files say themselves: a run that was killed has no line in runs.jsonl."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler

from newsstand.archive.cdxj import WARC
from newsstand.archive.file import About, iso
from newsstand.archive.records import Record, read_records
from newsstand.dataset.runs import run_id, versions

SETTINGS = ("REVISIT_DAYS", "STORY_ATTEMPTS", "TEXT", "ROBOTSTXT_OBEY")
"""Those that decide what a run asks for and what it keeps of it."""


class NoSuchRun(ValueError):
    """An archive does not hold a run. One line for the user."""


@dataclass(slots=True)
class ArchivedRun:
    id: str
    spider: str
    site: str
    """Its address, a mirror's too."""
    arguments: dict[str, str]
    start: datetime
    settings: dict[str, Any]
    files: list[Path] = field(default_factory=list)


def about_run(crawler: Crawler) -> About:
    """What the WARC files of a crawler's run say of it."""
    spider, settings = crawler.spider, crawler.settings
    assert spider is not None
    version = versions()
    return About(
        run_id=run_id(crawler),
        spider=spider.name,
        software=f"newsstand/{version['newsstand']} Scrapy/{version['scrapy']}",
        user_agent=settings["USER_AGENT"],
        robots="obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        run={
            "site": settings.get("SITE"),
            "arguments": dict(getattr(spider, "given", {})),
            "start": iso(crawler.stats.get_value("start_time") or datetime.now(UTC)),
            "settings": {name: settings.get(name) for name in SETTINGS if settings.get(name) is not None},
        },
    )


def archived_run(folder: Path, run_id: str) -> ArchivedRun:
    """Raises NoSuchRun."""
    for run in archived_runs(folder, f"*-{run_id}-*{WARC}"):
        return run
    raise NoSuchRun(f"{folder} holds no run {run_id!r}.")


def archived_runs(folder: Path, pattern: str = f"*{WARC}") -> Iterator[ArchivedRun]:
    """The runs whose WARC files are in a folder, in the order they began; other files are passed over."""
    found: dict[str, ArchivedRun] = {}
    for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
        with path.open("rb") as file:
            first = next(read_records(file, Counter()), None)
        run = run_of(first) if first and first.kind == "warcinfo" else None
        if run:
            found.setdefault(run.id, run).files.append(path)
    yield from sorted(found.values(), key=lambda run: (run.start, run.id))


def run_of(record: Record) -> ArchivedRun | None:
    """None where a warcinfo record is no run's of ours."""
    lines = (line.partition(": ") for line in record.block.decode("utf-8", "replace").splitlines())
    said = {name: value for name, _, value in lines}
    try:
        run = json.loads(said["newsstand-run"])
        return ArchivedRun(
            id=said["isPartOf"],
            spider=said["newsstand-spider"],
            site=run["site"],
            arguments=run["arguments"],
            start=datetime.fromisoformat(run["start"]),
            settings=run["settings"],
        )
    except (KeyError, ValueError, TypeError):
        return None
