"""The sample newsstand holds what it promises, and gives another one for every change."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from newsstand.demo.content import Newsstand, Publication, publication_of, sample, slug_of
from newsstand.demo.words import RIGHT_TO_LEFT, languages, table

PUBLICATIONS = sample().publications
BY_NAME = [pytest.param(p, id=p.slug) for p in PUBLICATIONS]
QUIET = "The-Harbour-Courier"
NEWEST, OLDER, OLDEST = (edition.issue for edition in sample().publication(QUIET).editions)


def text_of(newsstand: Newsstand, slug: str) -> set[tuple[str, ...]]:
    return {place.story.paragraphs for place in newsstand.places() if place.story.slug == slug}


@pytest.mark.parametrize("publication", BY_NAME)
def test_every_publication_has_three_editions_of_six_stories(publication: Publication) -> None:
    assert len(publication.editions) >= 3
    assert all(len(edition.stories) >= 6 for edition in publication.editions)


def test_the_newsstand_is_as_mixed_as_real_ones() -> None:
    assert {p.frequency for p in PUBLICATIONS} >= {"Daily", "Weekly", "Fortnightly", "Monthly", "Quarterly"}
    assert len({p.interface for p in PUBLICATIONS}) >= 5
    assert {p.interface for p in PUBLICATIONS} & RIGHT_TO_LEFT
    assert {e.generation for p in PUBLICATIONS for e in p.editions} == {"G0", "G1", "G1b", "G2", "G3"}
    assert {p.story.access for p in sample().places()} == {"free", "preview", "locked", "unknown"}


@pytest.mark.parametrize("publication", BY_NAME)
def test_editions_are_newest_first_and_do_not_overlap(publication: Publication) -> None:
    days = [
        (date.fromisoformat(e.date_start or ""), date.fromisoformat(e.date_end or "")) for e in publication.editions
    ]
    assert all(start <= end for start, end in days)
    assert all(older[1] < newer[0] for newer, older in pairwise(days))
    assert days[0][1] < date(2026, 11, 1)
    assert [e.issue for e in publication.editions] == sorted((e.issue for e in publication.editions), reverse=True)


@pytest.mark.parametrize("publication", BY_NAME)
def test_no_two_stories_of_a_publication_share_a_slug(publication: Publication) -> None:
    stories = {story for edition in publication.editions for story in edition.stories}
    assert len({story.slug for story in stories}) == len(stories)


@pytest.mark.parametrize("publication", BY_NAME)
def test_stories_have_text_unless_they_are_locked(publication: Publication) -> None:
    for edition in publication.editions:
        for story in edition.stories:
            assert bool(story.paragraphs) == (story.access != "locked")
            assert all(len(paragraph) > 20 for paragraph in story.paragraphs)


def test_numbers_are_used_once() -> None:
    issues = [edition.issue for p in PUBLICATIONS for edition in p.editions]
    assert len({*issues, *(p.magazine for p in PUBLICATIONS)}) == len(issues) + len(PUBLICATIONS)


TRAPS = {
    "a story that two editions list": any(
        count > 1 for count in Counter((p.publication.slug, p.story.slug) for p in sample().places()).values()
    ),
    "a category that is undefined": any(p.story.category == "undefined" for p in sample().places()),
    "a standfirst of one word": any(p.story.description and " " not in p.story.description for p in sample().places()),
    "a story without standfirst": any(p.story.description is None for p in sample().places()),
    "a bare dash for a byline": any(not p.story.byline and p.edition.generation == "G3" for p in sample().places()),
    "a slug of 13 digits": any(p.story.slug.isdigit() and len(p.story.slug) == 13 for p in sample().places()),
    "a name with an apostrophe": any("'" in p.name for p in PUBLICATIONS),
    "a name with Magazine": any("Magazine" in p.name for p in PUBLICATIONS),
    "a name with Edition": any("Edition" in p.name for p in PUBLICATIONS),
    "a publisher with a dot": any(p.publisher.endswith(".") for p in PUBLICATIONS),
    "a button glued to a label": any(p.favorites == "glued" for p in PUBLICATIONS),
    "fewer recent issues than there are": any(p.recent < len(p.editions) for p in PUBLICATIONS),
} | {quirk: any(quirk in p.story.quirks for p in sample().places()) for quirk in
     ("escaped", "mojibake", "run-in", "no header", "no attribution", "unfilled", "no teaser", "json-ld")}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_the_traps_of_real_pages_are_there(trap: str) -> None:
    assert TRAPS[trap]


@pytest.mark.parametrize(
    ("headline", "generation", "slug"),
    [
        ("Tide tables", "G3", "TIDE-TABLES"),
        ("A teapot, again", "G1", "A-Teapot-Again"),
        ("What's “new”?", "G2", "WHATS-NEW"),
        ("Rezept für Eilige", "G2", "REZEPT-FUR-EILIGE"),
        ("Kızlar", "G2", "KIZLAR"),
    ],
)
def test_slugs_lose_what_urls_lose(headline: str, generation: str, slug: str) -> None:
    assert slug_of(headline, generation) == slug  # type: ignore[arg-type]


def test_a_headline_in_another_script_becomes_a_time_in_milliseconds() -> None:
    assert slug_of("灯台の郵便受け", "G3").isdigit()
    assert len(slug_of("灯台の郵便受け", "G3")) == 13


def test_content_with_a_key_that_nothing_knows_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        publication_of({"name": "X", "colour": "red", "generation": "G3", "story_category": "x", "edition": []})


def test_an_unknown_publication_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="Der Deichbote"):
        sample().publication("The Times")


def test_without_takes_the_newest_edition_away() -> None:
    assert [e.issue for e in sample().without(QUIET).publication(QUIET).editions] == [OLDER, OLDEST]
    assert [e.issue for e in sample().without(QUIET, editions=2).publication(QUIET).editions] == [OLDEST]
    assert [e.issue for e in sample().without_edition(QUIET, OLDER).publication(QUIET).editions] == [NEWEST, OLDEST]


def test_with_edition_puts_it_on_top() -> None:
    newest = sample().publication(QUIET).editions[0]
    assert sample().without(QUIET).with_edition(QUIET, newest) == sample()


def test_with_text_changes_a_story_wherever_it_is_listed() -> None:
    slug = "FERRY-CAPTAIN-RETURNS-A-HAT-AFTER-31-YEARS"
    changed = sample().with_text(slug, "The hat is lost again.")
    assert text_of(changed, slug) == {("The hat is lost again.",)}
    assert sum(place.story.revision for place in changed.places()) == 2
    with pytest.raises(KeyError, match="NO-SUCH-STORY"):
        sample().with_text("NO-SUCH-STORY", "…")


def test_without_story_takes_it_from_one_edition() -> None:
    left = sample().without_story(QUIET, OLDEST, "LETTERS-TO-THE-EDITOR-2")
    assert not text_of(left, "LETTERS-TO-THE-EDITOR-2")
    assert len(list(left.places())) == len(list(sample().places())) - 1
    with pytest.raises(KeyError, match="lists no story"):
        left.without_story(QUIET, OLDEST, "LETTERS-TO-THE-EDITOR-2")


def test_without_publication_takes_it_from_the_shelf() -> None:
    assert QUIET not in {p.slug for p in sample().without_publication(QUIET).publications}


def test_every_language_has_only_words_that_english_has_too() -> None:
    for language in languages():
        assert table()[language].keys() <= table()["en"].keys()
