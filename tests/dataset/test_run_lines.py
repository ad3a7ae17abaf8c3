"""A line of the record of runs is read fast where it is sound; what is read so is what a look at each field finds."""

import json
from dataclasses import asdict, fields
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsstand.dataset.run_lines import DECODE, FIELDS, REFUSED, _SoundRun, looked_at, run_of
from newsstand.dataset.runs import Run
from newsstand.exit_codes import Problem
from tests.dataset.test_runs import ODD_LINES, run

SOUND = asdict(
    run(
        "1",
        problems=[Problem(cause="blocked", message="403")],
        publications=["publication:1"],
        coverage={"publication:1": {"stories": 3}},
        crawl_delay=1.5,
        salvaged=[{"name": "stories/demo-2.jsonl", "lines": 0, "torn": 7, "sha256": None}],
    )
)
PARTS = ["name", "lines", "size", "sha256", "torn", "cause", "message", "story", "mood"]
TEXTS = ["", "a", "5", "\ud83d", "2025-01-01", "2025-01-01T00:00:00", "2025-01-01T00:00:00+00:00", "2025-W01"]
SCALARS = st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.sampled_from([1.0, 0.5, 1e99, -1.0, *TEXTS])
OBJECTS = st.dictionaries(st.sampled_from(PARTS), SCALARS, max_size=3)
VALUES = SCALARS | OBJECTS | st.lists(SCALARS | OBJECTS, max_size=2) | st.dictionaries(st.just("a"), OBJECTS)


def test_the_fields_are_those_of_a_run() -> None:
    assert list(FIELDS) == [one.name for one in fields(Run)] == list(_SoundRun.__struct_fields__)
    made = _SoundRun("")
    assert {name: getattr(made, name) for name in FIELDS} == FIELDS


@given(
    changes=st.dictionaries(st.sampled_from([*FIELDS, "mood"]), VALUES, max_size=2),
    without=st.sets(st.sampled_from(list(FIELDS))),
)
@example(changes={"files": [{"name": "a", "size": True}]}, without=set())
@example(changes={"files": [{"name": "a"}], "crawl_delay": 2}, without={"salvaged"})
@example(changes={"files": [{"name": "a", "size": 2**70}]}, without=set())
@example(changes={"exit_code": 2**31 - 1}, without=set())
@example(changes={"exit_code": 2**31}, without=set())
@example(changes={"exit_code": 1.0}, without=set())
@example(changes={"counts": {"story": True}}, without=set())
@example(changes={"start": "2025-01-01T00:00:00"}, without=set())
@example(changes={"problems": [{"cause": 7, "message": None, "mood": 1}]}, without=set())
@example(changes={"coverage": {"a": {"b": float("nan")}}}, without=set())
@example(changes={}, without=set(FIELDS))
def test_both_ways_of_reading_find_the_same(changes: dict[str, Any], without: set[str]) -> None:
    line = json.dumps({name: value for name, value in (SOUND | changes).items() if name not in without}).encode()
    found = run_of(line)
    assert repr(found) == repr(looked_at(line))
    assert found is None or list(found)[: len(FIELDS)] == list(FIELDS)


@given(st.binary(max_size=40) | st.sampled_from([line.encode() for line in ODD_LINES]))
def test_what_is_no_run_is_none_to_both(line: bytes) -> None:
    assert run_of(line) == looked_at(line)


@pytest.mark.parametrize("more", [b"\xff", b"\x01", b"\xed\xa0\x80", b"\\ud83d", b"\x00"])
def test_what_is_no_text_is_refused_by_both(more: bytes) -> None:
    for place in (b'{"id": "a%s"}', b'{"id": "a", "coverage": {"a": {"b%s": 1}}}', b'{"id": "a"}%s'):
        line = place.replace(b"%s", more)
        assert (run_of(line), looked_at(line)) == (None, None)


def test_a_sound_line_is_read_at_once() -> None:
    line = json.dumps(SOUND).encode()
    try:
        DECODE(line)
    except REFUSED:
        pytest.fail("a line as runs leave it went to the slow reader")
    assert run_of(line) == SOUND
