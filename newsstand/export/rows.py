"""What a record becomes in an export: a row with every column of its table, and text only where it may be. Pure."""

import hashlib
import json
from operator import itemgetter
from typing import Any, Literal

from newsstand.export.columns import FILE, LEFT_OUT, LINE, STORY_ADDED, TABLES, Column, Kind, flat

Text = Literal["keep", "none"] | None
"""What happens to texts. None: they are kept but for those whose rights are reserved."""
RESERVED = "tdm-reservation: 1"
"""The sign in `rights` that text and data mining is reserved (newsstand/politeness/rights.py)."""
LATER = {FILE.name, LINE.name, *(column.name for column in STORY_ADDED)}


def _own(columns: tuple[Column, ...]) -> tuple[tuple[str, bool], ...]:
    return tuple((column.name, column.kind is Kind.TEXT) for column in columns if column.name not in LATER)


FOLDERS = ("publications", "editions", "stories")
OWN = {folder: _own(TABLES[folder]) for folder in FOLDERS}
"""Folder -> the columns that come from its records, and whether they hold text."""
WHOLE = {folder: {name for name, _ in OWN[folder]} | LEFT_OUT.keys() for folder in FOLDERS}
"""Folder -> the keys of a record that has every field and no other."""
TEXTS = {folder: itemgetter(*(name for name, is_text in OWN[folder] if is_text)) for folder in FOLDERS}
"""Folder -> what gives the values of a record's columns that hold text."""
TEXT_OR_NOTHING = {str, type(None)}
JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

EARLY = tuple(column for column in flat(TABLES["stories"]) if column.name not in LATER) + STORY_ADDED[:2]
"""The columns of a story's row that its record alone decides, but for lists of rows; the others come after them."""
LISTS = tuple(at for at, column in enumerate(EARLY) if column.kind is Kind.TEXTS)
VALUES = itemgetter(*(column.name for column in EARLY))


def row_of(folder: str, record: dict[str, Any], text: Text = None) -> dict[str, Any]:
    """The row of a record; what it has no value for is None. Of a text that is left out the length and hash stay.

    It is the record itself, with more in it, where that has every field and no value has to be written otherwise.
    """
    row = record
    if record.keys() != WHOLE[folder] or not set(map(type, TEXTS[folder](record))) <= TEXT_OR_NOTHING:
        row = {name: _as_text(record.get(name)) if is_text else record.get(name) for name, is_text in OWN[folder]}
    if folder == "stories":
        said = row["text"]
        row["character_count"] = None if said is None else len(said)
        row["text_hash"] = None if said is None else text_hash(said)
        if not keeps_text(record.get("rights") or (), text):
            row["text"] = None
    return row


def row_as_json(folder: str, row: dict[str, Any], record: dict[str, Any], line: bytes) -> bytes:
    """The row of a record as a JSON object. `line`: as the record stands in its file.

    It is that line itself wherever the row says the same, and then has the fields too that are no columns: to write
    each record anew takes as long as to read it.
    """
    if row is not record or (folder == "stories" and row["text"] is None and row["character_count"] is not None):
        return JSON(row).encode()
    said = line.rstrip()
    if folder != "stories":
        return said
    if row["text"] is None:
        return said[:-1] + b', "character_count": null, "text_hash": null}'
    return said[:-1] + f', "character_count": {row["character_count"]}, "text_hash": "{row["text_hash"]}"}}'.encode()


def values_of(row: dict[str, Any]) -> list[Any]:
    """The values of a story's row for EARLY; a list of texts as JSON."""
    found = list(VALUES(row))
    for at in LISTS:
        if found[at] is not None:
            found[at] = JSON(found[at])
    return found


def _as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def text_hash(text: str) -> str:
    """SHA-256 (hex) of a text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keeps_text(rights: list[str] | tuple[str, ...], text: Text) -> bool:
    """Whether a story's text belongs into the export."""
    return text == "keep" or (text is None and RESERVED not in rights)
