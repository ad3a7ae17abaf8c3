"""A line of the record of runs: what is a run of this version, and what is none.

A sound line is read by msgspec at once, with the types of all fields. What that refuses is looked at again, field by
field: it may be of a version that had more fields, or fewer.
"""

import json
from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from typing import Annotated, Any

from msgspec import DecodeError, Meta, Struct, field
from msgspec.json import Decoder
from msgspec.structs import asdict

FIELDS: dict[str, Any] = {
    "id": "",
    "spider": "",
    "arguments": {},
    "versions": {},
    "start": "",
    "end": "",
    "reason": "",
    "exit_code": -1,
    "counts": {},
    "files": [],
    "problems": [],
    "publications": [],
    "coverage": {},
    "crawl_delay": 0.0,
    "salvaged": [],
}
"""The fields of a run (`Run`), each with what stands for it in a run of a version that had none."""
MOST = 1 << 31
"""Every number is below it."""
Number = Annotated[int, Meta(gt=-MOST, lt=MOST)]
Seconds = Annotated[int, Meta(ge=0, lt=MOST)] | Annotated[float, Meta(ge=0, lt=MOST)]
File = dict[str, str | int | None]


class _SoundRun(Struct, forbid_unknown_fields=True, gc=False):
    """The same fields, in their order, with their types. One without an id is looked at again."""

    id: str
    spider: str = ""
    arguments: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    start: str = ""
    end: str = ""
    reason: str = ""
    exit_code: Number = -1
    counts: dict[str, Number] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    publications: list[str] = field(default_factory=list)
    coverage: dict[str, dict[str, Any]] = field(default_factory=dict)
    crawl_delay: Seconds = 0.0
    salvaged: list[File] = field(default_factory=list)


DECODE = Decoder(_SoundRun).decode
REFUSED = (DecodeError, UnicodeDecodeError, RecursionError)
"""What DECODE raises."""


def run_of(line: bytes) -> dict[str, Any] | None:
    """The run on a line, with all the fields of `Run`; None where it is none, or of a version that had others."""
    try:
        run = asdict(DECODE(line))
    except REFUSED:
        return looked_at(line)
    return run if _fits_inside(run) else None


def looked_at(line: bytes) -> dict[str, Any] | None:
    """The same of any line, ten times as slow. What it has besides those fields is left in."""
    try:
        run = json.loads(line)
        json.dumps(run, ensure_ascii=False).encode()  # half a surrogate pair is nothing that UTF-8 can say
    except (ValueError, RecursionError):
        return None
    if not isinstance(run, dict) or not run.keys() & FIELDS.keys():
        return None
    run = {name: copy(value) for name, value in FIELDS.items()} | run
    if not all(_is_like(run[name], value) for name, value in FIELDS.items()):
        return None
    fits = all(fits(one) for name, fits in PARTS.items() for one in _parts(run[name]))
    return run if fits and _fits_inside(run) else None


def _is_like(one: Any, value: Any) -> bool:
    """Whether it is of the type of a field's value; seconds may be whole."""
    return type(one) is type(value) or (type(one) is int and type(value) is float)


def _parts(value: Any) -> Iterable[Any]:
    """What a field is made of: the values of an object, the members of a list, or itself."""
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]


PARTS: dict[str, Callable[[Any], bool]] = {
    "arguments": lambda one: isinstance(one, str),
    "versions": lambda one: isinstance(one, str),
    "exit_code": lambda one: abs(one) < MOST,
    "counts": lambda one: type(one) is int and abs(one) < MOST,
    "files": lambda one: isinstance(one, dict),
    "problems": lambda one: isinstance(one, dict),
    "publications": lambda one: isinstance(one, str),
    "coverage": lambda one: isinstance(one, dict),
    "crawl_delay": lambda one: 0 <= one < MOST,
    "salvaged": lambda one: isinstance(one, dict),
}
"""Field -> whether what it is made of can be what it should be: what DECODE knows by the types."""


def _fits_inside(run: dict[str, Any]) -> bool:
    """Whether a run of the right types has times, files and problems that are some."""
    for file in (*run["files"], *run["salvaged"]):
        if not _is_file(file):
            return False
    for problem in run["problems"]:
        if "cause" not in problem or "message" not in problem:
            return False
    return _is_time(run["start"]) and _is_time(run["end"])


def _is_time(one: str) -> bool:
    try:
        return not one or datetime.fromisoformat(one).tzinfo is not None
    except ValueError:
        return False


def _is_file(one: dict[str, Any]) -> bool:
    """Whether it names a file: with its hash, or with none where nothing of it was kept."""
    return (
        isinstance(one.get("name"), str)
        and isinstance(one.setdefault("sha256", None), TEXT_OR_NONE)
        and isinstance(one.get("size", 0), int)
    )


TEXT_OR_NONE = (str, type(None))
