"""HTML or plain text -> the lines a reader sees, in order, with the links and pictures under them. Pure.

Layout is gone after this: a block element or a `<br>` ended a line, an inline element did not, hidden things are not
there.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsstand.pages.charset import NotText, text_of
from newsstand.pages.links import EMPTY, Image, Link, is_next, source, target
from newsstand.text import one_line, repaired
from newsstand.urls import joined, origin

MAX_JSON_LD = 256 * 1024
LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype|html|head|body|frameset|div|p|h[1-6]|a|table|article|main|section|br|span|meta|ul|ol|li|dl|dt|dd|td)[\s/>]",
    re.I,
)
JSON = json.JSONDecoder(strict=False)
WRAPPED = re.compile(r"(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[|\ufeff)*")
"""What publishing systems put before JSON, for old browsers' sake; what follows it, a semicolon too, is passed over."""

UP = re.compile(r"^(?:\.\.?/)*\.\./")
"""What leads to the folder of a folder."""


class Picture(NamedTuple):
    """A picture that has an alternative text: a reader of the page does not see that, one of the page's text may."""

    alt: str
    image: Image
    line: int
    """Index of the line that it stands in, else of the one that follows it."""

    @property
    def url(self) -> str:
        """As written; "" where there is none."""
        return source(self.image)


@dataclass(frozen=True, slots=True)
class Document:
    """A page as a reader sees it, and what its head says."""

    lines: Sequence[str] = ()
    """White space collapsed, none empty."""
    starts: Sequence[int] = ()
    """Where in the page's text each line begins; empty where there are no links."""
    ends: Sequence[int] = ()
    """And ends."""
    link_elements: Sequence[Link] = ()
    link_starts: Sequence[int] = ()
    """Where in the page's text each link begins."""
    link_ends: Sequence[int] = ()
    """And ends."""
    pictures: Sequence[Picture] = ()
    url: str | None = None
    base: str | None = None
    """What its links are relative to, where `<base>` makes that another URL than its own."""
    language: str | None = None
    """`<html lang>` as written."""
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    """`name` or `property` in lower case -> `content`; the first of a name counts."""
    headings: Sequence[int] = ()
    """Indexes of the lines that are `<h1>` elements."""
    buttons: Collection[int] = ()
    """Indexes of the lines that are buttons."""
    captions: Collection[int] = ()
    """Indexes of the lines that are captions of pictures."""
    body: range | None = None
    """The lines that the page marks as the text of its one article (`itemprop="articleBody"`)."""
    canonical: str | None = None
    """`<link rel=canonical>` as written."""
    json_ld: Sequence[dict[str, Any]] = ()
    """Objects of valid JSON-LD blocks, and those in them that the page is about."""

    head_next: str | None = None
    """Where the page's head says that it goes on, as written."""

    def next_page(self) -> str | None:
        """URL of the page on which the list of this one goes on, by `rel="next"`; None where it ends here."""
        links = (target(element) for element in self.link_elements if is_next(element))
        link = self.head_next or next((link for link in links if link), None)
        return self.absolute(link) if link else None

    def links(self, line: int) -> list[str]:
        """The links in a line, in order, as `resolved` gives them. One that shows no text, around a picture say, is the
        next line's."""
        if not self.link_starts:
            return []
        first = bisect_left(self.link_starts, self.ends[line - 1]) if line else 0
        last = bisect_left(self.link_starts, self.ends[line], first)
        return [self.resolved(link) for element in self.link_elements[first:last] if (link := target(element))]

    def filling_link(self, line: int) -> str | None:
        """The link, as `resolved` gives it, that all of a line is; None where at most some words of it are one."""
        if not self.link_starts:
            return None
        last = bisect_right(self.link_starts, self.starts[line]) - 1
        if last < 0 or self.link_ends[last] < self.ends[line]:
            return None
        link = target(self.link_elements[last])
        return self.resolved(link) if link else None

    def linked(self, start: int, end: int) -> Iterator[tuple[str, list[str]]]:
        """The lines from `start` to `end`, each with its links as `links` gives them."""
        if not self.link_starts:
            yield from ((line, []) for line in self.lines[start:end])
            return
        at = bisect_left(self.link_starts, self.ends[start - 1]) if start else 0
        starts, behind = self.link_starts, len(self.link_starts)
        for line, until in zip(self.lines[start:end], self.ends[start:end], strict=True):
            links = []
            while at < behind and starts[at] < until:
                if link := target(self.link_elements[at]):
                    links.append(self.resolved(link))
                at += 1
            yield line, links

    def all_links(self) -> list[str]:
        return [self.resolved(link) for element in self.link_elements if (link := target(element))]

    def resolved(self, link: str) -> str:
        """A link as written, where that shows the whole path of the page it leads to; else the URL it leads to.

        On a page whose own URL is not known, `../` leads to the root: only paths that are whole from there mean
        anything.
        """
        whole = link[0] in "/#" or link.startswith(("http://", "https:/"))
        if whole and "/." not in link:
            return link
        return self.absolute(link) if self.base or self.url else UP.sub("/", link.strip())

    def absolute(self, link: str) -> str:
        """The URL that a link of this page leads to; as written where that cannot be told."""
        base = self.base or self.url
        if base and link.startswith("/") and not link.startswith("//") and "/." not in link:
            host_ends = base.find("/", base.find("//") + 2)
            return (base if host_ends < 0 else base[:host_ends]) + link  # as urljoin, at a tenth of its time
        return joined(base, link.strip()) if base else link.strip()


