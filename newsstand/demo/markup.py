"""A page being written: its HTML, and beside it the lines of its main part as a reader sees them."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

Piece = str | tuple[str, str]
"""Text, or text and where it leads."""
ITALICS = re.compile(r"\*([^*]+)\*")


def plain(text: str) -> str:
    """Content as a reader sees it: `*word*` is in italics."""
    return ITALICS.sub(r"\1", text) if "*" in text else text


def marked(text: str) -> str:
    return ITALICS.sub(r"<em>\1</em>", escape(text)) if "*" in text else escape(text)


def script(value: object, kind: str = "application/json", name: str = "") -> str:
    """A script element that holds JSON: `</` cannot end it."""
    text = json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
    return f'<script{name and f" id={name}"} type="{kind}">{text}</script>'


class Page:
    """`line` writes what a reader sees; `raw` writes HTML around it, which the page's text leaves out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[str] = []

    def raw(self, html: str) -> None:
        self.parts.append(html)

    @contextmanager
    def block(self, tag: str, attributes: str = "") -> Iterator[None]:
        self.parts.append(f"<{tag} {attributes}>" if attributes else f"<{tag}>")
        yield
        self.parts.append(f"</{tag}>\n")

    def line(self, tag: str, *pieces: Piece, attributes: str = "") -> None:
        """One line in an element of its own."""
        text = "".join(plain(piece if isinstance(piece, str) else piece[0]) for piece in pieces)
        html = "".join(
            marked(piece) if isinstance(piece, str) else f'<a href="{escape(piece[1])}">{marked(piece[0])}</a>'
            for piece in pieces
        )
        self.lines.append(" ".join(text.split()))
        self.parts.append(f"<{tag} {attributes}>{html}</{tag}>\n" if attributes else f"<{tag}>{html}</{tag}>\n")

    def picture(self, source: str, alt: str, link: str | None = None) -> None:
        """A picture: a reader of the page's text sees its alternative text on a line of its own."""
        self.lines.append(alt)
        image = f'<img src="{escape(source)}" alt="{escape(alt)}" width="640" height="360" loading="lazy">'
        self.parts.append(f'<a href="{escape(link)}">{image}</a>\n' if link else f"<figure>{image}</figure>\n")

    def html(self) -> str:
        return "".join(self.parts)

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"
