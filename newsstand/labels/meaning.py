"""What an edition label means: the record that `read_label` gives, and the reasons for a missing date. Pure."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """A label and what it says. What it does not say is None, and `reason` says why there is no date."""

    label: str
    """As given."""
    date: str | None = None
    """EDTF (ISO 8601-2): "2024-11-02", "2024-11", "2022-07/2022-08", "2026-21", "{2023-01-06,2023-01-13}"."""
    date_start: str | None = None
    """First day, ISO 8601."""
    date_end: str | None = None
    """Last day, inclusive, ISO 8601."""
    date_precision: str | None = None
    """"day", "week", "fortnight", "month", "quarter", "season" or "year"."""
    volume: str | None = None
    """As printed: "12", "XII"."""
    issue_number: str | None = None
    """As printed: "141", "7/8"; digits of other scripts as ASCII digits."""
    reason: str | None = None
    """One of `NO_DATE` … below where `date` is None, else None."""


class NoDateError(ValueError):
    """A label, or a part of it, does not say one date. `reason` is one of the reasons below."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


NO_DATE = "no date"
"""It names no date at all."""
NO_YEAR = "no year"
TWO_DIGIT_YEAR = "two-digit year"
AMBIGUOUS_ORDER = "ambiguous order"
"""A numeric date that day-month and month-day read differently."""
AMBIGUOUS = "ambiguous"
"""Two readings, neither surer: "8/2026" (a month or an issue), "Winter/Spring 2026" (which winter?)."""
IMPOSSIBLE = "impossible date"
CONTRADICTION = "contradiction"
"""A weekday that is not the date's, or a range that ends before it starts."""
INEXACT = "inexact"
""" "Early 2026", "until May 2026": near a date, not on one."""
RELATIVE = "relative"
UNFILLED = "unfilled template"
UNKNOWN_FORM = "unknown form"
"""Parts of a date in an order, or among words and numbers, that the reader does not know."""
TOO_LONG = "too long"

REASONS = (
    NO_DATE,
    NO_YEAR,
    TWO_DIGIT_YEAR,
    AMBIGUOUS_ORDER,
    AMBIGUOUS,
    IMPOSSIBLE,
    CONTRADICTION,
    INEXACT,
    RELATIVE,
    UNFILLED,
    UNKNOWN_FORM,
    TOO_LONG,
)
