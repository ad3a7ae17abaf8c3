"""Every row of labels.tsv: a label, its hints, and all that it means."""

from dataclasses import asdict

import pytest

from newsstand.labels import LANGUAGES, REASONS, Meaning, read_label
from tests.labels.label_table import Row, rows

ROWS = rows()


def meant(row: Row) -> Meaning:
    return Meaning(
        row.label, row.edtf, row.start, row.end, row.precision, row.volume, row.issue_number, row.reason
    )  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.language}-{row.label}")
def test_a_label_means_what_the_table_says(row: Row) -> None:
    read = read_label(row.label, languages=row.languages, date_order=row.date_order, publication=row.publication)
    assert asdict(read) == asdict(meant(row))


def test_the_table_has_every_language_precision_and_reason() -> None:
    # "too long" is a label of more than 200 characters, and has its own test.
    assert len(ROWS) >= 300
    assert {row.language for row in ROWS} >= set(LANGUAGES)
    assert {row.precision for row in ROWS} >= {"day", "week", "fortnight", "month", "quarter", "season", "year"}
    assert {row.reason for row in ROWS} >= set(REASONS) - {"too long"}


def test_a_row_has_a_date_with_its_days_or_a_reason() -> None:
    for row in ROWS:
        dated = [row.edtf, row.start, row.end, row.precision]
        assert all(dated) if row.edtf else not any(dated), row
        assert bool(row.edtf) != bool(row.reason), row
