"""A slip in a newsstand's own reader is named where it happens."""

from typing import Any

import pytest

from newsstand.crawl.given import WrongPage, given
from newsstand.pages import EditionPage, IssueList, ListedEdition, ListedStory, NotAPage, StoryPage, TitlePage
from newsstand.urls import Kind
from tests.json_newsstands import YearsSpider

SITE = YearsSpider.site
HERE = f"{SITE.url}/title?id=7"
DAY = f"{SITE.url}/issue?id=7&day=1902-12-31"


@pytest.mark.parametrize(
    ("kind", "page", "told"),
    [
        ("story", None, "the reader gives NoneType, not StoryPage"),
        ("story", TitlePage(), "the reader gives TitlePage, not StoryPage"),
        ("story", StoryPage(paragraphs="one text"), "paragraphs must be list[str], not str"),  # type: ignore[arg-type]
        ("story", StoryPage(paragraphs=["a", None]), "paragraphs must be list[str], not list"),  # type: ignore[list-item]
        ("story", StoryPage(access="full"), "access must be one of free, preview, locked, unknown"),
        ("edition", EditionPage(issue_number=47), "issue_number must be str | None, not int"),  # type: ignore[arg-type]
        ("edition", EditionPage(edition_of_day=True), "edition_of_day must be int | None, not bool"),
        ("edition", EditionPage(stories=[ListedStory(section=3)]), "section must be str | None, not int"),  # type: ignore[arg-type]
        ("issues", IssueList(editions=[ListedEdition(label=7, url=DAY)]), "label must be str | None, not int"),  # type: ignore[arg-type]
        ("issues", IssueList(editions=[ListedEdition(label="x", url="/elsewhere")]), "an edition's url has no shape"),
        ("title", TitlePage(editions=("x",)), "editions must be list[ListedEdition], not tuple"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_is_no_page_is_named_by_its_field(kind: Kind, page: Any, told: str) -> None:
    with pytest.raises(WrongPage, match=told.replace("[", r"\[").replace("|", r"\|")):
        given(page, kind, HERE, SITE)


def test_links_are_read_from_the_answers_own_address() -> None:
    found = given(
        EditionPage(
            label="31 December 1902",
            cover_url="/covers/1.jpg",
            next_url="?id=7&day=1902-12-31&page=2",
            stories=[ListedStory(url="issue?id=7&day=1902-12-31&page=1"), ListedStory()],
        ),
        "edition", DAY, SITE,
    )  # fmt: skip
    assert (found.cover_url, found.next_url) == (f"{SITE.url}/covers/1.jpg", f"{DAY}&page=2")
    assert [one.url for one in found.stories] == [f"{DAY}&page=1", None]
    title = given(
        TitlePage(lists=["/title?id=7&year=1902"], editions=[ListedEdition(label=None, url=DAY)]), "title", HERE, SITE
    )
    assert title.lists == [f"{SITE.url}/title?id=7&year=1902"]


def test_what_is_no_page_of_the_newsstand_is_passed_on() -> None:
    assert given(NotAPage("story", "no text"), "story", HERE, SITE) == NotAPage("story", "no text")
