"""When a publication is known not to appear."""

from datetime import date

import pytest

from newsstand.gaps.silence import Silence, why_silent

STRIKE = {"publication": "The Courier", "from": date(2026, 3, 2), "to": date(2026, 3, 6), "why": "strike"}
CLOSED = {"publication": "publication:GB/House/Lamp", "from": date(2026, 5, 1), "why": "closed"}


@pytest.mark.parametrize(
    ("id", "name", "day", "why"),
    [
        ("publication:x", "the courier", "2026-03-02", "strike"),
        ("publication:x", "The Courier", "2026-03-06", "strike"),
        ("publication:x", "The Courier", "2026-03-07", None),
        ("publication:x", "The Courier", "2026-03-01", None),
        ("publication:x", None, "2026-03-02", None),
        ("publication:GB/House/Lamp", "Lamp", "2031-01-01", "closed"),
        ("publication:GB/House/Lamp", None, "2026-04-30", None),
    ],
)
def test_why_nothing_is_expected(id: str, name: str | None, day: str, why: str | None) -> None:
    assert why_silent(Silence.of([STRIKE, CLOSED]), id, name, date.fromisoformat(day)) == why
