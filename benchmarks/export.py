"""`scrapy export` of a big dataset, in CPU of the process and its peak of memory, beside one typed COPY of DuckDB.

The dataset is generated, the same each time: 6 publications, 5 years, editions of 12 stories. What
the texts say does not matter, the shape and size of the records do.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from newsstand.dataset.index import Index
from newsstand.export.columns import TABLES
from newsstand.export.export import Wish, export
from newsstand.export.inputs import Found
from newsstand.export.page import coverage_of, render
from newsstand.export.parquet import WRITE, Writer, quoted, type_of
from newsstand.items import Edition, Publication, Story, Teaser

PUBLICATIONS = 6
FIRST, LAST = date(2021, 1, 1), date(2025, 12, 31)
STORIES = 12
"""Of an edition. A third of the publications are dailies, the others appear once a week."""
WORDS = (
    *("council", "harbour", "bridge", "after", "minister", "report", "police", "market", "price", "school", "water"),
    *("energy", "night", "people", "plan", "court", "company", "home", "fire", "storm", "train", "vote", "hospital"),
)
GOALS = {
    "parquet, whole": (4, 1000),
    "parquet, a night": (1, 1000),
    "parquet, nothing new": (0.1, 1000),
    "sqlite": (8, 250),
    "csv": (3, 50),
}
"""What is measured -> at most so many times the COPY's CPU, at most so many MB at its peak."""


def sentence(chosen: random.Random) -> str:
    return " ".join(chosen.choices(WORDS, k=chosen.randrange(8, 20))).capitalize() + "."


def records(number: int, day: date, chosen: random.Random) -> Iterator[Any]:
    """An edition of a publication and its stories."""
    paper, edition = f"publication:SG/House-{number}/Paper-{number}", f"edition:{number}{day:%y%m%d}"
    fetched = f"{day}T04:00:00+00:00"
    span = {"date": str(day), "date_start": str(day), "date_end": str(day), "date_precision": "day"}
    teasers = [Teaser(headline=sentence(chosen), url="https://example.org/x", publication="Other") for _ in range(6)]
    common: dict[str, Any] = {"newsstand": "bench", "fetched_at": fetched, "publication_id": paper}
    for position in range(1, STORIES + 1):
        paragraphs = [" ".join(sentence(chosen) for _ in range(3)) for _ in range(3)]
        yield Story(
            id=f"story:stories/{number}/{day}/{position}",
            url=f"https://example.org/stories/{number}/{day}/{position}",
            publication=f"Paper {number}",
            edition_id=edition,
            position=position,
            headline=sentence(chosen),
            description=sentence(chosen),
            text="\n\n".join([*paragraphs, f"The hearing is on {day:%B} {day.day}."]),
            word_count=150,
            access="preview",
            language="en",
            related=teasers,
            revision=1,
            content_hash=f"{chosen.getrandbits(256):064x}",
            **{f"edition_{name}": value for name, value in span.items()},
            **common,
        )
    counts = {"stories_listed": STORIES, "stories_collected": STORIES, "stories_known": 0, "stories_failed": 0}
    listed = [{"id": edition, "label": f"{day:%B %d, %Y}"}]
    yield Edition(
        id=edition, url="https://example.org/e", label=listed[0]["label"], complete=True, **common, **span, **counts
    )
    common.pop("publication_id")
    yield Publication(id=paper, url="https://example.org/p", name=f"Paper {number}", editions_listed=listed, **common)


def generate(data_dir: Path, first: date, last: date) -> None:
    """A file for each month, publication and type of record."""
    folders = {Story: "stories", Edition: "editions", Publication: "publications"}
    for folder in folders.values():
        (data_dir / folder).mkdir(parents=True, exist_ok=True)
    for number in range(PUBLICATIONS):
        chosen = random.Random(number)
        day = first
        while day <= last:
            for record in records(number, day, chosen):
                name = f"bench-{day:%Y%m}01T000000Z-{number:08x}-{first:%d}.jsonl"
                with (data_dir / folders[type(record)] / name).open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")
            day += timedelta(1 if number % 3 == 0 else 7)


def copy(data_dir: Path, work: Path) -> None:
    """What exports are measured against: one typed COPY of one file with all stories, to Parquet."""
    with (work / "all.jsonl").open("wb") as file:
        for path in sorted((data_dir / "stories").iterdir()):
            file.write(path.read_bytes())
    types = ", ".join(f"'{column.name}': '{type_of(column)}'" for column in TABLES["stories"])
    began = cpu()
    writer = Writer(work)
    rows = f"read_json({quoted(work / 'all.jsonl')}, format = 'newline_delimited', columns = {{{types}}})"
    writer.query(f"COPY (FROM {rows}) TO {quoted(work / 'all.parquet')} ({WRITE})")
    writer.close()
    print(json.dumps(cpu() - began))  # noqa: T201


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """MB. A new process' own, as the kernel begins to count when it starts its program."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def measure(data_dir: Path, out: Path, format: str) -> None:
    """In a process of its own: CPU and peak of an export."""
    export(data_dir, out, Wish(formats=(format,)))
    print(json.dumps([cpu(), peak()]))  # noqa: T201


def run(*arguments: object) -> Any:
    """What a process of this module prints."""
    command = [sys.executable, "-m", "benchmarks.export", *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data_dir, work = Path(folder, "data"), Path(folder, "work")
        work.mkdir()
        generate(data_dir, FIRST, LAST)
        with Index(data_dir) as index:  # as every crawl leaves it
            index.sync()
        size = sum(path.stat().st_size for path in (data_dir / "stories").iterdir()) / 1e6
        unit = run("copy", data_dir, work)
        print(f"exports of {size:.0f} MB of stories; one typed COPY takes {unit:.1f} s of CPU")  # noqa: T201
        found = {"parquet, whole": run("export", data_dir, Path(folder, "parquet"), "parquet")}
        found["parquet, nothing new"] = run("export", data_dir, Path(folder, "parquet"), "parquet")
        found |= {name: run("export", data_dir, Path(folder, name), name) for name in ("sqlite", "csv")}
        generate(data_dir, LAST + timedelta(1), LAST + timedelta(1))
        with Index(data_dir) as index:
            index.sync()
        found["parquet, a night"] = run("export", data_dir, Path(folder, "parquet"), "parquet")
        for name, (times, most) in GOALS.items():
            used, memory = found[name]
            print(f"  {name:22} {used / unit:6.2f} times (goal {times})  {memory:6.0f} MB (goal {most})")  # noqa: T201
        page = render(coverage_of(data_dir, Found()))
        print(f"  coverage page          {len(page.encode()) / PUBLICATIONS / 1000:6.1f} kB a publication (goal 25)")  # noqa: T201


if __name__ == "__main__":
    paths = [Path(path) for path in sys.argv[2:4]]
    if sys.argv[1] == "copy":
        copy(*paths)
    else:
        measure(*paths, sys.argv[4])
