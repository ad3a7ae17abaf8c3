"""The spider of every newsstand: title pages, lists of editions, editions, stories; what follows each, or its failure.

One edition of a publication is read at a time (the next is asked for when few stories of it are still out), so memory
does not grow with the length of an archive. An edition's record is written last: it says what became of its stories.
"""

from asyncio import Event
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import sleep
from twisted.python.failure import Failure as Fault

from newsstand.arguments import Arguments, read_arguments
from newsstand.crawl.editions import had_before, lost_edition, opened, read_anew
from newsstand.crawl.failures import FINAL, WHOLE_SITE, Lost, PageLost, cause_of
from newsstand.crawl.identity import is_of_another, same_publication
from newsstand.crawl.lists import add_editions, add_stories, following
from newsstand.crawl.placing import keep_place, must_wait, place, released, says_the_same, stays
from newsstand.crawl.reading import PageReader, header
from newsstand.crawl.selection import Selection, touches
from newsstand.crawl.tracking import (
    COLLECTED,
    KNOWN,
    EditionAsked,
    EditionProgress,
    ListAsked,
    Outcome,
    PublicationProgress,
    StoryAsked,
    Tracking,
)
from newsstand.crawl.withdrawals import judge_list
from newsstand.dataset.database import index_folder
from newsstand.dataset.files import Salvaged
from newsstand.dataset.history import History
from newsstand.dataset.locks import Held
from newsstand.dataset.runs import run_id
from newsstand.exit_codes import Cause
from newsstand.health.coverage import Coverage, add
from newsstand.items import Rejected, Story
from newsstand.labels.publication import Reading
from newsstand.loaders import edition_record, publication_record, story_record
from newsstand.pages import ListedEdition, read_edition, read_issue_list, read_story, read_title
from newsstand.pages.document import Document
from newsstand.pipelines.revise import Unchanged
from newsstand.stats import Stat, StatBy
from newsstand.urls import Site, edition_id, host_name, page_url, publication_id, story_id

AHEAD = 8
"""The next edition is asked for when no more requests of the publication are out than this: the line never runs dry."""


def now() -> datetime:
    return datetime.now(UTC)


def seconds(moment: datetime) -> str:
    """ISO 8601, UTC, with offset, whole seconds."""
    return moment.isoformat(timespec="seconds")


