"""`scrapy crawl`: Scrapy's own, which also refuses what cannot be meant and answers for what became of the run."""

import argparse
import gc
import logging
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from scrapy.commands import crawl
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.settings import Settings

from newsstand.arguments import ArgumentError, Arguments, read_arguments
from newsstand.config import EARLY, BadSetting, check_settings
from newsstand.crawl import NewsstandSpider
from newsstand.crawl.loading import known_spiders, spider_named
from newsstand.crawl.progress import Progress
from newsstand.dataset.database import index_folder
from newsstand.dataset.feeds import WholeFeedExporter
from newsstand.dataset.index import Index
from newsstand.dataset.runs import LOOKED_AT, Run, append_run, fit_runs, latest_runs, run_id, versions
from newsstand.exit_codes import EXIT_CODES, USAGE, Problem, exit_code
from newsstand.gaps.frequency import span_of
from newsstand.gaps.silence import Silence, why_silent
from newsstand.health.notify import HEALTHY, notify
from newsstand.health.report import problem_line, report, write_table
from newsstand.health.rules import judged, problems, silent
from newsstand.health.states import Publication, cause_of, last_causes
from newsstand.politeness import Politeness, Refused, check_plain
from newsstand.stats import Stat
from newsstand.terminal import shorten, wanted_or_not
from newsstand.urls import know_moved

RUNS_COMPARED = 10
"""Fit runs that a publication is compared with: those of more nights would be slower to notice."""


def look_for_garbage_less_often() -> None:
    """What is loaded by now stays; a page makes thousands of objects and hardly a cycle (docs/performance.md)."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class Command(crawl.Command):
    settings: Settings  # Scrapy gives them before it runs the command
    crawler_process: CrawlerProcessBase

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """`-o FILE` comes on top of the dataset's own files, not in their place."""
        own, level = dict(self.settings.getdict("FEEDS")), self.settings.getpriority("LOG_LEVEL")
        super().process_options(args, opts)
        try:
            check_settings(self.settings, EARLY)
        except Refused as error:
            self.refuse(str(error))
            raise SystemExit(USAGE) from error
        if opts.output or opts.overwrite_output:
            given = self.settings.getdict("FEEDS")
            # A run without news leaves an empty file: yesterday's under today's name would say something else.
            given = {uri: {"store_empty": True} | options for uri, options in given.items()}
            self.settings.set("FEEDS", own | given, priority="cmdline")
        if self.settings.getpriority("LOG_LEVEL") == level:
            shorten()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            wrong = f"crawl: {args[1]!r} is not known. Arguments are given as -a NAME=VALUE." if args else ""
            self.refuse(wrong or f"crawl: name one spider. Known: {known_spiders(self.settings)}.")
            return
        try:
            spider = spider_named(self.settings, args[0])
            self.check(spider, opts.spargs)
        except (ArgumentError, Refused) as error:
            self.refuse(str(error))
            return
        # Scrapy writes two lines for each page that are for DEBUG alone: where nobody wants them, they are not made.
        logging.getLogger("scrapy.core").setLevel(self.settings["LOG_LEVEL"])
        crawler = self.crawler_process.create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        look_for_garbage_less_often()
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = EXIT_CODES["callback error"]
        else:
            self.answer_for(crawler)

    def check(self, spider: type[Any], given: dict[str, str]) -> Arguments | None:
        """Everything that can be known to be wrong before the first request. Raises what `run` catches."""
        if not issubclass(spider, NewsstandSpider):
            check_plain(self.settings, spider)
            return None
        # Here, as Scrapy imports the modules of all commands before it runs any of them.
        from newsstand.archive.permission import check_archive

        check_columns(self.settings.getdict("FEEDS"))
        asked = read_arguments(spider.name, spider.site, given, publications=spider.publications)
        know_moved(self.settings.getlist("MOVED"), asked.site)
        check_settings(self.settings)
        check_archive(self.settings)
        settings = self.settings.copy()
        settings.set("SITE", asked.site.root, "spider")
        Politeness().update_settings(settings)
        return asked

    def refuse(self, message: str) -> None:
        sys.stderr.write(f"{message}\n")
        self.exitcode = USAGE

    def answer_for(self, crawler: Crawler) -> None:
        """Say what is wrong with the run and what the data holds, and write the run's line."""
        stats, spider = crawler.stats.get_stats(), crawler.spider
        if progress := crawler.get_extension(Progress):
            progress.close()
        told, coverage, amounts = [], {}, []
        if isinstance(spider, NewsstandSpider):
            told, coverage = spider.state.problems, spider.outcomes.coverage
        found = problems(stats, told, walked=isinstance(spider, NewsstandSpider))
        data_dir = Path(crawler.settings["DATA_DIR"])
        fared = fared_before(self.settings, spider) if isinstance(spider, NewsstandSpider) else {}
        if isinstance(spider, NewsstandSpider) and not any(problem.cause == "locked" for problem in found):
            try:
                with Index(data_dir, folder=index_folder(crawler.settings)) as index:
                    if feeds := crawler.get_extension(WholeFeedExporter):
                        index.take(one.name for one in feeds.completed)
                    found = problems(stats, told, judgement(crawler, spider, index))
                    append_run(data_dir, run_of(crawler, spider, found))
                    amounts = index.amounts_of(spider.name, spider.asked.publication_ids)
            except OSError as error:
                found = problems({**stats, Stat.FEED_FAILED: f"the run's own record: {error}"}, told)
        self.exitcode = exit_code(found)
        for problem in found:
            sys.stderr.write(f"{problem_line(problem)}\n")
        if is_told(self.settings, found, fared):
            told_of = report(found, amounts, data_dir, coverage)
            cause = found[0].cause if found else HEALTHY
            notify(crawler.settings["NOTIFY"], told_of, code=self.exitcode, cause=cause, data_dir=data_dir)
        # Last, and as far as it goes: whoever is not interested in the table (`| true`, `>&-`) changes no outcome.
        if isinstance(spider, NewsstandSpider) and amounts:
            with wanted_or_not():
                self.show(crawler, spider, amounts)
        if progress and progress.log:
            sys.stderr.write(f"The log is in {progress.log}\n")

    def show(self, crawler: Crawler, spider: NewsstandSpider, amounts: list[dict[str, Any]]) -> None:
        to_stdout = any(uri.partition(":")[0] in ("-", "stdout") for uri in crawler.settings.getdict("FEEDS"))
        out = sys.stderr if to_stdout else sys.stdout
        if out is not None:  # None: closed before we began
            write_table(out, amounts, Path(crawler.settings["DATA_DIR"]), spider.outcomes.coverage)


