"""What a page shows, as the parser's door gives it to whoever makes lines of it. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsstand.pages.links import Element

Place = tuple[int, int, str]
"""(start, end, kind) of an element in a laid-out text."""


@dataclass(slots=True)
class Shown:
    """What a page shows, and the elements that say something of it."""

    text: str = ""
    """A line of it for each that a browser shows, some empty; GAPs where pictures stand."""
    printed: str = ""
    """The same with the alternative texts of pictures."""
    links: Sequence[Element] = ()
    """The links in order."""
    link_starts: Sequence[int] = ()
    """Where in the text each begins."""
    link_ends: Sequence[int] = ()
    """And ends."""
    images: Sequence[Element] = ()
    """The pictures in order."""
    places: list[Place] = field(default_factory=list)
    """Where in the text the other kinds of `elements.MARKED` stand, in order."""
    blocks: Callable[[], list[Place]] = list
    """Where in the text its blocks stand; looked for when it is asked."""
    title: str | None = None
    telling: dict[str, list[Element]] = field(default_factory=dict)
    """Those that say something of the page (`<html>`, `<meta>`, `<link>`, `<base>`, `<script>`): name -> elements in
    order."""
    sheets: list[str] = field(default_factory=list)
    """The page's own style sheets."""

    def of_kind(self, kind: str) -> list[tuple[int, int]]:
        """Where in the text elements of one kind begin and end."""
        return [(start, end) for start, end, of in self.places if of == kind]
