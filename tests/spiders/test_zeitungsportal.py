"""What the search index of the Deutsches Zeitungsportal answers, and what the readers make of it."""

import json
from typing import Any

import pytest

from newsstand.pages import Answer, EditionPage, NotReadable, StoryPage
from newsstand.spiders.zeitungsportal import ZeitungsportalSpider
from newsstand.urls import page_url
from tests import solr

SITE, READERS = ZeitungsportalSpider.site, ZeitungsportalSpider.readers
LIST = f"{SITE.url}/search/index/newspaper-issues/select?q=type:issue%20AND%20zdb_id:{solr.ZDB}"


def answer(docs: list[Any], url: str = LIST, **said: Any) -> Answer:
    body = {"response": {"numFound": 9, "docs": docs} | said.pop("response", {}), **said}
    return Answer(body=json.dumps(body).encode(), url=url)


@pytest.mark.parametrize(
    ("asked", "said", "next_url"),
    [
        ("", {"nextCursorMark": "AoE/a+b="}, f"{LIST}&cursorMark=AoE%2Fa%2Bb%3D"),
        ("&cursorMark=AoE", {"nextCursorMark": "AoF"}, f"{LIST}&cursorMark=AoF"),
        ("&cursorMark=AoE", {"nextCursorMark": "AoE"}, None),
        ("&cursorMark=*", {"nextCursorMark": "AoE", "response": {"numFound": 1}}, None),
        ("", {}, None),
    ],
    ids=["the first page", "a page between", "the last page", "all on one page", "no mark"],
)
def test_a_result_goes_on_until_its_mark_is_the_one_that_was_asked_with(
    asked: str, said: dict[str, Any], next_url: str | None
) -> None:
    found = READERS.issues(answer([{"id": "A"}], LIST + asked, **said), site=SITE).next_url
    assert found == (next_url and next_url.removeprefix(SITE.url))


def test_pages_come_in_the_order_of_their_numbers_and_name_their_issue() -> None:
    docs = [one for one in solr.DOCUMENTS if one["id"].startswith(solr.MORNING)]
    page: EditionPage = READERS.edition(answer(docs), site=SITE)
    assert page.label == "1912-03-04"
    assert [one.url and one.url.partition("OR%20")[2] for one in page.stories] == [
        f"id:%22{solr.MORNING}-FILE_{number}_DDB_FULLTEXT%22" for number in ("0010", "0002", "0003")
    ]
    assert all(one.url and page_url(SITE.url + one.url, SITE) for one in page.stories)


def test_a_picture_has_an_address_only_where_its_number_is_one() -> None:
    said = {"id": "A-p1", "pagename": "p1", "pagenumber": 1, "thumbnail": "none"}
    page: StoryPage = READERS.story(answer([said]), site=SITE)
    assert (page.image_url, page.page_number, page.license, page.paragraphs) == (None, "1", None, [])


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        ("title", {"error": {"msg": "timeout", "code": 500}}, "no answer of the search index"),
        ("issues", {"response": {"docs": None}}, "no answer of the search index"),
        ("edition", [], "no answer of the search index"),
        ("title", {"response": {"numFound": 0, "docs": []}}, "no newspaper has that number"),
        ("story", {"response": {"numFound": 1, "docs": [{"id": "A"}]}}, "no such page"),
    ],
)
def test_an_answer_without_what_was_asked_for_is_named(kind: Any, said: Any, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        READERS.of(kind)(Answer(body=json.dumps(said).encode(), url=LIST), site=SITE)


@pytest.mark.parametrize(
    ("said", "license"),
    [
        (solr.RIGHTS, solr.RIGHTS),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("http://rightsstatements.org/vocab/NoC-NC/1.0/", "http://rightsstatements.org/vocab/NoC-NC/1.0/"),
        ("http://rightsstatements.org/vocab/InC/1.0/", None),
        ("http://rightsstatements.org/vocab/CNE/1.0/", None),
        (None, None),
    ],
)
def test_only_what_allows_use_is_a_licence(said: str | None, license: str | None) -> None:
    docs = [{"id": "A", "license": said}, {"id": "A-p1", "pagename": "p1"}]
    page: StoryPage = READERS.story(answer(docs), site=SITE)
    assert page.license == license
