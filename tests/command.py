"""Running the real commands, and reading what they leave."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.forked import Forked

ROOT = Path(__file__).parent.parent
SCRAPY = Path(sys.executable).with_name("scrapy")
LONGEST = 60
"""Seconds: no command of the tests may take longer."""


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    def records(self) -> list[dict[str, Any]]:
        """The JSON Lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a command: the tests' own, without a contact or a configuration of the user's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEWSSTAND_")}
    return own | {"NEWSSTAND_CONFIG": os.devnull} | changes


def scrapy(*arguments: str | Path, stdin: str | None = None, cwd: Path = ROOT, **changes: str) -> Ran:
    """Run `scrapy ARGUMENTS` as a user would, in the project's folder: by a fork (tests/forked.py), but where folder or
    environment change what an interpreter does as it starts."""
    own = environment(**changes)
    by_fork = cwd == ROOT and all(name.startswith("NEWSSTAND_") for name in changes)
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write((stdin or "").encode())
        given.seek(0)
        words = list(map(str, arguments))
        if by_fork:
            code = Forked(words, own, given, out, err).wait(LONGEST)
        else:
            code = subprocess.run(
                [SCRAPY, *words], stdin=given, stdout=out, stderr=err, cwd=cwd, env=own, timeout=LONGEST, check=False
            ).returncode
        ran = Ran(code, *(text_of(file) for file in (out, err)))
    assert "Traceback" not in ran.err, ran.err
    return ran


def text_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


def crawl(spider: str, data: Path, *options: str, **given: str) -> Ran:
    """Run `scrapy crawl SPIDER -a NAME=VALUE … -s DATA_DIR=data OPTIONS`."""
    arguments = [part for name, value in given.items() for part in ("-a", f"{name}={value}")]
    return scrapy("crawl", spider, *arguments, "-s", f"DATA_DIR={data}", *options)


def records(data: Path, kind: str) -> list[dict[str, Any]]:
    """All records in a folder of DATA_DIR, in the order in which they were written."""
    files = sorted((data / kind).glob("*.jsonl"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
