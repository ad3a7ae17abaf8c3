"""The sample newsstand's server: HTTP/1.1 on loopback, for the length of a `with` block."""

import hashlib
import socket
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self, TextIO

from newsstand.demo.content import Newsstand, sample
from newsstand.demo.site import Answer, Retired, Shelves

FIRST_PUBLISHED = 1_790_000_000
"""Last-Modified of unchanged pages, seconds since 1970 (21 September 2026); each revision is an hour more."""
KEPT_PAGES = 400
"""Rendered pages kept: all of the sample newsstand's in one language, few of a generated one's."""


class Request(NamedTuple):
    method: str
    path: str
    """With its query."""
    headers: dict[str, str]


class Rendered(NamedTuple):
    body: bytes
    kind: str
    etag: str
    modified: str


class DemoServer:
    """Serves a newsstand on a free port of 127.0.0.1 between `with` and its end.

    `content` may be set to another newsstand at any time.
    `requests` lists what was asked for, in the order of arrival; keep_requests=False leaves it empty (long runs).
    """

    def __init__(
        self,
        content: Newsstand | None = None,
        *,
        port: int = 0,
        log: TextIO | None = None,
        keep_requests: bool = True,
    ) -> None:
        self.requests: list[Request] = []
        self.keep_requests = keep_requests
        self.log = log
        self.lock = threading.Lock()
        self.pages: OrderedDict[str, Rendered | Retired | None] = OrderedDict()
        self.content = content or sample()
        self.port = port
        self.stopping = threading.Event()
        self.http: Http | None = None
        self.thread = threading.Thread()

    @property
    def handler(self) -> type["Handler"]:
        """What answers a request."""
        return Handler

    @property
    def content(self) -> Newsstand:
        return self.shelves.newsstand

    @content.setter
    def content(self, newsstand: Newsstand) -> None:
        shelves = Shelves(newsstand)
        with self.lock:
            self.shelves = shelves
            self.pages.clear()

    @property
    def url(self) -> str:
        """ "http://127.0.0.1:41233", without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Raises OSError, which names the port, where it cannot be had."""
        self.stopping.clear()
        try:
            self.http = Http(("127.0.0.1", self.port), self)
        except (OSError, OverflowError) as error:
            raise OSError(f"cannot serve on port {self.port}: {error}. Name another, or 0 for a free one") from error
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), name="demo newsstand", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Closes the port and every connection; returns when nobody is served any more."""
        if self.http is None:
            return
        self.stopping.set()
        self.http.shutdown()
        self.thread.join()
        self.http.close_connections()
        self.http.server_close()
        self.http = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def note(self, method: str, target: str, headers: dict[str, str]) -> None:
        with self.lock:
            if self.keep_requests:
                self.requests.append(Request(method, target, headers))
            if self.log:
                self.log.write(f"{method} {target}\n")
                self.log.flush()

    def page(self, target: str) -> Rendered | Retired | None:
        path = target.partition("?")[0]
        with self.lock:
            if path in self.pages:
                self.pages.move_to_end(path)
                return self.pages[path]
            shelves = self.shelves
        answer = shelves.answer(path)
        page = rendered(answer) if isinstance(answer, Answer) else answer
        with self.lock:
            if shelves is self.shelves:
                self.pages[path] = page
                if len(self.pages) > KEPT_PAGES:
                    self.pages.popitem(last=False)
        return page


def rendered(answer: Answer) -> Rendered:
    etag = f'"{hashlib.blake2s(answer.body, digest_size=10).hexdigest()}"'
    return Rendered(answer.body, answer.kind, etag, formatdate(FIRST_PUBLISHED + 3600 * answer.revision, usegmt=True))


class Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, place: tuple[str, int], demo: DemoServer) -> None:
        self.demo = demo
        self.connections: set[socket.socket] = set()
        self.idle = threading.Condition()
        super().__init__(place, demo.handler)

    def close_connections(self) -> None:
        """Ends the connections that clients keep alive, and waits for their threads to be done with them."""
        with self.idle:
            for connection in self.connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # its client was faster
            self.idle.wait_for(lambda: not self.connections, timeout=5)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.idle:
            self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self.idle:
            self.connections.discard(request)
            self.idle.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error; anything else is the server's own and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Http
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are noted in the server's own log."""

    def version_string(self) -> str:
        return "newsstand-demo"

    def do_GET(self) -> None:
        demo = self.server.demo
        demo.note(self.command, self.path, dict(self.headers.items()))
        self.answer(demo)

    def answer(self, demo: DemoServer) -> None:
        self.send_page(demo.page(self.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def send_page(
        self, page: Rendered | Retired | None, more: Mapping[str, str] | None = None, *, cut: bool = False
    ) -> None:
        """more: further headers. cut: send half of the body under its whole length."""
        if isinstance(page, Retired):
            self.send_redirect("/")
            return
        if page is None:
            self.send_body(404, b"<!DOCTYPE html><title>Not found</title><h1>Page not found</h1>", {})
            return
        headers = {"ETag": page.etag, "Last-Modified": page.modified, "Cache-Control": "private, max-age=0"}
        headers |= more or {}
        known = [tag.strip().removeprefix("W/") for tag in self.headers.get("If-None-Match", "").split(",")]
        if page.etag in known or "*" in known:
            self.send_body(304, b"", headers)
        else:
            self.send_body(200, page.body, headers, page.kind, cut=cut)

    def send_redirect(self, location: str) -> None:
        self.send_body(302, b"", {"Location": location})

    def send_body(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str],
        kind: str = "text/html; charset=utf-8",
        *,
        cut: bool = False,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        if cut:
            self.close_connection = True
            body = body[: len(body) // 2]
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()
