"""`scrapy reread`: the dataset's records, where today's reader reads them otherwise; with `--into DIR` the runs that
the archive holds, through today's reader, into another dataset."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from newsstand.archive import FOLDER
from newsstand.dataset.opening import no_folder
from newsstand.exit_codes import EXIT_CODES, USAGE, Refused

if TYPE_CHECKING:
    from newsstand.archive.runs import ArchivedRun

NEWSSTAND = {
    *(code for cause, code in EXIT_CODES.items() if cause not in ("feed not written", "callback error", "locked")),
    0,
}
"""Exit codes that tell of the newsstand, as they did when it was crawled; any other: a run was not read again."""
HANDLERS = {
    **dict.fromkeys(("http", "https"), "newsstand.archive.replay.FromArchive"),
    **dict.fromkeys(("data", "file", "ftp", "s3"), None),
}
NOTHING_ASKED = {
    # Whoever asks nothing of a site need not wait, name a contact, or be told of twice.
    "DOWNLOAD_HANDLERS": json.dumps(HANDLERS),
    "DOWNLOADER_MIDDLEWARES": json.dumps({"newsstand.politeness.throttle.Throttle": None}),
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONTACT": "nobody@example.invalid",
    "NOTIFY": "",
    "ARCHIVE": "0",
    "PROGRESS_SECONDS": "0",
    "LOG_LEVEL": "ERROR",
}


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--into DIR [--run ID]... [--jobs N]]"

    def short_desc(self) -> str:
        return "Read again the records, or what the archive holds, with today's reader"

    def long_desc(self) -> str:
        return (
            "Read the runs in the archive of DATA_DIR again with today's reader, in their order, and write their "
            "records into another dataset. Nothing is asked of a site; a page that is not there is 'not archived'."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--into", metavar="DIR", help="the other dataset's folder: new or empty")
        parser.add_argument(
            "--run", metavar="ID", action="append", default=[], dest="runs", help="this run alone (may be repeated)"
        )
        parser.add_argument(
            "--jobs", metavar="N", default="1", help="runs over different publications to read side by side"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Here, as Scrapy imports the modules of all commands before it runs any of them.
        from newsstand.archive.chains import chains
        from newsstand.archive.salvage import salvage_archive

        assert self.settings is not None
        if not opts.into and not args and not opts.runs:
            self.reread_records(Path(self.settings["DATA_DIR"]))
            return
        folder = Path(self.settings["DATA_DIR"]) / FOLDER
        try:
            into, jobs = self.checked(args, opts)
            salvage_archive(folder)
            runs = chosen(folder, opts.runs)
        except Refused as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
            return
        with ThreadPoolExecutor(jobs) as pool:
            codes = [code for each in pool.map(lambda one: reread(one, folder, into), chains(runs)) for code in each]
        self.exitcode = next((code for code in codes if code not in NEWSSTAND), 0)

    def reread_records(self, data_dir: Path) -> None:
        """Write what today's reader reads otherwise in the records of a dataset, and say how much that is."""
        from newsstand.crawl.reread import reread_records
        from newsstand.dataset.locks import Held
        from newsstand.text import plural

        try:
            if not data_dir.is_dir():
                raise Refused(no_folder(data_dir))
            counts = reread_records(data_dir)
        except Refused as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
        except Held as error:
            sys.stderr.write(f"locked: {error}\n")
            self.exitcode = EXIT_CODES["locked"]
        except OSError as error:
            sys.stderr.write(f"feed not written: {error}\n")
            self.exitcode = EXIT_CODES["feed not written"]
        else:
            records = plural(counts["edition"] + counts["story"], "record")
            sys.stdout.write(f"read otherwise: {records} ({counts['edition']} of editions)\n")

    def checked(self, args: list[str], opts: argparse.Namespace) -> tuple[Path, int]:
        """(the other dataset, jobs). Raises Refused."""
        if args:
            raise Refused(f"reread: {args[0]!r} is not known. Name runs with --run.")
        if not opts.into:
            raise Refused("reread: --into is missing. Give the folder of another dataset: --into again")
        if not (opts.jobs.isascii() and opts.jobs.isdecimal() and 1 <= int(opts.jobs) <= 64):
            raise Refused(f"reread: --jobs is {opts.jobs!r}. Give a whole number, from 1 to 64.")
        into = Path(opts.into)
        if into.exists() and not into.is_dir():
            raise Refused(f"reread: --into is a file: {opts.into!r}. Give a folder that is new or empty.")
        if into.is_dir() and any(into.iterdir()):
            raise Refused(f"reread: there is something in {opts.into!r} already. Give a folder that is new or empty.")
        return into.absolute(), int(opts.jobs)


def chosen(folder: Path, ids: Sequence[str]) -> list["ArchivedRun"]:
    """The runs to read again, in their order. Raises Refused."""
    from newsstand.archive.runs import archived_runs

    runs = list(archived_runs(folder))
    if not runs:
        raise Refused(f"reread: {folder} holds no run. ARCHIVE keeps what a crawl fetches there.")
    for run_id in ids:
        if run_id not in {run.id for run in runs}:
            raise Refused(f"reread: --run {run_id!r} is not in {folder}. The names of its files carry the ids.")
    return [run for run in runs if not ids or run.id in ids]


def reread(runs: Sequence["ArchivedRun"], folder: Path, into: Path) -> list[int]:
    """The exit codes of runs that build on each other, read one after the other, each in a process of its own."""
    codes = []
    for run in runs:
        ran = subprocess.run(command(run, folder, into), capture_output=True, text=True, env=os.environ, check=False)
        sys.stderr.write("".join(f"{line}\n" for line in [f"{run.id}: {run.spider}", *ran.stderr.splitlines()]))
        codes.append(ran.returncode)
    return codes


def command(run: "ArchivedRun", folder: Path, into: Path) -> list[str]:
    given = run.arguments | {"site": run.site}
    settings = {name: str(value) for name, value in run.settings.items()} | NOTHING_ASKED
    settings |= {"DATA_DIR": str(into), "REREAD": str(folder.absolute()), "REREAD_RUN": run.id}
    options = [part for name, value in given.items() for part in ("-a", f"{name}={value}")]
    options += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "crawl", run.spider, *options]
