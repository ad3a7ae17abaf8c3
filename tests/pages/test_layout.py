"""Layout does not matter: one page, in many markups and as plain text, is one record."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.pages import NotAPage, StoryPage, read_edition, read_story, read_title
from newsstand.pages.document import document
from tests.markup import STYLES, Block, page, plain_text
from tests.printed import (
    ATTRIBUTIONS,
    HEADINGS,
    KNOWN,
    SITE,
    STORY_URL,
    TITLE_LINK,
    UNKNOWN,
    URL,
    Printed,
    blocks,
    cards,
)


def read(body: str, url: str | None = STORY_URL) -> StoryPage:
    found = read_story(document(body.encode(), url=url), site=SITE)
    assert not isinstance(found, NotAPage), found
    return found


def expected(story: Printed) -> StoryPage:
    newest = story.generation == "G3"
    return StoryPage(
        publication=story.publication,
        edition_label=story.label,
        edition_place="header" if story.header else "attribution",
        headline=story.headline,
        description=story.description,
        byline=story.byline,
        paragraphs=list(story.paragraphs),
        access="preview",
        image_url=f"{URL}/img/lamp.jpg" if story.repeated else None,
        interface_language=story.language,
        publication_url=URL + TITLE_LINK if newest or story.language == "ar" else None,
        related=cards(story),
    )


def without_links(found: StoryPage) -> StoryPage:
    """What the plain text of the page has of it."""
    related = [replace(card, url=None) for card in found.related]
    return replace(found, related=related, image_url=None, publication_url=None)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("generation", ["G0", "G2", "G3"])
def test_every_markup_of_a_page_gives_the_same_record(style: str, generation: str) -> None:
    story = Printed(generation=generation)
    assert read(page(blocks(story), style)) == expected(story)
    assert read(page(blocks(story), style, links=200, seed=1)) == expected(story)


@pytest.mark.parametrize("language", KNOWN)
@pytest.mark.parametrize("generation", ["G2", "G3"])
def test_html_and_plain_text_agree_in_every_known_language(language: str, generation: str) -> None:
    story = Printed(generation=generation, language=language)
    assert read(page(blocks(story), "semantic", links=40)) == expected(story)
    assert read(plain_text(blocks(story)), None) == without_links(expected(story))


@pytest.mark.parametrize("language", UNKNOWN)
@pytest.mark.parametrize("generation", ["G2", "G3"])
@pytest.mark.parametrize("style", ["table", "rich_paragraphs"])
def test_an_unknown_language_is_read_by_what_its_lines_carry(language: str, generation: str, style: str) -> None:
    story = Printed(generation=generation, language=language)
    found = read(page(blocks(story), style, links=40, language=language))
    assert {line.partition(":")[0] for line in found.inferred} >= {"attribution", "offer", "sign_in"}
    if language != "hi":
        name = story.publication if generation == "G3" else story.publication.upper()
        assert f"more: {HEADINGS[language].replace('{P}', name)}" in found.inferred
    assert replace(found, inferred=()) == expected(story)
    plain = read(plain_text(blocks(story)), None)
    spoken = "hi" if language == "hi" else None
    assert replace(plain, inferred=()) == replace(without_links(expected(story)), interface_language=spoken)


@pytest.mark.parametrize("language", UNKNOWN)
def test_without_a_header_an_unknown_attribution_gives_the_edition(language: str) -> None:
    story = Printed(language=language, header=False)
    found = read(page(blocks(story), "divs", language=language))
    assert (found.publication, found.edition_label, found.edition_place) == (
        "The Lantern",
        "May 03, 2024",
        "attribution",
    )
    assert found.paragraphs == list(story.paragraphs)


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_attribution_without_an_offer_ends_the_preview_too(language: str) -> None:
    story = Printed(generation="G3", language=language, offer=False)
    found = read(page(blocks(story), "divs", language=language))
    assert found.paragraphs == list(story.paragraphs)
    assert found.access == "unknown"
    assert found.related == cards(story)


@pytest.mark.parametrize("generation", ["G0", "G1b", "G2", "G3"])
@pytest.mark.parametrize("heading", [True, False])
def test_a_page_without_a_block_ends_at_its_list(generation: str, heading: bool) -> None:
    story = Printed(generation=generation, attribution=False, offer=False, heading=heading)
    whole = expected(story)
    whole.access, whole.interface_language = "unknown", "en" if heading or generation == "G3" else None
    assert read(page(blocks(story), "definitions", links=30)) == whole
    assert read(plain_text(blocks(story)), None) == without_links(whole)


SENTENCE = st.sampled_from(
    [
        "The harbour froze twice that winter, and both times somebody walked across for a bet.",
        "Magzter was mentioned, and so was the third edition of the almanac.",
        "More stories followed, each a little taller than the last.",
        "Are you a subscriber? the postman asked, and the goat said nothing.",
        "“Nobody asked the goat,” she said.",
        "Roses are red,",
        "violets are late",
        "The second winter",
        "- and then the bell rang",
        "1. Take two lemons.",
        "• One spoon of salt",
        "It cost $4.50 < a ticket & no more > a song.",
        "灯台の灯りは、夜明けまで消えなかった。",
        "أضاء المصباح الأخير ثم عاد إلى بيته.",
    ]
)
STORIES = st.builds(
    Printed,
    generation=st.sampled_from(["G0", "G2", "G3"]),
    language=st.sampled_from(["en", "de", "tr", "ar", "ja", "it", "ko"]),
    publication=st.sampled_from(["The Lantern", "Farmer's Week", "The Sunday Edition", "Home Magazine", "AL-MARFA 24"]),
    label=st.sampled_from(
        ["May 03, 2024", "July/August 2022", "December Second 2022", "28-Oct-2020", "Spring 2026", "12-19 January 2025"]
    ),
    description=st.sampled_from([None, "He lit eleven lamps", "A story about light. And geese."]),
    byline=st.sampled_from([None, "NORA QUILL", "Nora Quill and Tom de Wick"]),
    paragraphs=st.lists(SENTENCE, min_size=1, max_size=6, unique=True).map(
        lambda found: ("The lamp at the end of the pier went out at nine, as it always had, and stayed out.", *found)
    ),
    header=st.just(True),
    heading=st.booleans(),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    story=STORIES, style=st.sampled_from(sorted(STYLES)), seed=st.integers(0, 999), links=st.sampled_from([0, 25, 200])
)
def test_whole_records_are_equal_in_any_markup(story: Printed, style: str, seed: int, links: int) -> None:
    printed = blocks(story)
    found = read(page(printed, style, seed=seed, links=links, language=story.language))
    assert replace(found, inferred=()) == expected(story)
    plain = replace(read(plain_text(printed), None), inferred=(), interface_language=story.language)
    assert plain == without_links(expected(story))


EDITION_URL = f"{URL}{TITLE_LINK}/1234567"


def edition_blocks() -> list[Block]:
    head = [
        Block("The Lantern - May 03, 2024Add to Favorites"),
        Block(
            "Read The Lantern along with 9,000+ other magazines & newspapers with just one subscription View catalog"
        ),
        Block("1 Month $14.99"),
        Block("In this issue"),
        Block("May 03, 2024"),
    ]
    body = [
        block
        for number in range(1, 6)
        for block in (
            Block(f"Headline number {number}", link=f"/stories/newspaper/The-Lantern/HEADLINE-NUMBER-{number}"),
            Block(f"Teaser {number}"),
            Block(f"{number} mins"),
        )
    ]
    other = [Block("Trending"), Block("Elsewhere", link="/stories/art/Harbour-Post/ELSEWHERE"), Block("2 mins")]
    recent = [
        Block("April 26, 2024", link=f"{TITLE_LINK}/1234560"),
        Block("May 03, 2024", link=f"{TITLE_LINK}/1234567"),
    ]
    return head + body + other + [Block("Recent issues")] + recent


@pytest.mark.parametrize("style", STYLES)
def test_an_edition_page_is_the_same_in_any_markup(style: str) -> None:
    html = page(edition_blocks(), style, links=50)
    found = read_edition(document(html.encode(), url=EDITION_URL), site=SITE)
    assert not isinstance(found, NotAPage)
    assert (found.publication, found.label) == ("The Lantern", "May 03, 2024")
    assert [(s.headline, s.description, s.reading_minutes) for s in found.stories] == [
        (f"Headline number {n}", f"Teaser {n}", n) for n in range(1, 6)
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_title_page_is_the_same_in_any_markup(style: str) -> None:
    about = [
        Block("Publisher: Wick Press"),
        Block("Category: News"),
        Block("Language: English"),
        Block("Frequency: Daily"),
    ]
    every = Block("View all", link="/magazines/listAllIssues/4711")
    html = page([*about, *edition_blocks(), every], style, links=50)
    found = read_title(document(html.encode(), url=URL + TITLE_LINK), site=SITE)
    assert not isinstance(found, NotAPage)
    assert (found.name, found.publisher, found.category) == ("The Lantern", "Wick Press", "News")
    assert (found.language, found.frequency, found.identifier) == ("English", "Daily", "4711")
    assert [(edition.label, edition.url) for edition in found.editions] == [
        ("April 26, 2024", f"{URL}{TITLE_LINK}/1234560"),
        ("May 03, 2024", f"{URL}{TITLE_LINK}/1234567"),
    ]
