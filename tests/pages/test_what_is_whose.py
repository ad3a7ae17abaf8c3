"""Whose line is it: the story's, the newsstand's, or a listed story's? Small pages on which two of them look alike."""

# ruff: noqa: E501 - lines of pages are whole, as printed

from collections.abc import Sequence
from dataclasses import replace

import pytest

from newsstand.pages import NotAPage, StoryPage, read_story
from newsstand.pages.document import document
from tests.markup import Block, page, plain_text
from tests.printed import (
    ATTRIBUTIONS,
    HEADINGS,
    OFFERS,
    SIGN_INS,
    SITE,
    STORY_URL,
    UNKNOWN,
    Printed,
    blocks,
    card_blocks,
    cards,
    filled,
)

STORY = Printed()
TEXT = list(STORY.paragraphs)
LONGER = [
    "On Monday the pilots' guild asked for a second bell, and the council promised to think about the sound of it.",
    "Nobody in the guild can say who rang the first one, but all of them remember the morning on which it stopped.",
]
HEAD = ["The bell at the pier", "The Lantern|May 03, 2024", "A question of sound", "NORA QUILL"]
WALL = [filled(ATTRIBUTIONS["en"], STORY), OFFERS["en"], SIGN_INS["en"]]
FOOTER = ["About us", "Careers", "Privacy policy", "Terms and conditions", "© 2025 A newsstand"]
COOKIES = ["We keep small files in your browser, and by reading on you accept them.", "Accept all", "Only necessary"]


def lines(texts: Sequence[str]) -> list[Block]:
    return [Block(text) for text in texts]


def read(printed: list[Block] | Sequence[str], *, url: str | None = None, **hints: str | None) -> StoryPage:
    """The story of blocks as HTML, or of lines as plain text."""
    body = (
        page(printed, "divs") if isinstance(printed[0], Block) else "\n".join(text for text in printed)  # type: ignore[arg-type, misc]
    )
    found = read_story(document(body.encode(), url=url), site=SITE, **hints)
    assert not isinstance(found, NotAPage), found
    return found


@pytest.mark.parametrize("language", ["en", "de", "fr", "nb", "ar", "ja"])
@pytest.mark.parametrize("copies", ["G2", "G3"])
def test_a_first_listed_story_that_asks_a_question_is_no_sign_in_line(language: str, copies: str) -> None:
    asking = replace(STORY.cards[0], headline="Who moved the buoy?")
    story = replace(STORY, language=language, generation=copies, heading=False, cards=(asking, *STORY.cards[1:]))
    for found, links in ((read(blocks(story)), True), (read(plain_text(blocks(story)).splitlines()), False)):
        assert found.related == cards(story, links=links)
        assert (found.interface_language, found.inferred) == (language, ())


@pytest.mark.parametrize("language", UNKNOWN)
def test_in_an_unknown_language_too(language: str) -> None:
    asking = replace(STORY.cards[0], headline="Who moved the buoy?")
    story = replace(STORY, language=language, heading=False, cards=(asking, *STORY.cards[1:]))
    found = read(blocks(story))
    assert found.related == cards(story)
    assert f"sign_in: {SIGN_INS[language].replace('?', ' ?')}" in found.inferred


@pytest.mark.parametrize("language", UNKNOWN)
def test_an_unknown_sign_in_line_on_two_lines_is_one(language: str) -> None:
    question, mark, press = SIGN_INS[language].partition("?")
    wall = [Block(filled(ATTRIBUTIONS[language], STORY)), Block(OFFERS[language]), Block(question + mark), Block(press.strip(), link="/login")]  # fmt: skip
    found = read([*lines([*HEAD, *TEXT]), *wall, *wall])
    assert (found.paragraphs, found.related) == (TEXT, [])
    assert f"sign_in: {question}{mark} {press.strip()}" in found.inferred


