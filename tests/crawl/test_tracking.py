"""An edition's account adds up: listed = collected + known + failed."""

import pytest

from newsstand.crawl.tracking import COLLECTED, KNOWN, Account, Fates, failure
from newsstand.items import Edition
from newsstand.pages import ListedStory


def account(*stories: str, before: dict | None = None) -> Account:  # type: ignore[type-arg]
    opened = Account(Edition(), before=before or {})
    opened.listed = {story: (place, ListedStory(url=f"/{story}")) for place, story in enumerate(stories, 1)}
    return opened


@pytest.mark.parametrize(
    ("told", "collected", "known", "failed", "complete"),
    [
        ({"a": COLLECTED, "b": COLLECTED}, 2, 0, 0, True),
        ({"a": COLLECTED, "b": KNOWN}, 1, 1, 0, True),
        ({"a": "http 404", "b": KNOWN}, 0, 1, 1, False),
        ({"a": "http 404", "b": "timeout"}, 0, 0, 2, False),
    ],
)
def test_it_adds_up(told: dict[str, str], collected: int, known: int, failed: int, complete: bool) -> None:
    fates, opened = Fates(), account("a", "b")
    assert [fates.claim(story, opened) for story in "ab"] == [True, True]
    for story, fate in told.items():
        assert opened.open
        fates.settle(story, fate)
    assert not opened.open
    record = opened.closed()
    assert (record.stories_listed, record.stories_collected, record.stories_known) == (2, collected, known)
    assert (record.stories_failed, record.complete) == (failed, complete)
    assert {one["id"]: one["cause"] for one in record.failures} == {
        story: fate for story, fate in told.items() if fate not in (COLLECTED, KNOWN)
    }


def test_a_story_that_two_editions_list_is_asked_for_once_and_counts_in_both() -> None:
    fates, one, other, late = Fates(), account("a"), account("a"), account("a")
    assert fates.claim("a", one)
    assert not fates.claim("a", other)
    fates.settle("a", COLLECTED)
    assert not fates.claim("a", late)
    assert [each.closed().stories_collected for each in (one, other, late)] == [1, 1, 1]


def test_the_first_word_on_a_story_counts() -> None:
    fates, opened = Fates(), account("a")
    fates.claim("a", opened)
    fates.settle("a", COLLECTED)
    fates.settle("a", "http 500")
    assert opened.closed().complete


def test_attempts_are_counted_from_run_to_run() -> None:
    before = {"a": failure("a", "/a", "timeout")}
    fates, opened = Fates(), account("a", before=before)
    fates.claim("a", opened)
    fates.settle("a", "http 500")
    assert opened.closed().failures == [{"id": "a", "url": "/a", "cause": "http 500", "attempts": 2}]
    given_up = account("a", before=before)
    given_up.give_up("a")
    assert given_up.closed().failures == [{"id": "a", "url": "/a", "cause": "timeout", "attempts": 1}]
