"""The EDTF that comes out is always valid: a strict grammar of the forms that are written judges it."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.labels import read_label
from tests.labels.label_table import rows

YEAR = r"(?:1[7-9]|20)\d\d"
MONTH, DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
GROUPING = r"(?:2[1-4]|3[3-6])"
"""Seasons (level 1) and quarters (level 2) in the place of the month."""
DATE = rf"{YEAR}(?:-(?:{GROUPING}|{MONTH}(?:-{DAY})?))?"
EDTF = re.compile(rf"{DATE}(?:/{DATE})?|\{{{DATE}(?:,{DATE})+\}}")
WHOLE_DAY = re.compile(rf"{YEAR}-{MONTH}-{DAY}")

PIECES = sorted({piece for row in rows() for piece in re.findall(r"\w+|[^\w\s]", row.label)})
LABELS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.from_regex(r"\A[12]\d{3}(-\d\d?)?(/|,|-| )[12]?\d{1,3}(-\d\d?)?\Z"),
    st.from_regex(
        r"\A(Q[1-4]|W\d\d?|May|Winter)(-|/)(Q[1-4]|W\d\d?|June|Spring)? ?(20\d\d)(-|/)?(Q[1-4]|May)? ?(20\d\d)?\Z"
    ),
)


def is_valid(text: str) -> bool:
    """Whether a text is EDTF as the package writes it, with every day on the calendar and its parts in order."""
    if not EDTF.fullmatch(text):
        return False
    try:
        for day in WHOLE_DAY.findall(text):
            date.fromisoformat(day)
    except ValueError:
        return False
    return True


@settings(max_examples=400, deadline=None, derandomize=True)
@given(LABELS, st.sampled_from(["", "de", "ja", "fr", "th", "hu"]))
def test_edtf_that_comes_out_is_valid(label: str, language: str) -> None:
    read = read_label(label, languages=(language,) if language else ())
    if read.date is None:
        assert read.reason
        return
    assert is_valid(read.date), (label, read)
    assert read.date_start is not None
    assert read.date_end is not None
    assert read.date_start <= read.date_end


def test_the_table_asks_for_valid_edtf() -> None:
    assert [row for row in rows() if row.edtf and not is_valid(row.edtf)] == []


@pytest.mark.parametrize("label", ["1313/2026", "2020/2221", "Q1-Q2 2026-Q2 2026", "2024-13", "3001-05", "1066/1067"])
def test_what_only_looks_like_edtf_has_no_date(label: str) -> None:
    assert read_label(label).date is None


@pytest.mark.parametrize(
    "text", ["1313/2026", "2020/2221", "2026-33/2026-34/2026-34", "2024-02-30", "2024-13", "{2024}"]
)
def test_the_judge_refuses_what_is_no_edtf(text: str) -> None:
    assert not is_valid(text)
