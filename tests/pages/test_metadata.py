"""What a page says of itself: its text, its publication and edition, its address."""

import json
from dataclasses import replace
from typing import Any

import pytest

from newsstand.pages import NotAPage, StoryPage, read_story
from newsstand.pages.document import document
from newsstand.pages.metadata import Issue, addresses, article, issue, word
from tests.printed import SITE

ONE = "The ferry that leaves the old quay at six carried forty more people than the week before, the office said."
TWO = "Nobody in the village remembers a summer in which the lower road stayed dry until the middle of August."
LAMP = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Boats come late",
    "datePublished": "1896-05-03",
    "isPartOf": {"@type": "Newspaper", "name": "The Lantern", "volumeNumber": "XII", "issueNumber": 27},
    "url": "https://archive.example/newspapers/lantern/7",
}
FOUND = Issue(publication="The Lantern", date="1896-05-03", volume="XII", number="27")


def script(item: Any) -> str:
    text = item if isinstance(item, str) else json.dumps(item)
    return f'<script type="application/ld+json">{text}</script>'


NESTED = {
    "@type": "Article",
    "isPartOf": {
        "@type": "PublicationIssue",
        "issueNumber": "4",
        "datePublished": "2026-05",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "3",
            "isPartOf": {"@type": ["Periodical", "Thing"], "name": "Kiln &amp; Kettle"},
        },
    },
    "datePublished": "2026-04-21T23:30:00-11:00",
}


GRAPH = [
    LAMP | {"isPartOf": {"@id": "#page"}},
    {"@id": "#page", "@type": "WebPage", "isPartOf": {"@id": "#issue"}},
    {"@id": "#issue", "@type": "PublicationIssue", "issueNumber": 27, "isPartOf": {"@id": "#volume"}},
    {"@id": "#volume", "@type": "PublicationVolume", "volumeNumber": "XII", "isPartOf": [{"@id": "#paper"}]},
    {"@id": "#paper", "@type": "Periodical", "name": "The Lantern", "isPartOf": {"@id": "#page"}},
]


@pytest.mark.parametrize(
    "scripts",
    [
        [LAMP],
        [LAMP, LAMP],
        [LAMP, {"@type": "NewsArticle", "headline": "Boats come late"}],
        [{"@type": "WebPage"}, {"@graph": [{"@type": "Thing"}, {"@graph": [LAMP]}]}],
        [{"@type": "WebPage", "mainEntity": LAMP}],
        [{"@type": "ItemPage", "mainEntityOfPage": [LAMP]}],
        [[[LAMP]]],
        [f"\n// <![CDATA[\n{json.dumps(LAMP)}\n// ]]>"],
        [f"/*<![CDATA[*/{json.dumps(LAMP)}/*]]>*/"],
        [f"<!--\n{json.dumps(LAMP)};\n-->"],
        ["{broken", "", "null", "7", '"x"', json.dumps(LAMP)],
        [LAMP | {"@type": ["https://schema.org/NewsArticle"]}],
        [LAMP | {"@type": "schema:ReportageNewsArticle"}],
        [{"@graph": [LAMP | {"isPartOf": {"@id": "#paper"}}, LAMP["isPartOf"] | {"@id": "#paper"}]}],
        [
            {"@id": "/lantern", "@type": "Newspaper", "name": "The Lantern"},
            LAMP | {"isPartOf": [{"@id": "/lantern", "volumeNumber": "XII", "issueNumber": 27}]},
        ],
        GRAPH,
    ],
)
def test_the_article_is_found_however_it_is_wrapped(scripts: list[Any]) -> None:
    page = document(("<html>" + "".join(map(script, scripts))).encode())
    assert issue(article(page, None)) == FOUND


@pytest.mark.parametrize(
    ("type", "is_data"),
    [
        ("application/ld+json;charset=utf-8", True),
        (" Application/LD+JSON ; profile='x'", True),
        ("application/ld+jsonp", False),
        ("application/json", False),
        ("", False),
    ],
)
def test_json_ld_is_told_by_its_media_type(type: str, is_data: bool) -> None:
    page = document(f'<p>One<script type="{type}">{json.dumps(LAMP)}</script>'.encode())
    assert bool(page.json_ld) is is_data


