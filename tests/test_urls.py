"""Which page a URL names, its canonical form, and ids that no language prefix, host or tracking changes."""

import re
from dataclasses import replace

import pytest

from newsstand.spiders.magzter import MagzterSpider
from newsstand.urls import (
    canonical_url,
    category,
    country,
    edition_id,
    is_own,
    kind,
    language_prefix,
    page_url,
    publication_id,
    story_id,
)

SITE = MagzterSpider.site
MIRROR = replace(SITE, mirror="http://127.0.0.1:8000")
HOST = "https://www.magzter.com"
TITLE = "/SG/SPH-Media-Limited/The-Straits-Times/Newspaper"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/stories/newspaper/The-Straits-Times/RAIN-AT-LAST", "story"),
        ("/de/stories/newspaper/The-Straits-Times/RAIN-AT-LAST", "story"),
        ("/pt-br/stories/newspaper/The-Straits-Times/RAIN-AT-LAST", "story"),
        ("/stories/undefined/Al-Marfa/1754305741915", "story"),
        ("/article/News/The-Straits-Times/Rain-At-Last", "story"),
        ("/articles/3061/181723/5784fb2c5b6d3", "story"),
        (f"{TITLE}/2036174", "edition"),
        (f"/ja{TITLE}/2036174?srsltid=abc", "edition"),
        (TITLE, "title"),
        (f"{TITLE}/", "title"),
        ("/IN/HT-Digital-Streams-Ltd./Mint/Newspaper", "title"),
        (f"{TITLE}/All-Issues", "issues"),
        ("/magazines/listAllIssues/8123", "issues"),
        ("/stories/category/Politics/44", None),
        ("/stories/Newspaper/8123/The-Straits-Times-Magazine?page=2", None),
        ("/", None),
        ("/sg/sph/the-straits-times/newspaper", None),
        ("/SG/SPH-Media-Limited", None),
    ],
)
def test_the_kind_of_page_that_a_url_names(path: str, expected: str | None) -> None:
    assert kind(HOST + path, SITE) == expected
    assert kind(path, SITE) == expected


SAME_STORY = [
    f"{HOST}/stories/newspaper/The-Straits-Times/RAIN-AT-LAST",
    "https://magzter.com/stories/newspaper/The-Straits-Times/RAIN-AT-LAST/",
    "http://www.magzter.com/de/stories/newspaper/The-Straits-Times/RAIN-AT-LAST?utm_source=x#top",
    f"{HOST}/ja/stories/Newspaper/The-Straits-Times/RAIN-AT-LAST?srsltid=AfmBOo",
    f"{HOST}//stories/newspaper/The%2DStraits-Times/RAIN-AT-LAST",
]


@pytest.mark.parametrize("url", SAME_STORY)
def test_a_story_has_one_id_whatever_the_url_looks_like(url: str) -> None:
    assert story_id(url, SITE) == "story:stories/newspaper/The-Straits-Times/RAIN-AT-LAST"


@pytest.mark.parametrize("url", [*SAME_STORY[:3], SAME_STORY[4]])
def test_a_page_has_one_canonical_url(url: str) -> None:
    assert canonical_url(url, SITE) == SAME_STORY[0]
    assert canonical_url(canonical_url(url, SITE), SITE) == SAME_STORY[0]


@pytest.mark.parametrize("prefix", ["", "/de", "/nb"])
@pytest.mark.parametrize("shelf", ["Newspaper", "NEWSPAPER", "News"])
def test_an_edition_is_its_number_and_a_publication_its_country_publisher_and_title(prefix: str, shelf: str) -> None:
    url = f"{HOST}{prefix}/SG/SPH-Media-Limited/The-Straits-Times/{shelf}"
    assert edition_id(f"{url}/2036174?utm_medium=y", SITE) == "edition:2036174"
    assert publication_id(url, SITE) == "publication:SG/SPH-Media-Limited/The-Straits-Times"
    assert publication_id(f"{url}/2036174", SITE) == "publication:SG/SPH-Media-Limited/The-Straits-Times"


@pytest.mark.parametrize(
    ("function", "path"),
    [
        (story_id, TITLE),
        (edition_id, TITLE),
        (publication_id, "/stories/a/b/c"),
        (publication_id, "/magazines/listAllIssues/8"),
    ],
)
def test_a_page_of_another_kind_has_no_such_id(function, path: str) -> None:  # type: ignore[no-untyped-def]
    assert function(HOST + path, SITE) is None


def test_a_publication_is_named_by_as_much_as_the_newsstands_urls_name() -> None:
    title = r"/papers/(?P<title>[^/]+)"
    site = replace(SITE, title=(re.compile(title),), edition=(re.compile(rf"{title}/(?P<issue>\d+)"),), issues=())
    for path in ("/papers/the-lantern", "/de/papers/the-lantern/12"):
        assert publication_id(HOST + path, site) == "publication:the-lantern"


def test_a_mirror_takes_the_place_of_the_newsstands_address() -> None:
    for url in [*SAME_STORY[:3], "http://127.0.0.1:8000/de/stories/newspaper/The-Straits-Times/RAIN-AT-LAST"]:
        assert canonical_url(url, MIRROR) == "http://127.0.0.1:8000/stories/newspaper/The-Straits-Times/RAIN-AT-LAST"


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://www.magzter.com/x", True),
        ("http://magzter.com/x", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://127.0.0.1:8001/x", False),
        ("https://magzter.com.evil.example/x", False),
        ("https://www.magzter.com@evil.example/x", False),
        ("ftp://www.magzter.com/x", False),
        ("javascript:alert(1)", False),
        ("/x", False),
    ],
)
def test_what_is_on_the_newsstand(url: str, own: bool) -> None:
    assert is_own(url, MIRROR) is own


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        (f"{HOST}{TITLE}/1?x=y", f"http://127.0.0.1:8000/fr{TITLE}/1"),
        (f"http://127.0.0.1:8000/de{TITLE}/1", f"http://127.0.0.1:8000/de{TITLE}/1"),
        ("https://evil.example/1", None),
    ],
)
def test_what_is_asked_for_behind_a_link(link: str, asked: str | None) -> None:
    assert page_url(link, MIRROR, language="fr") == asked
    assert page_url(link, MIRROR) == (asked and asked.replace("/fr/", "/"))


def test_what_else_a_url_says() -> None:
    assert language_prefix(f"{HOST}/de/stories/a/b/c") == "de"
    assert language_prefix(f"{HOST}{TITLE}") is None
    assert country(f"{HOST}{TITLE}", SITE) == "SG"
    assert category(f"{HOST}/stories/newspaper/b/c", SITE) == "newspaper"
    assert category(f"{HOST}/stories/undefined/b/c", SITE) is None
