"""HTML or plain text -> the lines a reader sees, in order, with the links and pictures under them. Pure.

Layout is gone after this: a block element or a `<br>` ended a line, an inline element did not, hidden things are not
there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, repeat
from operator import add
from typing import Any, NamedTuple

from newsstand.pages import head
from newsstand.pages.charset import NotText, text_of
from newsstand.pages.links import EMPTY, SPACES, Element, said, source, target
from newsstand.pages.shown import Shown
from newsstand.text import one_line, repaired
from newsstand.urls import joined, origin

LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype|html|head|body|frameset|div|p|h[1-6]|a|table|article|main|section|br|span|meta|ul|ol|li|dl|dt|dd|td)[\s/>]",
    re.I,
)
NOT_SEEN = EMPTY + " "
"""What the layout may leave at the end of a line."""
UP = re.compile(r"^(?:\.\.?/)*\.\./")
"""What leads to the folder of a folder."""


class Picture(NamedTuple):
    """A picture that has an alternative text: a reader of the page does not see that, one of the page's text may."""

    alt: str
    image: Element
    line: int
    """Index of the line that it stands in, else of the one that follows it."""

    @property
    def url(self) -> str:
        """As written; "" where there is none."""
        return source(self.image)


@dataclass(frozen=True)
class Document:
    """A page as a reader sees it, and what its head says. What is no line is read when it is first asked for."""

    lines: Sequence[str] = ()
    """White space collapsed, none empty."""
    ends: Sequence[int] = ()
    """Where in the page's text each line ends; empty of a page that came as plain text."""
    shown: Shown = field(default_factory=Shown)
    """Where in the text links, pictures and headings stand, and the elements of the page's head."""
    url: str | None = None

    def start(self, line: int) -> int:
        """Where in the page's text a line begins."""
        text, end = self.shown.text, self.ends[line]
        return end - len(text[text.rfind("\n", 0, end) + 1 : end].lstrip())

    @cached_property
    def base(self) -> str | None:
        """What its links are relative to, where `<base>` makes that another URL than its own."""
        return base_of(self.url, head.base(self.said("base")))

    @cached_property
    def language(self) -> str | None:
        """`<html lang>` as written."""
        return head.language(self.said("html"))

    @cached_property
    def title(self) -> str | None:
        return (one_line(repaired(self.shown.title)) or None) if self.shown.title else None

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """`name` or `property` in lower case -> `content`; the first of a name counts."""
        return head.meta(self.said("meta"))

    @cached_property
    def canonical(self) -> str | None:
        """`<link rel=canonical>` as written."""
        return head.canonical(self.said("link"))

    @cached_property
    def json_ld(self) -> Sequence[dict[str, Any]]:
        """Objects of valid JSON-LD blocks, and those in them that the page is about."""
        return head.json_ld(self.said("script"))

    def said(self, tag: str) -> Sequence[Element]:
        return self.shown.telling.get(tag, ())

    @cached_property
    def headings(self) -> Sequence[int]:
        """Indexes of the lines that are `<h1>` elements."""
        text, places = self.shown.text, self.shown.of_kind("heading")
        return [bisect_right(self.ends, start) for start, end in places if one_line(text[start:end])]

    @cached_property
    def buttons(self) -> Collection[int]:
        """Indexes of the lines that are buttons."""
        places = ((start, end, bisect_right(self.ends, start)) for start, end in self.shown.of_kind("button"))
        return {i for start, end, i in places if i < len(self.lines) and start <= self.start(i) and self.ends[i] <= end}

    @cached_property
    def captions(self) -> Collection[int]:
        """Indexes of the lines that are captions of pictures."""
        return {i for start, end in self.shown.of_kind("caption") for i in self.between(start, end)}

    @cached_property
    def body(self) -> range | None:
        """The lines that the page marks as the text of its one article (`itemprop="articleBody"`); None where it marks
        several, for each is then some other article's as well."""
        places = self.shown.of_kind("body")
        return (self.between(*places[0]) or None) if len(places) == 1 else None

    def between(self, start: int, end: int) -> range:
        """The lines between two places of the text."""
        return range(bisect_right(self.ends, start), bisect_left(range(len(self.lines)), end, key=self.start))

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """Those that have an alternative text, in order."""
        places = self.shown.of_kind("picture")
        images = [image for image in self.shown.images if said(image, "alt").strip(SPACES)]
        if len(images) != len(places):
            return []
        named = zip(
            images, places, (one_line(repaired(self.shown.printed[start:end])) for start, end in places), strict=True
        )
        return [Picture(alt, image, bisect_right(self.ends, start)) for image, (start, _), alt in named if alt]

    @property
    def link_elements(self) -> Sequence[Element]:
        return self.shown.links

    @property
    def link_starts(self) -> Sequence[int]:
        """Where in the page's text each link begins."""
        return self.shown.link_starts

    def next_page(self) -> str | None:
        """URL of the page on which the list of this one goes on, by `rel="next"`; None where it ends here."""
        return self.url_of(head.next_page(self.said("link")) or head.next_page(self.link_elements))

    def is_linked(self, line: int) -> bool:
        """Whether a link begins in a line or goes on to its end: in most none does, and this is soon told."""
        shown, end = self.shown, self.ends[line] if self.ends else 0
        last = bisect_left(shown.link_starts, end) - 1
        return last >= 0 and (
            shown.link_ends[last] >= end or not line or shown.link_starts[last] >= self.ends[line - 1]
        )

    def links(self, line: int) -> list[str]:
        """The links in a line, in order, as `resolved` gives them. One that shows no text, around a picture say, is the
        next line's."""
        if not self.is_linked(line):
            return []
        starts = self.shown.link_starts
        first = bisect_left(starts, self.ends[line - 1]) if line else 0
        last = bisect_left(starts, self.ends[line], first)
        return [self.resolved(link) for element in self.shown.links[first:last] if (link := target(element))]

    def blocks(self, start: int, end: int) -> list[range]:
        """The elements that are shown as blocks and hold some lines from `start` to `end`, and no others."""
        if not (places := self.shown.blocks()):
            return []
        first, behind = self.start(start), self.ends[end - 1]
        inner = (self.between(begin, until) for begin, until, _ in places if first <= begin and until <= behind)
        return list(filter(None, inner))

    def last_link(self, line: int) -> tuple[str, str]:
        """(what stands in a line above a link that goes on to its end, that link as `resolved` gives it); twice ""
        where there is none."""
        shown, start, end = self.shown, self.start(line), self.ends[line]
        at = bisect_left(shown.link_starts, end) - 1
        if at < 0 or shown.link_ends[at] < end or shown.link_starts[at] <= start:
            return "", ""
        link = target(shown.links[at])
        return shown.text[start : shown.link_starts[at]], link and self.resolved(link)

    def is_within(self, line: int, selector: str) -> bool:
        """Whether the link that a line begins with is, or stands in, an element that a CSS selector means."""
        at = bisect_right(self.shown.link_starts, self.start(line)) - 1
        return at >= 0 and self.shown.links[at].closest(selector) is not None

    def filling_link(self, line: int) -> str:
        """The link, as `resolved` gives it, that all of a line is; "" where at most some words of it are one."""
        if not self.is_linked(line):
            return ""
        shown = self.shown
        last = bisect_right(shown.link_starts, self.start(line)) - 1
        link = target(shown.links[last]) if last >= 0 and shown.link_ends[last] >= self.ends[line] else ""
        return link and self.resolved(link)

    def linked(self, start: int, end: int) -> Iterator[tuple[str, list[str]]]:
        """The lines from `start` to `end`, each with its links as `links` gives them."""
        starts, elements = self.shown.link_starts, self.shown.links
        if not starts:
            yield from ((line, []) for line in self.lines[start:end])
            return
        at, behind = bisect_left(starts, self.ends[start - 1]) if start else 0, len(starts)
        for line, until in zip(self.lines[start:end], self.ends[start:end], strict=True):
            links = []
            while at < behind and starts[at] < until:
                if link := target(elements[at]):
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

    def url_of(self, link: str | None) -> str | None:
        """The URL that a link leads to, if there is one."""
        return self.absolute(link) if link else None

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
    lines, ends = lines_of(found.text)
    return Document(lines, ends, found, url)


