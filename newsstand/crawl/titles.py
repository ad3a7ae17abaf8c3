"""Title pages and lists of editions: which editions to read, in which order."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsstand.crawl.editions import EditionPages
from newsstand.crawl.selection import choose
from newsstand.crawl.tracking import Title
from newsstand.dataset.schema import KnownEdition
from newsstand.labels.publication import Reading
from newsstand.loaders import publication_record
from newsstand.pages import (
    ListedEdition,
    NotAPage,
    TitlePage,
    read_issue_list,
    read_title,
)
from newsstand.stats import Stat
from newsstand.urls import edition_id, language_prefix, page_url, publication_id

AHEAD = 8
"""The next edition is asked for when no more requests of the publication are out than this: the line never runs dry."""


class TitlePages(EditionPages):
    """The part of a walk that reads title pages and lists of editions."""

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
        address = self.own_address(page.issues_url) if page.issues_url else None
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
        listed, _ = self.read(response, read_issue_list, title_url=title.url)
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
        labels = {edition.label for edition in listed if edition.label} | set(self.history.labels(record.id))
        title.reading = reading.taught(labels)
        if not listed:
            self.problem("empty listing", f"no edition is listed: {title.url}")
        every = [{"id": edition_id(one.url, self.site), "label": one.label} for one in listed]
        record.editions_listed = self.history.new_in_list(record.id, every)
        yield self.stamped(record)
        chosen, undated = choose(listed, title.reading, newest=asked.editions, since=asked.since, until=asked.until)
        for edition in undated:
            self.crawler.stats.inc_value(Stat.UNDATED_EDITIONS)
            self.logger.warning("no date to compare with since and until, left out: %r %s", edition.label, edition.url)
        yield from self.enqueue(title, chosen)
        yield from self.next_edition(title)

    def enqueue(self, title: Title, chosen: Iterable[ListedEdition]) -> Iterator[Any]:
        """Queue the chosen editions that are not known, and the known ones that are due."""
        known = {edition.id: edition for edition in self.history.editions_of(title.record.id)}
        asked = self.asked
        for listed in chosen:
            before = known.pop(edition_id(listed.url, self.site) or "", None)
            if before is None or asked.refresh or self.history.is_due(before):
                self.queue(title, listed)
            else:
                self.crawler.stats.inc_value(Stat.EDITIONS_KNOWN)
                yield from self.read_anew(title, before)
        for before in known.values():
            if asked.since is None and asked.until is None and self.history.is_due(before):
                url = self.history.url(before)
                asked_for = page_url(url, self.site, language=language_prefix(title.url))
                self.queue(title, ListedEdition(label=before.label, url=asked_for or url))
            else:
                yield from self.read_anew(title, before)

    def queue(self, title: Title, listed: ListedEdition) -> None:
        title.queue.append(listed)
        self.crawler.stats.inc_value(Stat.EDITIONS_CHOSEN)
        title.unread[edition_id(listed.url, self.site)] = listed

    def read_anew(self, title: Title, known: KnownEdition) -> Iterator[Any]:
        """The records of an edition whose label cannot be read until its publication has shown an order of dates."""
        order = title.reading.date_order
        if known.date_start or not known.label or not order or not title.reading.meaning(known.label).date:
            return
        edition = self.history.last_edition(known)
        edition.date_order = order
        yield self.stamped(edition)
        for story in self.history.index.stories_of(self.name, known.id):
            again = self.history.last(story)
            again.edition_date_order = order
            yield self.stamped(again)

    def next_edition(self, title: Title) -> Iterator[Request]:
        while title.queue and title.out <= AHEAD:
            listed = title.queue.popleft()
            if address := self.own_address(listed.url):
                yield self.ask(address, title, self.parse_edition, listed=listed)
            else:
                self.crawler.stats.inc_value(Stat.EDITIONS_DONE)
