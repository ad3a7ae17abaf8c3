"""Boxes in a text: links to other stories, or a form, between its paragraphs. They neither end nor belong to it. Pure.

Most boxes are an element of their own, which says where they begin and end; else the order of kinds has to tell.
"""

from collections.abc import Iterator

from newsstand.pages.page import Block, Page
from newsstand.pages.parts import APART, BOXES, CARD_LAST, CLOSINGS, ELEMENTS, GOES_ON, LONE, MAY_BE_LAST, MAY_BOX
from newsstand.pages.shapes import Kind


def boxes(page: Page, start: int, end: int, *, below: str = "") -> list[Block]:
    """The boxes in lines[start:end]. below: the kinds of what follows these lines, as far as text goes on there."""
    shape = shape_of_text(page, start, end) + below
    if MAY_BOX.search(shape) is None:
        return []
    matches = ((row, match) for row in BOXES for match in row.pattern.finditer(shape))
    found = [Block(row.name, start + match.start(), start + match.end()) for row, match in matches]
    return [*found, *elements(page, start, shape), *lone(page, start, shape)]


def shape_of_text(page: Page, start: int, end: int) -> str:
    """The shape of lines[start:end], in which a last sentence is `words` where it is the teaser of a linked title."""
    shape = page.shape(start, end)
    if found := MAY_BE_LAST.search(shape):
        at = found.start() + 1
        blocks = page.document.blocks(start, start + at + 1)
        if any(
            CARD_LAST.fullmatch(shape, lines.start - start, at + 1) for lines in blocks if lines.stop == start + at + 1
        ):
            return shape[:at] + Kind.words + shape[at + 1 :]
    return shape


def elements(page: Page, start: int, shape: str) -> Iterator[Block]:
    """The elements that are boxes as a whole, where `shape` is that of the lines from `start`."""
    for lines in page.document.blocks(start, min(start + len(shape), len(page.lines))):
        first, behind = lines.start - start, lines.stop - start
        for row in ELEMENTS:
            if row.pattern.fullmatch(shape, first, behind):
                asked = "any text" if page.document.is_within(lines.stop - 1, "aside") else row.given
                if GOES_ON[asked].match(shape, behind):
                    yield Block(row.name, lines.start, lines.stop)


def lone(page: Page, start: int, shape: str) -> Iterator[Block]:
    """The titles that are boxes by themselves, where `shape` is that of the lines from `start`."""
    for match in LONE.finditer(shape):
        if page.document.is_within(i := start + match.start(), APART):
            yield Block("title apart", i, i + 1)


def banner(page: Page, start: int, end: int) -> range:
    """The lines of a banner that ends lines[start:end], in words that no table has."""
    shape = page.shape(start, end)
    found = next(filter(None, (row.pattern.match(shape) for row in CLOSINGS)), None)
    return range(*(start + n for n in found.span(1))) if found else range(0)


def without(shape: str, found: list[Block], start: int) -> str:
    """The shape of the lines from `start` with furniture in the place of boxes."""
    for box in found:
        shape = shape[: box.start - start] + Kind.furniture * (box.end - box.start) + shape[box.end - start :]
    return shape
