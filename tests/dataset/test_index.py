"""The files are the truth, the index is an index: latest records, the same whatever the order, back after any loss."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.dataset.index import NAME, Index
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
    assert caplog.messages == [
        f"{data_dir / NAME} is built anew: stories/demo-2-0001.jsonl is not the file that was taken in"
    ]


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

        def fail_at_story_2(record: dict[str, Any], *where: Any) -> None:
            if record["id"] == "story:2":
                raise KeyboardInterrupt
            enter(record, *where)

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
