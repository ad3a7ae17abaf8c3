"""Pages of the sample newsstand: the same each time, and saying what their generation and language say."""

import re
from itertools import pairwise

import pytest

from newsstand.demo.content import Place, sample
from newsstand.demo.site import Answer, Retired, Shelves
from newsstand.demo.storypages import related, story_html, story_text
from newsstand.demo.words import languages
from tests import expected
from tests.generated import generated

SHELVES = Shelves(sample())


def first_of(generation: str, access: str = "preview", position: int | None = None) -> Place:
    access = "unknown" if generation == "G0" else access
    return next(
        place
        for place in expected.told(sample())
        if place.edition.generation == generation
        and place.story.access == access
        and position in (None, place.position)
        and not place.story.quirks
    )


def body(path: str) -> str:
    answer = SHELVES.answer(path)
    assert isinstance(answer, Answer)
    return answer.body.decode()


def test_pages_are_the_same_each_time() -> None:
    for place in expected.told(sample()):
        assert story_html(sample(), place, "de") == story_html(sample(), place, "de")
    for path in sample().titles:
        assert Shelves(sample()).answer(path) == SHELVES.answer(path)


@pytest.mark.parametrize(
    ("generation", "position", "language", "header"),
    [
        ("G0", None, None, "The Potter's Edition|Winter 2025"),
        ("G1", None, None, "The Potter's Edition|Spring 2026"),
        ("G1b", None, None, "The Potter's Edition|Summer 2026"),
        ("G2", None, "de", "{P}|{E}"),
        ("G3", 1, "de", "{P}\n|{E}"),
        ("G3", 2, "de", "{P}\n|\n{E}"),
        ("G3", 1, "ar", "{E}\n|{P}"),
    ],
)
def test_each_generation_prints_its_own_header(
    generation: str, position: int | None, language: str | None, header: str
) -> None:
    place = first_of(generation, position=position)
    text = story_text(sample(), place, language)
    assert header.replace("{P}", place.publication.name).replace("{E}", place.edition.label) in text


@pytest.mark.parametrize(("generation", "copies"), [("G0", 0), ("G1", 0), ("G1b", 0), ("G2", 2), ("G3", 1)])
def test_each_generation_prints_the_attribution_as_often_as_it_did(generation: str, copies: int) -> None:
    place = first_of(generation, position=1)
    line = f"This story is from the {place.edition.label} edition of {place.publication.name}."
    assert story_text(sample(), place, "en").count(line) == copies


def test_every_second_page_of_g3_has_no_attribution() -> None:
    assert "This story is from" not in story_text(sample(), first_of("G3", position=2), "en")


@pytest.mark.parametrize("language", languages())
def test_every_page_is_served_in_every_language(language: str) -> None:
    place = first_of("G2")
    html = story_html(sample(), place, language)
    assert f'<html lang="{language}"' in html
    assert ('dir="rtl"' in html) == (language == "ar")
    assert "{" not in story_text(sample(), place, language)


def test_a_locked_story_has_a_block_and_no_text() -> None:
    text = story_text(sample(), first_of("G3", "locked"), "en")
    assert "Subscribe to Magzter GOLD" in text


def test_a_free_story_says_so_to_machines_and_has_no_block() -> None:
    html = story_html(sample(), first_of("G3", "free"), "en")
    assert '"isAccessibleForFree": true' in html
    assert "Subscribe to Magzter" not in html


def test_listed_stories_are_of_other_editions() -> None:
    for place in expected.told(sample()):
        listed = related(sample(), place)
        assert len(listed) == 10
        assert place.edition.issue not in {other.edition.issue for other in listed}
        assert len({other.story.slug for other in listed}) == 10


def test_markup_of_a_script_cannot_end_it() -> None:
    for place in expected.told(sample()):
        for script in re.findall(r"<script[^>]*>(.*?)</script>", story_html(sample(), place, None), re.S):
            assert "</" not in script


def test_italics_are_marked_and_never_printed_as_asterisks() -> None:
    html = body("/en/stories/newspaper/The-Harbour-Courier/HARBOUR-POOL-OPENS-COLDER-THAN-PROMISED")
    assert "<em>memorable</em>" in html
    assert "*memorable*" not in html


def test_an_edition_lists_its_stories_in_order_before_those_of_others() -> None:
    for place, following in pairwise(place for place in sample().places() if not place.story.quirks):
        if place.edition is following.edition:
            path = f"{place.publication.path}/{place.edition.issue}"
            html = body(path)
            assert html.index(f"/{place.story.slug}") < html.index(f"/{following.story.slug}")


