"""No newsstand.toml is a crash: `scrapy follow --dry-run` says what it would crawl, or in one line what is wrong."""

# ruff: noqa: E501 - lists of pieces, as many to a line as fit

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from newsstand.config import ConfigError, read_config
from tests.command import ROOT, scrapy

WHOLE_RUNS = 0.02
"""The share of files that the real command is given: it takes a hundred times as long."""
VALUES = [
    '""', '" "', '"x"', '"~nosuchuser/x"', '"~"', '"/dev/null"', '"a\\u0000b"', '"é"', '"\\n\\u001b[2J"', "0", "-1", "1e999",
    "nan", "inf", "99999999999999999999", "true", "[]", "[[]]", "{}", '{ "" = 1 }', "2026-01-01", "2026-01-01T00:00:00Z",
    "00:00:00", "9999-12-31", "0001-01-01", '["a", 1]', '["/GB/A/The-Owl/News"]', '"http://[x"', '"latest"', '"preview"', '"change"',
    '"demo"', '"/GB/A/The-Owl/News/"', '"//"', "'''\n'''", "[" * 1700 + "]" * 1700, '"' + "x" * 5000 + '"',
]  # fmt: skip
KEYS = [
    "contact", "data_dir", "index_dir", "text", "revisit_days", "notify", "notify_on", "archive", "delay", "longest_pause",
    "refusals", "spider", "publication", "editions", "since", "until", "language", "refresh", "site", "from", "to", "why", "was",
    "politeness", "follow", "silence", "moved", '""', '"a.b"', "x",
]  # fmt: skip
TABLES = [
    "[politeness]", "[[politeness]]", "[[follow]]", "[follow]", "[[silence]]", "[[moved]]", "[moved]", "[follow.x]", "[x]", "[",
    "=", "#", "\0", "\ufeff", "\r", "\ud7ff",
]  # fmt: skip


@cache
def example() -> list[str]:
    return (ROOT / "newsstand.example.toml").read_text("utf-8").splitlines()


def made(chance: random.Random) -> bytes:
    lines = [line.removeprefix("# ") if chance.random() < 0.2 else line for line in example()]
    if chance.random() < 0.3:
        lines = []
    for _ in range(chance.randint(1, 8)):
        key = f"{chance.choice(KEYS)} = {chance.choice(VALUES)}"
        lines.insert(chance.randint(0, len(lines)), chance.choice([key, key, key, chance.choice(TABLES)]))
        if chance.random() < 0.3:
            lines.pop(chance.randrange(len(lines)))
    body = bytearray("\n".join(lines).encode(chance.choice(["utf-8", "utf-8", "utf-8", "utf-16", "cp1252"]), "replace"))
    for _ in range(chance.choice([0, 0, 0, 2])):
        if body:
            body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def attempt(chance: random.Random) -> None:
    body = made(chance)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "newsstand.toml"
        file.write_bytes(body)
        try:
            check(file, whole=chance.random() < WHOLE_RUNS)
        except Exception as error:
            error.add_note(repr(body))
            raise


def check(file: Path, *, whole: bool) -> None:
    try:
        read_config(file, {})
    except ConfigError as error:
        is_one_line(str(error), file)
    if whole:
        ran = scrapy("follow", "--dry-run", "-s", "NOTIFY=", NEWSSTAND_CONFIG=str(file))
        assert ran.code in (0, 2), ran
        if ran.code:
            is_one_line(ran.err.removesuffix("\n"), file)


def is_one_line(message: str, file: Path) -> None:
    assert str(file) in message, message
    assert message.isprintable(), message
