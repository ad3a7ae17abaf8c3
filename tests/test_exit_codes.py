"""From what a run counted to what was wrong with it, worst first, and its exit code."""

import pytest

from newsstand.exit_codes import EXIT_CODES, Problem, exit_code
from newsstand.health.rules import problems

FIT = {"finish_reason": "finished", "newsstand/editions_read": 1, "newsstand/stories": 6}


@pytest.mark.parametrize(
    ("stats", "told", "causes"),
    [
        ({}, [], []),
        ({"newsstand/stories": 0, "newsstand/stories_known": 6}, [], []),
        ({"newsstand/editions_read": 0, "newsstand/editions_known": 1, "newsstand/stories": 0}, [], []),
        ({"spider_exceptions/count": 2}, [], ["callback error"]),
        ({"spider_exceptions/count": 2}, [("callback error", "x")], ["callback error"]),
        ({"finish_reason": "shutdown"}, [], ["stopped early"]),
        ({"finish_reason": "closespider_timeout"}, [], ["stopped early"]),
        ({"finish_reason": None}, [], ["stopped early"]),
        ({"finish_reason": "robots forbids"}, [("robots forbids", "x")], ["robots forbids"]),
        ({"finish_reason": "blocked"}, [], ["blocked"]),
        ({"finish_reason": "feed not written", "newsstand/feed_failed": "disk"}, [], ["feed not written"]),
        ({"newsstand/feed_failed": "disk"}, [("site unreachable", "x")], ["feed not written", "site unreachable"]),
        ({"newsstand/editions_empty": 1, "newsstand/stories": 0}, [], ["empty listing"]),
        ({"newsstand/stories": 0}, [], ["nothing collected"]),
        ({"newsstand/editions_read": 0, "newsstand/stories": 0}, [], ["nothing collected"]),
        ({"newsstand/editions_read": 0}, [("publication not read", "x")], ["publication not read"]),
        (
            {},
            [("empty listing", "a"), ("empty listing", "a"), ("empty listing", "b")],
            ["empty listing", "empty listing"],
        ),
    ],
)
def test_a_run_answers_for_what_it_counted(stats: dict, told: list[tuple[str, str]], causes: list[str]) -> None:  # type: ignore[type-arg]
    found = problems(FIT | stats, [Problem(*one) for one in told])
    assert [problem.cause for problem in found] == causes
    assert exit_code(found) == (EXIT_CODES[causes[0]] if causes else 0)


def test_every_cause_has_an_exit_code_of_its_own_that_no_shell_or_usage_error_has() -> None:
    codes = list(EXIT_CODES.values())
    assert len(set(codes)) == len(codes)
    assert all(3 <= code <= 125 for code in codes)


def test_a_run_that_was_closed_says_why_where_that_is_known() -> None:
    why = "5 refusals in a row: the last was 403"
    assert problems(FIT | {"finish_reason": "blocked", "newsstand/why": why}, []) == [Problem("blocked", why)]
