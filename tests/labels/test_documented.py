"""Every example in docs/edition-labels.md is what the reader says."""

import re
from pathlib import Path

import pytest

from newsstand.labels import REASONS, read_label

DOCUMENT = (Path(__file__).parents[2] / "docs" / "edition-labels.md").read_text("utf-8")
COLUMNS = {
    "Date": "date",
    "From": "date_start",
    "To": "date_end",
    "Precision": "date_precision",
    "Volume": "volume",
    "Issue": "issue_number",
    "Reason": "reason",
}
HINTS = {"order": "date_order", "publication": "publication"}


def cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]


def examples() -> list[dict[str, str]]:
    """The rows of all tables whose first column is "Label", by the names of their columns."""
    found: list[dict[str, str]] = []
    for table in re.findall(r"(?:^\|.*\n)+", DOCUMENT, re.MULTILINE):
        head, _, *lines = table.splitlines()
        if cells(head)[0] == "Label":
            found += [dict(zip(cells(head), cells(line), strict=True)) for line in lines]
    return found


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["Label"])
def test_an_example_is_what_the_reader_says(example: dict[str, str]) -> None:
    kind, _, value = example.get("Hint", "").partition(": ")
    hints = {"languages": (value,)} if kind == "language" else {HINTS[kind]: value} if kind else {}
    read = read_label(example["Label"], **hints)  # type: ignore[arg-type]
    for column, field in COLUMNS.items():
        if column in example:
            assert getattr(read, field) == (example[column] or None), column


def test_every_reason_has_an_example_or_is_explained() -> None:
    assert len(examples()) > 60
    for reason in REASONS:
        assert f"`{reason}`" in DOCUMENT
