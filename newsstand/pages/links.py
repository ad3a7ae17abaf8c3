"""Links and pictures of a page, as the parser gives them: what each leads to or shows. Pure."""

import re
from typing import Protocol

EMPTY = "\x02"
"""The text of a link that shows none: no page can hold it, and no line keeps it."""
SPACES = " \t\n\f\r"
"""What HTML takes for white space."""
HEADER_LINK = re.compile(r'<([^<>]*)>((?:[^,"<]|"[^"]*")*)')
"""A link of a Link header, and its parameters (RFC 8288)."""
RELATION = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.I)


class Element(Protocol):
    """An element of a page, of which something is read only when it is asked for."""

    @property
    def text(self) -> str: ...

    def attr(self, name: str) -> str | None: ...

    def closest(self, selector: str) -> "Element | None": ...


def said(element: Element, name: str) -> str:
    """The value of an element's attribute, as written; "" where it has none."""
    return element.attr(name) or ""


def target(link: Element) -> str:
    """The target of a link, as written; "" of one that has none."""
    return said(link, "href")


def relations(link: Element) -> list[str]:
    """What a link says that its target is to the page."""
    return said(link, "rel").lower().split()


def is_next(link: Element) -> bool:
    """Whether a link says that its page goes on behind it (`rel="next"`)."""
    return "next" in relations(link)


def next_in_header(value: str) -> str | None:
    """The target of the link that a Link header says its page goes on behind (`</list?page=2>; rel="next"`)."""
    for link, parameters in HEADER_LINK.findall(value):
        for relation in RELATION.findall(parameters)[:1]:  # of several the first counts
            if "next" in "".join(relation).lower().split():
                return str(link)
    return None


def source(picture: Element) -> str:
    """The URL of a picture, as written; "" of one that has none. One that loads late has it where scripts look."""
    for name in ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset"):
        url = said(picture, name).strip()
        if url and not url.startswith("data:"):
            return url.split()[0].rstrip(",") if name.endswith("set") else url
    return ""
