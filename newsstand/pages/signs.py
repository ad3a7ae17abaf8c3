"""What a line shows at a glance: the signs by which the rows are chosen that it is asked. Pure."""

import re
from collections.abc import Callable
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from newsstand.pages.looks import DASHES, LONG, ends_sentence, is_paragraph

if TYPE_CHECKING:
    from newsstand.pages.phrases import Phrases


class Sign(IntEnum):
    """One bit each: the signs of a line are their sum. (`enum.Flag` takes ten times as long to add them.)"""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[int]) -> int:
        return 1 << count

    attribution = auto()
    """It begins as the phrases of that kind do; so on down to `toolbar`."""
    offer = auto()
    sign_in = auto()
    button = auto()
    banner = auto()
    aside = auto()
    read_time = auto()
    toolbar = auto()
    heads = auto()
    """It is the heading of a list, whatever the publication."""
    comments = auto()
    """It stands over readers' comments."""
    sells = auto()
    """It names what the newsstand sells."""
    asks = auto()
    """There is a question in it, and it is no paragraph."""
    price = auto()
    """It begins as prices do."""
    notice = auto()
    """It begins with "©"."""
    dash_first = auto()
    dash_last = auto()
    loud = auto()
    """It begins with two capitals."""
    short = auto()
    """It is not LONG."""
    narrow = auto()
    """It is as short as a button, or a link in a footer."""
    ended = auto()
    """It ends as sentences do."""
    open = auto()
    """It does not."""
    paragraph = auto()
    """It is one, or LONG."""

    pressed = auto()
    """The page has it as a button. From here on it is the page that tells."""
    filled = auto()
    """All of it is a link."""
    linked = auto()
    """There are links in it."""
    headline = auto()
    """It is the story's headline by its letters; so on down to `standfirst`."""
    publication = auto()
    standfirst = auto()
    author = auto()
    """It ends with the author's name."""
    named = auto()
    """It carries the publication's name."""
    inferred = auto()
    """It reads as an attribution in words of no table."""
    below = auto()
    """The line above it does."""


SPELLED = Sign.headline | Sign.publication | Sign.standfirst | Sign.author | Sign.named
"""What the letters of a line tell."""
LED = Sign.filled | Sign.linked
BY_PAGE = Sign.pressed | LED | SPELLED | Sign.inferred | Sign.below
"""The signs that the page gives."""

LONGEST_BUTTON = 40
"""Characters of a button, or of a link in a footer."""
LONGEST_OFFER = 400
QUESTION = re.compile("[?؟？;]")


def asks(text: str) -> bool:
    """Whether there is a question in a line that is no paragraph."""
    return not is_paragraph(text) and QUESTION.search(text) is not None


FIRST: dict[str, int] = {
    "©": Sign.notice,
    **dict.fromkeys(DASHES, Sign.dash_first),
    **dict.fromkeys("$€£¥₹UR.,", Sign.price),
}
"""The first character of a line -> the sign that it is."""
LAST: dict[str, int] = dict.fromkeys(DASHES, Sign.dash_last)
"""The last one."""
TESTS: tuple[tuple[Sign, Callable[["Phrases", str], object]], ...] = (
    (Sign.loud, lambda words, text: text[:2].isupper()),
    (Sign.sells, lambda words, text: len(text) <= LONGEST_OFFER and words.product(text)),
)
"""What is asked of every line."""
SHORT: tuple[tuple[Sign, Callable[["Phrases", str], object]], ...] = (
    *TESTS,
    (Sign.paragraph, lambda words, text: is_paragraph(text)),
    (Sign.narrow, lambda words, text: len(text) <= LONGEST_BUTTON),
    (Sign.heads, lambda words, text: words.more(text)),
    (Sign.comments, lambda words, text: words.heads_comments(text)),
    (Sign.asks, lambda words, text: asks(text)),
)
"""What is asked of short ones."""


def signs_of(text: str, words: "Phrases") -> int:
    """The signs that a text has by itself."""
    signs = words.begins(text) | FIRST.get(text[0], 0) | LAST.get(text[-1], 0)
    signs |= Sign.ended if ends_sentence(text) else Sign.open
    is_short = len(text) <= LONG
    signs |= Sign.short if is_short else Sign.paragraph
    for sign, holds in SHORT if is_short else TESTS:
        if holds(words, text):
            signs |= sign
    return signs
