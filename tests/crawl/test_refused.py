"""A site that refuses is asked little, whatever its edition pages say; a card without an address is a failed story."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsstand.exit_codes import EXIT_CODES, Cause
from tests.command import crawl, records
from tests.crawl.paper import STORIES, TITLE, Paper, PaperServer, edition_page

LABELS = {"2": "August 12, 2026", "1": "August 11, 2026"}
MOST = 9
"""Stories asked for: BLOCKED_AFTER, which is 5, and those that were under way together, which count once."""
INCAPSULA = (
    '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=5074a74">'
    "</script></head><body></body></html>"
)
"""What that service answers with status 200 in the place of a page."""
Answer = tuple[int, dict[str, str], str]


def wall() -> Answer:
    return 200, {}, "<h1>Before you continue</h1><p>We and our 812 partners store cookies. Accept all. Reject all.</p>"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda: (403, {}, "<h1>Forbidden</h1>"), id="403"),
        pytest.param(lambda: (200, {}, INCAPSULA), id="Incapsula"),
        pytest.param(wall, id="cookie wall"),
    ],
)
def test_eighty_stories_that_are_refused_cost_few_requests(answer: Callable[[], Answer], tmp_path: Path) -> None:
    """In two editions, so that an edition's page is read, and its record written, between the refusals."""
    lists = {"2": [f"new-{n}" for n in range(3)], "1": [f"old-{n}" for n in range(77)]}
    paper = Paper(LABELS, lists)
    for slug in (*lists["1"], *lists["2"]):
        paper.answers[STORIES + slug] = answer
    with PaperServer(paper) as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=TITLE, editions="all")
        asked = server.stories()
    assert ran.code == EXIT_CODES[Cause.BLOCKED], ran.err
    assert len(asked) <= MOST, asked
    assert records(tmp_path, "stories") == []


def test_a_card_without_an_address_is_a_failed_story(tmp_path: Path) -> None:
    paper = Paper({"2": LABELS["2"]}, {"2": ["A", "B"]})
    broken = (
        '<div><h3><a href="http://[object Object]">The lamp went out</a></h3><p>Nobody saw.</p><div>3 mins</div></div>'
    )
    page = edition_page(LABELS["2"], [STORIES + "A", STORIES + "B"]).replace("<div><h3>", f"{broken}<div><h3>", 1)
    paper.answers[f"{TITLE}/2"] = lambda: (200, {}, page)
    with PaperServer(paper) as server:
        assert crawl("magzter", tmp_path, site=server.url, publication=TITLE, editions="all").code == 0
    (edition,) = records(tmp_path, "editions")
    assert (edition["stories_listed"], edition["stories_collected"], edition["complete"]) == (3, 2, False)
    assert [(one["url"], one["cause"]) for one in edition["failures"]] == [(None, "no link")]
