"""Tables for people: a row a line, as wide as the terminal, or as the rows where there is none."""

import sys
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table

from newsstand.politeness.log_lines import one_line

WIDE = 200
"""Columns for a pipe or a file, which have no width of their own."""


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], out: IO[str] | None = None) -> None:
    """On standard output where `out` is not given. Columns whose name begins with "#" are numbers, set right.

    Cells may come from pages: control characters are written out.
    """
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in columns:
        table.add_column(name.removeprefix("#"), justify="right" if name.startswith("#") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(one_line(cell) for cell in row))
    out = out or sys.stdout
    Console(file=out, highlight=False, markup=False, width=None if out.isatty() else WIDE).print(table)


def size(count: int) -> str:
    """Bytes as people read them: "312 B", "41.0 kB", "2.1 GB"."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"
