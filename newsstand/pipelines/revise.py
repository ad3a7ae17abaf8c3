"""Fifth step: is this news? What the dataset says already is dropped; what differs is a revision."""

from dataclasses import fields
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsstand.items import Edition, Publication, Story
from newsstand.pipelines.identify import CONTENT

REVISED_BY = ("url", *CONTENT, "edition_id", "edition_label", "edition_date_order", "withdrawn")
"""The fields of a story whose change makes a revision: where it stands, what it says, where it belongs, and that
edition's label with the way it is read."""


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


NOT_READ = {
    *("type", "id", "newsstand", "url", "fetched_at", "revision", "changed", "cause", "previous_url", "rights"),
    *("etag", "last_modified", "reader_version", "withdrawn", "position", "related", "interface_language"),
}
"""Fields of a story that may differ though its page is read alike."""


def read_otherwise(before: Story, now: Story) -> list[str]:
    """The fields that a reader reads otherwise in a page that did not change, as far as its ETag says.

    A text that was not kept is not compared.
    """
    if before.etag and now.etag and before.etag != now.etag:
        return []
    names = [field.name for field in fields(Story) if field.name not in NOT_READ]
    withheld = {"text", "captions"} if before.text is None and before.content_hash == now.content_hash else set()
    return [name for name in names if name not in withheld and getattr(before, name) != getattr(now, name)]


def is_readers(before: Story, now: Story) -> bool:
    """Whether it is the reader's doing that a story says something else: the server says that its page is the same."""
    return bool(now.etag and now.etag == before.etag and now.changed and set(now.changed) <= {*CONTENT})


class Revise:
    """Numbers the revisions of a record, and names what changed of a story: an order that hangs on no clock.

    A reader that reads the same page otherwise makes none: neither where the text is the same, nor where the server
    says by its ETag that the page is. With `-a refresh=1` it makes one, whose `cause` is "reader".
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def takes_new_reading(self) -> bool:
        """Whether the user asks for a new reading of what is held (`-a refresh=1`)."""
        asked = getattr(self.crawler.spider, "asked", None)
        return bool(asked and asked.refresh)

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
            item.cause = "reader" if is_readers(before, item) else "newsstand"
            if not item.changed and self.takes_new_reading():
                item.changed, item.cause = read_otherwise(before, item), "reader"
            if not item.changed:
                raise Unchanged(f"known: {item.id}")
            item.revision = (before.revision or 1) + 1
        elif isinstance(item, Edition | Publication):
            if history.says_the_same(item):
                raise Unchanged(f"known: {item.id}")
            item.revision = history.revision(item) + 1
        return item
