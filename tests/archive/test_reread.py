"""`scrapy reread`: what a crawl of that time gave, from the archive alone."""

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsstand.archive.runs import ArchivedRun, archived_runs
from newsstand.commands.reread import Command, read_run
from newsstand.dataset.runs import read_runs
from newsstand.demo.content import Newsstand, sample
from newsstand.exit_codes import EXIT_CODES, USAGE
from tests.command import ROOT, Ran, crawl, records, scrapy
from tests.compare_datasets import differences
from tests.faults import Fault, FaultyServer

PAPER = "The Harbour Courier"
TITLE = sample().publication(PAPER).path
OTHER = sample().publication("The Potter's Edition").path


def mornings() -> Iterator[tuple[Newsstand, dict[str, Fault]]]:
    """The newsstand on three days: a story is changed, one withdrawn, one at another address; an edition is new."""
    today = sample()
    _, *older = today.publication(PAPER).editions
    yield (
        today.changed(PAPER, lambda paper: replace(paper, editions=tuple(older))),
        # The edition's last answer takes a second: it is not as old as the record that waits for it.
        {
            "/robots.txt": Fault(status=503, times=1),
            f".*/{older[0].stories[-1].slug}": Fault(kind="slow", seconds=1.1, times=1),
        },
    )
    edition = older[0]
    moved, gone, changed, *_ = edition.stories
    away = replace(moved, slug=f"{moved.slug}-AGAIN")
    left = [away, *(story for story in edition.stories if story not in (moved, gone))]
    second = today.changed(PAPER, lambda paper: replace(paper, editions=tuple(older)))
    yield second.with_stories(PAPER, edition.issue, left).with_text(changed.slug, "It rained.", "Then it stopped."), {}
    yield today.with_text(changed.slug, "It rained.", "Then it snowed."), {}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset, with its archive, of three nights over a paper, and of one over another."""
    data = tmp_path_factory.mktemp("nights") / "data"
    more = ["-s", "ARCHIVE=1", "-s", "REVISIT_DAYS=3650"]
    with FaultyServer() as server:
        for newsstand, faults in mornings():
            server.content = newsstand
            server.faults.clear()
            server.faults.update(faults)
            assert crawl("demo", data, *more, site=server.url, publication=TITLE, editions="all", refresh="1").code == 0
        assert crawl("demo", data, *more, site=server.url, publication=OTHER).code == 0
    return data


def reread(data: Path, into: Path, *options: str) -> Ran:
    return scrapy("reread", "-s", f"DATA_DIR={data}", "--into", into, *options)


@pytest.fixture(scope="module")
def again(nights: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it read again: without runs.jsonl, which a killed run has no line in."""
    copy, into = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("again") / "data"
    shutil.copytree(nights / "archive", copy / "archive")
    ran = reread(copy, into, "--jobs", "2")
    assert ran.code == 0, ran.err
    return into


def test_the_dataset_is_the_same_line_by_line(nights: Path, again: Path) -> None:
    assert differences(nights, again) == []
    revisions = {record["revision"] for record in records(again, "stories")}
    assert revisions >= {1, 2, 3}
    assert any(record["withdrawn"] for record in records(again, "stories"))


def test_the_clock_is_that_of_the_captures(nights: Path, again: Path) -> None:
    def times(data: Path) -> list[tuple[str, int, str]]:
        every = [*records(data, "stories"), *records(data, "editions"), *records(data, "publications")]
        return sorted((record["id"], record["revision"], record["fetched_at"]) for record in every)

    assert times(nights) == times(again)


def test_nothing_is_kept_of_what_was_not_fetched(again: Path) -> None:
    assert not (again / "archive").exists()
    assert len(list(read_runs(again))) == 4


def test_one_run_alone_is_read_with_what_was_known_by_then(nights: Path, tmp_path: Path) -> None:
    runs = list(archived_runs(nights / "archive"))
    ran = reread(nights, tmp_path / "one", "--run", runs[1].id)
    assert (ran.code, ran.err.splitlines()[0]) == (0, f"{runs[1].id}: demo")
    stories = records(tmp_path / "one", "stories")
    assert stories
    assert {record["revision"] for record in stories} == {1}
    assert "Then it stopped." in json.dumps(stories)


def test_a_page_that_is_not_there_is_no_attempt(nights: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(nights / "archive", copy / "archive")
    *_, last = archived_runs(copy / "archive")
    index = last.files[0].with_name(last.files[0].name.replace(".warc.gz", ".cdxj"))
    lines = index.read_bytes().splitlines(keepends=True)
    stories = [line for line in lines if b"/stories/" in line]
    index.write_bytes(b"".join(line for line in lines if line != stories[0]))
    ran = reread(copy, tmp_path / "again", "--run", last.id)
    assert ran.code == 0
    (edition,) = records(tmp_path / "again", "editions")
    assert [(one["cause"], one["attempts"]) for one in edition["failures"]] == [("not archived", 0)]
    assert not edition["complete"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--run", "x"], "reread: --into is missing. Give the folder of another dataset: --into again\n"),
        (["--into", "{data}"], "reread: there is something in '{data}' already. Give a folder that is new or empty.\n"),
        (["--into", "new", "--jobs", "many"], "reread: --jobs is 'many'. Give a whole number, from 1 to 64.\n"),
        (
            ["--into", "new", "--run", "x"],
            "reread: --run 'x' is not in {data}/archive. The names of its files carry the ids.\n",
        ),
        (["--into", "new", "x"], "reread: 'x' is not known. Name runs with --run.\n"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    options: list[str], said: str, nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, parser = Command(), ArgumentParser()
    command.settings = Settings({"DATA_DIR": str(nights)})
    command.add_options(parser)
    opts, args = parser.parse_known_args([option.format(data=nights) for option in options])
    command.run(args, opts)
    assert (command.exitcode, *capsys.readouterr()) == (USAGE, "", said.format(data=nights))


def test_a_run_that_cannot_be_read_has_the_exit_code_of_its_crawl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    unknown = ArchivedRun("20250102T030405Z-1a2b3c4d", "nobody", "https://paper.example", {}, datetime.now(UTC), {})
    assert read_run(unknown, tmp_path, tmp_path / "again") == USAGE
    assert "spider 'nobody' is not known." in capsys.readouterr().err
    known = replace(unknown, spider="magzter", site="http://127.0.0.1", arguments={"publication": "/GB/A/B/Newspaper"})
    assert read_run(known, tmp_path, tmp_path / "again") == EXIT_CODES["callback error"]
    assert "Traceback" in capsys.readouterr().err
