"""What a line of a story page shows of its kind: the tests of the table in recognisers.py. Pure."""

import re

from newsstand.pages.listing import PRICE
from newsstand.pages.looks import (
    dashed,
    ends_sentence,
    is_name,
    is_paragraph,
)
from newsstand.pages.names import alike, alike_any, letters
from newsstand.pages.own import spells
from newsstand.pages.page import Page
from newsstand.pages.shapes import Kind
from newsstand.urls import is_own, kind

LONGEST_OFFER = 400
SHORT = 40
"""Characters of a button, or of a link in a footer."""
COUNT = re.compile(r"[0-9٠-٩०-९][0-9٠-٩०-९.,'’ \u00a0\u202f]{0,12}[0-9٠-٩०-९]{3}")
"""The number of magazines in an offer."""
GLUED = re.compile(r"(?<!\w)[^\W\d_a-zß-ÿ]{3,}[^\W\d_a-z](?=[a-zß-ÿ]{2})")
LONGEST_WORDING = 80
"""Characters of an attribution besides publication and label."""
QUESTION = re.compile("[?؟？;]")


def is_button_element(page: Page, i: int) -> bool:
    return i in page.document.buttons


def leads_off(page: Page, i: int) -> bool:
    text, link = page.lines[i], page.filling(i)
    if link is None or len(text) > SHORT or not link.startswith("http") or dashed(text) or is_name(text):
        return False
    return not is_own(link, page.site)


def is_price(page: Page, i: int) -> bool:
    if i == 0 or PRICE.fullmatch(page.lines[i]) is None:
        return False
    above = page.lines[i - 1]
    return page.words.banner(above) or PRICE.fullmatch(above) is not None


def is_in_toolbar(page: Page, i: int) -> bool:
    """A dash is no author's where a plus stands above or below."""
    if page.lines[i] in ("+", "-"):
        return "+" in page.lines[max(0, i - 1) : i + 2]
    return page.words.is_line("toolbar", page.lines[i])


def is_title(page: Page, i: int) -> bool:
    """A whole paragraph that is a link is text, but for the teaser of a card that is a link as a whole."""
    link = page.filling(i)
    if link is None or not page.is_other_story(link):
        return False
    return not is_paragraph(page.lines[i]) or link in (page.filling(i - 1), page.filling(i + 1))


def is_attribution(page: Page, i: int) -> bool:
    if said := page.attribution(i):
        page.said[i] = said
    return said is not None


def splits_sign_in(page: Page, i: int) -> bool:
    if page.words.sign_in_question(page.lines[i]) is None or i + 1 >= len(page.lines):
        return False
    return page.words.sign_in(f"{page.lines[i]} {page.lines[i + 1]}") is not None


def heads_list(page: Page, i: int) -> bool:
    if (said := page.words.more(page.lines[i])) is None:
        return False
    return not page.known.names or said[1] in [letters(name) for name in page.known.names]


def is_unknown_offer(page: Page, i: int) -> bool:
    """Its surroundings say what it is: a count of magazines in it, or what is above and below."""
    text = page.lines[i]
    if len(text) > LONGEST_OFFER:
        return False
    sells = page.words.product(text)
    if not (sells or infers_above(page, i)) or "©" in text or page.words.banner(text):
        return False
    counted = COUNT.search(text) is not None
    asked = i + 1 < len(page.lines) and asks(page.lines[i + 1])
    if sells:
        return counted or asked or infers_above(page, i)
    return (counted or (asked and not is_title(page, i))) and page.inferred(i) is None


def asks(text: str) -> bool:
    return not is_paragraph(text) and QUESTION.search(text) is not None


def infers_above(page: Page, i: int) -> bool:
    return i > 0 and page.inferred(i - 1) is not None


def has_own_label(page: Page, i: int) -> bool:
    said, label = page.inferred(i), page.known.label
    if said is None or label is None or said.label != label or not page.known.names:
        return False
    return len(page.lines[i]) <= len(label) + max(map(len, page.known.names)) + LONGEST_WORDING


def is_headline(page: Page, i: int) -> bool:
    return len(page.lines[i]) < LONGEST_OFFER and alike_any(page.lines[i], page.known.headlines)


def is_publication(page: Page, i: int) -> bool:
    text = page.lines[i]
    if alike_any(text, page.known.names):
        return True
    return page.leads_to_title(i)


def heads_card(page: Page, i: int) -> bool:
    if not page.document.link_starts or ends_sentence(page.lines[i]):
        return False
    slugs = [slug for k in (i + 1, i + 2) if k < len(page.lines) for slug in page.publications_led_to(k)]
    return any(spells(slug, page.lines[i]) for slug in slugs)


def is_unknown_sign_in(page: Page, i: int) -> bool:
    """Known offers mostly have known sign-in lines: below them, a title and a teaser above a reading time are rather a
    listed story."""
    if i == 0 or not asks(page.lines[i]) or page.leads_away(i):
        return False
    above = page.kind(i - 1)
    if above not in (Kind.offer, Kind.offer_like):
        return False
    below = page.lines[i + 1 :][: 2 if above == Kind.offer else 1]
    return not any(page.words.is_time_mark(line) or page.words.reading_time(line) for line in below)


def is_press(page: Page, i: int) -> bool:
    if i == 0 or not QUESTION.fullmatch(page.lines[i - 1][-1:]) or page.kind(i - 1) != Kind.sign_in_like:
        return False
    text = page.lines[i]
    if len(text) > SHORT or ends_sentence(text) or page.leads_away(i):
        return False
    if page.links(i):
        return True
    below = page.shape(i + 1, i + 2)
    return not page.names_publication(i) and below in (Kind.naming, Kind.more, Kind.attribution_like, Kind.offer_like)


def is_again(page: Page, i: int) -> bool:
    text = page.lines[i]
    return any(0 <= k < len(page.lines) and alike(text, page.lines[k]) for k in (i + 1, i - 1))


def shouts(page: Page, i: int) -> bool:
    """Whether a line has the publication in capitals, as headings do, or a button glued on."""
    text, below = page.lines[i], page.lines[i + 1] if i + 1 < len(page.lines) else ""
    if not page.names_publication(i) or ends_sentence(text):
        return False
    loud = any(name.upper() in text and not name.isupper() for name in page.known.names)
    return has_button_glued(text) or (loud and not below.isupper())


def has_button_glued(line: str) -> bool:
    """Whether a word in capitals goes on in small letters ("… DA QUAY POSTVedi tutto")."""
    return GLUED.search(line) is not None


def is_foot(page: Page, i: int) -> bool:
    text = page.lines[i]
    if len(text) >= SHORT or ends_sentence(text):
        return False
    if not page.document.link_elements:
        return page.words.is_line("foot", text)
    kinds = [kind(link, page.site) for link in page.links(i)]
    return bool(kinds) and not any(one in ("story", "title") for one in kinds)
