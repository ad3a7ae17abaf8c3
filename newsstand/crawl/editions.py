"""Edition pages: opening an edition's account, and telling which of its stories are worth asking for."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy.http import Response

from newsstand.crawl.selection import touches
from newsstand.crawl.stories import StoryPages
from newsstand.crawl.tracking import KNOWN, Account, Title, failure
from newsstand.dataset.schema import KnownStory
from newsstand.items import Edition
from newsstand.loaders import edition_record
from newsstand.pages import (
    EditionPage,
    ListedEdition,
    ListedStory,
    NotAPage,
    read_edition,
)
from newsstand.stats import Stat, StatBy
from newsstand.urls import edition_id, story_id


class EditionPages(StoryPages):
    """The part of a walk that reads edition pages."""

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
            self.crawler.stats.inc_value(Stat.EDITIONS_OUTSIDE)
            self.crawler.stats.inc_value(Stat.EDITIONS_DONE)
        else:
            for result in self.enter(title, edition, page):
                yield result
        async for result in self.ended(title):
            yield result

    def enter(self, title: Title, edition: Edition, page: EditionPage) -> Iterator[Any]:
        """Open the edition's account and ask for its stories."""
        account = Account(edition, before=self.history.attempted(edition.id))
        title.accounts.append(account)
        ours: dict[str, tuple[int, ListedStory]] = {}
        for position, story in enumerate(page.stories, start=1):
            key = story_id(story.url, self.site) if story.url else None
            if key is None:
                self.crawler.stats.inc_value(StatBy.FAILED.of("no link"))
                key = f"{edition.id}#{position}"
                account.listed[key] = position, story
                account.settle(key, "no link")
            elif key not in ours:
                ours[key] = account.listed[key] = position, story
        self.crawler.stats.inc_value(Stat.EDITIONS_READ)
        if not page.stories:
            self.crawler.stats.inc_value(Stat.EDITIONS_EMPTY)
            self.logger.warning("no story is listed: %s", edition.url)
        else:
            for gone in self.history.gone(edition.id, ours):
                gone.withdrawn = True
                yield self.stamped(gone)
        yield from self.released(title, edition.id, ours, edition)
        edition_before = self.history.edition(edition.id)
        recent = edition_before is not None and self.history.is_recent(edition_before)
        for key, (position, story) in ours.items():
            before = self.history.story(key)
            if before and self.is_enough(before, edition, title) and (not recent or before.edition_id != edition.id):
                self.crawler.stats.inc_value(Stat.STORIES_KNOWN)
                account.settle(key, KNOWN)
                continue
            tried = account.before[key]["attempts"] if key in account.before else 0
            if tried >= self.history.attempts and not self.asked.refresh:
                account.give_up(key)
                continue
            if self.fates.claim(key, account):
                self.crawler.stats.inc_value(Stat.STORIES_ASKED)
                known = {"edition": edition, "listed_story": story, "position": position, "key": key}
                yield from self.ask_story(title, before, **known)

    def is_enough(self, before: KnownStory, edition: Edition, title: Title) -> bool:
        """Whether a story that is known need not be asked for: it is there, and of the edition its page names."""
        if self.asked.refresh or before.withdrawn:
            return False
        if before.edition_id == edition.id:
            return True
        named = self.history.last(before).edition_conflict
        return not (named and edition.label and title.reading.same_edition(named, edition.label))

    def lost_edition(self, title: Title, listed: ListedEdition, cause: str) -> Iterator[Any]:
        self.crawler.stats.inc_value(Stat.EDITIONS_DONE)
        edition = edition_record(None, url=listed.url, site=self.site, publication=title.record, label=listed.label)
        yield from self.released(title, edition.id, {})
        known = self.history.edition(edition.id)
        if known is None or not known.complete:
            before = self.history.attempted(edition.id)
            if known is not None:
                edition = self.history.last_edition(known)
            edition.date_order = title.reading.date_order
            edition.failures = [one for key, one in before.items() if key != edition.id]
            edition.failures.append(failure(edition.id, listed.url, cause, before.get(edition.id or "")))
            edition.complete = False
            yield self.stamped(edition)
