"""Texts that must not be kept are left out; what is known about them stays."""

import pytest
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from newsstand.items import Story
from newsstand.pipelines.withhold import Withhold
from newsstand.stats import Stat


@pytest.mark.parametrize(
    ("setting", "rights", "kept"),
    [
        (None, [], True),
        (None, ["noai", "tdm-reservation: 0"], True),
        (None, ["tdm-reservation: 1"], False),
        ("preview", ["tdm-reservation: 1"], True),
        ("none", [], False),
    ],
)
def test_the_setting_decides_and_where_it_is_silent_the_reservation(
    setting: str | None, rights: list[str], kept: bool
) -> None:
    crawler = get_crawler(settings_dict={"TEXT": setting})
    crawler.stats = StatsCollector(crawler)
    story = Withhold(crawler).process_item(Story(text="It rained.", word_count=2, content_hash="x", rights=rights))
    assert story.text == ("It rained." if kept else None)
    assert crawler.stats.get_value(Stat.TEXTS_WITHHELD, 0) == (not kept)
    assert (story.word_count, story.content_hash) == (2, "x")
