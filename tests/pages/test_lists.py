"""Whose the links, names and stories of title, edition and list pages are."""

import pytest

from newsstand.pages import EditionPage, StoryPage, TitlePage, read_edition, read_issue_list, read_story, read_title
from newsstand.pages.document import document
from tests.printed import SITE, STORY_URL, TITLE_LINK, URL

TITLE_URL = URL + TITLE_LINK
EDITION_URL = f"{TITLE_URL}/1234567"
UP = "../../../../.."
HEAD = "<h1>The Lantern - May 03, 2024</h1><p>In this issue</p>"
DECOY = "<h2>Trending</h2><a href=/stories/art/Harbour-Post/ELSEWHERE>Elsewhere</a><p>2 mins</p>"


def edition(body: str, url: str = EDITION_URL, **hints: str) -> EditionPage:
    found = read_edition(document(body.encode(), url=url), site=SITE, **hints)
    assert isinstance(found, EditionPage), found
    return found


def title(body: str, url: str = TITLE_URL) -> TitlePage:
    found = read_title(document(body.encode(), url=url), site=SITE)
    assert isinstance(found, TitlePage), found
    return found


@pytest.mark.parametrize(
    "link",
    [
        "/stories/news/The-Lantern/ONE",
        "/de/stories/news/The-Lantern/ONE",
        f"{UP}/stories/news/The-Lantern/ONE",
        "../../../.././../stories/news/The-Lantern/ONE?utm_source=x",
        "//www.magzter.com/stories/news/The-Lantern/ONE",
        f"{URL}/stories/news/The-Lantern/ONE",
    ],
)
def test_a_story_is_found_however_its_link_is_written(link: str) -> None:
    found = edition(f"{HEAD}<p><a href='{link}'>One</a><p>3 mins</p>{DECOY}")
    assert [(one.headline, one.reading_minutes) for one in found.stories] == [("One", 3)]
    assert (found.stories[0].url or "").partition("?")[0].endswith("/stories/news/The-Lantern/ONE")


ONE, TWO = (f"<p><a href=/stories/news/The-Lantern/{x}>{x.title()}</a><p>3 mins</p>" for x in ("ONE", "TWO"))
BROKEN = '<p><a href="http://[object Object]"><img alt="Picture"></a><p><a href="http://[object Object]">Broken</a>'
FOUND = {"One": f"{URL}/stories/news/The-Lantern/ONE", "Two": f"{URL}/stories/news/The-Lantern/TWO"}.items()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{ONE}{BROKEN}<p>A teaser.</p><p>4 mins</p>{TWO}{DECOY}", ["One", "Broken", "Two"]),
        (f"{BROKEN}<p>4 mins</p>{ONE}{DECOY}", ["Broken", "One"]),
        (f"{ONE}{BROKEN}<p>4 mins</p>", ["One", "Broken"]),
        (f"{ONE}{BROKEN}<p>4 mins</p>{BROKEN}<p>5 mins</p>{TWO}", ["One", "Broken", "Broken", "Two"]),
        # Which list it is of, nobody knows.
        (f"{ONE}{TWO}{BROKEN}<p>4 mins</p>{DECOY}", ["One", "Two"]),
        # No card: in a footer, above another story.
        (f"{ONE}{TWO}{BROKEN}<p>About us</p><p><a href=/privacy>Privacy</a></p>", ["One", "Two"]),
        (f"{ONE}{BROKEN}{TWO}", ["One", "Two"]),
    ],
)
def test_a_card_whose_link_cannot_be_understood_is_listed_without_an_address(body: str, expected: list[str]) -> None:
    found = edition(f"{HEAD}{body}")
    assert [one.url for one in found.stories] == [dict(FOUND).get(name) for name in expected]
    assert found.stories[0].headline in ("One", "Picture", "Broken")
    assert {one.reading_minutes for one in found.stories} <= {3, 4, 5}


def test_links_are_relative_to_the_base_of_the_page() -> None:
    found = edition(f"<base href='/stories/news/'>{HEAD}<p><a href='The-Lantern/ONE'>One</a><p>3 mins</p>{DECOY}")
    assert [one.url for one in found.stories] == [f"{URL}/stories/news/The-Lantern/ONE"]
    assert found.url == EDITION_URL


@pytest.mark.parametrize("base", ["http://[x", "http://[object Object]/", "javascript:1", "data:text/html,x"])
def test_a_base_that_cannot_be_understood_is_none(base: str) -> None:
    found = edition(f"<base href='{base}'>{HEAD}<p><a href='/stories/news/The-Lantern/ONE'>One</a><p>3 mins</p>{DECOY}")
    assert [one.url for one in found.stories] == [f"{URL}/stories/news/The-Lantern/ONE"]