def lines_of(text: str) -> tuple[list[str], list[int]]:
    """(the lines of a laid-out text that show something, clean; where in it each of them ends)."""
    blocks = text.split("\n\n")
    block_ends = list(accumulate(map(add, map(len, blocks), repeat(2)), initial=-2))[1:]  # two characters end each
    lines: list[str] = []
    ends: list[int] = []
    done = 0
    for i in [i for i, block in enumerate(blocks) if not (block and block.isprintable())]:
        block = blocks[i]
        lines += blocks[done:i]  # of most blocks each is one line, and nothing in it is to be cleaned
        ends += block_ends[done:i]
        done = i + 1
        if block.isspace():
            continue  # where a picture stands
        end = block_ends[i] - len(block)
        for printed in block.split("\n"):
            if line := one_line(printed):
                lines.append(line)
                ends.append(end + len(printed.rstrip(NOT_SEEN)))
            end += len(printed) + 1
    lines += blocks[done:]
    ends += block_ends[done:]
    if not "".join(lines).isascii():
        lines = [line if line.isascii() else repaired(line) for line in lines]
    return lines, ends


def base_of(url: str | None, base: str | None) -> str | None:
    """What the links of a page at `url` are relative to by its `<base>`; None, as HTML has it, where that is no address
    that can be understood."""
    found = joined(url, base.strip()) if url and base else None
    return found if found and origin(found) else None
