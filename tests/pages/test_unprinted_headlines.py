"""A page that says all of itself, and prints its headline on no line, or not on one: the story is there, whole."""

import json
from typing import Any

import pytest

from newsstand.pages import NotAPage, StoryPage, read_story
from newsstand.pages.document import document
from tests.printed import SITE

ONE = "The ferry that leaves the old quay at six carried forty more people than the week before, the office said."
TWO = "Nobody in the village remembers a summer in which the lower road stayed dry until the middle of August."
NOTICE = "FOR SALE, two nets and a lamp, little used. Ask at the forge."
ADDRESS = "https://archive.example/newspapers/lantern/7"
HEADLINE = "Boats come late. Fog on the bar."
PARTED = f"<p>BOATS COME LATE</p><p>Fog on the Bar</p><p>{ONE}</p><p>{TWO}</p>"
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "1896-05-03",
    "isPartOf": {"@type": "Newspaper", "name": "The Lantern", "volumeNumber": "XII", "issueNumber": 27},
    "url": ADDRESS,
}


def script(item: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


def marked(text: str, element: str = "div") -> str:
    return f"<{element} itemprop=articleBody>{text}</{element}>"


TEXT = f"<p>{ONE}</p><p>{TWO}</p>"


def read(body: str, *, url: str | None = None, head: str = "", **said: Any) -> StoryPage | NotAPage:
    """The page whose JSON-LD is ARTICLE with what is `said` besides."""
    page = f"<!doctype html><html lang=en><head>{script(ARTICLE | said)}{head}</head><body>{body}</body></html>"
    return read_story(document(page.encode(), url=url), site=SITE)


def archived(text: str) -> str:
    """What an archive shows around a text."""
    nav = "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("Newspapers", "The Lantern", "3 May 1896", "Page 2"))
    return (
        f"<ul>{nav}</ul><p>This article holds text that was made by a machine. Join us and mend it.</p>{text}"
        "<h5>Details</h5><p>The Lantern, Volume XII, Issue 27, 3 May 1896, Page 2</p><h5>Word count</h5>38"
        f"<h3>{HEADLINE} <small>The Lantern, 3 May 1896</small></h3>"
        "<h5>No known copyright</h5><p>To the best of our knowledge there is no copyright, and you may share it.</p>"
    )


@pytest.mark.parametrize("around", [str, archived], ids=["alone", "among an archive's own"])
@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        pytest.param(marked(TEXT), [ONE, TWO], id="no line prints the headline"),
        pytest.param(marked(TEXT, "section"), [ONE, TWO], id="marked on a section"),
        pytest.param(marked(TEXT, "article"), [ONE, TWO], id="marked on an article"),
        pytest.param(f"<h1 style='display:none'>{HEADLINE}</h1>{marked(TEXT)}", [ONE, TWO], id="it is hidden"),
        pytest.param(f"<h1 hidden>{HEADLINE}</h1>{marked(TEXT)}", [ONE, TWO], id="it is hidden otherwise"),
        pytest.param(f"<h1>The Lantern</h1>{marked(TEXT)}", [ONE, TWO], id="the publication is the page's heading"),
        pytest.param(marked(f"<p>{NOTICE}</p>{TEXT}"), [NOTICE, ONE, TWO], id="a notice is no standfirst"),
        pytest.param(marked(f"<p>{NOTICE}</p>"), [NOTICE], id="one short notice is all of it"),
        pytest.param(marked(PARTED), [ONE, TWO], id="printed over two paragraphs"),
        pytest.param(
            marked(f"<p>BOATS</p><p>COME LATE.</p><p>FOG ON THE BAR</p>{TEXT}"), [ONE, TWO], id="printed over three"
        ),
        pytest.param(
            marked(f"<p>BOATS COME IATE.</p><p>Fog on the bar.</p>{TEXT}"),
            ["BOATS COME IATE.", "Fog on the bar.", ONE, TWO],
            id="misread by a machine: nothing is lost",
        ),
        pytest.param(
            marked(f"<h2>North Quay</h2><p>{ONE}</p><h2>South Quay</h2><p>{TWO}</p>"),
            ["North Quay", ONE, "South Quay", TWO],
            id="headings in the text",
        ),
        pytest.param(marked("<p>Ada Quill</p>" + TEXT), ["Ada Quill", ONE, TWO], id="a name begins the text"),
        pytest.param(marked(TEXT) + f"<h3>{HEADLINE}</h3>", [ONE, TWO], id="printed below the text alone"),
        pytest.param(
            marked(f"<p>{ONE}</p><p>{HEADLINE}</p><p>{TWO}</p>"), [ONE, HEADLINE, TWO], id="printed within the text"
        ),
    ],
)
def test_the_story_is_whole(body: str, paragraphs: list[str], around: Any) -> None:
    found = read(around(body))
    assert isinstance(found, StoryPage)
    assert found.paragraphs == paragraphs
    assert (found.headline, found.description, found.byline) == (HEADLINE, None, None)
    assert (found.publication, found.edition_label, found.edition_place) == ("The Lantern", "1896-05-03", "metadata")
    assert (found.volume, found.issue_number, found.related) == ("XII", "27", [])


