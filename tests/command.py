"""Running the real commands, and reading what they leave."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """Run `scrapy ARGUMENTS` as a user would, in the project's folder."""
    ran = subprocess.run(
        [SCRAPY, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(**changes),
        timeout=LONGEST,
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def crawl(spider: str, data: Path, *options: str, **given: str) -> Ran:
    """Run `scrapy crawl SPIDER -a NAME=VALUE … -s DATA_DIR=data OPTIONS`."""
    arguments = [part for name, value in given.items() for part in ("-a", f"{name}={value}")]
    return scrapy("crawl", spider, *arguments, "-s", f"DATA_DIR={data}", *options)


def records(data: Path, kind: str) -> list[dict[str, Any]]:
    """All records in a folder of DATA_DIR, in the order of files and lines."""
    files = sorted((data / kind).glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
