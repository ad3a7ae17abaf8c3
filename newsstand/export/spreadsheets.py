"""The dataset as CSV and as XLSX, such that no spreadsheet runs or mangles a cell.

CSV is UTF-8 with BOM, since Excel takes any other file for one in the system's own code page. XLSX is written by
XlsxWriter, to which this module is the one door: days and times are real ones, and a text is a text whatever it says.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from newsstand.export.columns import FLAT_TABLES, Column, Kind, flat
from newsstand.export.csv_cells import csv_line
from newsstand.export.tables import Dataset

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""
MOST_ROWS = 1_048_576
"""Rows of a sheet of Excel, with the one that names the columns."""
BUFFER = 1 << 18
"""Bytes that are written at once."""
MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # what a file of Excel must say of its making: the same each time


def write_csv(dataset: Dataset, made: Path) -> None:
    """Write csv/<table>.csv for each table into `made`. Booleans are "true" and "false", null is an empty cell."""
    (made / "csv").mkdir(parents=True)
    for table in dataset.sheets:
        name = f"csv/{table}.csv"
        names = [column.name for column in flat(FLAT_TABLES[table])]
        dataset.counts[name] = write_lines(made / name, chain([csv_line(names)], dataset.csv_lines(table))) - 1


def write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Write lines with their ends as a CSV; returns how many."""
    count = 0
    with path.open("wb", buffering=BUFFER) as file:
        file.write(BOM_UTF8)
        for count, line in enumerate(lines, 1):  # noqa: B007
            file.write(line)
    return count


def write_xlsx(dataset: Dataset, path: Path) -> list[str]:
    """Write one workbook with a sheet for each table; returns a line for each kind of thing that did not fit."""
    xlsxwriter: Any = import_module("xlsxwriter")
    options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False}
    options |= {"strings_to_urls": False, "strings_to_numbers": False, "use_zip64": True, "remove_timezone": True}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": MADE})
    formats = {kind: book.add_format({"num_format": shape}) for kind, shape in SHAPES.items()}
    cut: dict[str, int] = {}
    for table in dataset.sheets:
        columns = flat(FLAT_TABLES[table])
        sheet = book.add_worksheet(table)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [column.name for column in columns])
        rows = 0
        for rows, row in enumerate(dataset.cells(table), 1):
            if rows >= MOST_ROWS:
                cut[f"{table}: rows beyond the {MOST_ROWS:,} of a sheet"] = rows - MOST_ROWS + 1
                continue
            for at, (column, value) in enumerate(zip(columns, row, strict=True)):
                if isinstance(value, str) and len(value) > LONGEST_CELL:
                    said = f"{table}: cells of {column.name} cut to {LONGEST_CELL:,} characters"
                    cut[said] = cut.get(said, 0) + 1
                _write_cell(sheet, rows, at, column, value, formats)
        dataset.counts[f"{path.name}/{table}"] = min(rows, MOST_ROWS - 1)
    book.close()
    return [f"{what}: {count:,}" for what, count in sorted(cut.items())]


SHAPES = {Kind.DAY: "yyyy-mm-dd", Kind.TIME: "yyyy-mm-dd hh:mm:ss"}
FIRST_YEAR = 1900
"""Days before it are no days to Excel: they are written as text."""


def _write_cell(sheet: Any, row: int, at: int, column: Column, value: Any, formats: dict[Kind, Any]) -> None:
    if value is None:
        return
    if column.kind is Kind.DAY and (day := date.fromisoformat(value)).year >= FIRST_YEAR:
        sheet.write_datetime(row, at, day, formats[Kind.DAY])
    elif column.kind is Kind.TIME:
        sheet.write_datetime(row, at, datetime.fromisoformat(value), formats[Kind.TIME])
    elif column.kind is Kind.BOOLEAN:
        sheet.write_boolean(row, at, bool(value))
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value)
    else:
        sheet.write_string(row, at, value[:LONGEST_CELL])
