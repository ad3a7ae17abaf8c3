"""What a record becomes in an export: a row with every column of its table, and text only where it may be. Pure."""

import hashlib
import json
from typing import Any, Literal

from newsstand.export.columns import FILE, LINE, STORY_ADDED, TABLES, Column, Kind

Text = Literal["keep", "none"] | None
"""What happens to texts. None: they are kept but for those whose rights are reserved."""
RESERVED = "tdm-reservation: 1"
"""The sign in `rights` that text and data mining is reserved (newsstand/politeness/rights.py)."""
LATER = {FILE.name, LINE.name, *(column.name for column in STORY_ADDED)}


def _own(columns: tuple[Column, ...]) -> tuple[tuple[str, bool], ...]:
    return tuple((column.name, column.kind is Kind.TEXT) for column in columns if column.name not in LATER)


OWN = {folder: _own(TABLES[folder]) for folder in ("publications", "editions", "stories")}
"""Folder -> the columns that come from its records, and whether they hold text."""


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


def _as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def text_hash(text: str) -> str:
    """SHA-256 (hex) of a text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keeps_text(rights: list[str] | tuple[str, ...], text: Text) -> bool:
    """Whether a story's text belongs into the export."""
    return text == "keep" or (text is None and RESERVED not in rights)
