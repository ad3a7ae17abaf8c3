"""The frame of a walk: asking for pages, reading them, keeping account, and what follows when one cannot be had."""

from asyncio import Event
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import sleep
from twisted.python.failure import Failure

from newsstand.arguments import Arguments, read_arguments
from newsstand.crawl.failures import PLAIN, ROBOTS, UNREACHABLE, cause_of
from newsstand.crawl.tracking import COLLECTED, KNOWN, Fates, Title
from newsstand.crawl.unread import kept
from newsstand.dataset.history import History
from newsstand.dataset.locks import Held
from newsstand.dataset.runs import run_id
from newsstand.health.coverage import Coverage, add
from newsstand.items import Edition, Rejected, Story
from newsstand.pages import (
    ListedEdition,
    ListedStory,
    NotAPage,
)
from newsstand.pages.charset import charset_of_header
from newsstand.pages.document import NotReadable, document
from newsstand.pipelines.revise import Unchanged
from newsstand.politeness import Blocked
from newsstand.stats import Stat, StatBy
from newsstand.urls import Site, page_url, publication_id


class Walk(Spider):
    """What every page of a walk needs. Above it, each part knows those below: stories, editions, titles."""

    site: Site
    publications: tuple[str, ...] = ()
    history: History

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name)
        self.given = given
        self.asked: Arguments = read_arguments(self.name, self.site, given, publications=self.publications)
        self.site = self.asked.site
        self.fates = Fates()
        self.settled = Event()
        """Set whenever the fate of a story is known."""
        self.problems: list[tuple[str, str]] = []
        """(cause, message): what the outcome of the run must answer for."""
        self.salvaged: list[Any] = []
        self.coverage: dict[str, Coverage] = {}
        self.unknown_languages: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("SITE", spider.site.root, priority="spider")
        crawler.signals.connect(spider.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(spider.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider.item_error, signal=signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        settings = self.crawler.settings
        self.history = History(
            data_dir=Path(settings["DATA_DIR"]),
            newsstand=self.name,
            run_id=run_id(self.crawler),
            revisit_days=settings.getint("REVISIT_DAYS"),
            attempts=settings.getint("STORY_ATTEMPTS"),
        )
        self.crawler.signals.connect(self.history.close, signal=signals.feed_exporter_closed)
        try:
            self.salvaged = self.history.open(publication_id(url, self.site) for url in self.asked.publications)
        except Held as error:
            self.problem("locked", str(error))
            return
        except OSError as error:
            self.problem("feed not written", f"DATA_DIR cannot be used: {error}")
            return
        for one in self.salvaged:
            self.logger.info("salvaged from a run that was cut off: %s, %d records", one.name, one.lines)
        for url in self.asked.publications:
            title = Title(url=url)
            yield self.ask(url, title, self.parse_title)

    # What the parts above say

    def parse_title(self, response: Response, title: Title) -> AsyncIterator[Any]:
        """The callback of a title page."""
        raise NotImplementedError

    def begin(self, title: Title, listed: list[ListedEdition]) -> Iterator[Any]:
        """What follows the list of a title's editions."""
        raise NotImplementedError

    def next_edition(self, title: Title) -> Iterator[Request]:
        """Requests for the next editions, if it is time for them."""
        raise NotImplementedError

    def lost_edition(self, title: Title, listed: ListedEdition, cause: str) -> Iterator[Any]:
        """What follows when an edition's page cannot be had."""
        raise NotImplementedError

    def released(
        self,
        title: Title,
        key: str | None,
        ours: dict[str, tuple[int, ListedStory]],
        edition: Edition | None = None,
    ) -> Iterator[Story]:
        """Stories that waited for the list of an edition."""
        raise NotImplementedError

    # Asking

    def ask(self, url: str, title: Title, callback: Callable[..., Any], **known: Any) -> Request:
        """A request of the walk. The walk keeps its own account of what was asked, so no filter may drop one."""
        title.out += 1
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            cb_kwargs={"title": title, **known},
            dont_filter=True,
        )

    async def failed(self, fault: Failure) -> AsyncIterator[Any]:
        """No response that can be read: the cause goes where the answer would have gone."""
        request: Request = fault.request  # type: ignore[attr-defined]
        cause = cause_of(fault.value)
        if cause == ROBOTS and self.crawler.stats.get_value(Stat.ROBOTS_UNREACHABLE):
            cause = UNREACHABLE
        async for result in self.lost(request.url, cause, **request.cb_kwargs):
            yield result

    async def lost(self, url: str, cause: str, *, title: Title, **known: Any) -> AsyncIterator[Any]:
        """What follows when a page cannot be had or read, for whichever kind of page it was."""
        self.crawler.stats.inc_value(StatBy.FAILED.of(cause))
        self.logger.warning("%s: %s", cause, url)
        if "key" in known:
            # What the dataset has is not lost again by a second look that fails.
            self.settle(known["key"], KNOWN if self.history.story(known["key"]) else cause)
        elif "listed" in known:
            for result in self.lost_edition(title, known["listed"], cause):
                yield result
        elif "page" in known:
            self.problem("incomplete listing", f"the list of all editions failed ({cause}): {url}")
            for result in self.begin(title, known["page"].editions):
                yield result
        else:
            told = (cause, url) if cause in PLAIN else ("publication not read", f"{cause}: {url}")
            self.problem(*told)
        async for result in self.ended(title):
            yield result

    def own_address(self, link: str) -> str | None:
        """What to ask for behind a link, in the interface language that the link itself says: None for one that leads
        away from the newsstand."""
        address = page_url(link, self.site)
        if address is None:
            self.crawler.stats.inc_value(Stat.LINKS_ELSEWHERE)
        return address

    def problem(self, cause: str, message: str) -> None:
        self.problems.append((cause, message))
        self.crawler.stats.inc_value(StatBy.PROBLEMS.of(cause))

    def stamped(self, item: Any) -> Any:
        item.newsstand = self.name
        item.fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
        return item

    # Every page

    async def next_request_left(self) -> None:
        """Two turns of the event loop, in which the request for the next page leaves if it is time for it: the site
        makes that page ready while this one is read."""
        await sleep(0)
        await sleep(0)

    def read(self, response: Response, reader: Callable[..., Any], **hints: Any) -> tuple[Any, Mapping[str, str]]:
        """(what `reader` makes of a response, the page's meta elements); NotAPage for bytes that are no page.

        A fault of the reader is told and counted as one of the walk's, and costs no more than its page.
        """
        charset = charset_of_header(header(response, "Content-Type"))
        try:
            page = document(response.body, url=response.url, encoding=charset)
            return reader(page, site=self.site, **hints), page.meta
        except NotReadable as error:
            return NotAPage(str(error)), {}
        except Exception:
            self.logger.exception("reader error: %s", response.url)
            file = kept(response.body, Path(self.crawler.settings["DATA_DIR"]))
            report = f": please report it with {file}" if file else ""
            self.problem("reader error", f"the page reader failed: {response.url}{report}")
            return NotAPage("reader error"), {}

    def refused(self, page: NotAPage, response: Response) -> None:
        """Tell the extension that watches for refusals of a page that is not what was asked for."""
        if watch := self.crawler.get_extension(Blocked):
            watch.unread(response, page.cause)

    async def ended(self, title: Title) -> AsyncIterator[Any]:
        """What follows every response: the next edition, and the records of those whose stories are accounted for."""
        title.out -= 1
        for request in self.next_edition(title):
            yield request
        if title.out == 0:
            for key in list(title.held):
                for story in self.released(title, key, {}):
                    yield story
            while any(account.open for account in title.accounts):
                self.settled.clear()
                await self.settled.wait()
        for account in [account for account in title.accounts if not account.open]:
            title.accounts.remove(account)
            self.crawler.stats.inc_value(Stat.EDITIONS_DONE)
            yield self.stamped(account.closed())

    # What the pipelines and feeds say

    def item_scraped(self, item: Any) -> None:
        add(self.coverage, item)
        if isinstance(item, Story):
            self.crawler.stats.inc_value(Stat.STORIES)
            self.settle(item.id, COLLECTED)
        elif isinstance(item, Rejected):
            self.settle(item.id, f"rejected: {item.reason}")

    def item_dropped(self, item: Any, exception: Exception) -> None:
        if isinstance(item, Story):
            self.settle(item.id, KNOWN if isinstance(exception, Unchanged) else "dropped by a pipeline")

    def item_error(self, item: Any) -> None:
        if isinstance(item, Story):
            self.settle(item.id, "pipeline error")
        self.problem("callback error", "a pipeline raised: see the log")

    def settle(self, key: str | None, fate: str) -> None:
        if key is not None and key not in self.fates.known:
            if fate == KNOWN:
                self.crawler.stats.inc_value(Stat.STORIES_KNOWN)
            if key in self.fates.waiting:
                self.crawler.stats.inc_value(Stat.STORIES_SETTLED)
            self.fates.settle(key, fate)
            self.settled.set()


def header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
