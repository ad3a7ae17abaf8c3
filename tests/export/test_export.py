"""What an export promises: the index's latest, the same bytes in one go or night by night, whole or not there."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsstand.dataset.index import Index
from newsstand.dataset.listing import Listing, look
from newsstand.dataset.opening import NoDataset
from newsstand.exit_codes import Refused
from newsstand.export import folder
from newsstand.export.columns import TABLES
from newsstand.export.export import Wish, check, export
from newsstand.export.inputs import Damaged
from newsstand.export.manifest import FORMATS
from newsstand.export.parquet import LONGEST, Writer
from newsstand.gaps.silence import Silence
from newsstand.items import Story
from tests.export.sample import HARMFUL, NIGHTS, TAG, bytes_of, publication, story, write_night

duckdb = pytest.importorskip("duckdb")
ALL = Wish(formats=("sqlite", "parquet", "csv", "xlsx"), teasers=True, same_story=True)
CSV = Wish(formats=("csv",))
PARQUET = Wish(formats=("parquet",))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for night in range(len(NIGHTS)):
        write_night(tmp_path / "data", night)
    return tmp_path / "data"


def rows(out: Path, query: str) -> list[Any]:
    return duckdb.sql(query.replace("OUT", str(out))).fetchall()


def test_the_latest_is_the_one_of_the_index(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", PARQUET)
    found = rows(
        tmp_path / "out",
        "SELECT newsstand, id, 'stories/' || parse_filename(file), line, headline FROM 'OUT/stories/*.parquet'",
    )
    with Index(data) as index:
        index.sync()
        for newsstand, id, file, _, headline in found:
            known = index.story(newsstand, id)
            assert known
            assert file == known.file
            assert index.record(known)["headline"] == headline
        assert len(found) == 5


def test_every_record_is_there_once(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", PARQUET)
    there = rows(
        tmp_path / "out", "SELECT file, line FROM read_parquet(['OUT/stories/*.parquet', 'OUT/superseded/*.parquet'])"
    )
    stories = [record for night in NIGHTS for record in night if isinstance(record, Story)]
    assert len(set(there)) == len(there) == len(stories)


@pytest.mark.parametrize(
    "wish", [ALL, PARQUET, Wish(formats=("parquet",), text="none")], ids=["all", "parquet", "no text"]
)
def test_night_by_night_gives_the_bytes_of_one_go(wish: Wish, tmp_path: Path) -> None:
    for night in range(len(NIGHTS)):
        write_night(tmp_path / "data", night)
        done = export(tmp_path / "data", tmp_path / "nightly", wish)
        assert check(tmp_path / "data", tmp_path / "nightly") == []
    if wish is not ALL:
        assert done.read < 8, "a night reads its own files"
    export(tmp_path / "data", tmp_path / "whole", wish)
    nightly, whole = bytes_of(tmp_path / "nightly"), bytes_of(tmp_path / "whole")
    assert nightly.keys() == whole.keys()
    assert [name for name in whole if nightly[name] != whole[name]] == []


def test_what_comes_after_the_look_at_the_folders_is_in_no_part_of_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in its records nor in its gaps, which come from the index: both are of the files that it names."""
    data, out = tmp_path / "data", tmp_path / "out"
    write_night(data, 0)
    first = export(data, out, CSV).manifest
    shutil.rmtree(out)
    shutil.rmtree(data)
    write_night(data, 0)

    def look_and_write(data_dir: Path) -> Listing:
        found = look(data_dir)
        write_night(data_dir, 1)
        return found

    monkeypatch.setattr("newsstand.export.export.look", look_and_write)
    between = export(data, out, CSV).manifest
    assert between.inputs.keys() == first.inputs.keys()
    same = [name for name in first.files if between.files[name] == first.files[name]]
    assert {"csv/stories.csv", "csv/editions.csv", "csv/gaps.csv"} <= set(same)
    assert check(data, out) != []


def test_a_night_without_a_story_gives_the_bytes_of_one_go(tmp_path: Path) -> None:
    write_night(tmp_path / "data", 0)
    export(tmp_path / "data", tmp_path / "nightly", PARQUET)
    write_night(tmp_path / "data", 1, [publication(1, [("edition:9", "2025-01-09")], revision=9)])
    export(tmp_path / "data", tmp_path / "nightly", PARQUET)
    export(tmp_path / "data", tmp_path / "whole", PARQUET)
    assert bytes_of(tmp_path / "nightly") == bytes_of(tmp_path / "whole")


def test_a_field_that_a_record_lacks_is_null(data: Path, tmp_path: Path) -> None:
    bare = {
        "type": "publication",
        "newsstand": "demo",
        "id": "publication:bare",
        "fetched_at": "2025-01-09T00:00:00+00:00",
    }
    (data / "publications" / "demo-20250109T000000Z-00000009-0001.jsonl").write_text(json.dumps(bare) + "\n", "utf-8")
    export(data, tmp_path / "out", ALL)
    assert ("publication:bare", None) in rows(tmp_path / "out", "SELECT id, name FROM 'OUT/publications.parquet'")