@pytest.mark.parametrize("minutes", ["{N} minuti  |", "{N} 분 |", "{N} minutos |"])
@pytest.mark.parametrize("block", [True, False])
def test_a_listed_storys_reading_time_is_no_header(minutes: str, block: bool) -> None:
    paragraphs = tuple(LONGER)
    story = replace(STORY, language="it", header=False, attribution=block, offer=block, heading=False, minutes=minutes, paragraphs=paragraphs)  # fmt: skip
    hints = {} if block else {"publication": "The Lantern", "edition_label": "May 03, 2024", "headline": story.headline}
    found = read(blocks(story), url=STORY_URL, **hints)
    assert (found.publication, found.edition_label) == (("The Lantern", "May 03, 2024") if block else (None, None))
    assert (found.headline, found.description, found.byline) == (story.headline, story.description, "NORA QUILL")
    assert found.paragraphs == LONGER
    assert found.related == cards(story)


def test_a_page_with_many_reading_times_in_an_unknown_language_is_still_a_story() -> None:
    story = replace(STORY, attribution=False, offer=False, heading=False, minutes="{N} minuti  |")
    printed = [*blocks(story), *(block for card in STORY.cards for block in card_blocks(card, story))]
    found = read(plain_text(printed).splitlines())
    assert (found.publication, found.edition_label, found.paragraphs) == ("The Lantern", "May 03, 2024", TEXT)


def test_a_publication_may_be_called_as_a_reading_time_is() -> None:
    found = read(["The bell at the pier", "24 Heures|May 03, 2024", "NORA QUILL", *LONGER])
    assert (found.publication, found.edition_label) == ("24 Heures", "May 03, 2024")


MENTION = "This story is from the second edition of the almanac, which the lighthouse still keeps."


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("mention", [MENTION, "This story is from the May 2019 edition of the almanac."])
def test_a_paragraph_worded_as_an_attribution_stays(place: int, mention: str) -> None:
    whole = [*LONGER[:place], mention, *LONGER[place:]]
    listing = [block.text for block in card_blocks(STORY.cards[0], STORY)]
    found = read([*HEAD[:3], "- Nora Quill", *whole, *WALL, *listing])
    assert (found.paragraphs, found.access) == (whole, "preview")
    assert (found.publication, found.edition_label) == ("The Lantern", "May 03, 2024")


@pytest.mark.parametrize(
    "byline",
    ["Odile d'Erquy", "Odile d’Erquy", "Karim al-Sabbagh", "Lucas von der Au", "Joana de la Peña", "P. K. Oyelaran",
     "Tom Wick Jr.", "Nora Quill, Tom Wick and Odile d'Erquy", "Kim So-yeon", "Pim van 't Veer"],
)  # fmt: skip
@pytest.mark.parametrize("description", ["A question of sound", None])
def test_names_of_many_kinds_are_bylines(byline: str, description: str | None) -> None:
    story = replace(STORY, byline=byline, description=description)
    for repeated in (True, False):
        found = read(blocks(replace(story, repeated=repeated)))
        assert (found.byline, found.description, found.paragraphs) == (byline, description, TEXT)


@pytest.mark.parametrize("byline", ["Nora Quill", "NORA QUILL", "- Nora Quill"])
@pytest.mark.parametrize("description", ["A question of sound.", None])
@pytest.mark.parametrize("known", [True, False])
def test_above_a_wall_standfirst_and_byline_alone_are_no_text(
    byline: str, description: str | None, known: bool
) -> None:
    opening = [text for text in (description, byline) if text]
    found = read([*HEAD[:2], *opening, *WALL], description=description if known else None)
    assert (found.paragraphs, found.access) == ([], "locked")
    assert (found.description, found.byline) == (description, byline.removeprefix("- "))


def test_one_paragraph_above_a_wall_is_a_text() -> None:
    found = read([*HEAD[:2], LONGER[0], *WALL])
    assert (found.paragraphs, found.access) == ([LONGER[0]], "preview")


