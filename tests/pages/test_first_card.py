"""The first story of an edition in plain text, below prices and what the edition says of itself."""

import pytest

from newsstand.pages import EditionPage, read_edition
from newsstand.pages.document import document
from newsstand.pages.first_card import FIRST_CARDS, Above
from newsstand.pages.parts import Part
from tests.printed import SITE

URL = "https://www.magzter.com/SE/Oven-Press/Mill-and-Oven/Food/501"
HEADING = "Mill & Oven - March 2025"
SALE = ["Go Unlimited with Magzter GOLD", "1 Month $14.99", "Subscribe only to Mill & Oven", "1 Year$149.99 $74.99"]
OWN = "In March we visit four ovens that never cool, and one that nobody has ever dared to light."
RYE = [("Rye at four", "The oven is old", 4), ("Salt", None, 12)]


def stories(*lines: str) -> list[tuple[str | None, str | None, int | None]]:
    """(headline, standfirst, minutes) of the stories of an edition page in plain text."""
    found = read_edition(document("\n".join([HEADING, *lines]).encode(), url=URL), site=SITE)
    assert isinstance(found, EditionPage)
    assert (found.publication, found.label) == ("Mill & Oven", "March 2025")
    return [(one.headline, one.description, one.reading_minutes) for one in found.stories]


def cards(*, picture: bool = False) -> list[str]:
    return [
        line
        for title, teaser, minutes in RYE
        for line in [title, *([teaser] if teaser else []), *([title] if picture else []), f"{minutes} mins"]
    ]


ABOVE = {
    "a sentence": ["In this issue", OWN],
    "a line that ends as no sentence": ["In this issue", "THE RYE ISSUE"],
    "several lines": ["In this issue", "- Four ovens", "- A mill", "- Salt"],
    "lines with dots": ["In this issue", "• Four ovens", "• A mill"],
    "two sentences": ["In this issue", "Four ovens in one night.", "And the salt that goes with them."],
    "a label below": ["In this issue", OWN, "March 2025"],
    "a label above": ["In this issue", "March 2025", OWN],
    "a heading in words of no table": ["In dit nummer"],
    "the same with a label": ["今号の内容", "March 2025"],
    "the same with a description": ["In questo numero", OWN, "March 2025"],
    "a label and no heading": ["March 2025"],
    "the page's heading again": [HEADING],
    "nothing": [],
}


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("sale", [SALE, []])
def test_what_stands_above_the_first_story_is_none_of_it(above: str, sale: list[str]) -> None:
    assert stories(*sale, *ABOVE[above], *cards()) == RYE


@pytest.mark.parametrize(
    "above",
    [
        ["In this issue"],
        ["In this issue", OWN],
        ["- Four ovens"],
        ["March 2025"],
        SALE,
        [HEADING],
        ["Subscribe only to Mill & Oven"],
    ],
)
def test_a_first_story_may_have_a_headline_alone(above: list[str]) -> None:
    assert stories(*above, "Salt", "12 mins", *cards()[:3]) == RYE[::-1]


@pytest.mark.parametrize("title", ["Subscribe only to silence", "Gift wrapping", "$5", "Save 20% of your sleep"])
@pytest.mark.parametrize("above", [["In this issue"], ["In this issue", "March 2025"], ["March 2025"]])
def test_a_headline_below_the_lists_heading_may_look_like_what_sells(title: str, above: list[str]) -> None:
    found = stories(*SALE, *above, title, "An essay", "3 mins", "Salt", title, "2 mins")
    assert found == [(title, "An essay", 3), ("Salt", title, 2)]


@pytest.mark.parametrize("above", [[], [OWN, "In March:"]])
def test_the_alternative_text_of_a_storys_picture_is_no_teaser(above: list[str]) -> None:
    assert stories("In this issue", *above, *cards(picture=True)) == RYE


@pytest.mark.parametrize("name", ["Rye Times", "雪のパン"])
def test_a_picture_glued_to_the_title_of_the_page_makes_no_heading(name: str) -> None:
    heading = f"{name} - March 2025"
    body = "\n".join([f"Facebook Pixel{heading} - Digital Magazine", heading, "In this issue", "March 2025", *cards()])
    found = read_edition(document(body.encode(), url=URL.replace("Mill-and-Oven", "Rye-Times")), site=SITE)
    assert isinstance(found, EditionPage)
    assert (found.publication, found.label) == (name, "March 2025")
    assert [(one.headline, one.description, one.reading_minutes) for one in found.stories] == RYE


def test_the_example_of_a_row_is_found_by_it_alone() -> None:
    letters = {kind.name: kind.value for kind in Above}
    assert len({row.name for row in FIRST_CARDS}) == 5
    for row in FIRST_CARDS:
        shown, finds = ("".join(letters[name] for name in kinds.split()) for kinds in (row.example, row.finds))

        def found(rows: tuple[Part, ...], shown: str = shown) -> tuple[str, str] | None:
            return next(((one.name, match[1]) for one in rows if (match := one.pattern.search(shown))), None)

        assert found(FIRST_CARDS) == (row.name, finds), row.name
        assert (found(tuple(other for other in FIRST_CARDS if other is not row)) or ("", ""))[1] != finds, row.name
