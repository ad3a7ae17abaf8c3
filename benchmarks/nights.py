"""A dataset of many nights: the CPU of a run that finds nothing, of `gaps` and `dataset`, and of DuckDB over its files.

Commands are the real ones, with all that it takes to start them; what grows with a dataset's age is seen beside one of
few nights, made and measured in the same way.
"""

import hashlib
import json
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb

from newsstand.dataset.index import Index
from newsstand.dataset.listing import find_files
from newsstand.dataset.records import read_lines
from newsstand.dataset.runs import Run

DAILIES = 30
NIGHTS = (30, 1_000)
STORIES = 20
FIRST = date(2023, 1, 2)
MOST_TIMES = 1.5
"""How much more CPU a quiet run may take over the many nights than over the few, and DuckDB than over one file."""
MOST_SECONDS = 3.0
"""Of CPU, of `gaps` and of `dataset`."""
PAPER = "/GB/House/Paper-7/Newspaper"
ROUNDS = 3
LINE = re.compile(r"```sql\n(SELECT \* FROM read_json\('data/stories/.+?)\n```", re.DOTALL)
"""The line for DuckDB in docs/data-format.md."""


def records_of(paper: int, night: int, stories: int = STORIES) -> dict[str, list[dict[str, object]]]:
    """What a night leaves of a daily: by folder, its records. As short as the index takes them: texts are not its."""
    day = FIRST + timedelta(days=night)
    common = {"newsstand": "magzter", "fetched_at": f"{day}T03:00:00+00:00", "revision": 1}
    of = {"publication_id": f"publication:GB/House/Paper-{paper}"}
    edition = f"edition:{night * 100 + paper}"
    ids = [f"story:stories/newspaper/Paper-{paper}/HEADLINE-{night}-{number}" for number in range(stories)]
    listed = [{"id": edition, "label": f"{day:%B %d, %Y}"}]
    return {
        "publications": [{"type": "publication", "id": of["publication_id"], "name": f"Paper {paper}"}
                         | common | {"revision": night + 1, "editions_listed": listed, "language": "en"}],
        "editions": [{"type": "edition", "id": edition, "label": listed[0]["label"], "date_start": str(day),
                      "date_end": str(day), "stories_listed": stories, "stories_collected": stories,
                      "stories_known": 0, "complete": True, "stories": [{"id": id} for id in ids]} | common | of],
        "stories": [{"type": "story", "id": id, "edition_id": edition} | common | of for id in ids],
    }  # fmt: skip


def generate(data_dir: Path, nights: int, together: int, dailies: int = DAILIES) -> None:
    """Files and runs.jsonl of so many nights, with one set of files for each `together` dailies: all of them as
    `scrapy follow` leaves them, 1 as a schedule of their own for each does."""
    for folder in ("publications", "editions", "stories"):
        (data_dir / folder).mkdir(parents=True)
    with (data_dir / "runs.jsonl").open("w") as runs:
        for night in range(nights):
            for first in range(0, dailies, together):
                run = run_of(data_dir, night, range(first, first + together))
                runs.write(json.dumps(asdict(run)) + "\n")


def run_of(data_dir: Path, night: int, papers: range) -> Run:
    """Write the files of a run over some dailies, and tell of it."""
    day = FIRST + timedelta(days=night)
    id = f"{day:%Y%m%d}T03{papers[0]:02}00Z-{night * 100 + papers[0]:08x}"
    run = Run(id=id, spider="magzter", arguments={}, versions={}, start=f"{day}T03:00:00+00:00",
              end=f"{day}T03:30:00+00:00", reason="finished", exit_code=0, counts={}, files=[])  # fmt: skip
    left: dict[str, bytes] = {}
    for paper in papers:
        of = records_of(paper, night)
        for folder, records in of.items():
            lines = "".join(json.dumps(record) + "\n" for record in records)
            left[folder] = left.get(folder, b"") + lines.encode()
        run.publications.append(f"publication:GB/House/Paper-{paper}")
        run.coverage[run.publications[-1]] = {"stories": len(of["stories"])}
    for folder, data in left.items():
        name = f"{folder}/magzter-{id}-0001.jsonl"
        (data_dir / name).write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        run.files.append({"name": name, "lines": data.count(b"\n"), "size": len(data), "sha256": sha256})
    return run


