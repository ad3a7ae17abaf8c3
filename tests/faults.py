"""The sample newsstand's server with faults: what it shows on request, by path."""

import json
import re
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from newsstand.demo.content import Newsstand
from newsstand.demo.server import DemoServer, Handler

FAULTS_PATH = "/__faults__"
LONGEST_REQUEST = 1 << 20

Kind = Literal["status", "truncated", "front page", "redirect", "challenge", "slow", "dropped", "body", "headers"]
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    "<p>Please enable JavaScript and cookies to continue.</p></body></html>"
)


class BadFault(ValueError):
    """A fault that cannot be: the message names the value and what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to a request instead of its answer.

    status: that status and a short page (404, 403, 410, 429, 500, 503; with `retry_after`, seconds or an HTTP date).
    truncated: the answer's first half under its whole Content-Length. front page: redirected there. redirect: to
    `location`. challenge: the page that tells robots from people, with `status`. slow: the answer after `seconds`.
    dropped: the connection closed without a word. body: `body` in place of the answer's, with `status`.
    headers: the answer with `headers` besides its own.
    """

    kind: Kind = "status"
    status: int = 200
    retry_after: str | None = None
    location: str = "/"
    seconds: float = 1.0
    body: str = ""
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    times: int | None = None
    """How many requests of one path it befalls; then that path is fine. None: all."""
    rate: float = 1.0
    """The share of requests it befalls: which ones is a matter of `seed`, the path and how often that was asked for."""
    seed: int = 0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise BadFault(f"unknown kind of fault {self.kind!r}; there are {', '.join(get_args(Kind))}")
        if self.kind == "status" and not 300 <= self.status <= 599:
            raise BadFault(f"a fault of kind 'status' needs a status from 300 to 599, not {self.status}")

    def befalls(self, path: str, turn: int) -> bool:
        """Whether the request for `path` that is its `turn`-th, from 0, is struck."""
        if self.times is not None and turn >= self.times:
            return False
        return self.rate >= 1 or zlib.crc32(f"{self.seed} {turn} {path}".encode()) / 2**32 < self.rate


def fault_of(values: dict[str, Any]) -> Fault:
    """A fault of its JSON object. Raises BadFault."""
    known = {item.name for item in fields(Fault)}
    if unknown := values.keys() - known:
        raise BadFault(f"unknown in a fault: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
    return Fault(**values)


def robots_forbid() -> Fault:
    """For /robots.txt: nobody may read anything."""
    return Fault(kind="body", body="User-agent: *\nDisallow: /\n", content_type="text/plain")


def robots_delay(seconds: float) -> Fault:
    """For /robots.txt: everything may be read, a page every so many seconds."""
    return Fault(kind="body", body=f"User-agent: *\nCrawl-delay: {seconds:g}\nAllow: /\n", content_type="text/plain")


class Faults(MutableMapping[str, Fault]):
    """Path, with or without its query, or regular expression of whole paths -> fault. The first that fits counts."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.table: dict[str, tuple[Fault, re.Pattern[str], Counter[str]]] = {}

    def __setitem__(self, path: str, fault: Fault) -> None:
        try:
            pattern = re.compile(path)
        except re.error as error:
            raise BadFault(f"{path!r} is neither a path nor a regular expression: {error}") from error
        with self.lock:
            self.table[path] = (fault, pattern, Counter())

    def __getitem__(self, path: str) -> Fault:
        return self.table[path][0]

    def __delitem__(self, path: str) -> None:
        with self.lock:
            del self.table[path]

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self.table))

    def __len__(self) -> int:
        return len(self.table)

    def on(self, target: str) -> Fault | None:
        """The fault that a request for `target` meets, if any; each call counts as a request."""
        path = target.partition("?")[0]
        with self.lock:
            for wanted, (fault, pattern, turns) in self.table.items():
                if wanted in (target, path) or pattern.fullmatch(path) or pattern.fullmatch(target):
                    turns[path] += 1
                    return fault if fault.befalls(path, turns[path] - 1) else None
        return None


class FaultyServer(DemoServer):
    """The sample newsstand, with `faults[path or regular expression]`: what happens to a request there."""

    def __init__(self, content: Newsstand | None = None, *, faults: Mapping[str, Fault] | None = None, **options: Any):
        super().__init__(content, **options)
        self.faults = Faults()
        self.faults.update(faults or {})

    @property
    def handler(self) -> type[Handler]:
        return FaultyHandler


class FaultyHandler(Handler):
    def answer(self, demo: DemoServer) -> None:
        assert isinstance(demo, FaultyServer)
        fault = demo.faults.on(self.path)
        if fault is None:
            super().answer(demo)
            return
        if fault.kind == "dropped":
            self.close_connection = True
            return
        if fault.kind == "slow":
            demo.stopping.wait(fault.seconds)
        if fault.kind in ("status", "challenge", "body"):
            self.send_faulty(fault)
        elif fault.kind in ("front page", "redirect"):
            self.send_redirect(fault.location if fault.kind == "redirect" else "/")
        else:
            self.send_page(demo.page(self.path), fault.headers, cut=fault.kind == "truncated")

    def send_faulty(self, fault: Fault) -> None:
        headers = dict(fault.headers)
        if fault.retry_after is not None:
            headers["Retry-After"] = fault.retry_after
        text = {"challenge": CHALLENGE, "body": fault.body}.get(fault.kind, f"<h1>{fault.status}</h1>")
        self.send_body(fault.status, text.encode(), headers, fault.content_type)

    def do_POST(self) -> None:
        """`POST /__faults__` sets a fault: its JSON object, with `path`; an empty one clears them all."""
        demo = self.server.demo
        assert isinstance(demo, FaultyServer)
        length = int(self.headers.get("Content-Length") or 0)
        if self.path != FAULTS_PATH or length > LONGEST_REQUEST:
            self.close_connection = True
            self.send_body(405 if self.path != FAULTS_PATH else 413, b"", {})
            return
        try:
            values = json.loads(self.rfile.read(length) or b"{}")
            if values:
                path = values.pop("path")
                demo.faults[path] = fault_of(values)
            else:
                demo.faults.clear()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            kind = "" if isinstance(error, BadFault) else 'a fault is a JSON object with "path" and "kind": '
            self.send_body(400, f"{kind}{error}\n".encode(), {}, "text/plain; charset=utf-8")
        else:
            self.send_body(200, json.dumps(list(demo.faults)).encode(), {}, "application/json")
