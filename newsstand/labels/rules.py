"""What every table of rules has: rules with a name and an example, which is a test. Pure.

Each rule's example reads otherwise once the rule is taken out of its table (tests/labels/test_rules.py).
"""

from typing import NamedTuple


class Example(NamedTuple):
    """A label with its hints, and what is read of it."""

    label: str
    edtf: str | None
    languages: tuple[str, ...] = ()
    publication: str | None = None
    volume: str | None = None
    issue: str | None = None
    order: str | None = None
    reason: str | None = None
    """Why there is no date, where `edtf` is None."""
