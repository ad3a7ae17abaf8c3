"""One door to labels: all readers go through `labels.publication`, with what is known of the publication."""

import ast
from pathlib import Path

import pytest

import newsstand
from newsstand.health.coverage import Coverage, add
from newsstand.items import Edition, Publication

ROOT = Path(newsstand.__file__).parent
READERS = {"read_label", "explained", "order_shown"}
MAY_READ = {"labels/__init__.py", "labels/publication.py", "labels/reading.py", "commands/label.py"}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_labels_are_read_through_their_publication(path: Path) -> None:
    names = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsstand.labels")
        for alias in node.names
    }
    assert not names & READERS or path.relative_to(ROOT).as_posix() in MAY_READ


@pytest.mark.parametrize(
    ("language", "label"), [("de", "12. Jän. 2026"), ("fr", "5 mai 2026"), ("fi", "5. kesäkuuta 2026")]
)
def test_coverage_reads_labels_in_the_language_of_their_publication(language: str, label: str) -> None:
    coverage: dict[str, Coverage] = {}
    add(coverage, Publication(id="1", language=language, editions_listed=[{"label": label}]))
    add(coverage, Edition(publication_id="1", label=label, language=language, stories_listed=3))
    assert (coverage["1"].labels, coverage["1"].unreadable) == (2, 0)
