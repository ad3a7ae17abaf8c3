"""The numbers of the page reader: each holds on one side of its bound, and not on the other."""

from collections.abc import Callable
from typing import Any

import pytest

from newsstand.pages import EditionPage, StoryPage, read_edition, read_story
from newsstand.pages.captions import is_caption
from newsstand.pages.charset import charset_of_page
from newsstand.pages.document import document, html_document
from newsstand.pages.labelled import heading, is_label
from newsstand.pages.looks import (
    CREDIT,
    cut_short,
    dashed,
    is_caseless_name,
    is_name,
    is_paragraph,
    may_be_name,
    place_alone,
    place_run_in,
)
from newsstand.pages.metadata import article, issue
from newsstand.pages.minutes import minutes_like
from newsstand.pages.own import is_spelt, similar, spells
from newsstand.pages.phrases import phrases
from newsstand.pages.refusal import refusal
from newsstand.pages.styles import Look, look_of, looks
from tests.printed import SITE, STORY_URL, URL

WORDS = phrases(SITE.brand)


def letters_of(count: int) -> str:
    return "A" * count


def nested(depth: int) -> str | None:
    """The publication of an article that is part of so many things, the outermost a newspaper."""
    whole: dict[str, Any] = {"@type": "Newspaper", "name": "The Lantern"}
    for _ in range(depth - 1):
        whole = {"@type": "PublicationVolume", "isPartOf": whole}
    return issue({"isPartOf": whole}).publication


def articles(count: int) -> object:
    """What a page says that has so many articles, of which two are one; the page is none of them."""
    every = [{"@type": "NewsArticle", "headline": "Lamps out"} for _ in range(count)]
    page = html_document(f'<script type="application/ld+json">{str(every).replace(chr(39), chr(34))}</script>')
    return article(page, None)


def refused(lines: int) -> str:
    text = "<p>x</p>" * lines + "<p>Page not found</p>"
    return refusal(document(text.encode(), url=STORY_URL), SITE)


def displayed(sheet: str) -> list[tuple[str, Look]]:
    return looks((sheet,), frozenset("x"))


