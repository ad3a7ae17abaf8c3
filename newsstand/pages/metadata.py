"""What a page's head says of it: JSON-LD and Open Graph, where present and valid. The visible page decides. Pure."""

from typing import Any

from newsstand.pages.document import Document
from newsstand.urls import path_of

STORY_TYPES = {
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BlogPosting",
}


def article(document: Document, path: str | None) -> dict[str, Any]:
    """The page's JSON-LD article, {} where there is none, or more than one and none of them names the page's `path`."""
    found = [item for item in document.json_ld if STORY_TYPES & set(words(item.get("@type")))]
    if len(found) > 1 and path is not None:
        found = [item for item in found if path in map(path_of, urls(item))]
    return found[0] if len(found) == 1 else {}


def urls(item: dict[str, Any]) -> list[str]:
    """What a JSON-LD thing gives for its own address."""
    page = item.get("mainEntityOfPage")
    values = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [value for value in values if isinstance(value, str)]


def words(value: object) -> list[str]:
    """The strings of a JSON-LD value: a string, a list of them, or things with a `name`."""
    values = value if isinstance(value, list) else [value]
    names = [item.get("name") or item.get("url") if isinstance(item, dict) else item for item in values]
    return [name.strip() for name in names if isinstance(name, str) and name.strip()]


def word(value: object) -> str | None:
    found = words(value)
    return found[0] if found else None


def is_free(item: dict[str, Any]) -> bool:
    """Whether JSON-LD says that all of it stands there (schema.org isAccessibleForFree, also as the text "True")."""
    value = item.get("isAccessibleForFree")
    return value is True or (isinstance(value, str) and value.strip().casefold() == "true")
