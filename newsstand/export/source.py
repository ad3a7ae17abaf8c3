"""The dataset's records, line by line, each checked against the columns that it has to fill."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from newsstand.dataset.listing import find_files
from newsstand.dataset.records import Line, read_lines
from newsstand.dataset.rows import is_day
from newsstand.dataset.runs import RUNS
from newsstand.export.columns import LEFT_OUT, TABLES, Column, Kind

FOLDERS = {"publications": "publication", "editions": "edition", "stories": "story"}
"""Folder of DATA_DIR, which is also the table's name -> the type of its records."""


class Damaged(Exception):
    """A line is no record of this dataset; the message begins with file and line."""


@dataclass(slots=True)
class Found:
    """What reading came upon besides records."""

    damaged: list[str] = field(default_factory=list)
    """Lines passed over, each as "stories/demo-….jsonl:12: is no JSON"."""
    unknown: dict[str, set[str]] = field(default_factory=dict)
    """Table -> keys of its records that no column takes."""


class Read(NamedTuple):
    """A record, and where it stands."""

    table: str
    record: dict[str, Any]
    file: str
    number: int
    """Of its line, from 1."""
    line: bytes


def input_files(data_dir: Path) -> dict[str, int]:
    """Every complete file of the dataset, and the record of runs: name under DATA_DIR -> bytes."""
    files = {found.name: found.size for found in find_files(data_dir, *FOLDERS)}
    if (data_dir / RUNS).exists():
        files[RUNS] = (data_dir / RUNS).stat().st_size
    return dict(sorted(files.items()))


def records(data_dir: Path, names: Collection[str], found: Found, *, skip_bad: bool = False) -> Iterator[Read]:
    """Every record in the files named, by name and line.

    What is noticed on the way is added to `found`. Raises Damaged, unless `skip_bad`, and OSError.
    """
    for name in sorted(names):
        table = name.partition("/")[0]
        if table not in FOLDERS:
            continue
        known = _keys(table)
        for number, _, line in _lines(data_dir / name, name):
            try:
                record = _record(line, table)
            except Damaged as error:
                said = f"{name}:{number}: {error}"
                if not skip_bad:
                    raise Damaged(said) from None
                found.damaged.append(said)
                continue
            if not record.keys() <= known:
                found.unknown.setdefault(table, set()).update(record.keys() - known)
            yield Read(table, record, name, number, line)


def _keys(table: str) -> set[str]:
    return {column.name for column in TABLES[table]} | LEFT_OUT.keys()


def _lines(path: Path, name: str) -> Iterator[Line]:
    """As `read_lines`; damaged compression cannot be passed over, as what follows it is lost."""
    try:
        yield from read_lines(path)
    except ValueError as error:
        raise Damaged(f"{name}: {error}") from error


def _record(line: bytes, table: str) -> dict[str, Any]:
    try:
        record = DECODE(line.decode())
        if b"\\u" in line:
            json.dumps(record, ensure_ascii=False).encode()  # half a surrogate pair is nothing that UTF-8 can say
    except (ValueError, RecursionError):
        raise Damaged("is no JSON") from None
    if not isinstance(record, dict):
        raise Damaged("is no JSON object")
    for key in ("newsstand", "id", "fetched_at"):
        if not isinstance(record.get(key), str) or not record[key]:
            raise Damaged(f"{key} is missing")
    if record.get("type") != FOLDERS[table]:
        raise Damaged(f"type is {record.get('type')!r}, not {FOLDERS[table]!r}")
    for name, fits, kind in _checks(table):
        value = record.get(name)
        if value is not None and not fits(value):
            raise Damaged(f"{name} is {str(value)[:60]!r}, which is no {kind}")
    return record


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and is_day(value)


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _no_number(said: str) -> None:
    raise ValueError(f"{said} is no JSON")


DECODE = json.JSONDecoder(parse_constant=_no_number).decode
"""As `json.loads`, but for "NaN" and "Infinity"."""


FITS: dict[Kind, Callable[[Any], bool]] = {
    Kind.INTEGER: lambda value: type(value) is int and abs(value) < 2**31,
    Kind.NUMBER: lambda value: type(value) in (int, float) and abs(value) < 1e300,
    Kind.BOOLEAN: lambda value: type(value) is bool,
    Kind.DAY: _is_day,
    Kind.TIME: _is_time,
    Kind.TEXTS: lambda value: type(value) is list and all(type(each) is str for each in value),
}
"""Whether a value can stand in a column of a kind. A text may be anything: what is none is written as JSON."""


def _fits(column: Column) -> Callable[[Any], bool] | None:
    """Whether a value can stand in a column; None where any can."""
    if column.kind is not Kind.ROWS:
        return FITS.get(column.kind)
    checks = [(part.name, fits) for part in column.parts if (fits := _fits(part))]

    def are_rows(value: Any) -> bool:
        if type(value) is not list or not all(type(each) is dict for each in value):
            return False
        return all(each.get(name) is None or fits(each[name]) for each in value for name, fits in checks)

    return are_rows


_CHECKS: dict[str, list[tuple[str, Callable[[Any], bool], str]]] = {}


def _checks(table: str) -> list[tuple[str, Callable[[Any], bool], str]]:
    if table not in _CHECKS:
        columns: tuple[Column, ...] = TABLES[table]
        _CHECKS[table] = [(each.name, fits, each.kind.value) for each in columns if (fits := _fits(each))]
    return _CHECKS[table]
