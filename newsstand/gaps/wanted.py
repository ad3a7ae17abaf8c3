"""The day from which on runs that ended early were asked for every edition: what is missing since then is a gap."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Publication = tuple[str, str]
"""(newsstand, publication id)."""


def wanted(latest_runs: Iterable[Mapping[str, Any]]) -> dict[Publication, date]:
    """By publication, the day from which on a run that ended early was asked for every edition.

    latest_runs: lines of runs.jsonl, the latest first. A run that was asked for the newest few, or for days up to one,
    says nothing; one that ended well leaves nothing to want of what those before it were asked for.
    """
    found: dict[Publication, date] = {}
    done: dict[Publication, date] = {}
    for run in latest_runs:
        first = asked_from(run["arguments"])
        if first is None:
            continue
        for id in run["publications"]:
            publication = (run["spider"], id)
            if run["exit_code"] == 0:
                done[publication] = min(first, done.get(publication, date.max))
            elif first < done.get(publication, date.max):
                found[publication] = min(first, found.get(publication, date.max))
    return found


def asked_from(arguments: Mapping[str, Any]) -> date | None:
    """The first day from which on a run is asked for every edition; None where it is asked for less."""
    if arguments.get("until"):
        return None
    try:
        since = date.fromisoformat(arguments.get("since") or "0001-01-01")
    except ValueError:
        return None
    is_every = arguments.get("editions") == "all" or ("editions" not in arguments and "since" in arguments)
    return since if is_every else None
