"""Every field of a record is a column of its table, or is named with the reason why not."""

from dataclasses import fields

import pytest

from newsstand.export.columns import FLAT_TABLES, LEFT_OUT, TABLES, Column, Kind
from newsstand.items import Edition, Publication, Story

RECORDS = {"publications": Publication, "editions": Edition, "stories": Story, "superseded": Story}
KINDS = [
    ("stories", "edition_date_start", Kind.DAY),
    ("stories", "edition_date", Kind.TEXT),
    ("stories", "fetched_at", Kind.TIME),
    ("stories", "word_count", Kind.INTEGER),
    ("stories", "withdrawn", Kind.BOOLEAN),
    ("stories", "changed", Kind.TEXTS),
    ("stories", "related", Kind.ROWS),
    ("editions", "volume", Kind.TEXT),
    ("editions", "issue_number", Kind.TEXT),
    ("editions", "failures", Kind.ROWS),
    ("editions", "complete", Kind.BOOLEAN),
    ("publications", "editions_listed", Kind.ROWS),
]


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_has_a_column_or_a_reason(table: str) -> None:
    names = {column.name for column in TABLES[table]}
    for field in fields(RECORDS[table]):
        assert (field.name in names) != (field.name in LEFT_OUT), f"{table}: {field.name}"


def test_what_is_left_out_is_a_field() -> None:
    known = {field.name for record in RECORDS.values() for field in fields(record)}
    assert known >= LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize(("table", "name", "kind"), KINDS)
def test_kinds_come_from_the_dataclass(table: str, name: str, kind: Kind) -> None:
    (column,) = (each for each in TABLES[table] if each.name == name)
    assert column.kind is kind


@pytest.mark.parametrize(
    ("table", "column"), [(table, each) for table, columns in FLAT_TABLES.items() for each in columns]
)
def test_every_column_says_what_it_holds(table: str, column: Column) -> None:
    assert column.meaning, f"{table}.{column.name}: give its field in newsstand/items.py a docstring"
    assert column.kind is not Kind.ROWS or column.parts