@contextmanager
def newsstand(nights: int) -> Iterator[str]:
    """The address of a site whose only page is the title page of one daily, with its last five editions."""
    days = [(night, FIRST + timedelta(days=night)) for night in range(nights - 5, nights)]
    links = "".join(f'<div><a href="{PAPER}/{night * 100 + 7}">{day:%B %d, %Y}</a></div>' for night, day in days[::-1])
    page = (
        "<!doctype html><html lang=en><title>Paper 7</title><h1>Paper 7</h1><div>Publisher: House</div>"
        f"<div>Language: English</div><div>Frequency: Daily</div><h2>Recent issues</h2>{links}"
    ).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == PAPER
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page) if found else 0))
            self.end_headers()
            self.wfile.write(page if found else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def cpu(*command: str) -> float:
    """Seconds of CPU of one of our commands; the least of several goes."""
    found = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-m", "scrapy", *command], capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode in (0, 23), done.stderr[-2000:]  # 23: nothing new, as these days are long ago
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def quiet_run(data_dir: Path, nights: int) -> float:
    """Of a run that looks at one daily and finds nothing new."""
    with newsstand(nights) as site:
        return cpu("crawl", "magzter", "-a", f"publication={PAPER}", "-a", f"site={site}", "-s", f"DATA_DIR={data_dir}")


def reading(pattern: Path) -> float:
    """Seconds of CPU of the documented line over some files, every column of it; the least of several goes."""
    said = LINE.search((Path(__file__).parents[1] / "docs" / "data-format.md").read_text("utf-8"))
    assert said
    found = []
    for _ in range(ROUNDS):
        with duckdb.connect() as database:
            began = time.process_time()
            database.execute(f"CREATE TABLE latest AS {said[1].replace('data/stories/**/*.json*[lz]', str(pattern))}")
            found.append(time.process_time() - began)
    return min(found)


def join(data_dir: Path, joined: Path) -> None:
    """All lines of stories in one plain file."""
    with joined.open("wb") as file:
        for found in find_files(data_dir, "stories"):
            file.writelines(line.text for line in read_lines(data_dir / found.name))


def measure(data_dir: Path, nights: int, state: str, few: dict[str, float]) -> None:
    """Print what the commands cost; `few`: what they cost over the few nights, filled by the first call."""
    count = f"DATA_DIR={data_dir}"
    found = {"quiet run": quiet_run(data_dir, nights), "gaps": cpu("gaps", "-s", count)}
    found["dataset"] = cpu("dataset", "-s", count)
    told = [f"{name} {value:.2f} s ({value / few.setdefault(name, value):.2f})" for name, value in found.items()]
    sys.stdout.write(f"{nights:5,} nights, {state:38} {len(find_files(data_dir)):6,} files  {'  '.join(told)}\n")
    sys.stdout.flush()


def main(nights: tuple[int, ...] = NIGHTS) -> None:
    few: dict[str, float] = {}
    sys.stdout.write(f"{DAILIES} dailies; CPU with the start of Python, and how often that of the first line it is\n")
    for count in nights:
        for together, how in ((DAILIES, "one set of files a night"), (1, "a set for each daily")):
            with tempfile.TemporaryDirectory() as folder:
                data_dir = Path(folder) / "data"
                generate(data_dir, count, together)
                with Index(data_dir) as index:
                    index.sync()
                measure(data_dir, count, how, few)
                if count == max(nights):
                    subprocess.run([sys.executable, "-m", "scrapy", "compact", "-s", f"DATA_DIR={data_dir}"],
                                   check=True, capture_output=True)  # fmt: skip
                    measure(data_dir, count, f"{how}, compacted", few)
                    join(data_dir, joined := Path(folder) / "joined.jsonl")
                    packed, one = reading(data_dir / "stories/**/*.json*[lz]"), reading(joined)
                    sys.stdout.write(f"DuckDB: compacted {packed:.2f} s, joined {one:.2f} s: {packed / one:.2f}\n")
    sys.stdout.write(
        f"goals: a quiet run at most {MOST_TIMES} times that over the few nights; `gaps` and `dataset` under "
    )
    sys.stdout.write(
        f"{MOST_SECONDS} s; DuckDB over the compacted folder at most {MOST_TIMES} times that over one file\n"
    )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or NIGHTS)
