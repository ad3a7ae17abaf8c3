"""What a line of a story page shows of its kind by what stands around it, its links and the page's own names: the
tests of the table in recognisers.py. Pure."""

import re

from newsstand.pages.looks import COUNT, PRICE, dashed, ends_sentence, is_name, is_paragraph
from newsstand.pages.names import alike_any, letters
from newsstand.pages.own import spells
from newsstand.pages.page import Page
from newsstand.pages.shapes import Kind
from newsstand.pages.signs import LONGEST_BUTTON, LONGEST_OFFER, QUESTIONS, asks
from newsstand.urls import is_own, kind

GLUED = re.compile(r"(?<!\w)[^\W\d_a-zß-ÿ]{3,}[^\W\d_a-z](?=[a-zß-ÿ]{2})")
LONGEST_WORDING = 80
"""Characters of an attribution besides publication and label."""


def leads_off(page: Page, i: int) -> bool:
    text, link = page.lines[i], page.filling(i)
    return link.startswith("http") and not (dashed(text) or is_name(text) or is_own(link, page.site))


def is_under_furniture(page: Page, i: int) -> bool:
    return page.shape(max(0, i - 1), i) == Kind.furniture


def is_over_price(page: Page, i: int) -> bool:
    return any(map(PRICE.fullmatch, page.lines[i + 1 : i + 2]))


def has_count(page: Page, i: int) -> bool:
    """Whether a count stands in a line that is no sentence of a story."""
    counted = any(map(COUNT.search, page.lines[i : i + 1]))
    return counted and (is_over_price(page, i) or not ends_sentence(page.lines[i]))


def opens_banner(page: Page, i: int) -> bool:
    """Whether a count of magazines or a price stands below a line."""
    return is_over_price(page, i) or has_count(page, i + 1)


def is_under_brand(page: Page, i: int) -> bool:
    """Whether the line above a count has the newsstand's brand."""
    return any(map(page.words.brands, page.lines[max(0, i - 1) : i])) and has_count(page, i)


def is_in_toolbar(page: Page, i: int) -> bool:
    """A dash is no author's where a plus stands above or below, and a plus is no text where a dash does."""
    text, around = page.lines[i], page.lines[max(0, i - 1) : i + 2]
    return page.words.is_line("toolbar", text) and (text not in SIZES or set(around) >= SIZES)


def is_tool(page: Page, i: int) -> bool:
    """Whether a line is one of the five of a tool bar."""
    around = page.lines[max(0, i - TOOLS + 1) : i + TOOLS]
    return "+" in around and TOOLBAR.search("\n".join(around)) is not None


SIZES = {"-", "+"}
"""Buttons that make letters smaller and larger."""
TOOLS = 5
TOOLBAR = re.compile(r"^(?:.{1,24}\n){2}(?:-\n\+|\+\n-)\n.{1,40}$", re.M)
"""Two buttons above them, of which "Compartir esta historia" has 23 characters, and one below."""


def is_title(page: Page, i: int) -> bool:
    """A whole paragraph that is a link is text, but for the teaser of a card that is a link as a whole, and for the
    items of a list."""
    link = page.filling(i)
    if not page.is_other_story(link):
        return False
    if not is_paragraph(page.lines[i]) or link in (page.filling(i - 1), page.filling(i + 1)):
        return True
    return page.document.is_within(i, "li")


NUMBER = re.compile(r"\W*\d*\W*")
"""Of an item in a list, or its bullet."""
LABEL = re.compile(r"[^.!?]+(?:[:：|»›>]|\s[–—-]\s)\s*")
"""What stands before a link: "Also read:", "RELATED |"."""


def is_numbered_title(page: Page, i: int) -> bool:
    before, link = page.document.last_link(i)
    return NUMBER.fullmatch(before) is not None and page.is_other_story(link)


def is_labelled_title(page: Page, i: int) -> bool:
    """Whether a line is a label and a link to another story, with a colon between them, or with not even a space."""
    before, link = page.document.last_link(i)
    glued = before[-1:].islower() and page.lines[i][len(before) : len(before) + 1].isupper()
    is_label = glued or LABEL.fullmatch(before) is not None
    return is_label and len(before) <= LONGEST_BUTTON and page.is_other_story(link)


