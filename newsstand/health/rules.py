"""Is something wrong that no single page shows? A run's coverage against that of the runs before it. Pure.

A rule speaks only where there is enough to judge by, and where it was otherwise before: publications differ.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

from newsstand.exit_codes import EXIT_CODES, FINISHED, Problem
from newsstand.gaps.frequency import Span, learn_frequency, missing
from newsstand.gaps.missing import LISTED_AS_MISSING
from newsstand.stats import Stat, StatBy
from newsstand.text import plural

FEWEST = 3
"""Stories, editions or labels that are needed to judge by."""
MANY_FAILED = 0.25
WITHOUT_TEXT = 0.4
WITHOUT_EDITION = 0.4
UNREADABLE = 0.8
MORE_THAN_USUAL = 0.2
"""How much a share must exceed the median of the runs before it."""
SILENT = range(2, 31)
"""Editions overdue: one may be late, and who missed a month of them has ceased to appear."""
LOST_LAYOUT = ("not a story: no story text", "not a story: front page or list")
"""Causes of failure that another layout brings about. A reader that fails is a cause of the run by itself."""


def is_coverage(one: Any) -> bool:
    """Whether it is what this version compares: a run of another one may have written anything."""
    kinds = {"editions": int, "stories": int, "filled": dict, "locked": int, "blank": int, "empty": int, "failed": dict}
    kinds |= {"labels": int, "unreadable": int}
    return isinstance(one, dict) and all(isinstance(one.get(name), kind) for name, kind in kinds.items())


def unusual(share: float, limit: float, usual: Sequence[float]) -> bool:
    return share > limit and (not usual or share > median(usual) + MORE_THAN_USUAL)


def failures(one: Mapping[str, Any], causes: Sequence[str] | None = None) -> int:
    """How many failed for these causes; for any where none is named, but that the newsstand has nothing there."""
    counted = [cause for cause in one["failed"] if cause != LISTED_AS_MISSING] if causes is None else causes
    return sum(one["failed"].get(cause, 0) for cause in counted)


def failed_share(one: Mapping[str, Any]) -> float:
    asked = one["stories"] + failures(one)
    return failures(one) / asked if asked else 0.0


def textless_share(one: Mapping[str, Any]) -> float:
    """Of the stories that are there and should have a text, and of those that no story could be seen in."""
    lost = failures(one, LOST_LAYOUT)
    open_ = one["stories"] - one["locked"] - one["blank"]
    texts = round(one["filled"].get("text", 0) * one["stories"])
    return (open_ - min(texts, open_) + lost) / (open_ + lost) if open_ + lost else 0.0


def edition_share(one: Mapping[str, Any]) -> float:
    return 1 - float(one["filled"].get("edition_label", 0)) if one["stories"] else 0.0


def judged(
    now: Mapping[str, Mapping[str, Any]],
    before: Sequence[Mapping[str, Mapping[str, Any]]],
    *,
    texts_kept: bool = True,
) -> list[Problem]:
    """The problems of a run.

    now: publication id -> coverage (Coverage.as_dict). before: the same of earlier runs, where they have it.
    texts_kept: False where texts were left out on purpose, so that their absence says nothing.
    """
    found = []
    for publication, one in now.items():
        name = one["publication"] or publication
        earlier = [run[publication] for run in before if is_coverage(run.get(publication))]
        seen = [other for other in earlier if other["stories"]]
        asked = one["stories"] + failures(one)
        if asked >= FEWEST:
            share = textless_share(one)
            if texts_kept and unusual(share, WITHOUT_TEXT, [textless_share(other) for other in seen]):
                found.append(Problem("layout changed", f"{name}: {share:.0%} of the stories have no text", publication))
            share = edition_share(one)
            if unusual(share, WITHOUT_EDITION, [edition_share(other) for other in seen]):
                found.append(
                    Problem("layout changed", f"{name}: {share:.0%} of the stories have no edition", publication)
                )
        share = failed_share(one)
        if failures(one) >= FEWEST and unusual(share, MANY_FAILED, [failed_share(other) for other in earlier]):
            told = sorted((cause, count) for cause, count in one["failed"].items() if cause != LISTED_AS_MISSING)
            causes = ", ".join(f"{count} x {cause}" for cause, count in told)
            found.append(Problem("many failures", f"{name}: {share:.0%} could not be collected: {causes}", publication))
        if one["editions"] and one["empty"] == one["editions"]:
            found.append(Problem("empty listing", f"{name}: no story is listed in any of its editions", publication))
        if one["labels"] >= FEWEST:
            share = one["unreadable"] / one["labels"]
            usual = [other["unreadable"] / other["labels"] for other in earlier if other["labels"]]
            if unusual(share, UNREADABLE, usual):
                found.append(
                    Problem("unreadable labels", f"{name}: {share:.0%} of the edition labels say nothing", publication)
                )
    return found


def silent(name: str, spans: Sequence[Span], today: date) -> Problem | None:
    """The problem of a publication that has not appeared although its frequency says it should have."""
    frequency = learn_frequency(spans)
    if frequency is None:
        return None
    newest = max(span.end for span in spans)
    overdue = [span for span in missing(frequency, spans, until=today) if span.start > newest and span.end < today]
    if len(overdue) not in SILENT:
        return None
    return Problem("publisher silent", f"{name} ({frequency}): nothing since {newest}, {len(overdue)} editions overdue")


def problems(
    stats: Mapping[str, Any],
    told: Sequence[Problem],
    judged: Sequence[Problem] = (),
    *,
    walked: bool = True,
) -> list[Problem]:
    """What was wrong with a run, worst first; empty for a fit one.

    stats: Scrapy's, at the end. told: as the walk met them. judged: what its coverage shows.
    walked: whether the spider walks a newsstand; what a plain one should have collected is not ours to say.
    """
    found = list(dict.fromkeys(told))
    causes = {problem.cause for problem in found}
    reason = stats.get("finish_reason")
    if failed := stats.get(Stat.FEED_FAILED):
        found.append(Problem("feed not written", str(failed)))
    if (count := stats.get("spider_exceptions/count", 0)) and "callback error" not in causes:
        found.append(Problem("callback error", f"{plural(count, 'callback')} raised: see the log"))
    why = stats.get(Stat.WHY)
    if reason in EXIT_CODES and reason != "feed not written" and (why or reason not in causes):
        found.append(Problem(str(reason), str(why or f"the run was closed: {reason}")))
    elif reason != FINISHED and not found:
        found.append(Problem("stopped early", f"the run was stopped before its end: {reason or 'no reason given'}"))
    if not walked:
        return worst_first(found)
    read = stats.get(Stat.EDITIONS_READ, 0)
    nothing = not stats.get(Stat.STORIES, 0) and not stats.get(Stat.STORIES_KNOWN, 0)
    refused = {key.rpartition("/")[2]: count for key, count in stats.items() if key.startswith(StatBy.REFUSED)}
    if refused and nothing and reason != "blocked":
        kinds = ", ".join(f"{count} x {kind}" for kind, count in refused.items())
        found.append(Problem("blocked", f"the site refuses us: {kinds}"))
    if read and read == stats.get(Stat.EDITIONS_EMPTY, 0):
        if "empty listing" not in {problem.cause for problem in (*found, *judged)}:
            found.append(Problem("empty listing", f"{plural(read, 'edition')} read, and no story listed in any"))
    elif not found and not read and not stats.get(Stat.EDITIONS_KNOWN, 0):
        tried = stats.get(Stat.EDITIONS_CHOSEN, 0)
        failed = f"{plural(tried, 'edition')} asked for, and none could be read"
        found.append(Problem("nothing collected", failed if tried else "no edition matched what was asked for"))
    elif not found and read and nothing:
        found.append(Problem("nothing collected", "no story of any edition could be collected"))
    found += judged
    return worst_first(found)


def worst_first(found: Sequence[Problem]) -> list[Problem]:
    order = list(EXIT_CODES)
    return sorted(found, key=lambda problem: order.index(problem.cause))
