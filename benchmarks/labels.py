"""Edition labels: this reader beside others on the project's own table; writes the result into docs/edition-labels.md.

Every reader gets what it can use of a row's hints, and the benefit of the doubt: where it can say which parts of a date
were given ("July 2020" is a month), its answer is taken to that precision.
"""

import re
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import process_time_ns

from dateparser.date import DateData, DateDataParser
from dateutil import parser as dateutil
from edtf import text_to_edtf

from newsstand.labels import read_label
from newsstand.labels.calendar_words import language_code
from tests.labels.label_table import Row, rows

DOCUMENT = Path(__file__).parent.parent / "docs" / "edition-labels.md"
TABLE = re.compile(r"(<!-- bench -->\n).*?(<!-- end -->)", re.DOTALL)
STRICT = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["month", "year"], "RELATIVE_BASE": datetime(2000, 1, 1)}  # noqa: DTZ001
ROUNDS = 2

Reader = Callable[[Row], str | None]
"""A row's label, with what it may use of the hints, to EDTF."""


def ours(row: Row) -> str | None:
    read = read_label(row.label, languages=row.languages, date_order=row.date_order, publication=row.publication)
    return read.date


DEFAULT = DateDataParser()
PARSERS: dict[tuple[str, ...], DateDataParser] = {}


def dateparser_default(row: Row) -> str | None:
    return by_parts(DEFAULT.get_date_data(row.label))


def dateparser_strict(row: Row) -> str | None:
    languages = tuple(filter(None, map(language_code, row.languages)))
    known = (*languages, row.date_order or "")
    if known not in PARSERS:
        settings = STRICT | ({"DATE_ORDER": row.date_order} if row.date_order in ("DMY", "MDY", "YMD") else {})
        PARSERS[known] = DateDataParser(languages=list(languages) or None, settings=settings)
    return by_parts(PARSERS[known].get_date_data(row.label))


def by_parts(found: DateData) -> str | None:
    day = found.date_obj
    if day is None:
        return None
    given = set(found.parts or ())
    if given == {"year"}:
        return f"{day:%Y}"
    return f"{day:%Y-%m}" if given == {"year", "month"} else f"{day:%Y-%m-%d}"


def dateutil_fuzzy(row: Row) -> str | None:
    """Read twice upon different defaults: what differs was not given."""
    try:
        one, other = (
            dateutil.parse(row.label, fuzzy=True, default=default, dayfirst=row.date_order == "DMY")
            for default in (datetime(2000, 1, 1), datetime(2002, 3, 3))  # noqa: DTZ001
        )
    except (ValueError, OverflowError):
        return None
    if one.month != other.month and one.day != other.day:
        return f"{one:%Y}"
    return f"{one:%Y-%m}" if one.day != other.day else f"{one:%Y-%m-%d}"


def edtf_text(row: Row) -> str | None:
    found = text_to_edtf(row.label)
    return str(found) if found else None


READERS: dict[str, Reader] = {
    "this reader": ours,
    "dateparser, default": dateparser_default,
    "dateparser, languages and strict settings": dateparser_strict,
    "dateutil, fuzzy": dateutil_fuzzy,
    "edtf, text_to_edtf": edtf_text,
}


def measured(reader: Reader, table: list[Row]) -> tuple[list[int], list[float]]:
    """(right of the dated labels, wrong dates, nothing for a dated label), and the median of microseconds a label in a
    first round and in a second: time of the processor, which other programs do not lengthen as much as the clock's."""
    rounds = [timed(reader, table) for _ in range(ROUNDS)]
    dates = rounds[0][0]
    found = [(date, row.edtf) for date, row in zip(dates, table, strict=True)]
    right = sum(date is not None and date == edtf for date, edtf in found)
    wrong = sum(date is not None and date != edtf for date, edtf in found)
    nothing = sum(date is None and edtf is not None for date, edtf in found)
    return [right, wrong, nothing], [median(times) / 1000 for _, times in rounds]


def timed(reader: Reader, table: list[Row]) -> tuple[list[str | None], list[int]]:
    """What a reader says of each label, and the nanoseconds of each call."""
    dates, times = [], []
    for row in table:
        started = process_time_ns()
        dates.append(reader(row))
        times.append(process_time_ns() - started)
    return dates, times


def main() -> None:
    warnings.simplefilter("ignore")
    table = rows()
    dated = sum(row.edtf is not None for row in table)
    lines = [
        f"| on {len(table)} labels, {dated} of them dated | right | wrong | nothing | µs, first | µs, second |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, reader in READERS.items():
        counts, times = measured(reader, table)
        cells = [*map(str, counts), *(f"{time:,.0f}" for time in times)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    result = "\n".join(lines) + "\n"
    sys.stdout.write(f"Edition labels\n\n{result}\n")
    DOCUMENT.write_text(TABLE.sub(lambda found: found[1] + result + found[2], DOCUMENT.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
