"""What stands beside a label on a page changes no date: a button glued on, a price, a page, the label twice."""

import pytest

from newsstand.labels import read_label
from tests.labels.label_table import Row, rows

DATED = [row for row in rows() if row.edtf and row.edtf != row.label]
"""Not labels that are EDTF: beside other words "2023-24" is no winter, but two years."""
MUTATIONS = {
    "a button": "{label} Add to Favorites",
    "a glued button": "{label}Add to Favorites",
    "the label twice": "{label} {label}",
    "the label twice with a dash": "{label} - {label}",
    "a page": "{label} · Page 1",
    "pages": "{label}, pp. 3-4",
    "a price": "{label} $4.99",
    "a price in euros": "{label} 4,99 €",
    "a file": "{label}.pdf",
    "brackets": "({label})",
}
FEWEST = {"the label twice": 0.5, "a page": 0.5, "a price": 0.9, "pages": 0.5, "a file": 0.8}
"""The part of the labels whose date is still read: less would say that a rule is gone."""


def read(row: Row, label: str) -> str | None:
    return read_label(label, languages=row.languages, date_order=row.date_order, publication=row.publication).date


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_that_keeps_the_meaning_gives_no_other_date(name: str) -> None:
    kept = 0
    for row in DATED:
        date = read(row, MUTATIONS[name].format(label=row.label))
        assert date in (None, row.edtf), MUTATIONS[name].format(label=row.label)
        kept += date is not None
    assert kept >= FEWEST.get(name, 0) * len(DATED)
