"""Open ONI: open newspaper archives of libraries, which serve each scanned page with its text.

Any site of that software can be crawled: `-a site=https://oregonnews.uoregon.edu` is where nothing is said. Its answers
are read in both forms: the JSON that Chronicling America had (under `/api/chronam/lccn/`, in older versions under
`/lccn/`), and IIIF Presentation 2 (under `/lccn/` in newer ones).
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

ROOT = re.compile(r"(https?://[^/]*(?:/(?!api/chronam/|lccn/|newspapers\.json)[^/]+)*)(/api/chronam)?/")
"""Where a site's pages begin, in the address of an answer; what its API tells is asked of the API."""


def read_title(answer: Answer, *, site: Site, **hints: Any) -> TitlePage:
    said = table(answer)
    if is_iiif(said):
        facts = metadata(said)
        editions = [
            ListedEdition(label=text(one, "label"), url=url) for one, url in linked(said, "manifests", "@id", answer)
        ]
        return TitlePage(
            name=text(said, "label"),
            publisher=facts.get("publisher"),
            identifier=facts.get("lccn"),
            place=facts.get("place of publication"),
            frequency=facts.get("frequency"),
            language=facts.get("language"),
            editions=newest_first(editions),
        )
    editions = [
        ListedEdition(label=text(one, "date_issued"), url=url) for one, url in linked(said, "issues", "url", answer)
    ]
    return TitlePage(
        name=text(said, "name"),
        publisher=text(said, "publisher"),
        identifier=text(said, "lccn"),
        place=text(said, "place_of_publication"),
        editions=newest_first(editions),
    )


def newest_first(editions: list[ListedEdition]) -> list[ListedEdition]:
    return sorted(editions, key=lambda one: one.url, reverse=True)


def read_edition(answer: Answer, *, site: Site, **hints: Any) -> EditionPage:
    said = table(answer)
    if is_iiif(said):
        return read_manifest(said, answer)
    title, number = said.get("title"), said.get("edition")
    return EditionPage(
        publication=text(title, "name") if isinstance(title, dict) else None,
        label=text(said, "date_issued"),
        volume=text(said, "volume"),
        issue_number=text(said, "number"),
        edition_of_day=number if isinstance(number, int) else None,
        url=answer.url,
        stories=[ListedStory(url=with_text(url)) for _, url in linked(said, "pages", "url", answer)],
    )


def read_manifest(said: dict[str, Any], answer: Answer) -> EditionPage:
    """An issue in its IIIF form, whose label is that of the list: its own has the publication's name in it."""
    canvases = [one for sequence in rows(said, "sequences") for one in rows(sequence, "canvases")]
    number = re.search(r"/ed-(\d+)", answer.url or "")
    pages = [page for canvas in canvases if (page := page_of_canvas(canvas))]
    return EditionPage(
        edition_of_day=int(number[1]) if number else None,
        url=answer.url,
        stories=[ListedStory(url=with_text(on_site(page, answer))) for page in pages],
    )


def page_of_canvas(canvas: dict[str, Any]) -> str | None:
    """The address of a page in what a canvas links to: its scan, its text or the page itself."""
    links = [
        text(link, "@id") or ""
        for image in [canvas, *rows(canvas, "images")]
        for kind in ("rendering", "seeAlso")
        for link in rows(image, kind)
    ]
    found = (re.match(r".*/lccn/[^/]+/[^/]+/ed-\d+/seq-\d+", link) for link in links)
    return next((one[0] for one in found if one), None)


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
    said = table(answer)
    if is_iiif(said):
        return [
            ListedTitle(name=text(one, "label"), url=url) for one, url in linked(said, "collections", "@id", answer)
        ]
    return [ListedTitle(name=text(one, "title"), url=url) for one, url in linked(said, "newspapers", "url", answer)]


def is_iiif(said: dict[str, Any]) -> bool:
    return (text(said, "@type") or "").startswith("sc:")


def metadata(said: dict[str, Any]) -> dict[str, str]:
    """What a IIIF collection says of itself: label -> value, several of them joined."""
    found = {}
    for one in rows(said, "metadata"):
        label, value = text(one, "label"), one.get("value")
        many = [text(each, "@value") for each in rows(one, "value")] or [value if isinstance(value, str) else None]
        if label and any(many):
            found[label] = ", ".join(filter(None, many))
    return found


def linked(said: dict[str, Any], key: str, link: str, answer: Answer) -> list[tuple[dict[str, Any], str]]:
    """The entries of a list that have a link, each with its address on the site."""
    return [(one, on_site(url, answer)) for one in rows(said, key) if (url := text(one, link))]


def table(answer: Answer) -> dict[str, Any]:
    said = answer.json()
    if not isinstance(said, dict):
        raise NotReadable("not a JSON object")
    return said


def rows(said: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = said.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(said: dict[str, Any], key: str) -> str | None:
    value = said.get(key)
    return value.strip() or None if isinstance(value, str) else None


def on_site(url: str, answer: Answer) -> str:
    """The address, on the site that answered, of what a link of the API names: links carry other hosts at times."""
    path = re.sub(r"^https?://[^/]*", "", url).removesuffix(".json")
    here = ROOT.match(answer.url or "")
    root, api = (here[1], here[2] or "") if here else ("", "")
    return f"{root}{path}" if path.startswith("/api/chronam/") else f"{root}{api}{path}"


def with_text(page: str) -> str:
    """Where a page has its text: never under `/api/chronam/`."""
    return page.replace("/api/chronam/", "/")


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
