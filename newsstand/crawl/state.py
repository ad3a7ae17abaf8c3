"""What the parts of one crawl share: what was asked for and is known, how to ask for a page, and what to say of it."""

from asyncio import Event
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler

from newsstand.arguments import Arguments
from newsstand.crawl.reading import PageReader
from newsstand.crawl.selection import Selection
from newsstand.crawl.tracking import KNOWN, Outcome, PublicationProgress, Tracking
from newsstand.dataset.history import History
from newsstand.exit_codes import Problem
from newsstand.pages import Readers
from newsstand.stats import Stat, StatBy
from newsstand.urls import Kind, page_url, publication_id

Callbacks = Mapping[Kind, tuple[Callable[..., Any], Callable[..., Any]]]
"""Kind of page -> what is called with a response, and with a failure."""


def now() -> datetime:
    return datetime.now(UTC)


def seconds(moment: datetime) -> str:
    """ISO 8601, UTC, with offset, whole seconds."""
    return moment.isoformat(timespec="seconds")


class CrawlState:
    """Of one crawl. `attach` and `open` complete it before the first request."""

    selection: Selection
    """Which editions and stories to ask for."""
    history: History
    """What the dataset holds."""
    reader: PageReader

    def __init__(self, spider: Spider, asked: Arguments, callbacks: Callbacks, readers: Readers) -> None:
        self.spider = spider
        self.asked = asked
        self.site = asked.site
        self.readers = readers
        self.logger = spider.logger
        self.callbacks = callbacks
        self.tracking = Tracking()
        """What became of each story."""
        self.settled = Event()
        """Set whenever the outcome of a story becomes known."""
        self.records_are_kept = True
        """Whether pipelines and feeds say what became of each record. They do not for `scrapy parse`."""
        self.clock: Callable[[], datetime] = now
        """The time; while a run is read again, that of its answers."""
        self.captured_at: datetime | None = None
        """When the answer was captured that is dealt with; None where no archive says."""
        self.problems: list[Problem] = []
        """(cause, message): what the run must answer for."""

    def attach(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.reader = PageReader(crawler, self.site, self.problem, self.readers)

    def open(self, history: History) -> None:
        self.history = history
        self.selection = Selection(self.asked, history)

    def ask(self, kind: Kind, url: str, publication: PublicationProgress, asked: Any = None) -> Request:
        """A request for a page. What was asked is tracked here, so no filter may drop one.

        asked: what is known of the page, for what is called with it.
        """
        publication.requests_out += 1
        callback, errback = self.callbacks[kind]
        known = {"publication": publication, "asked": asked}
        return Request(url, callback=callback, errback=errback, cb_kwargs=known, dont_filter=True)

    def own_address(self, link: str) -> str | None:
        """What to ask for behind a link, in the interface language that the link itself says: None for one that leads
        away from the newsstand."""
        address = page_url(link, self.site)
        if address is None:
            self.count(Stat.LINKS_ELSEWHERE)
        return address

    def count(self, stat: str, by: int = 1) -> None:
        if by:
            self.crawler.stats.inc_value(stat, by)

    def problem(self, cause: str, message: str, publication: PublicationProgress | None = None) -> None:
        """Note what the run must answer for; `publication` is given where it is about that one alone."""
        about = publication_id(publication.url, self.site) if publication else None
        self.problems.append(Problem(cause, message, about))
        self.count(StatBy.PROBLEMS.of(cause))

    def stamped(self, item: Any, fetched_at: str | None = None) -> Any:
        """A record with the newsstand's name and the time: `fetched_at`, else that of the answer that is dealt with."""
        item.newsstand = self.spider.name
        item.fetched_at = fetched_at or self.answered_at()
        return item

    def answered_at(self) -> str:
        """The time of the answer that is dealt with: the archive's, so that a reread gives the same, else now."""
        return seconds(self.captured_at or self.clock())

    def settle(self, key: str | None, outcome: Outcome) -> None:
        if key is not None and key not in self.tracking.outcomes:
            if outcome.result == KNOWN:
                self.count(Stat.STORIES_KNOWN)
            if self.tracking.is_awaited(key):
                self.count(Stat.STORIES_SETTLED)
            self.tracking.settle(key, outcome)
            self.settled.set()