def test_relative_links_of_editions_lists_and_teasers_are_found() -> None:
    body = (
        "<h1>The Lantern - May 03, 2024</h1><p>Recent issues</p><a href='The-Lantern/../Newspaper/1234567'>May 03, 2024"
        "</a><p><a href='Newspaper/1234560'>April 26, 2024</a></p><a href=Newspaper/All-Issues>View all</a>"
    )
    found = title(body)
    assert [one.label for one in found.editions] == ["May 03, 2024", "April 26, 2024"]
    assert found.issues_url == f"{TITLE_URL}/All-Issues"
    story = read_story(
        document(
            b"<h1>Lamps</h1><p>The Lantern|May 2024</p><p>Lamps</p><p>It was a dark night, and a long one.</p>"
            b"<p>This story is from the May 2024 edition of The Lantern.</p>"
            b"<a href=../Harbour-Post/KITES>Kites</a><p>They fly.</p><p>time-read</p><p>3 mins  |</p><p>June 2023</p>",
            url=STORY_URL,
        ),
        site=SITE,
    )
    assert isinstance(story, StoryPage)
    assert [(one.url, one.edition_label) for one in story.related] == [
        (f"{URL}/stories/newspaper/Harbour-Post/KITES", "June 2023")
    ]


def test_an_edition_without_stories_of_its_own_takes_no_other_publications() -> None:
    assert edition(HEAD + DECOY).stories == []
    assert edition(HEAD + DECOY + DECOY.replace("ELSEWHERE", "MORE")).stories == []
    head = HEAD.replace("The Lantern", "The Straits Lantern")
    other = DECOY.replace("Harbour-Post", "The-Straits-Post")
    assert edition(head + other, EDITION_URL.replace("The-Lantern", "The-Straits-Lantern")).stories == []


@pytest.mark.parametrize("slug", ["The-Lantern-Magazine", "TheLantern", "Lantern", "The-Lanterne"])
def test_stories_may_spell_their_publication_a_little_otherwise(slug: str) -> None:
    found = edition(f"{HEAD}<a href=/stories/news/{slug}/ONE>One</a><p>3 mins</p>{DECOY}")
    assert [one.headline for one in found.stories] == ["One"]


def test_a_story_whose_link_names_no_publication_is_of_the_edition_that_it_names() -> None:
    body = (
        f"{HEAD}<p><a href=/articles/41/1234567/abc1>One</a><p>3 mins<p><a href=/stories/news/The-Lantern/TWO>Two</a>"
        "<p>2 mins<p><a href=/articles/41/1234568/abc2>Of the next edition</a><p>2 mins</p>"
    )
    assert [one.headline for one in edition(body).stories] == ["One", "Two"]
    old = (
        f"{HEAD}<a href=/articles/41/1234567/abc1>One</a><p>3 mins</p><a href=/articles/7/99/abc3>Other</a><p>1 min</p>"
    )
    assert [one.headline for one in edition(old).stories] == ["One"]


NAMES = [
    ("Kiln &amp; Kettle", "Kiln-and-Kettle"),
    ("Tidewater Examiner", "The-Tidewater-Examiner"),
    ("The Tidewater Examiner", "Tidewater-Examiner"),
    ("Sokak Lambası", "Sokak-Lambasi"),
    ("Straße Heute", "Strasse-Heute"),
    ("Køkken", "Kokken"),
    ("Łódź Dziś", "Lodz-Dzis"),
    ("Blätter aus Österreich", "Blaetter-aus-Oesterreich"),
    ("Route 9", "Route-9-US-Edition"),
    ("Grocer’s Almanac", "Grocers-Almanac"),
    ("مجلة المنارة", "Al-Manara"),
    ("灯台通信", "Todai-Tsushin"),
    ("Η Φωνή του Μόλου", "I-Foni-tou-Molou"),
]


