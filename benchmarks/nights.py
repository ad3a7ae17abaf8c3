"""A dataset of many nights: the CPU of what a run that finds nothing does with it, of `gaps`, and its files."""

import json
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from newsstand.dataset.compact import closed_months, compact
from newsstand.dataset.history import History
from newsstand.dataset.index import Index
from newsstand.dataset.listing import find_files
from newsstand.dataset.opening import not_as_left, open_dataset
from newsstand.gaps.in_dataset import gaps_in

DAILIES = 30
NIGHTS = (30, 1_000)
STORIES = 20
FIRST = date(2023, 1, 2)
MOST_TIMES = 1.5
"""How much more CPU a quiet run may take over the many nights than over the few."""


def generate(data_dir: Path, nights: int, dailies: int = DAILIES, stories: int = STORIES) -> None:
    """A set of files for each night and daily, as runs of their own leave them."""
    for folder in ("publications", "editions", "stories"):
        (data_dir / folder).mkdir(parents=True)
    for night in range(nights):
        day = FIRST + timedelta(days=night)
        for paper in range(dailies):
            name = f"bench-{day:%Y%m%d}T03{paper:02}00Z-{night * 100 + paper:08x}-0001.jsonl"
            common = {"newsstand": "bench", "fetched_at": f"{day}T03:00:00+00:00", "revision": 1}
            of = {"publication_id": f"publication:GB/House/Paper-{paper}"}
            edition = f"edition:{night * 100 + paper}"
            ids = [f"story:stories/newspaper/Paper-{paper}/HEADLINE-{night}-{number}" for number in range(stories)]
            listed = [{"id": edition, "label": f"{day:%B %d, %Y}"}]
            places = [{"id": id} for id in ids]
            lines = {
                "publications": [{"type": "publication", "id": of["publication_id"], "name": f"Paper {paper}"}
                                 | common | {"revision": night + 1, "editions_listed": listed, "language": "en"}],
                "editions": [{"type": "edition", "id": edition, "label": listed[0]["label"], "date_start": str(day),
                              "date_end": str(day), "stories_listed": stories, "stories_collected": stories,
                              "stories_known": 0, "complete": True, "stories": places} | common | of],
                "stories": [{"type": "story", "id": id, "edition_id": edition} | common | of for id in ids],
            }  # fmt: skip
            for folder, records in lines.items():
                (data_dir / folder / name).write_text("".join(json.dumps(record) + "\n" for record in records))


def quiet_run(data_dir: Path) -> None:
    """What a run that finds nothing does with the dataset of one publication."""
    history = History(data_dir=data_dir, newsstand="bench", run_id="bench", revisit_days=3, attempts=5)
    history.open(["publication:GB/House/Paper-7"])
    history.labels("publication:GB/House/Paper-7")
    due = [one for one in history.editions_of("publication:GB/House/Paper-7") if history.is_due(one)]
    assert not due
    history.index.amounts_of("bench", ["publication:GB/House/Paper-7"])
    history.close()


def gaps(data_dir: Path) -> None:
    with open_dataset(data_dir) as index:
        assert not not_as_left(index)
        assert not [gap for each in gaps_in(index) for gap in each.gaps.gaps]


def cpu(what: str, data_dir: Path) -> float:
    """Seconds of CPU of a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "benchmarks.nights", what, data_dir], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(nights: tuple[int, ...] = NIGHTS) -> None:
    say = sys.stdout.write
    for count in nights:
        with tempfile.TemporaryDirectory() as folder:
            data_dir = Path(folder)
            generate(data_dir, count)
            with Index(data_dir) as index:
                index.sync()
            for state in ("as written", "compacted"):
                times = "  ".join(f"{what} {cpu(what, data_dir):.2f} s" for what in ("quiet_run", "gaps"))
                say(f"{DAILIES} dailies x {count:,} nights, {state}: {len(find_files(data_dir)):,} files  {times}\n")
                if state == "as written":
                    for (kind, month), names in closed_months(data_dir, "2999-01").items():
                        compact(data_dir, kind, month, names)
                    with Index(data_dir) as index:
                        index.sync()
    say(
        f"goal: a quiet run over the many nights at most {MOST_TIMES} times that over the few, beside starting Scrapy\n"
    )


if __name__ == "__main__":
    if len(sys.argv) == 3 and not sys.argv[1].isdigit():
        {"quiet_run": quiet_run, "gaps": gaps}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or NIGHTS)