class NotReadable(ValueError):
    """The bytes are no page: the message says why."""


def document(body: bytes, *, url: str | None = None, encoding: str | None = None) -> Document:
    """The document in the bytes of an HTML page or of a page's plain text: whichever it is.

    encoding: the label of the charset that the transport declared (`charset.text_of` says when it is believed).
    Raises NotReadable for bytes that are neither.
    """
    if not body.strip():
        raise NotReadable("empty page")
    try:
        text = text_of(body, encoding)
    except NotText as error:
        raise NotReadable(str(error)) from error
    return html_document(text, url=url) if LOOKS_LIKE_HTML.search(text) else text_document(text, url=url)


def text_document(text: str, *, url: str | None = None) -> Document:
    """The document in the plain text of a page: one printed block a line."""
    return Document(lines=[line for printed in text.splitlines() if (line := one_line(repaired(printed)))], url=url)


def html_document(page: str, *, url: str | None = None) -> Document:
    """The document in an HTML page. `url` makes its links absolute; without it they stay as written."""
    from newsstand.pages.html import shown  # noqa: PLC0415  # 0.05 s, and many commands read no page

    found = shown(page)
    lines, starts, ends = lines_of(found.text)
    return Document(
        lines=lines,
        starts=starts,
        ends=ends,
        link_elements=found.links,
        link_starts=found.link_starts,
        link_ends=found.link_ends,
        pictures=[
            Picture(named, image, bisect_right(ends, start))
            for start, alt, image in found.pictures
            if (named := one_line(repaired(alt)))
        ],
        url=url,
        base=base_of(url, found.base),
        language=found.language,
        title=one_line(repaired(found.title)) or None if found.title else None,
        meta={name: one_line(repaired(value)) for name, value in found.meta.items()},
        headings=[bisect_right(ends, start) for start, end in found.headings if one_line(found.text[start:end])],
        buttons={
            i
            for start, end in found.buttons
            if (i := bisect_right(ends, start)) < len(lines) and start <= starts[i] and ends[i] <= end
        },
        captions={
            i for start, end in found.captions for i in range(bisect_right(ends, start), bisect_left(starts, end))
        },
        body=body_lines(found.bodies, starts, ends),
        canonical=found.canonical,
        head_next=found.next,
        json_ld=[item for text in found.json_ld for item in json_objects(text)],
    )


def lines_of(text: str) -> tuple[list[str], list[int], list[int]]:
    """(the lines of a laid-out text that show something, clean; where in the text each of them begins; and ends)."""
    lines: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for block in text.split("\n\n"):
        if block.isprintable():  # one line, and nothing in it to be cleaned
            if block:
                lines.append(block)
                starts.append(position)
                ends.append(position + len(block))
        else:
            end = position
            for printed in block.split("\n"):
                if line := printed if printed.isprintable() else one_line(printed):
                    lines.append(line)
                    starts.append(end + len(printed) - len(printed.lstrip()))
                    ends.append(end + len(printed.rstrip(EMPTY + " ")))
                end += len(printed) + 1
        position += len(block) + 2
    if not text.isascii():
        lines = [line if line.isascii() else repaired(line) for line in lines]
    return lines, starts, ends


def body_lines(bodies: Sequence[tuple[int, int]], starts: Sequence[int], ends: Sequence[int]) -> range | None:
    """The lines of the one place that is marked as an article's text; None where there are several, for each is then
    some other article's as well."""
    if len(bodies) != 1:
        return None
    ((start, end),) = bodies
    return range(bisect_right(ends, start), bisect_left(starts, end)) or None


def json_objects(text: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD block, and those in them that the page is about; none of a block that is no JSON."""
    if len(text) > MAX_JSON_LD:
        return []
    begin = WRAPPED.match(text)
    try:
        value, _ = JSON.raw_decode(text, begin.end() if begin else 0)
        return list(about(value))
    except (ValueError, RecursionError):
        return []


def about(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD value, outer ones first: a list or `@graph` is opened, and what a page is about."""
    if isinstance(value, list):
        for one in value:
            yield from about(one)
    elif isinstance(value, dict):
        if "@graph" in value:
            yield from about(value["@graph"])
        else:
            yield value
        for name in ("mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), dict | list):
                yield from about(value[name])


def base_of(url: str | None, base: str | None) -> str | None:
    """What the links of a page at `url` are relative to by its `<base>`; None, as HTML has it, where that is no address
    that can be understood."""
    found = joined(url, base.strip()) if url and base else None
    return found if found and origin(found) else None
