"""Title pages: what a publication is called, and which list says all of its editions."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from newsstand.crawl.failures import WHOLE_SITE, Lost, PageLost
from newsstand.crawl.issue_lists import IssueLists
from newsstand.crawl.lists import add_editions
from newsstand.crawl.state import CrawlState
from newsstand.crawl.step import Step
from newsstand.crawl.tracking import ListAsked, PublicationProgress
from newsstand.dataset.locks import Held
from newsstand.exit_codes import Cause
from newsstand.labels.publication import Reading
from newsstand.loaders import publication_record
from newsstand.pages import TitlePage
from newsstand.stats import Stat
from newsstand.urls import publication_id


class Titles(Step[None]):
    def __init__(self, state: CrawlState, lists: IssueLists) -> None:
        super().__init__(state)
        self.lists = lists

    def read(self, response: Response, publication: PublicationProgress, asked: None = None) -> Iterator[Any]:
        page: TitlePage = self.state.reader.read(response, "title")
        self.know_by_number(page, response.url)
        if publication_id(response.url, self.state.site) != publication_id(publication.url, self.state.site):
            raise PageLost(Lost.REDIRECTED)
        publication.ids.add(publication_id(publication.url, self.state.site))
        publication.record = publication_record(page, url=publication.url, site=self.state.site)
        publication.reading = Reading(publication=page.name, language=publication.record.language)
        if not self.state.selection.wants_whole_list(page, publication.record.id, publication.reading):
            yield from self.lists.choose(publication, page.editions)
            return
        whole = ListAsked(page, addresses={response.url})
        address = self.state.own_address(page.issues_url) if page.issues_url else None
        if address:
            whole.addresses.add(address)
            yield self.state.ask("issues", address, publication, whole)
        else:
            grown = add_editions(whole, page.editions, self.state.site)
            yield from self.lists.go_on(response, page, publication, whole, grown=grown)

    def know_by_number(self, page: TitlePage, url: str) -> None:
        """A title page that shows the newsstand's own number of a publication that is held is that publication's, by
        whatever name or publisher its address goes now."""
        id = publication_id(url, self.state.site)
        held = self.state.history.held_by_number(page.identifier) if page.identifier else None
        if id is None or held is None or held == id or self.state.history.holds_publication(id):
            return
        try:
            self.state.history.take_turn(held)
        except Held as error:
            raise PageLost(str(error)) from error
        self.state.site.aliases[id] = held
        self.state.logger.info("%s is held as %s, by the newsstand's number %s", id, held, page.identifier)

    def lost(self, publication: PublicationProgress, asked: None, url: str, cause: str) -> Iterator[Any]:
        if cause in WHOLE_SITE:
            why = self.state.crawler.stats.get_value(Stat.ROBOTS_UNREACHABLE)
            self.state.problem(cause, f"{url} ({why})" if why and cause == Lost.UNREACHABLE else url)
        else:
            where = url if url == publication.url else f"{publication.url} leads to {url}"
            self.state.problem(Cause.PUBLICATION_NOT_READ, f"{cause}: {where}", publication)
        return iter(())
