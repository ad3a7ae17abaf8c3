"""Numbers of the page reader that no test holds, by hand: `make mutants`, or `python -m tests.mutants [HOW MANY]`.

Each number in newsstand/pages (count_decisions.py says what one is) is raised by half in a copy of the project, and the
tests of the pages are run there: first those that most often notice, then all but the slowest, which notice none. A
number that no test notices has no case: it goes, or gets one. HOW MANY takes a sample, always the same; a number that
is noticed costs some seconds, another half a minute.
"""

import ast
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.count_decisions import COUNT, SMALL

ROOT = Path(__file__).parent.parent
PAGES = "newsstand/pages"
STAGES = (
    [f"tests/pages/test_{name}.py" for name in ("bounds", "distances", "kinds", "charset", "styles", "metadata")],
    ["tests/pages", "tests/test_newsstands.py", "-k", "not takes_long and not breaks"],
)
LONGEST = 300
"""Seconds that the tests of one mutant may take: one that never ends is noticed, too."""


class Mutant(NamedTuple):
    """A number of a module, and where in its source it stands."""

    module: str
    line: int
    start: int
    """Offset of the number in the source."""
    number: str

    def source(self, source: str) -> str:
        """The source with the number raised by half."""
        return source[: self.start] + raised(self.number) + source[self.start + len(self.number) :]


def raised(number: str) -> str:
    """A number raised by half, and by one at least: "80" -> "120", "0.8" -> "1.2"."""
    if "." in number:
        return repr(float(number) * 1.5)
    value = int(number.replace("_", ""), 0)
    return str(max(value + 1, value * 3 // 2))


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """The numbers of a module, in order."""
    begins = [0]
    for line in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    rows = source.splitlines()

    def offset(line: int, column: int) -> int:
        return begins[line - 1] + len(rows[line - 1].encode()[:column].decode())

    tree = ast.parse(source)
    sizes = {node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "maxsize"}
    for node in ast.walk(tree):
        if node in sizes:
            continue  # how much a cache holds changes no result
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or node.end_lineno is None:
            continue
        start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset or 0)
        if isinstance(node.value, int | float):
            if node.value not in SMALL:
                yield Mutant(module, node.lineno, start, source[start:end])
        elif isinstance(node.value, str):
            yield from counts(module, source, start, end)


def counts(module: str, source: str, start: int, end: int) -> Iterator[Mutant]:
    """The counts of a regular expression (`{1,40}`) in a string of the source."""
    for found in COUNT.finditer(source, start, end):
        for group, number in enumerate(found.groups(), 1):
            if number and int(number) not in SMALL:
                line = source.count("\n", 0, found.start()) + 1
                yield Mutant(module, line, found.start(group), number)


def every_mutant(project: Path) -> list[Mutant]:
    found = []
    for path in sorted((project / PAGES).glob("*.py")):
        found += sorted(set(mutants(path.name, path.read_text("utf-8"))), key=lambda one: one.start)
    return found


def is_noticed(mutant: Mutant, copy: Path) -> bool:
    """Whether a test fails in a copy of the project that has the mutant in the place of its module."""
    path = copy / PAGES / mutant.module
    source = path.read_text("utf-8")
    path.write_text(mutant.source(source), "utf-8")
    try:
        return any(fails(tests, copy) for tests in STAGES)
    finally:
        path.write_text(source, "utf-8")


def fails(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


def main(how_many: str = "") -> None:
    """Print the numbers that no test notices, and how many there are."""
    unnoticed = 0
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"  # the project itself may be changed while this runs
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "data", "build", "dist", "__pycache__"))
        every = every_mutant(copy)
        chosen = sorted(random.Random(0).sample(every, min(int(how_many), len(every)))) if how_many else every
        for mutant in chosen:
            if not is_noticed(mutant, copy):
                unnoticed += 1
                line = re.sub(
                    r"\s+", " ", (copy / PAGES / mutant.module).read_text("utf-8").splitlines()[mutant.line - 1]
                )
                sys.stdout.write(f"{PAGES}/{mutant.module}:{mutant.line}: {mutant.number}: {line.strip()[:90]}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - unnoticed} of {len(chosen)} numbers are held by a test\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
