"""The spider of every newsstand: it starts the crawl, and passes each response or failure to the step for its page."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import sleep
from twisted.python.failure import Failure as Fault

from newsstand.arguments import Arguments, read_arguments
from newsstand.crawl.editions import Editions
from newsstand.crawl.failures import FINAL, Lost, PageLost, cause_of
from newsstand.crawl.issue_lists import IssueLists
from newsstand.crawl.outcomes import Outcomes
from newsstand.crawl.single import asked_for
from newsstand.crawl.state import CrawlState
from newsstand.crawl.step import Step
from newsstand.crawl.stories import Stories
from newsstand.crawl.titles import Titles
from newsstand.crawl.tracking import PublicationProgress
from newsstand.dataset.database import index_folder
from newsstand.dataset.files import Salvaged
from newsstand.dataset.history import History
from newsstand.dataset.locks import Held
from newsstand.dataset.runs import run_id
from newsstand.exit_codes import Cause
from newsstand.pages import HTML, Readers
from newsstand.politeness import tell_site
from newsstand.stats import Stat, StatBy
from newsstand.urls import Site, host_name, kind, know_moved, publication_id


class NewsstandSpider(Spider):
    """`site` says what the newsstand's URLs look like; `publications` are crawled when none is named.

    Its `state` has a selection (which editions and stories to ask for), a tracking (what became of each story) and a
    history (what the dataset holds). There is a step for each kind of page, with a callback and an errback here.
    """

    site: Site
    readers: Readers = HTML
    """What reads its pages; a newsstand whose answers are JSON, XML or plain text brings its own."""
    publications: tuple[str, ...] = ()
    outcomes: Outcomes

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name)
        self.given = given
        self.asked: Arguments = read_arguments(self.name, self.site, given, publications=self.publications)
        self.site = self.asked.site
        self.state = CrawlState(
            self,
            self.asked,
            callbacks={
                "title": (self.parse_title, self.title_failed),
                "issues": (self.parse_issues, self.issues_failed),
                "edition": (self.parse_edition, self.edition_failed),
                "story": (self.parse_story, self.story_failed),
            },
            readers=self.readers,
        )
        self.stories = Stories(self.state)
        self.editions = Editions(self.state, self.stories)
        self.issue_lists = IssueLists(self.state, self.editions)
        self.titles = Titles(self.state, self.issue_lists)
        self.salvaged: list[Salvaged] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        tell_site(crawler.settings, spider.site)
        know_moved(crawler.settings.getlist("MOVED"), spider.site)
        spider.state.attach(crawler)
        spider.outcomes = Outcomes(spider.state, crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        settings = self.crawler.settings
        try:
            history = self.history_in(Path(settings["DATA_DIR"]), index_folder(settings))
            ids = [publication_id(url, self.site) for url in self.asked.publications]
            self.salvaged = history.open(ids, host=None if settings.get("REREAD") else host_name(self.site.root))
        except Held as error:
            self.state.problem(Cause.LOCKED, str(error))
            return
        except OSError as error:
            self.state.problem(Cause.FEED_NOT_WRITTEN, f"DATA_DIR cannot be used: {error}")
            return
        for one in self.salvaged:
            self.logger.info("salvaged from a run that was cut off: %s, %d records", one.name, one.lines)
        for url in self.asked.publications:
            yield self.state.ask("title", url, PublicationProgress(url=url))

    def history_in(self, data_dir: Path, index_dir: Path | None = None) -> History:
        """The crawl's history, of what the dataset in a folder holds; to be opened."""
        self.history = History(  # pipelines compare with it
            data_dir=data_dir,
            index_dir=index_dir,
            newsstand=self.name,
            run_id=run_id(self.crawler),
            revisit_days=self.crawler.settings.getint("REVISIT_DAYS"),
            attempts=self.crawler.settings.getint("STORY_ATTEMPTS"),
            final=frozenset(FINAL),
            today=self.state.clock().date(),
        )
        self.state.open(self.history)
        self.crawler.signals.connect(self.history.close, signal=signals.feed_exporter_closed)
        return self.history

    # Callbacks and errbacks. A kind of page is known by their names to the extension that counts refusals.

    def parse_title(self, response: Response, **known: Any) -> AsyncIterator[Any]:
        return self.followed(self.titles, response, **known)

    def title_failed(self, fault: Fault) -> AsyncIterator[Any]:
        return self.failed(self.titles, fault)

    def parse_issues(self, response: Response, **known: Any) -> AsyncIterator[Any]:
        return self.followed(self.issue_lists, response, **known)

    def issues_failed(self, fault: Fault) -> AsyncIterator[Any]:
        return self.failed(self.issue_lists, fault)

    def parse_edition(self, response: Response, **known: Any) -> AsyncIterator[Any]:
        return self.followed(self.editions, response, **known)

    def edition_failed(self, fault: Fault) -> AsyncIterator[Any]:
        return self.failed(self.editions, fault)

    async def parse_story(self, response: Response, **known: Any) -> AsyncIterator[Any]:
        await self.next_request_left()
        async for result in self.followed(self.stories, response, **known):
            yield result

    def story_failed(self, fault: Fault) -> AsyncIterator[Any]:
        return self.failed(self.stories, fault)

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """What a page of any kind gives where nothing is held and nobody led to it: for `scrapy parse`."""
        self.folder = TemporaryDirectory()  # gone with the spider: DATA_DIR stays as it is
        self.history_in(Path(self.folder.name)).open(())
        self.state.records_are_kept = False
        found = kind(response.url, self.site)
        if found is None:
            self.logger.error("no page of %s that is read: %s", self.name, response.url)
            return
        callback, _ = self.state.callbacks[found]
        async for result in callback(response, **asked_for(found, response.url, self.site)):
            yield result

    # What follows every page

    async def followed(
        self, step: Step[Any], response: Response, publication: PublicationProgress, asked: Any
    ) -> AsyncIterator[Any]:
        """What a step makes of a page, or of its loss; then what follows every page."""
        self.state.captured_at = response.meta.get("captured_at")
        lost = partial(self.page_lost, step, publication, asked, response.url)
        try:
            for result in step.read(response, publication, asked):
                yield result
        except PageLost as error:
            self.state.reader.note_refusal(error.cause, response)
            for result in lost(error.cause):
                yield result
        except Exception:  # noqa: BLE001 whatever a page brings about costs that page alone
            self.state.reader.reader_failed(response)
            for result in lost(Lost.READER_ERROR):
                yield result
        async for result in self.editions.ended(publication):
            yield result

    async def failed(self, step: Step[Any], fault: Fault) -> AsyncIterator[Any]:
        """What follows a request that brought no page."""
        assert fault.value is not None
        cause = cause_of(fault.value)
        if cause == Lost.ROBOTS and self.crawler.stats.get_value(Stat.ROBOTS_UNREACHABLE):
            cause = Lost.UNREACHABLE
        request: Request = fault.request  # type: ignore[attr-defined]
        self.state.captured_at = request.meta.get("captured_at") or self.state.captured_at
        publication = request.cb_kwargs["publication"]
        for result in self.page_lost(step, publication, request.cb_kwargs["asked"], request.url, cause):
            yield result
        async for result in self.editions.ended(publication):
            yield result

    def page_lost(
        self, step: Step[Any], publication: PublicationProgress, asked: Any, url: str, cause: str
    ) -> Iterator[Any]:
        self.state.count(StatBy.FAILED.of(cause))
        self.logger.warning("%s: %s", cause, url)
        yield from step.lost(publication, asked, url, cause)

    async def next_request_left(self) -> None:
        """Two turns of the event loop, in which the request for the next page leaves if it is time for it: the site
        makes that page ready while this one is read. Where an archive answers, there is nobody to do so."""
        if self.crawler.settings.get("REREAD"):
            return
        await sleep(0)
        await sleep(0)
