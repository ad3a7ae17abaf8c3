"""The files are the truth, the index is an index: latest records, the same whatever the order, back after any loss."""

import json
import logging
import os
import random
import sqlite3
import subprocess
import sys
from dataclasses import asdict
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.dataset.database import NAME, NotOurs
from newsstand.dataset.index import Index
from newsstand.dataset.listing import look
from newsstand.dataset.statements import DUMP, WHOLE, Statement
from newsstand.items import Edition, Publication, Story

FOLDER = {"publication": "publications", "edition": "editions", "story": "stories"}
PAPER = "publication:SG/House/The-Paper"


def publication(id: str = PAPER, **also: Any) -> dict[str, Any]:
    return asdict(
        Publication(id=id, newsstand="demo", fetched_at="2025-01-02T00:00:00+00:00", name="The Paper", **also)
    )


def edition(number: int, **also: Any) -> dict[str, Any]:
    facts = {"label": f"January {number:02}, 2025", "date_start": f"2025-01-{number:02}", "complete": True, **also}
    facts["date_end"] = facts["date_start"]
    return asdict(
        Edition(
            id=f"edition:{number}",
            newsstand="demo",
            fetched_at=facts.pop("fetched_at", "2025-01-02T00:00:01+00:00"),
            publication_id=PAPER,
            **facts,
        )
    )


def story(number: int, revision: int = 1, **also: Any) -> dict[str, Any]:
    facts = {"edition_id": "edition:1", "fetched_at": f"2025-01-{revision + 1:02}T00:00:02+00:00", **also}
    return asdict(
        Story(
            id=f"story:{number}",
            newsstand="demo",
            publication_id=PAPER,
            revision=revision,
            content_hash=f"{revision:064}",
            **facts,
        )
    )


def write(data_dir: Path, name: str, *records: dict[str, Any]) -> Path:
    path = data_dir / FOLDER[records[0]["type"]] / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    write(tmp_path, "demo-1-0001", publication(editions_listed=[{"id": "edition:1", "label": "January 01, 2025"}]))
    write(tmp_path, "demo-1-0001", edition(1), edition(2, complete=False, failures=[{"id": "story:9", "cause": "404"}]))
    write(
        tmp_path, "demo-1-0001", story(1, etag='"a"'), story(2, text="Überschrift 雨"), story(3, edition_id="edition:2")
    )
    write(tmp_path, "demo-2-0001", story(2, 2, withdrawn=True))
    return tmp_path


def test_the_stories_of_an_edition_are_counted_from_the_files_without_those_withdrawn(data_dir: Path) -> None:
    with Index(data_dir) as index:
        index.sync()
        assert index.stories_held("demo", "edition:1") == 1
        (data_dir / "stories" / "demo-1-0001.jsonl").unlink()
        index.sync()
        assert [index.stories_held("demo", f"edition:{number}") for number in (1, 2)] == [0, 0]


def test_a_passing_index_says_the_same_and_leaves_the_folder_as_it_is(data_dir: Path) -> None:
    before = sorted(data_dir.rglob("*"))
    with Index(data_dir, passing=True) as passing:
        passing.sync()
        said = list(passing.dump())
        with pytest.raises(OSError, match="cannot be written"):
            passing.rebuild()
    assert sorted(data_dir.rglob("*")) == before
    with Index(data_dir) as index:
        index.sync()
        assert list(index.dump()) == said


def test_a_story_is_known_by_its_latest_record(data_dir: Path) -> None:
    with Index(data_dir) as index:
        assert len(index.sync()) == 4
        known = index.story("demo", "story:1")
        assert known
        assert (known.revision, known.etag, known.withdrawn, known.edition_id) == (1, '"a"', False, "edition:1")
        assert index.record(known)["id"] == "story:1"
        latest = index.story("demo", "story:2")
        assert latest
        assert (latest.revision, latest.withdrawn, latest.file) == (2, True, "stories/demo-2-0001.jsonl")
        assert latest.content_hash == f"{2:064}"
        assert index.story("demo", "story:4") is None
        assert index.story("another newsstand", "story:1") is None


def test_records_are_read_by_their_place_in_the_file(data_dir: Path) -> None:
    write(data_dir, "demo-0-0001", story(4, text="雨" * 50), story(5, text="second line"), story(6))
    with Index(data_dir) as index:
        index.sync()
        for number in (4, 5, 6):
            known = index.story("demo", f"story:{number}")
            assert known
            assert index.record(known) == story(number, text={4: "雨" * 50, 5: "second line"}.get(number))


