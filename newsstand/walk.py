"""The walk over a newsstand: title page -> editions -> stories. A spider of one newsstand adds its name and its Site.

One edition of a publication is read at a time (the next is asked for when few stories of it are still out), so memory
does not grow with the length of an archive. An edition's record is the last of it: it says what became of its stories.
"""

from asyncio import Event
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from newsstand.accounts import COLLECTED, KNOWN, Account, Fates, failure
from newsstand.arguments import Arguments, read_arguments
from newsstand.choice import Reading, choose, date_order, touches
from newsstand.coverage import Coverage, add
from newsstand.failures import PLAIN, ROBOTS, UNREACHABLE, cause_of
from newsstand.items import Edition, Publication, Rejected, Story
from newsstand.known import KnownEdition, KnownStory
from newsstand.lines import NotReadable, document
from newsstand.locks import Held
from newsstand.manners import Blocked, TdmRep
from newsstand.manners.blocked import CHALLENGE
from newsstand.manners.robots import UNREACHABLE as NO_ROBOTS
from newsstand.memory import Memory
from newsstand.pages import (
    EditionPage,
    ListedEdition,
    ListedStory,
    NotAPage,
    StoryPage,
    TitlePage,
    read_edition,
    read_issue_list,
    read_story,
    read_title,
)
from newsstand.records import edition_record, publication_record, story_record
from newsstand.runs import run_id
from newsstand.urls import Site, edition_id, language_prefix, page_url, publication_id, story_id

AHEAD = 8
"""The next edition is asked for when no more requests of the publication are out than this: the line never runs dry."""


@dataclass(slots=True)
class Title:
    """One publication on its way through the walk."""

    url: str
    record: Publication = field(default_factory=Publication)
    reading: Reading = field(default_factory=Reading)
    queue: deque[ListedEdition] = field(default_factory=deque)
    unread: dict[str | None, ListedEdition] = field(default_factory=dict)
    """Editions whose page has not been read, queued or asked for, by id."""
    accounts: list[Account] = field(default_factory=list)
    """Editions whose record is not out yet."""
    held: dict[str | None, list[tuple[Story, Edition]]] = field(default_factory=dict)
    """Stories by the edition that their page names, until that edition's own list is read."""
    out: int = 0
    """Requests whose response has not been dealt with."""


