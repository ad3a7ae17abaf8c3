"""Lists of all editions of a title, and the choice of those that are read."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from newsstand.crawl.edition_records import read_anew
from newsstand.crawl.editions import Editions
from newsstand.crawl.failures import Lost, PageLost
from newsstand.crawl.lists import add_editions, following
from newsstand.crawl.state import CrawlState
from newsstand.crawl.step import Step
from newsstand.crawl.tracking import ListAsked, PublicationProgress
from newsstand.exit_codes import Cause
from newsstand.pages import IssueList, ListedEdition, TitlePage
from newsstand.stats import Stat
from newsstand.urls import edition_id, list_page_url


class IssueLists(Step[ListAsked]):
    def __init__(self, state: CrawlState, editions: Editions) -> None:
        super().__init__(state)
        self.editions = editions

    def read(self, response: Response, publication: PublicationProgress, asked: ListAsked) -> Iterator[Any]:
        """One page of the list of all editions; those of the title page that the list leaves out stand before it."""
        page: IssueList = self.state.reader.read(response, "issues", title_url=publication.url)
        listed = page.editions
        if not listed and not asked.editions and not page.lists and not asked.waiting:
            raise PageLost(Lost.NO_EDITION)
        if not asked.editions:
            asked.editions += asked.page.editions
        asked.in_order = asked.in_order and page.in_order
        grown = add_editions(asked, listed, self.state.site)
        yield from self.go_on(response, page, publication, asked, grown=grown)

    def go_on(
        self,
        response: Response,
        page: TitlePage | IssueList,
        publication: PublicationProgress,
        asked: ListAsked,
        *,
        grown: bool,
    ) -> Iterator[Any]:
        """Ask for the next page of the list of editions, or for the next of its lists, or go on with what they say.

        grown: whether the page listed an edition that those before it had not.
        """
        address = following(response, page.next_url, self.state.site)
        news = address is not None and address not in asked.addresses
        if news and not grown and not self.has_enough(asked, publication):
            yield from self.lost(publication, asked, address or "", "the page before it lists nothing new")
            return
        further = [found for link in page.lists if (found := list_page_url(link, self.state.site))]
        asked.waiting = [*([address] if address else []), *further, *asked.waiting]
        yield from self.ask_next(publication, asked)

    def has_enough(self, asked: ListAsked, publication: PublicationProgress) -> bool:
        enough = self.state.selection.has_enough
        return asked.in_order and enough(asked.editions, publication.record.id, publication.reading)

    def ask_next(self, publication: PublicationProgress, asked: ListAsked) -> Iterator[Any]:
        """Ask for the next page or list that was not asked for; where none waits, choose from what all of them say."""
        asked.waiting = [address for address in asked.waiting if address not in asked.addresses]
        if not asked.waiting or self.has_enough(asked, publication):
            yield from self.choose(publication, asked.editions)
        else:
            address = asked.waiting.pop(0)
            asked.addresses.add(address)
            yield self.state.ask("issues", address, publication, asked)

    def lost(self, publication: PublicationProgress, asked: ListAsked, url: str, cause: str) -> Iterator[Any]:
        """A page of the list that cannot be had: the editions that are known of are read all the same."""
        self.state.problem(Cause.INCOMPLETE_LISTING, f"the list of all editions failed ({cause}): {url}", publication)
        asked.editions = asked.editions or list(asked.page.editions)
        yield from self.ask_next(publication, asked)

    def choose(self, publication: PublicationProgress, listed: list[ListedEdition]) -> Iterator[Any]:
        """Choose the editions, write the publication's record, ask for the first edition."""
        record = publication.record
        if not listed:
            self.state.problem(Cause.EMPTY_LISTING, f"no edition is listed: {publication.url}", publication)
        others = self.state.selection.others(record.id, listed)
        for one in listed:
            if edition_id(one.url, self.state.site) in others:
                self.state.logger.warning("an edition of another publication is listed, and left out: %s", one.url)
        listed = [one for one in listed if edition_id(one.url, self.state.site) not in others]
        labels = {edition.label for edition in listed if edition.label} | set(self.state.history.labels(record.id))
        publication.reading = publication.reading.taught(labels)
        every = [{"id": edition_id(one.url, self.state.site), "label": one.label} for one in listed]
        record.editions_listed = self.state.history.new_in_list(record.id, every)
        yield self.state.stamped(record)
        selected = self.state.selection.editions(publication, listed)
        for edition in selected.undated:
            self.state.count(Stat.UNDATED_EDITIONS)
            self.state.logger.warning(
                "no date to compare with since and until, left out: %r %s", edition.label, edition.url
            )
        for edition in selected.to_read:
            publication.queue.append(edition)
            publication.unread[edition_id(edition.url, self.state.site)] = edition
        self.state.count(Stat.EDITIONS_CHOSEN, len(selected.to_read))
        self.state.count(Stat.EDITIONS_KNOWN, selected.held_of_list)
        for known in selected.held:
            yield from map(self.state.stamped, read_anew(known, publication, self.state.history))
        yield from self.editions.next(publication)