def test_threads_make_no_difference(data: Path, tmp_path: Path) -> None:
    for threads in (1, 2):
        export(data, tmp_path / str(threads), PARQUET, threads=threads)
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_duckdb_is_told_the_order_of_every_table_that_may_be_long(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the sizes of row groups, of 20,480 rows each, depend on the number of threads."""
    asked: dict[str, str] = {}
    write = Writer.write

    def noted(self: Writer, path: Path, query: str) -> int:
        asked[path.relative_to(self.work).as_posix()] = query
        return write(self, path, query)

    monkeypatch.setattr(Writer, "write", noted)
    export(data, tmp_path / "out", replace(PARQUET, same_story=True))
    assert [name for name, query in asked.items() if " ORDER BY " not in query.replace("\n", " ")] == ["gaps.parquet"]


def test_nothing_new_writes_nothing(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", ALL)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.name != folder.LOCK}
    assert export(data, tmp_path / "out", ALL).written == []
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_format_is_added_and_the_others_stay(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", Wish(formats=("parquet",)))
    done = export(data, tmp_path / "out", Wish(formats=("csv",)))
    assert done.manifest.formats == ["parquet", "csv"]
    assert not any(name.endswith(".parquet") for name in done.written)
    assert check(data, tmp_path / "out") == []


def test_other_options_make_all_anew(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", ALL)
    export(data, tmp_path / "out", Wish(formats=("csv",)))
    assert not (tmp_path / "out" / "csv" / "teasers.csv").exists()
    assert check(data, tmp_path / "out") == []


def test_a_changed_input_makes_all_anew(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", PARQUET)
    for path in (data / "stories").glob("demo-20250101*"):
        path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:1]), "utf-8")
    assert len(check(data, tmp_path / "out")) == 1
    export(data, tmp_path / "out", PARQUET)
    export(data, tmp_path / "whole", PARQUET)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")


STALE = "the dataset has changed since: 3 new files, 1 that are gone or have changed"


@pytest.mark.parametrize("moves", range(0, 14, 2))
def test_a_kill_leaves_the_old_export_or_the_new_one(
    moves: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_night(tmp_path / "data", 0)
    export(tmp_path / "data", tmp_path / "out", CSV)
    write_night(tmp_path / "data", 1)
    left = [moves]

    def killed(move: Callable[..., Any]) -> Callable[..., Any]:
        def moving(*args: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise SystemExit
            return move(*args)

        return moving

    with monkeypatch.context() as patch:
        patch.setattr(folder.Path, "replace", killed(Path.replace))
        patch.setattr(folder.Path, "rename", killed(Path.rename))
        patch.setattr(folder.shutil, "rmtree", lambda *_, **__: None)
        with suppress(SystemExit):
            export(tmp_path / "data", tmp_path / "out", CSV)
    found = check(tmp_path / "data", tmp_path / "out")
    assert found == ([STALE] if moves == 0 else []), "never files of two exports"
    export(tmp_path / "data", tmp_path / "out", CSV)
    export(tmp_path / "data", tmp_path / "whole", CSV)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")


def test_a_full_disk_leaves_the_old_export(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(data, tmp_path / "out", ALL)
    before = bytes_of(tmp_path / "out")
    write_night(data, 3, [story("e", 4, 2, "2025-01-02")])

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsstand.export.job.write_csv", full)
    with pytest.raises(OSError, match="No space left"):
        export(data, tmp_path / "out", ALL)
    assert bytes_of(tmp_path / "out") == before
    assert not list((tmp_path / "out").glob(".export-*"))


def test_the_second_writer_is_told_who_is_at_work(data: Path, tmp_path: Path) -> None:
    with folder.alone(tmp_path / "out"), pytest.raises(Refused, match=r"is being written by process \d+ on "):
        export(data, tmp_path / "out", ALL)


DAMAGED = [
    ("{", "is no JSON"),
    ("[]", "is no JSON object"),
    ('{"word_count": NaN}', "is no JSON"),
    ('{"headline": "\\ud83d"}', "is no JSON"),
    ({"id": None}, "id is missing"),
    ({"type": "edition"}, "type is 'edition', not 'story'"),
    ({"word_count": "12"}, "word_count is '12', which is no integer"),
    ({"edition_date_start": "2025-02-30"}, "edition_date_start is '2025-02-30', which is no day"),
    ({"edition_date_start": "2025-01"}, "edition_date_start is '2025-01', which is no day"),
    ({"fetched_at": "2025-01-01"}, "fetched_at is '2025-01-01', which is no time"),
    ({"fetched_at": "20250102T000000Z"}, "fetched_at is '20250102T000000Z', which is no time"),
    ({"withdrawn": 1}, "withdrawn is '1', which is no boolean"),
    ({"related": {}}, "related is '{}', which is no rows"),
]


@pytest.mark.parametrize(("line", "said"), DAMAGED)
def test_a_damaged_line_is_named(line: Any, said: str, data: Path, tmp_path: Path) -> None:
    path = data / "stories" / "demo-20250103T000000Z-00000002-0001.jsonl"
    good = json.loads(path.read_text("utf-8").splitlines()[0])
    with path.open("a", encoding="utf-8") as file:
        file.write((line if isinstance(line, str) else json.dumps(good | line)) + "\n")
    with pytest.raises(Damaged) as refused:
        export(data, tmp_path / "out", CSV)
    assert str(refused.value) == f"stories/{path.name}:4: {said}"
    assert not (tmp_path / "out" / "manifest.json").exists()
    done = export(data, tmp_path / "out", Wish(formats=("csv",), skip_bad=True))
    assert done.found.damaged == [str(refused.value)]


def test_a_number_within_a_row_is_a_number(data: Path, tmp_path: Path) -> None:
    path = sorted((data / "editions").glob("*.jsonl"))[0]
    failures = [{"id": "story:x", "url": None, "cause": "404", "attempts": "two"}]
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(json.loads(path.read_text("utf-8").splitlines()[0]) | {"failures": failures}) + "\n")
    with pytest.raises(Damaged, match=r"failures is .* which is no rows"):
        export(data, tmp_path / "out", Wish(formats=("parquet",)))


def test_rows_that_a_format_does_not_write_are_not_looked_into(data: Path, tmp_path: Path) -> None:
    path = sorted((data / "stories").glob("*.jsonl"))[0]
    odd = json.loads(path.read_text("utf-8").splitlines()[0]) | {"id": "story:odd", "related": ["no teaser"]}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(odd) + "\n")
    for wish in (PARQUET, Wish(formats=("csv",), teasers=True)):
        with pytest.raises(Damaged, match=r"related is .* which is no rows"):
            export(data, tmp_path / "out", wish)
    export(data, tmp_path / "out", CSV)
    assert "story:odd" in (tmp_path / "out" / "csv" / "stories.csv").read_text("utf-8")


def test_how_many_records_are_taken_at_once_makes_no_difference(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(data, tmp_path / "many", ALL)
    for name in ("tables", "stage"):
        monkeypatch.setattr(f"newsstand.export.{name}.AT_ONCE", 2)
    export(data, tmp_path / "few", ALL)
    assert bytes_of(tmp_path / "few") == bytes_of(tmp_path / "many")


def test_a_line_that_names_a_key_twice_is_named(data: Path, tmp_path: Path) -> None:
    path = sorted((data / "stories").glob("*.jsonl"))[0]
    with path.open("a", encoding="utf-8") as file:
        file.write(path.read_text("utf-8").splitlines()[0][:-1] + ', "headline": "again"}\n')
    with pytest.raises(Refused, match=rf"stories/{path.name}:\d+ has two of 'headline'. Mend the line"):
        export(data, tmp_path / "out", PARQUET)
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_a_text_that_is_none_is_written_as_json(data: Path, tmp_path: Path) -> None:
    odd = json.loads(next((data / "stories").glob("demo-20250102*")).read_text("utf-8").splitlines()[0])
    odd |= {"id": "story:odd", "section": {"name": "Küste"}}
    del odd["byline"]
    (data / "stories" / "demo-20250109T000000Z-00000009-0001.jsonl").write_text(json.dumps(odd) + "\n", "utf-8")
    export(data, tmp_path / "out", PARQUET)
    select = "SELECT section, byline, character_count FROM 'OUT/stories/*.parquet' WHERE id = 'story:odd'"
    assert rows(tmp_path / "out", select) == [('{"name": "Küste"}', None, len(odd["text"]))]


def test_a_line_longer_than_duckdb_has_room_for_is_given_more(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    query = writer.fed(TABLES["runs"], [b"{}", b" " * LONGEST])
    writer.close()
    assert f"maximum_object_size = {LONGEST + 1}" in query


def test_unknown_keys_are_named(data: Path, tmp_path: Path) -> None:
    (path,) = (data / "editions").glob("demo-20250102*")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"mood": 1}) + "\n", "utf-8")
    assert export(data, tmp_path / "out", PARQUET).found.unknown == {"editions": {"mood"}}


def test_reserved_text_is_left_out_unless_kept(data: Path, tmp_path: Path) -> None:
    select = "SELECT text, character_count, length(text_hash) FROM 'OUT/stories/*.parquet' WHERE headline = 'b'"
    for text, said in ((None, None), ("keep", "The text of b."), ("none", None)):
        export(data, tmp_path / "out", Wish(formats=("parquet",), text=text))  # type: ignore[arg-type]
        assert rows(tmp_path / "out", select) == [(said, 14, 64)]
    assert rows(
        tmp_path / "out", "SELECT count(text) FROM read_parquet(['OUT/stories/*.parquet', 'OUT/superseded/*.parquet'])"
    ) == [(0,)]


def test_an_empty_table_is_a_file_with_columns(tmp_path: Path) -> None:
    write_night(tmp_path / "data", 0, [publication(1, [])])
    export(tmp_path / "data", tmp_path / "out", ALL)
    for table in ("stories/undated", "superseded/undated", "editions", "gaps", "edition_stories"):
        assert rows(tmp_path / "out", f"SELECT count(*) FROM 'OUT/{table}.parquet'") == [(0,)]
    assert (tmp_path / "out" / "csv" / "stories.csv").read_text("utf-8-sig").startswith('"id","newsstand","url"')


def test_only_what_was_chosen_is_there(data: Path, tmp_path: Path) -> None:
    other = publication(1, [], name="Other")
    write_night(data, 3, [other])
    export(data, tmp_path / "since", Wish(formats=("parquet",), since="2025-01-01"))
    assert rows(tmp_path / "since", "SELECT headline FROM 'OUT/stories/*.parquet' ORDER BY 1") == [("b",), ("c",)]
    export(data, tmp_path / "until", Wish(formats=("parquet",), until="2024-12-31"))
    assert rows(tmp_path / "until", "SELECT headline FROM 'OUT/stories/*.parquet' ORDER BY 1") == [
        ("Another",),
        ("old",),
    ]
    export(data, tmp_path / "other", Wish(formats=("parquet",), publication="other"))
    assert rows(tmp_path / "other", "SELECT count(*) FROM 'OUT/stories/*.parquet'") == [(0,)]
    assert rows(tmp_path / "other", "SELECT name FROM 'OUT/publications.parquet'") == [("Other",)]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(formats=("feather",)), "'feather' is not known. Known: sqlite, parquet, csv, xlsx"),
        (Wish(publication="The Peper"), "'The Peper' is not in .* It holds: The Paper"),
    ],
)
def test_what_cannot_be_meant_is_refused(wish: Wish, said: str, data: Path, tmp_path: Path) -> None:
    with pytest.raises((NoDataset, Refused), match=said):
        export(data, tmp_path / "out", wish)


def test_a_missing_extra_is_named(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "parquet", "no-such-package")
    with pytest.raises(Refused, match=r"install newsstand\[parquet\]"):
        export(data, tmp_path / "out", PARQUET)
    assert export(data, tmp_path / "out", Wish()).manifest.formats == ["sqlite"]


def test_a_dataset_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="does not exist"):
        export(tmp_path / "nowhere", tmp_path / "out", ALL)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoDataset, match="holds no records yet"):
        export(tmp_path / "empty", tmp_path / "out", ALL)


def test_a_gap_that_the_user_knows_of_is_marked(data: Path, tmp_path: Path) -> None:
    why = Silence("The Paper", date(2025, 1, 1), None, "a strike")
    export(data, tmp_path / "out", PARQUET)
    select = "SELECT kind, accepted FROM 'OUT/gaps.parquet' WHERE date_start = '2025-01-02'"
    assert rows(tmp_path / "out", select) == [("incomplete", None)]
    export(data, tmp_path / "out", replace(PARQUET, silences=(why,)))
    assert rows(tmp_path / "out", select) == [("incomplete", "a strike")]


def test_the_index_may_be_elsewhere(data: Path, tmp_path: Path) -> None:
    (tmp_path / "indexes").mkdir()
    export(data, tmp_path / "out", replace(CSV, index_folder=tmp_path / "indexes"))
    assert len(list((tmp_path / "indexes").glob("index-*.sqlite"))) == 1
    assert not (data / "index.sqlite").exists()


def test_a_damaged_export_is_named(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", ALL)
    (tmp_path / "out" / "csv" / "stories.csv").write_text("x", "utf-8")
    (tmp_path / "out" / "gaps.parquet").unlink()
    assert check(data, tmp_path / "out") == ["csv/stories.csv is not what was exported", "gaps.parquet is missing"]


def test_harm_stays_text(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "out", ALL)
    assert rows(tmp_path / "out", "SELECT issue_number FROM 'OUT/editions.parquet' ORDER BY id") == [("001",), ("002",)]
    written = (tmp_path / "out" / "csv" / "superseded.csv").read_text("utf-8-sig")
    assert f'"\'{HARMFUL.replace(chr(34), chr(34) * 2)}"' in written
    assert f',"{TAG}",' in (tmp_path / "out" / "csv" / "publications.csv").read_text("utf-8-sig")
