"""A WARC file in the making, with the lines of its index: whole or not there, like the files of records."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsstand.archive.cdxj import CDXJ, WARC, Line, sorted_lines
from newsstand.archive.warc import CONFORMS_TO, fields_block, new_record_id, record
from newsstand.dataset.files import Completed, WholeFile


@dataclass(frozen=True, slots=True)
class About:
    """What the first record of each file says: who fetched, for which run, and how to make the run again."""

    run_id: str
    spider: str
    software: str
    user_agent: str
    robots: str
    """ "obey" or "ignore"."""
    run: dict[str, Any]
    """What `reread` needs: site, arguments, start and settings (archive/runs.py)."""

    def block(self) -> bytes:
        return fields_block(
            [
                ("software", self.software),
                ("format", "WARC File Format 1.1"),
                ("conformsTo", CONFORMS_TO),
                ("isPartOf", self.run_id),
                ("http-header-user-agent", self.user_agent),
                ("robots", self.robots),
                ("newsstand-spider", self.spider),
                ("newsstand-run", json.dumps(self.run)),
            ]
        )


def iso(moment: datetime) -> str:
    """As WARC-Date has it: "2025-01-02T03:04:05.678901Z"."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class ArchiveFile:
    """`<spider>-<run id>-NNNN.warc.gz` in `folder`, from its first record to its final name.

    Raises OSError for all that disks do; the part stays then, for `salvage`.
    """

    def __init__(self, folder: Path, about: About, number: int) -> None:
        name = f"{about.spider}-{about.run_id}-{number:04d}{WARC}"
        self.whole = WholeFile(folder / name)
        self.name = name
        self.size = 0
        self.records = 0
        self.lines: list[Line] = []
        headers = [
            ("WARC-Date", iso(datetime.now(UTC))),
            ("WARC-Filename", name),
            ("WARC-Record-ID", new_record_id()),
            ("Content-Type", "application/warc-fields"),
        ]
        self.write([record("warcinfo", headers, about.block())], None)

    def write(self, records: list[bytes], line: Line | None) -> Line | None:
        """Append records in one piece. `line` describes the first of them; returned with its place in it."""
        self.whole.write(b"".join(records))
        placed = line and replace(line, offset=self.size, length=len(records[0]), filename=self.name)
        if placed:
            self.lines.append(placed)
        self.size += sum(map(len, records))
        self.records += len(records)
        return placed

    def complete(self) -> list[Completed]:
        """Give the file its name, and then its index: one that is missing is made anew by the next run."""
        completed = replace(self.whole.complete(None), lines=self.records)
        return [completed, write_cdxj(self.whole.path, self.lines)]

    def abandon(self) -> None:
        self.whole.abandon()


def write_cdxj(warc: Path, lines: list[Line]) -> Completed:
    """The index of a WARC file, beside it."""
    index = WholeFile(warc.with_name(warc.name.removesuffix(WARC) + CDXJ), overwrite=True)
    try:
        for line in sorted_lines(lines):
            index.write(line)
        return index.complete(len(lines))
    except OSError:
        index.abandon()
        raise
