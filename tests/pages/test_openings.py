"""Which lines above a text are standfirst and author, and which are the text's own: pages of plain text, as small as they get."""

# ruff: noqa: E501 - lines of pages are whole, as printed

import pytest

from newsstand.pages import StoryPage, read_story
from newsstand.pages.document import document
from tests.printed import SITE, URL

TEXT = [
    "The mill wheel was stopped at noon, for the river had taken the lower sluice and half of the garden wall.",
    "Nobody had seen it go but a boy with a fishing rod, who was asked for nothing but his name by three papers.",
    "By evening the wall stood again, a little lower than before, and the boy had caught two trout and a cold.",
]
WALL = [
    "This story is from the March 09, 2025 edition of Mill & Oven.",
    "Subscribe to Magzter GOLD to access thousands of curated premium stories, and 10,000+ magazines and newspapers.",
    "Already a subscriber? Sign In",
]
HEADER = ["The wheel stands still", "Mill & Oven", "|March 09, 2025"]
OLD_HEADER = ["The wheel stands still", "Mill & Oven|March 09, 2025"]
STANDFIRST = "A river that took what it wanted"


def story(*lines: str, url: str = f"{URL}/stories/food/Mill-and-Oven/WHEEL") -> StoryPage:
    found = read_story(document("\n".join(lines).encode(), url=url), site=SITE)
    assert isinstance(found, StoryPage), found
    return found


def told(found: StoryPage) -> tuple[str | None, str | None, list[str]]:
    return found.description, found.byline, found.paragraphs


LINES_OF_A_TEXT = {
    "a signature": [TEXT[0], TEXT[1], "- Oda Lind, Ferry Road", TEXT[2]],
    "the source of a quotation": [TEXT[0], "“Wheels stand, and millers walk.”", "- Per Holm", TEXT[1], TEXT[2]],
    "items of a list": ["What a trout wants", TEXT[0], "- Salt", "- Butter", TEXT[1]],
    "two who speak in turns": ["ODA", TEXT[0], "PER", TEXT[1], "ODA", TEXT[2]],
    "two who are brief": ["ODA", "And then?", "PER", "Then it stood.", "ODA", TEXT[0], TEXT[1]],
    "a heading that comes again": ["Trout", "In the river", TEXT[0], "Trout", "In the pan", TEXT[1]],
    "a heading above each paragraph": ["Trout", TEXT[0], "Trout", TEXT[1], "Trout", TEXT[2]],
    "two items below a line": ["What a trout wants", "- Salt", "- Butter", TEXT[0], TEXT[1]],
    "a heading above each of two paragraphs": ["Trout", TEXT[0], "Trout", TEXT[1]],
    "a second dateline": [TEXT[0], TEXT[1], "OSLO - The sluice was of Norwegian oak.", TEXT[2]],
}


@pytest.mark.parametrize("kind", LINES_OF_A_TEXT)
def test_on_a_page_that_holds_the_text_alone_every_line_is_text(kind: str) -> None:
    text = LINES_OF_A_TEXT[kind]
    for wall in (WALL, WALL * 2):
        found = story(*text, *wall)
        assert (found.headline, *told(found)) == (None, None, None, text)


@pytest.mark.parametrize("header", [HEADER, OLD_HEADER])
@pytest.mark.parametrize("line", ["- Oda Lind, Ferry Road", HEADER[0], "OSLO - The sluice was of oak."])
def test_a_line_below_two_paragraphs_ends_no_opening(line: str, header: list[str]) -> None:
    text = [*TEXT[:2], line, TEXT[2]]
    assert told(story(*header, STANDFIRST, *text, *WALL)) == (STANDFIRST, None, text)
    assert told(story(*header, STANDFIRST, "- Per Holm", *text, *WALL)) == (STANDFIRST, "Per Holm", text)


@pytest.mark.parametrize("line", ["- Oda Lind", HEADER[0], "OSLO - The sluice was of oak."])
def test_a_standfirst_may_be_as_long_as_a_paragraph(line: str) -> None:
    text = [line, *TEXT[1:]] if line.startswith("OSLO") else TEXT[1:]
    byline = "Oda Lind" if line.startswith("-") else None
    assert told(story(*HEADER, TEXT[0], line, *TEXT[1:], *WALL)) == (TEXT[0], byline, text)


