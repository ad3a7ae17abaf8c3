"""Editions: their lists of stories, and their records, which are written last and say what became of the stories.

One edition of a publication is read at a time (the next is asked for when few stories of it are still out), so memory
does not grow with the length of an archive.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsstand.crawl.edition_records import had_before, lost_edition, opened, relabelled
from newsstand.crawl.failures import Lost, PageLost
from newsstand.crawl.identity import is_of_another
from newsstand.crawl.lists import add_stories, following
from newsstand.crawl.placing import released
from newsstand.crawl.selection import touches
from newsstand.crawl.state import CrawlState
from newsstand.crawl.step import Step
from newsstand.crawl.stories import Stories
from newsstand.crawl.tracking import KNOWN, EditionAsked, EditionProgress, Outcome, PublicationProgress, StoryAsked
from newsstand.crawl.withdrawals import judge_list
from newsstand.exit_codes import Cause
from newsstand.loaders import edition_record
from newsstand.pages import EditionPage
from newsstand.stats import Stat, StatBy
from newsstand.urls import edition_id

AHEAD = 8
"""The next edition is asked for when no more requests of the publication are out than this: the line never runs dry."""


class Editions(Step[EditionAsked]):
    def __init__(self, state: CrawlState, stories: Stories) -> None:
        super().__init__(state)
        self.stories = stories

    def next(self, publication: PublicationProgress) -> Iterator[Request]:
        """Requests for the next editions, where few enough of the publication's are out."""
        while publication.queue and publication.requests_out <= AHEAD:
            listed = publication.queue.popleft()
            if address := self.state.own_address(listed.url):
                asked = EditionAsked(listed, addresses={address})
                yield self.state.ask("edition", address, publication, asked)
            else:
                publication.unread.pop(edition_id(listed.url, self.state.site), None)
                self.state.count(Stat.EDITIONS_DONE)

    def read(self, response: Response, publication: PublicationProgress, asked: EditionAsked) -> Iterator[Any]:
        """One page of an edition's list: its stories are asked for when the last page is read."""
        hints = {"publication": publication.record.name, "label": asked.listed.label}
        page: EditionPage = self.state.reader.read(response, "edition", **hints)
        key = edition_id(asked.listed.url, self.state.site)
        if asked.page is None:
            if edition_id(response.url, self.state.site) != key:
                raise PageLost(Lost.REDIRECTED)
            if is_of_another(page, response.url, publication, self.state.site):
                raise PageLost(Lost.OTHER_PUBLICATION)
        grown = add_stories(asked, page)
        address = following(response, page.next_url, self.state.site)
        if address is None or address in asked.addresses:
            yield from self.open(publication, asked)
        elif not grown:
            yield from self.lost(publication, asked, address, "the page before it lists nothing new")
        else:
            asked.addresses.add(address)
            yield self.state.ask("edition", address, publication, asked)

    def open(self, publication: PublicationProgress, asked: EditionAsked, *, whole_list: bool = True) -> Iterator[Any]:
        """Ask for the stories of an edition whose list has been read."""
        listed, page = asked.listed, asked.page
        edition = edition_record(
            page, url=listed.url, site=self.state.site, publication=publication.record, label=listed.label
        )
        edition.date_order = publication.reading.date_order
        meaning = publication.reading.meaning(edition.label) if edition.label else None
        if page is None or (meaning and touches(meaning, self.state.asked.since, self.state.asked.until) is False):
            publication.unread.pop(edition.id, None)
            self.state.count(Stat.EDITIONS_OUTSIDE)
            self.state.count(Stat.EDITIONS_DONE)
            return
        self.state.count(Stat.EDITIONS_READ)
        progress = opened(edition, page, self.state.site, self.state.history)
        progress.whole_list = whole_list
        publication.editions.append(progress)
        if not page.stories:
            self.state.count(Stat.EDITIONS_EMPTY)
            self.state.logger.warning("no story is listed: %s", edition.url)
        for failure in progress.failed.values():
            self.state.count(StatBy.FAILED.of(failure.cause))
        for story, _ in released(publication, edition.id, progress):
            yield self.stories.noted(story)
        yield from self.ask_stories(publication, progress)

    def ask_stories(self, publication: PublicationProgress, progress: EditionProgress) -> Iterator[Any]:
        """Requests for the stories of an edition that are not held."""
        edition = progress.edition
        known = self.state.history.edition(edition.id)
        listed_before = had_before(self.state.history.last_edition(known)) if known else set()
        for key, listed in progress.listed.items():
            if key in progress.failed:
                continue
            before = self.state.history.story(listed.id)
            if before and before.edition_id != edition.id:
                publication.listed_elsewhere.add(before.id)
            failed = progress.failed_before.get(key)
            if before and self.state.selection.is_held(before, edition, listed_before, publication.reading):
                self.state.count(Stat.STORIES_KNOWN)
                progress.settle(key, Outcome(KNOWN))
            elif failed and not self.state.asked.refresh and not self.state.history.may_be_had(failed):
                progress.give_up(key)
            elif self.state.tracking.enter(key, progress):
                self.state.count(Stat.STORIES_ASKED)
                yield from self.stories.ask(
                    publication, StoryAsked(key, edition, listed.story, listed.position, before)
                )

    def lost(self, publication: PublicationProgress, asked: EditionAsked, url: str, cause: str) -> Iterator[Any]:
        """An edition whose page cannot be had. Where a later page of its list cannot, the stories listed are read."""
        if asked.page is not None and cause != Lost.READER_ERROR:
            message = f"the list of an edition goes on, and failed ({cause}): {url}"
            self.state.problem(Cause.INCOMPLETE_LISTING, message, publication)
            yield from self.open(publication, asked, whole_list=False)
            return
        self.state.count(Stat.EDITIONS_DONE)
        key = edition_id(asked.listed.url, self.state.site)
        if cause == Lost.OTHER_PUBLICATION:
            publication.unread.pop(key, None)
            return  # its number is that of the other publication's edition, whose record stays as it is
        for story, _ in released(publication, key):
            yield self.stories.noted(story)
        record = lost_edition(asked.listed, cause, publication, self.state.site, self.state.history)
        if record is not None:
            yield self.state.stamped(record)

    async def ended(self, publication: PublicationProgress) -> AsyncIterator[Any]:
        """The next edition, and the records of those of whose stories it is known what became of them."""
        publication.requests_out -= 1
        for request in self.next(publication):
            yield request
        if publication.requests_out == 0:
            for key in list(publication.deferred):
                for story, _ in released(publication, key):
                    yield self.stories.noted(story)
            while self.state.records_are_kept and any(one.awaited for one in publication.editions):
                self.state.settled.clear()
                await self.state.settled.wait()
        done = [one for one in publication.editions if not one.awaited]
        for progress in done:
            if progress.gone and not publication.all_read():
                continue  # what is gone from one edition's list may stand in another's
            if progress in publication.editions:
                publication.editions.remove(progress)
                for record in self.finished(progress, publication):
                    yield record

    def finished(self, progress: EditionProgress, publication: PublicationProgress) -> Iterator[Any]:
        """The record of an edition, after those of its stories that are withdrawn or carry a new label."""
        edition = progress.edition
        judged = judge_list(progress, publication, self.state.history)
        for known in judged.withdrawn:
            story = self.state.history.last(known)
            story.withdrawn = True
            yield self.state.stamped(story)
        if judged.cause:
            progress.fail(edition.id or "", edition.url, judged.cause)
            self.state.logger.warning("%s: %s", judged.cause, edition.url)
        if judged.cause == Lost.MANY_WITHDRAWN:
            self.state.problem(
                Cause.MANY_WITHDRAWN,
                f"{judged.missing} stories, more than a third, are no longer listed; the next run decides:"
                f" {edition.url}",
                publication,
            )
        for story in relabelled(edition, self.state.history):
            if story.id not in self.state.tracking.outcomes:  # those that were read in this run have the new label
                yield self.state.stamped(story)
        self.state.count(Stat.EDITIONS_DONE)
        yield self.state.stamped(progress.record())
