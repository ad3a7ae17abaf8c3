"""`scrapy reread`: the dataset's records, where today's reader reads them otherwise; with `--into DIR` the runs that
the archive holds, through today's reader, into another dataset."""

import argparse
import asyncio
import logging
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.utils.log import configure_logging
from scrapy.utils.project import get_project_settings

from newsstand.archive import FOLDER
from newsstand.arguments import ArgumentError
from newsstand.commands import crawl
from newsstand.crawl.loading import spider_named
from newsstand.dataset.opening import no_folder
from newsstand.exit_codes import EXIT_CODES, USAGE, Refused
from newsstand.politeness.throttle import Throttle

if TYPE_CHECKING:
    from newsstand.archive.runs import ArchivedRun

NOT_READ = ("feed not written", "callback error", "stopped early", "locked")
NEWSSTAND = {
    *(code for cause, code in EXIT_CODES.items() if cause not in NOT_READ),
    0,
}
"""Exit codes that tell of the newsstand, as they did when it was crawled; any other: a run was not read again."""
NOTHING_ASKED = {
    # Whoever asks nothing of a site need not wait, name a contact, or be told of twice.
    "TWISTED_REACTOR_ENABLED": False,
    "CONTACT": "nobody@example.invalid",
    "NOTIFY": "",
    "ARCHIVE": False,
    "PROGRESS_SECONDS": 0,
    "LOG_LEVEL": "ERROR",
    "RETRY_EXCEPTIONS": [],  # what the archive does not hold is not there at a second look
}
LEFT_OUT = {
    # Nor say in a request who asks, how, and what led there; nor count bytes on their way.
    "DOWNLOADER_MIDDLEWARES": (
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
        "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware",
        "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware",
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware",
        "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
        "scrapy.downloadermiddlewares.stats.DownloaderStats",
    ),
    "SPIDER_MIDDLEWARES": (
        "scrapy.spidermiddlewares.referer.RefererMiddleware",
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
    ),
    "EXTENSIONS": (
        "scrapy.extensions.throttle.AutoThrottle",
        "scrapy.extensions.remote_control.RemoteControl",
        "scrapy.extensions.telnet.TelnetConsole",
        "scrapy.extensions.logstats.LogStats",
        "scrapy.extensions.memusage.MemoryUsage",
    ),
}
"""Setting -> components of Scrapy's that are of use where a site is asked. Importing some takes as long as reading
fifty pages, and what is only turned off is imported."""


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
        codes = []
        try:
            with workers(jobs) as each:
                for found, said in each(partial(read_chain, folder=folder, into=into), chains(runs)):
                    sys.stderr.write(said)
                    codes += found
        except KeyboardInterrupt:
            sys.stderr.write(f"stopped early: what is in {opts.into!r} is not whole\n")
            codes.append(EXIT_CODES["stopped early"])
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


@contextmanager
def workers(jobs: int) -> Iterator[Callable[..., Any]]:
    """`map`, which does up to `jobs` calls side by side, each in a process of its own where there are several."""
    crawl.look_for_garbage_less_often()
    if jobs == 1:
        yield map
    else:
        # By fork: all is imported, and no thread has been started. What stops us ends them without a word.
        with ProcessPoolExecutor(jobs, get_context("fork"), signal.signal, (signal.SIGINT, signal.SIG_DFL)) as pool:
            yield pool.map


def read_chain(runs: Sequence["ArchivedRun"], folder: Path, into: Path) -> tuple[list[int], str]:
    """(exit codes, what is to be said on standard error) of runs that build on each other, read one after the other."""
    configure_logging(settings_of(runs[0], folder, into))
    logging.disable(logging.ERROR - 1)  # nobody asked what these runs had to tell: each line costs as much as a record
    codes, said = [], StringIO()
    for run in runs:
        said.write(f"{run.id}: {run.spider}\n")
        with redirect_stderr(said), redirect_stdout(StringIO()):
            codes.append(read_run(run, folder, into))
    return codes, said.getvalue()


def read_run(run: "ArchivedRun", folder: Path, into: Path) -> int:
    """The exit code of a run that is read again, as `scrapy crawl` would end with it."""
    from newsstand.archive.engine import ArchiveCrawler

    command = crawl.Command()
    command.settings = settings_of(run, folder, into)
    given = run.arguments | {"site": run.site}
    try:
        spider = spider_named(command.settings, run.spider)
        command.check(spider, given)
        crawler = ArchiveCrawler(spider, command.settings)
        asyncio.run(crawler.crawl_async(**given))
    except (ArgumentError, Refused) as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    except Exception:  # noqa: BLE001 - a fault of ours, or of a spider's: the other runs are read all the same
        traceback.print_exc()
        return EXIT_CODES["callback error"]
    command.answer_for(crawler)
    return command.exitcode


def settings_of(run: "ArchivedRun", folder: Path, into: Path) -> Settings:
    settings = get_project_settings()
    given = {name: str(value) for name, value in run.settings.items()} | NOTHING_ASKED
    given |= {"DATA_DIR": str(into), "REREAD": str(folder.absolute()), "REREAD_RUN": run.id}
    settings.setdict(given, "cmdline")
    settings.set_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Throttle, None)
    for setting, components in LEFT_OUT.items():
        base = settings.getdict(f"{setting}_BASE")
        settings.set(f"{setting}_BASE", {name: place for name, place in base.items() if name not in components})
    return settings
