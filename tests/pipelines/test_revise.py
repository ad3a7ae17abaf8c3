"""What makes a revision of a story, and what does not."""

from dataclasses import replace
from typing import Any

import pytest

from newsstand.items import Story
from newsstand.pipelines.identify import content_hash
from newsstand.pipelines.revise import changes, read_otherwise

BEFORE = Story(
    headline="Rain", description="At last", text="It rained.", edition_id="edition:1", reader_version="1", etag='"a"'
)


def read(**change: Any) -> Story:
    story = replace(BEFORE, **change)
    story.content_hash = content_hash(story)
    return story


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({}, []),
        ({"etag": '"b"'}, []),
        ({"fetched_at": "2026-08-13T00:00:00+00:00", "position": 3, "interface_language": "de"}, []),
        ({"headline": "Snow", "etag": '"b"'}, ["headline"]),
        ({"text": "It rained and rained.", "headline": "More rain"}, ["headline", "text"]),
        ({"edition_id": "edition:2"}, ["edition_id"]),
        ({"edition_date_order": "DMY"}, ["edition_date_order"]),
        ({"withdrawn": True}, ["withdrawn"]),
    ],
)
def test_a_story_that_says_something_else_is_a_revision(change: dict[str, Any], changed: list[str]) -> None:
    assert changes(read(), read(**change)) == changed


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({}, []),
        ({"text": "It  rained."}, []),
        ({"text": "It snowed.", "etag": '"b"'}, ["text"]),
        ({"text": "It snowed.", "etag": None}, ["text"]),
    ],
)
def test_another_reader_alone_makes_no_revision(change: dict[str, Any], changed: list[str]) -> None:
    assert changes(read(), read(reader_version="2", **change)) == changed


def test_a_text_that_was_not_kept_is_compared_by_its_hash() -> None:
    before, same, other = read(), read(), read(text="It snowed.", etag='"b"')
    before.text = None
    assert changes(before, same) == []
    assert changes(before, other) == ["text"]
    other.text = None
    assert changes(before, other) == ["text"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"edition_date": "2026-08-13", "word_count": 2}, ["edition_date", "word_count"]),
        ({"edition_date": "2026-08-13", "etag": None}, ["edition_date"]),
        ({"edition_date": "2026-08-13", "etag": '"b"'}, []),
        ({"fetched_at": "2026-08-13T00:00:00+00:00", "position": 3}, []),
    ],
)
def test_a_new_reading_of_an_unchanged_page_names_what_it_reads_otherwise(
    change: dict[str, Any], fields: list[str]
) -> None:
    assert read_otherwise(read(), read(**change)) == fields
