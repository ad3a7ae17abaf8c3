"""Sixth step: a text that must not be kept is left out; what is known about it stays."""

import logging
from typing import Any, Self

from scrapy.crawler import Crawler

from newsstand.items import Story
from newsstand.politeness import Rights, keeps_text
from newsstand.stats import Stat

logger = logging.getLogger(__name__)

RESERVED = "tdm-reservation: 1"


class Withhold:
    """Metadata only: where TEXT is "none", and where text and data mining is reserved and TEXT says nothing.

    `word_count`, `access` and `content_hash` are facts about the text and stay.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.setting: str | None = crawler.settings.get("TEXT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Story) and not keeps_text(self.setting, Rights(reserved=RESERVED in item.rights)):
            if self.setting is None and not self.crawler.stats.get_value(Stat.TEXTS_WITHHELD):
                logger.warning("Text and data mining is reserved: texts are left out (TEXT=preview keeps them)")
            self.crawler.stats.inc_value(Stat.TEXTS_WITHHELD)
            item.text = item.captions = None
        return item
