"""What a page shows, as the parser's door gives it to whoever makes lines of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsstand.pages.links import Image, Link


@dataclass(slots=True)
class Shown:
    """What a page shows, and what its head says."""

    text: str = ""
    """A line of it for each that a browser shows, some empty; GAPs where pictures stand."""
    links: Sequence[Link] = ()
    """The links in order."""
    link_starts: Sequence[int] = ()
    """Where in the text each begins."""
    link_ends: Sequence[int] = ()
    """And ends."""
    pictures: list[tuple[int, str, Image]] = field(default_factory=list)
    """Where in the text each picture with an alternative text stands, and that text."""
    headings: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of each `<h1>` in the text."""
    buttons: list[tuple[int, int]] = field(default_factory=list)
    """And of each button."""
    captions: list[tuple[int, int]] = field(default_factory=list)
    """And of each caption of a picture."""
    bodies: list[tuple[int, int]] = field(default_factory=list)
    """And of what the page marks as the text of an article."""
    language: str | None = None
    title: str | None = None
    base: str | None = None
    canonical: str | None = None
    """What `<link rel=canonical>` gives for the page's own address."""
    meta: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    """The page's own style sheets."""
    next: str | None = None
    """The target of the head's `<link rel="next">`, as written."""
