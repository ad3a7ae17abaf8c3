"""The dataset's records, line by line, each checked against the columns that it has to fill.

A sound line is read as a record at once. What that refuses is looked at again, key by key: then it is named with what
is wrong, or it is taken, since a text may be anything and a key that no column takes is no harm.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from newsstand.dataset.records import Line, read_lines
from newsstand.dataset.rows import is_day
from newsstand.export.columns import LEFT_OUT, TABLES, Column, Kind
from newsstand.export.inputs import Damaged, Found
from newsstand.export.records import DECODE, DECODE_FLAT, FOLDERS, KEYS, MOST, OWN, REFUSED, encode, record_of

Decode = Callable[[bytes], Any]


class Read(NamedTuple):
    """A record, and where it stands."""

    table: str
    record: Any
    """As newsstand/export/records.py has it."""
    said: bytes
    """The record as a JSON object, which blanks may follow; it may have keys that are no columns."""
    file: str
    number: int
    """Of its line, from 1."""


def records(
    data_dir: Path, names: Collection[str], found: Found, *, rows: bool = True, skip_bad: bool = False
) -> Iterator[Read]:
    """Every record in the files named, by name and line; without `rows`, those of stories are not looked into.

    What is noticed on the way is added to `found`. Raises Damaged, unless `skip_bad`, and OSError.
    """
    decoders = DECODE if rows else DECODE_FLAT
    for name in sorted(names):
        table = name.partition("/")[0]
        if table not in FOLDERS:
            continue
        decode = decoders[table]
        for number, _, line in _lines(f"{data_dir}/{name}", name):
            try:
                yield Read(table, *_read(line, table, decode, found), name, number)
            except Damaged as error:
                damaged = f"{name}:{number}: {error}"
                if not skip_bad:
                    raise Damaged(damaged) from None
                found.damaged.append(damaged)


def _lines(path: str, name: str) -> Iterator[Line]:
    """As `read_lines`; damaged compression cannot be passed over, as what follows it is lost."""
    try:
        yield from read_lines(path)
    except ValueError as error:
        raise Damaged(f"{name}: {error}") from error


def _read(line: bytes, table: str, decode: Decode, found: Found) -> tuple[Any, bytes]:
    """The record on a line, and that record as a JSON object. Raises Damaged."""
    try:
        record = decode(line)
    except REFUSED:
        record = None
    if record is None or not _are_times(table, SAID[table](record)):
        record = _looked_at(line, table, found)
        return record, encode(record)
    return record, line


@lru_cache(maxsize=1024)
def _are_times(table: str, said: tuple[Any, ...]) -> bool:
    """Whether days and times of a record, as SAID has them, are what they should be: to Python they are texts.

    The stories of an edition are of one day, and fetched within seconds.
    """
    return all(value is None or fits(value) for value, fits in zip(said[1:], TIMES[table].values(), strict=True))


def _looked_at(line: bytes, table: str, found: Found) -> Any:
    """The record on a line that is not as lines are; names its unknown keys. Raises Damaged, which says why."""
    try:
        values = DECODE_ANY(line.decode())
        json.dumps(values, ensure_ascii=False).encode()  # half a surrogate pair is nothing that UTF-8 can say
    except (ValueError, RecursionError):
        raise Damaged("is no JSON") from None
    if not isinstance(values, dict):
        raise Damaged("is no JSON object")
    for key in KEYS:
        if not isinstance(values.get(key), str) or not values[key]:
            raise Damaged(f"{key} is missing")
    if values.get("type") != FOLDERS[table]:
        raise Damaged(f"type is {values.get('type')!r}, not {FOLDERS[table]!r}")
    for name, fits, kind in _CHECKS[table]:
        value = values.get(name)
        if value is not None and not fits(value):
            raise Damaged(f"{name} is {str(value)[:60]!r}, which is no {kind}")
    if unknown := values.keys() - {column.name for column in OWN[table]} - LEFT_OUT.keys():
        found.unknown.setdefault(table, set()).update(unknown)
    return record_of(table, _with_texts(OWN[table], values))


def _with_texts(columns: Iterable[Column], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of columns, where a text may have been anything: what is none is written as JSON."""
    found = {}
    for column in columns:
        value = values.get(column.name)
        if column.kind is Kind.TEXT and not isinstance(value, str | None):
            value = json.dumps(value, ensure_ascii=False)
        elif column.kind is Kind.ROWS and value is not None:
            value = [_with_texts(column.parts, row) for row in value]
        found[column.name] = value
    return found


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and is_day(value)


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(TIME.fullmatch(value)) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
"""A moment as RFC 3339 has it, with T or a blank. Python reads more ("20250102T000000Z"), and DuckDB does not."""


def _no_number(said: str) -> None:
    raise ValueError(f"{said} is no JSON")


DECODE_ANY = json.JSONDecoder(parse_constant=_no_number).decode
"""As `json.loads`, but for "NaN" and "Infinity"."""


FITS: dict[Kind, Callable[[Any], bool]] = {
    Kind.INTEGER: lambda value: type(value) is int and abs(value) <= MOST,
    Kind.NUMBER: lambda value: type(value) in (int, float) and abs(value) < 1e300,
    Kind.BOOLEAN: lambda value: type(value) is bool,
    Kind.DAY: _is_day,
    Kind.TIME: _is_time,
    Kind.TEXTS: lambda value: type(value) is list and all(type(each) is str for each in value),
}
"""Whether a value can stand in a column of a kind. A text may be anything."""


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


_CHECKS = {
    table: [(each.name, fits, each.kind.value) for each in TABLES[table] if (fits := _fits(each))] for table in FOLDERS
}
"""Table -> the columns that take only what fits: name, whether a value does, and what to call it."""
TIMES = {
    table: {each.name: FITS[each.kind] for each in OWN[table] if each.kind in (Kind.DAY, Kind.TIME)}
    for table in FOLDERS
}
"""Table -> its columns that are days and times -> whether a value is one."""
SAID = {table: attrgetter("type", *TIMES[table]) for table in FOLDERS}
"""Table -> what gives the type of a record and its days and times."""
