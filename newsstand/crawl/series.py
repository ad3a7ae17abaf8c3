"""Crawling sites one after another, each in a process of its own: a crawl that dies takes no other with it.

Never two side by side on one host: politeness is per process. Which sites are crawled side by side, and on which
machine, is for GNU parallel, Slurm and the like (contrib/).
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from newsstand.dataset.runs import RUNS
from newsstand.exit_codes import EXIT_CODES, USAGE, Cause, Problem
from newsstand.text import plural
from newsstand.urls import host_name

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CAUSES = {code: cause for cause, code in EXIT_CODES.items()}
NOT_STARTED = "not started"
CRAWL = [sys.executable, "-m", "scrapy", "crawl"]


PR_SET_PDEATHSIG = 1
"""Of prctl(2): the signal that a process gets when the one that started it dies."""
LOOK_UP = 0.5
"""Seconds after which a pause looks whether it is to end early."""


def die_with_parent(parent: int) -> Callable[[], None]:
    """What a child is to do first, so that it ends in order when `parent` is gone, even killed. Linux alone has it;
    elsewhere the lock of its host keeps a second crawl from going side by side."""
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def first() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it died before we could say so
                os._exit(1)

    return first


LONGEST_ARGUMENT = 100_000
"""Characters of the publications that one crawl is given: Linux takes 131,072 bytes in one argument."""
LOCKED_PAUSE = 10.0
"""Seconds after which a host is tried once more that another crawl holds: that of a killed `follow` is about to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A publication that is followed."""

    spider: str
    site: str
    """Address that is crawled."""
    publication_id: str
    path: str
    """Its title page's, on `site`."""
    name: str
    """What its URL calls it."""
    arguments: dict[str, str]
    """Of the crawl, without `publication`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What one crawl is asked for: publications of one site with the same arguments."""

    publications: tuple[Wanted, ...]

    @property
    def spider(self) -> str:
        return self.publications[0].spider

    @property
    def site(self) -> str:
        return self.publications[0].site

    @property
    def host(self) -> str:
        return host_name(self.site)

    @property
    def arguments(self) -> dict[str, str]:
        """Of `scrapy crawl -a`."""
        paths = ",".join(one.path.replace(",", "%2C") for one in self.publications)
        return self.publications[0].arguments | {"publication": paths}

    @property
    def name(self) -> str:
        """For people: the first publication's, and how many others there are."""
        first, others = self.publications[0].name, len(self.publications) - 1
        return f"{first} and {plural(others, 'other')} of {self.host}" if others else first


def units(wanted: Iterable[Wanted]) -> list[Unit]:
    """What is crawled together, in the order of the first of each: one crawl asks for robots.txt once."""
    groups: dict[tuple[Any, ...], list[list[Wanted]]] = {}
    for one in wanted:
        parts = groups.setdefault((one.spider, one.site, *sorted(one.arguments.items())), [[]])
        if sum(len(other.path) + 3 for other in parts[-1]) + len(one.path) > LONGEST_ARGUMENT:
            parts.append([])
        parts[-1].append(one)
    return [Unit(publications=tuple(part)) for parts in groups.values() for part in parts]


