"""What the index keeps of a record, as rows of its tables. Pure: raises BadRecord for what fits into none."""

import json
import re
from datetime import date
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from newsstand.dataset.schema import COLUMNS
from newsstand.items import Edition, Publication, Story

HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: JSON can write it, UTF-8 and SQLite cannot."""
MOST = 1 << 62
"""No count and no revision is as large; SQLite's numbers end soon after."""


class BadRecord(ValueError):
    """A record with a field of the wrong type: the message names it."""


def _types(item: type) -> dict[str, type]:
    """Field of a record -> type of its value, where it has one."""
    hints = get_type_hints(item)
    kinds = {name: next(one for one in (*get_args(hint), hint) if one is not NoneType) for name, hint in hints.items()}
    return {
        name: list if get_origin(hint) is list else get_origin(kinds[name]) or kinds[name]
        for name, hint in hints.items()
    }


TYPES = {"publication": _types(Publication), "edition": _types(Edition), "story": _types(Story)}
DAYS = ("date_start", "date_end", "edition_date_start", "edition_date_end")
"""Fields that are days: they are reckoned with."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TEXTS = ("captions", "changed", "rights")
"""Fields that are lists of texts."""
OBJECTS = ("editions_listed", "failures", "stories")
"""Fields that are lists of objects, which the index looks into."""


def check(record: dict[str, Any]) -> None:
    """Raises BadRecord where a field is of another type than records have, or of a size that the index cannot keep."""
    types, kept = TYPES[record["type"]], COLUMNS[record["type"]]
    for name, value in record.items():
        if value is None:
            continue
        if type(value) is not types.get(name, type(value)) or not _fits(name, value, is_kept=name in kept):
            raise BadRecord(f"{name} is {value!r:.80}")


def _fits(name: str, value: Any, *, is_kept: bool) -> bool:
    """Whether a value of the right type is one that the field can have. is_kept: the index has a column for it."""
    if isinstance(value, str):
        return is_day(value) if name in DAYS else not (is_kept and HALF.search(value))
    if isinstance(value, list):
        if name in OBJECTS:
            return _are_objects(value)
        return name not in TEXTS or all(type(one) is str for one in value)
    return not isinstance(value, int) or abs(value) < MOST


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether it is a day as records have it: "2026-08-13"."""
    try:
        return bool(DAY.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _are_objects(value: Any) -> bool:
    """Whether it is a list of objects, whose values are texts, numbers or nothing."""
    plain = (str, int, float, type(None))
    return isinstance(value, list) and all(
        isinstance(one, dict) and all(isinstance(each, plain) for each in one.values()) for one in value
    )


def known(record: dict[str, Any]) -> tuple[Any, ...]:
    """The columns of the record's table, without the last two."""
    facts = {**record, "revision": record.get("revision") or 0, "fetched_at": record.get("fetched_at") or ""}
    if record["type"] == "story":
        facts["withdrawn"] = bool(record.get("withdrawn"))
    if record["type"] == "edition":
        collected, before = record.get("stories_collected"), record.get("stories_known")
        facts["stories_held"] = None if collected is None and before is None else (collected or 0) + (before or 0)
        facts["failures"] = json.dumps(record.get("failures") or [], ensure_ascii=False)
    return tuple(map(facts.get, COLUMNS[record["type"]][:-2]))


def listed(publication: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The editions that a publication's record lists."""
    key = publication["newsstand"], publication["id"]
    when = publication.get("revision") or 0, publication.get("fetched_at") or ""
    return [
        (*key, each["id"], *when, str(each.get("label") or ""))
        for each in publication.get("editions_listed") or ()
        if isinstance(each.get("id"), str)
    ]


def places(edition: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """The stories that an edition's record lists: under the id that its list gives, and the one they are known by."""
    key = edition["newsstand"], edition["id"]
    return [
        (*key, str(each.get("listed_as") or each["id"]), each["id"])
        for each in edition.get("stories") or ()
        if isinstance(each.get("id"), str)
    ]


def shelf(record: dict[str, Any]) -> tuple[str, str, str]:
    """Under which newsstand, publication ("" where it names none) and type the record is counted."""
    publication = record["id"] if record["type"] == "publication" else record.get("publication_id")
    return record["newsstand"], publication or "", record["type"]
