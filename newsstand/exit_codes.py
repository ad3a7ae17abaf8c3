"""Was this run fit? The causes of an unfit one, worst first, each with its exit code (docs/running.md). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

USAGE = 2
"""Exit code of what never started: an invalid argument, setting or file."""


class Cause(StrEnum):
    """What makes a run unfit, worst first: a run with several ends with the exit code of the first."""

    FEED_NOT_WRITTEN = "feed not written"
    CALLBACK_ERROR = "callback error"
    ROBOTS_FORBIDS = "robots forbids"
    BLOCKED = "blocked"
    SITE_UNREACHABLE = "site unreachable"
    STOPPED_EARLY = "stopped early"
    PUBLICATION_NOT_READ = "publication not read"
    INCOMPLETE_LISTING = "incomplete listing"
    READER_ERROR = "reader error"
    LAYOUT_CHANGED = "layout changed"
    EMPTY_LISTING = "empty listing"
    NOTHING_COLLECTED = "nothing collected"
    MANY_FAILURES = "many failures"
    UNREADABLE_LABELS = "unreadable labels"
    PUBLISHER_SILENT = "publisher silent"
    MANY_WITHDRAWN = "many withdrawn"
    LOCKED = "locked"


EXIT_CODES: dict[str, int] = {
    Cause.FEED_NOT_WRITTEN: 10,
    Cause.CALLBACK_ERROR: 11,
    Cause.ROBOTS_FORBIDS: 12,
    Cause.BLOCKED: 13,
    Cause.SITE_UNREACHABLE: 14,
    Cause.STOPPED_EARLY: 15,
    Cause.PUBLICATION_NOT_READ: 16,
    Cause.INCOMPLETE_LISTING: 17,
    Cause.READER_ERROR: 24,  # whatever else is wrong then mostly comes of it
    Cause.LAYOUT_CHANGED: 18,
    Cause.EMPTY_LISTING: 19,
    Cause.NOTHING_COLLECTED: 20,
    Cause.MANY_FAILURES: 21,
    Cause.UNREADABLE_LABELS: 22,
    Cause.PUBLISHER_SILENT: 23,
    Cause.MANY_WITHDRAWN: 25,
    Cause.LOCKED: 30,
}
"""Cause -> exit code, in the order of the causes."""

FINISHED = "finished"


class Refused(ValueError):
    """A crawl that must not start as it was asked for: the message is one line for the user, naming the remedy."""


@dataclass(frozen=True, slots=True)
class Problem:
    cause: str
    message: str
    """One plain line."""
    publication: str | None = None
    """Id of the one that it is about; None where it is the run's."""


def exit_code(found: Sequence[Problem]) -> int:
    return EXIT_CODES[found[0].cause] if found else 0
