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
        pytest.param(marked(f"<p>{ONE}</p><p>{HEADLINE}</p><p>{TWO}</p>"), [ONE, TWO], id="printed within the text"),
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


@pytest.mark.parametrize("heading", ["", f"<h1>{HEADLINE}</h1>"], ids=["unprinted", "printed"])
@pytest.mark.parametrize("name", ["description", "og:description"])
@pytest.mark.parametrize("told", [ONE[:60] + "…", ONE, f"{HEADLINE} {ONE} {TWO}", ONE + "\n" + TWO])
def test_a_text_does_not_lose_the_paragraph_that_describes_it(name: str, told: str, heading: str) -> None:
    body = archived(heading + marked(TEXT))
    meta = f'<meta name="{name}" property="{name}" content="{told}">'
    for found in (read(body, head=meta), read(body, description=told)):
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


STORY = "https://www.magzter.com/stories/news/The-Lantern/BOATS"


@pytest.mark.parametrize(
    ("body", "url", "head"),
    [
        pytest.param(marked(TEXT) + CARDS, "https://www.magzter.com/", "", id="the first story of a front page"),
        pytest.param(marked(TEXT) + CARDS, STORY[:-1], "", id="another story"),
        pytest.param(marked(CARDS), STORY, "", id="a list that is marked as a text"),
        pytest.param(marked(TEXT) + marked("<p>Fog</p>") + CARDS, STORY, "", id="two texts are marked"),
        pytest.param(marked(TEXT) + CARDS, "", script(ARTICLE | {"headline": "Fog", "url": "/8"}), id="two are told"),
    ],
)
def test_a_front_page_or_a_list_is_no_story(body: str, url: str, head: str) -> None:
    article = {"mainEntityOfPage": {"@id": STORY}}
    assert read(body, url=url, head=head, **article) == NotAPage("story", "front page or list")


@pytest.mark.parametrize("url", [None, STORY, STORY + "?page=2", STORY.replace("https", "http") + "#text"])
def test_a_story_with_its_list_is_one(url: str | None) -> None:
    article = {} if url is None else {"mainEntityOfPage": STORY}
    assert isinstance(read(marked(TEXT) + CARDS, url=url, **article), StoryPage)


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("<h1>Late boats and other trouble</h1>", "Late boats and other trouble"),
        ("<h1>Late boats and other trouble</h1><p>3 May 1896</p><p>Text</p>", "Late boats and other trouble"),
        ("<h1>Old Papers</h1><p>Search</p><p>Help</p><p>Papers</p><p>Books</p>", HEADLINE),
        ("<h1>Old Papers</h1><meta property=og:site_name content='Old papers'>", HEADLINE),
        ("<h1>THE LANTERN</h1>", HEADLINE),
    ],
)
def test_a_heading_right_above_the_text_goes_before_what_json_ld_says(heading: str, headline: str) -> None:
    found = read(heading + marked(TEXT))
    assert isinstance(found, StoryPage)
    assert (found.headline, found.paragraphs) == (headline, [ONE, TWO])


def test_a_standfirst_and_an_author_in_a_marked_text_are_told_below_its_headline() -> None:
    text = marked(f"<h1>{HEADLINE}</h1><p>What the harbour saw</p><p>Ada Quill</p>{TEXT}")
    found = read(text, description="What the harbour saw")
    assert isinstance(found, StoryPage)
    assert (found.description, found.byline) == ("What the harbour saw", "Ada Quill")
    assert (found.headline, found.paragraphs) == (HEADLINE, [ONE, TWO])


@pytest.mark.parametrize(
    "line", ["TENDERS | 3 May 1882", "Hull & Son|May 3, 1882", "|May 3, 1882", "Apply | at the forge"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bar_in_the_text_of_a_known_publication_is_no_header(line: str, place: int) -> None:
    lines = [ONE, TWO]
    lines.insert(place, line)
    found = read(archived(marked("".join(f"<p>{text}</p>" for text in lines).replace("&", "&amp;"))))
    assert isinstance(found, StoryPage)
    assert (found.headline, found.paragraphs, found.publication) == (HEADLINE, lines, "The Lantern")


def test_a_bar_in_a_text_of_short_lines_is_none_either() -> None:
    text = "<p>Two nets and a lamp.</p><p>Apply | at the forge</p><p>No letters.</p>"
    found = read(archived(marked(text)))
    assert isinstance(found, StoryPage)
    assert found.paragraphs == ["Two nets and a lamp.", "Apply | at the forge", "No letters."]
    assert (found.headline, found.publication) == (HEADLINE, "The Lantern")


def test_a_header_in_a_marked_text_is_one_where_nothing_else_names_the_publication() -> None:
    header = "<h1>Boats come late</h1><div>The Lantern</div><div>|May 3, 2026</div>"
    found = read(marked(header + TEXT), isPartOf=None)
    assert isinstance(found, StoryPage)
    assert (found.headline, found.publication, found.edition_label) == ("Boats come late", "The Lantern", "May 3, 2026")
