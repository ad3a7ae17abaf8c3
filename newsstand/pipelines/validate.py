"""Last step: a record that breaks the contract becomes a Rejected one, with its reason, and is counted."""

import re
from collections.abc import Callable
from dataclasses import field, fields, is_dataclass, make_dataclass
from datetime import date
from functools import cache
from typing import Any, Self, get_args, get_origin, get_type_hints

import fastjsonschema
from itemadapter import ItemAdapter
from scrapy.crawler import Crawler

from newsstand.items import Edition, Publication, Record, Rejected, Story
from newsstand.stats import StatBy

URL = {"pattern": r"^https?://[^\s/]+(/\S*)?$"}
LANGUAGE = {"pattern": "^[a-z]{2,3}$"}
COUNT = {"minimum": 0}
PRECISION = {"enum": ["day", "week", "fortnight", "month", "quarter", "season", "year", None]}
ORDER = {"enum": ["DMY", "MDY", "YMD", None]}
RULES: dict[str, dict[str, Any]] = {
    "id": {"pattern": r"^(publication|edition|story):\S.*$"},
    "newsstand": {"type": "string", "minLength": 1},
    "url": URL,
    "fetched_at": {"format": "date-time"},
    "country": {"pattern": "^[A-Z]{2}$"},
    "language": LANGUAGE,
    "interface_language": LANGUAGE,
    "publication_language": LANGUAGE,
    "date_start": {"format": "date"},
    "date_end": {"format": "date"},
    "edition_date_start": {"format": "date"},
    "edition_date_end": {"format": "date"},
    "date_precision": PRECISION,
    "edition_date_precision": PRECISION,
    "date_order": ORDER,
    "edition_date_order": ORDER,
    "edition_source": {"enum": ["edition page", "header", "attribution", "metadata", None]},
    "position": {"minimum": 1},
    "granularity": {"enum": ["article", "page"]},
    "access": {"enum": ["free", "preview", "locked", "unknown"]},
    "word_count": COUNT,
    "reading_minutes": COUNT,
    "stories_listed": COUNT,
    "stories_collected": COUNT,
    "stories_failed": COUNT,
    "stories_known": COUNT,
    "previous_url": URL,
    "cause": {"enum": ["newsstand", "reader", None]},
    "content_hash": {"pattern": "^[0-9a-f]{64}$"},
}
"""What a field's value must be beyond its type (docs/data-format.md)."""


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


FORMATS: dict[str, str | Callable[[str], bool]] = {"date": is_day}


@cache
def checked(kind: type) -> Callable[[dict[str, Any]], Any]:
    """Function that raises JsonSchemaValueException for a record of `kind` that breaks a rule on one field."""
    schema = ItemAdapter.get_json_schema(without_docs(kind))
    for name, rule in RULES.items():
        if name in schema["properties"]:
            schema["properties"][name] |= rule
    compiled: Callable[[dict[str, Any]], Any] = fastjsonschema.compile(schema, formats=FORMATS, use_default=False)
    return compiled


def without_docs(kind: type) -> type:
    """The dataclass without the docstrings of its fields: looking them up in the source takes a quarter of a second."""
    types = get_type_hints(kind)
    bare = make_dataclass(
        kind.__name__,
        [
            (
                one.name,
                without_docs_in(types[one.name]),
                field(default=one.default, default_factory=one.default_factory),
            )
            for one in fields(kind)
        ],
    )
    bare.__module__ = "builtins"
    return bare


def without_docs_in(hint: Any) -> Any:
    """A field's type, where it is a list of such dataclasses of them without docstrings."""
    inner = get_args(hint)[0] if get_origin(hint) is list else None
    return list[without_docs(inner)] if isinstance(inner, type) and is_dataclass(inner) else hint  # type: ignore[misc]


def dates_agree(record: dict[str, Any], prefix: str) -> bool:
    parts = [record[f"{prefix}{name}"] for name in ("date", "date_start", "date_end", "date_precision")]
    return not any(parts) or (all(parts) and parts[1] <= parts[2])


def plain(item: Any) -> dict[str, Any]:
    """The record as JSON will have it; dataclasses.asdict copies every value and takes five times as long."""
    record = {name: getattr(item, name) for name in item.__slots__}
    for name in NESTED.get(type(item), ()):
        record[name] = [{field: getattr(part, field) for field in part.__slots__} for part in record[name]]
    return record


NESTED: dict[type, tuple[str, ...]] = {Story: ("related",), Edition: ("failures", "stories")}
"""The fields whose values are lists of dataclasses."""


def broken_rule(item: Any) -> str | None:
    """The rule that a record breaks, in words that carry no value of it; None for a record that keeps them all."""
    record = plain(item)
    try:
        checked(item.__class__)(record)
    except fastjsonschema.JsonSchemaValueException as error:
        field = ".".join(str(part) for part in error.path[1:]) or "record"
        return f"{field} {re.sub(r'^data[^ ]* ', '', error.message)}"
    if (record["id"] is None) != (record["url"] is None):
        return "id and url must be given together"
    match item:
        case Story():
            if not (item.headline or item.text) and item.granularity != "page":  # a page may be blank
                return "a story must have a headline or a text"
            if not dates_agree(record, "edition_"):
                return "edition_date, its days and its precision must agree"
            if item.access == "locked" and item.text:
                return "a locked story has no text"
        case Edition() if not dates_agree(record, ""):
            return "date, its days and its precision must agree"
        case Publication() if not item.name:
            return "name must not be null"
    return None


class Validate:
    """Passes a record that keeps the contract; any other becomes Rejected, which has a feed of its own."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        reason = broken_rule(item) if isinstance(item, Record) else None
        if reason is None:
            return item
        self.crawler.stats.inc_value(StatBy.REJECTED.of(reason))
        return Rejected(id=item.id, reason=reason, record=plain(item))
