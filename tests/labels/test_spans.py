"""The days of weeks, quarters, seasons and halves of months, and what joins them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.labels import spans
from newsstand.labels.edtf import read_edtf
from newsstand.labels.meaning import NoDateError


@pytest.mark.parametrize(
    ("span", "edtf", "start", "end"),
    [
        (spans.day(2024, 2, 29), "2024-02-29", "2024-02-29", "2024-02-29"),
        (spans.month(2024, 2), "2024-02", "2024-02-01", "2024-02-29"),
        (spans.month(2023, 2), "2023-02", "2023-02-01", "2023-02-28"),
        (spans.year(2024), "2024", "2024-01-01", "2024-12-31"),
        (spans.season(2026, 21), "2026-21", "2026-03-01", "2026-05-31"),
        (spans.season(2026, 22), "2026-22", "2026-06-01", "2026-08-31"),
        (spans.season(2026, 23), "2026-23", "2026-09-01", "2026-11-30"),
        (spans.season(2023, 24), "2023-24", "2023-12-01", "2024-02-29"),
        (spans.quarter(2026, 1), "2026-33", "2026-01-01", "2026-03-31"),
        (spans.quarter(2026, 4), "2026-36", "2026-10-01", "2026-12-31"),
        (spans.week(2026, 34), "2026-08-17/2026-08-23", "2026-08-17", "2026-08-23"),
        (spans.week(2020, 53), "2020-12-28/2021-01-03", "2020-12-28", "2021-01-03"),
        (spans.week(2025, 1), "2024-12-30/2025-01-05", "2024-12-30", "2025-01-05"),
        (spans.fortnight(2024, 2, 1), "2024-02-01/2024-02-15", "2024-02-01", "2024-02-15"),
        (spans.fortnight(2024, 2, 2), "2024-02-16/2024-02-29", "2024-02-16", "2024-02-29"),
    ],
)
def test_a_span_has_its_edtf_and_its_days(span: spans.Span, edtf: str, start: str, end: str) -> None:
    assert (span.edtf, str(span.start), str(span.end)) == (edtf, start, end)


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: spans.day(2026, 2, 29),
        lambda: spans.day(2026, 13, 1),
        lambda: spans.month(2026, 0),
        lambda: spans.week(2025, 53),
        lambda: spans.week(2026, 0),
        lambda: spans.quarter(2026, 5),
    ],
)
def test_what_is_on_no_calendar_is_impossible(impossible: object) -> None:
    with pytest.raises(NoDateError, match="impossible date"):
        impossible()  # type: ignore[operator]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(1970, 2060), st.integers(1, 53))
def test_a_week_is_monday_to_sunday_of_its_iso_year(year: int, number: int) -> None:
    try:
        span = spans.week(year, number)
    except NoDateError:
        assert number == 53
        assert date(year, 12, 28).isocalendar().week == 52
        return
    assert span.start.isocalendar() == (year, number, 1)
    assert span.end - span.start == timedelta(days=6)


def test_a_range_that_ends_before_it_starts_is_a_contradiction() -> None:
    with pytest.raises(NoDateError, match="contradiction"):
        spans.interval(spans.day(2024, 5, 2), spans.day(2024, 5, 1))
    with pytest.raises(NoDateError, match="contradiction"):
        spans.all_of([spans.day(2024, 5, 2), spans.day(2024, 5, 2)])


@pytest.mark.parametrize(
    "text",
    ["2024", "2025-26", "2024-99", "2024-1", "24-11", "2024-11-2", "2024/", "{2024-11}", "abcd-11", "2024-11/x", ""],
)
def test_what_is_no_edtf_of_ours_is_left_to_the_grammar(text: str) -> None:
    assert read_edtf(text) is None


@pytest.mark.parametrize("text", ["2024-13-01", "2024-02-30", "2024-11-02/2024-11-31"])
def test_an_edtf_day_on_no_calendar_is_impossible(text: str) -> None:
    with pytest.raises(NoDateError, match="impossible date"):
        read_edtf(text)
