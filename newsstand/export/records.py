"""The records of a dataset as Python has them here: an attribute for each field, of the type that its column has.

Lines are read by msgspec, which makes values of the types that it is told and takes nothing for what it is not: "5" is
no number, and 1 is not true. This module is the one door to it.
"""

from typing import Annotated, Any, Literal

import msgspec

from newsstand.export.columns import FILE, LEFT_OUT, LINE, STORY_ADDED, TABLES, Column, Kind, flat

FOLDERS = {"publications": "publication", "editions": "edition", "stories": "story"}
"""Folder of DATA_DIR, which is also the table's name -> the type of its records."""
LATER = {FILE.name, LINE.name, *(column.name for column in STORY_ADDED)}
"""Columns that do not come from a field."""
OWN = {folder: tuple(each for each in TABLES[folder] if each.name not in LATER) for folder in FOLDERS}
"""Folder -> the columns that come from the fields of its records."""
KEYS = ("newsstand", "id", "fetched_at")
"""Fields without which a line is no record."""
MOST = 2**31 - 1
"""No number of a record is greater."""
TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.INTEGER: Annotated[int, msgspec.Meta(ge=-MOST, le=MOST)],
    Kind.NUMBER: float,
    Kind.BOOLEAN: bool,
    Kind.DAY: str,
    Kind.TIME: str,
    Kind.TEXTS: list[str],
}
Raw = msgspec.Raw
"""Bytes that `encode` leaves as they are."""
REFUSED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What DECODE raises."""


def _type(column: Column) -> Any:
    """The type of a column's values where there are some."""
    if column.kind is not Kind.ROWS:
        return TYPES[column.kind]
    parts = [(part.name, _type(part) | None, None) for part in column.parts]
    return list[msgspec.defstruct(column.name, parts, kw_only=True, gc=False)]  # type: ignore[misc]  # made of columns


def _class(folder: str, *, rows: bool = True) -> Any:
    """The class of a folder's records; without `rows`, a row stays the JSON that it is."""
    needed: dict[str, Any] = dict.fromkeys(KEYS, Annotated[str, msgspec.Meta(min_length=1)])
    needed["type"] = Literal[FOLDERS[folder]]
    columns = sorted(OWN[folder], key=lambda column: column.kind is Kind.ROWS)
    types = {each.name: _type(each) if rows or each.kind is not Kind.ROWS else list[Raw] for each in columns}
    fields = [(name, type | None, None) for name, type in types.items() if name not in needed]
    names = [each.name for each in columns]
    given: dict[str, Any] = {name: (name, type) for name, type in needed.items()} | {each[0]: each for each in fields}
    unused = [(name, str | None, None) for name in LEFT_OUT if name not in needed]
    return msgspec.defstruct(
        folder, [*(given[name] for name in names), given["type"], *unused], kw_only=True, gc=False,
        forbid_unknown_fields=True,
    )  # fmt: skip


CLASSES = {folder: _class(folder) for folder in FOLDERS}
"""Folder -> the class of its records: the fields without lists of rows first, in the order of their columns."""
DECODE = {folder: msgspec.json.Decoder(each).decode for folder, each in CLASSES.items()}
"""Folder -> what reads a line as a record. Raises REFUSED for all but a sound record, also where it has another key."""
DECODE_FLAT = {**DECODE, "stories": msgspec.json.Decoder(_class("stories", rows=False)).decode}
"""As DECODE, but does not look into the rows of a story, half of its line, and takes half of the time."""
encode = msgspec.json.Encoder().encode
"""A record, or plain values, as JSON in UTF-8."""
decode = msgspec.json.Decoder().decode
"""JSON as plain values."""
VALUES = len(flat(OWN["stories"]))


Staged = msgspec.defstruct("Staged", ["n", *(column.name for column in (*STORY_ADDED, FILE, LINE))], gc=False)
"""What the line of a story in a stage has besides its record. As a dict it would take thrice the time."""


def with_more(record: bytes, more: Any) -> bytes:
    """A record, a JSON object that blanks may follow, with more keys, on a line."""
    return b"".join((record[: record.rindex(b"}")], b",", encode(more)[1:], b"\n"))


def record_of(folder: str, values: dict[str, Any]) -> Any:
    """A record of values that are known to fit; what they do not name is None."""
    return msgspec.convert(values | {"type": FOLDERS[folder]}, CLASSES[folder])


def values_of(story: Any) -> tuple[Any, ...]:
    """The values of a story's fields, but for lists of rows, in the order of their columns."""
    found: tuple[Any, ...] = msgspec.structs.astuple(story)[:VALUES]
    return found
