"""A line of a CSV: what a reader gets back is what was written, and nothing that a spreadsheet would run."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsstand.export.csv_cells import RUNS, _cell_by_cell, csv_line

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""Half a surrogate pair is nothing that UTF-8 can say, and no record has one."""
VALUES = st.none() | st.booleans() | st.integers(-5, 2**31) | st.sampled_from([0.5, 1.0]) | TEXTS


@given(values=st.lists(VALUES, min_size=2, max_size=5))
@example(values=["two\nlines", None, True])
@example(values=["a\\nb\n", "c"])
@example(values=["say \u201cyes\u201d", 'say "no"'])
@example(values=["=1+1", " -2", "\u3000@x", "\u200b+3", "\uff1d4", "灯台"])
@example(values=["a,b", ",null,", "null", ""])
@example(values=["\r", "a\r\nb", "\x00", "\x7f", "\U0001f600"])
def test_what_is_read_is_what_was_written(values: list[object]) -> None:
    line = csv_line(values)
    (row,) = csv.reader(StringIO(line.decode(), newline=""))
    assert len(row) == len(values)
    for cell, value in zip(row, values, strict=True):
        assert not isinstance(value, str) or not RUNS.match(cell)
        text = value.replace("\x00", "") if isinstance(value, str) else value
        assert cell.removeprefix("'" if not str(text).startswith("'") else "") == (
            "" if text is None else str(text).lower() if isinstance(text, bool) else str(text)
        )


@given(values=st.lists(VALUES, min_size=2, max_size=5))
@example(values=["two\nlines", 1, None, False, 0.5])
def test_both_ways_write_the_same(values: list[object]) -> None:
    assert csv_line(values) == _cell_by_cell(values)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\n=1", "\u00a0=1", "\ufeff=1", "\uff0b1"])
def test_a_cell_that_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert csv_line([text, "b"]) == f'"\'{text}","b"\r\n'.encode()
