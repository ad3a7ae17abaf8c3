"""The table of runs: packed while an export is at work, and the same when it is written."""

from typing import Any

from newsstand.dataset.run_lines import FIELDS
from newsstand.export.columns import TABLES
from newsstand.export.gaps_and_runs import IN_A_PIECE, RUN, wanted_and_runs


def run(id: str, **values: Any) -> dict[str, Any]:
    return FIELDS | {"id": id, "spider": "demo", **values}


def test_rows_come_back_by_id_of_each_the_latest() -> None:
    latest = [
        run("b", reason="the latest"),
        run("a", arguments={"until": "ä\n", "since": "x"}, start="2025-01-01T00:00:00+00:00", counts={"story": 2}),
        run("b", reason="an earlier one"),
        run("c", versions={"newsstand": "0.1.0"}),
    ]
    _, runs = wanted_and_runs(latest)
    found = {row["id"]: row for row in runs}
    assert list(found) == ["a", "b", "c"]
    assert len(runs) == 3
    assert found["b"]["reason"] == "the latest"
    said = ["a", "demo", '{"since": "x", "until": "ä\\n"}', "2025-01-01T00:00:00+00:00", None, "", -1, 0, 0, 2, None]
    assert found["a"] == dict(zip(RUN, said, strict=True))
    assert found["c"]["version"] == "0.1.0"
    assert all(list(row) == [column.name for column in TABLES["runs"]] for row in runs)


def test_a_table_may_be_empty_or_of_many_pieces() -> None:
    assert list(wanted_and_runs([])[1]) == []
    ids = [f"{number:04}" for number in range(2 * IN_A_PIECE + 1)]
    _, runs = wanted_and_runs([run(id) for id in reversed(ids)])
    assert [row["id"] for row in runs] == ids
    assert len(runs) == len(ids)
