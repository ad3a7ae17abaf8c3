"""Open ONI: open newspaper archives of libraries, which serve each scanned page with its text.

Any site of that software can be crawled: `-a site=https://oregonnews.uoregon.edu` is where nothing is said. Its JSON is
the one that Chronicling America had, under `/lccn/` or `/api/chronam/lccn/`.
"""

import re
from dataclasses import replace
from typing import Any

from newsstand.crawl import NewsstandSpider
from newsstand.pages import (
    HTML,
    Answer,
    EditionPage,
    ListedEdition,
    ListedStory,
    ListedTitle,
    NotReadable,
    StoryPage,
    TitlePage,
)
from newsstand.urls import Site

TITLE = r"(?:/api/chronam)?/lccn/(?P<title>[A-Za-z0-9]+)"
EDITION = r"(?:/api/chronam)?/lccn/(?P<issue>(?P<title>[A-Za-z0-9]+)/\d{4}-\d\d-\d\d/ed-\d+)"
PAGE = r"(?:/api/chronam)?/lccn/(?P<story>(?P<publication>[A-Za-z0-9]+)/\d{4}-\d\d-\d\d/ed-\d+/seq-(?P<slug>\d+))"


def read_title(answer: Answer, *, site: Site, **hints: Any) -> TitlePage:
    said = table(answer)
    editions = [
        ListedEdition(label=text(one, "date_issued"), url=page_of(one["url"], answer))
        for one in said.get("issues") or []
        if isinstance(one, dict) and isinstance(one.get("url"), str)
    ]
    return TitlePage(
        name=text(said, "name"),
        publisher=text(said, "publisher"),
        identifier=text(said, "lccn"),
        place=text(said, "place_of_publication"),
        editions=sorted(editions, key=lambda one: one.url, reverse=True),
    )


def read_edition(answer: Answer, *, site: Site, **hints: Any) -> EditionPage:
    said = table(answer)
    title, number = said.get("title"), said.get("edition")
    return EditionPage(
        publication=text(title, "name") if isinstance(title, dict) else None,
        label=text(said, "date_issued"),
        volume=text(said, "volume"),
        issue_number=text(said, "number"),
        edition_of_day=number if isinstance(number, int) else None,
        url=answer.url,
        stories=[
            ListedStory(url=page_of(one["url"], answer))
            for one in said.get("pages") or []
            if isinstance(one, dict) and isinstance(one.get("url"), str)
        ],
    )


def read_page(answer: Answer, *, site: Site, **hints: Any) -> StoryPage:
    """The text of a page's scan. Its picture has the address that the site's own JSON gives it."""
    page = (answer.url or "").removesuffix("/ocr.txt")
    number = re.search(r"/seq-(\d+)$", page)
    paragraphs = [one.strip() for one in re.split(r"\n\s*\n", answer.text())]
    return StoryPage(
        granularity="page",
        page_number=number[1] if number else None,
        paragraphs=[one for one in paragraphs if one],
        image_url=f"{page}.jp2" if number else None,
        access="free",
    )


def read_titles(answer: Answer, *, site: Site, **hints: Any) -> list[ListedTitle]:
    return [
        ListedTitle(name=text(one, "title"), url=page_of(one["url"], answer))
        for one in table(answer).get("newspapers") or []
        if isinstance(one, dict) and isinstance(one.get("url"), str)
    ]


def table(answer: Answer) -> dict[str, Any]:
    said = answer.json()
    if not isinstance(said, dict):
        raise NotReadable("not a JSON object")
    return said


def text(said: dict[str, Any], key: str) -> str | None:
    value = said.get(key)
    return value.strip() or None if isinstance(value, str) else None


def page_of(url: str, answer: Answer) -> str:
    """The address, on the site that answered, of what a link of the API names: links carry other hosts at times."""
    path = re.sub(r"^https?://[^/]*", "", url).removesuffix(".json")
    return re.sub(r"(?<=[^/])/(?:api/chronam/)?(?:lccn/.*|newspapers\.json)", "", answer.url or "") + path


class OpenOniSpider(NewsstandSpider):
    name = "openoni"
    site = Site(
        brand="Open ONI",
        url="https://oregonnews.uoregon.edu",
        title=(re.compile(TITLE),),
        edition=(re.compile(EDITION),),
        story=(re.compile(PAGE),),
        suffixes=(("title", ".json"), ("edition", ".json"), ("story", "/ocr.txt")),
        catalogue="/newspapers.json",
        country="US",
    )
    readers = replace(HTML, title=read_title, edition=read_edition, story=read_page, catalogue=read_titles)
