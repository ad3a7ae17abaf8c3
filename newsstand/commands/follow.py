"""`scrapy follow`: all that newsstand.toml names, one publication after another, with one summary and one exit code."""

import argparse
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.utils.conf import arglist_to_dict

from newsstand.arguments import ArgumentError
from newsstand.commands import crawl
from newsstand.config import FILE, entry_name
from newsstand.crawl.loading import spider_named
from newsstand.crawl.progress import title_in
from newsstand.crawl.series import Result, Series, Unit, exit_code, worst
from newsstand.dataset.database import index_folder
from newsstand.dataset.index import Index
from newsstand.dataset.locks import Held, Locks
from newsstand.dataset.runs import new_run_id
from newsstand.exit_codes import EXIT_CODES, USAGE
from newsstand.health.notify import notify
from newsstand.health.report import problem_line
from newsstand.politeness import Refused
from newsstand.terminal import one_line, print_table

EDITIONS = "5"
"""How many of the newest editions are looked at where nothing is said: nights that failed are made up for."""
Amounts = dict[tuple[str, str], dict[str, Any]]
"""(newsstand, publication id) -> what the index holds of it."""


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[-a NAME=VALUE] [-s NAME=VALUE]"

    def short_desc(self) -> str:
        return f"Crawl the publications that {FILE} names"

    def long_desc(self) -> str:
        return (
            f"Crawl the publications that {FILE} names, one after another. Each is a run of its own, as by scrapy "
            "crawl; the exit code is that of the worst. Arguments and settings given here win over the file."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="set spider argument for all of them (may be repeated)",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        try:
            opts.spargs = arglist_to_dict(opts.spargs)
        except ValueError:
            raise UsageError("Invalid -a value, use -a NAME=VALUE", print_help=False) from None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        data_dir = Path(self.settings["DATA_DIR"])
        try:
            if args:
                raise ArgumentError(f"follow: {args[0]!r} is not known. Name publications in {FILE}.")
            units = self.units(opts.spargs)
            with Locks(data_dir, new_run_id()) as locks:
                locks.acquire("", "scrapy follow")
                before = amounts(data_dir, index_folder(self.settings))
                results = Series(data_dir, passed_on(opts), tell).run(units)
                after = amounts(data_dir, index_folder(self.settings))
        except (ArgumentError, Refused) as error:
            self.fail(USAGE, "not started", str(error), data_dir)
        except Held as error:
            self.fail(EXIT_CODES["locked"], "locked", str(error), data_dir)
        except OSError as error:
            self.fail(EXIT_CODES["feed not written"], "feed not written", f"DATA_DIR: {error}", data_dir)
        else:
            rows = [row(result, before, after) for result in results]
            write_summary(sys.stdout, rows, data_dir)
            sys.stdout.flush()
            self.exitcode = exit_code(results)
            if problem := worst(results):
                self.notify(problem.cause, report(results, rows, data_dir), data_dir)

    def units(self, given: dict[str, str]) -> list[Unit]:
        """What is to be crawled, all of it checked. Raises ArgumentError, Refused."""
        file = self.settings.get("CONFIG_FILE")
        if not self.settings.getlist("FOLLOW"):
            raise ArgumentError(f"{file or FILE}: names nothing to follow. newsstand.example.toml shows how.")
        if "publication" in given:
            raise ArgumentError(f"follow: -a publication=… is for scrapy crawl. Name it in {file}.")
        checker = crawl.Command()
        checker.settings = self.settings
        units: dict[tuple[str, str], Unit] = {}
        for place, entry in enumerate(self.settings.getlist("FOLLOW"), start=1):
            where, name, arguments = f"{file}: {entry_name(place)}", entry["spider"], entry["arguments"] | given
            if not arguments.keys() & {"editions", "since", "until"}:
                arguments["editions"] = EDITIONS
            try:
                asked = checker.check(spider_named(self.settings, name), arguments)
            except ArgumentError as error:
                raise ArgumentError(f"{where}: {error}") from error
            if asked is None:
                raise ArgumentError(f"{where}: spider {name!r} walks no newsstand: scrapy crawl {name} runs it.")
            for publication, url in zip(asked.publication_ids, asked.publications, strict=True):
                if (name, publication) in units:
                    raise ArgumentError(f"{where}: publication {urlsplit(url).path} is named before. Name it once.")
                path = urlsplit(url).path.replace(",", "%2C")
                units[name, publication] = Unit(
                    spider=name,
                    site=asked.site.root,
                    publication_id=publication,
                    name=title_in(url, asked.site),
                    arguments=arguments | {"publication": path},
                )
        return list(units.values())

    def fail(self, code: int, cause: str, message: str, data_dir: Path) -> None:
        """End without a run."""
        self.exitcode = code
        sys.stderr.write(f"{message}\n" if code == USAGE else f"{cause}: {message}\n")
        self.notify(cause, f"{message}\n", data_dir)

    def notify(self, cause: str, text: str, data_dir: Path) -> None:
        notify(self.settings.get("NOTIFY"), text, code=self.exitcode, cause=cause, data_dir=data_dir)


def passed_on(opts: argparse.Namespace) -> list[str]:
    """The options that every crawl is given too."""
    options = [part for setting in opts.set for part in ("-s", setting)]
    options += [f"--{name}={value}" for name in ("logfile", "loglevel") if (value := getattr(opts, name))]
    return options + (["--nolog"] if opts.nolog else [])


def tell(line: str) -> None:
    sys.stderr.write(f"{one_line(line)}\n")
    sys.stderr.flush()


def amounts(data_dir: Path, folder: Path | None) -> Amounts:
    with Index(data_dir, folder=folder) as index:
        index.sync()
        return {(one["newsstand"], one["publication_id"]): one for one in index.amounts()}


def row(result: Result, before: Amounts, after: Amounts) -> list[str]:
    key = result.unit.spider, result.unit.publication_id
    was, now = before.get(key, {}), after.get(key, {})
    counts = [f"{now.get(name, 0) - was.get(name, 0):,}" for name in ("editions", "stories")]
    outcome = "ok" if result.cause is None else f"{result.cause} ({result.code})"
    if result.code is None:
        outcome = f"not asked: {result.cause}"
    return [name_of(result, after), *counts, now.get("last") or "-", outcome]


def name_of(result: Result, after: Amounts) -> str:
    known = after.get((result.unit.spider, result.unit.publication_id), {})
    return known.get("name") or result.unit.name


def write_summary(out: IO[str], rows: Sequence[Sequence[str]], data_dir: Path) -> None:
    print_table(["publication", "#new editions", "#new stories", "last day", "outcome"], rows, out)
    out.write(f"The data is in {data_dir}\n")


def report(results: Sequence[Result], rows: Sequence[Sequence[str]], data_dir: Path) -> str:
    """What the notification says: every problem, the summary."""
    out = StringIO()
    for result, (name, *_) in zip(results, rows, strict=True):
        out.writelines(f"{one_line(name)}: {problem_line(problem)}\n" for problem in result.problems)
    out.write("\n")
    write_summary(out, rows, data_dir)
    return out.getvalue()