@pytest.mark.parametrize(
    "path",
    [
        "/NZ/Tidewater-Press-Ltd./The-Harbour-Courier/Newspaper/2481207",
        "/nz/tidewater-press-ltd./the-harbour-courier/daily/2481207/",
        "/de/NZ/Tidewater-Press-Ltd./The-Harbour-Courier/Anything/2481207?srsltid=x",
    ],
)
def test_the_number_is_the_key_of_an_edition(path: str) -> None:
    assert "The Harbour Courier - August 12, 2026" in body(path)


def test_a_storys_category_may_be_written_in_any_case_and_with_any_prefix() -> None:
    one = body("/en/stories/newspaper/The-Harbour-Courier/TIDE-TABLES")
    assert one == body("/en/stories/Newspaper/The-Harbour-Courier/TIDE-TABLES/?utm_source=x")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/stories/newspaper/The-Harbour-Courier/LONG-GONE", Retired()),
        ("/de/stories/news/Der-Deichbote/LANGE-HER", Retired()),
        ("/articles/4071/2380068/0000000000000", Retired()),
        ("/articles/4071/1/9d1c4be07a3f2", Retired()),
        ("/article/Sport/The-Potters-Edition/A-Wheel-For-Two", Retired()),
        ("/NZ/Tidewater-Press-Ltd./The-Harbour-Courier/Newspaper/1", Retired()),
        ("/magazines/listAllIssues/1", Retired()),
        ("/nothing/here", None),
        ("/favicon.ico", None),
    ],
)
def test_what_is_gone_leads_to_the_front_page_and_what_never_was_does_not(path: str, what: object) -> None:
    assert SHELVES.answer(path) == what


def test_a_title_without_editions_still_has_its_page() -> None:
    shelves = Shelves(sample().without("Der Deichbote", editions=3))
    answer = shelves.answer(sample().publication("Der Deichbote").path)
    assert isinstance(answer, Answer)
    assert "Erscheinungsweise: Weekly" in answer.body.decode()


def test_a_generated_newsstand_has_as_many_stories_as_asked_for() -> None:
    newsstand = generated(stories=1234, publications=3)
    slugs = [(p.slug, slug) for p in newsstand.publications for e in p.editions for slug in e.slugs()]
    assert len(set(slugs)) == 1234
    shelves = Shelves(newsstand)
    sizes = []
    for publication, slug in slugs[::100]:
        answer = shelves.answer(f"/en/stories/newspaper/{publication}/{slug}")
        assert isinstance(answer, Answer)
        sizes.append(len(answer.body))
    assert all(40_000 < size < 60_000 for size in sizes)


def test_a_generated_newsstand_knows_its_slugs_without_making_stories() -> None:
    edition = generated(stories=60, publications=1).publications[0].editions[0]
    assert edition.slugs() == [story.slug for story in edition.stories]
    assert edition.stories[-1].slug == edition.slugs()[-1]
    assert len(edition.stories[2:5]) == 3
    with pytest.raises(IndexError):
        edition.stories[10]


@pytest.mark.parametrize(("stories", "publications"), [(0, 1), (10, 0), (-1, 4)])
def test_a_newsstand_of_nothing_is_refused(stories: int, publications: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        generated(stories=stories, publications=publications)


def test_what_records_have_to_say_comes_once_a_story() -> None:
    records = expected.stories(sample())
    assert len({record["path"] for record in records}) == len(records)
    assert len(records) == len(list(sample().places())) - 2
    assert [r["stories_listed"] for r in expected.editions(sample())][:3] == [6, 6, 6]
    assert len(expected.publications(sample())) == 6


@pytest.mark.parametrize("language", [None, *languages()])
def test_links_of_a_page_keep_its_language(language: str | None) -> None:
    html = story_html(sample(), first_of("G3"), language)
    linked = set(re.findall(r'href="/(\w\w)/stories/', html))
    assert linked <= ({language} if language else {p.interface for p in sample().publications})


def test_a_story_that_a_newer_edition_lists_again_keeps_the_edition_of_its_page() -> None:
    slug = "FERRY-CAPTAIN-RETURNS-A-HAT-AFTER-31-YEARS"
    places = [place for place in sample().places() if place.story.slug == slug]
    assert [place.edition.label for place in places] == ["August 13, 2026", "August 12, 2026"]
    assert len({story_html(sample(), place, "en") for place in places}) == 1
    assert "|August 12, 2026" in story_text(sample(), places[0], "en")
    record = next(r for r in expected.stories(sample()) if r["path"].endswith(slug))
    assert (record["edition_label"], record["position"]) == ("August 12, 2026", 1)
