"""Fifth step: is this news? What the dataset says already is dropped; what differs is a revision."""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsstand.items import Edition, Publication, Story
from newsstand.pipelines.identify import CONTENT

REVISED_BY = ("url", *CONTENT, "edition_id", "edition_date_order", "withdrawn")
"""The fields of a story whose change makes a revision: where it stands, what it says, where it belongs, how its label
is read."""


class Unchanged(DropItem):
    """The dataset has this record already."""

    def __init__(self, what: str):
        super().__init__(what, log_level="DEBUG")


def changes(before: Story, now: Story) -> list[str]:
    """The names of the fields that make `now` another revision than `before`.

    A text that was not kept is compared by the hash of the whole.
    """
    changed = [name for name in REVISED_BY if getattr(now, name) != getattr(before, name)]
    same_page = now.etag is not None and now.etag == before.etag
    if now.content_hash == before.content_hash or (same_page and now.reader_version != before.reader_version):
        return [name for name in changed if name not in CONTENT]
    return changed or ["text"]


class Revise:
    """Numbers the revisions of a record, and names what changed of a story: an order that hangs on no clock.

    A reader that reads the same page otherwise makes none: neither where the text is the same, nor where the server
    says by its ETag that the page is.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        history = getattr(self.crawler.spider, "history", None)
        if history is None:
            return item
        if isinstance(item, Story):
            known = (history.story_at(item.id, item.url) if item.id else None) or history.moved_from(item)
            if known is None:
                item.revision = 1
                return item
            before = history.last(known)
            item.id = known.id
            item.previous_url = before.url if before.url != item.url else before.previous_url
            item.changed = changes(before, item)
            if not item.changed:
                raise Unchanged(f"known: {item.id}")
            item.revision = (before.revision or 1) + 1
            item.cause = "newsstand"
        elif isinstance(item, Edition | Publication):
            if history.says_the_same(item):
                raise Unchanged(f"known: {item.id}")
            item.revision = history.revision(item) + 1
        return item