def test_editions_and_what_was_listed(data_dir: Path) -> None:
    also = [
        {"id": "edition:1", "label": "January 01, 2025"},
        {"id": "edition:3", "label": "03/01/2025"},
        {"id": None, "label": "x"},
    ]
    write(data_dir, "demo-3-0001", publication(editions_listed=[*also, {"id": "edition:4", "label": None}]))
    with Index(data_dir) as index:
        index.sync()
        assert [known.id for known in index.publications()] == [PAPER]
        for summary, known in zip(index.summaries_of("demo", PAPER), index.editions_of("demo", PAPER), strict=True):
            assert summary == tuple(getattr(known, name) for name in summary._fields)
        assert [(known.id, known.complete) for known in index.editions_of("demo", PAPER)] == [
            ("edition:1", True),
            ("edition:2", False),
        ]
        one = index.edition("demo", "edition:1")
        assert one
        assert (one.date_start, one.publication_id) == ("2025-01-01", PAPER)
        assert [known.id for known in index.stories_of("demo", "edition:1")] == ["story:1", "story:2"]
        assert index.failures("demo", "edition:2") == [{"id": "story:9", "cause": "404"}]
        assert index.failures("demo", "edition:1") == index.failures("demo", "edition:99") == []
        assert index.labels("demo", PAPER) == ["03/01/2025", "January 01, 2025", "January 02, 2025"]
        assert index.listed("demo", PAPER) == {
            "edition:1": "January 01, 2025",
            "edition:3": "03/01/2025",
            "edition:4": None,
        }


def test_only_whole_files_count(data_dir: Path) -> None:
    (data_dir / "stories" / "demo-4-0001.jsonl.part").write_text(json.dumps(story(7)) + "\n")
    with Index(data_dir) as index:
        index.sync()
        assert index.story("demo", "story:7") is None
        (data_dir / "stories" / "demo-4-0001.jsonl.part").rename(data_dir / "stories" / "demo-4-0001.jsonl")
        assert index.sync() == ["stories/demo-4-0001.jsonl"]
        assert index.story("demo", "story:7")
        assert index.sync() == []


def dumped(data_dir: Path) -> list[tuple[Any, ...]]:
    with Index(data_dir) as index:
        index.sync()
        return list(index.dump())


def test_an_index_deleted_is_the_same_again(data_dir: Path) -> None:
    before = dumped(data_dir)
    assert len(before) == 4 + 1 + 2 + 3 + 1 + 4
    (data_dir / NAME).unlink()
    assert dumped(data_dir) == before
    with Index(data_dir) as index:
        index.rebuild()
        assert list(index.dump()) == before


def test_the_order_of_taking_in_does_not_matter(tmp_path: Path) -> None:
    lines = [
        ("a", [story(1), story(2, 3)]),
        ("b", [story(1, 2), story(2, 3, etag="later file, same time")]),
        ("c", [story(1, 2, fetched_at="2025-01-01T00:00:00+00:00"), story(3), story(3, etag="later line")]),
    ]
    dumps = []
    for order in permutations(lines):
        folder = tmp_path / "".join(name for name, _ in order)
        folder.mkdir()
        with Index(folder) as index:
            for name, records in order:
                write(folder, name, *records)
                index.sync()
            dumps.append(list(index.dump()))
    assert all(dump == dumps[0] for dump in dumps)
    stories = {row[2]: row for row in dumps[0] if row[0] == "story"}
    assert stories["story:1"][3:5] == (2, "2025-01-03T00:00:02+00:00")
    assert stories["story:2"][8] == "later file, same time"
    assert stories["story:3"][8] == "later line"


