"""Deutsches Zeitungsportal: historical newspapers of German libraries, each scanned page with its text.

Its search index (Apache Solr, without a key) is asked. Not yet
seen live: made from what the portal's own client and other users of the index say of it (docs/newsstands.md).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from newsstand.crawl import NewsstandSpider
from newsstand.pages import (
    HTML,
    Answer,
    EditionPage,
    IssueList,
    ListedEdition,
    ListedStory,
    ListedTitle,
    NotReadable,
    StoryPage,
    TitlePage,
)
from newsstand.urls import Site

TITLES = "/search/index/newspaper/select"
ISSUES = "/search/index/newspaper-issues/select"
"""Its issues and its pages: an issue's id is the beginning of the ids of its pages."""
TITLE = rf"{TITLES}\?q=id:(?P<title>\d+-[\dX])"
LIST = rf"{ISSUES}\?q=type:issue%20AND%20zdb_id:(?P<title>\d+-[\dX])"
EDITION = rf"{ISSUES}\?q=id:(?P<issue>\w+)\*"
PAGE = rf"{ISSUES}\?q=id:\w+%20OR%20id:%22(?P<story>\w+-(?P<slug>[^%]+))%22"
"""The page, and its issue: the licence is the issue's."""
NOON = re.compile(r"T\d\d:\d\d:\d\d(?:\.\d+)?Z$")
"""The index has a time with each day, which says nothing."""
PICTURE = "https://iiif.deutsche-digitale-bibliothek.de/image/2/{}/full/full/0/default.jpg"
ALLOWS = re.compile(r"https?://(?:creativecommons\.org/|rightsstatements\.org/(?:vocab|page)/NoC-)")
"""Statements that allow use. An issue may as well say "in copyright" or "not known"."""
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_title(answer: Answer, *, site: Site, **hints: Any) -> TitlePage:
    said = next(documents(answer), None)
    if said is None:
        raise NotReadable("no newspaper has that number")
    number = text(said, "id")
    return TitlePage(
        name=text(said, "title"),
        language=text(said, "language"),
        frequency=text(said, "frequency"),
        identifier=number,
        place=", ".join(texts(said, "location")) or None,
        issues_url=search(f"type:issue AND zdb_id:{number}"),
    )


def read_issues(answer: Answer, *, site: Site, **hints: Any) -> IssueList:
    editions = [
        ListedEdition(label=day(one), url=search(f"id:{number}*"))
        for one in documents(answer)
        if (number := text(one, "id"))
    ]
    return IssueList(editions=editions, next_url=next_page(answer), in_order=False)


def read_issue(answer: Answer, *, site: Site, **hints: Any) -> EditionPage:
    """The answer holds the issue and its pages, in the order of their ids, which is not that of their numbers."""
    found = list(documents(answer))
    issue = next((one for one in found if "pagename" not in one), {})
    pages = sorted((one for one in found if "pagename" in one), key=number_of)
    return EditionPage(
        publication=text(issue, "paper_title"),
        label=day(issue),
        url=answer.url,
        next_url=next_page(answer),
        stories=[ListedStory(url=address_of(one)) for one in pages],
    )


def read_page(answer: Answer, *, site: Site, **hints: Any) -> StoryPage:
    found = list(documents(answer))
    page = next((one for one in found if "pagename" in one), None)
    if page is None:
        raise NotReadable("no such page")
    picture = text(page, "thumbnail") or ""
    paragraphs = [one.strip() for one in re.split(r"\n\s*\n", text(page, "plainpagefulltext") or "")]
    return StoryPage(
        publication=text(page, "paper_title"),
        granularity="page",
        page_number=text(page, "pagenumber"),
        paragraphs=[one for one in paragraphs if one],
        language=text(page, "language"),
        license=next((said for one in found if ALLOWS.match(said := text(one, "license") or "")), None),
        image_url=PICTURE.format(picture) if UUID.fullmatch(picture) else None,
        access="free",
    )


def read_titles(answer: Answer, *, site: Site, **hints: Any) -> list[ListedTitle]:
    return [
        ListedTitle(name=text(one, "title"), url=f"{site.root}{TITLES}?q=id:{number}")
        for one in documents(answer)
        if (number := text(one, "id"))
    ]


def documents(answer: Answer) -> Iterator[dict[str, Any]]:
    """What the index found. Raises NotReadable, also for an error that comes with status 200."""
    said = answer.json()
    found = said.get("response") if isinstance(said, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get("docs"), list):
        raise NotReadable("no answer of the search index")
    return (one for one in found["docs"] if isinstance(one, dict))


def next_page(answer: Answer) -> str | None:
    """Of a result that goes on. Its last page gives the mark that it was asked with."""
    said = answer.json()
    mark, found = said.get("nextCursorMark"), said["response"]
    here = urlsplit(answer.url or "")
    asked = parse_qs(here.query)
    before = asked.get("cursorMark", ["*"])[0]
    whole = before == "*" and len(found["docs"]) == found.get("numFound")
    if whole or not isinstance(mark, str) or mark == before:
        return None
    return f"{search(asked['q'][0])}&cursorMark={quote(mark, safe='')}" if "q" in asked else None


def search(query: str) -> str:
    return f"{ISSUES}?q={quote(query, safe=':*')}"


def address_of(page: dict[str, Any]) -> str:
    number, name = text(page, "id") or "", text(page, "pagename") or ""
    return search(f'id:{number.removesuffix(f"-{name}")} OR id:"{number}"')


def number_of(page: dict[str, Any]) -> int:
    printed = text(page, "pagenumber") or ""
    return int(printed) if printed.isdecimal() else 0


def day(issue: dict[str, Any]) -> str | None:
    printed = text(issue, "publication_date")
    return NOON.sub("", printed) if printed else None


def text(said: dict[str, Any], key: str) -> str | None:
    return next(iter(texts(said, key)), None)


def texts(said: dict[str, Any], key: str) -> list[str]:
    """The values of a field, which come one by one or as a list, and are numbers at times."""
    value = said.get(key)
    many = value if isinstance(value, list) else [value]
    return [plain for one in many if isinstance(one, str | int) and (plain := str(one).strip())]


class ZeitungsportalSpider(NewsstandSpider):
    name = "zeitungsportal"
    site = Site(
        brand="Deutsches Zeitungsportal",
        url="https://api.deutsche-digitale-bibliothek.de",
        title=(re.compile(TITLE),),
        issues=(re.compile(LIST),),
        edition=(re.compile(EDITION),),
        story=(re.compile(PAGE),),
        query=("q",),
        constants=(("wt", "json"), ("rows", "1000"), ("sort", "id asc"), ("cursorMark", "*")),
        kind_constants=(
            ("issues", "fl", "id,publication_date"),
            ("edition", "fl", "id,pagename,pagenumber,paper_title,publication_date"),
            ("story", "fl", "id,pagename,pagenumber,paper_title,language,thumbnail,license,plainpagefulltext"),
        ),
        catalogue=f"{TITLES}?q=hasLoadedIssues:true&fl=id,title&rows=100000",
    )
    readers = replace(
        HTML, title=read_title, issues=read_issues, edition=read_issue, story=read_page, catalogue=read_titles
    )
