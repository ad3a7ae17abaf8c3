"""`scrapy extract`: saved story pages, HTML or plain text, to records on standard output."""

import argparse
import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from scrapy.spiderloader import get_spider_loader
from scrapy.statscollectors import StatsCollector
from scrapy.utils.misc import build_from_crawler

from newsstand.crawl import NewsstandSpider
from newsstand.dataset.feeds import RecordExporter
from newsstand.exit_codes import USAGE
from newsstand.items import Rejected, Story
from newsstand.loaders import story_record
from newsstand.pages import NotAPage, read_story
from newsstand.pages.document import NotReadable, document
from newsstand.pages.metadata import addresses
from newsstand.politeness.rights import rights
from newsstand.terminal import one_line, printing
from newsstand.urls import Site, kind

FAILED = 1
"""Exit code where a page gave no record."""


class NotExtracted(Exception):
    """A file that gave no story; the message says why."""


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "--spider NAME [--url URL] FILE..."

    def short_desc(self) -> str:
        return "Print the records of saved story pages"

    def long_desc(self) -> str:
        return (
            "Read saved story pages, HTML or the plain text of a page, as a crawl would, and print a record a line on "
            "standard output, in the order of the files. A page that is no story is named on standard error."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--spider", metavar="NAME", help="the newsstand the pages are from")
        parser.add_argument("--url", metavar="URL", help="where the page stood: for its id, and to complete its links")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            site, crawler = self.newsstand(opts.spider, args, opts.url)
        except NotExtracted as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
            return
        pipelines = build_from_crawler(ItemPipelineManager, crawler)
        with printing(self, "extract"):
            self.print_records(args, opts, site, pipelines)

    def print_records(
        self, args: list[str], opts: argparse.Namespace, site: Site, pipelines: ItemPipelineManager
    ) -> None:
        out = RecordExporter(sys.stdout.buffer)
        for name in args:
            try:
                story = extracted(Path(name), site, opts.url)
                story.newsstand = opts.spider
                record = asyncio.run(pipelines.process_item_async(story))
                if isinstance(record, Rejected):
                    raise NotExtracted(f"{name}: rejected: {record.reason}")
                out.export_item(record)
            except (NotExtracted, DropItem) as error:
                sys.stderr.write(f"{one_line(str(error))}\n")
                self.exitcode = FAILED

    def newsstand(self, name: str | None, files: list[str], url: str | None) -> tuple[Site, Crawler]:
        """The site whose pages are read, and a crawler that never crawls, for the pipelines. Raises NotExtracted."""
        spiders = get_spider_loader(self.settings)
        known = ", ".join(sorted(spiders.list()))
        if not name:
            raise NotExtracted(f"extract: --spider is missing. Known: {known}.")
        if name not in spiders.list() or not issubclass(spiders.load(name), NewsstandSpider):
            raise NotExtracted(f"extract: spider {name!r} is not known. Known: {known}.")
        if not files:
            raise NotExtracted("extract: name at least one FILE: a saved page, HTML or plain text.")
        site: Site = spiders.load(name).site
        if url is not None:
            if len(files) > 1:
                raise NotExtracted(f"extract: --url is the address of one page, and there are {len(files)} files.")
            if not is_address(url):
                raise NotExtracted(f"extract: --url is no address of a page: {url!r}. Give https://...")
        crawler = Crawler(spiders.load(name), self.settings)
        crawler.stats = StatsCollector(crawler)
        return site, crawler


def is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": no URL at all
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def extracted(file: Path, site: Site, url: str | None) -> Story:
    """The story of a saved page. Its address is `url`, else what the page itself names as its own.

    Raises NotExtracted.
    """
    try:
        page = document(file.read_bytes(), url=url)
        if page.url is None:
            page = replace(page, url=next((own for own in addresses(page) if kind(own, site) == "story"), None))
        read = read_story(page, site=site)
    except OSError as error:
        raise NotExtracted(f"{file}: {error.strerror}") from error
    except NotReadable as error:
        raise NotExtracted(f"{file}: not a story: {error}") from error
    if isinstance(read, NotAPage):
        raise NotExtracted(f"{file}: {read.cause}")
    if page.url is None or kind(page.url, site) == "story":
        story = story_record(read, url=page.url, site=site)
        story.rights = list(rights(meta=page.meta).signals)
        return story
    raise NotExtracted(f"{file}: {page.url} is not the address of a story")
