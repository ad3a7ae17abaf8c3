"""What a run that ended early was asked for is wanted until a run has done it."""

from datetime import date
from typing import Any

import pytest

from newsstand.gaps.frequency import Span
from newsstand.gaps.missing import EditionState, find_gaps
from newsstand.gaps.wanted import wanted
from newsstand.labels import read_label

LAMP = ("demo", "publication:GB/House/Lamp")
ALL, SINCE, FEW = {"editions": "all"}, {"since": "2026-08-01"}, {"editions": "5"}


def run(arguments: dict[str, str], code: int) -> dict[str, Any]:
    return {"spider": LAMP[0], "publications": [LAMP[1]], "arguments": arguments, "exit_code": code}


@pytest.mark.parametrize(
    ("runs", "first"),
    [
        # the latest first
        ([run(ALL, 15)], date.min),
        ([run(FEW, 0), run(ALL, 15)], date.min),
        ([run(ALL, 0), run(ALL, 15)], None),
        ([run(SINCE, 15)], date(2026, 8, 1)),
        ([run(SINCE, 0), run(ALL, 15)], date.min),
        ([run(ALL, 0), run(SINCE, 15)], None),
        ([run(ALL, 15), run(ALL, 0)], date.min),
        ([run(FEW, 15), run({**SINCE, "until": "2026-08-09"}, 15), run({"since": "?"}, 15)], None),
    ],
)
def test_what_is_wanted(runs: list[dict[str, Any]], first: date | None) -> None:
    assert wanted(runs) == ({} if first is None else {LAMP: first})


def state(day: int, *, collected: bool) -> EditionState:
    meaning = read_label(f"August {day}, 2026")
    start = date.fromisoformat(meaning.date_start or "")
    return EditionState(
        id=f"edition:{day}", span=Span(start, start), collected=collected, complete=True if collected else None
    )


@pytest.mark.parametrize(("first", "missing"), [(None, []), (date(2026, 8, 11), [11, 12]), (date.min, [9, 11, 12])])
def test_what_an_interrupted_archive_has_not_collected_is_a_gap(first: date | None, missing: list[int]) -> None:
    editions = [state(13, collected=True), *(state(day, collected=False) for day in (12, 11, 9))]
    found = find_gaps(editions, wanted=first)
    assert [gap.edition_id for gap in found.gaps] == [f"edition:{day}" for day in missing]
