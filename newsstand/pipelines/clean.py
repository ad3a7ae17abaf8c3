"""First step: every text of a record as a reader would type it."""

from dataclasses import fields
from functools import cache
from typing import Any

from newsstand.items import Record, Story
from newsstand.text import clean_text

NOT_TEXT = {"type", "id", "newsstand", "url", "fetched_at", "publication_id", "edition_id", "cover_url", "image_url",
            "etag", "last_modified", "content_hash"}  # fmt: skip
"""Ids, addresses and what a server said: kept as they are."""


class Clean:
    """White space, invisible characters, escaped quotes, mojibake; what is empty then is null."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Record):
            clean_record(item)
        if isinstance(item, Story):
            for teaser in item.related:
                clean_record(teaser)
        return item


@cache
def texts(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in NOT_TEXT)


def clean_record(item: Any) -> None:
    for name in texts(item.__class__):
        value = getattr(item, name)
        if name == "captions" and value is not None:
            item.captions = [caption for one in value if (caption := clean_text(one))] or None
        elif isinstance(value, str):
            setattr(item, name, clean_paragraphs(value) if name == "text" else clean_text(value) or None)


def clean_paragraphs(text: str) -> str | None:
    paragraphs = (clean_text(paragraph) for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or None
