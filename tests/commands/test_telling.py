"""`scrapy index`, `scrapy gaps` and `scrapy dataset` on a small dataset: what they say, and with which exit code."""

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from scrapy.cmdline import execute

from newsstand.items import Edition, Publication, Story
from tests.command import ROOT, Ran, scrapy

Tell = Callable[..., Ran]

WEEKLY, MONTHLY = "publication:SG/House/The-Weekly", "publication:DE/Haus/Monatsheft"
COMMON = {"newsstand": "demo", "fetched_at": "2025-03-01T00:00:00+00:00"}


def edition(paper: str, number: int, start: str, end: str, **also: Any) -> Edition:
    facts = {"stories_listed": 2, "stories_collected": 2, "stories_known": 0, "complete": True, **also}
    return Edition(
        id=f"edition:{paper[12:14]}{number}",
        publication_id=paper,
        publication=paper.rpartition("/")[2],
        label=start,
        date_start=start,
        date_end=end,
        **COMMON,
        **facts,
    )


def story(edition: Edition, number: int, revision: int = 1) -> Story:
    key = f"story:{edition.id}-{number}"
    return Story(id=key, publication_id=edition.publication_id, edition_id=edition.id, revision=revision, **COMMON)


def write(data_dir: Path, folder: str, *records: Any) -> None:
    (data_dir / folder).mkdir(parents=True)
    lines = [json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in records]
    (data_dir / folder / "demo-1-0001.jsonl").write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A weekly that lacks an edition, was listed with one more, and lacks stories; a monthly without a gap."""
    data_dir = tmp_path_factory.mktemp("dataset")
    days = [f"2025-01-{day:02}" for day in (3, 10, 17, 31)]
    weekly = [edition(WEEKLY, number, day, day) for number, day in enumerate(days)]
    lost = [{"id": "story:x", "url": None, "cause": cause, "attempts": 1} for cause in ("404", "404", "blocked")]
    weekly[1].complete, weekly[1].stories_listed, weekly[1].failures = False, 5, lost
    months = ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]
    monthly = [edition(MONTHLY, number, f"{end[:8]}01", end) for number, end in enumerate(months)]
    listed = [{"id": weekly[0].id, "label": "3 January 2025"}, {"id": "edition:SG9", "label": "7 February 2025"}]
    write(
        data_dir,
        "publications",
        Publication(id=WEEKLY, name="The Weekly", language="en", editions_listed=listed, **COMMON),
        Publication(id=MONTHLY, name="Monatsheft [grün]", language="de", **COMMON),
    )
    write(data_dir, "editions", *weekly, *monthly)
    stories = [story(each, number) for each in (*weekly, *monthly) for number in (1, 2)]
    write(data_dir, "stories", *stories, story(weekly[0], 1, revision=2))
    return data_dir


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Runs a command within the test, which takes a tenth of the time of a process of its own."""

    def told(data_dir: Path, *command: str) -> Ran:
        monkeypatch.chdir(ROOT)
        with pytest.raises(SystemExit) as ended:
            execute(["scrapy", *command, "-s", f"DATA_DIR={data_dir}"])
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, said.out, said.err)

    return told


def rows(ran: Ran) -> list[str]:
    """The lines of a table with single spaces."""
    return [" ".join(line.split()) for line in ran.out.splitlines()]


def test_gaps_as_a_table(tell: Tell, data_dir: Path) -> None:
    ran = tell(data_dir, "gaps")
    assert (ran.code, ran.err) == (1, "")
    assert rows(ran)[2:] == [
        "The Weekly incomplete 2025-01-10 2 of 5 404 (2), blocked",
        "The Weekly never listed 2025-01-24 appears weekly; after 2025-01-17",
        "The Weekly not collected 7 February 2025",
        "3 gaps; nothing missing of 1 of 2 publications",
    ]


def test_the_same_from_a_shell(tell: Tell, data_dir: Path) -> None:
    assert scrapy("gaps", "-s", f"DATA_DIR={data_dir}") == tell(data_dir, "gaps")


