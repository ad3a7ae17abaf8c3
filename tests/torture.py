"""Ordeals for the dataset: kills of every command that writes, a full disk, a failing server, two runs side by side.

Each repeats the real command until the walk is complete and compares what is left with what one quiet run leaves.
By hand, 200 of them: `python -m tests.torture 200`; of one kind alone: `python -m tests.torture 20 archived`.
"""

import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from newsstand.archive.cdxj import read_cdxj
from newsstand.dataset.index import Index
from newsstand.demo.content import sample
from newsstand.exit_codes import EXIT_CODES
from tests.command import LONGEST, ROOT, SCRAPY, environment, text_of
from tests.faults import Fault, FaultyServer
from tests.forked import Forked

MOST_RUNS = 12
"""A walk that is not complete after so many runs never will be."""
MOST_OUT = 1
"""Answers that a kill may cost: that of the one request that is out, which the server has noted."""
MOST_KILLS = 4
"""Then a walk may come to its end."""
TIMES = {"fetched_at", "stories_collected", "stories_known"}
"""What may differ between a quiet run and a disturbed one: when, and in which run, a story was collected."""


NUMBERED = {"revision", "changed", "cause"}
"""What may differ where an edition is written anew or a story is read again."""


@dataclass(frozen=True, slots=True)
class World:
    """A newsstand on its server, and the dataset that one quiet run over the titles leaves."""

    server: FaultyServer
    titles: Sequence[str]
    quiet: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an ordeal left, compared with a quiet run; all but the number of runs should be 0."""

    ordeal: str = ""
    runs: int = 0
    lost: int = 0
    """Records that a quiet run has and this dataset has not."""
    duplicated: int = 0
    """Stories' lines beyond one a story."""
    torn: int = 0
    """Lines that are no whole record, and files that never got their name."""
    different: int = 0
    """Records whose latest line says something else than a quiet run's, and indexes that a rebuild changes."""

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.duplicated or self.torn or self.different)


@contextmanager
def world(folder: Path, titles: Sequence[str] = ()) -> Iterator[World]:
    """titles: paths of title pages; all of the sample newsstand's where none is named."""
    with FaultyServer(sample()) as server:
        chosen = titles or server.content.titles
        assert start(server, folder, chosen).ended() == 0
        yield World(server, chosen, folder)


@dataclass(frozen=True, slots=True)
class Running:
    """A command that runs, and what it says on standard error."""

    process: Forked
    err: IO[bytes]

    def ended(self) -> int:
        """The exit code, once it has ended."""
        code = self.process.wait(LONGEST)
        with self.err:
            said = text_of(self.err)
        assert "Traceback" not in said, said
        return code


def begin(*arguments: str, largest: int | None = None, **changes: str) -> Running:
    """Run `scrapy ARGUMENTS`. largest: of a file, in bytes. changes: of the environment."""
    err = TemporaryFile()  # noqa: SIM115 read when the command has ended
    with Path(os.devnull).open("r+b") as nowhere:
        process = Forked(list(arguments), environment(**changes), nowhere, nowhere, err)
    if largest:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest, largest))
    return Running(process, err)


def start(server: FaultyServer, data: Path, titles: Sequence[str], *more: str, largest: int | None = None) -> Running:
    """The real command over all editions, closing its files ten times a second and giving no story up.

    more: settings.
    """
    given = [f"site={server.url}", "editions=all", f"publication={','.join(titles)}"]
    set_to = [f"DATA_DIR={data}", "FEED_BATCH_SECONDS=0.1", f"STORY_ATTEMPTS={MOST_RUNS}", *more]
    arguments = [part for each in given for part in ("-a", each)] + [part for each in set_to for part in ("-s", each)]
    return begin("crawl", "demo", *arguments, largest=largest)


def kill(server: FaultyServer, chance: random.Random, *runs: Running) -> None:
    """Kill runs (SIGKILL) after a random number of requests, and a random moment more; those that end before, end."""
    target = len(server.requests) + chance.randint(1, 40)
    while len(server.requests) < target and any(run.process.runs() for run in runs):
        time.sleep(0.001)
    time.sleep(chance.random() * 0.1)
    for run in runs:
        run.process.kill()


# The ordeals: each returns the number of runs until the walk was complete.


def killed(world: World, data: Path, chance: random.Random, *more: str) -> int:
    for number in range(1, MOST_RUNS):
        run = start(world.server, data, world.titles, *more)
        if number <= MOST_KILLS:
            kill(world.server, chance, run)
        if run.ended() == 0:
            return number
    raise AssertionError("the walk was not complete")


