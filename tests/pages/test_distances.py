"""How far from each other lines may stand that belong together, and how many of a kind make something of them."""

from collections.abc import Callable

import pytest

from newsstand.pages import StoryPage, read_story
from newsstand.pages.cards import Entry
from newsstand.pages.document import Document, document, html_document
from newsstand.pages.evidence import is_tool
from newsstand.pages.inferred import inferred_attribution, inserted, shared_name
from newsstand.pages.known import Known
from newsstand.pages.listing import entries, is_timed, listed, read_cards
from newsstand.pages.looks import COUNT
from newsstand.pages.marked import told_alone
from newsstand.pages.minutes import minutes_like
from newsstand.pages.page import Page
from newsstand.pages.parts import BOXES, ELEMENTS, ENDS, LIST_HEADS, OPENINGS
from newsstand.pages.phrases import phrases
from newsstand.pages.recognisers import recognised
from newsstand.pages.refusal import refusal
from newsstand.pages.shapes import Kind
from tests.printed import SITE, STORY_URL

P = "The ferry turned round at noon because the quay was full of crates, and nobody on board knew why."
HEADER = "The Lantern|May 03, 2024"
WALL = ["This story is from the May 03, 2024 edition of The Lantern.", "Subscribe to Magzter GOLD to access", "Sign In"]
PARTS = {row.name: row.pattern for rows in (BOXES, ELEMENTS, ENDS, OPENINGS, LIST_HEADS) for row in rows}
"""Of the list heads the last of a name, which is none of these."""


def low(count: int) -> list[str]:
    """So many different lines that are nothing but words."""
    return [f"low lamp {'i' * i}" for i in range(1, count + 1)]


def text(*lines: str) -> Document:
    return document("\n".join(lines).encode())


def html(*lines: str) -> Document:
    return html_document("".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines), url=STORY_URL)


def told(page: Document, headline: str | None = None) -> StoryPage:
    found = read_story(page, site=SITE, headline=headline)
    return found if isinstance(found, StoryPage) else StoryPage()


def page_of(*lines: str, named: bool = True) -> Page:
    known = Known(["The Lantern"], "May 03, 2024") if named else Known()
    return Page(text(*lines), SITE, known, recognised)


def kind(line: str, *, named: bool = True) -> Kind:
    return page_of(P, line, named=named).kind(1)


def other_story(n: int) -> str:
    return f"<p>Of <a href=/stories/a/B/C{n}>lamps</a> was much said at quay {n} that day, and most of it was true.</p>"


def card(n: int) -> str:
    return f"<p><a href=/stories/a/B/C{n}>Kites {'x' * n}</a></p><p>Read more</p><p>{n} mins</p>"


def stories(page: Document) -> list[str | None]:
    """What the list says of its stories besides their titles."""
    items = entries(page, 0, len(page.lines), SITE, None)
    return [story.description for story in listed(read_cards(items, phrases(SITE.brand), labelled=False))]


