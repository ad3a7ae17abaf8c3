"""Was this run fit? The causes of an unfit one, worst first, each with its exit code (docs/running.md). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    "locked": 30,
}
"""Cause -> exit code, worst first: a run with several ends with the code of the first."""

FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Problem:
    cause: str
    message: str
    """One plain line."""


def problems(
    stats: Mapping[str, Any], told: Sequence[tuple[str, str]], judged: Sequence[Problem] = ()
) -> list[Problem]:
    """What was wrong with a run, worst first; empty for a fit one.

    stats: Scrapy's, at the end. told: (cause, message) as the walk met them. judged: what its coverage shows.
    """
    found = [Problem(cause, message) for cause, message in dict.fromkeys(told)]
    causes = {problem.cause for problem in found}
    reason = stats.get("finish_reason")
    if failed := stats.get("newsstand/feed_failed"):
        found.append(Problem("feed not written", str(failed)))
    if (count := stats.get("spider_exceptions/count", 0)) and "callback error" not in causes:
        found.append(Problem("callback error", f"{plural(count, 'callback')} raised: see the log"))
    why = stats.get("newsstand/why")
    if reason in EXIT_CODES and reason != "feed not written" and (why or reason not in causes):
        found.append(Problem(str(reason), str(why or f"the run was closed: {reason}")))
    elif reason != FINISHED and not found:
        found.append(Problem("stopped early", f"the run was stopped before its end: {reason or 'no reason given'}"))
    read = stats.get("newsstand/editions_read", 0)
    nothing = not stats.get("newsstand/stories", 0) and not stats.get("newsstand/stories_known", 0)
    refused = {key.rpartition("/")[2]: count for key, count in stats.items() if key.startswith("newsstand/refused/")}
    if refused and nothing and reason != "blocked":
        kinds = ", ".join(f"{count} x {kind}" for kind, count in refused.items())
        found.append(Problem("blocked", f"the site refuses us: {kinds}"))
    if read and read == stats.get("newsstand/editions_empty", 0):
        if "empty listing" not in {problem.cause for problem in (*found, *judged)}:
            found.append(Problem("empty listing", f"{plural(read, 'edition')} read, and no story listed in any"))
    elif not found and not read and not stats.get("newsstand/editions_known", 0):
        tried = stats.get("newsstand/editions_chosen", 0)
        failed = f"{plural(tried, 'edition')} asked for, and none could be read"
        found.append(Problem("nothing collected", failed if tried else "no edition matched what was asked for"))
    elif not found and read and nothing:
        found.append(Problem("nothing collected", "no story of any edition could be collected"))
    found += judged
    order = list(EXIT_CODES)
    return sorted(found, key=lambda problem: order.index(problem.cause))


def exit_code(found: Sequence[Problem]) -> int:
    return EXIT_CODES[found[0].cause] if found else 0


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
