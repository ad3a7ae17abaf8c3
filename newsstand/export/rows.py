"""What a story's record becomes in an export: text only where it may be, and what is said of the text. Pure."""

import hashlib
import json
from typing import Any, NamedTuple

from newsstand.export.columns import Kind, flat
from newsstand.export.inputs import Text
from newsstand.export.records import OWN, encode, values_of

RESERVED = "tdm-reservation: 1"
"""The sign in `rights` that text and data mining is reserved (newsstand/politeness/rights.py)."""
JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
LISTS = tuple(at for at, column in enumerate(flat(OWN["stories"])) if column.kind is Kind.TEXTS)


class StoryRow(NamedTuple):
    """A story's record as its row is to be: without the text where that is left out."""

    record: Any
    said: bytes
    """The record as a JSON object, which blanks may follow; it may have keys that are no columns."""
    character_count: int | None
    """Of the text, also where it is left out, as `text_hash`."""
    text_hash: str | None
    file: str
    line: int

    def values(self) -> list[Any]:
        """The record as the values of its columns, but for lists of rows; a list of texts as JSON."""
        found = list(values_of(self.record))
        for at in LISTS:
            if found[at] is not None:
                found[at] = JSON(found[at]) if found[at] else "[]"
        return found


def story_row(record: Any, said: bytes, file: str, line: int, wish: Text = None) -> StoryRow:
    """The row of a record, which is changed where its text is left out."""
    text = record.text
    if text is None:
        return StoryRow(record, said, None, None, file, line)
    if not keeps_text(record.rights or (), wish):
        record.text = None
        said = encode(record)
    return StoryRow(record, said, len(text), text_hash(text), file, line)


def text_hash(text: str) -> str:
    """SHA-256 (hex) of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def keeps_text(rights: list[str] | tuple[str, ...], wish: Text) -> bool:
    """Whether a story's text belongs into the export."""
    return wish == "keep" or (wish is None and RESERVED not in rights)
