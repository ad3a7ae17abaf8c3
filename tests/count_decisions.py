"""Decisions and numbers of a folder of code, by hand: `python -m tests.count_decisions [FOLDER]`.

A decision is a branch: `if`, `elif`, `while`, `for … if`, `x if y else z`, each `and`, `or`, `except` and `case`.
A number is one in the code, or a count in a regular expression (`{1,40}`), but for -1, 0, 1 and 2.
"""

import ast
import re
import sys
from pathlib import Path

SMALL = {-1, 0, 1, 2}
COUNT = re.compile(r"\{(\d+)(?:,(\d+))?\}|\{,(\d+)\}")
BRANCHES = (ast.If, ast.IfExp, ast.While, ast.ExceptHandler, ast.match_case)


def counted(source: str) -> tuple[int, int]:
    """(decisions, numbers) in the source of a module."""
    decisions = numbers = 0
    for node in ast.walk(ast.parse(source)):
        decisions += isinstance(node, BRANCHES)
        if isinstance(node, ast.BoolOp):
            decisions += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            decisions += len(node.ifs)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
        ):
            numbers += node.value not in SMALL
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = [int(number) for counts in COUNT.findall(node.value) for number in counts if number]
            numbers += sum(number not in SMALL for number in found)
    return decisions, numbers


def main(folder: str = "newsstand/pages") -> None:
    """Print what each module of the folder has, and their sum."""
    every = {file.name: counted(file.read_text("utf-8")) for file in sorted(Path(folder).glob("*.py"))}
    for name, (decisions, numbers) in every.items():
        sys.stdout.write(f"{name:20}{decisions:6}{numbers:6}\n")
    total = [sum(column) for column in zip(*every.values(), strict=True)]
    sys.stdout.write(f"{'all':20}{total[0]:6}{total[1]:6}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