NAME_LIKE = ["River Lights", "FICTION", "THREE WHEELS, ONE RIVER", "કવિતા", "夜の水車", "ज्योति लालदा"]


@pytest.mark.parametrize("again", [[], HEADER[:1]])
@pytest.mark.parametrize("standfirst", NAME_LIKE)
def test_where_authors_have_a_dash_a_name_below_the_header_is_the_standfirst(standfirst: str, again: list[str]) -> None:
    assert told(story(*HEADER, standfirst, *again, *TEXT, *WALL)) == (standfirst, None, TEXT)


@pytest.mark.parametrize("again", [[], HEADER[:1]])
def test_where_they_have_none_it_is_the_author(again: list[str]) -> None:
    assert told(story(*OLD_HEADER, "ODA LIND", *again, *TEXT, *WALL)) == (None, "ODA LIND", TEXT)


@pytest.mark.parametrize("again", [[], HEADER[:1]])
@pytest.mark.parametrize("header", [HEADER, OLD_HEADER])
@pytest.mark.parametrize("author", ["Oda Lind", "ODA LIND", "सुनीता मिश्र"])
@pytest.mark.parametrize("standfirst", [*NAME_LIKE, "OSLO - The river took the wheel, the guild says.", TEXT[0]])
def test_of_two_lines_below_a_header_the_second_is_the_author(
    standfirst: str, author: str, header: list[str], again: list[str]
) -> None:
    assert told(story(*header, standfirst, author, *again, *TEXT[1:], *WALL)) == (standfirst, author, TEXT[1:])


@pytest.mark.parametrize("header", [HEADER, OLD_HEADER])
@pytest.mark.parametrize("below", [TEXT, ["OSLO - The sluice was of oak.", *TEXT]])
def test_a_standfirst_may_begin_with_a_dateline(below: list[str], header: list[str]) -> None:
    standfirst = "OSLO - The river took the wheel, the guild says."
    assert told(story(*header, standfirst, *below, *WALL)) == (standfirst, None, below)
    assert told(story(*header, standfirst, "- Oda Lind", *below, *WALL)) == (standfirst, "Oda Lind", below)
    assert told(story(*header, standfirst, "OSLO -", *TEXT, *WALL)) == (standfirst, None, TEXT)
    assert told(story(*header, "OSLO -", *TEXT, *WALL)) == (None, None, TEXT)


FULL_STOPS = [
    "- Oda.",
    "- agencies.",
    "- By our Mill correspondent.",
    "-Oda Lind.",
    "- ليلى حداد.",
    "- 林小雨。",
    "- סיון בר.",
]


@pytest.mark.parametrize("author", FULL_STOPS)
def test_below_a_header_an_author_after_a_dash_may_end_with_a_full_stop(author: str) -> None:
    byline = author[1:].strip()
    assert told(story(*HEADER, STANDFIRST, author, *TEXT, *WALL)) == (STANDFIRST, byline, TEXT)
    assert told(story(*HEADER, STANDFIRST, author, HEADER[0], *TEXT, *WALL)) == (STANDFIRST, byline, TEXT)
    assert told(story(*HEADER, author, *TEXT, *WALL)) == (None, byline, TEXT)
    assert told(story(*HEADER, TEXT[0], author, *TEXT[1:])) == (TEXT[0], byline, TEXT[1:])


@pytest.mark.parametrize(
    "line",
    ["- Oda, who saw it go.", "- The wheel will not turn again this year.", "— Nobody.", "-5 degrees.", "- Stop!"],
)
def test_what_is_said_after_a_dash_is_text(line: str) -> None:
    assert told(story(*HEADER, STANDFIRST, "-", line, *TEXT, *WALL)) == (STANDFIRST, None, [line, *TEXT])
    assert told(story(*HEADER, STANDFIRST, "-", TEXT[0], "- Oda.", line, *TEXT[1:], *WALL))[2][1:3] == ["- Oda.", line]
    assert told(story("Who was it?", "- Oda.", TEXT[0], line, TEXT[1], *WALL))[2][0] == "Who was it?"


