"""What a page says of itself: JSON-LD and its head, where present and valid. What its lines say goes first. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from newsstand.pages.document import Document, html_document, text_document
from newsstand.pages.names import alike
from newsstand.urls import path_of

STORY_TYPES = {
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
}
PERIODICALS = {"Newspaper", "Periodical", "Magazine"}
ISSUES = {"PublicationIssue", "PublicationVolume"}
NUMBERS = {"issueNumber", "volumeNumber"}
"""What only an issue or a volume of a periodical has: without a type, too, it is one."""
DEEPEST = 4
"""An article is part of an issue of a volume of a periodical."""
MOST = 50
"""Articles among which one is looked for that is described twice: of more the page is a list. And things that one is
part of."""
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
"""The date in what schema.org calls a Date or DateTime; the time and its zone say nothing of an edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The issue of a periodical that an article is part of."""

    publication: str | None = None
    date: str | None = None
    """ISO 8601: a day, month or year."""
    volume: str | None = None
    number: str | None = None


def article(document: Document, path: str | None) -> dict[str, Any]:
    """The page's JSON-LD article, {} where there is none, or more than one and none of them names the page's `path`."""
    found = [item for item in document.json_ld if STORY_TYPES & types(item)]
    found = merged(found) if len(found) <= MOST else found
    if len(found) > 1 and path is not None:
        found = [item for item in found if path in map(path_of, urls(item))]
    return in_full(found[0], document.json_ld) if len(found) == 1 else {}


def in_full(item: dict[str, Any], things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The thing, with what a page says elsewhere of its author and of what it is part of: a `@graph` names them by
    their `@id`."""
    named = {name: thing for thing in things if isinstance(name := thing.get("@id"), str)}

    def looked_up(value: object) -> list[object]:
        values = listed(value)
        return [named.get(str(one.get("@id")), {}) | one if isinstance(one, dict) else one for one in values[:MOST]]

    found = dict(item)
    if "author" in found:
        found["author"] = looked_up(found["author"])
    inner = found
    for _ in range(DEEPEST):
        if "isPartOf" not in inner:
            break
        inner["isPartOf"] = wholes = looked_up(inner["isPartOf"])
        inner = next((whole for whole in wholes if isinstance(whole, dict)), {})
    return found


def merged(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The articles, each once: one that a page describes twice has one headline or address. The first word counts."""
    every: list[dict[str, Any]] = []
    for item in items:
        for known in every:
            if alike(word(item.get("headline")), word(known.get("headline"))) or set(urls(item)) & set(urls(known)):
                known |= {name: value for name, value in item.items() if name not in known}
                break
        else:
            every.append(dict(item))
    return every


def types(item: dict[str, Any]) -> set[str]:
    """The types of a JSON-LD thing, without the vocabulary ("https://schema.org/NewsArticle", "schema:NewsArticle")."""
    return {re.split(r"[/:#]", name)[-1] for name in words(item.get("@type"))}


def urls(item: dict[str, Any]) -> list[str]:
    """What a JSON-LD thing gives for its own address."""
    page = item.get("mainEntityOfPage")
    values = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [value for value in values if isinstance(value, str)]


def addresses(document: Document) -> Iterator[str]:
    """What the page gives for its own address, as URLs: `<link rel=canonical>`, Open Graph's, JSON-LD's."""
    for address in (document.canonical, document.meta.get("og:url"), *urls(article(document, None))):
        if address and (found := re.match(r"(https?:)?//", address, re.I)):
            yield address.strip() if found[1] else f"https:{address.strip()}"


def issue(item: dict[str, Any]) -> Issue:
    """What a JSON-LD article says of the issue it is in; all is None where it is part of no periodical."""
    typed = [(told, part) for told, part in part_of(item) if told & (PERIODICALS | ISSUES)]
    parts = [part for _, part in typed]
    if not parts:
        return Issue()
    dates = [day(part.get("datePublished")) for told, part in typed if "PublicationIssue" in told]
    return Issue(
        publication=next(iter(publications(item)), None),
        date=next(filter(None, dates), None) or day(item.get("datePublished")),
        volume=next((told for part in parts if (told := number(part.get("volumeNumber")))), None),
        number=next((told for part in parts if (told := number(part.get("issueNumber")))), None),
    )


def publications(item: dict[str, Any]) -> list[str]:
    """The names of the periodicals that a JSON-LD article is part of."""
    return [name for told, part in part_of(item) if told & PERIODICALS and (name := word(part))]


def part_of(item: dict[str, Any]) -> Iterator[tuple[set[str], dict[str, Any]]]:
    """What a JSON-LD thing is part of, and what that is part of, each with its types."""
    told: set[str] = set()
    for _ in range(DEEPEST):
        found = [one for one in listed(item.get("isPartOf")) if isinstance(one, dict)]
        if not found:
            return
        every = [(types(one) or types_by_place(one, told), one) for one in found]
        yield from every
        told, item = every[0]


def types_by_place(whole: dict[str, Any], inner: set[str]) -> set[str]:
    """What a thing without a type is: what has a number is an issue or a volume, and the outermost of these, or what
    they are part of, the periodical.

    inner: the types of what is part of it.
    """
    found = ISSUES if NUMBERS & whole.keys() else set()
    is_outermost = "isPartOf" not in whole and (found or inner & ISSUES)
    return found | PERIODICALS if is_outermost else found


def day(value: object) -> str | None:
    """The day, month or year that begins an ISO 8601 date; None of what is none."""
    if (found := DAY.match(str(value).strip())) is None:
        return None
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return found[0]


def number(value: object) -> str | None:
    """A number of a volume or an issue as printed."""
    return str(value) if type(value) is int else word(value)


def body_paragraphs(item: dict[str, Any]) -> list[str]:
    """The paragraphs of a JSON-LD `articleBody`, which may hold markup; [] where there is none."""
    text = item.get("articleBody")
    if not isinstance(text, str):
        return []
    page = html_document(text) if re.search(r"</?(?:p|br|div)\b", text, re.I) else text_document(unescape(text))
    return list(page.lines)


def listed(value: object) -> list[object]:
    """The values of a JSON-LD property: it has one, or a list of them."""
    return value if isinstance(value, list) else [value]


def words(value: object) -> list[str]:
    """The strings of a JSON-LD value: a string, a list of them, or things with a `name`."""
    names = [item.get("name") or item.get("url") if isinstance(item, dict) else item for item in listed(value)]
    return [unescape(name).strip() for name in names if isinstance(name, str) and name.strip()]


def word(value: object) -> str | None:
    found = words(value)
    return found[0] if found else None


def is_free(item: dict[str, Any]) -> bool:
    """Whether JSON-LD says that all of it stands there (schema.org isAccessibleForFree, also as the text "True")."""
    return str(item.get("isAccessibleForFree")).strip().casefold() == "true"
