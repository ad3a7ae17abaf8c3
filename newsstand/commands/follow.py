"""`scrapy follow`: all that newsstand.toml names, one site after another, with one summary and one exit code."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import IO, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.utils.conf import arglist_to_dict

from newsstand.arguments import ArgumentError
from newsstand.commands import crawl
from newsstand.config import FILE, entry_name
from newsstand.crawl.loading import spider_named
from newsstand.crawl.progress import title_in
from newsstand.crawl.series import Result, Series, Wanted, exit_code, units, worst
from newsstand.dataset.database import index_folder
from newsstand.dataset.index import Index
from newsstand.dataset.locks import Held, Locks
from newsstand.dataset.runs import LOOKED_AT, latest_runs, new_run_id
from newsstand.exit_codes import EXIT_CODES, FINISHED, USAGE
from newsstand.health.notify import HEALTHY, notify
from newsstand.health.report import problem_line
from newsstand.health.states import Publication, last_causes
from newsstand.politeness import Refused
from newsstand.terminal import one_line, print_table, printing, wanted_or_not
from newsstand.urls import named_path

EDITIONS = "5"
"""How many of the newest editions are looked at where nothing is said: nights that failed are made up for."""
Amounts = dict[tuple[str, str], dict[str, Any]]
"""(newsstand, publication id) -> what the index holds of it."""


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--site URL] [--only PUBLICATION] [--list | --dry-run] [-a NAME=VALUE] [-s NAME=VALUE]"

    def short_desc(self) -> str:
        return f"Crawl the publications that {FILE} names"

    def long_desc(self) -> str:
        return (
            f"Crawl the publications that {FILE} names, one site after another. Those of a site with the same "
            "arguments are one run, as by scrapy crawl; the exit code is that of the worst. Arguments and settings "
            "given here win over the file."
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
        parser.add_argument(
            "--site", action="append", default=[], metavar="URL", help="only those of this site (may be repeated)"
        )
        parser.add_argument(
            "--only",
            action="append",
            default=[],
            metavar="PUBLICATION",
            help="only this one: its URL, path, or name as --dry-run prints it (may be repeated)",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--list", action="store_true", help="print the sites, one a line, and ask for nothing")
        what.add_argument("--dry-run", action="store_true", help="print what would be crawled, and ask for nothing")

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
            wanted = chosen(self.wanted(opts.spargs), opts.site, opts.only)
            if opts.list or opts.dry_run:
                with printing(self, "follow"):
                    write_sites(wanted) if opts.list else write_plan(wanted)
                return
            with Locks(data_dir, new_run_id()) as locks:
                for site in dict.fromkeys(one.site for one in wanted):
                    locks.acquire("", f"scrapy follow of {site}")
                before, fared = amounts(data_dir, index_folder(self.settings)), fared_before(data_dir, wanted)
                results = Series(data_dir, passed_on(opts), tell).run(units(wanted))
                after = amounts(data_dir, index_folder(self.settings))
        except (ArgumentError, Refused) as error:
            self.fail(USAGE, "not started", str(error), data_dir)
        except Held as error:
            self.fail(EXIT_CODES["locked"], "locked", str(error), data_dir)
        except OSError as error:
            self.fail(EXIT_CODES["feed not written"], "feed not written", f"DATA_DIR: {error}", data_dir)
        else:
            only_change = self.settings["NOTIFY_ON"] == "change"
            told = is_change(results, fared) if only_change else worst(results) is not None
            self.answer_for(results, before, after, data_dir, told=told)

    def answer_for(
        self, results: Sequence[Result], before: Amounts, after: Amounts, data_dir: Path, *, told: bool
    ) -> None:
        """Say what became of the crawls: exit code, notification, and last the table, which nobody need read."""
        rows = [row for result in results for row in rows_of(result, before, after)]
        self.exitcode = exit_code(results)
        if told:
            problem = worst(results)
            self.notify(problem.cause if problem else HEALTHY, report(results, rows, data_dir), data_dir)
        with wanted_or_not():
            write_summary(sys.stdout, rows, data_dir)

    def wanted(self, given: dict[str, str]) -> list[Wanted]:
        """What is followed, all of it checked. Raises ArgumentError, Refused."""
        file = self.settings.get("CONFIG_FILE")
        if not self.settings.getlist("FOLLOW"):
            raise ArgumentError(
                f"{file or FILE}: names nothing to follow. "
                "Give it a [[follow]] entry: scrapy catalogue NAME --toml prints one."
            )
        if "publication" in given:
            raise ArgumentError(f"follow: -a publication=… is for scrapy crawl. Name it in {file}.")
        checker = crawl.Command()
        checker.settings = self.settings
        found: dict[tuple[str, str], Wanted] = {}
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
            arguments.pop("publication", None)
            for publication, url in zip(asked.publication_ids, asked.publications, strict=True):
                if (name, publication) in found:
                    path = named_path(url, asked.site)
                    raise ArgumentError(f"{where}: publication {path} is named before. Name it once.")
                found[name, publication] = Wanted(
                    spider=name,
                    site=asked.site.root,
                    publication_id=publication,
                    path=named_path(url, asked.site),
                    name=title_in(url, asked.site),
                    arguments=arguments,
                )
        return list(found.values())

    def fail(self, code: int, cause: str, message: str, data_dir: Path) -> None:
        """End without a run."""
        self.exitcode = code
        sys.stderr.write(f"{message}\n" if code == USAGE else f"{cause}: {message}\n")
        self.notify(cause, f"{message}\n", data_dir)

    def notify(self, cause: str, text: str, data_dir: Path) -> None:
        notify(self.settings.get("NOTIFY"), text, code=self.exitcode, cause=cause, data_dir=data_dir)


def fared_before(data_dir: Path, wanted: Sequence[Wanted]) -> dict[Publication, str]:
    """The cause of the last run of each publication."""
    runs = islice(latest_runs(data_dir), LOOKED_AT)
    return last_causes(runs, [(one.spider, one.publication_id) for one in wanted])


def is_change(results: Sequence[Result], before: Mapping[Publication, str]) -> bool:
    """Whether a publication that was asked for fares otherwise than before."""
    for result in results:
        for one in result.unit.publications:
            problem = result.problem_of(one.publication_id)
            cause = problem.cause if problem else FINISHED
            if result.code is not None and cause != before[one.spider, one.publication_id]:
                return True
    return False


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


def rows_of(result: Result, before: Amounts, after: Amounts) -> list[list[str]]:
    """A row of the summary for each publication of a crawl."""
    rows = []
    for one in result.unit.publications:
        key = one.spider, one.publication_id
        was, now = before.get(key, {}), after.get(key, {})
        counts = [f"{now.get(name, 0) - was.get(name, 0):,}" for name in ("editions", "stories")]
        rows.append([name_of(one, after), *counts, now.get("last") or "-", outcome(result, one.publication_id)])
    return rows


def outcome(result: Result, publication_id: str) -> str:
    problem = result.problem_of(publication_id)
    if problem is None:
        return "ok"
    if result.code is None:
        return f"not asked: {problem.cause}"
    return f"{problem.cause} ({EXIT_CODES.get(problem.cause, result.code)})"


def name_of(one: Wanted, after: Amounts) -> str:
    return after.get((one.spider, one.publication_id), {}).get("name") or one.name


def write_summary(out: IO[str], rows: Sequence[Sequence[str]], data_dir: Path) -> None:
    print_table(["publication", "#new editions", "#new stories", "last day", "outcome"], rows, out)
    out.write(f"The data is in {data_dir}\n")


def report(results: Sequence[Result], rows: Sequence[Sequence[str]], data_dir: Path) -> str:
    """What the notification says: every problem, the summary."""
    out = StringIO()
    for result in results:
        names = {one.publication_id: one.name for one in result.unit.publications}
        for problem in result.problems:
            about = names.get(problem.publication or "", result.unit.name)
            out.write(f"{one_line(about)}: {problem_line(problem)}\n")
    out.write("\n")
    write_summary(out, rows, data_dir)
    return out.getvalue()


def chosen(wanted: Sequence[Wanted], sites: Sequence[str], only: Sequence[str]) -> list[Wanted]:
    """Those of the sites and publications named; all where none is. Raises ArgumentError for a name that fits none."""
    for site in sites:
        if not any(is_site(one, site) for one in wanted):
            known = ", ".join(dict.fromkeys(one.site for one in wanted))
            raise ArgumentError(f"follow: --site {site!r} is not followed. Followed: {known}.")
    for name in only:
        if not any(is_named(one, name) for one in wanted):
            raise ArgumentError(f"follow: --only {name!r} is not followed. scrapy follow --dry-run prints what is.")
    of_sites = [one for one in wanted if not sites or any(is_site(one, site) for site in sites)]
    found = [one for one in of_sites if not only or any(is_named(one, name) for name in only)]
    if not found:
        raise ArgumentError("follow: --site and --only have no publication in common. Leave one of them out.")
    return found


def is_site(one: Wanted, site: str) -> bool:
    return one.site.rstrip("/").casefold() == site.rstrip("/").casefold()


def is_named(one: Wanted, name: str) -> bool:
    names = (one.path, one.site + one.path, one.publication_id, one.name)
    return name.casefold() in {each.casefold() for each in names}


def write_sites(wanted: Sequence[Wanted]) -> None:
    """One a line: what `--site` takes, and what GNU parallel, xargs and others take a line each of."""
    for site in dict.fromkeys(one.site for one in wanted):
        sys.stdout.write(f"{site}\n")


def write_plan(wanted: Sequence[Wanted]) -> None:
    def told(one: Wanted) -> str:
        return " ".join(f"{name}={value}" for name, value in one.arguments.items() if name != "site")

    rows = [[one.site, one.name, one.path, told(one)] for one in wanted]
    print_table(["site", "publication", "path", "arguments"], rows)
