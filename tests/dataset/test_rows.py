"""What fits into the index: records whose fields are of their types, and whose days are days."""

from dataclasses import asdict
from typing import Any

import pytest

from newsstand.dataset.rows import BadRecord, check
from newsstand.items import Edition, Story

EDITION = asdict(Edition(id="edition:1", newsstand="demo", fetched_at="2026-08-13T00:00:00+00:00", revision=1))
STORY = asdict(Story(id="story:1", newsstand="demo", fetched_at="2026-08-13T00:00:00+00:00", revision=1))


@pytest.mark.parametrize("day", [None, "2026-08-13", "0001-01-01", "9999-12-31"])
def test_a_day_is_one(day: str | None) -> None:
    check(EDITION | {"date_start": day, "date_end": day})
    check(STORY | {"edition_date_start": day, "edition_date_end": day})


@pytest.mark.parametrize("record", [EDITION, STORY], ids=["edition", "story"])
@pytest.mark.parametrize("day", ["x", "", "2026-13-01", "2026-02-30", "20260813", "2026-08", "2026-W33-4", 7])
def test_what_is_no_day_is_a_bad_record(record: dict[str, Any], day: Any) -> None:
    prefix = "edition_" if record["type"] == "story" else ""
    for name in (f"{prefix}date_start", f"{prefix}date_end"):
        with pytest.raises(BadRecord, match=f"^{name} is "):
            check(record | {name: day})
