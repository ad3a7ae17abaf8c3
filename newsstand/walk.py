"""The walk over a newsstand: title page -> editions -> stories. A spider of one newsstand adds its name and its Site.

One edition of a publication is read at a time (the next is asked for when few stories of it are still out), so memory
does not grow with the length of an archive. An edition's record is the last of it: it says what became of its stories.
"""

from asyncio import Event
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from newsstand.accounts import COLLECTED, Account, Fates, failure
from newsstand.arguments import Arguments, read_arguments
from newsstand.choice import Reading, choose, date_order, touches
from newsstand.failures import PLAIN, cause_of
from newsstand.items import Edition, Publication, Rejected, Story
from newsstand.lines import NotReadable, document
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
from newsstand.urls import Site, edition_id, language_prefix, page_url, publication_id, story_id

AHEAD = 8
"""The next edition is asked for when no more stories of the last are out than this: the line never runs dry."""


@dataclass(slots=True)
class Title:
    """One publication on its way through the walk."""

    url: str
    record: Publication = field(default_factory=Publication)
    reading: Reading = field(default_factory=Reading)
    queue: deque[ListedEdition] = field(default_factory=deque)
    accounts: list[Account] = field(default_factory=list)
    """Editions whose record is not out yet."""
    held: dict[str, list[tuple[Story, Edition]]] = field(default_factory=dict)
    """Stories by the edition that their page names, until that edition's own list is read."""
    out: int = 0
    """Requests whose response has not been dealt with."""


