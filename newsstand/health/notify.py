"""Telling somebody of an unhealthy run: NOTIFY, a shell command, gets the report on its standard input.

It never changes what becomes of the run: a command that fails or takes too long is a warning.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

from newsstand.terminal import one_line, printable

INDENT = "  "
HEALTHY = "healthy again"
"""The cause of a run that ended well after one that did not, for who is told of changes alone."""
LONG_WORD = re.compile(r"[^\s\"'=/@:;&|<>()$?]{8,}")
"""Of a command: it may be a password, or the address that one is a part of."""
LONGEST = 60.0
"""Seconds that the command may take: mail and chat are handed over in one."""


def notify(command: str | None, report: str, *, code: int, cause: str, data_dir: Path) -> None:
    """Run `command`, where there is one, for a run that ended with `code`.

    The report comes under a line that says `cause`, the worst, and `code`. Its lines are indented, as some begin with
    words of a page ("~!command" at the start of a line is one to old mail programs); nothing in it can move a cursor.
    The environment has NEWSSTAND_EXIT_CODE, NEWSSTAND_CAUSE and NEWSSTAND_DATA_DIR, whose runs.jsonl has it all as
    JSON.
    """
    if not command:
        return
    told = {
        "NEWSSTAND_EXIT_CODE": str(code),
        "NEWSSTAND_CAUSE": cause,
        "NEWSSTAND_DATA_DIR": str(data_dir.absolute()),
    }
    lines = [f"newsstand: {cause} (exit code {code})", *(line and INDENT + line for line in ["", *report.split("\n")])]
    if failed := run(command, "\n".join(map(printable, lines)), told):
        sys.stderr.write(f"NOTIFY: {one_line(failed)}\n")  # not the command: it may hold a password


def run(command: str, report: str, told: Mapping[str, str], longest: float | None = None) -> str | None:
    """Run a shell command with `report` on standard input: None, or what went wrong, with the last it printed.

    Files, not pipes: a command that leaves something running behind it, or does not read, holds nothing up.
    """
    seconds = LONGEST if longest is None else longest
    with TemporaryFile() as stdin, TemporaryFile() as printed:
        stdin.write(report.encode())
        stdin.seek(0)
        process = subprocess.Popen(
            command,
            shell=True,
            stdin=stdin,
            stdout=printed,
            stderr=subprocess.STDOUT,
            env=os.environ | told,
            start_new_session=True,
        )
        try:
            code = process.wait(seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt) as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            stopped = isinstance(error, KeyboardInterrupt)
            return "interrupted" if stopped else f"ended, as it took longer than {seconds:g} seconds"
        if code == 0:
            return None
        printed.seek(0)
        last = printed.read().decode(errors="replace").strip().rpartition("\n")[2]
        last = without_words_of(command, last)
        return f"ended with {code}" + (f" ({last})" if last else "")


def without_words_of(command: str, said: str) -> str:
    """What a command printed, with "…" for its own long words: programs repeat addresses, and a shell what it does not
    find."""
    for word in sorted(set(LONG_WORD.findall(command)), key=len, reverse=True):
        said = said.replace(word, "…")
    return said