@pytest.mark.parametrize("byline", ["Nora Quill", "NORA QUILL", "- Nora Quill"])
@pytest.mark.parametrize("description", ["A question of sound", None])
def test_without_a_header_what_stands_between_the_headlines_is_the_opening(
    byline: str, description: str | None
) -> None:
    opening = [text for text in (description, byline) if text]
    whole = [HEAD[0], *opening, HEAD[0], *LONGER, *WALL]
    for found in (read(whole), read(lines(whole)), read(lines([*whole]), url=STORY_URL, headline=HEAD[0])):
        assert (found.headline, found.description, found.byline) == (HEAD[0], description, "NORA QUILL" if byline.isupper() else "Nora Quill")  # fmt: skip
        assert found.paragraphs == LONGER


@pytest.mark.parametrize("language", ["en", "nb", "ja", "it", "ko"])
@pytest.mark.parametrize("heading", [True, False])
def test_without_a_wall_the_text_ends_above_the_first_listed_publication(language: str, heading: bool) -> None:
    away = tuple(replace(card, publication="Harbour & Quay", url=card.url and card.url.replace("The-Lantern", "Harbour-Quay").replace("Harbour-Post", "Harbour-Quay")) for card in STORY.cards)  # fmt: skip
    story = replace(
        STORY, generation="G3", language=language, attribution=False, offer=False, heading=heading, cards=away
    )
    found = read(blocks(story))
    assert found.paragraphs == TEXT
    assert found.related == cards(story)
    one_name = [block for block in blocks(story) if block.picture != "/logo.png"]
    assert (read(one_name).paragraphs, read(one_name).related) == (TEXT, cards(story))


@pytest.mark.parametrize("language", UNKNOWN)
def test_a_story_that_no_header_names_is_read_by_its_unknown_wall(language: str) -> None:
    story = replace(STORY, language=language, header=False, paragraphs=tuple(LONGER))
    for printed in (blocks(story), plain_text(blocks(story)).splitlines()):
        found = read(printed)
        assert (found.headline, found.paragraphs, found.access) == (story.headline, LONGER, "preview")
        assert found.edition_label == "May 03, 2024"
        assert found.publication in ("The Lantern", "THE LANTERN", None)


def test_a_date_above_an_unknown_offer_is_no_label() -> None:
    dated = "The bell was sold on May 03, 2019."
    found = read([HEAD[0], "- Nora Quill", *LONGER, dated, OFFERS["it"], SIGN_INS["it"]])
    assert (found.edition_label, found.paragraphs) == (None, [*LONGER, dated])


def test_a_known_offer_makes_a_story_of_short_paragraphs_without_attribution() -> None:
    found = read([HEAD[0], "A question of sound", "- Nora Quill", *LONGER, OFFERS["nb"], SIGN_INS["nb"]])
    assert (found.headline, found.description, found.byline) == (HEAD[0], "A question of sound", "Nora Quill")
    assert (found.paragraphs, found.interface_language) == (LONGER, "nb")


@pytest.mark.parametrize("wall", [WALL, []])
@pytest.mark.parametrize("end", [FOOTER, [*FOOTER, *COOKIES]])
def test_footer_and_notice_are_neither_text_nor_listed_stories(wall: list[str], end: list[str]) -> None:
    linked = [Block(text, link=None if "." in text or "©" in text else f"/{text[:5].lower().replace(' ', '-')}") for text in end]  # fmt: skip
    for found in (read([*HEAD, *TEXT, *wall, *end]), read([*lines([*HEAD, *TEXT, *wall]), *linked])):
        assert (found.paragraphs, found.related) == (TEXT, [])


@pytest.mark.parametrize("aside", ["Advertisement", "ADVERTISEMENT", "Anzeige", "Publicité", "広告"])
def test_an_advertisement_between_paragraphs_is_no_paragraph(aside: str) -> None:
    assert read([*HEAD, TEXT[0], aside, TEXT[1], *WALL]).paragraphs == TEXT
    mention = f"{aside} is what the shop window says."
    assert read([*HEAD, TEXT[0], mention, TEXT[1], *WALL]).paragraphs == [TEXT[0], mention, TEXT[1]]