def is_attribution(page: Page, i: int) -> bool:
    if said := page.attribution(i):
        page.said[i] = said
    return said is not None


def splits_sign_in(page: Page, i: int) -> bool:
    text, below = page.lines[i], page.lines[i + 1 : i + 2]
    return bool(page.words.sign_in_question(text)) and any(page.words.sign_in(f"{text} {line}") for line in below)


def heads_list(page: Page, i: int) -> bool:
    said = page.words.more(page.lines[i])
    return said is not None and (not page.known.names or said[1] in [letters(name) for name in page.known.names])


def offers(page: Page, i: int) -> bool:
    """Whether a count of magazines stands in a line, or a question below it that is no listed title."""
    text, below = page.lines[i], page.lines[i + 1 : i + 2]
    if len(text) > LONGEST_OFFER or "©" in text:
        return False
    return COUNT.search(text) is not None or (any(map(asks, below)) and not is_carded(page, i + 1, CARD))


def is_carded(page: Page, i: int, reach: int) -> bool:
    """Whether a line is of a listed story: it leads to one, or a reading time is among the `reach` lines below."""
    below = page.lines[i + 1 :][:reach]
    return page.leads_away(i) or any(page.words.is_time_mark(line) or page.words.reading_time(line) for line in below)


def is_below(page: Page, i: int) -> bool:
    """Whether the line above is an attribution."""
    return page.inferred(i - 1) is not None


def has_own_label(page: Page, i: int) -> bool:
    """Whether what a line says is this edition's label, and the line is not much longer than that and the name; where
    the URL names the publication and nothing the edition, any label is."""
    said, names = page.inferred(i), page.known.names
    if said is None or not names:
        return False
    label = page.known.label or (page.slug and said.label)
    if not label or said.label != label:
        return False
    return len(page.lines[i]) <= len(label) + max(map(len, names)) + LONGEST_WORDING


def heads_card(page: Page, i: int) -> bool:
    slugs = page.publications_led_to(i + 1) + page.publications_led_to(i + 2)
    return any(spells(slug, page.lines[i]) for slug in slugs)


def is_unknown_sign_in(page: Page, i: int) -> bool:
    """Known offers mostly have known sign-in lines: below them, a title and a teaser above a reading time are rather a
    listed story."""
    above = page.kind(i - 1) if i else None
    return above in REACH and not is_carded(page, i, REACH[above])


CARD = 2
"""Lines below a listed title that asks: a teaser, and the reading time."""
REACH: dict[Kind | None, int] = {Kind.offer: 2, Kind.offer_like: 1}
"""Above a sign-in line in words of no table -> lines below it of which none is of a listed story."""


def is_press(page: Page, i: int) -> bool:
    """Whether a line below such a question is its second half: a link, or a line above what follows a block."""
    above = "".join(page.lines[max(0, i - 1) : i])
    if not above.endswith(QUESTIONS) or page.kind(i - 1) != Kind.sign_in_like:
        return False
    return bool(page.links(i)) or (page.shape(i + 1, i + 2) in BEHIND and not page.names_publication(i))


BEHIND = (Kind.naming, Kind.more, Kind.attribution_like, Kind.offer_like)


def is_again(page: Page, i: int) -> bool:
    return alike_any(page.lines[i], [*page.lines[max(0, i - 1) : i], *page.lines[i + 1 : i + 2]])


def shouts(page: Page, i: int) -> bool:
    """Whether a line has the publication in capitals, as headings do, or a button glued on."""
    text, below = page.lines[i], page.lines[i + 1 : i + 2]
    loud = any(name.upper() in text and not name.isupper() for name in page.known.names)
    return has_button_glued(text) or (loud and not any(map(str.isupper, below)))


def has_button_glued(line: str) -> bool:
    """Whether a word in capitals goes on in small letters ("… DA QUAY POSTVedi tutto")."""
    return GLUED.search(line) is not None


def is_foot(page: Page, i: int) -> bool:
    """Whether a line leads to neither stories nor titles."""
    return not {kind(link, page.site) for link in page.links(i)} & {"story", "title"}


def is_plain_foot(page: Page, i: int) -> bool:
    return not page.document.link_elements and page.words.is_line("foot", page.lines[i])
