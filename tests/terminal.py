"""A terminal for commands: runs one in a pseudo terminal and keeps what its screen showed."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.command import LONGEST, ROOT, SCRAPY, environment

PART = re.compile(r"\x1b\[(\??)([\d;]*)([A-Za-z])|([\r\n])|([^\x1b\r\n]+)")


@dataclass
class Screen:
    """What a terminal shows of what is printed: as much of it as our commands need. Any other control is an error."""

    lines: list[str] = field(default_factory=lambda: [""])
    row: int = 0
    column: int = 0
    cursor: bool = True
    """Whether the cursor is shown."""

    def print(self, text: str) -> None:
        end = 0
        for part in PART.finditer(text):
            assert part.start() == end, f"not known: {text[end : part.start() + 20]!r}"
            end = part.end()
            private, numbers, control, move, plain = part.groups()
            if plain:
                line = self.lines[self.row].ljust(self.column)
                self.lines[self.row] = line[: self.column] + plain + line[self.column + len(plain) :]
                self.column += len(plain)
            elif move == "\r":
                self.column = 0
            elif move == "\n":
                self.row += 1
                self.lines += [""] * (self.row + 1 - len(self.lines))
            elif private:
                assert numbers == "25"
                self.cursor = control == "h"
            elif control == "A":
                self.row -= int(numbers or 1)
            elif control == "K":
                assert numbers == "2"
                self.lines[self.row] = ""
            else:
                assert control == "m", control
        assert end == len(text), f"not known: {text[end : end + 20]!r}"

    def shown(self) -> list[str]:
        return [line.rstrip() for line in self.lines]


@dataclass
class Recorded:
    code: int
    screens: list[list[str]]
    """The screen at every moment that something was printed."""
    last: Screen


def on_terminal(
    *arguments: str | Path, columns: int = 80, during: Callable[[int, list[str]], None] | None = None, **changes: str
) -> Recorded:
    """Run `scrapy ARGUMENTS` in a terminal. `during` is called with its process id and the screen as it changes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [SCRAPY, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=environment(TERM="xterm-256color", COLUMNS="", LINES="", **changes),  # the terminal's own size counts
        start_new_session=True,
    )
    os.close(theirs)
    screen, screens, waiting, until = Screen(), [], b"", monotonic() + LONGEST
    try:
        while monotonic() < until and select.select([ours], [], [], LONGEST)[0]:
            try:
                data = os.read(ours, 1 << 16)
            except OSError:  # Linux's end of file, once nobody has the terminal open
                break
            if not data:
                break
            # A control that is cut between two readings waits for its rest.
            whole, escape, cut = (waiting + data).rpartition(b"\x1b")
            text = whole + escape + cut
            done = len(text) if not escape or re.match(rb"\[\??[\d;]*[A-Za-z]", cut) else len(whole)
            waiting = text[done:]
            screen.print(text[:done].decode(errors="replace"))
            screens.append(screen.shown())
            if during:
                during(process.pid, screens[-1])
        return Recorded(process.wait(10), screens, screen)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
