"""What a run remembers of those before it, of other versions too."""

from pathlib import Path

import pytest

from newsstand.dataset.history import History, item_of
from newsstand.items import Failure


def test_what_another_version_wrote_besides_is_left_out_and_what_it_lacks_is_null() -> None:
    assert item_of(Failure, {"id": "story:A", "cause": "http 404", "severity": 3}) == Failure(
        id="story:A", cause="http 404"
    )


def test_a_story_that_a_list_shows_for_the_first_time_is_looked_up_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(tmp_path, "demo", "20260101T030000Z-aaaaaaaa", revisit_days=3, attempts=5)
    history.open([])
    asked: list[str] = []
    story = history.index.story
    monkeypatch.setattr(history.index, "story", lambda newsstand, key: asked.append(key) or story(newsstand, key))
    assert history.known_as("story:new") == "story:new", "the list is read"
    assert history.story("story:new") is None, "its page is asked for"
    assert history.story_at("story:new", "http://news.example/new") is None, "its record is made"
    assert asked == ["story:new"]
    assert history.story_at("story:new", "http://news.example/new") is None, "it comes once more"
    assert asked == ["story:new"] * 2
    history.close()
