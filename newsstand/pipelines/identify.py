"""Fourth step: ids and addresses that are the same whoever fetches, and a hash of what the story says."""

import hashlib
from json import JSONEncoder
from typing import Any, Self

from scrapy.crawler import Crawler

from newsstand.items import Edition, Publication, Record, Story
from newsstand.urls import Site, canonical_url, edition_id, publication_id, story_id

CONTENT = ("headline", "description", "byline", "dateline", "text")
"""What a story says."""
SAID = JSONEncoder(ensure_ascii=False)


class Identify:
    """Interface language, `www.`, tracking parameters and the case of a category do not change an id."""

    def __init__(self, site: Site | None):
        self.site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A plain spider walks no newsstand, and what it yields has no ids."""
        return cls(getattr(crawler.spider or crawler.spidercls, "site", None))

    def process_item(self, item: Any) -> Any:
        if self.site is None or not isinstance(item, Record):
            return item
        if item.url is not None:
            item.url = canonical_url(item.url, self.site)
        match item:
            case Story():
                item.id = item.id or (story_id(item.url, self.site) if item.url else None)
                item.content_hash = content_hash(item)
                for teaser in item.related:
                    if teaser.url is not None:
                        teaser.url = canonical_url(teaser.url, self.site)
            case Edition() if item.url is not None:
                item.id = item.id or edition_id(item.url, self.site)
            case Publication() if item.url is not None:
                item.id = item.id or publication_id(item.url, self.site)
        return item


def content_hash(story: Story) -> str:
    """SHA-256, hex, of the fields in CONTENT."""
    said = SAID.encode([getattr(story, name) for name in CONTENT])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