@settings(max_examples=25, derandomize=True, deadline=None)
@given(
    records=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.booleans()), max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_latest_is_highest_revision_then_time(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[int, int, int, bool]], order: Any
) -> None:
    data_dir = tmp_path_factory.mktemp("data")
    files = [
        (f"run-{number:02}", story(id, revision, fetched_at=f"2025-01-0{day}T00:00:00+00:00", withdrawn=gone))
        for number, (id, revision, day, gone) in enumerate(records)
    ]
    shuffled = list(files)
    order.shuffle(shuffled)
    with Index(data_dir) as index:
        for name, record in shuffled:
            write(data_dir, name, record)
            index.sync()
        expected = {}
        for _, record in sorted(files, key=lambda each: (each[1]["revision"], each[1]["fetched_at"], each[0])):
            expected[record["id"]] = record
        for id, record in expected.items():
            known = index.story("demo", id)
            assert known
            assert index.record(known) == record
        before = list(index.dump())
        index.rebuild()
        assert list(index.dump()) == before


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_bytes(b"this is no database" * 100), id="foreign file"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty file"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:3000]), id="cut short"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 50_000), id="overwritten within"
        ),
        pytest.param(lambda path: sql(path, "PRAGMA user_version = 99"), id="of a later version"),
        pytest.param(lambda path: sql(path, "DROP TABLE file"), id="a table is gone"),
    ],
)
def test_a_spoiled_index_is_built_anew(data_dir: Path, spoil: Any, caplog: pytest.LogCaptureFixture) -> None:
    before = dumped(data_dir)
    spoil(data_dir / NAME)
    with caplog.at_level(logging.WARNING):
        assert dumped(data_dir) == before
    assert all("is built anew" in message for message in caplog.messages)


def sql(path: Path, statement: str) -> None:
    script = "import sqlite3,sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit(); db.close()"
    subprocess.run([sys.executable, "-c", script, path, statement], check=True)


