"""The structure of the code in figures: python -m tests.house.

Rooms are the folders and single modules right under newsstand/. An arrow leads from a room to one that it imports. A
room change is a call from one room's function to another's while one saved story page becomes its record.
"""

import ast
import contextlib
import io
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from scrapy.utils.project import get_project_settings

import newsstand
from newsstand.commands.extract import Command

ROOT = Path(newsstand.__file__).parent
PAGE = Path(__file__).parent / "newsstands" / "magzter" / "story-en-g3-header-on-three-lines" / "page.html"
ENTRANCES = {"__init__", "__main__"}


def room_of(path: Path) -> str:
    """The room of a module under newsstand/."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "templates" not in path.parts)


def imported(path: Path) -> set[str]:
    """Absolute names of what `path` imports, anywhere in it: "newsstand.labels.read_label"."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the import out, from newsstand down"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(path: Path) -> set[str]:
    """The rooms that a module imports, its own among them."""
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("newsstand.")}
    return {room for room in ours if (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()}


def arrows() -> set[tuple[str, str]]:
    return {
        (room_of(path), room)
        for path in modules()
        for room in rooms_imported(path) - {room_of(path)}
        if room_of(path) not in ENTRANCES
    }


def rooms() -> set[str]:
    return {room_of(path) for path in modules()} - ENTRANCES


@dataclass(slots=True)
class Way:
    """What one story passes on its way from the saved page to its record."""

    rooms: set[str]
    files: set[str]
    changes: int = 0


def way_of_a_story() -> Way:
    way = Way(set(), set())
    stack: list[str] = []

    def follow(frame: FrameType, event: str, _argument: Any) -> None:
        file = frame.f_code.co_filename
        if event not in ("call", "return") or not file.startswith(str(ROOT)):
            return
        if event == "return":
            if stack:
                stack.pop()
            return
        room = room_of(Path(file))
        way.rooms.add(room)
        way.files.add(file)
        if stack and stack[-1] != room:
            way.changes += 1
        stack.append(room)

    command = Command()
    command.settings = get_project_settings()
    options = Namespace(spider="magzter", url=None, explain=False)
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        command.run([str(PAGE)], options)  # tables are read and patterns compiled: that is no part of the way
        sys.setprofile(follow)
        try:
            command.run([str(PAGE)], options)
        finally:
            sys.setprofile(None)
    return way


if __name__ == "__main__":
    way = way_of_a_story()
    print(f"{len(rooms())} rooms, {len(arrows())} arrows")  # noqa: T201 a command prints
    print(f"a story passes {len(way.rooms)} rooms, {len(way.files)} files, and changes room {way.changes} times")  # noqa: T201