@pytest.mark.parametrize(("name", "slug"), NAMES)
@pytest.mark.parametrize("glued", [" - March 26, 2025", "- March 26, 2025", " - March 26, 2025Add to Favorites"])
@pytest.mark.parametrize("tag", ["h1", "div"])
def test_the_heading_names_the_publication_that_the_slug_does_not_spell(
    name: str, slug: str, glued: str, tag: str
) -> None:
    path = f"/US/Pub/{slug}/News"
    others = (
        "<a href=/SG/Other/Gazette/News/2>The Gazette - June 2024</a>"
        f"<p><a href=/stories/News/{slug}/A>The long summer - May 2023</a></p>"
    )
    body = f"{others}<{tag}>{name}{glued}</{tag}><p><a href='{path}/20361'>March 26, 2025</a></p>{others}"
    found = title(body, URL + path)
    printed = name.replace("&amp;", "&")
    assert (found.name, found.current_label) == (printed, "March 26, 2025")
    page = edition(body, f"{URL}{path}/20361", publication=printed)
    assert (page.publication, page.label) == (printed, "March 26, 2025")
    assert [one.headline for one in page.stories] == ["The long summer - May 2023"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<h1>灯台通信</h1>", "灯台通信"),
        ("<title>灯台通信 - March 26, 2025 | Magzter</title><h1>Magzter</h1>", "灯台通信"),
        ("<h2>Recent issues</h2>", None),  # the slug of its URL is no name
        ("<h1>{{magName}}</h1>", None),
    ],
)
def test_a_title_page_without_a_heading_has_the_name_that_it_prints(body: str, name: str | None) -> None:
    path = "/JP/Pub/Todai-Tsushin/News"
    assert title(f"{body}<p><a href={path}/20361>March 26, 2025</a></p>", URL + path).name == name


def test_a_list_that_names_no_title_gives_the_editions_of_the_one_that_led_there() -> None:
    body = (
        "<a href='../../IE/Wick-Press-Ltd./The-Lantern/News/1234567'>May 03, 2024</a><h2>You may also like</h2>"
        "<a href=/SG/Other/Gazette/News/2>The Gazette - June 2024</a>"
    )
    page = document(body.encode(), url=f"{URL}/magazines/listAllIssues/41")
    assert [one.label for one in read_issue_list(page, site=SITE, title_url=TITLE_URL)] == ["May 03, 2024"]
    assert [one.label for one in read_issue_list(page, site=SITE)] == ["May 03, 2024", "June 2024"]


LISTED = (
    "<p>Questa storia è tratta dal numero del May 2024 di The Lantern.</p>"
    "<p>Abbonati a Magzter GOLD: oltre 9.000 riviste.</p>"
)


@pytest.mark.parametrize(
    "line", ["3 minuti  |June 2023", "3 minuti | June 2023", "3 minuty |June 2023", "3분 |June 2023"]
)
@pytest.mark.parametrize("mark", ["", "<p>time-read</p>"])
@pytest.mark.parametrize("linked", [True, False])
def test_a_label_may_follow_the_reading_time_in_words_nobody_knows(line: str, mark: str, linked: bool) -> None:
    cards = "".join(
        (f"<a href=/stories/news/Harbour-Post/{name}>{name}</a>" if linked else f"<p>{name}</p>")
        + f"{mark}<p>{line}</p>"
        for name in ("Kites", "Geese")
    )
    body = f"<h1>Lamps</h1><p>The Lantern|May 2024</p><p>It was a dark night, and a long one.</p>{LISTED}{cards}"
    found = read_story(document(body.encode(), url=STORY_URL), site=SITE)
    assert isinstance(found, StoryPage)
    assert [(one.headline, one.description, one.edition_label, one.reading_minutes) for one in found.related] == [
        ("Kites", None, "June 2023", 3),
        ("Geese", None, "June 2023", 3),
    ]


def listed_with(above: str, lines: list[str]) -> list[tuple[str | None, str | None]]:
    """(title, label) of listed stories of which each has one of the lines below its reading time."""
    cards = "".join(
        f"{above}<a href=/stories/news/Old-Post/S-{number}>Kites {number}</a><p>They fly.</p><p>3 mins</p><p>{line}</p>"
        for number, line in enumerate(lines, 1)
    )
    body = f"<h1>Lamps</h1><p>The Lantern|May 2024</p><p>It was a dark night, and a long one.</p>{LISTED}{cards}"
    found = read_story(document(body.encode(), url=STORY_URL), site=SITE)
    assert isinstance(found, StoryPage)
    return [(one.headline, one.edition_label) for one in found.related]


@pytest.mark.parametrize("above", ["", "<p>Old Post</p><p>Old Post</p>"])
def test_a_line_alone_below_a_reading_time_is_a_label(above: str) -> None:
    told = listed_with(above, ["Harvest Special", "", ""])
    assert told == [("Kites 1", "Harvest Special"), ("Kites 2", None), ("Kites 3", None)]


