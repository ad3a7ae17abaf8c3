"""No damage to a dataset is a crash: commands name what they pass over, and end with an exit code of theirs.

A crawl of the sample newsstand is damaged: lines of data files and of runs.jsonl, the index, the archive, names of files.
"""

# ruff: noqa: E501 - lists of pieces, as many to a line as fit

import json
import os
import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from newsstand.demo.content import sample
from newsstand.demo.server import DemoServer
from newsstand.exit_codes import EXIT_CODES
from tests.command import crawl, scrapy

PAPER = sample().publications[0].path
CODES = {0, 1, 2, *EXIT_CODES.values()}
MOST_LINES = 120
"""Each damaged line of the small dataset may be told of once by the index and once by the export."""
COMMANDS = [
    ["gaps"], ["gaps", "--check"], ["gaps", "--json", "--until", "2030-01-01"], ["dataset"], ["dataset", "--json"], ["index"],
    ["index", "rebuild"], ["runs"], ["compact"], ["compact", "--before", "2027-01"], ["export", "--to", "{folder}/export"], ["reread"],
    ["coverage", "--to", "{folder}/coverage.html"],
    ["crawl", "demo", "-a", "site={site}", "-a", "publication={paper}", "-a", "editions=2"],
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 7, 1.5, 1e308, 10**400, 2**64, "", "x", "\0", "\ud800", "2026-13-40", "9999-12-31", [], {}, [[]], [None], {"": 0},
    [{"id": 3}], [{"cause": []}], {"name": [], "sha256": 7}, "edition:x", "story:x", "../../x", "2026-01-01T00:00:00+00:00", "x" * 70_000,
]  # fmt: skip
NAMES = [
    "x", ".jsonl", "-.jsonl", "a b.jsonl", "é.jsonl", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape") + ".jsonl",
    "a\nb.jsonl", "demo.jsonl.gz", "demo.jsonl.part", "x.jsonl.replaces.json", "x.manifest.json", "2026/x.jsonl", "x" * 200 + ".jsonl",
    "x.wacz", "x.warc.gz", "%s.jsonl", "{x}.jsonl", "con.jsonl", "x.jsonl.jsonl",
]  # fmt: skip


@cache
def site() -> str:
    """The address of the sample newsstand, which runs as long as this process."""
    return DemoServer().__enter__().url


@cache
def whole() -> Path:
    """A dataset with its archive, made once."""
    data = Path(mkdtemp(prefix="fuzz-data-")) / "data"
    ran = crawl("demo", data, "-s", "ARCHIVE=1", site=site(), publication=PAPER, editions="latest")
    assert ran.code == 0, ran.err
    return data


def files(data: Path, *endings: str) -> list[Path]:
    found = [path for path in data.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(path for path in found if path.name.endswith(endings or ("",)))


def value_changed(chance: random.Random, line: bytes) -> bytes:
    """A line of JSON with a value of it, at any depth, of another type or gone."""
    record = json.loads(line)
    place, key = record, None
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        inside, key = place, chance.choice(keys)
        place = inside[key]
        if chance.random() < 0.5:
            break
    if key is None:
        return line
    if chance.random() < 0.2:
        del inside[key]
    else:
        inside[key] = chance.choice(VALUES)
    return json.dumps(record).encode() + b"\n"


ODD_LINES = [
    b"\n", b"\0" * 50 + b"\n", b"null\n", b"[]\n", b"{}\n", b"7\n", b'"x"\n', b"\xff\xfe\n", b"\xef\xbb\xbf{}\n", b"[" * 100_000 + b"\n",
    b'{"type": "story"}\n', b'{"type": "story", "newsstand": "demo", "id": "story:x"}\n', b'{"a": NaN}\n', b"1" * 5000 + b"\n",
    b'{"type": "x", "newsstand": "demo", "id": "x"}\n',
    b'{"type": "edition", "newsstand": "demo", "id": "edition:x", "publication_id": "publication:x", "date_start": "x"}\n',
]  # fmt: skip


def lines_changed(chance: random.Random, data: Path) -> None:
    path = chance.choice(files(data, ".jsonl"))
    lines = path.read_bytes().splitlines(keepends=True) or [b"{}\n"]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        try:
            changed = value_changed(chance, lines[at])
        except (ValueError, RecursionError):
            changed = b"{}\n"
        odd = chance.choice(ODD_LINES)
        lines[at] = chance.choice(
            [changed, changed, changed, odd, lines[at] + odd, lines[at][: len(lines[at]) // 2], lines[at] * 2]
        )
    path.write_bytes(b"".join(lines))


def bytes_changed(chance: random.Random, data: Path) -> None:
    """A page of any file other bytes, zeros, cut off, or more behind its end."""
    path = chance.choice([*files(data), *files(data, ".sqlite") * 9])
    body = bytearray(path.read_bytes())
    size = chance.choice([1, 16, 512, 4096])
    at = chance.randrange(max(1, len(body))) // size * size
    match chance.randrange(5):
        case 0:
            body[at : at + size] = bytes(size)
        case 1:
            body[at : at + size] = chance.randbytes(size)
        case 2:
            del body[at:]
        case 3:
            del body[at : at + size]
        case 4:
            body += chance.randbytes(size)
    path.write_bytes(body)


def renamed(chance: random.Random, data: Path) -> None:
    path = chance.choice(files(data))
    other = path.parent / chance.choice(NAMES) if chance.random() < 0.7 else path.with_name(path.name + ".part")
    other.parent.mkdir(parents=True, exist_ok=True)
    if chance.random() < 0.5:
        path.rename(other)
    else:
        shutil.copyfile(path, other)


def of_another_kind(chance: random.Random, data: Path) -> None:
    """A folder, a link or a pipe where a file was, or a file where a folder was."""
    path = chance.choice([*files(data), *(entry for entry in data.iterdir() if entry.is_dir())])
    if path.is_dir():
        shutil.rmtree(path)
        path.touch()
        return
    path.unlink()
    match chance.randrange(5):
        case 0:
            path.mkdir()
        case 1:
            path.symlink_to("nowhere")
        case 2:
            path.symlink_to(path.name)
        case 3:
            path.symlink_to("/dev/null")
        case 4:
            os.mkfifo(path)


DAMAGES: list[Callable[[random.Random, Path], None]] = [
    lines_changed,
    lines_changed,
    bytes_changed,
    renamed,
    of_another_kind,
]


def attempt(chance: random.Random) -> None:
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(whole(), data)
        done = []
        for _ in range(chance.randint(1, 3)):
            damage = chance.choice(DAMAGES)
            damage(chance, data)
            done.append(damage.__name__)
        for command in chance.sample(COMMANDS, 2):
            words = [word.format(folder=folder, site=site(), paper=PAPER) for word in command]
            try:
                check(words, data)
            except Exception as error:
                error.add_note(f"{words} after {done}")
                raise


def check(command: list[str], data: Path) -> None:
    ran = scrapy(*command, "-s", f"DATA_DIR={data}")
    assert ran.code in CODES, ran
    assert len(ran.err.splitlines()) <= MOST_LINES, ran.err
    assert ran.code in (0, 1) or ran.err.strip(), ran