class NewsstandSpider(Spider):
    """`site` says what the newsstand's URLs look like; `publications` are crawled when none is named."""

    site: Site
    publications: tuple[str, ...] = ()

    def __init__(self, name: str | None = None, **given: str):
        super().__init__(name)
        self.asked: Arguments = read_arguments(self.name, self.site, given, publications=self.publications)
        self.site = self.asked.site
        self.fates = Fates()
        self.titles: list[Title] = []
        self.problems: list[tuple[str, str]] = []
        """(cause, message): what the outcome of the run must answer for."""
        self.unknown_languages: set[str] = set()
        self.settled = Event()
        """Set whenever the fate of a story is known."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("SITE", spider.site.root, priority="spider")
        crawler.signals.connect(spider.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(spider.item_lost, signal=signals.item_dropped)
        crawler.signals.connect(spider.item_lost, signal=signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for url in self.asked.publications:
            title = Title(url=url)
            self.titles.append(title)
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
        known = dict(request.cb_kwargs)
        async for result in self.lost(request.url, cause_of(fault.value), request.callback, **known):
            yield result

    async def lost(
        self, url: str, cause: str, callback: Callable[..., Any] | None, *, title: Title, **known: Any
    ) -> AsyncIterator[Any]:
        """What follows when a page cannot be had or read, for whichever kind of page it was."""
        self.crawler.stats.inc_value(f"newsstand/failed/{cause}")
        self.logger.warning("%s: %s", cause, url)
        if "listed_story" in known:
            self.fates.settle(known["key"], cause)
        elif "listed" in known:
            edition = edition_record(
                None, url=known["listed"].url, site=self.site, publication=title.record, label=known["listed"].label
            )
            edition.date_order = title.reading.date_order
            edition.failures = [failure(edition.id, edition.url, cause)]
            edition.complete = False
            for story in self.released(title, edition.id, {}):
                yield story
            yield self.stamped(edition)
        elif "page" in known:
            self.problem("incomplete listing", f"the list of all editions failed ({cause}): {url}")
            for result in self.begin(title, known["page"].editions):
                yield result
        else:
            self.problem(cause if cause in PLAIN else "publication not read", f"{cause}: {url}")
        async for result in self.ended(title):
            yield result

    def problem(self, cause: str, message: str) -> None:
        self.problems.append((cause, message))
        self.crawler.stats.inc_value(f"newsstand/problems/{cause}")

    def stamped(self, item: Any, response: Response | None = None) -> Any:
        item.newsstand = self.name
        item.fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
        return item

    # Title pages

    async def parse_title(self, response: Response, title: Title) -> AsyncIterator[Any]:
        page = self.read(response, read_title)
        if isinstance(page, NotAPage) or publication_id(response.url, self.site) != publication_id(
            title.url, self.site
        ):
            cause = page.cause if isinstance(page, NotAPage) else "redirected away"
            async for result in self.lost(title.url, cause, None, title=title):
                yield result
            return
        title.record = publication_record(page, url=title.url, site=self.site)
        title.reading = Reading(publication=page.name, language=title.record.language)
        asked = self.asked
        shown = [edition.label for edition in page.editions if edition.label]
        newest_is_missing = page.current_label is not None and not any(
            title.reading.same_edition(label, page.current_label) for label in shown
        )
        wants_more = (
            asked.editions is None
            or asked.editions > len(page.editions)
            or asked.since
            or asked.until
            or newest_is_missing
        )
        address = self.own_address(page.issues_url, title) if page.issues_url else None
        if wants_more and address:
            yield self.ask(address, title, self.parse_issues, page=page)
        else:
            for result in self.begin(title, page.editions):
                yield result
        async for result in self.ended(title):
            yield result

    async def parse_issues(self, response: Response, title: Title, page: TitlePage) -> AsyncIterator[Any]:
        """The list of all editions; those of the title page that it leaves out stand before it."""
        listed = self.read(response, read_issue_list)
        if isinstance(listed, NotAPage) or not listed:
            cause = listed.cause if isinstance(listed, NotAPage) else "no editions listed"
            async for result in self.lost(response.url, cause, None, title=title, page=page):
                yield result
            return
        every = {edition_id(edition.url, self.site): edition for edition in [*page.editions, *listed]}
        for edition in page.editions:
            known = every[edition_id(edition.url, self.site)]
            if known.label is None and edition.label:
                every[edition_id(edition.url, self.site)] = edition
        for result in self.begin(title, list(every.values())):
            yield result
        async for result in self.ended(title):
            yield result

    def begin(self, title: Title, listed: list[ListedEdition]) -> Iterator[Any]:
        """Choose the editions, write the publication's record, ask for the first edition."""
        reading = title.reading
        labels = [edition.label for edition in listed if edition.label]
        title.reading = replace(
            reading, date_order=date_order(labels, language=reading.language, publication=reading.publication)
        )
        asked = self.asked
        chosen, undated = choose(listed, title.reading, newest=asked.editions, since=asked.since, until=asked.until)
        for edition in undated:
            self.crawler.stats.inc_value("newsstand/undated_editions")
            self.logger.warning("no date to compare with since and until, left out: %r %s", edition.label, edition.url)
        title.record.editions_listed = [
            {"id": edition_id(edition.url, self.site), "label": edition.label} for edition in listed
        ]
        if not listed:
            self.problem("empty listing", f"no edition is listed: {title.url}")
        title.queue.extend(chosen)
        yield self.stamped(title.record)
        yield from self.next_edition(title)

    def next_edition(self, title: Title) -> Iterator[Request]:
        while title.queue and title.out <= AHEAD:
            listed = title.queue.popleft()
            address = self.own_address(listed.url, title)
            if address:
                yield self.ask(address, title, self.parse_edition, listed=listed)

    def own_address(self, link: str, title: Title) -> str | None:
        """What to ask for behind a link: None for one that leads away from the newsstand."""
        address = page_url(link, self.site, language=language_prefix(title.url))
        if address is None:
            self.crawler.stats.inc_value("newsstand/links_elsewhere")
        return address

    # Edition pages

    async def parse_edition(self, response: Response, title: Title, listed: ListedEdition) -> AsyncIterator[Any]:
        page = self.read(response, read_edition, publication=title.record.name, label=listed.label)
        if not isinstance(page, NotAPage) and edition_id(response.url, self.site) != edition_id(listed.url, self.site):
            page = NotAPage("redirected away")
        if isinstance(page, NotAPage):
            async for result in self.lost(response.url, page.cause, None, title=title, listed=listed):
                yield result
            return
        edition = edition_record(page, url=listed.url, site=self.site, publication=title.record, label=listed.label)
        edition.date_order = title.reading.date_order
        if self.is_outside(title, edition):
            self.crawler.stats.inc_value("newsstand/editions_outside")
        else:
            for result in self.enter(title, edition, page):
                yield result
        async for result in self.ended(title):
            yield result

    def is_outside(self, title: Title, edition: Edition) -> bool:
        """Whether an edition whose label only its own page shows is not of the days asked for."""
        if edition.label is None:
            return False
        return touches(title.reading.meaning(edition.label), self.asked.since, self.asked.until) is False

    def enter(self, title: Title, edition: Edition, page: EditionPage) -> Iterator[Any]:
        account = Account(edition)
        title.accounts.append(account)
        ours: dict[str, tuple[int, ListedStory]] = {}
        for position, story in enumerate(page.stories, start=1):
            key = story_id(story.url, self.site) if story.url else None
            if key is None:
                self.crawler.stats.inc_value("newsstand/failed/no link")
                key = f"{edition.id}#{position}"
                account.urls[key] = None
                account.settle(key, "no link")
            elif key not in ours:
                ours[key] = position, story
                account.urls[key] = story.url
        self.crawler.stats.inc_value("newsstand/editions_read")
        if not page.stories:
            self.crawler.stats.inc_value("newsstand/editions_empty")
            self.logger.warning("no story is listed: %s", edition.url)
        yield from self.released(title, edition.id, ours, edition)
        for key, (position, story) in ours.items():
            if self.fates.claim(key, account):
                address = self.own_address(story.url or "", title)
                if address is None:
                    self.fates.settle(key, "elsewhere")
                    continue
                yield self.ask(
                    address,
                    title,
                    self.parse_story,
                    edition=edition,
                    listed_story=story,
                    position=position,
                    key=key,
                )

    def released(
        self,
        title: Title,
        edition: str | None,
        ours: dict[str, tuple[int, ListedStory]],
        record: Edition | None = None,
    ) -> Iterator[Story]:
        """Stories that were held for this edition: its own where it lists them, else of the one that led to them."""
        for story, led in title.held.pop(edition or "", ()):
            key = story.id or ""
            if record is not None and key in ours:
                story.edition_id, story.edition_label, story.edition_conflict = record.id, record.label, None
                story.position = ours[key][0]
            else:
                self.contradiction(story, led)
            yield self.stamped(story)

    # Story pages

    async def parse_story(
        self, response: Response, *, title: Title, edition: Edition, listed_story: ListedStory, position: int, key: str
    ) -> AsyncIterator[Any]:
        page = self.read(
            response,
            read_story,
            publication=edition.publication,
            edition_label=edition.label,
            headline=listed_story.headline,
            description=listed_story.description,
        )
        found = story_id(response.url, self.site)
        if not isinstance(page, NotAPage) and found is None:
            page = NotAPage("redirected away")
        if isinstance(page, NotAPage):
            self.crawler.stats.inc_value(f"newsstand/not_a_story/{page.cause.removeprefix('not a story: ')}")
            async for result in self.lost(
                response.url, page.cause, None, title=title, listed_story=listed_story, key=key
            ):
                yield result
            return
        self.note_language(page, response)
        url = response.url if found != key else listed_story.url
        story = story_record(page, url=url, site=self.site, edition=edition, listed=listed_story, position=position)
        if found != key and found is not None:
            # Moved: what was asked for is settled with it, and it is not written twice.
            fate = self.fates.known.get(found)
            self.fates.settle(key, fate or COLLECTED)
            if fate or found in self.fates.waiting:
                story = None
        if story is not None:
            for result in self.placed(story, page, title, edition):
                yield result
        async for result in self.ended(title):
            yield result

    def placed(self, story: Story, page: StoryPage, title: Title, edition: Edition) -> Iterator[Story]:
        """The story as of the edition that led to it; one whose page names another that is still to be read waits."""
        named = page.edition_label
        if named and edition.label and not title.reading.same_edition(named, edition.label):
            story.edition_conflict = named
            for other in title.queue:
                if other.label and title.reading.same_edition(named, other.label):
                    title.held.setdefault(edition_id(other.url, self.site) or "", []).append((story, edition))
                    return
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

    def read(self, response: Response, reader: Callable[..., Any], **hints: Any) -> Any:
        """What `reader` makes of a response; NotAPage for bytes that are no page.

        A fault of the reader is told and counted as one of the walk's, and costs no more than its page.
        """
        charset = http_content_type_encoding(response.headers.get("Content-Type", b"").decode("latin-1"))
        try:
            return reader(document(response.body, url=response.url, encoding=charset), site=self.site, **hints)
        except NotReadable as error:
            return NotAPage(str(error))
        except Exception:
            self.logger.exception("reader error: %s", response.url)
            self.problem("callback error", f"the page reader failed: {response.url}")
            return NotAPage("reader error")

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
            yield self.stamped(account.closed())

    # What the pipelines and feeds say

    def item_scraped(self, item: Any) -> None:
        if isinstance(item, Story):
            self.settle(item.id, COLLECTED)
        elif isinstance(item, Rejected):
            self.settle(item.id, f"rejected: {item.reason}")

    def item_lost(self, item: Any) -> None:
        if isinstance(item, Story):
            self.settle(item.id, "dropped by a pipeline")

    def settle(self, key: str | None, fate: str) -> None:
        if key is not None:
            self.fates.settle(key, fate)
            self.settled.set()