def test_gaps_as_json(tell: Tell, data_dir: Path) -> None:
    ran = tell(data_dir, "gaps", "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err, found["gaps"]) == (1, "", 3)
    monthly, weekly = found["publications"]
    assert monthly == {
        "newsstand": "demo",
        "publication_id": MONTHLY,
        "publication": "Monatsheft [grün]",
        "frequency": "monthly",
        "gaps": [],
    }
    assert (weekly["publication"], weekly["frequency"]) == ("The Weekly", "weekly")
    assert [gap["kind"] for gap in weekly["gaps"]] == ["incomplete", "never listed", "not collected"]
    assert weekly["gaps"][0]["causes"] == {"404": 2, "blocked": 1}
    assert weekly["gaps"][2]["date_start"] == "2025-02-07"


@pytest.mark.parametrize("name", [MONTHLY, MONTHLY.removeprefix("publication:"), "monatsheft [Grün]"])
def test_gaps_of_one_publication(tell: Tell, data_dir: Path, name: str) -> None:
    ran = tell(data_dir, "gaps", "--publication", name)
    assert (ran.code, ran.out) == (0, "0 gaps; nothing missing of 1 of 1 publications\n")


def test_editions_that_are_due(tell: Tell, data_dir: Path) -> None:
    ran = tell(data_dir, "gaps", "--publication", MONTHLY, "--until", "2025-05-01")
    assert ran.code == 1
    assert rows(ran)[2].startswith("Monatsheft [grün] never listed 2025-05-01 to 2025-05-31 appears monthly;")


def test_the_shape_of_the_dataset(tell: Tell, data_dir: Path) -> None:
    ran = tell(data_dir, "dataset")
    assert (ran.code, ran.err) == (0, "")
    table = rows(ran)
    assert table[0] == "newsstand publication editions stories revisions withdrawn gaps bytes first last"
    assert [line.split()[:2] + line.split()[-2:] for line in table[2:4]] == [
        ["demo", "Monatsheft", "2025-01-01", "2025-04-30"],
        ["demo", "The", "2025-01-03", "2025-01-31"],
    ]
    assert table[4].startswith("2 publications 8 16 1 0 3 ")
    assert table[5] == f"The data is in {data_dir}"


def test_the_shape_as_json(tell: Tell, data_dir: Path) -> None:
    found = json.loads(tell(data_dir, "dataset", "--json").out)
    size = sum(path.stat().st_size for path in data_dir.glob("*/*.jsonl"))
    whole = {"publications": 2, "editions": 8, "stories": 16, "revisions": 1, "withdrawn": 0, "gaps": 3, "bytes": size}
    assert {name: found[name] for name in whole} == whole
    assert (found["first"], found["last"]) == ("2025-01-01", "2025-04-30")
    assert found["by_publication"][1]["revisions"] == 1


def test_the_index_says_what_it_knows_and_comes_back_the_same(
    tell: Tell, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = tell(data_dir, "index")
    assert before.code == 0
    assert before.out.splitlines()[1:] == [
        "knows: publications 2, editions 8, stories 16",
        f"from: files 3, lines 27, {sum(path.stat().st_size for path in data_dir.glob('*/*.jsonl')) / 1000:.1f} kB",
    ]
    (data_dir / "index.sqlite").write_bytes(b"spoiled" * 1000)
    rebuilt = tell(data_dir, "index", "rebuild")
    assert (rebuilt.code, rebuilt.out) == (0, before.out)
    assert "index.sqlite is built anew: file is not a database" in caplog.text


def test_the_index_says_what_is_not_complete(tell: Tell, tmp_path: Path, data_dir: Path) -> None:
    write(tmp_path, "stories", story(edition(WEEKLY, 1, "2025-01-03", "2025-01-03"), 1))
    (tmp_path / "stories" / "demo-2-0001.jsonl.part").write_text("{")
    assert tell(tmp_path, "index").out.splitlines()[-1].startswith("files not complete: 1 (")


@pytest.mark.parametrize("command", ["gaps", "dataset", "index"])
def test_a_folder_that_cannot_be_written_can_be_told_of(
    tell: Tell, left: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    data_dir = left.parent.parent
    written = tell(data_dir, command)

    def refused(path: Path) -> AbstractContextManager[None]:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr("newsstand.dataset.database.one_at_a_time", refused)
    assert tell(data_dir, command) == written
    assert "Read-only file system: " in caplog.text
    assert "the files are read without keeping an index" in caplog.text


LEFT = "stories/demo-1-0001.jsonl"


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A dataset of two editions of two stories each, as the record of its run has it. Returns the stories' file."""
    editions = [edition(WEEKLY, number, day, day) for number, day in enumerate(["2025-01-03", "2025-01-10"])]
    write(tmp_path, "publications", Publication(id=WEEKLY, name="The Weekly", language="en", **COMMON))
    write(tmp_path, "editions", *editions)
    write(tmp_path, "stories", *(story(each, number) for each in editions for number in (1, 2)))
    data = (tmp_path / LEFT).read_bytes()
    file = {"name": LEFT, "lines": 4, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (tmp_path / "runs.jsonl").write_text(json.dumps({"files": [file]}) + "\n[1]\n")
    return tmp_path / LEFT


def test_stories_whose_file_is_gone_are_missing_whatever_the_editions_say(tell: Tell, left: Path) -> None:
    data_dir = left.parent.parent
    assert tell(data_dir, "gaps") == Ran(0, "0 gaps; nothing missing of 1 of 1 publications\n", "")
    left.unlink()
    ran = tell(data_dir, "gaps")
    assert (ran.code, ran.err) == (1, f"Files that are not as runs.jsonl has them: {LEFT} is missing\n")
    assert rows(ran)[2:] == [
        "The Weekly incomplete 2025-01-03 0 of 2 not in the files (2)",
        "The Weekly incomplete 2025-01-10 0 of 2 not in the files (2)",
        "2 gaps; nothing missing of 0 of 1 publications",
    ]
    assert json.loads(tell(data_dir, "dataset", "--json").out)["gaps"] == 2
    assert tell(data_dir, "index").out.endswith(f"{LEFT} is missing\n")


def test_stories_whose_file_is_cut_or_garbled_are_missing(tell: Tell, left: Path) -> None:
    data = left.read_bytes()
    left.write_bytes(b"".join(data.splitlines(keepends=True)[:3]))
    ran = tell(left.parent.parent, "gaps")
    assert f"{LEFT} has " in ran.err
    assert rows(ran)[2:3] == ["The Weekly incomplete 2025-01-10 1 of 2 not in the files"]
    left.write_bytes(b"\xff\xfe\0")
    assert rows(tell(left.parent.parent, "gaps"))[-1].startswith("2 gaps;")
    left.write_bytes(data.replace(b"SG1-2", b"SG1-3"))
    ran = tell(left.parent.parent, "gaps")
    assert ran.code == 0
    assert f"{LEFT} has been changed" in ran.err


def test_a_file_of_the_same_size_with_other_bytes_is_named_and_what_it_held_is_missing(tell: Tell, left: Path) -> None:
    data_dir, data = left.parent.parent, left.read_bytes()
    assert tell(data_dir, "gaps").code == 0
    left.write_bytes(data[: len(data) // 2] + b"\0" * (len(data) - len(data) // 2))
    ran = tell(data_dir, "gaps")
    assert (ran.code, ran.err) == (1, f"Files that are not as runs.jsonl has them: {LEFT} has been changed\n")
    assert rows(ran)[-1] == "1 gap; nothing missing of 0 of 1 publications"


def test_bytes_that_turned_without_a_trace_are_found_by_hashing_every_file(tell: Tell, left: Path) -> None:
    data_dir, before = left.parent.parent, left.stat()
    assert tell(data_dir, "gaps").code == 0
    left.write_bytes(b"\0" * before.st_size)
    os.utime(left, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert tell(data_dir, "gaps") == Ran(0, "0 gaps; nothing missing of 1 of 1 publications\n", "")
    ran = tell(data_dir, "gaps", "--check")
    assert (ran.code, ran.err) == (1, f"Files that are not as runs.jsonl has them: {LEFT} has been changed\n")


def test_a_gap_that_the_user_accepts_is_shown_and_no_alarm(
    tell: Tell, left: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left.write_bytes(b"".join(left.read_bytes().splitlines(keepends=True)[:3]))
    config = tmp_path / "newsstand.toml"
    entry = '[[silence]]\npublication = "the weekly"\nfrom = 2025-01-10\nto = {}\nwhy = "strike"\n'
    for last, code in (("2025-01-10", 0), ("2025-01-31", 0), ("2025-01-09", 2)):
        config.write_text(entry.format(last))
        ran = scrapy("gaps", "-s", f"DATA_DIR={left.parent.parent}", NEWSSTAND_CONFIG=str(config))
        assert ran.code == code, ran.err
        assert code or "accepted: strike" in ran.out
        assert code or ran.out.endswith("0 gaps and 1 accepted; nothing missing of 1 of 1 publications\n")
    config.write_text(entry.format("2025-03-01").replace("2025-01-10", "2025-02-01"))
    assert scrapy("gaps", "-s", f"DATA_DIR={left.parent.parent}", NEWSSTAND_CONFIG=str(config)).code == 1


def test_a_lost_file_whose_stories_are_all_back_is_no_gap(tell: Tell, left: Path) -> None:
    data_dir = left.parent.parent
    left.rename(left.with_name("demo-2-0001.jsonl"))
    assert tell(data_dir, "gaps") == Ran(0, "0 gaps; nothing missing of 1 of 1 publications\n", "")
    assert f"{LEFT} is missing" in tell(data_dir, "gaps", "--check").err


@pytest.mark.parametrize("also", [[], ["publications"]], ids=["editions", "editions and publications"])
def test_the_loss_of_a_file_of_editions_shows_by_their_stories(tell: Tell, left: Path, also: list[str]) -> None:
    data_dir = left.parent.parent
    lost = json.loads((data_dir / "editions" / "demo-1-0001.jsonl").read_text().splitlines()[0])["id"]
    for folder in ("editions", *also):
        (data_dir / folder / "demo-1-0001.jsonl").unlink()
    ran = tell(data_dir, "gaps")
    assert ran.code == 1
    assert any(f"not collected {lost} no record of the edition" in row for row in rows(ran))


def test_the_loss_of_a_file_of_publications_shows_by_their_editions(tell: Tell, left: Path) -> None:
    data_dir = left.parent.parent
    (data_dir / "publications" / "demo-1-0001.jsonl").unlink()
    ran = tell(data_dir, "gaps")
    assert ran.code == 1
    assert [row for row in rows(ran) if row.endswith("incomplete no record of the publication")]


def test_a_part_that_a_killed_run_left_is_named(tell: Tell, left: Path) -> None:
    part = left.with_name("demo-2-0001.jsonl.part")
    part.write_text("{")
    ran = tell(left.parent.parent, "gaps")
    assert ran.code == 1
    assert ran.err == f"Not in the dataset yet: {part}. A run was killed; the next one completes it\n"
    with part.open() as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        assert tell(left.parent.parent, "gaps") == Ran(0, "0 gaps; nothing missing of 1 of 1 publications\n", "")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["gaps", "--publication", "The Daily"], "publication 'The Daily' is not in "),
        (["gaps", "--until", "2025-13-01"], "gaps: --until '2025-13-01' is no day. Write it as 2025-01-31."),
        (["gaps", "The Weekly"], "gaps: 'The Weekly' is not known. Name a publication with --publication."),
        (["dataset", "all"], "dataset: 'all' is not known."),
        (["index", "repair"], "index: 'repair' is not known. Known: rebuild."),
    ],
)
def test_what_cannot_be_meant_is_named(tell: Tell, data_dir: Path, command: list[str], message: str) -> None:
    ran = tell(data_dir, *command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", ["gaps", "dataset", "index"])
def test_no_dataset_is_said_and_not_made(tell: Tell, tmp_path: Path, command: str) -> None:
    ran = tell(tmp_path / "nowhere", command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"DATA_DIR {tmp_path}/nowhere does not exist: name the folder of a crawl with -s DATA_DIR=..."
    )
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()
    ran = tell(tmp_path, command)
    assert (ran.code, ran.out) == (2, "")
    assert "holds no records yet" in ran.err
    assert list(tmp_path.iterdir()) == []
