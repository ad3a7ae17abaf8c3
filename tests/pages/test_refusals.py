"""Pages that are no story, edition or title are named for what they are; nothing breaks the readers."""

# ruff: noqa: E501 - lines of pages are whole, as printed

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.pages import NotAPage, StoryPage, read_edition, read_story, read_title
from newsstand.pages.document import NotReadable, document
from tests.markup import STYLES, page
from tests.printed import SITE, STORY_URL, Printed, blocks

NAV = "<nav><a href=/login>Log in</a> <a href=/en/stories/category/News/1>News</a></nav>"
CASES = {
    "challenge page": "<title>Just a moment...</title><body><p>Verifying you are human. This may take a few seconds.</p>",
    "login page": f"<title>Sign in</title>{NAV}<h1>Log in to your account</h1><p>Already a subscriber? Sign In</p><p>Forgot password?</p>",
    "error page": f"<title>Oops</title>{NAV}<h1>Page not found</h1><p>The page you are looking for does not exist.</p>",
    "empty page": "<!doctype html><html><head></head><body>  <div> </div></body></html>",
    "front page or list": "<h1>Newsstand</h1>"
    + "".join(
        f"<div><a href='/stories/news/Paper-{n}/STORY-{n}'>Story {n}</a><p>Paper {n}|May {n}, 2024</p><p>3 mins |</p></div>"
        for n in range(1, 12)
    ),
    "no story text": "<h1>About us</h1><p>We sell papers.</p>",
}


@pytest.mark.parametrize("cause", CASES)
def test_what_is_no_story_is_named(cause: str) -> None:
    found = read_story(document(CASES[cause].encode(), url=STORY_URL), site=SITE)
    assert found == NotAPage("story", cause)


def test_an_edition_page_is_no_story() -> None:
    body = "<h1>The Lantern - May 03, 2024</h1><p>In this issue</p><a href='/stories/news/The-Lantern/ONE'>One</a><p>3 mins</p>"
    found = read_story(document(body.encode(), url=STORY_URL), site=SITE)
    assert isinstance(found, NotAPage)


@pytest.mark.parametrize("cause", ["challenge page", "login page", "error page", "no story text"])
def test_what_is_no_edition_or_title_is_named(cause: str) -> None:
    found = document(CASES[cause].encode(), url="https://www.magzter.com/IE/Wick/The-Lantern/Newspaper/12")
    assert read_edition(found, site=SITE) == NotAPage("edition", cause)
    found = replace(found, url="https://www.magzter.com/IE/Wick/The-Lantern/Newspaper")
    assert read_title(found, site=SITE) == NotAPage("title", cause)


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(1, 256)) * 20])
def test_bytes_that_are_no_page_are_refused(body: bytes) -> None:
    with pytest.raises(NotReadable, match=r"empty page|binary"):
        document(body)


