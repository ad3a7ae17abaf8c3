"""The same label means the same on any machine and day: nothing that reads one looks around."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import newsstand.labels

ROOM = Path(newsstand.labels.__file__).parent
TABLE = Path(__file__).with_name("labels.tsv")
PRINT = """
import sys
from newsstand.labels import read_label
for line in list(open(sys.argv[1], encoding="utf-8"))[::3]:
    label, publication, language = line.split("\\t")[:3]
    sys.stdout.buffer.write(repr(read_label(label, languages=(language,), publication=publication)).encode() + b"\\n")
"""
LOOKS_AROUND = {"time", "locale", "os", "random", "logging", "zoneinfo", "tzlocal", "pathlib", "io"}
ASKS_THE_CLOCK = {"now", "utcnow", "today", "fromtimestamp", "localtime", "gmtime"}


def read_in(**environment: str) -> bytes:
    known = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
    command = [sys.executable, "-c", PRINT, str(TABLE)]
    return subprocess.run(command, env=known | environment, stdout=subprocess.PIPE, check=True, timeout=60).stdout


def test_time_zone_locale_and_hash_seed_change_nothing() -> None:
    one = read_in(TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="1")
    other = read_in(TZ="America/Adak", LC_ALL="tr_TR.UTF-8", LANG="ar_EG.UTF-8", PYTHONHASHSEED="2", PYTHONUTF8="1")
    assert one == other
    assert one.count(b"\n") > 300


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.name)
def test_no_module_asks_for_the_clock_or_the_machine(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not LOOKS_AROUND & {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in LOOKS_AROUND
        elif isinstance(node, ast.Attribute):
            assert node.attr not in ASKS_THE_CLOCK