AT_WHEEL = "/stories/food/Mill-and-Oven/WHEEL"
TOOLS = {
    "en": ["Translate", "Share", "-", "+", "Change font size"],
    "de": ["Übersetzen", "Teilen", "-", "+", "Schriftgröße ändern"],
    "it": ["Traduci", "Condividi", "-", "+", "Cambia la dimensione dei caratteri"],
    "ja": ["翻訳する", "共有", "-", "+", "文字サイズを変更"],
}


@pytest.mark.parametrize("language", TOOLS)
def test_buttons_around_a_minus_and_a_plus_are_no_text_in_any_language(language: str) -> None:
    tools = TOOLS[language]
    assert told(story(*HEADER, STANDFIRST, "- Oda Lind", *TEXT, *tools)) == (STANDFIRST, "Oda Lind", TEXT)
    assert told(story(*HEADER, STANDFIRST, "- Oda Lind", *TEXT, *tools, *WALL)) == (STANDFIRST, "Oda Lind", TEXT)
    for again in (HEADER[:1], []):
        found = story(*HEADER, STANDFIRST, "- Oda Lind", *tools, *again, *TEXT, *WALL)
        assert told(found) == (STANDFIRST, "Oda Lind", TEXT)


def test_a_minus_alone_and_signs_within_a_text_are_no_tool_bar() -> None:
    assert told(story(*HEADER, STANDFIRST, "-", *TEXT, *WALL)) == (STANDFIRST, None, TEXT)
    sums = [TEXT[0], "One trout", "+", "Two trout", TEXT[1]]
    assert told(story(*HEADER, STANDFIRST, "-", *sums, *WALL)) == (STANDFIRST, None, sums)
    ended = [*TEXT, "It held.", "So it did."]
    assert told(story(*HEADER, STANDFIRST, "-", *ended, "-", "+"))[2] == ended


@pytest.mark.parametrize("below", [[], TOOLS["it"], ["About Us", "Careers"]])
@pytest.mark.parametrize(
    ("language", "heading"),
    [("tr", "Mill & Oven DERGİSİNDEN DAHA FAZLA HİKAYE"), ("it", "ALTRE STORIE DA Mill & Oven")],
)
def test_a_heading_in_words_nobody_knows_may_have_no_list_below_it(
    language: str, heading: str, below: list[str]
) -> None:
    url = f"{URL}/{language}{AT_WHEEL}"
    assert told(story(*HEADER, "-", *TEXT, heading, *below, url=url)) == (None, None, TEXT)
    kept = [*TEXT[:2], heading, *TEXT[2:]]
    assert told(story(*HEADER, "-", *kept, url=url)) == (None, None, kept)


@pytest.mark.parametrize("url", [URL + AT_WHEEL, f"{URL}/en{AT_WHEEL}", f"{URL}/de{AT_WHEEL}"])
@pytest.mark.parametrize("last", ["Oda Lind writes for Mill & Oven", "Next week in Mill & Oven"])
def test_where_the_heading_is_known_the_last_line_is_text(last: str, url: str) -> None:
    assert told(story(*HEADER, "-", *TEXT, last, url=url)) == (None, None, [*TEXT, last])


ATTRIBUTIONS = {
    "it": "Questa storia è tratta dall'edizione March 09, 2025 di Mill and Oven.",
    "sv": "Den här berättelsen är från March 09, 2025-utgåvan av Mill and Oven.",
    "zh": "本文选自 Mill and Oven 的 March 09, 2025 版。",
}


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_attribution_in_words_nobody_knows_ends_a_text_that_has_nothing_around_it(language: str) -> None:
    url = f"{URL}/{language}{AT_WHEEL}"
    for copies in (1, 2):
        found = story(*TEXT, *[ATTRIBUTIONS[language]] * copies, url=url)
        assert (found.publication, found.edition_label) == ("Mill and Oven", "March 09, 2025")
        assert told(found) == (None, None, TEXT)


