"""What a newsstand's own reader gives, checked where it enters: a slip in it is named there, not far away. Pure."""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from newsstand.pages import (
    HTML,
    Answer,
    EditionPage,
    IssueList,
    ListedEdition,
    ListedStory,
    NotAPage,
    Readers,
    StoryPage,
    TitlePage,
)
from newsstand.urls import Kind, Site, joined, kind

PAGES: dict[Kind, type] = {"title": TitlePage, "issues": IssueList, "edition": EditionPage, "story": StoryPage}
"""Kind of page -> what its reader gives."""
LINKS = ("url", "next_url", "issues_url", "image_url", "cover_url", "publication_url")
ACCESS = ("free", "preview", "locked", "unknown")


class WrongPage(Exception):
    """A reader gave what no page is made of; the message names the field, in words that carry no value of it."""


def read_answer(answer: Answer, of: Kind, readers: Readers, site: Site, **hints: Any) -> Any:
    """What the reader for that kind of page makes of an answer; that of a newsstand's own reader is checked.

    Raises WrongPage, NotReadable, and whatever a reader that fails raises.
    """
    reader = readers.of(of)
    found = reader(answer, site=site, **hints)
    return found if reader is HTML.of(of) else given(found, of, answer.url or "", site)


def given(found: Any, of: Kind, url: str, site: Site) -> Any:
    """A page as its reader gave it, its links absolute. Raises WrongPage."""
    if isinstance(found, NotAPage):
        return found
    if not isinstance(found, PAGES[of]):
        raise WrongPage(f"the reader gives {type(found).__name__}, not {PAGES[of].__name__}")
    check(found)
    if isinstance(found, StoryPage) and found.access not in ACCESS:
        raise WrongPage(f"access must be one of {', '.join(ACCESS)}")
    found = absolute(found, url)
    for one in getattr(found, "editions", ()):
        if kind(one.url, site) != "edition":
            raise WrongPage("an edition's url has no shape that site.edition names")
    return found


def check(part: Any) -> None:
    cls: Any = type(part)
    for name, hint in hints(cls).items():
        value = getattr(part, name)
        if not fits(value, hint):
            told = getattr(hint, "__name__", str(hint)) if not get_args(hint) else str(hint)
            raise WrongPage(f"{name} must be {told.replace('newsstand.pages.found.', '')}, not {named(value)}")
        for one in value if isinstance(value, list) else ():
            if is_dataclass(one):
                check(one)


def named(value: Any) -> str:
    """The type of a value, of a list those of what it holds: "list of dict"."""
    held = sorted({type(one).__name__ for one in value}) if isinstance(value, list) else []
    return f"list of {', '.join(held)}" if held else type(value).__name__


@cache
def hints(cls: Any) -> dict[str, Any]:
    """Field -> type, of a page class or of an entry's."""
    return get_type_hints(cls)


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a type as the page classes are annotated: unions, lists, tuples, dicts and plain types."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in arguments)
    if origin is list:
        return isinstance(value, list) and all(fits(one, arguments[0]) for one in value)
    if hint is int:
        return type(value) is int  # True is none
    return isinstance(value, origin or hint)


def absolute(part: Any, url: str) -> Any:
    """A page or an entry of it with its links as URLs: those that are none are read from `url`, as in a browser."""
    changed: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in LINKS and value:
            changed[field.name] = joined(url, value)
        elif field.name == "lists":
            changed[field.name] = [joined(url, one) for one in value]
        elif isinstance(value, list) and value and isinstance(value[0], ListedStory | ListedEdition):
            changed[field.name] = [absolute(one, url) for one in value]
    return replace(part, **changed)
