"""`scrapy compact`: closed months in one compressed file a type, and back."""

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.dataset.compact import NotCompacted, closed_months, compact, compacted_files, restore
from newsstand.dataset.database import index_folder
from newsstand.dataset.index import Index
from newsstand.dataset.locks import Held, Locks, check_locks
from newsstand.dataset.mending import mend
from newsstand.dataset.opening import no_folder
from newsstand.dataset.runs import new_run_id
from newsstand.exit_codes import EXIT_CODES, USAGE
from newsstand.terminal import one_line, print_table, size


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--before MONTH] [--undo]"

    def short_desc(self) -> str:
        return "Put the files of closed months into one compressed file each"

    def long_desc(self) -> str:
        return (
            "Put the files of each closed month into one compressed file a type of record. It holds the same lines; a "
            "manifest beside it names the files that went in. Runs do without; it can be stopped at any moment, and "
            "undone. While a run is at work it ends at once."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--before", metavar="MONTH", help="months before this one: 2026-11 (default: this month)")
        parser.add_argument("--undo", action="store_true", help="put the files back as they were")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        data_dir = Path(self.settings["DATA_DIR"])
        before = opts.before or f"{datetime.now(UTC):%Y-%m}"
        if args or not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", before):
            wrong = (
                f"{args[0]!r} is not known. Name a month with --before"
                if args
                else f"--before {before!r} is no month. Write it as 2026-11"
            )
            self.fail(USAGE, f"compact: {wrong}.")
            return
        if not data_dir.is_dir():
            self.fail(USAGE, no_folder(data_dir))
            return
        try:
            check_locks(data_dir)
            with Locks(data_dir, new_run_id()) as locks:
                locks.have_files_alone()
                mend(data_dir)
                self.undo(data_dir) if opts.undo else self.compact(data_dir, before)
                with Index(data_dir, folder=index_folder(self.settings)) as index:
                    index.sync()
        except Held as error:
            self.fail(EXIT_CODES["locked"], f"locked: {error}")
        except OSError as error:
            self.fail(EXIT_CODES["feed not written"], f"feed not written: {error}")

    def compact(self, data_dir: Path, before: str) -> None:
        rows = []
        for (folder, month), names in closed_months(data_dir, before).items():
            try:
                made = compact(data_dir, folder, month, names)
            except NotCompacted as error:
                self.fail(EXIT_CODES["feed not written"], str(error))
                continue
            rows.append([made.name, f"{made.files:,}", f"{made.lines:,}", size(made.before), size(made.after)])
        if rows:
            print_table(["file", "#files before", "#lines", "#before", "#after"], rows)
        else:
            sys.stdout.write(f"No file of a month before {before} is to be compacted.\n")

    def undo(self, data_dir: Path) -> None:
        for path in compacted_files(data_dir):
            try:
                sys.stdout.write(f"{path}: {len(restore(data_dir, path)):,} files are back\n")
            except NotCompacted as error:
                self.fail(EXIT_CODES["feed not written"], str(error))

    def fail(self, code: int, message: str) -> None:
        sys.stderr.write(f"{one_line(message)}\n")
        self.exitcode = code
