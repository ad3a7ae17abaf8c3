"""The kinds that lines of a story page have, and patterns over them: the order of a page's kinds is its shape. Pure.

A pattern is a regular expression whose words are the names of kinds: `attribution (offer | sign_in)*`. Each kind is one
character of the shape, so that `re` does the work.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a line of a story page is; the value is its character in the shape. A name that ends with `_like` is of a
    line in words that no phrase table has."""

    furniture = "X"
    """Button, banner, advertisement, tool bar, link to another site."""
    attribution = "A"
    """The line that names the edition below the text."""
    attribution_like = "a"
    dated_like = "z"
    """A line with the publication and some label: a paragraph may have these, too."""
    offer = "O"
    """The call to subscribe."""
    offer_like = "o"
    sign_in = "S"
    sign_in_like = "s"
    question = "Q"
    """First half of a sign-in line, the second on a line of its own."""
    press = "b"
    """That second half, in unknown words."""
    more = "M"
    """Heading of the list of other stories."""
    listed = "C"
    """All of it is a link to another story."""
    time_mark = "T"
    time = "t"
    """A reading time."""
    price = "H"
    """A price alone."""
    pitch = "K"
    """What may be of a banner, where nothing but prices and the end of the text are below."""
    comments = "J"
    """What stands over readers' comments."""
    foot = "F"
    """Short link of the newsstand's own, copyright notice."""
    headline = "Y"
    """This story's, as some place on the page or the list that led here has it."""
    publication = "P"
    """This page's publication, or the one over a listed title."""
    again = "2"
    """Printed twice, one below the other, as the publication over a listed title is."""
    standfirst = "E"
    """The one that the list, or the page's head, tells."""
    byline = "B"
    """An author after a dash, or the bare dash."""
    byline_like = "u"
    """A few words after a dash that end with a full stop: an author below a header, else a line of talk."""
    author = "N"
    """The one that the page's head tells."""
    name = "n"
    """Reads as a person's."""
    name_like = "v"
    """May be one: two or three short words in a script without capitals."""
    place = "D"
    """A dateline alone on its line."""
    placed = "d"
    """A paragraph that a dateline runs into."""
    paragraph = "p"
    heading_like = "h"
    """The heading of the list, in unknown words."""
    naming = "m"
    """A short line that carries the publication's name."""
    sentence = "q"
    """A short line that ends as sentences do."""
    lead_in = "l"
    """One that ends with a colon: the heading of what stands below it, or text."""
    asking = "e"
    """One that ends as titles too may: with a question or an exclamation."""
    words = "w"
    """Any other line."""
    picture = "I"
    """No line: where the story's picture stands in its opening."""


LETTERS = {kind.name: kind.value for kind in Kind}


def shape(pattern: str, flags: int = 0, *, kinds: type[StrEnum] = Kind) -> re.Pattern[str]:
    """The compiled pattern: names of `kinds` become their characters, `any` any, spaces nothing.

    Raises KeyError for a word that is no kind.
    """
    letters = {**{kind.name: kind.value for kind in kinds}, "any": "."}
    return re.compile(re.sub(r"[a-z_]{2,}", lambda word: letters[word[0]], pattern).replace(" ", ""), flags)