FARTHEST: dict[str, tuple[Callable[[int], object], int]] = {
    # what is asked of a number -> the greatest at which it holds
    "lines between a headline and the header": (
        lambda n: told(text("Lamps out", *low(n), HEADER, P, P), "Lamps out").headline == "Lamps out", 3
    ),
    "lines between a header and the headline again": (
        lambda n: told(text("Lamps out", "dim", HEADER, *low(n), "Lamps out", P, P)).headline == "Lamps out", 5
    ),
    "lines between a headline and itself": (
        lambda n: told(text("Lamps out", *low(n), "Lamps out", P, P, *WALL)).headline == "Lamps out", 3
    ),
    "lines between a headline and its picture": (
        lambda n: told(html("Lamps out", *low(n), "<img alt='Lamps out'>", P, P, *WALL)).headline == "Lamps out", 3
    ),
    "lines above a reading time": (
        lambda n: told(text("Lamps out", HEADER, *low(n), "5 mins", "low", P, *WALL)).reading_minutes == 5, 3
    ),
    "headers of a story": (
        lambda n: told(text(*[f"Post {'x' * i}|May {i + 1}, 2024" for i in range(n)], P, P)).paragraphs, 2
    ),
    "lines of a text that lead to other stories": (
        lambda n: told(html("Lamps out", P, P, *map(other_story, range(n)), *WALL[1:])).paragraphs, 2
    ),
    "an attribution in words of no table": (
        lambda n: inferred_attribution(page_of("x" * (n - 25) + " The Lantern June 2, 2024"), 0), 300
    ),
    "one of a publication that nothing names": (
        lambda n: inferred_attribution(page_of(*["x" * (n - 13) + " June 2, 2024"] * 2, named=False), 0), 140
    ),
    "lines between two copies of one": (
        lambda n: inferred_attribution(page_of("of June 2, 2024", *low(n), "of June 2, 2024", named=False), 0), 7
    ),
    "words that are no paragraph": (lambda n: kind("x" * n) == Kind.words, 160),
    "an offer in words of no table": (
        lambda n: kind("Magzter GOLD 9,000 " + "x" * (n - 19)) == Kind.offer_like, 400
    ),
    "words around publication and label": (
        lambda n: kind("x" * (n - 2) + " The Lantern May 03, 2024") == Kind.attribution_like, 80
    ),
    "a link to another site": (
        lambda n: Page(html(P, f"<p><a href=https://social.example/a>{'x' * n}</a></p>"), SITE, Known(), recognised)
        .kind(1) == Kind.furniture, 40
    ),
    "characters of a count": (lambda n: COUNT.search("9" + " " * n + "000"), 12),
    "links to other pages in a list": (
        lambda n: stories(html(card(1), "<p><a href=/about>About</a></p>" * n, card(2)))[1:], 3
    ),
    "lines between a title and its reading time": (
        lambda n: is_timed([Entry("x")] * (n + 1) + [Entry("3 mins")], 0, phrases(SITE.brand)), 3
    ),
    "letters of a language": (
        lambda n: Page(html_document(f"<html lang={'x' * n}>"), SITE, Known(), recognised).declared_language(), 3
    ),
    "characters of a button above a minus": (lambda n: is_tool(page_of("x" * n, "Share", "-", "+", "Size"), 0), 24),
    "characters of one below a plus": (lambda n: is_tool(page_of("Translate", "Share", "+", "-", "x" * n), 4), 40),
    "titles in a box": (lambda n: str(PARTS["box of titles"].findall("p" + "C" * n + "p")).count("C") == n, 20),
    "titles in an element": (lambda n: PARTS["element of titles"].fullmatch("C" * n), 20),
    "lines of a card": (lambda n: PARTS["element of titles"].fullmatch("Cq" + "w" * n + "C"), 6),
    "lines above a card": (lambda n: PARTS["element of titles"].fullmatch("w" * n + "CC"), 3),
    "lines between two listed titles": (
        lambda n: PARTS["first listed story"].search("pppC" + "w" * n + "Cp"), 8
    ),
    "lines between two links of a footer": (
        lambda n: str(PARTS["footer"].search("pF" + "w" * n + "F")).count("(1,"), 3
    ),
    "lines above the headline again": (
        lambda n: PARTS["opening above the headline again"].match("w" * n + "Yp"), 6
    ),
    "lines between that and the next": (
        lambda n: not PARTS["opening above the headline again"].match("wY" + "w" * n + "Yp"), 4
    ),
    "lines above a picture": (lambda n: PARTS["opening above the picture"].match("w" * n + "Ip"), 4),
    "lines above a dateline": (lambda n: PARTS["opening above a dateline"].match("w" * n + "d"), 3),
    "lines above an author after a dash": (
        lambda n: PARTS["opening down to the dashed author"].match("w" * n + "Bp"), 3
    ),
    "lines above the heading of a list": (lambda n: PARTS["heading of the list"].match("w" * n + "MC"), 11),
}  # fmt: skip


@pytest.mark.parametrize("what", FARTHEST)
def test_what_is_too_far_belongs_to_something_else(what: str) -> None:
    holds, farthest = FARTHEST[what]
    assert holds(farthest)
    assert not holds(farthest + max(1, farthest // 4))


FEWEST: dict[str, tuple[Callable[[int], object], int]] = {
    "letters of a name that two lines share": (lambda n: shared_name("da " + "A" * n, "altri da " + "A" * n), 4),
    "letters of another script around a label": (
        lambda n: inserted("The Lantern灯May 2024" + "灯" * (n - 1)), 7
    ),
    "letters of a text that a script puts there": (lambda n: told_alone(html("x"), {"articleBody": "A" * n}), 20),
    "cards that end alike": (lambda n: stories(html(*map(card, range(1, n + 1)))) == [None] * n, 3),
    "reading times in words of no table": (
        lambda n: read_cards(
            [Entry(line) for i in range(n) for line in (f"Kite {i}", f"{i} menit")], phrases(SITE.brand), labelled=False
        ), 3
    ),
    "digits that end a count": (lambda n: COUNT.search("9." + "0" * n), 3),
    "links of a footer": (lambda n: PARTS["footer"].search("p" + "F" * n + "p"), 3),
    "stories on a front page": (
        lambda n: refusal(html("x", *(f"<p><a href=/stories/a/B/C{i}>x</a></p>" for i in range(n))), SITE)
        == "front page or list", 6
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FEWEST)
def test_too_few_make_nothing(what: str) -> None:
    holds, fewest = FEWEST[what]
    assert holds(fewest)
    assert not holds(fewest - fewest // 4 - 1)


def test_a_line_more_than_title_and_teaser_is_a_label() -> None:
    for line, label in (("Odd Quarter", "Odd Quarter"), ("© Odile Erquy", None), (f"{P} {P}", None)):
        page = text("Kites", "They fly.", "3 mins", line, "Lamps", "They shine.", "4 mins", "Low Quarter")
        items = entries(page, 0, len(page.lines), SITE, None)
        found = listed(read_cards(items, phrases(SITE.brand), labelled=True))
        assert [story.edition_label for story in found] == [label, None]


def test_one_minute_and_two_minutes_are_one_unit() -> None:
    one, two = minutes_like("1 min"), minutes_like("2 mins")
    assert one is not None
    assert two is not None
    assert one.unit == two.unit
