"""What became of each story of a run, told to every edition that lists it. No I/O."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsstand.items import Edition, Publication, Story
from newsstand.labels.publication import Reading
from newsstand.pages import (
    ListedEdition,
    ListedStory,
)

COLLECTED = "collected"
KNOWN = "known"


def failure(key: str | None, url: str | None, cause: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """How a record tells of something that could not be had, this time and `before`."""
    return {"id": key, "url": url, "cause": cause, "attempts": 1 + (before["attempts"] if before else 0)}


@dataclass(slots=True)
class Account:
    """One edition whose stories are being fetched."""

    edition: Edition
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The failures of earlier runs, by id."""
    listed: dict[str, tuple[int, ListedStory]] = field(default_factory=dict)
    """id -> place, from 1, and entry of every story that the edition lists."""
    open: set[str] = field(default_factory=set)
    """Ids of those whose fate is not known yet."""
    known: int = 0
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)

    def settle(self, story: str, fate: str) -> None:
        self.open.discard(story)
        if fate == KNOWN:
            self.known += 1
        elif fate != COLLECTED:
            self.failed[story] = failure(story, self.listed[story][1].url, fate, self.before.get(story))

    def give_up(self, story: str) -> None:
        """Keep a story as failed that was asked for often enough."""
        self.failed[story] = dict(self.before[story])

    def closed(self) -> Edition:
        """The edition's record with the account in it. To be called when nothing is open any more."""
        edition = self.edition
        edition.stories_listed = len(self.listed)
        edition.stories_known = self.known
        edition.stories_failed = len(self.failed)
        edition.stories_collected = len(self.listed) - self.known - len(self.failed)
        edition.failures = list(self.failed.values())
        edition.complete = not self.failed
        return edition


class Fates:
    """What became of each story of a run, told to every edition that lists it."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        """id -> "collected", "known" or the cause of failure."""
        self.waiting: dict[str, list[Account]] = {}

    def claim(self, story: str, account: Account) -> bool:
        """Enter a story in an account. True where nobody has asked for it yet: it is to be fetched."""
        if story in self.known:
            account.settle(story, self.known[story])
            return False
        account.open.add(story)
        accounts = self.waiting.setdefault(story, [])
        accounts.append(account)
        return len(accounts) == 1

    def settle(self, story: str, fate: str) -> None:
        """The first word on a story counts: a record that was collected cannot fail afterwards."""
        if story not in self.known:
            self.known[story] = fate
            for account in self.waiting.pop(story, ()):
                account.settle(story, fate)


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
