"""A newspaper of a few editions on 127.0.0.1 whose pages a test changes from night to night."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import urlsplit

TITLE = "/GB/Quay-House/The-Night-Lamp/Newspaper"
NAME = "The Night Lamp"
STORIES = "/stories/newspaper/The-Night-Lamp/"
ASIDE = "The harbour office counted again, and nobody was surprised by what it found."


@dataclass(slots=True)
class Paper:
    """The pages: what an edition lists, and which edition a story's page names."""

    editions: dict[str, str] = field(default_factory=dict)
    """Number -> label, newest first."""
    lists: dict[str, list[str]] = field(default_factory=dict)
    """Number -> slugs of its stories."""
    named: dict[str, str | None] = field(default_factory=dict)
    """Slug -> the label that its page prints; else that of the first edition that lists it."""
    texts: dict[str, str] = field(default_factory=dict)
    """Slug -> what its page says besides what all say."""
    title: str = TITLE
    """Path of its title page."""
    number: str | None = None
    """The newsstand's own, which the title page shows in the link to all editions."""
    answers: dict[str, Callable[[], tuple[int, dict[str, str], str]]] = field(default_factory=dict)
    """Path with query -> another answer."""

    def answer(self, target: str) -> tuple[int, dict[str, str], str]:
        """(status, headers, page) of what stands at a path with query."""
        if target in self.answers:
            return self.answers[target]()
        path = urlsplit(target).path
        every = f"/magazines/listAllIssues/{self.number}"
        if path in (self.title, every):
            more = f'<a href="{every}">View all</a>' if self.number and path != every else ""
            return 200, {}, title_page(self.editions, more, self.title)
        for number, label in self.editions.items():
            if path == f"{self.title}/{number}":
                return 200, {}, edition_page(label, [STORIES + slug for slug in self.lists[number]])
        slug = path.removeprefix(STORIES)
        for number, label in self.editions.items():
            if path != slug and slug in self.lists[number]:
                return 200, {}, story_page(slug, self.named.get(slug, label), self.texts.get(slug, ""))
        return 404, {}, "<h1>Page not found</h1>"


def title_page(editions: dict[str, str], more: str = "", title: str = TITLE) -> str:
    links = "".join(f'<div><a href="{title}/{number}">{label}</a></div>' for number, label in editions.items())
    return f"<html lang=en><h1>{NAME}</h1><div>Language: English</div><h2>Recent issues</h2>{links}{more}"


def edition_page(label: str, stories: list[str], more: str = "", name: str = NAME) -> str:
    cards = "".join(
        f'<div><h3><a href="{path}">{headline(path)}</a></h3><p>{ASIDE}</p><div>3 mins</div></div>' for path in stories
    )
    return f"<html lang=en><h1>{name} - {label}</h1><h2>In this issue</h2>{cards}{more}"


def headline(path: str) -> str:
    return path.rpartition("/")[2].replace("-", " ").capitalize()


def story_page(slug: str, label: str | None, text: str = "", name: str = NAME) -> str:
    where = f"<div>{name}</div><div>|{label}</div>" if label else ""
    told = (
        f"<p>{headline(slug)}: the ferry that leaves the old quay carried more people than the week before. {text}</p>"
    )
    end = f"<p>This story is from the {label} edition of {name}.</p>" if label else ""
    return (
        f"<html lang=en><title>{headline(slug)}</title><h1>{headline(slug)}</h1>{where}"
        f"<p>{ASIDE}</p><p>- Ada Quill</p>{told}"
        f"<p>Those who wait at the pier have learned to bring a chair and a good deal of patience with them.</p>{end}"
        "<p>Subscribe to Magzter GOLD to access thousands of curated premium stories, and 10,000+ magazines and "
        "newspapers.</p><p>Already a subscriber? Sign In</p>"
    )


class PaperServer:
    """Serves a paper and notes what it is asked for, without robots.txt and the like."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def stories(self) -> list[str]:
        """The stories asked for since this was asked last."""
        asked = [path for path in self.asked if path.startswith("/stories/")]
        self.asked.clear()
        return asked


def handler(served: PaperServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            status, headers, page = served.paper.answer(self.path)
            body = page.encode()
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are noted in `asked`."""

    return Handler
