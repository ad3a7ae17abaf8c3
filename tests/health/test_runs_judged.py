"""Whole runs against a newsstand in trouble, which is named in a line, in the run's record and in the exit code."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsstand.demo.content import Newsstand, sample
from newsstand.exit_codes import EXIT_CODES
from tests.command import Ran, crawl
from tests.faults import Fault, FaultyServer
from tests.relabelled import COURIER, labelled

PATH = sample().publication(COURIER).path
WORDS = "<p>Wait.</p>" * 500  # more than a wall has: the same short answer everywhere would be one
OTHER_LAYOUT = Fault(
    kind="body", body="<title>Courier</title><app-root></app-root><p>Loading …</p>" + "<p>Wait.</p>" * 500
)


def run(server: FaultyServer, data: Path, **given: str) -> Ran:
    return crawl("magzter", data, site=server.url, publication=PATH, **{"editions": "all"} | given)


def emptied(newsstand: Newsstand) -> Newsstand:
    for edition in newsstand.publication(COURIER).editions:
        newsstand = newsstand.with_stories(COURIER, edition.issue, ())
    return newsstand


@pytest.mark.parametrize(
    ("content", "faults", "cause"),
    [
        (sample(), {".*/stories/.*": OTHER_LAYOUT}, "layout changed"),
        (sample(), {".*/stories/.*": Fault(status=500, rate=0.7, seed=3)}, "many failures"),
        (emptied(sample()), {}, "empty listing"),
        (labelled(sample(), "{{IssueName}}", "Special", "Extra!"), {}, "unreadable labels"),
    ],
)
def test_a_newsstand_in_trouble_is_named(
    content: Newsstand, faults: dict[str, Fault], cause: str, tmp_path: Path
) -> None:
    with FaultyServer(content, faults=faults) as server:
        ran = run(server, tmp_path)
    assert ran.code == EXIT_CODES[cause], ran.err
    assert any(line.startswith(f"{cause}: ") for line in ran.err.splitlines())
    record = json.loads((tmp_path / "runs.jsonl").read_text("utf-8"))
    assert (record["reason"], record["exit_code"]) == (cause, ran.code)


def test_a_publisher_that_falls_silent_is_noticed_from_the_second_run_on(tmp_path: Path) -> None:
    newest = datetime.now(UTC).date() - timedelta(days=6)
    days = [newest - timedelta(days=back) for back in range(8)]
    content = labelled(sample(), *(f"{day:%B %d, %Y}" for day in days))
    with FaultyServer(content) as server:
        assert run(server, tmp_path).code == 0
        ran = run(server, tmp_path)
    assert ran.code == EXIT_CODES["publisher silent"], ran.err
    assert f"publisher silent: {COURIER} (daily): nothing since {newest}" in ran.err


VARIED = random.Random(6)
RUNS = [
    (title, {"editions": VARIED.choice(["latest", "2", "all"])} | VARIED.choice([{}, {}, {"refresh": "1"}]))
    for title in sample().titles * 3
] + [(f"/{language}{PATH}", {}) for language in ("de", "hi")]


def test_there_are_twenty_of_them() -> None:
    assert len(RUNS) == 20


@pytest.mark.parametrize("half", [0, 1])
def test_twenty_varied_runs_raise_no_false_alarm(half: int, tmp_path: Path) -> None:
    with FaultyServer() as server:
        for title, given in RUNS[half::2]:
            ran = crawl("magzter", tmp_path, site=server.url, publication=title, **given)
            assert ran.code == 0, (title, given, ran.err)
