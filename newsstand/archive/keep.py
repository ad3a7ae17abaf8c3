"""Scrapy extension: with ARCHIVE on, everything that a run fetches is kept in DATA_DIR/archive."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.defer import deferred_from_coro

from newsstand.archive import FOLDER
from newsstand.archive.exchange import Exchange
from newsstand.archive.file import About, ArchiveFile
from newsstand.archive.payloads import Payloads
from newsstand.archive.permission import may_be_kept
from newsstand.archive.runs import about_run
from newsstand.archive.salvage import salvage_archive
from newsstand.dataset.feeds import WholeFeedExporter
from newsstand.dataset.files import Salvaged, WholeFile
from newsstand.politeness import TdmRep
from newsstand.politeness.rights import header_lines
from newsstand.stats import Stat, StatBy

logger = logging.getLogger(__name__)

LARGEST_FILE = 1_000_000_000
"""Bytes: the size that archives have agreed on. The record that passes it is the file's last."""


class Archive:
    """Writes each answer as it comes from the downloader: before it is unpacked, followed, retried or read.

    What dead runs left in the folder is salvaged, with ARCHIVE or without. A record that cannot be written ends the run
    as a line of the dataset does ("feed not written"); an edition's line waits until what is here is on the disk.
    """

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        self.crawler = crawler
        self.folder = folder
        self.is_on = crawler.settings.getbool("ARCHIVE")
        self.text: str | None = crawler.settings.get("TEXT")
        self.file: ArchiveFile | None = None
        self.closing: list[ArchiveFile] = []
        self.completing = asyncio.Lock()
        self.number = 0
        self.began: WeakKeyDictionary[Request, datetime] = WeakKeyDictionary()
        self.salvaged: list[Salvaged] = []
        self.latest: Payloads | None = None
        self.about: About
        self.feeds: WholeFeedExporter

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Archive":
        folder = Path(crawler.settings["DATA_DIR"]).absolute() / FOLDER
        archive = cls(crawler, folder)
        if not archive.is_on and not folder.is_dir():
            raise NotConfigured
        crawler.signals.connect(archive.spider_opened, signal=signals.spider_opened)
        if archive.is_on:
            crawler.signals.connect(archive.headers_received, signal=signals.headers_received)
            crawler.signals.connect(archive.response_downloaded, signal=signals.response_downloaded)
            crawler.signals.connect(archive.spider_closed, signal=signals.spider_closed)
        return archive

    def spider_opened(self) -> None:
        feeds = self.crawler.get_extension(WholeFeedExporter)
        assert feeds is not None
        self.feeds = feeds
        try:
            self.salvaged = salvage_archive(self.folder)
            for one in self.salvaged:
                logger.info("salvaged from a run that was cut off: %s, %d records", one.name, one.lines)
            if self.is_on:
                self.latest = Payloads(self.folder, self.crawler.settings)
                self.about = about_run(self.crawler)
                feeds.beside.append(self.written)
        except OSError as error:
            feeds.fail(self.folder, error)

    def written(self) -> list[WholeFile]:
        """The files that are not complete: an edition's line waits until they are on the disk."""
        return [file.whole for file in (*self.closing, self.file) if file]

    def headers_received(self, headers: Headers, body_length: int, request: Request) -> None:
        self.began[request] = datetime.now(UTC)

    def response_downloaded(self, response: Response, request: Request) -> None:
        exchange = Exchange(request, response, self.began.pop(request, datetime.now(UTC)))
        request.meta["captured_at"] = exchange.began  # the walk dates its records by it, and a reread by the WARC-Date
        if self.feeds.failure:
            return
        if not self.may_keep(request, response):
            self.crawler.stats.inc_value(Stat.ARCHIVE_WITHHELD)
            return
        try:
            self.write(exchange)
        except OSError as error:
            self.feeds.fail(self.folder, error)

    def may_keep(self, request: Request, response: Response) -> bool:
        """robots.txt and tdmrep.json always: they are written for us, and no page of anybody's."""
        if request.callback is NO_CALLBACK:
            return True
        watch = self.crawler.get_downloader_middleware(TdmRep)
        rules = watch.rules_of(response.url) if watch else ()
        return may_be_kept(self.text, response.url, header_lines(response.headers), response.body, rules)

    def write(self, exchange: Exchange) -> None:
        assert self.latest is not None
        records, line = exchange.records(self.latest.of(exchange.url))
        if self.file is None:
            self.number += 1
            self.file = ArchiveFile(self.folder, self.about, self.number)
        placed = self.file.write(records, line)
        assert placed
        self.latest.add(placed)
        self.crawler.stats.inc_value(StatBy.ARCHIVED.of("response" if placed.has_payload else "revisit"))
        self.crawler.stats.inc_value(Stat.ARCHIVE_BYTES, sum(map(len, records)))
        if self.file.size >= LARGEST_FILE:
            self.close_file()
            deferred_from_coro(self.complete())

    def close_file(self) -> None:
        if self.file:
            self.closing.append(self.file)
            self.file = None

    async def spider_closed(self) -> None:
        self.close_file()
        await self.complete()
        if self.latest is not None:
            self.latest.close()

    async def complete(self) -> None:
        """Give the files that are full, or the last of the run, their names."""
        async with self.completing:
            for file in list(self.closing):
                try:
                    if self.feeds.failure:
                        file.abandon()
                    else:
                        self.feeds.completed += await run_in_thread(file.complete)
                except OSError as error:
                    file.abandon()
                    self.feeds.fail(file.whole.path, error)
                self.closing.remove(file)
