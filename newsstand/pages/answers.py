"""What a site answers, and the readers of one newsstand: for each kind of page, an answer -> what it says. Pure."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, ParseError, fromstring

from newsstand.pages.charset import charset_of_header
from newsstand.pages.document import Document, NotReadable, document
from newsstand.pages.edition import read_edition
from newsstand.pages.found import EditionPage, IssueList, ListedEdition, ListedTitle, NotAPage, StoryPage, TitlePage
from newsstand.pages.links import next_in_header
from newsstand.pages.story import read_story
from newsstand.pages.title import read_catalogue, read_issue_list, read_title
from newsstand.urls import Kind, joined

SUFFIXES = (("json", "json"), ("xhtml", "html"), ("xml", "xml"), ("text/plain", "txt"))
"""What stands in a Content-Type -> the suffix of a file; the first that is there counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page as a site sent it."""

    body: bytes
    url: str | None
    """Where it was sent from, after redirects; None of a file that nobody knows the address of."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""

    @classmethod
    def declared(cls, body: bytes, url: str | None, content_type: str | None) -> "Answer":
        """One of whose headers no more is known than the Content-Type."""
        return cls(body=body, url=url, headers={"content-type": content_type} if content_type else {})

    def text(self) -> str:
        """The body of a plain text: in the charset of its Content-Type, else UTF-8. Raises NotReadable."""
        name = charset_of_header(self.headers.get("content-type")) or "utf-8"
        try:
            return self.body.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError) as error:
            raise NotReadable(f"not {name}") from error

    def json(self) -> Any:
        """What the body says as JSON (RFC 8259). Raises NotReadable."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise NotReadable("not JSON") from error

    def xml(self) -> Element:
        """The root of the body as XML. Raises NotReadable."""
        try:
            return fromstring(self.body)
        except (ParseError, LookupError, ValueError) as error:
            raise NotReadable("not XML") from error

    @property
    def suffix(self) -> str:
        """Of a file that holds the body: "json", "xml", "txt" or "html"."""
        declared = self.headers.get("content-type", "").lower()
        return next((suffix for part, suffix in SUFFIXES if part in declared), "html")

    def document(self) -> Document:
        """The body laid out as lines, of a page of HTML. Raises NotReadable."""
        return document(self.body, url=self.url, encoding=charset_of_header(self.headers.get("content-type")))


Reader = Callable[..., Any]
"""`read(answer, *, site, **hints)` -> the page, or NotAPage. Raises NotReadable. Its hints are what the page that led
there says, those of the reader of HTML for that kind of page: take `**hints` where they are of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """One for each kind of page; those of HTML where a newsstand brings none of its own."""

    title: Reader
    """-> TitlePage"""
    issues: Reader
    """-> IssueList"""
    edition: Reader
    """-> EditionPage"""
    story: Reader
    """-> StoryPage"""
    catalogue: Reader
    """-> a list of ListedTitle"""

    def of(self, kind: Kind) -> Reader:
        reader: Reader = getattr(self, kind)
        return reader


def html_title(answer: Answer, **hints: Any) -> TitlePage | NotAPage:
    page = answer.document()
    return followed(read_title(page, **hints), answer, page)


def html_issues(answer: Answer, **hints: Any) -> IssueList:
    page = answer.document()
    found: list[ListedEdition] = read_issue_list(page, **hints)
    return IssueList(editions=found, next_url=next_page(answer, page))


def html_edition(answer: Answer, **hints: Any) -> EditionPage | NotAPage:
    page = answer.document()
    return followed(read_edition(page, **hints), answer, page)


def html_story(answer: Answer, **hints: Any) -> StoryPage | NotAPage:
    page = answer.document()
    found = read_story(page, **hints)
    if isinstance(found, StoryPage):
        found.meta = dict(page.meta)
    return found


List = TypeVar("List", TitlePage, EditionPage)


def followed(found: List | NotAPage, answer: Answer, page: Document) -> List | NotAPage:
    """A list with the address of its next page."""
    if not isinstance(found, NotAPage):
        found.next_url = next_page(answer, page)
    return found


def next_page(answer: Answer, page: Document) -> str | None:
    """The URL of the page on which a list goes on: as the page itself says, else as its Link header does."""
    link = next_in_header(answer.headers.get("link", ""))
    return page.next_page() or (joined(answer.url or "", link) if link else None)


def html_catalogue(answer: Answer, **hints: Any) -> list[ListedTitle]:
    return read_catalogue(answer.document(), **hints)


HTML = Readers(title=html_title, issues=html_issues, edition=html_edition, story=html_story, catalogue=html_catalogue)