def test_an_author_may_stand_elsewhere_on_the_page() -> None:
    author = {"@id": "#quill", "@type": "Person", "name": "Ada Quill"}
    page = document(("<html>" + script([LAMP | {"author": {"@id": "#quill"}}, author])).encode())
    assert word(article(page, None).get("author")) == "Ada Quill"


def test_what_refers_to_itself_is_read_once() -> None:
    page = document(("<html>" + script(LAMP | {"@id": "#a", "isPartOf": [{"@id": "#a"}, {"@id": "#b"}, 7]})).encode())
    assert issue(article(page, None)) == Issue()


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (NESTED, Issue(publication="Kiln & Kettle", date="2026-05", volume="3", number="4")),
        (LAMP | {"datePublished": "2026-05-03T23:59:00-09:00"}, replace(FOUND, date="2026-05-03")),
        (LAMP | {"datePublished": "2026-02-30"}, replace(FOUND, date=None)),
        (LAMP | {"datePublished": ["2026-02-03"]}, replace(FOUND, date=None)),
        (LAMP | {"datePublished": 2026}, replace(FOUND, date="2026")),
        (LAMP | {"isPartOf": {"@type": "Newspaper", "name": "The Lantern", "volumeNumber": ["XII"],
                              "issueNumber": ["27", "28"]}}, FOUND),
        (LAMP | {"isPartOf": {"@type": "WebSite", "name": "The Lantern online"}}, Issue()),
        (LAMP | {"isPartOf": [7, {"@type": "Magazine", "issueNumber": True}]}, Issue(date="1896-05-03")),
        (LAMP | {"isPartOf": "The Lantern"}, Issue()),
        (LAMP | {"isPartOf": {"name": "The Lantern", "volumeNumber": "XII", "issueNumber": 27}}, FOUND),
        (LAMP | {"isPartOf": {"name": "May", "volumeNumber": "XII", "issueNumber": 27,
                              "isPartOf": {"name": "The Lantern", "datePublished": "1883"}}}, FOUND),
        (LAMP | {"isPartOf": {"@type": "PublicationIssue", "volumeNumber": "XII", "issueNumber": 27,
                              "isPartOf": {"name": "The Lantern"}}}, FOUND),
        (LAMP | {"isPartOf": {"name": "The Lantern online"}}, Issue()),
        (LAMP | {"isPartOf": {"@type": "WebPage", "isPartOf": {"name": "The Lantern online"}}}, Issue()),
        (LAMP | {"isPartOf": {"@type": "WebSite", "name": "The Lantern online", "issueNumber": 27}}, Issue()),
        (LAMP | {"isPartOf": {"@type": {"x": []}, "isPartOf": [[]]}}, Issue()),
        ({}, Issue()),
    ],
)  # fmt: skip
def test_the_issue_is_that_of_the_periodical_that_the_article_is_part_of(item: dict[str, Any], found: Issue) -> None:
    assert issue(item) == found


def test_two_articles_are_nobodys_metadata() -> None:
    other = {"@type": "NewsArticle", "headline": "Fog closes the channel", "url": "https://archive.example/8"}
    page = document(("<html>" + script(LAMP) + script(other)).encode())
    assert article(page, None) == {}
    assert article(page, "/8")["headline"] == "Fog closes the channel"
    boats = (script(LAMP | {"headline": f"Boat {i}", "url": f"/{i}"}) for i in range(3_000))
    page = document(("<html>" + "".join(boats)).encode())
    assert article(page, None) == {}


def archived(*, body: str = "", head: str = "") -> StoryPage | NotAPage:
    """An archive's page in the shape of those that show scans: the text among much that is none."""
    nav = "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("Newspapers", "The Lantern", "3 May 1896", "Page 2"))
    details = "<h5>Details</h5><p>The Lantern, Volume XII, Issue 27, 3 May 1896, Page 2</p><h5>Word count</h5>38"
    page = (
        f"<!doctype html><html lang=en><head><title>Archive | The Lantern | Boats come late</title>{head}</head><body>"
        f"<ul>{nav}</ul><p>This article holds text that was made by a machine. Join us and mend it.</p>"
        f"<div class=tabs><a href=#text>Text</a></div>{body}{details}"
        "<h3>Boats come late <small>The Lantern</small></h3>"
        "<h5>No known copyright</h5><p>To the best of our knowledge there is no copyright, and you may share it.</p>"
    )  # fmt: skip
    return read_story(document(page.encode()), site=SITE)