HOSTILE = {
    "100,000 nested tags": "<div>" * 100_000 + "x",
    "100,000 nested hidden tags": "<div hidden>" * 100_000 + "x",
    "100,000 nested styled spans": '<span style="display:block">' * 100_000 + "x",
    "100,000 unclosed quotes": '<a title="x ' * 100_000,
    "100,000 tags cut short": "<a <b <i " * 100_000,
    "one line of 5 MB": "<p>" + "word " * 1_000_000,
    "a word of 5 MB": "<p>" + "x" * 5_000_000,
    "an attribute of 5 MB": '<p title="' + "x" * 5_000_000 + '">y',
    "a tag of a million attributes": "<img alt=x " + "a " * 1_000_000 + ">y",
    "a million bars": "<p>" + "a|" * 1_000_000,
    "20,000 short lines": "<p>a|b</p>" * 20_000,
    "20,000 lines that name the brand": "<p>Magzter GOLD 9,000</p>" * 20_000,
    "half attributions": "<p>This story is from the " + "edition of " * 40 + "</p>" + "<p>This story is from the x</p>" * 20_000,
    "unclosed comment": "<!--" + "<p>x</p>" * 100_000,
    "scripts without end": "<script>" * 100_000,
    "styles": "<style>" + "@media x{.a{" * 100_000 + "</style><p>x",
    "a style sheet without rules": "<style>.x{display:none}" + "a " * 100_000 + "</style><p class=x>x",
    "comments without end in a style sheet": "<style>none " + "/* " * 80_000 + "</style><p>x",
    "9,000 rules for 40,000 elements": "<style>" + ".a .b > .c{display:none} .d{display:block}" * 2_000 + "".join(
        f".r{i}{{display:none}}" for i in range(5_000)) + "</style>" + "<p class=d><b class=e>x</b>" * 20_000,
    "a million entities": "<p>" + "&amp;&#1;&lt;" * 300_000,
    "json-ld that is too deep": '<script type="application/ld+json">' + "[" * 200_000 + "</script><p>x",
    "cards": "<a href='/stories/a/B/C'>x</a><p>time-read</p><p>3 mins</p>" * 8_000,
    "cards with odd labels": "<a href='/stories/a/B/C'>x</a><p>3 mins</p><p>Odd</p><a href='/stories/a/B/D'>x</a><p>3 mins</p><p>Even</p>" * 3_000,
    "titles far from each other": ("<p><a href=/stories/a/B/C>x</a>" + "<p>x" * 10) * 2_000 + "<p>" + "word " * 20 + ".",
    "minutes in an unknown word": "".join(f"<a href=/stories/a/B/C{i}>x</a><p>{i % 90} mukt</p>" for i in range(4_000)),
    "a line of links to editions": "<p>" + "".join(f"<a href=/NZ/a/B/Newspaper/{i}>x</a> " for i in range(8_000)),
    "captions": "<figure><figcaption>x</figcaption></figure><p>y</p>" * 8_000,
    "6 MB": "<p>On Friday at dusk Tom Wick lit the lamp.</p>\n" * 130_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    started = time.process_time()
    found = document(HOSTILE[name].encode(), url=STORY_URL)
    read_story(found, site=SITE, publication="The Lantern", edition_label="May 2024", headline="x", description="y")
    read_edition(found, site=SITE)
    read_title(found, site=SITE)
    assert time.process_time() - started < 6


def test_a_page_of_more_lines_than_stories_have_is_refused() -> None:
    found = document(b"<p>One.</p>" * 50_001 + blocks_of_a_story().encode(), url=STORY_URL)
    assert read_story(found, site=SITE) == NotAPage("story", "too many lines")


def blocks_of_a_story() -> str:
    return page(blocks(Printed()), "semantic")


def test_a_story_of_megabytes_is_still_read() -> None:
    body = page(blocks(Printed()), "semantic", links=20).replace(
        "<body>", "<body><div>" + "<b></b>" * 200_000 + "</div>"
    )
    found = read_story(document(body.encode(), url=STORY_URL), site=SITE)
    assert isinstance(found, StoryPage)
    assert found.paragraphs == list(Printed().paragraphs)


def test_frames_and_a_body_that_is_not_there() -> None:
    body = "<html><frameset><frame src=a><noframes><p>No frames.</noframes></frameset></html>"
    assert read_story(document(body.encode()), site=SITE) == NotAPage("story", "empty page")


def test_a_truncated_page_gives_what_stands_there_or_is_refused() -> None:
    body = page(blocks(Printed()), "nested_divs", links=20).encode()
    printed = {block.text for block in blocks(Printed())}
    for end in range(0, len(body), 97):
        if body[:end].strip():
            found = read_story(document(body[:end], url=STORY_URL), site=SITE)
            assert isinstance(found, NotAPage) or set(found.paragraphs[:-1]) <= printed


PIECES = st.sampled_from(
    ["<", ">", "</", "<p>", "</p>", "<div hidden>", "</div>", '"', "'", "=", "<a href=", "<!--", "-->", "<script>", "</script>",
     "<title>", "|", "The Lantern", "May 03, 2024", "This story is from the ", " edition of ", "Magzter GOLD", "9,000+", "?",
     "Already a subscriber?", "Sign In", "time-read", "4 mins  |", "\n", "<br>", "{{IssueName}}", "MORE STORIES FROM ", "-", "- A",
     "<h1>", "<img alt=x>", "&amp;", "&#", "é", "\u00a0", "ا", "\x00", "\x01", "<svg/>", "<table><tr><td>", "/stories/a/B/C",
     "<a href=/x>", "</a>", "<b>", "</b>", "<a href=/stories/a/B/C><button>"]
)  # fmt: skip


def survives(body: bytes) -> None:
    try:
        found = document(body, url=STORY_URL)
    except NotReadable:
        return
    every = range(len(found.lines))
    assert list(found.linked(0, len(found.lines))) == [(found.lines[i], found.links(i)) for i in every]
    assert all(heading in every for heading in found.headings)
    for read in (read_story, read_edition, read_title):
        read(found, site=SITE)  # type: ignore[operator]
    read_story(found, site=SITE, publication="The Lantern", edition_label="May 03, 2024", headline="A", description="-")


def fuzz(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, derandomize=True)


@fuzz(150)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_arrangement_of_pieces_breaks_the_readers(body: str) -> None:
    survives(body.encode())


@fuzz(100)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_readers(body: bytes) -> None:
    survives(body)


@fuzz(60)
@given(style=st.sampled_from(sorted(STYLES)), data=st.data())
def test_a_page_with_pieces_torn_out_or_put_in_breaks_nothing(style: str, data: st.DataObject) -> None:
    body = page(blocks(Printed(generation=data.draw(st.sampled_from(["G0", "G2", "G3"])))), style, links=3)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body)))
        body = body[:place] + data.draw(PIECES) + body[place + data.draw(st.integers(0, 30)) :]
    survives(body.encode())


PATHS = ["/IE/Wick/The-Lantern/Newspaper/12", "/IE/Wick/The-Lantern/Newspaper", "/stories/a/The-Lantern/X"]


@pytest.mark.parametrize("path", PATHS)
def test_a_front_page_in_the_place_of_a_retired_one_is_neither_edition_nor_title_nor_story(path: str) -> None:
    found = document(CASES["front page or list"].encode(), url="https://www.magzter.com" + path)
    assert isinstance(read_edition(found, site=SITE), NotAPage)
    assert isinstance(read_title(found, site=SITE), NotAPage)
    assert isinstance(read_story(found, site=SITE, headline="Gone", publication="The Lantern"), NotAPage)
