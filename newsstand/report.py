"""What a run leaves behind, for people: a line per publication, and where the data is."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import IO, Any

from rich import box
from rich.console import Console
from rich.table import Table

from newsstand.outcome import Problem


def write_table(out: IO[str], amounts: Sequence[dict[str, Any]], data_dir: Path) -> None:
    """amounts: of Ledger.amounts(), the publications to tell of."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("publication", overflow="fold")
    for name in ("editions", "stories"):
        table.add_column(name, justify="right")
    table.add_column("first day", no_wrap=True)
    table.add_column("last day", no_wrap=True)
    for one in amounts:
        counts = [f"{one[name]:,}" for name in ("editions", "stories")]
        table.add_row(one["name"] or one["publication_id"], *counts, one["first"] or "-", one["last"] or "-")
    console = Console(file=out, highlight=False, markup=False, soft_wrap=False)
    if amounts:
        console.print(table)
    console.print(f"The data is in {data_dir}", soft_wrap=True)


def report(found: Sequence[Problem], amounts: Sequence[dict[str, Any]], data_dir: Path) -> str:
    """What is told of a run that was not fit: a line per problem, and the table."""
    out = StringIO()
    out.writelines(f"{problem.cause}: {problem.message}\n" for problem in found)
    out.write("\n")
    write_table(out, amounts, data_dir)
    return out.getvalue()