@pytest.mark.parametrize("around", [str, archived], ids=["alone", "among an archive's own"])
@pytest.mark.parametrize(
    "text",
    [f"{ONE}\n\n{TWO}", f"<p>{ONE}</p><p>{TWO}</p>", f"BOATS COME LATE\nFog on the Bar\n{ONE}\n{TWO}"],
    ids=["as text", "with its markup", "with the headline in parts"],
)
@pytest.mark.parametrize("shown", ["", TEXT, PARTED], ids=["told alone", "shown", "shown below its headline in parts"])
def test_so_it_is_where_json_ld_has_the_text(text: str, shown: str, around: Any) -> None:
    found = read(around(f"<div>{shown}</div>"), articleBody=text)
    assert isinstance(found, StoryPage)
    assert (found.headline, found.paragraphs) == (HEADLINE, [ONE, TWO])
    assert (found.publication, found.edition_label) == ("The Lantern", "1896-05-03")


@pytest.mark.parametrize("name", ["description", "og:description"])
@pytest.mark.parametrize("told", [ONE[:60] + "…", ONE, f"{HEADLINE} {ONE} {TWO}", ONE + "\n" + TWO])
def test_a_text_does_not_lose_the_paragraph_that_describes_it(name: str, told: str) -> None:
    meta = f'<meta name="{name}" property="{name}" content="{told}">'
    for found in (read(archived(marked(TEXT)), head=meta), read(archived(marked(TEXT)), description=told)):
        assert isinstance(found, StoryPage)
        assert (found.headline, found.paragraphs) == (HEADLINE, [ONE, TWO])


def test_of_several_blocks_the_articles_own_counts() -> None:
    others = script({"@type": "WebSite", "name": "Archive"}) + script({"@type": "BreadcrumbList"})
    found = read(marked(TEXT), head=others + script({"@type": "NewsArticle", "url": ADDRESS, "wordCount": 38}))
    assert isinstance(found, StoryPage)
    assert (found.headline, found.paragraphs) == (HEADLINE, [ONE, TWO])


def test_an_article_without_a_headline_has_none() -> None:
    found = read(archived(marked(TEXT)), headline=None)
    assert isinstance(found, StoryPage)
    assert (found.headline, found.paragraphs, found.publication) == (None, [ONE, TWO], "The Lantern")


CARDS = "".join(f"<p><a href=/stories/news/The-Lantern/S{n}>Story {n}</a></p><p>Told in brief.</p>" for n in range(9))


@pytest.mark.parametrize(
    ("body", "url", "head"),
    [
        pytest.param(marked(TEXT) + CARDS, "https://www.magzter.com/", "", id="the first story of a front page"),
        pytest.param(marked(TEXT) + CARDS, None, "<link rel=canonical href=/>", id="which gives its own address"),
        pytest.param(marked(CARDS), ADDRESS, "", id="a list that is marked as a text"),
        pytest.param(
            marked(TEXT) + marked("<p>Fog</p>") + CARDS, ADDRESS, "", id="two texts are marked"
        ),
        pytest.param(
            marked(TEXT) + CARDS, None, script(ARTICLE | {"headline": "Fog", "url": "/8"}), id="two articles are told"
        ),
    ],
)  # fmt: skip
def test_a_front_page_or_a_list_is_no_story(body: str, url: str | None, head: str) -> None:
    assert read(body, url=url, head=head) == NotAPage("story", "front page or list")


@pytest.mark.parametrize(
    "head",
    [
        f"<link rel=canonical href='{ADDRESS}?page=2'>",
        f"<link rel=canonical href='{ADDRESS.replace('https', 'http')}'>",
        "<link rel=canonical href='/newspapers/lantern/7'>",
        "<link rel=canonical>",
    ],
)
def test_an_article_with_the_pages_address_is_the_pages(head: str) -> None:
    for url in (None, ADDRESS, ADDRESS + "#text"):
        assert isinstance(read(marked(TEXT) + CARDS, url=url, head=head), StoryPage)