def archived(world: World, data: Path, chance: random.Random) -> int:
    """Killed with the archive on: it holds every story's page, and reading it again gives a quiet run's records."""
    began = len(world.server.requests)
    runs = killed(world, data, chance, "ARCHIVE=1")
    captures = [line for path in (data / "archive").glob("*.cdxj") for _, line in read_cdxj(path)]
    lost = len(world.server.requests) - began - len(captures)
    assert lost <= MOST_OUT * (runs - 1), f"{lost} answers are not archived, of {runs - 1} kills"
    assert not list((data / "archive").glob("*.part"))
    stories = {record["url"].rpartition("/")[2] for record in lines(data)[0] if record["type"] == "story"}
    assert not stories - {line.url.rpartition("/")[2] for line in captures}
    again = data.with_name(f"{data.name}-again")
    command = [
        SCRAPY,
        "reread",
        "-s",
        f"DATA_DIR={data}",
        "--into",
        again,
    ]  # longer than other commands: every run anew
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)
    outcome = compare(again, world.quiet)
    assert outcome.is_whole, f"read again: {outcome}"
    shutil.rmtree(again)
    return runs


def side_by_side(world: World, data: Path, chance: random.Random) -> int:
    titles = chance.sample(world.titles, len(world.titles))
    left = [titles[::2], titles[1::2]]
    for number in range(1, MOST_RUNS):
        runs = [start(world.server, data, each) for each in left]
        if number <= MOST_KILLS:
            kill(world.server, chance, *runs)
        left = [each for each, run in zip(left, runs, strict=True) if run.ended() != 0]
        if not left:
            return number
    raise AssertionError("the walks were not complete")


def full_disk(world: World, data: Path, chance: random.Random) -> int:
    """Files may grow a little more in each run; the one that fails says so."""
    largest = chance.randint(5_000, 60_000)
    for number in range(1, MOST_RUNS):
        code = start(world.server, data, world.titles, largest=largest if number < 4 else None).ended()
        if code == 0:
            return number
        assert code == EXIT_CODES["feed not written"], f"a full disk ended with exit code {code}"
        largest += chance.randint(5_000, 60_000)
    raise AssertionError("the walk was not complete")


def failing_server(world: World, data: Path, chance: random.Random) -> int:
    kinds = [Fault(status=503), Fault(kind="dropped"), Fault(kind="truncated")]
    world.server.faults["/.+/.+"] = replace(chance.choice(kinds), rate=0.3, seed=chance.randint(0, 1 << 30))
    try:
        for number in range(1, MOST_RUNS):
            start(world.server, data, world.titles).ended()
            if is_complete(data, world.titles):
                return number
    finally:
        world.server.faults.clear()
    raise AssertionError("the walk was not complete")


def compacted(world: World, data: Path, chance: random.Random) -> int:
    """Compactions and their undoing, each killed at some moment; in the end every file is back, to the byte."""
    shutil.copytree(world.quiet, data, dirs_exist_ok=True)
    before = files_of(data)
    given = ("--before", "2100-01", "-s", f"DATA_DIR={data}")
    for _ in range(MOST_KILLS):
        kill_after(chance.random() * 0.4, begin("compact", *chance.choice(([], ["--undo"])), *given))
    assert begin("compact", *given).ended() == 0
    assert not files_of(data), "a file of a closed month was left out"
    assert begin("compact", "--undo", *given).ended() == 0
    assert files_of(data) == before
    return MOST_KILLS + 2


def read_again(world: World, data: Path, chance: random.Random) -> int:
    """What an older reader left, read again by runs that are killed: one revision of each story in the end."""
    shutil.copytree(world.quiet, data, ignore=shutil.ignore_patterns("index.sqlite*"), dirs_exist_ok=True)
    for file in (data / "stories").glob("*.jsonl"):
        older = re.sub(r'"word_count":\s*\d+', '"word_count": null', file.read_text("utf-8"))
        file.write_text(older, "utf-8")
    for _ in range(MOST_KILLS):
        kill_after(chance.random() * 0.5, begin("reread", "-s", f"DATA_DIR={data}"))
    assert begin("reread", "-s", f"DATA_DIR={data}").ended() == 0
    return MOST_KILLS + 1


def followed(world: World, data: Path, chance: random.Random) -> int:
    """`scrapy follow`, killed: its crawl ends with it, and at no time do two crawls ask the site."""
    data.mkdir(exist_ok=True)
    config = data / "newsstand.toml"
    config.write_text(
        f'data_dir = "."\n[[follow]]\nspider = "demo"\nsite = "{world.server.url}"\n'
        f'editions = "all"\npublication = {list(world.titles)}\n'
    )
    first = len(world.server.requests)
    number = 0
    while number < MOST_RUNS:
        number += 1
        options = ("FEED_BATCH_SECONDS=0.1", f"STORY_ATTEMPTS={MOST_RUNS}", f"CONTACT=run{number}@example.org")
        given = [part for option in options for part in ("-s", option)]
        while True:  # the crawl of a follow that was killed has its time to end
            run = begin("follow", *given, NEWSSTAND_CONFIG=str(config))
            if number <= MOST_KILLS:
                kill(world.server, chance, run)
            if (code := run.ended()) != EXIT_CODES["locked"]:
                break
            time.sleep(0.1)
        if code == 0:
            agents = [request.headers["User-Agent"] for request in world.server.requests[first:]]
            assert len(list(groupby(agents))) == len(set(agents)), "two crawls asked the site at a time"
            return number
    raise AssertionError("the walk was not complete")


