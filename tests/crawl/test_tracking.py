"""What became of an edition's stories adds up: listed = collected + known + failed."""

import pytest

from newsstand.crawl.tracking import COLLECTED, KNOWN, EditionProgress, Listed, Outcome, Tracking
from newsstand.items import Edition, Failure, Place
from newsstand.pages import ListedStory


def progress(*stories: str, before: dict[str, Failure] | None = None) -> EditionProgress:
    opened = EditionProgress(Edition(), failed_before=before or {})
    opened.listed = {story: Listed(at, ListedStory(url=f"/{story}"), story) for at, story in enumerate(stories, 1)}
    return opened


@pytest.mark.parametrize(
    ("results", "collected", "known", "failed", "complete"),
    [
        ({"a": COLLECTED, "b": COLLECTED}, 2, 0, 0, True),
        ({"a": COLLECTED, "b": KNOWN}, 1, 1, 0, True),
        ({"a": "http 404", "b": KNOWN}, 0, 1, 1, False),
        ({"a": "http 404", "b": "timeout"}, 0, 0, 2, False),
    ],
)
def test_it_adds_up(results: dict[str, str], collected: int, known: int, failed: int, complete: bool) -> None:
    tracking, opened = Tracking(), progress("a", "b")
    assert [tracking.enter(story, opened) for story in "ab"] == [True, True]
    for story, result in results.items():
        assert opened.awaited
        tracking.settle(story, Outcome(result))
    assert not opened.awaited
    record = opened.record()
    assert (record.stories_listed, record.stories_collected, record.stories_known) == (2, collected, known)
    assert (record.stories_failed, record.complete) == (failed, complete)
    assert {one.id: one.cause for one in record.failures} == {
        story: result for story, result in results.items() if result not in (COLLECTED, KNOWN)
    }


def test_a_story_that_two_editions_list_is_asked_for_once_and_stands_in_both() -> None:
    tracking, one, other, late = Tracking(), progress("a"), progress("b", "a"), progress("a")
    assert tracking.enter("a", one)
    assert not tracking.enter("a", other)
    tracking.settle("a", Outcome(COLLECTED))
    assert not tracking.enter("a", late)
    records = [each.record() for each in (one, other, late)]
    assert [record.stories_collected for record in records] == [1, 2, 1]
    assert [[place.id for place in record.stories] for record in records] == [["a"], ["b", "a"], ["a"]]


def test_the_first_outcome_of_a_story_counts() -> None:
    tracking, opened = Tracking(), progress("a")
    tracking.enter("a", opened)
    tracking.settle("a", Outcome(COLLECTED))
    tracking.settle("a", Outcome("http 500"))
    assert opened.record().complete


@pytest.mark.parametrize("first", [True, False], ids=["settled first", "settled later"])
def test_an_address_that_leads_to_another_story_shares_its_outcome(first: bool) -> None:
    tracking, opened = Tracking(), progress("old", "new")
    for story in ("old", "new"):
        tracking.enter(story, opened)
    if first:
        tracking.settle("new", Outcome(COLLECTED))
    tracking.leads_to("old", "new")
    if not first:
        tracking.settle("new", Outcome(COLLECTED))
    record = opened.record()
    assert (record.stories_listed, record.stories_collected) == (2, 2)
    assert record.stories == [Place(id="new", position=1, listed_as="old"), Place(id="new", position=2)]


def test_attempts_are_counted_from_run_to_run() -> None:
    before = {"a": Failure(id="a", url="/a", cause="timeout")}
    tracking, opened = Tracking(), progress("a", before=before)
    tracking.enter("a", opened)
    tracking.settle("a", Outcome("http 500"))
    assert opened.record().failures == [Failure(id="a", url="/a", cause="http 500", attempts=2)]
    given_up = progress("a", before=before)
    given_up.give_up("a")
    assert given_up.record().failures == [Failure(id="a", url="/a", cause="timeout", attempts=1)]
