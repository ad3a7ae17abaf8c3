"""Kill `scrapy export` again and again: after each, the export is the old one or the new one, and never parts of both.

`python -m tests.export.kills 50`. Every second kill comes at a random moment, the others while files are moved into
their places.
"""

import json
import random
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from newsstand.export.export import Wish, check, export
from newsstand.export.folder import READY
from newsstand.items import Story
from tests.export.sample import NIGHTS, bytes_of, story, write_night
from tests.torture import begin

STORIES = 600
NEW = 20
"""Stories that a night brings."""
FORMATS = "sqlite,parquet,csv"
LONGEST = 300
"""Seconds that an export may take."""


def stories(night: int, count: int) -> list[Story]:
    text = "The harbour was closed on Dec 30. " * 20
    return [story(f"{night}-{number}", 1, 1, "2024-12-31", text=text, position=number) for number in range(count)]


def killed(data: Path, out: Path, after: float | None) -> str:
    """Begin an export and kill it: so many seconds later, or (None) once it begins to move files. Returns which."""
    began = time.monotonic()
    run = begin("export", "-s", f"DATA_DIR={data}", "--to", str(out), "--format", FORMATS)
    while run.process.runs():
        gone = time.monotonic() - began
        if gone > after if after is not None else (out / READY).exists():
            break
        assert gone < LONGEST
        time.sleep(0.0005)
    run.process.kill()
    run.process.wait(LONGEST)
    return "at random" if after is not None else "while moving"


def main(kills: int) -> None:
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder, "data"), Path(folder, "out")
        write_night(data, 0, [*NIGHTS[0], *stories(0, STORIES)])
        began = time.monotonic()
        assert begin("export", "-s", f"DATA_DIR={data}", "--to", str(out), "--format", FORMATS).ended() == 0
        takes = time.monotonic() - began
        found: dict[tuple[str, str], int] = {}
        for number in range(1, kills + 1):
            file = data / "stories" / f"demo-20250110T{number:06}Z-0000000a-0001.jsonl"
            file.write_text("".join(json.dumps(asdict(one)) + "\n" for one in stories(number, NEW)), "utf-8")
            how = killed(data, out, chance.random() * takes if number % 2 else None)
            said = check(data, out)
            assert all(line.startswith("the dataset has changed since: ") for line in said), said
            known = how, "stale" if said else "right"
            found[known] = found.get(known, 0) + 1
        export(data, out, Wish())
        export(data, Path(folder, "whole"), Wish(formats=tuple(FORMATS.split(","))))
        assert bytes_of(out) == bytes_of(Path(folder, "whole"))
    print(f"{kills} kills of exports of {takes:.1f} s: never mixed")  # noqa: T201
    for (how, state), count in sorted(found.items()):
        print(f"  killed {how}: {state} {count} times")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
