"""The SQLite file: keys that hold, search in every script, denominators."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsstand.export.export import Wish, export
from newsstand.export.letter_runs import letter_runs
from tests.export.sample import HARMFUL, NIGHTS, story, write_night


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("sqlite")
    for night in range(len(NIGHTS)):
        write_night(folder / "data", night)
    export(folder / "data", folder / "out", Wish(formats=("sqlite",), teasers=True, same_story=True))
    found = sqlite3.connect(folder / "out" / "newsstand.sqlite")
    yield found
    found.close()


def test_it_is_whole_and_every_foreign_key_holds(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA foreign_key_list(stories)").fetchall()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("灯台", ["c"]),
        ("海", []),
        ("海を", ["c"]),
        ("another", ["Another"]),
        ("text", ["Another", "old"]),
        ("nothing", []),
    ],
)
def test_search_finds_words_of_every_script(words: str, found: list[str], db: sqlite3.Connection) -> None:
    select = """SELECT s.headline FROM stories s WHERE s.rowid IN
        (SELECT rowid FROM stories_fts WHERE stories_fts MATCH ?) ORDER BY 1"""
    assert [headline for (headline,) in db.execute(select, (words,))] == found


VIEWS = [
    ("SELECT month, editions, complete_editions, stories FROM months",
        [("1969-12", 1, 0, 1), ("2024-12", 1, 1, 1), ("2025-01", 1, 0, 1)]),
    ("SELECT label, causes FROM incomplete_editions", [("2025-01-02", "http 500")]),
    ("SELECT publication, edition_id FROM not_collected", [("The Paper", "edition:9")]),
    ("SELECT headline FROM current_stories WHERE headline = 'c'", []),
    ("SELECT headline, text FROM full_stories WHERE headline = 'Another'", [("Another", "The text of a.")]),
    ("SELECT headline, story_key FROM superseded WHERE headline LIKE '=%'", [(HARMFUL, "demo:story:stories/a")]),
    ("SELECT typeof(issue_number), issue_number FROM editions ORDER BY key", [("text", "001"), ("text", "002")]),
    ("SELECT story_id, position FROM edition_stories WHERE edition_id = 'edition:2' ORDER BY 1, 2",
        [("story:stories/b", 1), ("story:stories/c", 1)]),
    ("SELECT edition_key FROM stories WHERE headline = 'old'", [(None,)]),
    ("SELECT kind, causes FROM gaps WHERE kind = 'incomplete'", [("incomplete", '["http 500 (1)"]')]),
    ("SELECT story_id, mention, date FROM mentions ORDER BY date",
        [("story:stories/old", "Dec 29", "1969-12-29"), ("story:stories/c", "1月3日", "2025-01-03")]),
    ("SELECT cause, attempts FROM failures", [("http 500", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("select", "rows"), VIEWS, ids=[select for select, _ in VIEWS])
def test_tables_and_views_say_what_is_there(select: str, rows: list[Any], db: sqlite3.Connection) -> None:
    assert db.execute(select).fetchall() == rows


def test_a_month_counts_whole_pages_apart(tmp_path: Path) -> None:
    page = story("seq-1", 1, 1, "2024-12-31", headline=None, granularity="page", access="free")
    write_night(tmp_path / "data", 0, [*NIGHTS[0], page])
    export(tmp_path / "data", tmp_path / "out", Wish(formats=("sqlite",)))
    with closing(sqlite3.connect(tmp_path / "out" / "newsstand.sqlite")) as db:
        select = "SELECT stories, pages, free, preview, locked FROM months WHERE month = '2024-12'"
        assert db.execute(select).fetchall() == [(3, 1, 0, 2, 0)]


def test_counting_stories_reads_no_text(db: sqlite3.Connection) -> None:
    columns = {row[1] for row in db.execute("PRAGMA table_info(stories)")}
    assert not columns & {"text", "description"}


@pytest.mark.parametrize(
    ("text", "runs"),
    [("Harbour", None), ("灯台の", "灯台 台の 灯台の"), ("灯 台", None), ("ไทย 7", "ไท ทย ไทย"), ("A社のB", "社の")],
)
def test_runs_of_letters_are_of_scripts_without_spaces(text: str, runs: str | None) -> None:
    assert letter_runs([None, text]) == runs