def test_a_heading_with_its_button_glued_on_heads_a_story_without_teaser() -> None:
    heading = f"{HEADINGS['it'].replace('{P}', 'The Lantern').upper()}Vedi tutto"
    listing = ["Kites", "time-read", "3 minuti  |", "June 2023", "Buoys", "Lost", "time-read", "2 minuti  |"]
    wall = [filled(ATTRIBUTIONS["it"], STORY), OFFERS["it"], SIGN_INS["it"]]
    found = read([*HEAD, *TEXT, *wall, heading, *listing])
    assert [(card.headline, card.description) for card in found.related] == [("Kites", None), ("Buoys", "Lost")]


@pytest.mark.parametrize("language", ["it", "pt", "ko"])
@pytest.mark.parametrize("header", [True, False])
def test_an_unknown_attribution_that_stands_twice_alone_is_no_heading(language: str, header: bool) -> None:
    story = replace(STORY, language=language, header=header, offer=False)
    found = read(blocks(story), url=STORY_URL, publication="The Lantern", edition_label="May 03, 2024")
    assert (found.paragraphs, found.related) == (TEXT, cards(story))
    assert f"more: {HEADINGS[language].replace('{P}', 'THE LANTERN')}" in found.inferred


@pytest.mark.parametrize("language", ["it", "pt", "ko"])
def test_an_unknown_heading_is_told_by_the_name_that_the_list_gave(language: str) -> None:
    story = replace(STORY, language=language, header=False, attribution=False)
    found = read(blocks(story), url=STORY_URL, publication="The Lantern", headline=story.headline)
    assert (found.publication, found.paragraphs, found.related) == (None, TEXT, cards(story))


@pytest.mark.parametrize("description", ["A question of sound", None])
def test_without_a_header_the_first_line_above_a_byline_is_the_headline(description: str | None) -> None:
    opening = [text for text in (HEAD[0], description, "Nora Quill") if text]
    found = read([*opening, *LONGER, *WALL])
    assert (found.headline, found.description, found.byline) == (HEAD[0], description, "Nora Quill")
    assert found.paragraphs == LONGER


def test_without_a_header_a_headline_may_stand_twice_and_nothing_between() -> None:
    found = read([HEAD[0], HEAD[0], *LONGER, *WALL])
    assert (found.headline, found.description, found.byline, found.paragraphs) == (HEAD[0], None, None, LONGER)


def test_a_first_listed_story_without_teaser_does_not_take_the_end_of_the_text_for_its_title() -> None:
    listing = [
        "Kites",
        "time-read",
        "3 mins  |",
        "June 2023",
        "Who lost a buoy?",
        "The guild.",
        "time-read",
        "2 mins  |",
    ]
    found = read([*HEAD, *TEXT, *listing])
    assert found.paragraphs == TEXT
    assert [(card.headline, card.description) for card in found.related] == [("Kites", None), ("Who lost a buoy?", "The guild.")]  # fmt: skip
    found = read([*HEAD, *TEXT, *listing[4:], *listing[:4]])
    assert found.paragraphs == TEXT
    assert [card.headline for card in found.related] == ["Who lost a buoy?", "Kites"]


def test_a_heading_in_capitals_heads_a_story_without_teaser() -> None:
    listing = ["Kites", "time-read", "3 minuti  |", "June 2023", "Buoys", "Lost", "time-read", "2 minuti  |"]
    for first, headlines in (("Altri articoli di THE LANTERN", ["Kites", "Buoys"]), ("The Lantern wins a prize", ["The Lantern wins a prize", "Buoys"])):  # fmt: skip
        found = read([*HEAD, *TEXT, filled(ATTRIBUTIONS["it"], STORY), OFFERS["it"], SIGN_INS["it"], first, *listing])
        assert [card.headline for card in found.related] == headlines
