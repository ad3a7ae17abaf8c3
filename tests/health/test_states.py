"""How publications fare, by the lines of runs.jsonl."""

from typing import Any

from newsstand.health.states import State, last_causes, states

A, B = ("demo", "publication:A"), ("demo", "publication:B")


def run(day: int, *causes: tuple[str, str | None], publications: tuple[str, ...] = (A[1], B[1])) -> dict[str, Any]:
    return {
        "spider": "demo",
        "publications": list(publications),
        "start": f"2026-08-{day:02}T03:00",
        "end": f"2026-08-{day:02}T04:00",
        "problems": [{"cause": cause, "message": "", "publication": id} for cause, id in causes],
    }


RUNS = [
    # the latest first
    run(5, ("blocked", None)),
    run(4, ("blocked", None), publications=(A[1],)),
    run(3, ("publication not read", B[1])),
    run(2, ("publication not read", B[1])),
    run(1),
]


def test_a_publication_fares_as_its_own_last_run_did() -> None:
    found = states(RUNS)
    assert found[A] == State("blocked", "2026-08-04T03:00", "2026-08-03T04:00", {"blocked": 2, "finished": 3})
    assert found[B].cause == "blocked"
    assert found[B].last_healthy == "2026-08-01T04:00"
    assert states(RUNS[2:])[B].since == "2026-08-02T03:00"
    assert states([]) == {}


def test_the_last_cause_is_found_without_reading_further() -> None:
    read = iter(RUNS[1:])
    assert last_causes(read, [A, B]) == {A: "blocked", B: "publication not read"}
    assert len(list(read)) == 2
    assert last_causes([], [A]) == {A: "finished"}
