"""A story among what newsstands put beside and into it: buttons, notices, trending stories, pictures that load late."""

# ruff: noqa: E501 - lines of pages are whole, as printed

import pytest

from newsstand.pages import NotAPage, StoryPage, read_story, read_title
from newsstand.pages.document import document
from tests.printed import SITE, URL

STORY = f"{URL}/stories/News/Kestrel/A-B-C-D"
NAME = "The night ferry sells the last lantern"
TOP = f"<h1>{NAME}</h1><p>Kestrel</p><p>|</p><p>May 03, 2024</p><p>A map drawn from memory.</p><p>- Tom Reed</p>"
TEXT = "The harbour master counts the herons at dawn while the council looks the other way. The observatory whistles."
P = f"<p>{TEXT}</p>"
BLOCK = (
    "<p>This story is from the May 03, 2024 edition of Kestrel.</p><p>Subscribe to Magzter GOLD to access thousands of "
    "curated premium stories, and 10,000+ magazines and newspapers.</p><p>Already a subscriber? Sign In</p>"
)
MORE = "<h2>MORE STORIES FROM Kestrel</h2>"
SOCIAL = '<a href="https://social.example/share?u=1">'


def item(n: int, *, label: str = "June 04, 2024", before: str = "", paper: str = "Heron Post") -> str:
    printed = f"<p>{label}</p>" if label else ""
    return (
        f'<div>{before}<p>{paper}</p><p>{paper}</p><p><a href="/stories/News/Heron-Post/T-{n}">A baker writes {n}</a></p>'
        f"<p>Nobody else remembered {n}.</p><p>time to read</p><p>2 mins</p>{printed}</div>"
    )


def story(body: str, url: str = STORY) -> StoryPage:
    found = read_story(document(body.encode(), url=url), site=SITE)
    assert isinstance(found, StoryPage), found
    return found


LINKED = '<p>The harbour master <a href="/stories/News/Heron-Post/RAIN">counts the herons</a> at dawn.</p>'


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (TOP + LINKED + LINKED.replace("harbour", "night") + P,
         ["The harbour master counts the herons at dawn.", "The night master counts the herons at dawn.", TEXT]),
        (TOP.replace("A map", '<a href="/stories/News/Heron-Post/RAIN">A map</a>') + P + item(1) + item(2), [TEXT]),
        (TOP + P + LINKED + P + item(1) + item(2), [TEXT, "The harbour master counts the herons at dawn.", TEXT]),
    ],
)  # fmt: skip
def test_words_that_link_to_a_story_are_text(body: str, paragraphs: list[str]) -> None:
    assert story(body).paragraphs == paragraphs


@pytest.mark.parametrize("rest", ["", MORE + item(1) + item(2, label="Kestrel 2 February 2025")])
def test_a_notice_of_copyright_is_no_offer(rest: str) -> None:
    dated = "Kestrel was first printed on 2 February 2025."
    found = story(f"{TOP}{P}<p>{dated}</p>{rest}<footer><p>© 2026 Magzter Inc.</p></footer>")
    assert (found.paragraphs, found.access) == ([TEXT, dated], "unknown")
    assert [one.headline for one in found.related] == (["A baker writes 1", "A baker writes 2"] if rest else [])


@pytest.mark.parametrize(
    "after",
    [
        "<footer><p>© 2026 Magzter Inc.</p></footer>",
        '<div><h2>Trending now</h2><p><a href="/stories/News/Blue/T1">A stubborn baker refuses</a></p></div>',
    ],
)
def test_what_follows_a_list_is_no_label(after: str) -> None:
    found = story(TOP + P + BLOCK + MORE + item(1) + item(2, label="") + after)
    assert [one.edition_label for one in found.related[:2]] == ["June 04, 2024", None]


def test_in_plain_text_a_notice_of_copyright_is_no_label() -> None:
    lines = [
        NAME,
        "Kestrel|May 03, 2024",
        TEXT,
        "MORE STORIES FROM Kestrel",
        "A baker writes",
        "Nobody else.",
        "2 mins",
    ]
    found = read_story(document("\n".join([*lines, "© 2026 Magzter Inc."]).encode(), url=STORY), site=SITE)
    assert isinstance(found, StoryPage)
    assert [(one.headline, one.edition_label) for one in found.related] == [("A baker writes", None)]


def test_a_teasers_label_may_begin_with_a_name_that_holds_a_number() -> None:
    label = "Observatory 1843 20 July 2026"
    items = item(1, paper="Observatory 1843", label=label) + item(2)
    assert [one.edition_label for one in story(TOP + P + BLOCK + MORE + items).related] == [label, "June 04, 2024"]


CARD = (
    '<div><a href="/stories/News/Heron-Post/T-{n}"><div>Heron Post</div><div>Heron Post</div><div>A baker writes {n}</div>'
    "<div>Nobody else remembered {n}.</div><div>time to read</div><div>2 mins</div><div>June 04, 2024</div></a></div>"
)


@pytest.mark.parametrize("block", ["", BLOCK])
@pytest.mark.parametrize("footer", ["", "<footer><p>© 2026 Magzter Inc.</p><a href=/faq>FAQ</a></footer>"])
@pytest.mark.parametrize(
    "cards",
    [
        "".join(CARD.format(n=n) for n in range(3)),
        "".join(
            item(n, before=f'<a href="/stories/News/Heron-Post/T-{n}"><img src=/{n}.jpg alt=""></a>') for n in range(3)
        ),
    ],
)
def test_the_last_card_is_read_as_the_others(cards: str, footer: str, block: str) -> None:
    found = story(TOP + P + block + MORE + cards + footer)
    assert [(one.headline, one.description, one.publication, one.edition_label) for one in found.related] == [
        (f"A baker writes {n}", f"Nobody else remembered {n}.", "Heron Post", "June 04, 2024") for n in range(3)
    ]


