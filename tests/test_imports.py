"""Who may import whom. Pure rooms know nothing of the doing ones; each library that needs taming has one door."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ENTRANCES, ROOT, imported, modules, room_of, rooms_imported, way_of_a_story

MODULES = modules()

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
    "spiders": {"crawl", "demo", "pages", "urls"},
    "settings": {"config"},
    "commands": {
        *("archive", "arguments", "config", "crawl", "dataset", "exit_codes", "export", "gaps", "health", "items"),
        *("labels", "loaders", "pages", "pipelines", "politeness", "stats", "terminal", "text", "urls"),
    },
}
"""Complete: a room without a row fails. No arrow goes down the table, so there is no circle."""

MOST_ROOMS = 24

DOORS = {
    # library -> the one module that knows it; of SQLite one for each index, two for files of an export's own, and the
    # manifest of an export, which names the version
    "sqlite3": {
        *("dataset/database.py", "archive/payloads.py"),
        *("export/stage.py", "export/sqlite.py", "export/manifest.py"),
    },
    "ftfy": {"text.py"},
    "dateparser": {"labels/calendar_words.py"},
    "fasttext": {"languages.py"},
    "turbohtml": {"pages/html.py"},
    "duckdb": {"export/parquet.py"},
    "xlsxwriter": {"export/spreadsheets.py"},
    "jinja2": {"export/page.py"},
    "msgspec": {"archive/cdxj.py", "dataset/feeds.py", "dataset/run_lines.py", "export/records.py"},
}

IMPORTED_LATE = {"ftfy", "fasttext", "turbohtml", "jinja2"}
"""Libraries that take 0.05 to 0.2 s to import, and that many commands never use: imported where they are used first.

Scrapy imports the modules of all commands at each start of any of them."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = room_of(path)
    others = rooms_imported(path) - {room}
    if room in ENTRANCES:
        assert not others
    else:
        assert room in MAY_IMPORT, f"add a row for the room {room!r} to MAY_IMPORT"
        assert others <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_that_needs_taming_has_one_door(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    for library in libraries & DOORS.keys():
        assert name_of(path) in DOORS[library], f"{library} is for {DOORS[library]} alone"


def test_what_is_heavy_is_imported_where_it_is_used_first() -> None:
    probe = "import sys, scrapy.utils.misc as misc; misc.walk_modules('newsstand.commands'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert "newsstand.pages.story" in loaded
    assert not IMPORTED_LATE & set(loaded)
    assert not [name for name in loaded if name.startswith(("newsstand.archive.", "newsstand.export."))]


def test_no_room_imports_one_below_it() -> None:
    rooms = list(MAY_IMPORT)
    for place, room in enumerate(rooms):
        assert MAY_IMPORT[room] <= set(rooms[:place]), f"{room} imports a room that stands below it"


def test_the_house_keeps_its_size() -> None:
    assert len(MAY_IMPORT) <= MOST_ROOMS


def test_a_story_comes_through_few_rooms() -> None:
    way = way_of_a_story()
    assert len(way.rooms) <= 12
    assert way.changes <= 90