def files_of(data: Path) -> dict[str, bytes]:
    return {str(file.relative_to(data)): file.read_bytes() for file in data.glob("*/*.jsonl")}


def kill_after(seconds: float, run: Running) -> None:
    time.sleep(seconds)
    run.process.kill()
    run.ended()


def is_complete(data: Path, titles: Sequence[str]) -> bool:
    with Index(data) as index:
        index.sync()
        papers = index.publications()
        editions = [edition for paper in papers for edition in index.editions_of(paper.newsstand, paper.id)]
        shown = sum(len(index.listed(paper.newsstand, paper.id)) for paper in papers)
    return len(papers) == len(titles) and len(editions) == shown and all(edition.complete for edition in editions)


Ordeal = Callable[[World, Path, random.Random], int]
ORDEALS: tuple[Ordeal, ...] = (killed, side_by_side, full_disk, failing_server, compacted, read_again, followed)
BY_HAND: tuple[Ordeal, ...] = (*ORDEALS, archived)
"""With the one that takes twice as long as the others."""


def undergo(ordeal: Ordeal, seed: int, world: World, data: Path) -> Outcome:
    """One ordeal in an empty folder. Raises AssertionError where the walk never completes or a run breaks."""
    runs = ordeal(world, data, random.Random(seed))
    return replace(compare(data, world.quiet), ordeal=ordeal.__name__, runs=runs)


# What is left


def lines(data: Path) -> tuple[list[dict[str, Any]], int]:
    """Every record of the dataset, and how many lines or files are torn."""
    found: list[dict[str, Any]] = []
    torn = len(list(data.glob("*/*.part")))
    for path in sorted(data.glob("*/*.jsonl")):
        *whole, rest = path.read_text("utf-8").split("\n")
        torn += rest != ""
        for line in whole:
            try:
                found.append(json.loads(line))
            except ValueError:
                torn += 1
    return found, torn


def latest(records: Sequence[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """By type and id: what the latest record says, but for times.

    Of a publication the editions that any record lists: each names those that were new by then.
    """
    ordered = sorted(records, key=lambda record: (record.get("revision") or 0, record.get("fetched_at") or ""))
    found = {}
    listed: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for record in ordered:
        found[record["type"], record["id"]] = {name: value for name, value in record.items() if name not in TIMES}
        listed[record["id"]] |= {each["id"]: each["label"] for each in record.get("editions_listed", ())}
    for (_, id), record in found.items():
        if "editions_listed" in record:
            record["editions_listed"] = listed[id]
    return found


def by_reader(record: dict[str, Any]) -> bool:
    """Whether a record is the reader's own revision: of a story there may be one besides the newsstand's."""
    return record.get("cause") == "reader"


def say_the_same(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    left_out = NUMBERED if found["type"] != "story" or by_reader(found) else set()
    return found | dict.fromkeys(left_out) == wanted | dict.fromkeys(left_out)


def compare(data: Path, quiet: Path) -> Outcome:
    records, torn = lines(data)
    found, wanted = latest(records), latest(lines(quiet)[0])
    stories = [(record["id"], by_reader(record)) for record in records if record["type"] == "story"]
    with Index(data) as index:
        index.sync()
        before = list(index.dump())
        index.rebuild()
        is_other = before != list(index.dump())
    return Outcome(
        lost=len(wanted.keys() - found.keys()),
        duplicated=len(stories) - len(set(stories)),
        torn=torn,
        different=sum(not say_the_same(found[key], wanted[key]) for key in wanted.keys() & found.keys()) + is_other,
    )


def main(count: int, *names: str) -> int:
    """So many ordeals of those named, of all where none is."""
    chosen = [ordeal for ordeal in BY_HAND if not names or ordeal.__name__ in names]
    outcomes = []
    with tempfile.TemporaryDirectory() as folder, world(Path(folder) / "quiet") as quiet:
        for seed in range(count):
            data = Path(folder) / str(seed)
            outcomes.append(undergo(chosen[seed % len(chosen)], seed, quiet, data))
            shutil.rmtree(data)
            sys.stdout.write("." if outcomes[-1].is_whole else f"\n{seed}: {outcomes[-1]}\n")
            sys.stdout.flush()
    sys.stdout.write("\nordeal           times   runs   lost   duplicated   torn   different\n")
    for ordeal in chosen:
        own = [outcome for outcome in outcomes if outcome.ordeal == ordeal.__name__]
        sums = [
            sum(getattr(each, name) for each in own) for name in ("runs", "lost", "duplicated", "torn", "different")
        ]
        widths = zip(sums, (7, 7, 13, 7, 12), strict=True)
        sys.stdout.write(f"{ordeal.__name__:15} {len(own):6}{''.join(f'{value:{width}}' for value, width in widths)}\n")
    return 0 if all(outcome.is_whole for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, *sys.argv[2:]))
