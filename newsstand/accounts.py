"""Keeping account of a walk: which of an edition's stories are collected, failed or still out. No I/O."""

from dataclasses import dataclass, field
from typing import Any

from newsstand.items import Edition

COLLECTED = "collected"


@dataclass(slots=True)
class Account:
    """One edition whose stories are being fetched."""

    edition: Edition
    urls: dict[str, str | None] = field(default_factory=dict)
    """id -> URL of every story the edition lists."""
    open: set[str] = field(default_factory=set)
    """Ids of those whose fate is not known yet."""
    failed: dict[str, str] = field(default_factory=dict)
    """id -> cause."""

    def settle(self, story: str, fate: str) -> None:
        self.open.discard(story)
        if fate != COLLECTED:
            self.failed[story] = fate

    def closed(self) -> Edition:
        """The edition's record with the account in it. To be called when nothing is open any more."""
        edition = self.edition
        edition.stories_listed = len(self.urls)
        edition.stories_failed = len(self.failed)
        edition.stories_collected = len(self.urls) - len(self.failed)
        edition.failures = [failure(story, self.urls[story], cause) for story, cause in self.failed.items()]
        edition.complete = not self.failed
        return edition


def failure(key: str | None, url: str | None, cause: str) -> dict[str, Any]:
    return {"id": key, "url": url, "cause": cause, "attempts": 1}


class Fates:
    """What became of each story of a run, told to every edition that lists it."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        """id -> "collected" or the cause of failure."""
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
        if self.known.setdefault(story, fate) == fate:
            for account in self.waiting.pop(story, ()):
                account.settle(story, fate)