CASES: dict[str, tuple[Callable[[int], object], int]] = {
    # what is asked of a length -> the greatest length at which it holds
    "a caption": (lambda n: is_caption("A " + letters_of(n - 16) + ". Photo: AnnRe"), 400),
    "a credit": (lambda n: is_caption("PHOTO: " + letters_of(n - 7)), 120),
    "words of a photographer's name": (lambda n: is_caption("© " + " ".join(["Erquy"] * n)), 4),
    "a name beside an agency": (lambda n: is_caption(letters_of(n) + "/AFP via Getty"), 41),
    "whom a picture is by courtesy of": (lambda n: is_caption("Courtesy of " + letters_of(n)), 60),
    "the head of a page that names a charset": (
        lambda n: charset_of_page(b" " * (n - 31) + b'<meta charset="windows-1252" />'), 4096
    ),
    "the label": (lambda n: is_label("May 2024, " + letters_of(n - 10)), 80),
    "a heading": (lambda n: heading(letters_of(n - 11) + " - May 2024", WORDS), 200),
    "an author after a dash": (lambda n: dashed("- " + letters_of(n - 2)), 119),
    "words of an author with a full stop": (lambda n: CREDIT.fullmatch("- " + " ".join("a" * n) + "."), 5),
    "a name without capitals": (lambda n: is_name("灯" * n), 5),
    "characters of two names without capitals": (lambda n: is_caseless_name("灯 " + "台" * (n - 2)), 24),
    "names without capitals": (lambda n: is_caseless_name(" ".join("灯" * n)), 3),
    "a name where one is due": (lambda n: may_be_name("灯" * n), 40),
    "characters of names": (lambda n: is_name("A B" + "c" * (n - 3)), 100),
    "words of names": (lambda n: is_name(" ".join("A" * n)), 12),
    "letters of a small word joined to a name": (lambda n: is_name("Ann " + "d" * n + "'Aubrac Reed"), 3),
    "words of a place": (lambda n: place_alone(" ".join("A" * n) + " -"), 6),
    "characters of a place": (lambda n: place_alone(letters_of(n) + " -"), 49),
    "words of a place run in": (lambda n: place_run_in(" ".join("A" * n) + " AB - it rained"), 4),
    "characters of a place run in": (lambda n: place_run_in(letters_of(n) + " - it rained"), 61),
    "digits of minutes": (lambda n: minutes_like("1" * n + " mukt"), 3),
    "letters of minutes": (lambda n: minutes_like("1 " + "m" * n), 15),
    "a label behind minutes": (lambda n: minutes_like("1 m|" + "x" * n), 80),
    "digits of a reading time": (lambda n: WORDS.reading_time("1" * n + " mins"), 3),
    "a label behind a reading time": (lambda n: WORDS.reading_time("1 mins | " + "x" * n), 80),
    "letters that a slug leaves out": (lambda n: is_spelt("lanternpost" + "x" * n, "lanternpost"), 3),
    "names that are compared": (lambda n: similar("a" * n, "a" * (n - 2) + "bc"), 200),
    "a line that is a publication's name": (lambda n: spells("a" * (n - 1), "a" * n), 79),
    "things that an article is part of": (nested, 4),
    "articles on a page": (articles, 50),
    "lines that tell what a page is": (lambda n: refused(n) == "error page", 199),
    "characters of selectors": (lambda n: displayed("." + "x, ." * (n // 4) + "x{display:none}"), 996),
    "an attribution": (
        lambda n: list(WORDS.attributions(f"This story is from the {'M' * (n - 44)} edition of The Post")), 500
    ),
    "an offer": (lambda n: WORDS.offer("Subscribe to Magzter GOLD to access" + "x" * (n - 35)), 500),
    "the heading of a list": (lambda n: WORDS.more("More stories from " + "x" * (n - 18)), 500),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_what_is_too_long_is_something_else(what: str) -> None:
    holds, longest = CASES[what]
    assert holds(longest)
    assert not holds(longest + max(1, longest // 4))


@pytest.mark.parametrize(
    ("holds", "fewest"),
    [
        (lambda n: is_paragraph(letters_of(n - 1) + "."), 81),
        (lambda n: cut_short("x" * n + "..."), 20),
        (lambda n: place_run_in(letters_of(n) + " - it rained"), 3),
        (lambda n: look_of(f"left:-{n}px"), 900),
        (lambda n: look_of(f"left:-{n}em"), 57),
    ],
)
def test_what_is_too_short_is_something_else(holds: Callable[[int], object], fewest: int) -> None:
    assert holds(fewest)
    assert not holds(fewest - fewest // 4 - 1)
    assert holds(fewest + fewest // 4 + 1)


def test_sheets_and_data_of_megabytes_are_not_read() -> None:
    assert displayed(".x{display:none}" + " " * 200_000)
    assert not displayed(".x{display:none}" + " " * 300_000)
    data = '<p>x<script type="application/ld+json">{{"a": "{}"}}</script>'
    assert html_document(data.format("x" * 200_000)).json_ld
    assert not html_document(data.format("x" * 300_000)).json_ld


def test_two_hundred_rules_are_asked_of_a_page() -> None:
    sheet = "".join(f".x,.a{i}{{display:none}}" for i in range(260)).replace(".x,.a249", ".y").replace(".x,.a199", ".z")
    page = f"<style>{sheet}</style><p class=x>one<p class=y>late<p class=z>two<p class=w>always"
    assert list(html_document(page).lines) == ["late", "always"]


P = "The ferry turned round at noon because the quay was full of crates, and nobody on board knew why."


def test_the_sides_of_a_header_are_short() -> None:
    def publication(length: int) -> str | None:
        name = " ".join("A" * (length // 2))
        found = read_story(document(f"Lamps out\n{name}|May 2024\nIt rained\n{P}\n{P}".encode()), site=SITE)
        return found.publication if isinstance(found, StoryPage) else None

    assert publication(120)
    assert not publication(150)


def test_the_name_of_a_section_is_short() -> None:
    def section(length: int) -> str | None:
        card = "<h2><a href=/stories/food/Mill/S{n}>Story {n}</a></h2><p>Blurb</p><p>{n} mins</p>"
        body = (
            f"<h1>Mill - March 2025</h1><h2>In this issue</h2>{card.format(n=2)}<p>{'S' * length}</p>{card.format(n=3)}"
        )
        found = read_edition(document(body.encode(), url=f"{URL}/SE/Oven/Mill/Food/501"), site=SITE)
        assert isinstance(found, EditionPage)
        return found.stories[1].section

    assert section(60)
    assert section(75) is None
