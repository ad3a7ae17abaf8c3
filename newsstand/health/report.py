"""What a run leaves behind, for people: a line per publication, what is wrong, and where the data is."""

from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import IO, Any

from newsstand.exit_codes import Problem
from newsstand.health.coverage import Coverage
from newsstand.terminal import one_line, print_table

COLUMNS = ("publication", "#editions", "#stories", "#new", "#text", "first", "last")


def problem_line(problem: Problem) -> str:
    """The line of a problem. Its message may quote a page: control characters are written out."""
    return one_line(f"{problem.cause}: {problem.message}", 2_000)


def write_table(
    out: IO[str], amounts: Sequence[dict[str, Any]], data_dir: Path, coverage: Mapping[str, Coverage]
) -> None:
    """amounts: of Index.amounts(), the publications to tell of. coverage: of this run, by publication id.

    "new" are the stories written in this run, "text" is the share of them that has one; "first" and "last" are days.
    """
    if amounts:
        print_table(COLUMNS, [row(one, coverage.get(one["publication_id"], Coverage())) for one in amounts], out)
    out.write(f"The data is in {data_dir}\n")


def row(one: dict[str, Any], new: Coverage) -> list[str]:
    texts = f"{new.filled['text'] / new.stories:.0%}" if new.stories else "-"
    counts = [f"{one['editions']:,}", f"{one['stories']:,}", f"{new.stories:,}"]
    return [one["name"] or one["publication_id"], *counts, texts, one["first"] or "-", one["last"] or "-"]


def report(
    found: Sequence[Problem], amounts: Sequence[dict[str, Any]], data_dir: Path, coverage: Mapping[str, Coverage]
) -> str:
    """What is told of a run that was not fit: a line per problem, and the table."""
    out = StringIO()
    out.writelines(f"{problem_line(problem)}\n" for problem in found)
    out.write("\n")
    write_table(out, amounts, data_dir, coverage)
    return out.getvalue()
