"""Ids and hashes that are the same whoever fetches, when and how."""

from dataclasses import replace

import pytest

from newsstand.items import Edition, Publication, Story, Teaser
from newsstand.pipelines.identify import Identify, content_hash
from newsstand.spiders.magzter import MagzterSpider

HOST = "https://www.magzter.com"
STEP = Identify(MagzterSpider.site)


def test_each_record_gets_its_id_and_canonical_url() -> None:
    title = f"{HOST}/SG/SPH/The-Times/News"
    publication = STEP.process_item(Publication(url="http://magzter.com/de/SG/SPH/The-Times/News/?utm_source=a"))
    edition = STEP.process_item(Edition(url=f"{HOST}/fr/SG/SPH/The-Times/News/2036174?srsltid=b"))
    story = STEP.process_item(Story(url=f"{HOST}/ja/stories/News/The-Times/RAIN", related=[Teaser(url=f"{HOST}/de/x")]))
    assert (publication.id, publication.url) == ("publication:SG/SPH/The-Times", title)
    assert (edition.id, edition.url) == ("edition:2036174", f"{title}/2036174")
    assert (story.id, story.url) == ("story:stories/news/The-Times/RAIN", f"{HOST}/stories/News/The-Times/RAIN")
    assert story.related[0].url == f"{HOST}/x"


def test_a_story_without_an_address_has_no_id_and_a_hash() -> None:
    story = STEP.process_item(Story(headline="Rain"))
    assert (story.id, story.url) == (None, None)
    assert story.content_hash == content_hash(Story(headline="Rain"))


SAID = Story(headline="Rain", description="At last", byline="A B", dateline="OSLO", text="It rained.")


@pytest.mark.parametrize(
    "change", [{name: "other"} for name in ("headline", "description", "byline", "dateline", "text")]
)
def test_the_hash_is_of_what_the_story_says(change: dict[str, str]) -> None:
    assert content_hash(replace(SAID, **change)) != content_hash(SAID)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"url": "https://a/b"},
        {"newsstand": "demo"},
        {"fetched_at": "2026-01-01T00:00:00+00:00"},
        {"interface_language": "de"},
        {"edition_label": "May 2026"},
        {"related": [Teaser(headline="x")]},
        {"reader_version": "9"},
        {"image_url": "https://a/c"},
    ],
)
def test_the_hash_is_not_of_when_where_or_how_it_was_fetched(change: dict) -> None:  # type: ignore[type-arg]
    assert content_hash(replace(SAID, **change)) == content_hash(SAID)
