"""Which lines a page itself says are its story's text: by `itemprop="articleBody"`, or by JSON-LD. Pure."""

from collections.abc import Collection, Sequence
from typing import Any

from newsstand.pages.document import Document
from newsstand.pages.metadata import body_paragraphs, word
from newsstand.pages.names import letters

TELLING = 20
"""Letters of a line that stands in a text by no chance."""


def marked_lines(document: Document, item: dict[str, Any]) -> Sequence[int]:
    """Indexes of the lines that the page says are the text of its one story; () where it says nothing.

    item: the page's JSON-LD article. Its text counts where the page shows all of it, to the end of a line: some print
    no more than the beginning there.
    """
    if document.body is not None:
        return document.body
    told = letters(" ".join(told_paragraphs(item)))
    if len(told) < TELLING:
        return ()
    within = [i for i, line in enumerate(document.lines) if letters(line) in told]
    telling = [i for i in within if len(letters(document.lines[i])) >= TELLING]
    if not telling or not told.endswith(letters(document.lines[telling[-1]])):
        return ()
    found = [i for i in within if telling[0] <= i <= telling[-1]]
    return found if sum(len(letters(document.lines[i])) for i in found) >= len(told) else ()


def told_alone(document: Document, item: dict[str, Any]) -> list[str]:
    """The paragraphs of a text that JSON-LD tells and no line of the page shows any of: a script puts it there."""
    paragraphs = told_paragraphs(item)
    told = letters(" ".join(paragraphs))
    shown = (letters(line) for line in document.lines)
    if len(told) < TELLING or any(told[:TELLING] in line or (len(line) >= TELLING and line in told) for line in shown):
        return []
    return paragraphs


def told_paragraphs(item: dict[str, Any]) -> list[str]:
    """The paragraphs of the text in a JSON-LD article, without its headline above them."""
    return without_headline(body_paragraphs(item), word(item.get("headline")))


def text_span(marked: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where the text begins and ends that is marked, of that which was found from `start` to `end`. What stands above
    it and below a header belongs to the story, whoever marks it."""
    if not marked or marked[0] >= end or marked[-1] < start:
        return start, end
    return start, min(end, marked[-1] + 1)


def kept(paragraphs: Sequence[str], lines: Collection[str], headline: str | None) -> list[str]:
    """The paragraphs that stand in marked lines, without the headline above them."""
    return without_headline([paragraph for paragraph in paragraphs if paragraph in lines], headline)


def without_headline(paragraphs: list[str], headline: str | None) -> list[str]:
    """The paragraphs without those at the beginning that are the headline again, which newspapers print over several
    lines: all of it or nothing."""
    rest = letters(headline or "")
    for i, paragraph in enumerate(paragraphs, 1):
        spelt = letters(paragraph)
        if not rest.startswith(spelt):
            break
        rest = rest.removeprefix(spelt)
        if not rest:
            return paragraphs[i:]
    return paragraphs
