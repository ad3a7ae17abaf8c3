"""A line is read fast where it is sound; what is read so is what a look at each key finds."""

import json
from dataclasses import asdict
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsstand.export.inputs import Damaged, Found
from newsstand.export.records import DECODE, FOLDERS, OWN, REFUSED
from newsstand.export.source import _is_time, _looked_at, _read
from newsstand.items import Failure, Place, Teaser
from tests.export.sample import edition, publication, story

SOUND: dict[str, Any] = {
    "publications": publication(1, [("edition:1", "2024-12-31")], revision=1),
    "editions": edition(1, 1, "2024-12-31", failures=[Failure(id="x", cause="http 500")], stories=[Place(id="y")]),
    "stories": story("a", 1, 1, "2024-12-31", related=[Teaser(headline="b")], changed=["text"], captions=[]),
}
KEYS = sorted({key for record in SOUND.values() for key in asdict(record)} | {"mood"})
PARTS = ["id", "label", "attempts", "position", "url", "headline", "mood"]
TEXTS = ["", "a", "5", "灯台", "\ud83d", "2025-02-28", "2025-02-29", "2025-1-1", "2025-01-01T00:00:00+00:00", "edition"]
SCALARS = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.sampled_from([1.0, 0.5, 1e99, *TEXTS])
VALUES = (
    SCALARS
    | st.lists(SCALARS, max_size=2)
    | st.lists(st.dictionaries(st.sampled_from(PARTS), SCALARS, max_size=2), max_size=2)
)


@given(table=st.sampled_from(sorted(FOLDERS)), changes=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2))
@example(table="stories", changes={"word_count": "12"})
@example(table="stories", changes={"word_count": 2**31 - 1})
@example(table="stories", changes={"word_count": 2**31})
@example(table="stories", changes={"word_count": 1.0})
@example(table="stories", changes={"headline": "\ud83d"})
@example(table="stories", changes={"edition_date_start": "2025-02-29"})
@example(table="stories", changes={"fetched_at": "2025-01-01T00:00:00"})
@example(table="stories", changes={"text_hash": "x"})
@example(table="stories", changes={"related": [{}]})
@example(table="publications", changes={"editions_listed": [{"attempts": None}]})
@example(table="editions", changes={"failures": [{"attempts": "two"}]})
@example(table="editions", changes={"failures": [{"attempts": 2, "mood": 1}]})
def test_both_ways_of_reading_find_the_same(table: str, changes: dict[str, Any]) -> None:
    line = json.dumps(asdict(SOUND[table]) | changes).encode() + b"\n"
    try:
        fast = DECODE[table](line)
    except REFUSED:
        return
    found = Found()
    try:
        looked_at = _looked_at(line, table, found)
    except Damaged:
        with pytest.raises(Damaged):
            _read(line, table, DECODE[table], Found())
        return
    assert found.unknown == {}
    own = looked_at.__struct_fields__[: looked_at.__struct_fields__.index("type")]
    plain = [{name: msgspec.to_builtins(getattr(each, name)) for name in own} for each in (fast, looked_at)]
    assert _without_other_parts(plain[0]) == _without_other_parts(plain[1])


PARTS_OF = {
    column.name: {part.name for part in column.parts} for columns in OWN.values() for column in columns if column.parts
}
"""Column with rows -> the parts of them that it takes."""


def _without_other_parts(record: dict[str, Any]) -> dict[str, Any]:
    """A record without the parts of its rows that no column takes, which are left out sooner or later."""
    return {
        name: [{part: each[part] for part in each if part in PARTS_OF[name]} for each in value]
        if name in PARTS_OF and isinstance(value, list)
        else value
        for name, value in record.items()
    }


@pytest.mark.parametrize("table", FOLDERS)
def test_a_sound_record_is_read_fast(table: str) -> None:
    line = json.dumps(asdict(SOUND[table])).encode()
    assert DECODE[table](line).id == SOUND[table].id


@pytest.mark.parametrize(
    ("said", "is_time"),
    [
        ("2025-01-02T00:00:00+00:00", True),
        ("2025-01-02T00:00:00.5Z", True),
        ("2025-01-02 00:00:00-03:30", True),
        ("2025-01-02T00:00:00", False),
        ("20250102T000000Z", False),
        ("2025-W01-4T00:00:00Z", False),
        ("2025-02-29T00:00:00Z", False),
        (None, False),
    ],
)
def test_a_time_is_one_that_every_format_reads(said: str | None, is_time: bool) -> None:
    assert _is_time(said) is is_time
