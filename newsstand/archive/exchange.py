"""One request and its answer as WARC records."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from newsstand.archive.cdxj import REVISIT, Line
from newsstand.archive.file import iso
from newsstand.archive.warc import (
    NOT_MODIFIED,
    SAME_PAYLOAD,
    digest,
    fields_block,
    http_block,
    new_record_id,
    record,
    target,
)

ANSWER = "application/http; msgtype=response"
QUESTION = "application/http; msgtype=request"
FIELDS = "application/warc-fields"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What went out and what came back, as it came: before decompression, redirects and retries."""

    request: Request
    response: Response
    began: datetime
    """When the answer began to arrive."""

    @property
    def url(self) -> str:
        return self.response.url

    @property
    def body(self) -> bytes:
        return self.response.body

    def records(self, before: Line | None) -> tuple[list[bytes], Line]:
        """(the answer's record first, then those about it; the answer's line of the index, its place still to be set).

        before: the latest capture of this address with a payload, which a revisit refers to.
        """
        response, own = self.response, new_record_id()
        common = [("WARC-Target-URI", self.url), ("WARC-Date", iso(self.began))]
        answer = [
            *common,
            ("WARC-Record-ID", own),
            ("WARC-IP-Address", str(response.ip_address or "")),
            ("WARC-Protocol", (response.protocol or "").lower()),
            ("Content-Type", ANSWER),
        ]
        payload = digest(self.body)
        head = self.head()
        mime = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip()
        if before and response.status == 304:
            payload = before.digest
            # With the header lines in it, or in a record that calls itself HTTP, pywb replays a bare 304.
            lines = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head[1]]
            records = [
                record("revisit", [*answer, *refers_to(before, NOT_MODIFIED)], b""),
                record("metadata", about(common, own, FIELDS), fields_block(lines)),
            ]
        elif before and self.body and (before.digest, before.status) == (payload, response.status):
            records = [record("revisit", [*answer, *refers_to(before, SAME_PAYLOAD)], http_block(*head, b""))]
        else:
            before = None
            records = [record("response", [*answer, ("WARC-Payload-Digest", payload)], http_block(*head, self.body))]
        records.append(record("request", about(common, own, QUESTION), self.question()))
        line = Line(
            url=self.url,
            date=iso(self.began),
            status=response.status,
            mime=REVISIT if before else mime,
            digest=payload,
            offset=0,
            length=0,
            filename="",
            record=own,
        )
        return records, line

    def head(self) -> tuple[str, list[tuple[bytes, bytes]]]:
        """First line and header lines. Scrapy does not tell the reason phrase, and hands out chunked bodies whole."""
        lines = [(name, value) for name, values in self.response.headers.items() for value in values]
        first = f"{self.response.protocol or 'HTTP/1.1'} {self.response.status} "
        return first, [(name, value) for name, value in lines if name.lower() != b"transfer-encoding"]

    def question(self) -> bytes:
        lines = [(name, value) for name, values in self.request.headers.items() for value in values]
        host = [] if b"Host" in self.request.headers else [(b"Host", urlsplit(self.url).netloc.encode())]
        return http_block(f"{self.request.method} {target(self.url)} HTTP/1.1", [*host, *lines], self.request.body)


def about(common: list[tuple[str, str]], answer: str, content_type: str) -> list[tuple[str, str]]:
    """The headers of a record that goes with an answer."""
    own = [("WARC-Record-ID", new_record_id()), ("WARC-Concurrent-To", answer), ("Content-Type", content_type)]
    return [*common, *own]


def refers_to(before: Line, profile: str) -> list[tuple[str, str]]:
    return [
        ("WARC-Profile", profile),
        ("WARC-Payload-Digest", before.digest),
        ("WARC-Refers-To", before.record),
        ("WARC-Refers-To-Target-URI", before.url),
        ("WARC-Refers-To-Date", before.date),
        ("WARC-Refers-To-Filename", before.filename),
        ("WARC-Refers-To-File-Offset", str(before.offset)),
    ]
