"""Fifth step: a text that must not be kept is left out; what is known about it stays."""

from typing import Any, Self

from scrapy.crawler import Crawler

from newsstand.items import Story
from newsstand.manners import Rights, keeps_text

RESERVED = "tdm-reservation: 1"


class Withhold:
    """Metadata only: where TEXT is "none", and where text and data mining is reserved and TEXT says nothing.

    `word_count`, `access` and `content_hash` are facts about the text and stay.
    """

    def __init__(self, setting: str | None):
        self.setting = setting

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.get("TEXT"))

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Story) and not keeps_text(self.setting, Rights(reserved=RESERVED in item.rights)):
            item.text = None
        return item