def fared_before(settings: Settings, spider: NewsstandSpider) -> dict[Publication, str]:
    """The cause of the last run of each publication asked for."""
    runs = islice(latest_runs(Path(settings["DATA_DIR"])), LOOKED_AT)
    return last_causes(runs, [(spider.name, id) for id in spider.asked.publication_ids])


def is_told(settings: Settings, found: list[Problem], before: Mapping[Publication, str]) -> bool:
    """Whether the user is told of a run: of one that was not healthy, or of a change alone, where that is wished."""
    if settings["NOTIFY_ON"] != "change":
        return bool(found)
    run = {"problems": [asdict(problem) for problem in found]}
    return any(cause_of(run, id) != cause for (_, id), cause in before.items())


def check_columns(feeds: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises BadSetting for a CSV file of all records: it has the columns of one type, and would drop the others'."""
    for uri, options in feeds.items():
        if options.get("format") == "csv" and not options.get("item_classes") and not options.get("fields"):
            raise BadSetting(
                f"{uri}: a crawl writes publications, editions and stories, and CSV has columns for one of them. "
                "Give a name that ends in .jsonl, or make CSV of the dataset: scrapy export --format csv."
            )


def judgement(crawler: Crawler, spider: NewsstandSpider, index: Index) -> list[Problem]:
    """What the coverage of the run shows beside that of the fit runs before it that asked for the same publications."""
    before: list[dict[str, Any]] = []
    asked_before = set()
    for publication in spider.asked.publication_ids:
        for run in fit_runs(index.data_dir, spider.name, publication, RUNS_COMPARED):
            asked_before.add(publication)
            before.append({publication: run["coverage"].get(publication)})
    now = {publication: one.as_dict() for publication, one in spider.outcomes.coverage.items()}
    texts_kept = not crawler.stats.get_value(Stat.TEXTS_WITHHELD)
    found = judged(now, before, texts_kept=texts_kept)
    silences = Silence.of(crawler.settings.getlist("SILENCE"))
    if spider.asked.until is None:
        for publication in sorted(asked_before):
            editions = index.editions_of(spider.name, publication)
            spans = [span for edition in editions if (span := span_of(edition.date_start, edition.date_end))]
            known = index.publication(spider.name, publication)
            name = known.name if known else None
            if why_silent(silences, publication, name, spider.history.today):
                continue
            if silence := silent(known.name or publication if known else publication, spans, spider.history.today):
                found.append(replace(silence, publication=publication))
    return found


def run_of(crawler: Crawler, spider: NewsstandSpider, found: list[Problem]) -> Run:
    from newsstand.archive.keep import Archive

    stats = crawler.stats.get_stats()
    feeds = crawler.get_extension(WholeFeedExporter)
    assert feeds is not None
    archive = crawler.get_extension(Archive)
    return Run(
        id=run_id(crawler),
        spider=spider.name,
        arguments=dict(spider.given),
        versions=versions(),
        start=stats["start_time"].isoformat(timespec="seconds"),
        end=datetime.now(UTC).isoformat(timespec="seconds"),
        reason=found[0].cause if found else str(stats.get("finish_reason")),
        exit_code=exit_code(found),
        counts=dict(feeds.counts),
        files=[asdict(one) for one in feeds.completed],
        problems=found,
        publications=spider.asked.publication_ids,
        coverage={publication: one.as_dict() for publication, one in spider.outcomes.coverage.items()},
        crawl_delay=stats.get(Stat.CRAWL_DELAY, 0.0),
        salvaged=[asdict(one) for one in (*spider.salvaged, *(archive.salvaged if archive else ()))],
    )
