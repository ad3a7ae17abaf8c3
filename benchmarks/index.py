"""An index of a million stories: what opening it costs in memory, and a look-up in time."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

from newsstand.dataset.index import Index
from newsstand.items import Story

STORIES = 1_000_000
STORIES_AN_EDITION = 40
EDITIONS_A_PUBLICATION = 1000
LOOK_UPS = 20_000
MOST_MEGABYTES = 30
MOST_MICROSECONDS = 50


def key(number: int) -> str:
    return (
        f"story:stories/newspaper/The-Paper-{number % 25}/A-HEADLINE-OF-ORDINARY-LENGTH-{number * 7919 % 1_000_003:07}"
    )


def lines(first: int, last: int) -> Iterator[str]:
    """Stories as the index sees them; their text, which it does not keep, is short."""
    record = asdict(Story(newsstand="bench", text="…", revision=1, fetched_at="2025-01-02T03:04:05+00:00"))
    for number in range(first, last):
        edition = number // STORIES_AN_EDITION
        record["id"] = key(number)
        record["edition_id"] = f"edition:{2_000_000 + edition}"
        record["publication_id"] = f"publication:SG/House/The-Paper-{edition // EDITIONS_A_PUBLICATION}"
        record["content_hash"] = f"{number:064x}"
        record["etag"] = f'"{number:032x}"'
        record["last_modified"] = "Thu, 02 Jan 2025 03:04:05 GMT"
        yield json.dumps(record) + "\n"


def generate(data_dir: Path, stories: int) -> None:
    (data_dir / "stories").mkdir()
    for first in range(0, stories, 50_000):
        with (data_dir / "stories" / f"bench-{first:08}.jsonl").open("w") as file:
            file.writelines(lines(first, min(first + 50_000, stories)))


def resident() -> int:
    """Bytes of this process in memory. (The peak that the system keeps begins with the parent's.)"""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(data_dir: Path, stories: int) -> dict[str, float]:
    """In a process of its own: memory before and after, and the time of look-ups of known and unknown ids."""
    chosen = random.Random(1)
    before = resident()
    began = time.perf_counter()
    index = Index(data_dir)
    index.sync()
    opened = time.perf_counter() - began
    found = []
    for _ in range(LOOK_UPS):
        number = chosen.randrange(stories * 2)
        id = key(number) if number < stories else f"{key(number)}-unknown"
        began = time.perf_counter()
        known = index.story("bench", id)
        found.append(time.perf_counter() - began)
        assert (known is not None) == (number < stories)
    return {
        "opening, ms": opened * 1e3,
        "look-up, median µs": median(found) * 1e6,
        "look-up, 99th percentile µs": quantiles(found, n=100)[98] * 1e6,
        "memory, MB": (resident() - before) / 1e6,
    }


def main(stories: int = STORIES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        generate(data_dir, stories)
        began = time.perf_counter()
        with Index(data_dir) as index:
            index.rebuild()
        print(f"an index of {stories:,} stories: built in {time.perf_counter() - began:.0f} s", end=", ")  # noqa: T201
        print(f"{(data_dir / 'index.sqlite').stat().st_size / 1e6:.0f} MB")  # noqa: T201
        measured = subprocess.run(
            [sys.executable, "-m", "benchmarks.index", data_dir, str(stories)],
            check=True,
            capture_output=True,
            text=True,
        )
        for name, value in json.loads(measured.stdout).items():
            print(f"  {name:30} {value:8.1f}")  # noqa: T201
        print(f"  goals: under {MOST_MICROSECONDS} µs a look-up, under {MOST_MEGABYTES} MB")  # noqa: T201


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))  # noqa: T201
