"""How each publication fares: the cause of its last run, since when, and when a run was healthy last. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsstand.exit_codes import FINISHED

Publication = tuple[str, str]
"""(newsstand, publication id)."""


@dataclass(slots=True)
class State:
    """Of one publication, by the record of runs."""

    cause: str
    """The worst of its last run; "finished" where that was healthy."""
    since: str
    """When the first of the runs began that all ended so."""
    last_healthy: str | None = None
    """When the last healthy run ended; None where none was."""
    causes: Counter[str] = field(default_factory=Counter)
    """How many runs ended with each cause."""


def states(latest_runs: Iterable[Mapping[str, Any]]) -> dict[Publication, State]:
    """latest_runs: lines of runs.jsonl, the latest first."""
    found: dict[Publication, State] = {}
    changed = set()
    for run in latest_runs:
        for id in run["publications"]:
            key, cause = (run["spider"], id), cause_of(run, id)
            state = found.setdefault(key, State(cause, run["start"]))
            state.causes[cause] += 1
            if cause == FINISHED and state.last_healthy is None:
                state.last_healthy = run["end"]
            if cause != state.cause:
                changed.add(key)
            elif key not in changed:
                state.since = run["start"]
    return found


def cause_of(run: Mapping[str, Any], publication: str) -> str:
    """The worst cause of a run for one of its publications: its own, or the run's; "finished" where there is none."""
    causes = (one["cause"] for one in run["problems"] if one.get("publication") in (None, publication))
    return str(next(causes, FINISHED))


def last_causes(
    latest_runs: Iterable[Mapping[str, Any]], publications: Iterable[Publication]
) -> dict[Publication, str]:
    """The cause of the last run of each of the publications; "finished" of one that had none. Reads no further than to
    the last of them."""
    wanted = set(publications)
    found: dict[Publication, str] = {}
    for run in latest_runs:
        for id in run["publications"]:
            if (key := (run["spider"], id)) in wanted and key not in found:
                found[key] = cause_of(run, id)
        if len(found) == len(wanted):
            break
    return dict.fromkeys(wanted, FINISHED) | found
