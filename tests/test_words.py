"""One word for one thing: names of modules and classes hold to the glossary of CONTRIBUTING.md."""

import ast
import re

import pytest

from tests.command import ROOT
from tests.house import modules

RETIRED = {
    *("account", "accounts", "choice", "fate", "fates", "following", "ledger", "manners", "memory"),
    *("rhythm", "survey", "walk", "wholefiles"),
}
"""Words that the glossary replaces: no module or class is called by one."""
GLOSSARY = ROOT / "CONTRIBUTING.md"


def words(name: str) -> set[str]:
    """The words of a name in either case: "KnownStory", "known_story" -> {"known", "story"}."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.name)
def test_no_module_or_class_is_called_by_a_retired_word(path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [path.stem, path.parent.name, *(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    assert [name for name in names if words(name) & RETIRED] == []


def test_the_glossary_names_what_there_is() -> None:
    rows = re.findall(r"^\| ([a-z, ]+) \| [^|]+ \| [^|]*\|$", GLOSSARY.read_text("utf-8"), re.M)
    assert len(rows) >= 20


def test_every_room_and_file_that_contributing_names_exists() -> None:
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.py|\.toml))`", GLOSSARY.read_text("utf-8")))
    named.remove("newsstand/spiders/chiosco.py")  # the walk-through writes it
    package = ROOT / "newsstand"
    known = {path.name for path in package.rglob("*.*")}
    assert [name for name in named if not (name in known or (ROOT / name).exists() or (package / name).exists())] == []
