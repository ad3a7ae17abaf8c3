"""What a line shows at a glance: the signs by which the rows are chosen that it is asked. Pure."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from newsstand.pages.looks import COUNT, DASHES, LONG, PRICE, ends_sentence, is_paragraph

if TYPE_CHECKING:
    from newsstand.pages.phrases import Phrases


BIT = (1 << n for n in count())


class Sign:
    """One bit each: the signs of a line are their sum. (No `enum`: each use of a member takes three times as long.)"""

    attribution = next(BIT)
    """It begins as the phrases of that kind do; so on down to `toolbar`."""
    offer = next(BIT)
    sign_in = next(BIT)
    button = next(BIT)
    banner = next(BIT)
    aside = next(BIT)
    read_time = next(BIT)
    toolbar = next(BIT)
    heads = next(BIT)
    """It is the heading of a list, whatever the publication."""
    comments = next(BIT)
    """It stands over readers' comments."""
    sells = next(BIT)
    """It names what the newsstand sells."""
    asks = next(BIT)
    """There is a question in it, and it is no paragraph."""
    branded = next(BIT)
    """The newsstand's brand stands in it, and no end to a sentence."""
    counted = next(BIT)
    """A count of magazines may stand in it."""
    price = next(BIT)
    """It is a price alone."""
    notice = next(BIT)
    """It begins with "©"."""
    dash_first = next(BIT)
    dash_last = next(BIT)
    short = next(BIT)
    """It is not LONG."""
    narrow = next(BIT)
    """It is as short as a button, or a link in a footer."""
    ended = next(BIT)
    """It ends as sentences do."""
    open = next(BIT)
    """It does not."""
    paragraph = next(BIT)
    """It is one, or LONG."""

    pressed = next(BIT)
    """The page has it as a button. From here on it is the page that tells."""
    filled = next(BIT)
    """All of it is a link."""
    linked = next(BIT)
    """There are links in it."""
    headline = next(BIT)
    """It is the story's headline by its letters; so on down to `standfirst`."""
    publication = next(BIT)
    standfirst = next(BIT)
    author = next(BIT)
    """It ends with the author's name."""
    named = next(BIT)
    """It carries the publication's name."""
    over = next(BIT)
    """There are links in one of the two lines below."""
    inferred = next(BIT)
    """It may be an attribution in words of no table."""
    below = next(BIT)
    """The line above it may."""


SPELLED = Sign.headline | Sign.publication | Sign.standfirst | Sign.author | Sign.named
"""What the letters of a line tell."""
BY_PAGE = Sign.pressed | Sign.filled | Sign.linked | Sign.over | SPELLED | Sign.inferred | Sign.below
"""The signs that the page gives."""

LONGEST_BUTTON = 40
"""Characters of a button, of a link in a footer, or of a label before a link."""
LONGEST_OFFER = 400
QUESTIONS = ("?", "؟", "？", ";")


def asks(text: str) -> bool:
    """Whether there is a question in a line that is no paragraph."""
    return not is_paragraph(text) and any(map(text.__contains__, QUESTIONS))


FIRST: dict[str, int] = {
    "©": Sign.notice,
    **dict.fromkeys(DASHES, Sign.dash_first),
}
"""The first character of a line -> the sign that it is."""
LAST: dict[str, int] = dict.fromkeys(DASHES, Sign.dash_last)
"""The last one."""
OF_SHORT: tuple[tuple[int, Callable[[str, "Phrases"], object]], ...] = (
    (Sign.narrow, lambda text, words: len(text) <= LONGEST_BUTTON),
    (Sign.paragraph, lambda text, words: is_paragraph(text)),
    (Sign.asks, lambda text, words: asks(text)),
    (Sign.branded, lambda text, words: words.brands(text)),
    (Sign.counted, lambda text, words: COUNT.search(text)),
    (Sign.price, lambda text, words: PRICE.fullmatch(text)),
    (Sign.heads, lambda text, words: words.more(text)),
    (Sign.comments, lambda text, words: words.heads_comments(text)),
)
"""Signs that are sought in short lines only, and what tells them."""


def signs_of(text: str, words: "Phrases") -> int:
    """The signs that a text has by itself."""
    signs = words.begins(text) | FIRST.get(text[0], 0) | LAST.get(text[-1], 0)
    signs |= Sign.ended if ends_sentence(text) else Sign.open
    if len(text) <= LONGEST_OFFER and words.product(text):
        signs |= Sign.sells
    if len(text) > LONG:
        return signs | Sign.paragraph
    for sign, has in OF_SHORT:
        if has(text, words):
            signs |= sign
    return signs | Sign.short
