"""`scrapy extract`: saved story pages, HTML, plain text or web archives of them, to records on standard output."""

import argparse
import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.pipelines import ItemPipelineManager
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from scrapy.utils.misc import build_from_crawler

from newsstand.arguments import ArgumentError
from newsstand.crawl import NewsstandSpider
from newsstand.crawl.given import WrongPage, read_answer
from newsstand.crawl.loading import newsstand_named
from newsstand.dataset.feeds import RecordExporter
from newsstand.exit_codes import USAGE
from newsstand.items import Rejected, Story
from newsstand.loaders import story_record
from newsstand.pages import HTML, Answer, NotAPage, Readers, read_story
from newsstand.pages.document import Document, NotReadable, document
from newsstand.pages.metadata import addresses
from newsstand.pages.story import explained
from newsstand.politeness.rights import rights
from newsstand.terminal import one_line, printing
from newsstand.urls import Site, canonical_url, kind

if TYPE_CHECKING:
    from newsstand.archive.stories import StoryCapture

logger = logging.getLogger(__name__)

FAILED = 1
"""Exit code where a page gave no record."""


class NotExtracted(Exception):
    """A file that gave no story; the message says why."""


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "--spider NAME [--url URL] [--explain] FILE..."

    def short_desc(self) -> str:
        return "Print the records of saved story pages"

    def long_desc(self) -> str:
        return (
            "Read saved story pages, HTML or the plain text of a page, as a crawl would, and print a record a line on "
            "standard output, in the order of the files. A page that is no story is named on standard error. Of a web "
            "archive (.warc, .warc.gz, .warc.zst, .arc.gz, .wacz) each story is read once, and the rest counted there. "
            "--explain prints there how each line of a saved page is read: its part, its kind and the evidence."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--spider", metavar="NAME", help="the newsstand the pages are from")
        parser.add_argument("--explain", action="store_true", help="say on standard error how each line is read")
        parser.add_argument("--url", metavar="URL", help="where the page stood: for its id, and to complete its links")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            spider, crawler = self.newsstand(opts.spider, args, opts.url)
        except NotExtracted as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
            return
        pipelines = build_from_crawler(ItemPipelineManager, crawler)
        with printing(self, "extract"):
            self.print_records(args, opts, spider, pipelines)

    def print_records(
        self, args: list[str], opts: argparse.Namespace, spider: type[NewsstandSpider], pipelines: ItemPipelineManager
    ) -> None:
        from newsstand.archive.records import is_archive

        site, readers = spider.site, spider.readers
        largest = self.settings.getint("DOWNLOAD_MAXSIZE")
        out = RecordExporter(sys.stdout.buffer)
        known: set[str] = set()
        with asyncio.Runner() as runner:
            for name in args:
                try:
                    if is_archive(name):
                        stories = self.in_archive(Path(name), spider, known)
                    elif readers.story is not HTML.story:
                        stories = iter([(name, own_answer(Path(name), spider, opts.url, largest))])
                    else:
                        page = saved_page(Path(name), site, opts.url, largest)
                        if opts.explain:
                            sys.stderr.write(explanation(page, site))
                        stories = iter([(name, extracted(page, name, site))])
                    for where, story in stories:
                        story.newsstand = opts.spider
                        record = runner.run(pipelines.process_item_async(story))
                        if isinstance(record, Rejected):
                            self.tell(f"{where}: rejected: {record.reason}")
                        else:
                            out.export_item(record)
                except (NotExtracted, DropItem) as error:
                    self.tell(str(error))

    def tell(self, why: str) -> None:
        """Of something that gave no record."""
        sys.stderr.write(f"{one_line(why)}\n")
        self.exitcode = FAILED

    def in_archive(self, file: Path, spider: type[NewsstandSpider], known: set[str]) -> Iterator[tuple[str, Story]]:
        """(where it stands, a story) for each that is not `known` and can be read. Raises NotExtracted."""
        from newsstand.archive.records import TORN, NotAnArchive
        from newsstand.archive.stories import story_captures

        passed: Counter[str] = Counter()
        found = 0
        try:
            for capture in story_captures(file, spider.site, known, passed):
                story = captured(capture, spider.readers, passed)
                if story is not None:
                    known.add(capture.key)
                    found += 1
                    yield f"{file}: {capture.url}", story
        except OSError as error:
            raise NotExtracted(f"{file}: {error.strerror}") from error
        except NotAnArchive as error:
            raise NotExtracted(str(error)) from error
        counted = ", ".join(f"{count} {reason}" for reason, count in sorted(passed.items()))
        sys.stderr.write(f"{file}: stories: {found}; passed over: {counted or 'nothing'}\n")
        if passed[TORN] or not found:
            self.exitcode = FAILED

    def newsstand(self, name: str | None, files: list[str], url: str | None) -> tuple[type[NewsstandSpider], Crawler]:
        """The newsstand whose pages are read, and a crawler that never crawls, for the pipelines.

        Raises NotExtracted.
        """
        try:
            spider = newsstand_named(self.settings, name)
        except ArgumentError as error:
            raise NotExtracted(f"extract: {error}") from error
        if not files:
            raise NotExtracted("extract: name at least one FILE: a saved page, HTML or plain text.")
        if url is not None:
            if len(files) > 1:
                raise NotExtracted(f"extract: --url is the address of one page, and there are {len(files)} files.")
            if not is_address(url):
                raise NotExtracted(f"extract: --url is no address of a page: {url!r}. Give https://...")
        crawler = Crawler(spider, self.settings)
        crawler.stats = StatsCollector(crawler)
        return spider, crawler


def is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": no URL at all
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def captured(capture: "StoryCapture", readers: Readers, passed: Counter[str]) -> Story | None:
    """The story of an archived page; None of one that is none, which `passed` counts."""
    try:
        answer = Answer.declared(capture.page, capture.url, capture.header("Content-Type"))
        read = read_answer(answer, "story", readers, capture.site)
    except (NotReadable, WrongPage) as error:
        passed[f"not a story: {error}"] += 1
        return None
    except Exception:  # a fault of the program, which costs this page alone
        logger.exception("reader error: %s", capture.url)
        passed["reader error"] += 1
        return None
    if isinstance(read, NotAPage):
        passed[read.cause] += 1
        return None
    story = story_record(read, url=canonical_url(capture.url, capture.site), site=capture.site)
    story.fetched_at = capture.fetched_at
    story.rights = list(rights(capture.headers, read.meta).signals)
    story.etag, story.last_modified = capture.header("ETag"), capture.header("Last-Modified")
    return story


def body_of(file: Path, largest: int) -> bytes:
    """The bytes of a saved page. Raises NotExtracted for one of more than `largest`, and where it cannot be read."""
    try:
        if (size := file.stat().st_size) > largest:
            raise NotExtracted(f"{file}: too large: {size:,} bytes, and DOWNLOAD_MAXSIZE is {largest:,}")
        return file.read_bytes()
    except OSError as error:
        raise NotExtracted(f"{file}: {error.strerror}") from error


def own_answer(file: Path, spider: type[NewsstandSpider], url: str | None, largest: int) -> Story:
    """The story of a saved answer that the newsstand's own reader reads. Raises NotExtracted."""
    answer = Answer.declared(body_of(file, largest), url, guess_type(file.name)[0])
    try:
        read = read_answer(answer, "story", spider.readers, spider.site)
    except (NotReadable, WrongPage) as error:
        raise NotExtracted(f"{file}: not a story: {error}") from error
    except Exception as error:  # a slip of the spider's author, which costs this answer alone
        where = "" if url else ", which may need the address (--url)"
        raise NotExtracted(f"{file}: the spider's own reader failed{where}: {type(error).__name__}: {error}") from error
    if isinstance(read, NotAPage):
        raise NotExtracted(f"{file}: {read.cause}")
    return story_record(read, url=url, site=spider.site)


def saved_page(file: Path, site: Site, url: str | None, largest: int) -> Document:
    """A saved page of at most `largest` bytes. Its address is `url`, else what the page itself gives as its own.

    Raises NotExtracted.
    """
    try:
        page = document(body_of(file, largest), url=url)
    except NotReadable as error:
        raise NotExtracted(f"{file}: not a story: {error}") from error
    if page.url is not None:
        return page
    return replace(page, url=next((own for own in addresses(page) if kind(own, site) == "story"), None))


def explanation(page: Document, site: Site) -> str:
    """How each line of a page is read: `part: kind (evidence): line`, a line each."""
    rows = explained(page, site=site)
    return "".join(
        one_line(f"{part or '-'}: {kind} ({evidence}): {line}") + "\n" for part, kind, evidence, line in rows
    )


def extracted(page: Document, name: str, site: Site) -> Story:
    """The story of a saved page. name: of its file. Raises NotExtracted."""
    try:
        read = read_story(page, site=site)
    except Exception as error:  # a fault of the program, which costs this page alone
        raise NotExtracted(f"{name}: reader error ({error!r}): please report it with the file") from error
    if isinstance(read, NotAPage):
        raise NotExtracted(f"{name}: {read.cause}")
    if page.url is None or kind(page.url, site) == "story":
        story = story_record(read, url=page.url, site=site)
        story.rights = list(rights(meta=page.meta).signals)
        return story
    raise NotExtracted(f"{name}: {page.url} is not the address of a story")