@pytest.mark.parametrize(
    "line",
    [
        "Old Post",
        "The tide",
        "<a href=/IE/Wick/The-Tide/Newspaper>The Tide</a>",
        "<a href=/about>All of it</a>",
        "© Odile Erquy",
        "A line that is much too long to be the label of an edition, whatever else there may be in it",
    ],
    ids=[
        "publication of the next title",
        "heading of other cards",
        "link to a publication",
        "link elsewhere",
        "credit",
        "long",
    ],
)
def test_a_line_above_a_title_is_no_label_of_the_card_above(line: str) -> None:
    told = listed_with("", ["June 2024" if line == "The tide" else "", line, ""])
    assert [label for _, label in told[1:]] == [None, None]


def test_publications_above_titles_are_no_labels_of_the_cards_above() -> None:
    assert listed_with("<p>The Weekly</p>", ["", "", ""]) == [("Kites 1", None), ("Kites 2", None), ("Kites 3", None)]


@pytest.mark.parametrize("units", [("minuti", "minuto"), ("dakika", "dakika"), ("분", "분"), ("dk.", "dk.")])
def test_an_edition_may_count_its_minutes_in_words_nobody_knows(units: tuple[str, str]) -> None:
    body = "".join(
        f"<p><a href=/stories/news/The-Lantern/{name}>{name}</a>{teaser}<p>{number} {units[number == 1]}</p>"
        for number, (name, teaser) in enumerate([("ONE", ""), ("TWO", "<p>A teaser.</p>"), ("THREE", "")], 1)
    )
    found = edition(HEAD + body)
    assert [(one.headline, one.description, one.reading_minutes) for one in found.stories] == [
        ("ONE", None, 1),
        ("TWO", "A teaser.", 2),
        ("THREE", None, 3),
    ]


BLOCK = [
    "Lamps", "The Lantern|May 2024", "It was a dark night, and a long one.",
    "This story is from the May 2024 edition of The Lantern.",
]  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [
        ["About us", "Careers", "Privacy policy", "Contact us", "Blog", "© 2025 Magzter Inc."],
        ["About us", "Careers", "© 2025 Magzter Inc.", "We use cookies to give you the best experience. Accept them."],
        ["We use cookies to give you the best experience. Accept them."],
    ],
)
def test_the_lines_of_a_footer_are_no_list(below: list[str]) -> None:
    text = "\n".join([*BLOCK, *below])
    html = "".join(f"<p>{line}</p>" for line in [*BLOCK, *below])
    for body in (text, html):
        found = read_story(document(body.encode(), url=STORY_URL), site=SITE)
        assert isinstance(found, StoryPage)
        assert found.related == []


LINKED = {
    "publication between two titles": "<p><a href={u}>{t}</a><p>{p}</p><p><a href={u}>{t}</a></p>",
    "publication and a bare title again": "<p><a href={u}>{t}</a><p>{p}</p><p>{t}</p>",
    "publication twice above the title": "<p>{p}</p><p>{p}</p><p><a href={u}>{t}</a></p>",
    "a link as a whole": "<a href={u}><p>{p}</p><p>{p}</p><p>{t}</p>",
}


@pytest.mark.parametrize("time", ["<p>time-read</p><p>{} mins |</p>", "<p>{} mins</p>", "<p>{} minuti</p>"])
@pytest.mark.parametrize("shape", LINKED)
@pytest.mark.parametrize("teaser", [None, "They burn."])
def test_a_title_of_a_number_and_a_word_is_no_reading_time(shape: str, time: str, teaser: str | None) -> None:
    second = "22 lamps" if "whole" in shape else "22 kites"
    told = [("9 kites", None, 4), (second, teaser, 5), ("Geese", None, 6), ("3 tides", "They turn.", 7)]
    html = "".join(
        LINKED[shape].format(t=title, p="Harbour Post", u=f"/stories/news/Harbour-Post/S-{minutes}")
        + (f"<p>{teaser}</p>" if teaser else "")
        + time.format(minutes)
        + ("</a>" if "whole" in shape else "")
        for title, teaser, minutes in told
    )
    body = f"<h1>Lamps</h1><p>The Lantern|May 2024</p><p>It was a dark night, and a long one.</p>{LISTED}{html}"
    found = read_story(document(body.encode(), url=STORY_URL), site=SITE)
    assert isinstance(found, StoryPage)
    assert [(one.headline, one.description, one.reading_minutes) for one in found.related] == told
    assert {one.publication for one in found.related} == {"Harbour Post"}
