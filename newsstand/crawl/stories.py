"""Story pages: asking for a story, giving it to its edition, noting what its page reserves and prints unread."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newsstand.crawl.spider import Walk, header
from newsstand.crawl.tracking import COLLECTED, KNOWN, Title
from newsstand.dataset.schema import KnownStory
from newsstand.items import Edition, Story
from newsstand.loaders import story_record
from newsstand.pages import (
    ListedStory,
    NotAPage,
    StoryPage,
    read_story,
)
from newsstand.politeness import TdmRep
from newsstand.stats import Stat, StatBy
from newsstand.urls import story_id


class StoryPages(Walk):
    """The part of a walk that reads story pages."""

    def ask_story(self, title: Title, before: KnownStory | None, **known: Any) -> Iterator[Request]:
        address = self.own_address(known["listed_story"].url)
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

    async def parse_story(
        self, response: Response, *, title: Title, edition: Edition, listed_story: ListedStory, position: int, key: str
    ) -> AsyncIterator[Any]:
        await self.next_request_left()
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
                self.crawler.stats.inc_value(StatBy.NOT_A_STORY.of(page.cause.removeprefix("not a story: ")))
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
        named = page.edition_label if page.edition_place != "metadata" else None  # the day it went on line, at times
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
        self.crawler.stats.inc_value(Stat.CONFLICTS)
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


def belongs(story: Story, edition: Edition, position: int, listed: ListedStory) -> None:
    """Give a story that two editions list to the one that its page names."""
    story.edition_id, story.edition_label, story.edition_conflict = edition.id, edition.label, None
    story.position, story.section = position, listed.section or story.section