class NewsstandSpider(Spider):
    """`site` says what the newsstand's URLs look like; `publications` are crawled when none is named."""

    site: Site
    publications: tuple[str, ...] = ()
    memory: Memory

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
        self.memory = Memory(
            data_dir=Path(settings["DATA_DIR"]),
            newsstand=self.name,
            run_id=run_id(self.crawler),
            revisit_days=settings.getint("REVISIT_DAYS"),
            attempts=settings.getint("STORY_ATTEMPTS"),
        )
        self.crawler.signals.connect(self.memory.close, signal=signals.feed_exporter_closed)
        try:
            self.salvaged = self.memory.open(publication_id(url, self.site) for url in self.asked.publications)
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
        if cause == ROBOTS and self.crawler.stats.get_value(NO_ROBOTS):
            cause = UNREACHABLE
        async for result in self.lost(request.url, cause, **request.cb_kwargs):
            yield result

    async def lost(self, url: str, cause: str, *, title: Title, **known: Any) -> AsyncIterator[Any]:
        """What follows when a page cannot be had or read, for whichever kind of page it was."""
        self.crawler.stats.inc_value(f"newsstand/failed/{cause}")
        self.logger.warning("%s: %s", cause, url)
        if "key" in known:
            self.settle(known["key"], cause)
        elif "listed" in known:
            for result in self.lost_edition(title, known["listed"], cause):
                yield result
        elif "page" in known:
            self.problem("incomplete listing", f"the list of all editions failed ({cause}): {url}")
            for result in self.begin(title, known["page"].editions):
                yield result
        else:
            self.problem(cause if cause in PLAIN else "publication not read", f"{cause}: {url}")
        async for result in self.ended(title):
            yield result

    def lost_edition(self, title: Title, listed: ListedEdition, cause: str) -> Iterator[Any]:
        self.crawler.stats.inc_value("newsstand/editions_done")
        edition = edition_record(None, url=listed.url, site=self.site, publication=title.record, label=listed.label)
        yield from self.released(title, edition.id, {})
        known = self.memory.edition(edition.id)
        if known is None or not known.complete:
            before = self.memory.attempted(edition.id)
            if known is not None:
                edition = self.memory.last_edition(known)
            edition.date_order = title.reading.date_order
            edition.failures = [one for key, one in before.items() if key != edition.id]
            edition.failures.append(failure(edition.id, listed.url, cause, before.get(edition.id or "")))
            edition.complete = False
            yield self.stamped(edition)

    def problem(self, cause: str, message: str) -> None:
        self.problems.append((cause, message))
        self.crawler.stats.inc_value(f"newsstand/problems/{cause}")

    def stamped(self, item: Any) -> Any:
        item.newsstand = self.name
        item.fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
        return item

    # Title pages

    async def parse_title(self, response: Response, title: Title) -> AsyncIterator[Any]:
        page, _ = self.read(response, read_title)
        if publication_id(response.url, self.site) != publication_id(title.url, self.site):
            page = NotAPage("redirected away")
        if isinstance(page, NotAPage):
            self.refused(page, response)
            async for result in self.lost(title.url, page.cause, title=title):
                yield result
            return
        title.record = publication_record(page, url=title.url, site=self.site)
        title.reading = Reading(publication=page.name, language=title.record.language)
        address = self.own_address(page.issues_url, title) if page.issues_url else None
        if address and self.wants_more(page, title.reading):
            yield self.ask(address, title, self.parse_issues, page=page)
        else:
            for result in self.begin(title, page.editions):
                yield result
        async for result in self.ended(title):
            yield result

    def wants_more(self, page: TitlePage, reading: Reading) -> bool:
        """Whether the title page's recent editions may not be all that is asked for."""
        asked = self.asked
        newest = page.current_label
        return (
            asked.editions is None
            or asked.editions > len(page.editions)
            or asked.since is not None
            or asked.until is not None
            or (newest is not None and not any(reading.same_edition(one.label or "", newest) for one in page.editions))
        )

    async def parse_issues(self, response: Response, title: Title, page: TitlePage) -> AsyncIterator[Any]:
        """The list of all editions; those of the title page that it leaves out stand before it."""
        listed, _ = self.read(response, read_issue_list)
        if isinstance(listed, NotAPage) or not listed:
            cause = listed.cause if isinstance(listed, NotAPage) else "no edition is listed"
            async for result in self.lost(response.url, cause, title=title, page=page):
                yield result
            return
        every = {edition_id(edition.url, self.site): edition for edition in [*page.editions, *listed]}
        for edition in page.editions:
            if edition.label and every[edition_id(edition.url, self.site)].label is None:
                every[edition_id(edition.url, self.site)] = edition
        for result in self.begin(title, list(every.values())):
            yield result
        async for result in self.ended(title):
            yield result

    def begin(self, title: Title, listed: list[ListedEdition]) -> Iterator[Any]:
        """Choose the editions, write the publication's record, ask for the first edition."""
        record, reading, asked = title.record, title.reading, self.asked
        labels = {edition.label for edition in listed if edition.label} | set(self.memory.labels(record.id))
        order = date_order(sorted(labels), language=reading.language, publication=reading.publication)
        title.reading = replace(reading, date_order=order)
        if not listed:
            self.problem("empty listing", f"no edition is listed: {title.url}")
        every = [{"id": edition_id(one.url, self.site), "label": one.label} for one in listed]
        record.editions_listed = self.memory.new_in_list(record.id, every)
        yield self.stamped(record)
        chosen, undated = choose(listed, title.reading, newest=asked.editions, since=asked.since, until=asked.until)
        for edition in undated:
            self.crawler.stats.inc_value("newsstand/undated_editions")
            self.logger.warning("no date to compare with since and until, left out: %r %s", edition.label, edition.url)
        yield from self.enqueue(title, chosen)
        yield from self.next_edition(title)

    def enqueue(self, title: Title, chosen: Iterable[ListedEdition]) -> Iterator[Any]:
        """Queue the chosen editions that are not known, and the known ones that are due."""
        known = {edition.id: edition for edition in self.memory.editions_of(title.record.id)}
        asked = self.asked
        for listed in chosen:
            before = known.pop(edition_id(listed.url, self.site) or "", None)
            if before is None or asked.refresh or self.memory.is_due(before):
                self.queue(title, listed)
            else:
                self.crawler.stats.inc_value("newsstand/editions_known")
                yield from self.read_anew(title, before)
        for before in known.values():
            if asked.since is None and asked.until is None and self.memory.is_due(before):
                self.queue(title, ListedEdition(label=before.label, url=self.memory.url(before)))
            else:
                yield from self.read_anew(title, before)

    def queue(self, title: Title, listed: ListedEdition) -> None:
        title.queue.append(listed)
        self.crawler.stats.inc_value("newsstand/editions_chosen")
        title.unread[edition_id(listed.url, self.site)] = listed

    def read_anew(self, title: Title, known: KnownEdition) -> Iterator[Any]:
        """The records of an edition whose label cannot be read until its publication has shown an order of dates."""
        order = title.reading.date_order
        if known.date_start or not known.label or not order or not title.reading.meaning(known.label).date:
            return
        edition = self.memory.last_edition(known)
        edition.date_order = order
        yield self.stamped(edition)
        for story in self.memory.ledger.stories_of(self.name, known.id):
            again = self.memory.last(story)
            again.edition_date_order = order
            yield self.stamped(again)

    def next_edition(self, title: Title) -> Iterator[Request]:
        while title.queue and title.out <= AHEAD:
            listed = title.queue.popleft()
            if address := self.own_address(listed.url, title):
                yield self.ask(address, title, self.parse_edition, listed=listed)
            else:
                self.crawler.stats.inc_value("newsstand/editions_done")

    def own_address(self, link: str, title: Title) -> str | None:
        """What to ask for behind a link: None for one that leads away from the newsstand."""
        address = page_url(link, self.site, language=language_prefix(title.url))
        if address is None:
            self.crawler.stats.inc_value("newsstand/links_elsewhere")
        return address

    # Edition pages

    async def parse_edition(self, response: Response, title: Title, listed: ListedEdition) -> AsyncIterator[Any]:
        page, _ = self.read(response, read_edition, publication=title.record.name, label=listed.label)
        if edition_id(response.url, self.site) != edition_id(listed.url, self.site):
            page = NotAPage("redirected away")
        if isinstance(page, NotAPage):
            self.refused(page, response)
            async for result in self.lost(response.url, page.cause, title=title, listed=listed):
                yield result
            return
        edition = edition_record(page, url=listed.url, site=self.site, publication=title.record, label=listed.label)
        edition.date_order = title.reading.date_order
        meaning = title.reading.meaning(edition.label) if edition.label else None
        if meaning and touches(meaning, self.asked.since, self.asked.until) is False:
            self.crawler.stats.inc_value("newsstand/editions_outside")
            self.crawler.stats.inc_value("newsstand/editions_done")
        else:
            for result in self.enter(title, edition, page):
                yield result
        async for result in self.ended(title):
            yield result

    def enter(self, title: Title, edition: Edition, page: EditionPage) -> Iterator[Any]:
        """Open the edition's account and ask for its stories."""
        account = Account(edition, before=self.memory.attempted(edition.id))
        title.accounts.append(account)
        ours: dict[str, tuple[int, ListedStory]] = {}
        for position, story in enumerate(page.stories, start=1):
            key = story_id(story.url, self.site) if story.url else None
            if key is None:
                self.crawler.stats.inc_value("newsstand/failed/no link")
                key = f"{edition.id}#{position}"
                account.listed[key] = position, story
                account.settle(key, "no link")
            elif key not in ours:
                ours[key] = account.listed[key] = position, story
        self.crawler.stats.inc_value("newsstand/editions_read")
        if not page.stories:
            self.crawler.stats.inc_value("newsstand/editions_empty")
            self.logger.warning("no story is listed: %s", edition.url)
        else:
            for gone in self.memory.gone(edition.id, ours):
                gone.withdrawn = True
                yield self.stamped(gone)
        yield from self.released(title, edition.id, ours, edition)
        edition_before = self.memory.edition(edition.id)
        recent = edition_before is not None and self.memory.is_recent(edition_before)
        for key, (position, story) in ours.items():
            before = self.memory.story(key)
            if before and self.is_enough(before, edition, title) and (not recent or before.edition_id != edition.id):
                self.crawler.stats.inc_value("newsstand/stories_known")
                account.settle(key, KNOWN)
                continue
            if key in account.before and account.before[key]["attempts"] >= self.memory.attempts:
                account.give_up(key)
                continue
            if self.fates.claim(key, account):
                self.crawler.stats.inc_value("newsstand/stories_asked")
                known = {"edition": edition, "listed_story": story, "position": position, "key": key}
                yield from self.ask_story(title, before, **known)

    def is_enough(self, before: KnownStory, edition: Edition, title: Title) -> bool:
        """Whether a story that is known need not be asked for: it is there, and of the edition its page names."""
        if self.asked.refresh or before.withdrawn:
            return False
        if before.edition_id == edition.id:
            return True
        named = self.memory.last(before).edition_conflict
        return not (named and edition.label and title.reading.same_edition(named, edition.label))

    def ask_story(self, title: Title, before: KnownStory | None, **known: Any) -> Iterator[Request]:
        address = self.own_address(known["listed_story"].url, title)
        if address is None:
            self.settle(known["key"], "elsewhere")
            return
        request = self.ask(address, title, self.parse_story, **known)
        current = before is not None and not before.withdrawn and before.edition_id == known["edition"].id
        if before is not None and current and not self.asked.refresh:
            if before.etag:
                request.headers["If-None-Match"] = before.etag
            if before.last_modified:
                request.headers["If-Modified-Since"] = before.last_modified
            request.meta["handle_httpstatus_list"] = [304]
        yield request

    def released(
        self,
        title: Title,
        key: str | None,
        ours: dict[str, tuple[int, ListedStory]],
        edition: Edition | None = None,
    ) -> Iterator[Story]:
        """Stories that were held for this edition: its own where it lists them, else of the one that led to them."""
        title.unread.pop(key, None)
        for story, led in title.held.pop(key, ()):
            if edition is not None and story.id in ours:
                belongs(story, edition, *ours[story.id])
            else:
                self.contradiction(story, led)
            yield self.stamped(story)

    # Story pages

    async def parse_story(
        self, response: Response, *, title: Title, edition: Edition, listed_story: ListedStory, position: int, key: str
    ) -> AsyncIterator[Any]:
        if response.status == 304:
            self.settle(key, KNOWN)
        else:
            page, meta = self.read(
                response,
                read_story,
                publication=edition.publication,
                edition_label=edition.label,
                headline=listed_story.headline,
                description=listed_story.description,
            )
            found = story_id(response.url, self.site)
            if found is None:
                page = NotAPage("redirected away")
            if isinstance(page, NotAPage):
                self.crawler.stats.inc_value(f"newsstand/not_a_story/{page.cause.removeprefix('not a story: ')}")
                self.refused(page, response)
                async for result in self.lost(response.url, page.cause, title=title, key=key):
                    yield result
                return
            self.note_language(page, response)
            if found == key or self.moved(key, found):
                url = listed_story.url if found == key else response.url
                story = story_record(
                    page, url=url, site=self.site, edition=edition, listed=listed_story, position=position
                )
                story.rights = self.rights(response, meta)
                story.etag = header(response, "ETag")
                story.last_modified = header(response, "Last-Modified")
                for result in self.placed(story, page, title, edition):
                    yield result
        async for result in self.ended(title):
            yield result

    def rights(self, response: Response, meta: Mapping[str, str]) -> list[str]:
        """What the page or the site reserves, as it says it."""
        watch = self.crawler.get_downloader_middleware(TdmRep)
        return list(watch.rights(response, meta).signals) if watch else []

    def moved(self, key: str, found: str | None) -> bool:
        """Settle a story that turned up at another address; whether it is to be written from here."""
        fate = self.fates.known.get(found or "")
        self.settle(key, fate or COLLECTED)
        return fate is None and found not in self.fates.waiting

    def placed(self, story: Story, page: StoryPage, title: Title, edition: Edition) -> Iterator[Story]:
        """The story as of the edition that led to it, or of the one that its page names where that lists it too.

        While that one's list is still to be read, the story waits for it.
        """
        named = page.edition_label
        if named and edition.label and not title.reading.same_edition(named, edition.label):
            story.edition_conflict = named
            for key, listed in title.unread.items():
                if listed.label and title.reading.same_edition(named, listed.label):
                    title.held.setdefault(key, []).append((story, edition))
                    return
            for other in title.accounts:
                if story.id in other.listed and title.reading.same_edition(named, other.edition.label or ""):
                    belongs(story, other.edition, *other.listed[story.id])
            if story.edition_conflict:
                self.contradiction(story, edition)
        yield self.stamped(story)

    def contradiction(self, story: Story, edition: Edition) -> None:
        self.crawler.stats.inc_value("newsstand/conflicts")
        self.logger.warning(
            "the story page says %r, the edition page that led to it %r: %s",
            story.edition_conflict,
            edition.label,
            story.url,
        )

    def note_language(self, page: StoryPage, response: Response) -> None:
        """Say once a language what its pages print that the phrase table does not know."""
        if not page.inferred:
            return
        self.crawler.stats.inc_value("phrases/unknown_language")
        language = page.interface_language or "unknown"
        if language not in self.unknown_languages:
            self.unknown_languages.add(language)
            self.logger.warning(
                "interface language %r is not in phrases.toml; inferred from: %s (%s)",
                language,
                " | ".join(page.inferred),
                response.url,
            )

    # Every page

    def read(self, response: Response, reader: Callable[..., Any], **hints: Any) -> tuple[Any, Mapping[str, str]]:
        """(what `reader` makes of a response, the page's meta elements); NotAPage for bytes that are no page.

        A fault of the reader is told and counted as one of the walk's, and costs no more than its page.
        """
        charset = http_content_type_encoding(header(response, "Content-Type"))
        try:
            page = document(response.body, url=response.url, encoding=charset)
            return reader(page, site=self.site, **hints), page.meta
        except NotReadable as error:
            return NotAPage(str(error)), {}
        except Exception:
            self.logger.exception("reader error: %s", response.url)
            self.problem("callback error", f"the page reader failed: {response.url}")
            return NotAPage("reader error"), {}

    def refused(self, page: NotAPage, response: Response) -> None:
        """Tell those who watch for it of a page that robots are told from people by."""
        if CHALLENGE in page.cause and (watch := self.crawler.get_extension(Blocked)):
            watch.challenged(response)

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
            self.crawler.stats.inc_value("newsstand/editions_done")
            yield self.stamped(account.closed())

    # What the pipelines and feeds say

    def item_scraped(self, item: Any) -> None:
        add(self.coverage, item)
        if isinstance(item, Story):
            self.crawler.stats.inc_value("newsstand/stories")
            self.settle(item.id, COLLECTED)
        elif isinstance(item, Rejected):
            self.settle(item.id, f"rejected: {item.reason}")

    def item_dropped(self, item: Any, exception: Exception) -> None:
        if isinstance(item, Story):
            self.settle(item.id, KNOWN if getattr(exception, "is_known", False) else "dropped by a pipeline")

    def item_error(self, item: Any) -> None:
        if isinstance(item, Story):
            self.settle(item.id, "pipeline error")
        self.problem("callback error", "a pipeline raised: see the log")

    def settle(self, key: str | None, fate: str) -> None:
        if key is not None and key not in self.fates.known:
            if fate == KNOWN:
                self.crawler.stats.inc_value("newsstand/stories_known")
            if key in self.fates.waiting:
                self.crawler.stats.inc_value("newsstand/stories_settled")
            self.fates.settle(key, fate)
            self.settled.set()


def belongs(story: Story, edition: Edition, position: int, listed: ListedStory) -> None:
    """Give a story that two editions list to the one that its page names."""
    story.edition_id, story.edition_label, story.edition_conflict = edition.id, edition.label, None
    story.position, story.section = position, listed.section or story.section


def header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
