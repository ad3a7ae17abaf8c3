"""Cells and lines of a CSV that no spreadsheet runs or mangles. Pure."""

import re
from collections.abc import Iterable
from typing import Any

RUNS = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""A cell that a spreadsheet would run: these signs, also after blanks and in full width (OWASP, CSV injection)."""


def csv_line(values: Iterable[Any]) -> str:
    """Texts, numbers, booleans and None as a line of a CSV, without its end; None is an empty cell."""
    found = ["" if value is None else cell(value) if type(value) is str else _said(value) for value in values]
    return ",".join(found)


def _said(value: float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def cell(text: str) -> str:
    """A text as it stands in a CSV: quoted where it must be, with an apostrophe where a spreadsheet would run it.

    Python's csv writer looks at each character of a text, which takes four times as long.
    """
    text = text.replace("\x00", "") if "\x00" in text else text
    if not text[:1].isalnum() and RUNS.match(text):
        text = "'" + text
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text
