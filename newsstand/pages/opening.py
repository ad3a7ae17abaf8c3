"""The lines between header and text: standfirst and author, told by the patterns of OPENINGS. Pure."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from newsstand.pages.looks import is_name, may_be_name, name_of
from newsstand.pages.parts import OPENINGS
from newsstand.pages.shapes import Kind

Line = tuple[str, str]
"""(kind, text)."""

NAMED = {Kind.byline, Kind.byline_like, Kind.author}
"""Kinds of lines of an opening that are its author whatever stands beside them."""


@dataclass(slots=True)
class Opening:
    description: str | None = None
    byline: str | None = None
    paragraphs: Sequence[str] = ()
    name: str = "text"
    """Of the pattern that told it."""
    length: int = 0
    """Lines of it."""


def read_opening(kinds: str, texts: Sequence[str], given: Container[str], *, described: bool, dashed: bool) -> Opening:
    """What the lines between header and block say; `kinds` and `texts` without furniture and reading times.

    given: what the page has besides, as rows of OPENINGS ask for it. described: whether the standfirst is known, from
    the list that led here or the page's head. dashed: whether such a page prints a dash before an author.
    """
    for row in OPENINGS:
        if (not row.given or row.given in given) and (found := row.pattern.match(kinds)):
            top = list(zip(kinds, texts, strict=True))[slice(*found.span(1))]
            opening = Opening(*told_apart(top, described, dashed), name=row.name, length=found.end())
            if row is OPENINGS[-1]:  # by its place alone, whatever it looks like
                opening.description, opening.byline = top[0][1], None
            break
    else:
        opening = Opening()
    rest = list(zip(kinds, texts, strict=True))[opening.length :]
    opening.paragraphs = [text for kind, text in rest if kind != Kind.picture]
    return opening


def told_apart(top: list[Line], described: bool, dashed: bool) -> tuple[str | None, str | None]:
    """(standfirst, author) of the lines of an opening."""
    named = next((line for line in top if line[0] in NAMED), None)
    if named is None:
        others = [line for line in top if line[0] != Kind.standfirst]
        if len(top) > 1 and others:
            named = likeliest_name(others, alone=len(others) == len(top))
        elif others and (may_be_name(others[0][1]) if described else not dashed and is_name(others[0][1])):
            named = others[0]
    rest = [text for line in top if line is not named for text in line[1:]]
    return " ".join(rest) or None, name_of(named[1]) if named else None


def likeliest_name(others: list[Line], *, alone: bool) -> Line | None:
    """The author's line: the last, or the first where it alone is a name; of lines without a standfirst that the list
    tells (`alone`) none that is no name."""
    first, last = others[0], others[-1]
    named = first if is_name(first[1]) and not (is_name(last[1]) or last[0] == Kind.name_like) else last
    return named if not alone or may_be_name(named[1]) else None
