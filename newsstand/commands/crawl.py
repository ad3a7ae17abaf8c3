"""`scrapy crawl`: Scrapy's own, which also refuses what cannot be meant and answers for what became of the run."""

import argparse
import sys
from typing import Any

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from newsstand.arguments import ArgumentError, Arguments, read_arguments
from newsstand.logs import shorten
from newsstand.manners import Manners, MissingContact
from newsstand.manners.addresses import PrivateAddress
from newsstand.outcome import USAGE, exit_code, problems
from newsstand.walk import NewsstandSpider


class Command(crawl.Command):
    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """`-o FILE` comes on top of the dataset's own files, not in their place."""
        own, level = dict(self.settings.getdict("FEEDS")), self.settings.getpriority("LOG_LEVEL")
        super().process_options(args, opts)
        if opts.output or opts.overwrite_output:
            self.settings.set("FEEDS", own | self.settings.getdict("FEEDS"), priority="cmdline")
        if self.settings.getpriority("LOG_LEVEL") == level:
            shorten()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one spider: scrapy crawl SPIDER")
        spiders = self.crawler_process.spider_loader
        if args[0] not in spiders.list():
            self.refuse(f"spider {args[0]!r} is not known. Known: {', '.join(sorted(spiders.list()))}.")
            return
        spider = spiders.load(args[0])
        try:
            self.check(spider, opts.spargs)
        except (ArgumentError, MissingContact, PrivateAddress) as error:
            self.refuse(str(error))
            return
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        self.answer_for(crawler)

    def check(self, spider: type[Any], given: dict[str, str]) -> Arguments | None:
        """Everything that can be known to be wrong before the first request. Raises what `run` catches."""
        if not issubclass(spider, NewsstandSpider):
            return None
        asked = read_arguments(spider.name, spider.site, given, publications=spider.publications)
        settings = self.settings.copy()
        settings.set("SITE", asked.site.root, "spider")
        Manners().update_settings(settings)
        return asked

    def refuse(self, message: str) -> None:
        sys.stderr.write(f"{message}\n")
        self.exitcode = USAGE

    def answer_for(self, crawler: Any) -> None:
        told = getattr(crawler.spider, "problems", [])
        found = problems(crawler.stats.get_stats(), told)
        for problem in found:
            sys.stderr.write(f"{problem.cause}: {problem.message}\n")
        self.exitcode = exit_code(found)
