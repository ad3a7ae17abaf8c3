"""Was this run fit? The causes of an unfit one, worst first, each with its exit code (docs/running.md). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

USAGE = 2
"""Exit code of what never started: an argument, a setting or a file that cannot be meant."""

EXIT_CODES = {
    "feed not written": 10,
    "callback error": 11,
    "robots forbids": 12,
    "blocked": 13,
    "site unreachable": 14,
    "stopped early": 15,
    "publication not read": 16,
    "incomplete listing": 17,
    "layout changed": 18,
    "empty listing": 19,
    "nothing collected": 20,
    "many failures": 21,
    "unreadable labels": 22,
    "publisher silent": 23,
    "reader error": 24,
    "locked": 30,
}
"""Cause -> exit code, worst first: a run with several ends with the code of the first."""

FINISHED = "finished"


class Refused(ValueError):
    """A crawl that must not start as it was asked for: the message is one line for the user, naming the remedy."""


@dataclass(frozen=True, slots=True)
class Problem:
    cause: str
    message: str
    """One plain line."""


def exit_code(found: Sequence[Problem]) -> int:
    return EXIT_CODES[found[0].cause] if found else 0