@dataclass(frozen=True, slots=True)
class Result:
    unit: Unit
    code: int | None
    """None where it was not asked for."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def cause(self) -> str | None:
        return self.problems[0].cause if self.problems else None

    def problem_of(self, publication_id: str) -> Problem | None:
        """The worst problem of one of its publications: one of its own, or one of the whole run."""
        return next((one for one in self.problems if one.publication in (None, publication_id)), None)


class Series:
    """Runs units in their order. `stopped` once a signal has asked it to end."""

    def __init__(self, data_dir: Path, options: Sequence[str], tell: Callable[[str], None]) -> None:
        self.data_dir = data_dir
        self.options = list(options)
        """Of `scrapy crawl`, for every unit."""
        self.tell = tell
        self.stopped = False
        self.not_before: dict[str, float] = {}
        """Host -> when it may be asked again, by the monotonic clock: its Crawl-delay goes on between two crawls."""
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, units: Sequence[Unit]) -> list[Result]:
        results: list[Result] = []
        with self.signals():
            for place, unit in enumerate(units, start=1):
                why = Cause.STOPPED_EARLY if self.stopped else hopeless(unit, results)
                if why:
                    results.append(Result(unit, None, [Problem(why, "not asked for any more")]))
                else:
                    self.tell(f"{place} of {len(units)}: {unit.name}")
                    self.wait_for(unit.host)
                    result = self.crawl(unit)
                    if result.cause == Cause.LOCKED and not self.stopped:
                        self.not_before[unit.host] = time.monotonic() + LOCKED_PAUSE
                        self.wait_for(unit.host)
                        result = self.crawl(unit)
                    results.append(result)
        return results

    def wait_for(self, host: str) -> None:
        while (seconds := self.not_before.get(host, 0.0) - time.monotonic()) > 0 and not self.stopped:
            time.sleep(min(seconds, LOOK_UP))

    def crawl(self, unit: Unit) -> Result:
        runs = self.data_dir / RUNS
        size = runs.stat().st_size if runs.exists() else 0
        given = [part for name, value in unit.arguments.items() for part in ("-a", f"{name}={value}")]
        # A session of its own: Ctrl-C on the terminal comes to us, and is passed on once. Twice would be by force.
        self.process = subprocess.Popen(
            [*CRAWL, unit.spider, *given, *self.options, "-s", f"DATA_DIR={self.data_dir}", "-s", "NOTIFY="],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(os.getpid()),  # noqa: PLW1509 - no other thread is at work here
        )
        if self.stopped:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait()
        self.process = None
        found = [
            run
            for run in runs_after(runs, size)
            if (run["spider"], run["arguments"], run["exit_code"]) == (unit.spider, unit.arguments, code)
        ]
        if found and (delay := found[-1].get("crawl_delay")):
            self.not_before[unit.host] = time.monotonic() + delay
        problems = [Problem(**problem) for problem in found[-1]["problems"]] if found else []
        return Result(unit, code, problems or ([] if code == 0 else [self.unexplained(code)]))

    def unexplained(self, code: int) -> Problem:
        """The problem of a crawl that left no line in the record of runs."""
        if code in CAUSES:
            return Problem(CAUSES[code], "see above")
        if code == USAGE:
            return Problem(NOT_STARTED, "see above")
        if code < 0 or self.stopped:
            why = f"killed by {signal.Signals(-code).name}" if code < 0 else "stopped"
            return Problem(Cause.STOPPED_EARLY, f"the crawl was {why}")
        return Problem(Cause.CALLBACK_ERROR, f"the crawl ended with exit code {code}: see above")

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Pass on what stops us: the crawl under way ends in order, and no other begins."""

        def stop(number: int, _frame: FrameType | None) -> None:
            self.stopped = True
            if self.process:
                self.process.send_signal(signal.SIGINT if number == signal.SIGINT else signal.SIGTERM)

        before = {number: signal.getsignal(number) for number in STOPS}
        for number, handler in before.items():
            if handler != signal.SIG_IGN:  # of nohup
                signal.signal(number, stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def hopeless(unit: Unit, results: Sequence[Result]) -> str | None:
    """The cause for which a unit need not be asked for: its host has refused us, the last two asked for there could not
    be reached, or nothing can be written."""
    causes = [result.cause for result in results if result.unit.host == unit.host]
    if any(result.cause == Cause.FEED_NOT_WRITTEN for result in results):
        return Cause.FEED_NOT_WRITTEN
    if Cause.BLOCKED in causes:
        return Cause.BLOCKED
    return Cause.SITE_UNREACHABLE if causes[-2:] == [Cause.SITE_UNREACHABLE] * 2 else None


def runs_after(path: Path, size: int) -> list[dict[str, Any]]:
    """The runs whose lines stand after the first `size` bytes of the record of runs."""
    if not path.exists():
        return []
    with path.open("rb") as file:
        file.seek(size)
        return [json.loads(line) for line in file if line.strip()]


def worst(results: Sequence[Result]) -> Problem | None:
    """The worst problem of all; None where every run was fit."""
    order = [NOT_STARTED, *EXIT_CODES]
    found = [problem for result in results for problem in result.problems]
    return min(found, key=lambda problem: order.index(problem.cause), default=None)


def exit_code(results: Sequence[Result]) -> int:
    found = worst(results)
    return EXIT_CODES.get(found.cause, USAGE) if found else 0
