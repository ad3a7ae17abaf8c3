"""Banners of the newsstand below a text, in words of the table and of none, and stories that speak of prices."""

import pytest

from newsstand.pages import StoryPage, read_story
from newsstand.pages.document import document
from newsstand.urls import Site
from tests.printed import SITE, URL

TEXT = [
    "The keeper of the weir has not slept through a night since the river was given a second bed.",
    "He reads until four, and then he reads the gauge.",
]
HEADER = ["The weir at night", "Mill & Oven", "|March 09, 2025", "Two beds, one river", "- Oda Lindqvist"]
BELOW = {
    "nothing": [],
    "an attribution": ["Diese Geschichte stammt aus der March 09, 2025-Ausgabe von Mill & Oven."],
    "one of no table": [
        "Tratto dal numero March 09, 2025 di Mill & Oven.",
        "Abbonati a Magzter GOLD per oltre 9.000 riviste.",
    ],
    "a list": ["MORE STORIES FROM Mill & Oven", "Bread by night", "Who buys it?", "2 mins"],
}
BANNERS = {
    "ja, of the table": [
        "Magzter GOLDで無制限に",
        "10,000以上の雑誌、新聞、プレミアム記事に無制限にアクセスできます。",
    ],
    "de": ["Grenzenlos blättern mit Magzter GOLD", "Über 9.500 Hefte und Zeitungen ohne Grenzen für nur"],
    "fr": ["Sans limites avec Magzter GOLD", "Plus de 9 500 journaux et revues pour seulement"],
    "ar": ["اقرأ بلا حدود مع Magzter GOLD", "أكثر من 9,500 مجلة وصحيفة مقابل"],
    "it": ["Magzter GOLD: leggi tutto!", "Oltre 9.500 riviste a soli"],
    "ko, a sentence": ["Magzter GOLD로 마음껏", "9,500개 이상의 잡지를 마음껏 읽으세요."],
}
PRICES = [
    "$99.99", "$49.99/Jahr", "49,99 €/Monat", "€ 49,99", "US$ 5", "₹ 999/वर्ष", "Rs. 1,499", "499 kr/år", "¥7,400/年",
    "₩99,000", "R$ 19,90/mês", "99 zł", "749 ₺ / Yıl", "CHF 12.-",
    "$99.99 $49.99/Jahr", "99 € 49,99 €/Jahr",
]  # fmt: skip


def story(*lines: str, site: Site = SITE) -> StoryPage:
    url = f"{URL}/stories/food/Mill-and-Oven/WEIR"
    found = read_story(document("\n".join([*HEADER, *lines]).encode(), url=url), site=site)
    assert isinstance(found, StoryPage), found
    return found


TOLD = [
    (banner, prices)
    for banner, lines in BANNERS.items()
    for prices in ([], ["$49.99/Jahr"], ["$99.99", "$49.99/Jahr"])
    if prices or not lines[-1].endswith(".")
]
"""Nothing but a price below it tells a banner's sentence from the story's."""


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize(("banner", "prices"), TOLD)
def test_a_banner_below_a_text_is_none_of_it_in_any_words(banner: str, prices: list[str], below: str) -> None:
    assert story(*TEXT, *BANNERS[banner], *prices, *BELOW[below]).paragraphs == TEXT


@pytest.mark.parametrize("price", PRICES)
@pytest.mark.parametrize("above", [[], ["Sans limites avec Magzter GOLD"], ["Plus de 9 500 revues pour seulement"]])
def test_no_text_ends_with_a_price_alone(price: str, above: list[str]) -> None:
    for below in BELOW.values():
        assert story(*TEXT, *above, price, *below).paragraphs == TEXT
        assert story(*TEXT, *above, "$99.99", price, *below).paragraphs == TEXT


@pytest.mark.parametrize("below", BELOW)
def test_a_line_that_names_what_the_newsstand_sells_ends_no_text(below: str) -> None:
    assert story(*TEXT, "Senza limiti con Magzter GOLD", *BELOW[below]).paragraphs == TEXT


def test_the_brand_is_that_of_the_newsstand() -> None:
    lines = ["Uten grenser med Bladrium PLUSS", "Over 3 000 blader for bare", "$9.99"]
    other = Site("Bladrium", SITE.url, title=SITE.title, edition=SITE.edition, story=SITE.story)
    assert story(*TEXT, *lines, site=other).paragraphs == TEXT
    assert story(*TEXT, *lines).paragraphs == [*TEXT, lines[0]]


KEPT = {
    "a sentence about the newsstand": ["Nobody at the weir reads Magzter GOLD."],
    "and one below it with a count": ["He had heard of Magzter.", "It has 10,000 magazines, and none about weirs."],
    "a sentence with a price": ["The lamp cost $149.99 and the oil nothing."],
    "a price with words": ["He paid $5 for it"],
    "a list of prices": ["Oil", "$4", "A wick", "$2"],
    "a number": ["1,204"],
    "a year": ["In the year 1875, 12,000 eels", "passed the weir"],
    "a sentence above a count": ["He had heard of Magzter.", "10,000 eels"],
}


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("kept", KEPT)
def test_a_story_may_speak_of_prices_and_of_the_newsstand(kept: str, below: str) -> None:
    assert story(*TEXT, *KEPT[kept], *BELOW[below]).paragraphs == [*TEXT, *KEPT[kept]]
    assert story(*KEPT[kept], *TEXT, *BELOW[below]).paragraphs == [*KEPT[kept], *TEXT]


def test_prices_between_paragraphs_are_text() -> None:
    assert story(TEXT[0], "More than 1,000 lamps", "$4", TEXT[1]).paragraphs == [
        TEXT[0], "More than 1,000 lamps", "$4", TEXT[1],
    ]  # fmt: skip


@pytest.mark.parametrize("banner", BANNERS)
def test_a_banner_between_paragraphs_is_none_of_the_text(banner: str) -> None:
    assert story(TEXT[0], *BANNERS[banner], "$99.99", "$49.99", TEXT[1], *BELOW["an attribution"]).paragraphs == TEXT