@pytest.mark.parametrize(
    "button",
    [
        '<ul class="share"><li><button type="button">Share</button></li></ul>',
        f"{SOCIAL}Share</a>",
        f"<p>{SOCIAL}<button>Share</button></a></p>",
        '<div role="button">Share</div>',
    ],
)
def test_buttons_are_no_text(button: str) -> None:
    found = story(TOP + button + P + BLOCK)
    assert (found.paragraphs, found.description) == ([TEXT], "A map drawn from memory.")
    assert story(TOP + P + button + BLOCK).paragraphs == [TEXT]
    dated = story(TOP + button + "<p>SEOUL -</p>" + P + BLOCK)
    assert (dated.dateline, dated.paragraphs) == ("SEOUL", [TEXT])
    locked = story(TOP + button + BLOCK)
    assert (locked.paragraphs, locked.access) == ([], "locked")


@pytest.mark.parametrize(
    "image",
    [
        f'<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/img/1.jpg" alt="{NAME}">',
        f'<img data-srcset="/img/1.jpg 1x, /img/2.jpg 2x" alt="{NAME}">',
        f'<img srcset="/img/1.jpg 320w" src="data:," alt="{NAME}">',
    ],
)
def test_a_picture_that_loads_late_has_its_own_address(image: str) -> None:
    assert story(TOP + image + P).image_url == f"{URL}/img/1.jpg"


def test_a_picture_that_json_ld_names_is_the_storys() -> None:
    said = '<script type="application/ld+json">{"@type":"NewsArticle","image":["/img/1.jpg"]}</script>'
    assert story(said + TOP + "<figure><img src=/img/1.jpg></figure>" + P + BLOCK).image_url == f"{URL}/img/1.jpg"


@pytest.mark.parametrize(
    "beside",
    [
        '<aside><h2>Trending now</h2><p><a href="/stories/News/Blue/RAIN-AT-LAST-2">A stubborn baker refuses</a></p></aside>',
        '<section class="c"><h2>Comments (2)</h2><p>gull_42</p><p>Great piece about the harbour.</p></section>',
        "<div>2 💬</div><div>gull_42</div>",
        "<div>12 Kommentare</div><div>gull_42</div>",
    ],
)
def test_what_stands_beside_or_below_a_story_is_none_of_it(beside: str) -> None:
    assert story(TOP + P + beside).paragraphs == [TEXT]


def test_lines_of_preformatted_text_are_lines() -> None:
    assert story(f"{TOP}<pre>{TEXT}\n\nSecond. {TEXT}</pre>{BLOCK}").paragraphs == [TEXT, f"Second. {TEXT}"]


def test_a_teaser_of_one_word_may_stand_in_several_items() -> None:
    items = "".join(item(n).replace(f"Nobody else remembered {n}.", "Maritime") for n in range(3)) + item(3)
    told = [one.description for one in story(TOP + P + BLOCK + MORE + items).related]
    assert told == ["Maritime", "Maritime", "Maritime", "Nobody else remembered 3."]


def test_elements_that_the_pages_own_style_shows_as_blocks_are_lines() -> None:
    body = (TOP + P + BLOCK).replace("<p>", '<span class="ln">').replace("</p>", "</span>")
    assert story("<style>.ln{display:block}</style>" + body) == story(TOP + P + BLOCK)


def test_a_label_of_two_dates_names_no_publication() -> None:
    url = f"{URL}/SG/Pub-House/Cuaderno-de-Agua/News"
    body = (
        "<h1>Cuaderno de Agua</h1><p>Recent issues</p>"
        '<a href="/SG/Pub-House/Cuaderno-de-Agua/News/2036174">March 22 - April 4, 2025</a>'
    )
    found = read_title(document(body.encode(), url=url), site=SITE)
    assert not isinstance(found, NotAPage)
    assert (found.name, [one.label for one in found.editions]) == ("Cuaderno de Agua", ["March 22 - April 4, 2025"])


@pytest.mark.parametrize("slug", ["Ay-Is-g", "Ay-Isigi"])
def test_a_name_in_letters_that_its_slug_leaves_out_is_the_printed_one(slug: str) -> None:
    body = (
        "<title>Ay Işığı</title><div>Ay Işığı</div><p>Recent issues</p>"
        f'<a href="/TR/Yayin/{slug}/News/2036174">April 4, 2025</a>'
    )
    found = read_title(document(body.encode(), url=f"{URL}/TR/Yayin/{slug}/News"), site=SITE)
    assert not isinstance(found, NotAPage)
    assert found.name == "Ay Işığı"


def test_a_heading_in_capitals_is_of_the_name_with_a_dotless_i() -> None:
    body = TOP.replace("Kestrel", "Ay Işığı") + P + "<h2>MAIS HISTÓRIAS DE AY IŞIĞIVer tudo</h2>" + item(1) + item(2)
    found = story(body, f"{URL}/pt/stories/News/Ay-Is-g/A-B-C-D")
    assert (found.paragraphs, [one.publication for one in found.related]) == ([TEXT], ["Heron Post", "Heron Post"])


def test_a_label_alone_is_inferred_from_an_attribution_whose_date_is_ambiguous() -> None:
    body = (
        f"<h1>{NAME}</h1><p>A map drawn.</p><p>- Tom Reed</p>{P}"
        "<p>Dit verhaal komt uit de editie 03/04/2026 van Kestrel.</p>"
        "<p>Start uw gratis proefperiode van Magzter GOLD voor 9.000+ bladen.</p><p>Al abonnee? Inloggen</p>"
    )
    assert story(body, f"{URL}/nl/stories/News/Kestrel/A-B-C-D").edition_label == "03/04/2026"
