"""A run again, from what it fetched: every request is answered by the archive, and nothing is asked for.

The walk, robots.txt, redirects, retries and conditional requests are those of any crawl: only the engine is another one
(engine.py). Settings: REREAD, the archive's folder, and REREAD_RUN, the id of the run.
"""

from collections import defaultdict, deque
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from newsstand.archive.captures import Capture, capture_at
from newsstand.archive.cdxj import CDXJ, WARC, Line, read_cdxj, run_time
from newsstand.archive.payloads import Payloads
from newsstand.archive.runs import ArchivedRun, archived_run
from newsstand.archive.streams import Torn


class NotArchived(Exception):
    """The archive holds no answer of that time; the walk names the cause by the class ("not archived")."""


class Replay:
    """Scrapy extension: the answers of one archived run, in their order, and the clock that they set."""

    def __init__(self, crawler: Crawler, folder: Path, run: ArchivedRun) -> None:
        self.crawler = crawler
        self.folder = folder
        self.run = run
        self.moment = run.start
        self.waiting: defaultdict[str, deque[Line]] = defaultdict(deque)
        """By address, the answers that the run got: each is given once, the last again and again."""
        self.earlier: Payloads | None = None
        self.file: IO[bytes] | None = None
        """The archive's file that was read last, and its name."""
        self.file_name = ""
        for path in run.files:
            for _, line in read_cdxj(index_of(path)):
                self.waiting[line.url].append(line)
        for url, lines in self.waiting.items():
            self.waiting[url] = deque(sorted(lines, key=lambda line: line.date))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Replay":
        if not crawler.settings.get("REREAD"):
            raise NotConfigured
        folder = Path(crawler.settings["REREAD"])
        replay = cls(crawler, folder, archived_run(folder, crawler.settings["REREAD_RUN"]))
        crawler.signals.connect(replay.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(replay.close, signal=signals.spider_closed)
        return replay

    def spider_opened(self) -> None:
        assert self.crawler.spider
        self.crawler.spider.state.clock = self.clock  # type: ignore[attr-defined]

    def clock(self) -> datetime:
        """The time of the latest answer given; the run's start before there was one."""
        return self.moment

    def answer(self, request: Request) -> Response:
        """What the site said at that time. Raises NotArchived."""
        line = self.next_line(request.url.partition("#")[0])
        try:
            if line is None:
                raise NotArchived(f"not archived: {request.url}")
            capture = self.meant(capture_at(self.opened(line.filename), line.offset, line.length), request)
        except (OSError, ValueError, Torn) as error:
            raise NotArchived(f"not archived: {request.url}: {error}") from error
        self.moment = datetime.fromisoformat(line.date).astimezone(UTC)
        request.meta["captured_at"] = self.moment
        return response_of(capture, request)

    def opened(self, name: str) -> IO[bytes]:
        """An archive's file; the one before is closed then. Raises OSError."""
        if self.file is None or self.file_name != name:
            if self.file is not None:
                self.file.close()
            self.file, self.file_name = (self.folder / name).open("rb"), name
        return self.file

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
        if self.earlier is not None:
            self.earlier.close()

    def date_of(self, url: str) -> str:
        """When the run got the answer to its next request for an address: ISO 8601; "" where the run has none."""
        lines = self.waiting.get(url.partition("#")[0])
        return lines[0].date if lines else ""

    def next_line(self, url: str) -> Line | None:
        lines = self.waiting.get(url)
        if lines:
            return lines.popleft() if len(lines) > 1 else lines[0]
        if self.earlier is None:
            self.earlier = Payloads(self.folder, self.crawler.settings)
        return self.earlier.of(url, before=run_time(self.run.files[0]))

    def meant(self, capture: Capture, request: Request) -> Capture:
        """A revisit with the body that it refers to; a 304 stays one where the request allows for it."""
        is_conditional = b"If-None-Match" in request.headers or b"If-Modified-Since" in request.headers
        if not capture.is_revisit or (capture.status == 304 and is_conditional):
            return capture
        place = capture.payload_place
        if place is None:
            raise NotArchived(f"not archived: {request.url}")
        full = capture_at(self.opened(place[0]), place[1])
        if capture.status != 304:
            full.headers = capture.headers
        return full


def index_of(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(WARC) + CDXJ)


def response_of(capture: Capture, request: Request) -> Response:
    headers = Headers((name.encode("latin-1"), value.encode("latin-1")) for name, value in capture.headers)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=capture.body)
    response = kind(url=request.url, status=capture.status, body=capture.body, request=request)
    response.headers = headers  # of those that it is given it makes a copy
    return response
