"""The sample newsstand as a site: a path -> the page that stands there. No sockets; the server is server.py."""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from newsstand.demo.content import Edition, Newsstand, Place, Publication
from newsstand.demo.furniture import STYLE
from newsstand.demo.listpages import edition_html, issues_html, notice_html, shelf_html, title_html
from newsstand.demo.paths import story_path
from newsstand.demo.scans import answers
from newsstand.demo.storypages import story_html
from newsstand.demo.words import languages

RETIRED = re.compile(r"/(?:stories|articles?)/.+|/[A-Z]{2}/[^/]+/[^/]+/[^/]+(?:/[^/]+)?|/magazines/listAllIssues/\d+")
"""Paths that a story, a title or an edition may have had: asked for in vain, they lead to the front page."""
ROBOTS = "User-agent: *\nDisallow: /login\n"
HTML, PLAIN, PICTURE, SHEET = "text/html; charset=utf-8", "text/plain; charset=utf-8", "image/svg+xml", "text/css"
JSON = "application/json"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36" fill="#8aa"/></svg>'


class Answer(NamedTuple):
    body: bytes
    kind: str = HTML
    revision: int = 0
    """How often what the page says was changed."""


@dataclass(frozen=True, slots=True)
class Retired:
    """Nothing stands there any more: the newsstand sends its visitors to the front page."""


class Address(NamedTuple):
    language: str | None
    path: str
    """Decoded, without language prefix, trailing slash and query."""


def address(target: str) -> Address:
    path = re.sub(r"/{2,}", "/", unquote(urlsplit(target).path))
    first, _, rest = path.removeprefix("/").partition("/")
    language = first if first in languages() else None
    return Address(language, (f"/{rest}" if language else path).rstrip("/") or "/")


class Shelves:
    """Where everything stands in one newsstand."""

    def __init__(self, newsstand: Newsstand) -> None:
        self.newsstand = newsstand
        self.titles = {unquote(p.path).rpartition("/")[0].casefold(): p for p in newsstand.publications}
        self.magazines = {str(p.magazine): p for p in newsstand.publications}
        self.stories: dict[tuple[str, str], tuple[Publication, Edition, int]] = {}
        for publication in newsstand.publications:
            for edition in publication.editions:
                for position, slug in enumerate(edition.slugs(), 1):
                    self.stories.setdefault((publication.slug, slug), (publication, edition, position))

    def answer(self, target: str) -> Answer | Retired | None:
        """What stands at a path with query; None where nothing ever did."""
        language, path = address(target)
        if path in ("/", "/magazines", "/newspapers"):
            category = {"/magazines": "Magazine", "/newspapers": "Newspaper"}.get(path)
            return html(shelf_html(self.newsstand, language, category))
        if path in ("/help", "/terms", "/privacy", "/login"):
            return html(notice_html(language, path[1:]))
        if path == "/robots.txt":
            return Answer(ROBOTS.encode(), PLAIN)
        if path == "/static/site.css":
            return Answer(STYLE.encode(), SHEET)
        if text := answers().get(path):
            return Answer(text.encode(), JSON if path.endswith(".json") else PLAIN)
        if re.fullmatch(r"/images/[^?]+\.svg", path):
            return Answer(SVG.encode(), PICTURE)
        if place := self.place(path):
            return html(story_html(self.newsstand, place, language), place.story.revision)
        return self.list_page(language, path) or (Retired() if RETIRED.fullmatch(path) else None)

    def place(self, path: str) -> Place | None:
        """Where the newest edition that lists the story of that path has it. The category's case does not count."""
        parts = path.strip("/").split("/")
        if len(parts) != 4:
            return None
        folder, *middle, slug = parts
        magazine = self.magazines.get(middle[0]) if folder == "articles" else None
        found = self.stories.get((magazine.slug if magazine else middle[1], slug))
        if found is None:
            return None
        publication, edition, position = found
        place = Place(publication, edition, position, edition.stories[position - 1])
        here = unquote(story_path(publication, edition, place.story))
        return place if here.casefold() == path.casefold() else None

    def list_page(self, language: str | None, path: str) -> Answer | None:
        """A title, an edition, or a list of all editions. The category in their paths may be any, in any case."""
        if found := re.fullmatch(r"/magazines/listAllIssues/(\d+)", path):
            listed = self.magazines.get(found[1])
            return html(issues_html(self.newsstand, listed, language)) if listed else None
        parts = path.split("/")
        publication: Publication | None = self.titles.get("/".join(parts[:4]).casefold())
        if publication is None or len(parts) not in (5, 6):
            return None
        if len(parts) == 5:
            return html(title_html(self.newsstand, publication, language))
        if parts[5].casefold() == "all-issues":
            return html(issues_html(self.newsstand, publication, language))
        edition = next((e for e in publication.editions if str(e.issue) == parts[5]), None)
        return html(edition_html(self.newsstand, publication, edition, language)) if edition else None


def html(text: str, revision: int = 0) -> Answer:
    return Answer(text.encode(), HTML, revision)
