"""What a record becomes in an export: a row with every column of its table, and text only where it may be. Pure."""

import hashlib
import json
from typing import Any, Literal

from newsstand.export.columns import FILE, LEFT_OUT, LINE, STORY_ADDED, TABLES, Column, Kind

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
TEXTS = {folder: tuple(name for name, is_text in OWN[folder] if is_text) for folder in FOLDERS}
COUNTED = ("character_count", "text_hash")
"""What a row of a story has besides its record."""
JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def row_of(folder: str, record: dict[str, Any], text: Text = None) -> dict[str, Any]:
    """The row of a record; what it has no value for is None. Of a text that is left out the length and hash stay."""
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
    whole = len(record) == len(WHOLE[folder]) and record.keys() == WHOLE[folder]
    if not whole or not all(row[name] is record[name] for name in TEXTS[folder]):
        return JSON(row).encode()
    said = line.rstrip()
    if folder != "stories":
        return said
    return said[:-1] + b", " + JSON({name: row[name] for name in COUNTED}).encode()[1:]


def _as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def text_hash(text: str) -> str:
    """SHA-256 (hex) of a text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keeps_text(rights: list[str] | tuple[str, ...], text: Text) -> bool:
    """Whether a story's text belongs into the export."""
    return text == "keep" or (text is None and RESERVED not in rights)
