"""One publication on its way through a walk."""

from collections import deque
from dataclasses import dataclass, field

from newsstand.crawl.selection import Reading
from newsstand.crawl.tracking import Account
from newsstand.items import Edition, Publication, Story
from newsstand.pages import (
    ListedEdition,
)


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
