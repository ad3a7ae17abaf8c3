"""EDTF as this package writes it, read back. Pure."""

import re

from newsstand.labels import spans
from newsstand.labels.spans import Span

DATE = r"(?:1[7-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?"
PRINTED = re.compile(rf"({DATE})/({DATE})|\{{({DATE}(?:,{DATE})+)\}}|((?:1[7-9]|20)\d\d-\d\d(?:-\d\d)?)")


def read_edtf(text: str) -> Span | None:
    """The span of "2024-11", "2026-21/2026-22", "{2023-01-06,2023-01-13}"; None for any other text, a bare year too.

    None as well where the number after the year names neither month, season nor quarter: "2025-26" is two years.
    Raises NoDateError("impossible date" or "contradiction").
    """
    found = PRINTED.fullmatch(text)
    if not found:
        return None
    first, last, members, single = found.groups()
    if single:
        return read_date(single)
    parts = [read_date(part) for part in (members.split(",") if members else (first, last))]
    known = [part for part in parts if part]
    if len(known) < len(parts):
        return None
    if members:
        return spans.all_of(known)
    is_mixed = {part.precision for part in known} == {"day", "month"}
    return spans.stretch(*known) if is_mixed else spans.interval(*known)


def read_date(text: str) -> Span | None:
    year, *rest = map(int, text.split("-"))
    if not rest:
        return spans.year(year)
    number = rest[0]
    if len(rest) == 2:
        return spans.day(year, number, rest[1])
    if 1 <= number <= 12:
        return spans.month(year, number)
    if spans.SPRING <= number <= spans.WINTER:
        return spans.season(year, number)
    if spans.FIRST_QUARTER <= number < spans.FIRST_QUARTER + 4:
        return spans.quarter(year, number - spans.FIRST_QUARTER + 1)
    return None
