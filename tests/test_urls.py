"""Which page a URL names, its canonical form, and ids that no language prefix, host or tracking changes."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.spiders.magzter import MagzterSpider
from newsstand.urls import (
    Site,
    canonical_url,
    category,
    country,
    edition_id,
    is_own,
    joined,
    kind,
    know_moved,
    language_prefix,
    list_page_url,
    origin,
    page_url,
    path_of,
    publication_id,
    story_id,
)
from newsstand.urls.addresses import address, taken_apart

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


def test_a_publication_that_moved_keeps_its_id() -> None:
    site = replace(SITE, aliases={})
    know_moved([{"publication": "/GB/New/Lamp/News", "was": "/GB/Old/Lamp/News"}], site)
    know_moved([{"publication": "/other/newsstand", "was": "/another"}], site)
    assert publication_id("https://www.magzter.com/fr/GB/New/Lamp/News/77", site) == "publication:GB/Old/Lamp"
    assert publication_id("/GB/Old/Lamp/News", site) == "publication:GB/Old/Lamp"
    assert site.aliases.keys() == {"publication:GB/New/Lamp"}


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
        ("https://www.magzter.com:443/x", True),
        ("http://magzter.com:80/x", True),
        ("https://www.magzter.com:8443/x", False),
        ("http://magzter.com:443/x", False),
        ("https://WWW.Magzter.COM/x", True),
        ("https://www.magzter%2Ecom/x", True),
        ("https:\\\\www.magzter.com\\x", True),
        (" https://www.magzter.com/x\n", True),
        ("https://www.magzter.com\\@evil.example/x", True),
        ("https://evil.example\\@www.magzter.com/x", False),
        ("http://[object Object]", False),
        ("http://www.magzter.com:99999/x", False),
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


STORIES = f"{HOST}/stories/newspaper/The-Lamp"


@pytest.mark.parametrize(
    ("spellings", "asked", "key"),
    [
        (["50%2F50", "50%2f50"], "50%2F50", "50%2F50"),
        (["50%252F50"], "50%252F50", "50%252F50"),
        (["caf%E9"], "caf%E9", "caf%E9"),
        (["café", "caf%C3%A9", "caf%c3%a9"], "caf%C3%A9", "café"),
        (["100%", "100%25"], "100%25", "100%25"),
        (["A%20B", "A B"], "A%20B", "A B"),
        (["A%0AB"], "A%0AB", "A%0AB"),
        (["A%3FB"], "A%3FB", "A?B"),
        (["\ud83d\ude00", "%F0%9F%98%80", "😀"], "%F0%9F%98%80", "😀"),
        (["x/../A", "./A", "x/%2e%2E/A", "A/.", "A\tB/../A", "A?\\", "A#\\"], "A", "A"),
    ],
)
def test_a_part_of_a_path_is_its_bytes_whatever_their_spelling(spellings: list[str], asked: str, key: str) -> None:
    for spelling in spellings:
        url = f"{STORIES}/{spelling}"
        assert page_url(url, SITE) == canonical_url(url, SITE) == f"{STORIES}/{asked}"
        assert story_id(url, SITE) == f"story:stories/newspaper/The-Lamp/{key}"


def test_backslashes_are_slashes_as_in_browsers() -> None:
    for link in ("\\stories\\newspaper/The-Lamp\\A", f"{HOST}\\stories\\newspaper\\The-Lamp\\A"):
        assert kind(link, SITE) == "story"
        assert page_url(joined(f"{HOST}{TITLE}/1", link), SITE) == f"{STORIES}/A"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://[::1]:80/", "http://[0:0:0:0:0:0:0:1]/x"),
        ("http://bücher.example/", "http://XN--BCHER-KVA.example/"),
        ("http://www.bÜcher.example/", "http://bücher.example:80"),
        ("https://a.example:443/", "https://a.example"),
    ],
)
def test_a_host_is_one_in_all_its_spellings(one: str, other: str) -> None:
    assert origin(one) == origin(other) is not None


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://[v1.x]/", "http://a:b/", "http://é..b/", "http://a b/", "http://u@a/",
     "http:///x", "http:a/b", "http://%FF/", "http://[fe80::1%25eth0]/", "http://a:0/", "javascript:x", "", "/"],
)  # fmt: skip
def test_what_cannot_be_understood_is_nowhere(url: str) -> None:
    assert origin(url) is None


def test_a_story_at_an_address_that_cannot_be_understood_is_listed_and_cannot_be_asked_for() -> None:
    link = "http://[object Object]/stories/newspaper/The-Lamp/A"
    assert joined(f"{HOST}{TITLE}", link) == link
    assert story_id(link, SITE) == "story:stories/newspaper/The-Lamp/A"
    assert page_url(link, SITE) is None


PIECES = [*"/\\.:?#@%[]2eEFf5&= \t\n\0aé\ud800١", "http", "www.magzter.com", "/de/", "//"]
URLS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(st.text() | URLS | URLS.map(f"{HOST}/stories/newspaper/The-Lamp/".__add__) | URLS.map("http://".__add__))
@settings(derandomize=True, max_examples=500, deadline=None)
def test_no_text_is_a_crash_and_a_canonical_url_is_its_own(url: str) -> None:
    canonical = canonical_url(url, SITE)
    assert canonical_url(canonical, SITE) == canonical
    for names in (story_id, edition_id, publication_id, category, country):
        assert names(url, SITE) == names(canonical, SITE)
    assert path_of(url) == path_of(canonical)
    joined(HOST, url)
    origin(url)
    if asked := page_url(url, SITE):
        assert asked.isascii()
        assert page_url(asked, SITE) == asked
        assert is_own(asked, SITE)


API = Site(
    brand="Clock",
    url="https://clock.example",
    title=(re.compile(r"/title\?id=(?P<title>[^&]+)"), re.compile(r"/lccn/(?P<title>\w+)")),
    edition=(re.compile(r"/issue\?id=(?P<title>[^&]+)&day=(?P<issue>[^&]+)"),),
    story=(re.compile(r"(?:/api)?/lccn/(?P<story>(?P<publication>\w+)/seq-(?P<slug>\d+))"),),
    suffixes=(("title", ".json"), ("story", "/ocr.txt")),
    query=("id", "day"),
    constants=(("format", "json"),),
    spellings=("http://old.clock.example",),
    hosts=("https://api.clock.example",),
    country="US",
)


@pytest.mark.parametrize(
    ("url", "canonical", "asked", "id"),
    [
        ("/lccn/sn1", "/lccn/sn1", "/lccn/sn1.json?format=json", "publication:sn1"),
        ("/lccn/sn1.json", "/lccn/sn1", "/lccn/sn1.json?format=json", "publication:sn1"),
        ("/api/lccn/sn1/seq-2/", "/api/lccn/sn1/seq-2", "/api/lccn/sn1/seq-2/ocr.txt?format=json", "story:sn1/seq-2"),
        ("/lccn/sn1/seq-2/ocr.txt", "/lccn/sn1/seq-2", "/lccn/sn1/seq-2/ocr.txt?format=json", "story:sn1/seq-2"),
        ("/title?utm=x&id=5", "/title?id=5", "/title.json?id=5&format=json", "publication:5"),
        ("/issue?day=1901-02&id=a%26b", "/issue?id=a%26b&day=1901-02", "/issue?id=a%26b&day=1901-02&format=json",
         "edition:1901-02"),
        ("/issue?id=5&day=two+words", "/issue?id=5&day=two%20words", "/issue?id=5&day=two%20words&format=json",
         "edition:two%20words"),
        ("/de/lccn/sn1", "/lccn/sn1", "/de/lccn/sn1.json?format=json", "publication:sn1"),
    ],
)  # fmt: skip
def test_suffixes_and_named_queries(url: str, canonical: str, asked: str, id: str) -> None:
    whole = f"https://clock.example{url}"
    assert canonical_url(whole, API) == f"https://clock.example{canonical}"
    assert page_url(whole, API) == f"https://clock.example{asked}"
    for spelling in (whole, canonical_url(whole, API), page_url(whole, API) or ""):
        assert id in (story_id(spelling, API), edition_id(spelling, API), publication_id(spelling, API))


def test_other_spellings_lead_to_the_site_and_further_hosts_to_themselves() -> None:
    assert page_url("http://old.clock.example/lccn/sn1", API) == "https://clock.example/lccn/sn1.json?format=json"
    assert page_url("https://api.clock.example/lccn/sn1", API) == "https://api.clock.example/lccn/sn1.json?format=json"
    assert page_url("https://other.example/lccn/sn1", API) is None
    assert (
        list_page_url("https://clock.example/list?page=2&format=xml", API)
        == "https://clock.example/list?page=2&format=xml"
    )
    assert list_page_url("https://clock.example/list?page=2", API) == "https://clock.example/list?page=2&format=json"


def test_what_is_added_to_a_query_may_be_of_one_kind_of_page_and_is_written_as_it_is_read() -> None:
    site = replace(
        API,
        title=(re.compile(r"/t/(?P<title>\w+)"),),
        constants=(("sort", "id asc"),),
        kind_constants=(("title", "fields", "id,näme"), ("story", "fields", "text")),
    )
    assert page_url("https://clock.example/t/a", site) == (
        "https://clock.example/t/a.json?sort=id%20asc&fields=id,n%C3%A4me"
    )
    assert page_url("https://clock.example/other", site) == "https://clock.example/other?sort=id%20asc"


@pytest.mark.parametrize("path", ["/api/x", "/cgi/x", "/ark:/1/x", "/lccn/x", "/iiif/x"])
def test_a_path_that_begins_with_small_letters_is_no_language(path: str) -> None:
    assert language_prefix(f"https://clock.example{path}") is None
    assert canonical_url(f"https://clock.example{path}", API) == f"https://clock.example{path}"


@given(
    st.sampled_from(["", "https://a.example", "http://x-1.example", "https://", "//a.example"]),
    st.sampled_from(["", ":8000", ":80", ":443", ":44887", ":65535", ":70000", ":08", ":0", ":"]),
    st.text("/ab0-_~.,:!$&'()*+;=@%?# A\\", max_size=12),
)
@settings(derandomize=True, max_examples=1000, deadline=None)
def test_a_url_that_is_known_at_a_glance_is_the_same_taken_apart(host: str, port: str, path: str) -> None:
    url = f"{host}{port}/{path}"
    assert address(url) == taken_apart(url)


@given(path=st.text(max_size=30), day=st.text(max_size=20), id=st.text(max_size=20))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_any_path_and_named_query_are_the_same_when_made_canonical_twice(path: str, day: str, id: str) -> None:
    url = f"https://clock.example/{quote(path)}?" + urlencode({"day": day, "other": "x", "id": id})
    once = canonical_url(url, API)
    assert canonical_url(once, API) == once
    assert page_url(once, API) == page_url(url, API)
    named = parse_qs(once.partition("?")[2], keep_blank_values=True)
    assert named == {"id": [id], "day": [day]}
