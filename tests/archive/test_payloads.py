"""The index of an archive's captures: what it finds, what it reads for it, and what it does without its file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from newsstand.archive import payloads
from newsstand.archive.cdxj import REVISIT, Line, read_cdxj, sorted_lines
from newsstand.archive.payloads import LATEST, Payloads

URL = "https://news.example/stories/a"


def capture(night: int, url: str = URL, **given: object) -> Line:
    name = f"demo-2026010{night}T030000Z-aaaaaaaa-0001.warc.gz"
    date = f"2026-01-0{night}T03:00:01.000000Z"
    line = Line(url, date, 200, "text/html", f"sha1:{night}", 100, 10, name, f"<urn:uuid:{night}>")
    return replace(line, **given)  # type: ignore[arg-type]


def kept(folder: Path, *captures: Line) -> None:
    """Write the file of one night: its WARC, which nobody reads here, and its index."""
    folder.mkdir(exist_ok=True)
    warc = folder / captures[0].filename
    warc.touch()
    warc.with_name(warc.name.replace(".warc.gz", ".cdxj")).write_bytes(b"".join(sorted_lines(captures)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of three nights: in the third, the page had not changed."""
    folder = tmp_path / "archive"
    kept(folder, capture(1), capture(1, f"{URL}b"))
    kept(folder, capture(2))
    kept(folder, capture(3, mime=REVISIT))
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the CDXJ files that were read whole."""
    names: list[str] = []

    def noted(path: Path) -> Iterator[tuple[int, Line]]:
        names.append(path.name)
        return read_cdxj(path)

    monkeypatch.setattr(payloads, "read_cdxj", noted)
    return names


def found(folder: Path, url: str = URL, **given: str) -> Line | None:
    with closing(Payloads(folder, {})) as index:
        return index.of(url, **given)


def test_the_latest_capture_with_a_payload_is_found(folder: Path) -> None:
    assert found(folder) == capture(2)
    assert found(folder, f"{URL}b") == capture(1, f"{URL}b")
    assert found(folder, f"{URL}c") is None


def test_of_runs_before_a_time_where_one_is_given(folder: Path) -> None:
    assert found(folder, before="20260102T030000Z") == capture(1)
    assert found(folder, before="20260101T030000Z") is None


def test_what_this_run_captures_is_later_than_all_that(folder: Path) -> None:
    with closing(Payloads(folder, {})) as index:
        index.add(capture(4, mime=REVISIT))
        assert index.of(URL) == capture(2)
        index.add(capture(4))
        assert index.of(URL) == capture(4)


def test_a_night_reads_the_files_that_are_new_and_no_other(folder: Path, read: list[str]) -> None:
    for night in (4, 5):
        found(folder)
        read.clear()
        kept(folder, capture(night))
        assert found(folder) == capture(night)
        assert [name[5:13] for name in read] == [f"2026010{night}"]


def test_a_look_up_reads_no_whole_table(folder: Path) -> None:
    with closing(Payloads(folder, {})) as index:
        plan = [row[3] for row in index.db.execute(f"EXPLAIN QUERY PLAN {LATEST}", (0, ""))]
    assert plan
    assert all(step.startswith("SEARCH") for step in plan), plan


def test_files_that_are_gone_or_were_changed_are_forgotten(folder: Path, read: list[str]) -> None:
    assert found(folder) == capture(2)
    for path in folder.glob("*20260102*"):
        path.unlink()
    assert found(folder) == capture(1)
    read.clear()
    kept(folder, capture(1, f"{URL}longer"))
    assert found(folder) is None
    assert found(folder, f"{URL}longer") == capture(1, f"{URL}longer")
    assert len(read) == 1


@pytest.mark.parametrize("end", [".cdxj", ".warc.gz"])
def test_a_file_that_goes_while_a_run_is_on_holds_nothing(folder: Path, end: str) -> None:
    with closing(Payloads(folder, {})) as index:
        for path in folder.glob(f"*20260102*{end}"):
            path.unlink()
        assert index.of(URL) is None


def test_another_address_with_the_same_hash_is_not_taken_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payloads, "hashed", lambda url: 1)
    assert found(folder) == capture(2)
    assert found(folder, f"{URL}c") is None


def spoil(path: Path) -> None:
    path.write_bytes(b"spoiled" * 1000)


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE file (name); PRAGMA user_version = 1;")


def later(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("damage", [spoil, foreign, later, Path.unlink])
def test_an_index_that_is_damaged_or_gone_is_built_anew(folder: Path, damage, read: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert found(folder) == capture(2)
    damage(folder / "index.sqlite")
    read.clear()
    assert found(folder) == capture(2)
    assert len(read) == 3
    found(folder)
    assert len(read) == 3


def test_damage_that_a_look_up_meets_is_mended(folder: Path) -> None:
    with closing(Payloads(folder, {})) as index:
        index.db.execute("DROP TABLE payload")
        assert index.of(URL) == capture(2)


def test_where_it_cannot_be_written_it_is_temporary(folder: Path) -> None:
    (folder / "index.sqlite").mkdir()
    assert found(folder) == capture(2)


def test_the_folder_for_indexes_has_it_where_there_is_one(folder: Path, tmp_path: Path) -> None:
    with closing(Payloads(folder, {"INDEX_DIR": str(tmp_path / "own")})) as index:
        assert index.of(URL) == capture(2)
    assert not (folder / "index.sqlite").exists()
    assert len(list((tmp_path / "own").glob("index-*.sqlite"))) == 1
