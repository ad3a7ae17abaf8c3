"""Story pages: when one is asked for conditionally, and which edition its record belongs to."""

from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsstand.crawl.failures import Lost, PageLost
from newsstand.crawl.identity import same_publication
from newsstand.crawl.placing import keep_place, must_wait, place, says_the_same, stays
from newsstand.crawl.reading import header
from newsstand.crawl.step import Step
from newsstand.crawl.tracking import KNOWN, Outcome, PublicationProgress, StoryAsked
from newsstand.items import Story
from newsstand.loaders import story_record
from newsstand.pages import StoryPage
from newsstand.stats import Stat
from newsstand.urls import story_id


class Stories(Step[StoryAsked]):
    def ask(self, publication: PublicationProgress, asked: StoryAsked) -> Iterator[Request]:
        """The request for a story, conditional where it is held. None for a link that leads elsewhere."""
        address = self.state.own_address(asked.listed.url or "")
        if address is None:
            self.state.settle(asked.key, Outcome(Lost.ELSEWHERE))
            return
        request = self.state.ask("story", address, publication, asked)
        before = asked.before
        if (
            before
            and not before.withdrawn
            and not self.state.asked.refresh
            and not self.must_be_placed(publication, asked)
        ):
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
            and self.state.selection.names(before, asked.edition, publication.reading)
        )

    def read(self, response: Response, publication: PublicationProgress, asked: StoryAsked) -> Iterator[Any]:
        if response.status == 304:
            self.state.settle(asked.key, Outcome(KNOWN))
            return
        edition, listed = asked.edition, asked.listed
        page: StoryPage = self.state.reader.read(
            response,
            "story",
            publication=edition.publication,
            edition_label=edition.label,
            headline=listed.headline,
            description=listed.description,
        )
        found = story_id(response.url, self.state.site)
        if found is None:
            raise PageLost(Lost.REDIRECTED)
        self.state.reader.note_language(page, response)
        moved = found != asked.key
        if moved and self.leads_to_known(asked, found):
            return
        if moved and not asked.before and not same_publication(response.url, listed.url, publication, self.state.site):
            raise PageLost(Lost.OTHER_PUBLICATION)
        url = response.url if moved else listed.url
        story = story_record(
            page, url=url, site=self.state.site, edition=edition, listed=listed, position=asked.position
        )
        story.fetched_at = self.state.answered_at()  # now: it may have to wait for another edition's list
        story.rights = self.state.reader.rights(response, page)
        story.etag, story.last_modified = header(response, "ETag"), header(response, "Last-Modified")
        if moved and asked.before:
            held = self.state.history.last(asked.before)
            if not says_the_same(story, held):
                self.state.settle(
                    asked.key, Outcome(KNOWN)
                )  # its address leads to another story now: it stays as it was
                return
            story.id = held.id
        elif moved:
            self.state.tracking.leads_to(asked.key, found)
        named = page.edition_label if page.edition_place != "metadata" else None  # the day it went on line, at times
        yield from self.placed(story, named, publication, asked)

    def leads_to_known(self, asked: StoryAsked, found: str) -> bool:
        """Whether the address of a listed story leads to another that is held or asked for: then that is it."""
        if found in self.state.tracking.outcomes or self.state.tracking.is_awaited(found):
            self.state.tracking.leads_to(asked.key, found)
            self.state.settled.set()
            return True
        if self.state.history.story(found):
            self.state.settle(asked.key, Outcome(KNOWN, asked.before.id if asked.before else found))
            return True
        return False

    def placed(
        self, story: Story, named: str | None, publication: PublicationProgress, asked: StoryAsked
    ) -> Iterator[Story]:
        """The story as of the edition that it belongs to. While that one's list is to be read, the story waits.

        named: the edition label that its page prints.
        """
        held = self.state.history.last(asked.before) if asked.before else None
        if held and held.edition_id != asked.edition.id and stays(story, held, named, publication.reading):
            keep_place(story, held)
        elif named and must_wait(story, named, publication, asked.edition):
            return
        elif named:
            place(story, named, asked, publication, self.state.history)
        yield self.noted(story)

    def noted(self, story: Story) -> Story:
        """The story, stamped; where the edition that it belongs to stays in doubt, that is counted and logged."""
        if story.edition_conflict:
            self.state.count(Stat.CONFLICTS)
            self.state.logger.warning(
                "the story page says %r, the edition page that led to it %r: %s",
                story.edition_conflict,
                story.edition_label,
                story.url,
            )
        stamped: Story = self.state.stamped(story, story.fetched_at)
        return stamped

    def lost(self, publication: PublicationProgress, asked: StoryAsked, url: str, cause: str) -> Iterator[Any]:
        """A story that cannot be had. What the dataset holds is not lost again by a second look that fails."""
        before = asked.before
        is_held = before and not before.withdrawn and before.edition_id == asked.edition.id
        self.state.settle(asked.key, Outcome(KNOWN if is_held else cause))
        return iter(())
