"""What a run's coverage says beside that of earlier runs: seeded troubles are named, ordinary differences are not."""

from datetime import date, timedelta
from typing import Any

import pytest

from newsstand.gaps.frequency import Span
from newsstand.health.coverage import Coverage, add
from newsstand.health.rules import judged, silent
from newsstand.items import Edition, Failure, Publication, Story

FIT = {
    "publication": "The Courier",
    "editions": 1,
    "stories": 20,
    "filled": {"text": 0.95, "edition_label": 1.0},
    "locked": 1,
    "blank": 0,
    "empty": 0,
    "failed": {},
    "labels": 6,
    "unreadable": 0,
}


def causes(change: dict[str, Any], *before: dict[str, Any]) -> list[str]:
    return [problem.cause for problem in judged({"p": FIT | change}, [{"p": FIT | earlier} for earlier in before])]


@pytest.mark.parametrize(
    ("change", "before", "found"),
    [
        ({}, [], []),
        ({}, [{}], []),
        ({"filled": {"text": 0.2, "edition_label": 1.0}}, [], ["layout changed"]),
        ({"filled": {"text": 0.2, "edition_label": 1.0}}, [{}, {}], ["layout changed"]),
        ({"filled": {"text": 0.95, "edition_label": 0.1}}, [{}], ["layout changed"]),
        (
            {"stories": 0, "filled": {}, "failed": {"not a story: no story text": 20}},
            [{}],
            ["layout changed", "many failures"],
        ),
        ({"filled": {"text": 0.2, "edition_label": 1.0}, "locked": 16}, [], []),
        ({"filled": {"text": 0.2, "edition_label": 1.0}, "locked": 0, "blank": 16}, [], []),
        ({"filled": {"text": 0.2, "edition_label": 1.0}}, [{"filled": {"text": 0.25, "edition_label": 1.0}}], []),
        ({"stories": 2, "filled": {"text": 0.0, "edition_label": 1.0}}, [], []),
        ({"failed": {"http 404": 1}}, [], []),
        ({"failed": {"listed as missing": 40}}, [], []),
        ({"failed": {"http 404": 2}, "stories": 2}, [], []),
        ({"failed": {"http 500": 10}}, [{}], ["many failures"]),
        ({"failed": {"http 500": 10}}, [{"failed": {"http 500": 9}}], []),
        ({"stories": 0, "filled": {}, "empty": 1}, [{}], ["empty listing"]),
        ({"stories": 0, "filled": {}, "empty": 1, "editions": 2}, [{}], []),
        ({"unreadable": 6}, [], ["unreadable labels"]),
        ({"unreadable": 6}, [{"unreadable": 6}], []),
        ({"unreadable": 2, "labels": 2}, [], []),
        ({"unreadable": 3}, [], []),
    ],
)
def test_a_run_beside_those_before_it(change: dict[str, Any], before: list[dict[str, Any]], found: list[str]) -> None:
    assert causes(change, *before) == found


def daily(newest: date, count: int = 10) -> list[Span]:
    return [Span(newest - timedelta(days=days), newest - timedelta(days=days)) for days in range(count)]


TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("spans", "is_silent"),
    [
        (daily(TODAY), False),
        (daily(TODAY - timedelta(days=1)), False),
        (daily(TODAY - timedelta(days=2)), False),
        (daily(TODAY - timedelta(days=4)), True),
        (daily(TODAY - timedelta(days=200)), False),
        (daily(TODAY - timedelta(days=4), count=3), False),
        ([], False),
        ([Span(TODAY - timedelta(days=7 * week), TODAY - timedelta(days=7 * week)) for week in range(4, 12)], True),
        ([Span(TODAY - timedelta(days=7 * week), TODAY - timedelta(days=7 * week)) for week in range(1, 12)], False),
    ],
)
def test_a_publication_that_is_overdue_is_silent_one_that_ceased_is_not(spans: list[Span], is_silent: bool) -> None:
    found = silent("The Courier", spans, TODAY)
    assert (found is not None) is is_silent
    if found:
        assert found.cause == "publisher silent"
        assert "The Courier" in found.message


def test_coverage_counts_what_was_written() -> None:
    coverage: dict[str, Coverage] = {}
    labels = [
        {"id": "edition:1", "label": "{{IssueName}}"},
        {"id": "edition:2", "label": "May 2026"},
        {"id": "edition:3", "label": "No. 7"},
    ]
    add(coverage, Publication(id="p", name="The Courier", editions_listed=labels))
    add(coverage, Edition(publication_id="p", label="May 2026", stories_listed=3, failures=[Failure(cause="http 404")]))
    add(coverage, Edition(publication_id="p", stories_listed=0))
    add(coverage, Story(publication_id="p", headline="Rain", text="It rained.", access="preview"))
    add(coverage, Story(publication_id="p", headline="Snow", access="locked"))
    add(coverage, Story(publication_id="p", headline="Gone", withdrawn=True))
    add(coverage, Story(publication_id="q", granularity="page", access="free"))
    add(coverage, Story(publication_id="q", granularity="page", access="free", text="Eggs, 14 cents."))
    assert (coverage["q"].stories, coverage["q"].blank) == (2, 1)
    found = coverage["p"].as_dict()
    assert found.pop("filled") == {"headline": 1.0, "text": 0.5} | dict.fromkeys(
        ("description", "byline", "dateline", "edition_label", "edition_date", "image_url", "language"), 0.0
    )
    assert found == {
        "publication": "The Courier",
        "editions": 2,
        "stories": 2,
        "locked": 1,
        "blank": 0,
        "empty": 1,
        "failed": {"http 404": 1},
        "labels": 5,
        "unreadable": 2,
    }
