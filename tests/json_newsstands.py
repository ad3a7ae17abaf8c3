"""Two newsstands whose answers are no pages: Open ONI's JSON and plain text, and one with a list for each year."""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any

from newsstand.crawl import NewsstandSpider
from newsstand.demo.scans import answers_of
from newsstand.pages import HTML, Answer, EditionPage, IssueList, ListedEdition, ListedStory, StoryPage, TitlePage
from newsstand.urls import Site

Answers = Mapping[str, Any]
"""Path with query -> what is answered: a text as plain text, anything else as JSON."""


class Served:
    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.times: list[float] = []
        self.url = ""


@contextmanager
def served(answers: Answers) -> Iterator[Served]:
    """A site with these answers; all else is 404."""
    site = Served(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.times.append(monotonic())
            found = site.answers.get(self.path)
            body = (found if isinstance(found, str) else json.dumps(found)).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "text/plain" if isinstance(found, str) else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """The tests look at `asked`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


LCCN = "/lccn/sn12345678"
OTHER_HOST = "http://news.example.org"
"""Links of an answer carry the host of the site that it was made on."""


def open_oni(pages: int, texts: int) -> dict[str, Any]:
    """A title with two editions of one day; the second has `pages` pages, of which the first `texts` have a text."""
    second = [f"Page {page} of the lantern.\n\nEggs, {page} cents." for page in range(1, texts + 1)]
    issue = {"date": "1903-04-10", "volume": "3", "number": "15"}
    paper = {
        "lccn": "sn12345678",
        "name": "The Kettle lantern.",
        "publisher": None,
        "place": "Kettle Falls, Or.",
        "issue": [
            issue | {"edition": 2, "pages": [*second, *[None] * (pages - texts)]},
            issue | {"edition": 1, "pages": ["The morning's news."]},
        ],
    }
    return answers_of(paper, OTHER_HOST)


def title(answer: Answer, *, site: Site, **hints: Any) -> TitlePage:
    said = answer.json()
    return TitlePage(
        name=said["name"], lists=[f"{site.root}/title?id={said['id']}&year={year}" for year in said["years"]]
    )


def year(answer: Answer, *, site: Site, **hints: Any) -> IssueList:
    said = answer.json()
    days = [ListedEdition(label=day, url=f"{site.root}/issue?id={said['id']}&day={day}") for day in said["days"]]
    return IssueList(editions=days)


def issue(answer: Answer, *, site: Site, **hints: Any) -> EditionPage:
    said = answer.json()
    here = f"{site.root}/issue?id={said['id']}&day={said['day']}"
    pages = [ListedStory(url=f"{here}&page={page}", missing=page in said["lost"]) for page in said["pages"]]
    return EditionPage(label=said["day"], stories=pages)


def page(answer: Answer, *, site: Site, **hints: Any) -> StoryPage:
    said = answer.json()
    return StoryPage(granularity="page", paragraphs=[said["text"]], license=said["rights"], access="free")


class YearsSpider(NewsstandSpider):
    name = "years"
    site = Site(
        brand="Years",
        url="https://years.example.org",
        title=(re.compile(r"/title\?id=(?P<title>\d+)"),),
        edition=(re.compile(r"/issue\?id=(?P<title>\d+)&day=(?P<issue>[\d-]+)"),),
        story=(re.compile(r"/issue\?id=(?P<publication>\d+)&day=[\d-]+&page=(?P<slug>\d+)"),),
        query=("id", "day", "page"),
        constants=(("format", "json"),),
        delay=0.5,
    )
    readers = replace(HTML, title=title, issues=year, edition=issue, story=page)


def years() -> dict[str, Any]:
    """A title with two years; the list of the second fails."""
    return {
        "/title?id=7&format=json": {"id": 7, "name": "The Clock", "years": [1902, 1903, 1904]},
        "/title?id=7&year=1902&format=json": {"id": 7, "days": ["1902-12-31"]},
        "/title?id=7&year=1904&format=json": {"id": 7, "days": ["1904-01-01"]},
        **{
            f"/issue?id=7&day={day}&format=json": {"id": 7, "day": day, "pages": [1, 2], "lost": [2]}
            for day in ("1902-12-31", "1904-01-01")
        },
        **{
            f"/issue?id=7&day={day}&page=1&format=json": {"text": f"It was {day}.", "rights": "No known copyright"}
            for day in ("1902-12-31", "1904-01-01")
        },
    }