def test_a_language_without_a_table_is_the_declared_one_though_it_shares_a_line_with_another() -> None:
    wall = [
        "Denne historie er fra March 09, 2025-udgaven af Mill & Oven.",
        "Abonner på Magzter GOLD for at få adgang til tusindvis af udvalgte premiumhistorier og over 9.000 magasiner og aviser.",
        "Allerede abonnent? Log ind",
        "FLERE HISTORIER FRA Mill & Oven",
    ]
    found = story(*HEADER, "-", *TEXT, *wall, url=f"{URL}/da{AT_WHEEL}")
    assert (found.interface_language, found.paragraphs, found.access) == ("da", TEXT, "preview")
    assert story(*HEADER, "-", *TEXT, *wall).interface_language == "nb"
    assert story(*HEADER, "-", *TEXT, wall[3], url=f"{URL}/da{AT_WHEEL}").interface_language == "da"
    assert story(*HEADER, "-", *TEXT, wall[3], url=f"{URL}/de{AT_WHEEL}").interface_language == "nb"
    assert (
        story(*HEADER, "-", *TEXT, "MORE STORIES FROM Mill & Oven", url=f"{URL}/da{AT_WHEEL}").interface_language
        == "en"
    )
    assert story(*HEADER, "-", *TEXT, *wall, url=f"{URL}/sv{AT_WHEEL}").interface_language == "sv"


@pytest.mark.parametrize("aside", ["Advertisement", "Share", "Try GOLD - Free"])
def test_furniture_between_two_paragraphs_does_not_begin_a_text(aside: str) -> None:
    assert story(*TEXT[:1], aside, *TEXT[1:], *WALL).paragraphs == TEXT


@pytest.mark.parametrize("line", ["* * *", "+", "§", "•"])
def test_a_line_without_letters_is_no_author(line: str) -> None:
    for header in (HEADER, OLD_HEADER):
        assert told(story(*header, STANDFIRST, line, *TEXT, *WALL)) == (STANDFIRST, None, [line, *TEXT])


def test_a_minus_and_a_plus_without_their_buttons_are_no_tool_bar() -> None:
    found = story(*OLD_HEADER, STANDFIRST, "ODA LIND", "-", "+", *TEXT, *WALL)
    assert told(found) == (STANDFIRST, "ODA LIND", TEXT)


@pytest.mark.parametrize("heading", ["EARLY DAYS", "Oda Lind"])
def test_below_a_headline_alone_a_name_between_two_paragraphs_is_a_heading(heading: str) -> None:
    text = [TEXT[0], heading, *TEXT[1:]]
    found = story("<h1>The wheel stands still</h1>" + "".join(f"<p>{line}" for line in [*text, *WALL]))
    assert (found.headline, *told(found)) == ("The wheel stands still", None, None, text)


def test_talk_below_an_author_without_a_dash_is_text() -> None:
    text = ["- He went home.", *TEXT]
    assert told(story(*OLD_HEADER, STANDFIRST, "ODA LIND", *text, *WALL)) == (STANDFIRST, "ODA LIND", text)


SENTENCES = [
    "Denne historie er fra {E}-udgaven af Mill and Oven.",
    "Tratto dal numero {E} di Mill and Oven.",
    "Ta historia pochodzi z wydania {E} magazynu Mill and Oven.",
    "Ez a történet a {E} kiadásából származik, Mill and Oven.",
    "{E}-utgåvan av Mill and Oven har den här berättelsen.",
    "เรื่องนี้มาจากฉบับ {E} ของ Mill and Oven",
    "Mill and Oven 的 {E} 版刊登了这篇故事。",
]
LABELS = [
    "March 09, 2025", "12 August 2022", "28-Oct-2020", "6+13 January 2023", "July/August 2022", "2024", "2026-08",
    "December Second 2022", "Issue 141", "Issue 141 May 2024", "Awards 2025", "Winter Special 2024",
    "03/04/2026", "January 29 - February 11, 2024",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_the_label_in_a_sentence_nobody_knows_is_the_one_that_was_put_there(label: str) -> None:
    for sentence in SENTENCES:
        attribution = sentence.replace("{E}", label)
        found = story(*TEXT, attribution, attribution, url=f"{URL}/it{AT_WHEEL}")
        assert (found.publication, found.edition_label) == ("Mill and Oven", label), sentence
        assert found.paragraphs == TEXT


@pytest.mark.parametrize("label", ["2 de noviembre de 2024", "12 avril 2025", "9. července 2025"])
def test_a_label_in_another_language_has_small_words_of_its_own(label: str) -> None:
    found = story(*TEXT, SENTENCES[0].replace("{E}", label), url=f"{URL}/da{AT_WHEEL}")
    assert (found.edition_label, found.paragraphs) == (label, TEXT)