MARKED = f'<div itemprop="articleBody"><p>BOATS COME LATE</p><p>{ONE}</p><p>{TWO}</p></div>'
PLAIN = f"<h1>Boats come late</h1><div>{ONE}</div><p>Advertisement</p><div>{TWO}</div>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(MARKED, script(LAMP), id="marked in the page"),
        pytest.param(MARKED.replace("div", "section"), script(LAMP | {"articleBody": "Boats"}), id="on any element"),
        pytest.param(PLAIN, script(LAMP | {"articleBody": f"{ONE} {TWO}"}), id="told in JSON-LD, in one piece"),
        pytest.param(PLAIN, script(LAMP | {"articleBody": f"<p>{ONE}</p><p>{TWO}</p>"}), id="and with its markup"),
        pytest.param("", script(LAMP | {"articleBody": f"{ONE}\n\n{TWO}"}), id="told there alone"),
    ],
)
def test_the_text_is_what_the_page_says_it_is(body: str, head: str) -> None:
    found = archived(body=body, head=head)
    assert isinstance(found, StoryPage)
    assert found.paragraphs == [ONE, TWO]
    assert (found.headline or "").casefold() == "boats come late"
    assert (found.publication, found.edition_label, found.edition_place) == ("The Lantern", "1896-05-03", "metadata")
    assert (found.volume, found.issue_number) == ("XII", "27")
    assert (found.description, found.byline, found.related) == (None, None, [])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{MARKED}<aside itemprop=articleBody><p>Fog</p></aside>", id="two texts are marked"),
        pytest.param(PLAIN.replace("<p>Advertisement</p>", ""), id="JSON-LD has the beginning alone"),
    ],
)
def test_no_text_is_lost_where_the_page_is_not_clear(body: str) -> None:
    found = archived(body=body, head=script(LAMP | {"articleBody": ONE[:60]}))
    assert isinstance(found, StoryPage)
    assert {ONE, TWO} <= set(found.paragraphs)


HEADED = (
    "<h1>Boats come late</h1><div>The Lantern</div><div>|May 3, 2026</div>"
    "<p>What the harbour saw this week</p><p>- Ada Quill</p>"
    f"<div itemprop=articleBody><p>{ONE}</p><p>{TWO}</p></div>"
    "<p>Share it with everyone whom you know, or with no one at all.</p>"
    "<p>This story is from the May 3, 2026 edition of The Lantern.</p><p>Already a subscriber? Sign In</p>"
)  # fmt: skip


def test_what_lines_say_goes_before_what_metadata_says() -> None:
    other = LAMP | {
        "isPartOf": {"@type": "Newspaper", "name": "Somebody Else"},
        "articleBody": "None of this is printed.",
    }
    found = read_story(document((script(other) + HEADED).encode()), site=SITE)
    assert isinstance(found, StoryPage)
    assert (found.publication, found.edition_label, found.edition_place) == ("The Lantern", "May 3, 2026", "header")
    assert (found.description, found.byline) == ("What the harbour saw this week", "Ada Quill")
    assert (found.paragraphs, found.access) == ([ONE, TWO], "preview")


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<link rel='alternate canonical' href='https://a.example/1'>", ["https://a.example/1"]),
        ("<link rel=canonical href=/1><meta property=og:url content='https://a.example/2 '>", ["https://a.example/2"]),
        (script({"@type": "Article", "url": "https://a.example/3"}), ["https://a.example/3"]),
        (script({"@type": "Article", "mainEntityOfPage": {"@id": "HTTPS://a.example/4"}}), ["HTTPS://a.example/4"]),
        ("<link rel=canonical href=' //a.example/4'>", ["https://a.example/4"]),
        ("<link rel=stylesheet href=https://a.example/5><link rel=canonical>", []),
        ("<link rel=canonical href='javascript:x()'>", []),
    ],
)
def test_the_addresses_that_a_page_gives_for_itself(head: str, found: list[str]) -> None:
    assert list(addresses(document(f"{head}<p>One".encode()))) == found
