"""Every row of labels.tsv: a label, its hints, and all that it means."""

from itertools import groupby

import pytest

from newsstand.labels import LANGUAGES, REASONS, Meaning, read_label
from tests.labels.label_table import Row, rows

ROWS = rows()
BY_LANGUAGE = {
    language: list(group)
    for language, group in groupby(sorted(ROWS, key=lambda row: row.language or ""), key=lambda row: row.language)
}


def meant(row: Row) -> Meaning:
    return Meaning(
        row.label, row.edtf, row.start, row.end, row.precision, row.volume, row.issue_number, row.reason
    )  # fmt: skip


def read(row: Row) -> Meaning:
    return read_label(row.label, languages=row.languages, date_order=row.date_order, publication=row.publication)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_labels_mean_what_the_table_says(language: str | None) -> None:
    """One test a language: one a row would cost more than reading the labels does."""
    wrong = [(read(row), meant(row)) for row in BY_LANGUAGE[language] if read(row) != meant(row)]
    assert wrong == []


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