def test_files_that_are_gone_are_known_no_more(data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    dumped(data_dir)
    (data_dir / "stories" / "demo-2-0001.jsonl").unlink()
    with Index(data_dir) as index:
        index.sync()
        known = index.story("demo", "story:2")
        assert known
        assert known.revision == 1
    assert caplog.messages == [f"{data_dir / NAME} is built anew: stories/demo-2-0001.jsonl is gone"]


def test_lines_that_are_no_records_are_passed_over_and_told(data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = data_dir / "stories" / "by-hand.jsonl"
    path.write_text('[1]\n{"type": "story"}\nnot json\n' + json.dumps(story(8)) + "\n")
    with Index(data_dir) as index:
        index.sync()
        assert index.story("demo", "story:8")
    assert [message.split(": no record")[0] for message in caplog.messages] == [
        f"{path}:{number}" for number in (1, 2, 3)
    ]


def test_a_file_is_taken_in_as_a_whole_or_not_at_all(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index(data_dir) as index:
        enter = index._enter

        def fail_at_story_2(text: bytes, *where: Any) -> Any:
            if json.loads(text)["id"] == "story:2":
                raise KeyboardInterrupt
            return enter(text, *where)

        monkeypatch.setattr(index, "_enter", fail_at_story_2)
        with pytest.raises(KeyboardInterrupt):
            index.sync()
        assert index.story("demo", "story:1") is None
        monkeypatch.undo()
        index.sync()
        assert index.story("demo", "story:1")


def test_amounts_by_publication(data_dir: Path) -> None:
    write(data_dir, "demo-9-0001", {**story(50), "publication_id": None, "edition_id": None})
    with Index(data_dir) as index:
        index.sync()
        nowhere, paper = index.amounts()
    assert (nowhere["publication_id"], nowhere["stories"], nowhere["editions"], nowhere["first"]) == ("", 1, 0, None)
    size = sum(path.stat().st_size for path in data_dir.glob("*/demo-[12]*.jsonl"))
    assert paper == {
        "newsstand": "demo",
        "publication_id": PAPER,
        "name": "The Paper",
        "editions": 2,
        "first": "2025-01-01",
        "last": "2025-01-02",
        "stories": 3,
        "withdrawn": 1,
        "story_records": 4,
        "bytes": size,
    }


SYNC = (
    "import sys, pathlib; from newsstand.dataset.index import Index; "
    "print(len(Index(pathlib.Path(sys.argv[1])).sync()))"
)


def test_runs_that_start_together_take_each_file_in_once(tmp_path: Path) -> None:
    for number in range(40):
        write(tmp_path, f"run-{number:02}", *(story(number * 50 + each) for each in range(50)))
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", SYNC, tmp_path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [run.communicate(timeout=60) for run in runs]
    assert all(not errors for _, errors in said), said
    assert sum(int(taken) for taken, _ in said) == 40
    with Index(tmp_path) as index:
        assert index.sync() == []
        assert index.amounts()[0]["stories"] == 2000


@pytest.mark.parametrize("statement", Statement, ids=lambda statement: statement.name)
def test_no_statement_reads_a_whole_table_but_those_that_tell_of_all(tmp_path: Path, statement: Statement) -> None:
    with Index(tmp_path) as index:
        plan = index.plan(statement)
    if statement not in WHOLE:
        assert not [step for step in plan if step.startswith("SCAN") and step.split()[1] in DUMP], plan
        assert all("AUTOMATIC" not in step for step in plan), plan


def test_what_reads_all_stories_reads_an_index_of_them_and_not_their_rows(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        (step,) = [step for step in index.plan(Statement.AMOUNTS) if step.startswith("SCAN story")]
    assert step == "SCAN story USING COVERING INDEX story_of"


def test_the_stories_of_a_publication_are_counted_from_an_index_alone(tmp_path: Path) -> None:
    with Index(tmp_path) as index:
        for statement in (Statement.STORIES_BY_EDITION, Statement.STORIES_IN, Statement.AMOUNTS_OF):
            (step,) = [step for step in index.plan(statement) if " story " in step]
            assert step.startswith("SEARCH story USING COVERING INDEX"), step


def test_a_night_with_the_clock_ahead_does_not_outlast_the_next(data_dir: Path) -> None:
    ahead = "2031-01-01T00:00:00+00:00"
    write(data_dir, "demo-3-0001", edition(1, revision=2, complete=False, fetched_at=ahead))
    write(data_dir, "demo-3-0001", {**publication(revision=2), "name": "Ahead", "fetched_at": ahead})
    write(data_dir, "demo-4-0001", edition(1, revision=3, complete=True))
    again = publication(revision=3, editions_listed=[{"id": "edition:1", "label": "New Year"}])
    write(data_dir, "demo-4-0001", {**again, "name": "Again"})
    with Index(data_dir) as index:
        index.sync()
        one, paper = index.edition("demo", "edition:1"), index.publication("demo", PAPER)
        assert one
        assert paper
        assert (one.complete, paper.name) == (True, "Again")
        assert index.listed("demo", PAPER)["edition:1"] == "New Year"


ODD = [
    {"edition_id": {"a": 1}},
    {"revision": "two"},
    {"revision": 1 << 70},
    {"fetched_at": 7},
    {"etag": "\ud83d"},
    {"withdrawn": "yes"},
    {"publication": 7},
    {"related": {}},
    {"rights": [None]},
    {"reading_minutes": "3"},
    {"type": "tale"},
    {"type": ["story"]},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_field_of_the_wrong_type_costs_its_line_alone(
    data_dir: Path, odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    path = data_dir / "stories" / "by-hand.jsonl"
    path.write_text(json.dumps({**story(7), **odd}) + "\n" + json.dumps(story(8)) + "\n")
    with Index(data_dir) as index:
        index.sync()
        assert (index.story("demo", "story:7"), index.story("demo", "story:8") is not None) == (None, True)
    (message,) = caplog.messages
    assert message.startswith(f"{path}:1: no record")


@pytest.mark.parametrize(
    "odd", [{"failures": "all"}, {"failures": [[1]]}, {"stories": [7]}, {"stories_listed": 1.5}, {"complete": "true"}]
)
def test_an_edition_of_the_wrong_form_costs_its_line_alone(
    data_dir: Path, odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    write(data_dir, "by-hand", {**edition(7), **odd}, edition(8))
    with Index(data_dir) as index:
        index.sync()
        assert (index.edition("demo", "edition:7"), index.edition("demo", "edition:8") is not None) == (None, True)
    assert len(caplog.messages) == 1


def all_that_a_run_looks_up(index: Index) -> list[Any]:
    index.sync()
    stories = [known for number in range(1, 400) if (known := index.story("demo", f"story:{number}"))]
    editions = index.editions_of("demo", PAPER)
    of = [index.stories_of("demo", edition.id) for edition in editions]
    lists = [index.labels("demo", PAPER), index.listed("demo", PAPER), index.stories_by_edition("demo", PAPER)]
    return [stories, editions, of, *lists, index.amounts_of("demo", [PAPER]), list(map(index.record, stories))]


FILLS = {"zeros": b"\0", "ones": b"\xff", "text": b"news ", "noise": random.Random(5).randbytes(4096)}


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_one_damaged_page_is_mended_once_and_with_one_line(
    data_dir: Path, fill: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    write(data_dir, "demo-7-0001", *(story(number, etag="e" * 40) for number in range(10, 200)))
    with Index(data_dir) as index:
        before = all_that_a_run_looks_up(index)
    path = data_dir / NAME
    whole = path.read_bytes()
    assert len(whole) > 12 * 4096
    for page in range(len(whole) // 4096):
        for end in ("-wal", "-shm"):
            path.with_name(NAME + end).unlink(missing_ok=True)
        page_fill = (fill * 4096)[:4096]
        path.write_bytes(whole[: page * 4096] + page_fill + whole[(page + 1) * 4096 :])
        caplog.clear()
        with Index(data_dir) as index:
            assert all_that_a_run_looks_up(index) == before, page
        assert len(caplog.messages) <= 1, page
        assert all("is built anew" in message for message in caplog.messages)


def test_no_few_bytes_of_an_index_stop_a_run(data_dir: Path) -> None:
    """Bytes that SQLite does not miss may change what is found until the index is built anew; nothing raises."""
    with Index(data_dir) as index:
        all_that_a_run_looks_up(index)
    path, chance = data_dir / NAME, random.Random(1)
    whole = path.read_bytes()
    used = [at for at in range(0, len(whole), 16) if whole[at : at + 16].strip(b"\0")]
    for _ in range(40):
        for end in ("-wal", "-shm"):
            path.with_name(NAME + end).unlink(missing_ok=True)
        at, size = chance.choice(used), chance.choice([1, 4, 16])
        path.write_bytes(whole[:at] + chance.choice([bytes(size), b"\xff" * size]) + whole[at + size :])
        with Index(data_dir) as index:
            index.sync()
            index.amounts_of("demo", [PAPER])
            index.listed("demo", PAPER)
            for number in range(1, 4):
                if known := index.story("demo", f"story:{number}"):
                    index.record(known)


def test_a_list_of_files_that_is_damaged_is_one_of_an_index_built_anew(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Index(data_dir) as index:
        assert index.sync()
    with sqlite3.connect(data_dir / NAME) as db:
        db.execute("UPDATE file SET name = x'00ff' WHERE number = 1")
    db.close()
    with Index(data_dir) as index:
        assert index.sync()
    assert caplog.messages == [f"{data_dir / NAME} is built anew: its list of files is damaged"]


def test_a_file_that_the_index_lists_and_does_not_find_is_damage(data_dir: Path) -> None:
    """The table and SQLite's own index of its names may disagree after a few damaged bytes."""
    with Index(data_dir) as index:
        index.sync()
        with pytest.raises(NotOurs, match="is not the file that was taken in"):
            index._look_again("stories/listed-and-not-found.jsonl", 1, 1, 1)


def test_amounts_that_are_no_numbers_are_those_of_an_index_built_anew(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Index(data_dir) as index:
        index.sync()
        before = index.amounts()
    with sqlite3.connect(data_dir / NAME) as db:
        db.execute("UPDATE amount SET bytes = 'many', lines = x'00'")
    db.close()
    with Index(data_dir) as index:
        assert index.amounts() == before
    assert caplog.messages == [f"{data_dir / NAME} is built anew: its amounts are no numbers"]


def test_a_file_that_was_touched_is_the_same_and_one_with_other_bytes_is_not(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dumped(data_dir)
    path = data_dir / "stories" / "demo-1-0001.jsonl"
    os.utime(path, (1, 1))
    with Index(data_dir) as index:
        assert index.sync() == []
    assert caplog.messages == []
    half = path.stat().st_size // 2
    path.write_bytes(path.read_bytes()[:half] + b"\0" * (path.stat().st_size - half))
    with Index(data_dir) as index:
        index.sync()
        assert index.story("demo", "story:3") is None
    assert "demo-1-0001.jsonl is not the file that was taken in" in caplog.messages[0]


def test_an_index_elsewhere_leaves_none_in_the_folder(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("fast")
    with Index(data_dir, folder=folder) as index:
        assert len(index.sync()) == 4
    assert not (data_dir / NAME).exists()
    assert [path.name[:6] for path in folder.iterdir()] == ["index-"]


def test_a_story_is_held_whichever_edition_it_belongs_to(data_dir: Path) -> None:
    places = [{"id": f"story:{number}", "position": number, "section": None} for number in (1, 3, 9)]
    write(data_dir, "demo-5-0001", {**edition(5), "stories": places})
    with Index(data_dir) as index:
        index.sync()
        assert index.stories_held("demo", "edition:5") == 2
        assert index.editions_listing("demo", "story:3") == ["edition:5"]


def test_what_another_run_takes_in_after_the_folders_were_looked_through_is_not_gone(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = look(data_dir)
    write(data_dir, "demo-3-0001", story(7))
    with Index(data_dir) as other, Index(data_dir) as index:
        other.sync()
        index.sync(before)
        assert index.story("demo", "story:7")
    assert not caplog.messages
