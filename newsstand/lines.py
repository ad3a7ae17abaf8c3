"""HTML or plain text -> the lines a reader sees, in order, with the links and pictures under them. Pure.

The one door to the HTML parser: lexbor through selectolax, the fastest of those measured (docs/performance.md).
Layout is gone after this: a block element or a <br> ends a line, an inline element does not, hidden things are not there.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from newsstand.text import one_line, repaired

MAX_BYTES = 32 * 1024 * 1024
"""Longer pages are cut here: as DOWNLOAD_MAXSIZE in settings.py."""
MAX_TAGS = 60_000
"""A page with more tags than this is not a story (the largest seen have 5,000); the tree builder is quadratic in depth."""
MAX_JSON_LD = 256 * 1024

UNSEEN = ["script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select", "textarea", "math",
          "audio", "video", "canvas", "datalist"]  # fmt: skip
HIDDEN = '[hidden],[style*="display:none" i],[style*="display: none" i],[style*="visibility:hidden" i],[style*="visibility: hidden" i],dialog:not([open])'  # noqa: E501
INLINE = ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
          "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
          "ruby", "data", "output", "picture"]  # fmt: skip
EMPTY = ["img", "wbr"]
LINK, PICTURE, END, BREAK = "\ue000", "\ue001", "\ue002", "\ue003"
"""Marks in the text of the tree: private-use characters, removed from the page's own text."""
LINKED = re.compile(f"{LINK}(\\d+){END}")
PICTURED = re.compile(f"{PICTURE}(\\d+){END}([^{PICTURE}]*){PICTURE}")
OWN_MARKS = dict.fromkeys(map(ord, (LINK, PICTURE, END, BREAK)))


class Link(NamedTuple):
    text: str
    url: str


class Line(NamedTuple):
    """One line a reader sees: white space collapsed. `links`: the URLs of the links in it as written, in order."""

    text: str
    links: tuple[str, ...] = ()
    picture: str | None = None
    """URL of the picture whose alternative text this line is: a reader of the page does not see it, one of its text may."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as a reader sees it, and what its head says. `url` is what its links are relative to."""

    lines: Sequence[Line]
    url: str | None = None
    language: str | None = None
    """`<html lang>` as written."""
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    """`name` or `property` in lower case -> `content`; the first of a name counts."""
    headings: Sequence[str] = ()
    """Text of the `<h1>` elements."""
    json_ld: Sequence[dict[str, Any]] = ()
    """Objects of valid JSON-LD blocks, `@graph` opened."""

    def absolute(self, link: str) -> str:
        """The URL that a link of this page leads to; as written where the page's own URL is not known."""
        return urljoin(self.url, link.strip()) if self.url else link.strip()


class NotReadable(ValueError):
    """The bytes are no page: the message says why."""


def document(body: bytes, *, url: str | None = None, encoding: str | None = None) -> Document:
    """The document in the bytes of an HTML page or of a page's plain text: whichever it is.

    encoding: what the transport declared, believed only where the bytes are not UTF-8.
    Raises NotReadable for bytes that are neither.
    """
    text = decoded(body, encoding)
    if re.search(r"<(?:!doctype|html|head|body|div|p|h[1-6]|a|table|article|main|section|br|span|meta)[\s/>]", text, re.I):
        return html_document(text, url=url)
    return text_document(text, url=url)


def decoded(body: bytes, encoding: str | None = None) -> str:
    """Text of a page's bytes. Valid UTF-8 is UTF-8 whatever the page declares: other charsets hardly ever look like it."""
    body = body[:MAX_BYTES]
    if not body.strip():
        raise NotReadable("empty page")
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    if b"\0" in body[:4096]:
        raise NotReadable("binary")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        torn = error.start >= len(body) - 4
    if not torn:
        declared = re.search(rb"charset=[\"']?([\w.:-]+)", body[:2048])
        for name in (encoding, declared[1].decode("ascii", "replace") if declared else None):
            try:
                if name and name.lower().replace("-", "") != "utf8":
                    return body.decode(name, "replace")
            except LookupError:
                continue  # a charset nobody knows: as if none were declared
        control = sum(body[:4096].count(byte) for byte in range(1, 9))
        if control > 16:
            raise NotReadable("binary")
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") * 10 > len(text):
        return body.decode("cp1252", "replace")
    return text


def text_document(text: str, *, url: str | None = None) -> Document:
    """The document in the plain text of a page: one printed block a line."""
    lines = (one_line(repaired(line)) for line in text.translate(OWN_MARKS).splitlines())
    return Document(lines=[Line(line) for line in lines if line], url=url)


def html_document(text: str, *, url: str | None = None) -> Document:
    """The document in an HTML page. `url` makes its links absolute; without it they stay as written."""
    if text.count("<") > MAX_TAGS:
        raise NotReadable(f"more than {MAX_TAGS:,} tags")
    if not text.isascii():
        text = text.translate(OWN_MARKS)
    tree = LexborHTMLParser(text)
    root = tree.root
    if root is None:
        raise NotReadable("empty page")
    language = (root.attributes.get("lang") or "").strip() or None
    title = tree.css_first("head title")
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        values = node.attributes
        name, content = values.get("property") or values.get("name") or values.get("http-equiv"), values.get("content")
        if name and content:
            meta.setdefault(name.lower(), one_line(repaired(content)))
    json_ld = [item for node in tree.css('script[type="application/ld+json"]') for item in json_objects(node.text())]
    base = tree.css_first("base[href]")
    if base is not None and url:
        url = urljoin(url, base.attributes["href"] or "")
    head = one_line(repaired(title.text())) if title is not None else None
    headings = [one_line(repaired(node.text(separator=" "))) for node in tree.css("h1")]
    tree.strip_tags(UNSEEN)
    body = tree.body
    if body is None:
        return Document((), url, language, head, meta, headings, json_ld)
    for node in body.css(HIDDEN):
        node.decompose()
    urls: list[str] = []
    for node in body.css("a[href]"):
        node.insert_before(f"{LINK}{len(urls)}{END}")
        urls.append(node.attributes["href"] or "")
    for node in body.css("img[alt]"):
        values = node.attributes
        if values["alt"]:
            node.insert_before(f"{PICTURE}{len(urls)}{END}{values['alt']}{PICTURE}")
            urls.append(values.get("src") or values.get("data-src") or "")
    body.strip_tags(EMPTY)
    body.unwrap_tags(INLINE)
    body.merge_text_nodes()
    return Document(list(lines_of(body.text(separator=BREAK), urls)), url, language, head, meta, headings, json_ld)


def lines_of(text: str, urls: Sequence[str]) -> Iterator[Line]:
    """The lines of a marked text. A link whose own line shows nothing (it holds a picture or a block) is the next line's."""
    waiting: tuple[str, ...] = ()
    for piece in text.split(BREAK):
        if LINK not in piece and PICTURE not in piece:
            if line := one_line(repaired(piece)):
                yield Line(line, waiting)
                waiting = ()
            continue
        pictures = [(one_line(alt), urls[int(number)]) for number, alt in PICTURED.findall(piece)]
        links = tuple(urls[int(number)] for number in LINKED.findall(piece))
        for alt, source in pictures:
            if alt:
                yield Line(alt, links, source)
        if line := one_line(repaired(LINKED.sub("", PICTURED.sub(" ", piece)))):
            yield Line(line, waiting + links)
            waiting = ()
        else:
            waiting += links


def json_objects(text: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD block: a list or `@graph` is opened; a block that is no JSON gives none."""
    if len(text) > MAX_JSON_LD:
        return []
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            graph = item.get("@graph")
            found += [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else [item]
    return found
