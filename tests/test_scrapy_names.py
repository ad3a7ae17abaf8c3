"""Scrapy's underscore names, which may go with any release: where they are used, and which one is gone."""

import ast
from pathlib import Path

import pytest
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.feedexport import FeedExporter

from tests.house import ROOT, modules

USED: dict[str, tuple[type, set[str]]] = {
    "dataset/feeds.py": (
        FeedExporter,
        {"_close_slot", "_get_uri_params", "_schedule_slot_close", "_start_new_batch"},
    ),
    "politeness/robots.py": (RobotsTxtMiddleware, {"_parse_robots", "_parserimpl", "_robots_error"}),
    "politeness/truncated.py": (HttpCompressionMiddleware, {"_decode"}),
}
"""File -> the class of Scrapy's that it extends, and what it uses of it. At most three files."""
NOT_SCRAPYS = {"_exit", "_fields", "_make", "_replace"}
"""Python's own: `os._exit`, and what named tuples have."""


def used(path: Path) -> set[str]:
    """The underscore names that a module asks objects for, or its base class."""
    attributes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
    return {node.attr for node in attributes if node.attr.startswith("_") and not node.attr.startswith("__")}


def defined() -> set[str]:
    """The names that the project's own code gives: functions, and what is assigned or declared."""
    found = set(NOT_SCRAPYS)
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    return found - {name for _, names in USED.values() for name in names}


OWN = defined()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_other_file_uses_them(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert used(path) - OWN == (USED[name][1] if name in USED else set())


@pytest.mark.parametrize(
    ("scrapys_own", "name"), [(one, name) for one, names in USED.values() for name in sorted(names)]
)
def test_scrapy_still_has_it(scrapys_own: type, name: str) -> None:
    source = Path(__import__(scrapys_own.__module__, fromlist=["_"]).__file__ or "").read_text(encoding="utf-8")
    assert hasattr(scrapys_own, name) or f"self.{name}" in source, f"Scrapy's {scrapys_own.__name__} lost {name}"


def test_three_files_at_most() -> None:
    assert len(USED) <= 3
