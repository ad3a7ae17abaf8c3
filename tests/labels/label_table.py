"""The table of labels with their meanings (labels.tsv), which tests and benchmarks read."""

from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("labels.tsv")


class Row(NamedTuple):
    """Fields as printed; what a label does not say is None, and so is a hint that is not given."""

    label: str
    publication: str | None
    language: str | None
    """One tag, or several with commas."""
    date_order: str | None
    edtf: str | None
    start: str | None
    end: str | None
    precision: str | None
    volume: str | None
    issue_number: str | None
    reason: str | None

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.language.split(",")) if self.language else ()


def rows() -> list[Row]:
    """All rows. A label may end in spaces or be empty, so fields are split and not stripped."""
    head, *lines = TABLE.read_text("utf-8").rstrip("\n").split("\n")
    assert tuple(head.split("\t")) == Row._fields
    return [row(line.split("\t")) for line in lines]


def row(values: list[str]) -> Row:
    label, *rest = values
    return Row(label, *(value or None for value in rest))