class NewsstandSpider(Spider):
    """`site` says what the newsstand's URLs look like; `publications` are crawled when none is named.

    It has a selection (which editions and stories to ask for), a tracking (what became of each story) and a history
    (what the dataset holds).
    """

    site: Site
    publications: tuple[str, ...] = ()
    selection: Selection
    history: History
    pages: PageReader

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name)
        self.given = given
        self.asked: Arguments = read_arguments(self.name, self.site, given, publications=self.publications)
        self.site = self.asked.site
        self.tracking = Tracking()
        self.settled = Event()
        """Set whenever the outcome of a story becomes known."""
        self.clock: Callable[[], datetime] = now
        """The time; while a run is read again, that of its answers."""
        self.problems: list[tuple[str, str]] = []
        """(cause, message): what the run must answer for."""
        self.salvaged: list[Salvaged] = []
        self.coverage: dict[str, Coverage] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("SITE", spider.site.root, priority="spider")
        spider.pages = PageReader(crawler, spider.site, spider.problem)
        crawler.signals.connect(spider.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(spider.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider.item_error, signal=signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        settings = self.crawler.settings
        self.history = History(
            data_dir=Path(settings["DATA_DIR"]),
            index_dir=index_folder(settings),
            newsstand=self.name,
            run_id=run_id(self.crawler),
            revisit_days=settings.getint("REVISIT_DAYS"),
            attempts=settings.getint("STORY_ATTEMPTS"),
            final=frozenset(FINAL),
            today=self.clock().date(),
        )
        self.selection = Selection(self.asked, self.history)
        self.crawler.signals.connect(self.history.close, signal=signals.feed_exporter_closed)
        try:
            ids = [publication_id(url, self.site) for url in self.asked.publications]
            self.salvaged = self.history.open(ids, host=None if settings.get("REREAD") else host_name(self.site.root))
        except Held as error:
            self.problem(Cause.LOCKED, str(error))
            return
        except OSError as error:
            self.problem(Cause.FEED_NOT_WRITTEN, f"DATA_DIR cannot be used: {error}")
            return
        for one in self.salvaged:
            self.logger.info("salvaged from a run that was cut off: %s, %d records", one.name, one.lines)
        for url in self.asked.publications:
            publication = PublicationProgress(url=url)
            yield self.ask(url, self.parse_title, self.title_failed, publication=publication)

    # Title pages

    async def parse_title(self, response: Response, publication: PublicationProgress) -> AsyncIterator[Any]:
        read = partial(self.read_title_page, response, publication)
        async for result in self.followed(publication, response, read, partial(self.title_lost, publication)):
            yield result

    async def title_failed(self, fault: Fault) -> AsyncIterator[Any]:
        publication = fault_of(fault).cb_kwargs["publication"]
        async for result in self.failed(fault, publication, partial(self.title_lost, publication)):
            yield result

    def read_title_page(self, response: Response, publication: PublicationProgress) -> Iterator[Any]:
        page, document = self.pages.read(response, read_title)
        if publication_id(response.url, self.site) != publication_id(publication.url, self.site):
            raise PageLost(Lost.REDIRECTED)
        publication.ids.add(publication_id(publication.url, self.site))
        publication.record = publication_record(page, url=publication.url, site=self.site)
        publication.reading = Reading(publication=page.name, language=publication.record.language)
        if not self.selection.wants_whole_list(page, publication.reading):
            yield from self.choose_editions(publication, page.editions)
            return
        asked = ListAsked(page, addresses={response.url})
        address = self.own_address(page.issues_url) if page.issues_url else None
        if address:
            asked.addresses.add(address)
            yield self.ask(address, self.parse_issues, self.issues_failed, publication=publication, asked=asked)
        else:
            grown = add_editions(asked, page.editions, self.site)
            yield from self.next_of_list(response, document, publication, asked, grown=grown)

    def title_lost(self, publication: PublicationProgress, url: str, cause: str) -> Iterator[Any]:
        if cause in WHOLE_SITE:
            self.problem(cause, url)
        else:
            self.problem(Cause.PUBLICATION_NOT_READ, f"{cause}: {url}")
        return iter(())

    # Lists of all editions

    async def parse_issues(
        self, response: Response, publication: PublicationProgress, asked: ListAsked
    ) -> AsyncIterator[Any]:
        read = partial(self.read_issues, response, publication, asked)
        lost = partial(self.issues_lost, publication, asked)
        async for result in self.followed(publication, response, read, lost):
            yield result

    async def issues_failed(self, fault: Fault) -> AsyncIterator[Any]:
        known = fault_of(fault).cb_kwargs
        lost = partial(self.issues_lost, known["publication"], known["asked"])
        async for result in self.failed(fault, known["publication"], lost):
            yield result

    def read_issues(self, response: Response, publication: PublicationProgress, asked: ListAsked) -> Iterator[Any]:
        """One page of the list of all editions; those of the title page that the list leaves out stand before it."""
        listed, document = self.pages.read(response, read_issue_list, title_url=publication.url)
        if not listed and not asked.editions:
            raise PageLost(Lost.NO_EDITION)
        if not asked.editions:
            asked.editions += asked.page.editions
        grown = add_editions(asked, listed, self.site)
        yield from self.next_of_list(response, document, publication, asked, grown=grown)

    def next_of_list(
        self,
        response: Response,
        document: Document,
        publication: PublicationProgress,
        asked: ListAsked,
        *,
        grown: bool,
    ) -> Iterator[Any]:
        """Ask for the next page of the list of editions, or go on with what it says.

        grown: whether the page listed an edition that those before it had not.
        """
        address = following(response, document, self.site)
        is_last = address is None or address in asked.addresses
        if is_last or self.selection.has_enough(asked.editions, publication.reading):
            yield from self.choose_editions(publication, asked.editions)
        elif not grown:
            yield from self.issues_lost(publication, asked, address or "", "the page before it lists nothing new")
        else:
            assert address is not None
            asked.addresses.add(address)
            yield self.ask(address, self.parse_issues, self.issues_failed, publication=publication, asked=asked)

    def issues_lost(self, publication: PublicationProgress, asked: ListAsked, url: str, cause: str) -> Iterator[Any]:
        """A page of the list that cannot be had: the editions that are known of are read all the same."""
        self.problem(Cause.INCOMPLETE_LISTING, f"the list of all editions failed ({cause}): {url}")
        yield from self.choose_editions(publication, asked.editions or asked.page.editions)

    def choose_editions(self, publication: PublicationProgress, listed: list[ListedEdition]) -> Iterator[Any]:
        """Choose the editions, write the publication's record, ask for the first edition."""
        record = publication.record
        if not listed:
            self.problem(Cause.EMPTY_LISTING, f"no edition is listed: {publication.url}")
        others = self.selection.others(record.id, listed)
        for one in listed:
            if edition_id(one.url, self.site) in others:
                self.logger.warning("an edition of another publication is listed, and left out: %s", one.url)
        listed = [one for one in listed if edition_id(one.url, self.site) not in others]
        labels = {edition.label for edition in listed if edition.label} | set(self.history.labels(record.id))
        publication.reading = publication.reading.taught(labels)
        every = [{"id": edition_id(one.url, self.site), "label": one.label} for one in listed]
        record.editions_listed = self.history.new_in_list(record.id, every)
        yield self.stamped(record)
        selected = self.selection.editions(publication, listed)
        for edition in selected.undated:
            self.count(Stat.UNDATED_EDITIONS)
            self.logger.warning("no date to compare with since and until, left out: %r %s", edition.label, edition.url)
        for edition in selected.to_read:
            publication.queue.append(edition)
            publication.unread[edition_id(edition.url, self.site)] = edition
        self.count(Stat.EDITIONS_CHOSEN, len(selected.to_read))
        self.count(Stat.EDITIONS_KNOWN, selected.held_of_list)
        for known in selected.held:
            yield from map(self.stamped, read_anew(known, publication, self.history))
        yield from self.next_edition(publication)

    def next_edition(self, publication: PublicationProgress) -> Iterator[Request]:
        """Requests for the next editions, where few enough of the publication's are out."""
        while publication.queue and publication.requests_out <= AHEAD:
            listed = publication.queue.popleft()
            if address := self.own_address(listed.url):
                asked = EditionAsked(listed, addresses={address})
                yield self.ask(address, self.parse_edition, self.edition_failed, publication=publication, asked=asked)
            else:
                publication.unread.pop(edition_id(listed.url, self.site), None)
                self.count(Stat.EDITIONS_DONE)

    # Editions

    async def parse_edition(
        self, response: Response, publication: PublicationProgress, asked: EditionAsked
    ) -> AsyncIterator[Any]:
        read = partial(self.read_edition_page, response, publication, asked)
        lost = partial(self.edition_lost, publication, asked)
        async for result in self.followed(publication, response, read, lost):
            yield result

    async def edition_failed(self, fault: Fault) -> AsyncIterator[Any]:
        known = fault_of(fault).cb_kwargs
        lost = partial(self.edition_lost, known["publication"], known["asked"])
        async for result in self.failed(fault, known["publication"], lost):
            yield result

    def read_edition_page(
        self, response: Response, publication: PublicationProgress, asked: EditionAsked
    ) -> Iterator[Any]:
        """One page of an edition's list: its stories are asked for when the last page is read."""
        hints = {"publication": publication.record.name, "label": asked.listed.label}
        page, document = self.pages.read(response, read_edition, **hints)
        key = edition_id(asked.listed.url, self.site)
        if asked.page is None:
            if edition_id(response.url, self.site) != key:
                raise PageLost(Lost.REDIRECTED)
            if is_of_another(page, response.url, publication, self.site):
                raise PageLost(Lost.OTHER_PUBLICATION)
        grown = add_stories(asked, page)
        address = following(response, document, self.site)
        if address is None or address in asked.addresses:
            yield from self.open_edition(publication, asked)
        elif not grown:
            yield from self.edition_lost(publication, asked, address, "the page before it lists nothing new")
        else:
            asked.addresses.add(address)
            yield self.ask(address, self.parse_edition, self.edition_failed, publication=publication, asked=asked)

    def open_edition(
        self, publication: PublicationProgress, asked: EditionAsked, *, whole_list: bool = True
    ) -> Iterator[Any]:
        """Ask for the stories of an edition whose list has been read."""
        listed, page = asked.listed, asked.page
        edition = edition_record(
            page, url=listed.url, site=self.site, publication=publication.record, label=listed.label
        )
        edition.date_order = publication.reading.date_order
        meaning = publication.reading.meaning(edition.label) if edition.label else None
        if page is None or (meaning and touches(meaning, self.asked.since, self.asked.until) is False):
            publication.unread.pop(edition.id, None)
            self.count(Stat.EDITIONS_OUTSIDE)
            self.count(Stat.EDITIONS_DONE)
            return
        self.count(Stat.EDITIONS_READ)
        progress = opened(edition, page, self.site, self.history)
        progress.whole_list = whole_list
        publication.editions.append(progress)
        if not page.stories:
            self.count(Stat.EDITIONS_EMPTY)
            self.logger.warning("no story is listed: %s", edition.url)
        self.count(StatBy.FAILED.of(Lost.NO_LINK), len(progress.failed))
        for story, _ in released(publication, edition.id, progress):
            yield self.noted(story)
        yield from self.ask_stories(publication, progress)

    def ask_stories(self, publication: PublicationProgress, progress: EditionProgress) -> Iterator[Any]:
        """Requests for the stories of an edition that are not held."""
        edition = progress.edition
        known = self.history.edition(edition.id)
        listed_before = had_before(self.history.last_edition(known)) if known else set()
        for key, listed in progress.listed.items():
            if key in progress.failed:
                continue
            before = self.history.story(listed.id)
            if before and before.edition_id != edition.id:
                publication.listed_elsewhere.add(before.id)
            failed = progress.failed_before.get(key)
            if before and self.selection.is_held(before, edition, listed_before, publication.reading):
                self.count(Stat.STORIES_KNOWN)
                progress.settle(key, Outcome(KNOWN))
            elif failed and not self.asked.refresh and not self.history.may_be_had(failed):
                progress.give_up(key)
            elif self.tracking.enter(key, progress):
                self.count(Stat.STORIES_ASKED)
                yield from self.ask_story(publication, StoryAsked(key, edition, listed.story, listed.position, before))

    def edition_lost(
        self, publication: PublicationProgress, asked: EditionAsked, url: str, cause: str
    ) -> Iterator[Any]:
        """An edition whose page cannot be had. Where a later page of its list cannot, the stories listed are read."""
        if asked.page is not None and cause != Lost.READER_ERROR:
            self.problem(Cause.INCOMPLETE_LISTING, f"the list of an edition goes on, and failed ({cause}): {url}")
            yield from self.open_edition(publication, asked, whole_list=False)
            return
        self.count(Stat.EDITIONS_DONE)
        key = edition_id(asked.listed.url, self.site)
        if cause == Lost.OTHER_PUBLICATION:
            publication.unread.pop(key, None)
            return  # its number is that of the other publication's edition, whose record stays as it is
        for story, _ in released(publication, key):
            yield self.noted(story)
        record = lost_edition(asked.listed, cause, publication, self.site, self.history)
        if record is not None:
            yield self.stamped(record)

    # Stories

    def ask_story(self, publication: PublicationProgress, asked: StoryAsked) -> Iterator[Request]:
        """The request for a story, conditional where it is held. None for a link that leads elsewhere."""
        address = self.own_address(asked.listed.url or "")
        if address is None:
            self.settle(asked.key, Outcome(Lost.ELSEWHERE))
            return
        request = self.ask(address, self.parse_story, self.story_failed, publication=publication, asked=asked)
        before = asked.before
        if before and not before.withdrawn and not self.asked.refresh and not self.must_be_placed(publication, asked):
            if before.etag:
                request.headers["If-None-Match"] = before.etag
            if before.last_modified:
                request.headers["If-Modified-Since"] = before.last_modified
            request.meta["handle_httpstatus_list"] = [304]
        yield request

    def must_be_placed(self, publication: PublicationProgress, asked: StoryAsked) -> bool:
        """Whether a story's page names the edition that lists it now, although it is held as of another."""
        before = asked.before
        return bool(
            before
            and before.edition_id != asked.edition.id
            and self.selection.names(before, asked.edition, publication.reading)
        )

    async def parse_story(
        self, response: Response, publication: PublicationProgress, asked: StoryAsked
    ) -> AsyncIterator[Any]:
        await self.next_request_left()
        read = partial(self.read_story_page, response, publication, asked)
        async for result in self.followed(publication, response, read, partial(self.story_lost, asked)):
            yield result

    async def story_failed(self, fault: Fault) -> AsyncIterator[Any]:
        known = fault_of(fault).cb_kwargs
        async for result in self.failed(fault, known["publication"], partial(self.story_lost, known["asked"])):
            yield result

    def read_story_page(self, response: Response, publication: PublicationProgress, asked: StoryAsked) -> Iterator[Any]:
        if response.status == 304:
            self.settle(asked.key, Outcome(KNOWN))
            return
        edition, listed = asked.edition, asked.listed
        page, document = self.pages.read(
            response,
            read_story,
            publication=edition.publication,
            edition_label=edition.label,
            headline=listed.headline,
            description=listed.description,
        )
        found = story_id(response.url, self.site)
        if found is None:
            raise PageLost(Lost.REDIRECTED)
        self.pages.note_language(page, response)
        moved = found != asked.key
        if moved and self.leads_to_known(asked, found):
            return
        if moved and not asked.before and not same_publication(response.url, listed.url, publication, self.site):
            raise PageLost(Lost.OTHER_PUBLICATION)
        url = response.url if moved else listed.url
        story = story_record(page, url=url, site=self.site, edition=edition, listed=listed, position=asked.position)
        story.fetched_at = seconds(response.meta.get("captured_at") or self.clock())  # the archive's time, if any
        story.rights = self.pages.rights(response, document)
        story.etag, story.last_modified = header(response, "ETag"), header(response, "Last-Modified")
        if moved and asked.before:
            held = self.history.last(asked.before)
            if not says_the_same(story, held):
                self.settle(asked.key, Outcome(KNOWN))  # its address leads to another story now: it stays as it was
                return
            story.id = held.id
        elif moved:
            self.tracking.leads_to(asked.key, found)
        named = page.edition_label if page.edition_place != "metadata" else None  # the day it went on line, at times
        yield from self.placed(story, named, publication, asked)

    def leads_to_known(self, asked: StoryAsked, found: str) -> bool:
        """Whether the address of a listed story leads to another that is held or asked for: then that is it."""
        if found in self.tracking.outcomes or self.tracking.is_awaited(found):
            self.tracking.leads_to(asked.key, found)
            self.settled.set()
            return True
        if self.history.story(found):
            self.settle(asked.key, Outcome(KNOWN, asked.before.id if asked.before else found))
            return True
        return False

    def placed(
        self, story: Story, named: str | None, publication: PublicationProgress, asked: StoryAsked
    ) -> Iterator[Story]:
        """The story as of the edition that it belongs to. While that one's list is to be read, the story waits.

        named: the edition label that its page prints.
        """
        held = self.history.last(asked.before) if asked.before else None
        if held and held.edition_id != asked.edition.id and stays(story, held, named, publication.reading):
            keep_place(story, held)
        elif named and must_wait(story, named, publication, asked.edition):
            return
        elif named:
            place(story, named, asked, publication, self.history)
        yield self.noted(story)

    def noted(self, story: Story) -> Story:
        """The story, stamped; where the edition that it belongs to stays in doubt, that is counted and logged."""
        if story.edition_conflict:
            self.count(Stat.CONFLICTS)
            self.logger.warning(
                "the story page says %r, the edition page that led to it %r: %s",
                story.edition_conflict,
                story.edition_label,
                story.url,
            )
        stamped: Story = self.stamped(story, story.fetched_at)
        return stamped

    def story_lost(self, asked: StoryAsked, url: str, cause: str) -> Iterator[Any]:
        """A story that cannot be had. What the dataset holds is not lost again by a second look that fails."""
        before = asked.before
        is_held = before and not before.withdrawn and before.edition_id == asked.edition.id
        self.settle(asked.key, Outcome(KNOWN if is_held else cause))
        return iter(())

    # What follows every page

    def ask(self, url: str, callback: Callable[..., Any], errback: Callable[..., Any], **known: Any) -> Request:
        """A request. What was asked is tracked here, so no filter may drop one."""
        known["publication"].requests_out += 1
        return Request(url, callback=callback, errback=errback, cb_kwargs=known, dont_filter=True)

    async def followed(
        self,
        publication: PublicationProgress,
        response: Response,
        read: Callable[[], Iterator[Any]],
        lost: Callable[[str, str], Iterator[Any]],
    ) -> AsyncIterator[Any]:
        """What `read` makes of a page, or `lost` where it cannot; then what follows every page."""
        try:
            for result in read():
                yield result
        except PageLost as error:
            self.pages.note_refusal(error.cause, response)
            for result in self.page_lost(response.url, error.cause, lost):
                yield result
        except Exception:  # noqa: BLE001 whatever a page brings about costs that page alone
            self.pages.reader_failed(response)
            for result in self.page_lost(response.url, Lost.READER_ERROR, lost):
                yield result
        async for result in self.ended(publication):
            yield result

    async def failed(
        self, fault: Fault, publication: PublicationProgress, lost: Callable[[str, str], Iterator[Any]]
    ) -> AsyncIterator[Any]:
        """What follows a request that brought no page."""
        assert fault.value is not None
        cause = cause_of(fault.value)
        if cause == Lost.ROBOTS and self.crawler.stats.get_value(Stat.ROBOTS_UNREACHABLE):
            cause = Lost.UNREACHABLE
        for result in self.page_lost(fault_of(fault).url, cause, lost):
            yield result
        async for result in self.ended(publication):
            yield result

    def page_lost(self, url: str, cause: str, lost: Callable[[str, str], Iterator[Any]]) -> Iterator[Any]:
        self.count(StatBy.FAILED.of(cause))
        self.logger.warning("%s: %s", cause, url)
        yield from lost(url, cause)

    async def ended(self, publication: PublicationProgress) -> AsyncIterator[Any]:
        """The next edition, and the records of those of whose stories it is known what became of them."""
        publication.requests_out -= 1
        for request in self.next_edition(publication):
            yield request
        if publication.requests_out == 0:
            for key in list(publication.deferred):
                for story, _ in released(publication, key):
                    yield self.noted(story)
            while any(one.awaited for one in publication.editions):
                self.settled.clear()
                await self.settled.wait()
        done = [one for one in publication.editions if not one.awaited]
        for progress in done:
            if progress.gone and not publication.all_read():
                continue  # what is gone from one edition's list may stand in another's
            if progress in publication.editions:
                publication.editions.remove(progress)
                for record in self.finished(progress, publication):
                    yield record

    def finished(self, progress: EditionProgress, publication: PublicationProgress) -> Iterator[Any]:
        """The record of an edition, after those of its stories that are withdrawn."""
        edition = progress.edition
        judged = judge_list(progress, publication, self.history)
        for known in judged.withdrawn:
            story = self.history.last(known)
            story.withdrawn = True
            yield self.stamped(story)
        if judged.cause:
            progress.fail(edition.id or "", edition.url, judged.cause)
            self.logger.warning("%s: %s", judged.cause, edition.url)
        if judged.cause == Lost.MANY_WITHDRAWN:
            self.problem(
                Cause.MANY_WITHDRAWN,
                f"{judged.missing} stories, more than a third, are no longer listed; the next run decides:"
                f" {edition.url}",
            )
        self.count(Stat.EDITIONS_DONE)
        yield self.stamped(progress.record())

    def own_address(self, link: str) -> str | None:
        """What to ask for behind a link, in the interface language that the link itself says: None for one that leads
        away from the newsstand."""
        address = page_url(link, self.site)
        if address is None:
            self.count(Stat.LINKS_ELSEWHERE)
        return address

    async def next_request_left(self) -> None:
        """Two turns of the event loop, in which the request for the next page leaves if it is time for it: the site
        makes that page ready while this one is read."""
        await sleep(0)
        await sleep(0)

    def count(self, stat: str, by: int = 1) -> None:
        if by:
            self.crawler.stats.inc_value(stat, by)

    def problem(self, cause: str, message: str) -> None:
        """Note what the run must answer for."""
        self.problems.append((cause, message))
        self.count(StatBy.PROBLEMS.of(cause))

    def stamped(self, item: Any, fetched_at: str | None = None) -> Any:
        """A record with the newsstand's name and the time: `fetched_at`, else now."""
        item.newsstand = self.name
        item.fetched_at = fetched_at or seconds(self.clock())
        return item

    # What the pipelines and feeds say

    def item_scraped(self, item: Any) -> None:
        add(self.coverage, item)
        if isinstance(item, Story):
            self.count(Stat.STORIES)
            self.settle_record(item, COLLECTED)
        elif isinstance(item, Rejected):
            self.settle(item.id, Outcome(f"rejected: {item.reason}"))

    def item_dropped(self, item: Any, exception: Exception) -> None:
        if isinstance(item, Story):
            self.settle_record(item, KNOWN if isinstance(exception, Unchanged) else Lost.DROPPED)

    def item_error(self, item: Any) -> None:
        if isinstance(item, Story):
            self.settle_record(item, Lost.PIPELINE_ERROR)
        self.problem(Cause.CALLBACK_ERROR, "a pipeline raised: see the log")

    def settle_record(self, story: Story, result: str) -> None:
        """Settle a story by its record, whose id is another than its address gives where it moved."""
        address = story_id(story.url, self.site) if story.url else None
        self.settle(story.id, Outcome(result))
        if address != story.id:
            self.settle(address, Outcome(result, story.id))

    def settle(self, key: str | None, outcome: Outcome) -> None:
        if key is not None and key not in self.tracking.outcomes:
            if outcome.result == KNOWN:
                self.count(Stat.STORIES_KNOWN)
            if self.tracking.is_awaited(key):
                self.count(Stat.STORIES_SETTLED)
            self.tracking.settle(key, outcome)
            self.settled.set()


def fault_of(fault: Fault) -> Request:
    """The request that failed."""
    request: Request = fault.request  # type: ignore[attr-defined]
    return request
