"""Kinds of real pages that the reader once misread, each on a page of our own: other papers, other words, other languages."""

# ruff: noqa: E501 - lines of pages are whole, as printed

import pytest

from newsstand.pages import EditionPage, StoryPage, TitlePage, read_edition, read_story, read_title
from newsstand.pages.document import document
from newsstand.pages.story import explained
from tests.printed import SITE, URL

TEXT = [
    "The baker rose at three, and by four the whole street smelled of rye, as it had for sixty years.",
    "Nobody told the new owner of the mill that the wheel has to be stopped by hand when the river is high.",
]
OFFER = {
    "en": [
        "Subscribe to Magzter GOLD to access thousands of curated premium stories, and 10,000+ magazines and newspapers.",
        "Already a subscriber? Sign In",
    ],
    "nl": [
        "Abonneer u op Magzter GOLD voor toegang tot duizenden zorgvuldig samengestelde premiumverhalen en meer dan 9.000 bladen."
    ],
    "hi": ["हजारों चुनिंदा प्रीमियम कहानियों और 9,500 से अधिक पत्रिकाओं और समाचार पत्रों तक पहुंचने के लिए सदस्यता लें।"],
}
MADE_BY = {
    "en": "This story is from the {E} edition of {P}.",
    "nl": "Dit verhaal komt uit de {E}-editie van {P}.",
    "hi": "यह कहानी {P} के {E} संस्करण से ली गई है।",
}


def wall(language: str = "en", paper: str = "Mill & Oven", label: str = "March 09, 2025") -> list[str]:
    return [MADE_BY[language].replace("{P}", paper).replace("{E}", label), *OFFER[language]]


def story(*lines: str, url: str = f"{URL}/stories/food/Mill-and-Oven/RYE") -> StoryPage:
    found = read_story(document("\n".join(lines).encode(), url=url), site=SITE)
    assert isinstance(found, StoryPage), found
    return found


HEADER = ["Rye at four", "Mill & Oven", "|March 09, 2025"]


@pytest.mark.parametrize(
    "standfirst",
    [
        "The oven is older than the street.",
        "Whoever bakes here bakes for the dead, they say. The dead do not complain. The living do, of the price and of the queue",
        "चक्की का पहिया",
        "Ofen",
        "നദിക്കരയിലെ മില്ല്",
    ],
)
@pytest.mark.parametrize("walled", [True, False])
def test_right_below_a_header_stands_the_standfirst(standfirst: str, walled: bool) -> None:
    found = story(*HEADER, standfirst, *TEXT, *(wall() if walled else []))
    assert (found.description, found.byline, found.paragraphs) == (standfirst, None, TEXT)


def test_one_line_below_a_header_is_the_text() -> None:
    found = story(*HEADER, TEXT[0], *wall())
    assert (found.description, found.paragraphs) == (None, TEXT[:1])


@pytest.mark.parametrize("language", MADE_BY)
def test_walls_are_known_in_the_languages_seen(language: str) -> None:
    found = story(*HEADER, "-", *TEXT, *wall(language))
    assert (found.paragraphs, found.access, found.inferred) == (TEXT, "preview", ())
    assert found.interface_language == language


@pytest.mark.parametrize(
    "more", ["MORE STORIES FROM Mill & Oven", "Meer verhalen van Mill & Oven", "Mill & Oven से और कहानियाँ"]
)
def test_a_list_heading_may_have_no_list_below_it(more: str) -> None:
    found = story(*HEADER, "-", *TEXT, more, "Translate", "Share", "-", "+", "Change font size")
    assert (found.paragraphs, found.related, found.access) == (TEXT, [], "unknown")


@pytest.mark.parametrize(
    ("attribution", "rest"),
    [
        (
            "ఈ కథ Mill & Oven పత్రిక March 09, 2025 సంచిక నుండి.",
            ["వేల కథలు, 9,000 పత్రికలు చదవడానికి మాగ్జ్టర్ గోల్డ్ తీసుకోండి.", "ఇప్పటికే చందాదారులా? లాగిన్"],
        ),
        ("Mill & Oven இதழின் March 09, 2025 பதிப்பிலிருந்து.", []),
    ],
)
def test_an_attribution_in_words_of_no_table_ends_the_text_though_the_brand_is_in_another_script(
    attribution: str, rest: list[str]
) -> None:
    found = story(*HEADER, "-", *TEXT, attribution, *rest)
    assert (found.paragraphs, found.access) == (TEXT, "preview" if rest else "unknown")
    assert f"attribution: {attribution}" in found.inferred


@pytest.mark.parametrize("author", ["- Oda Lindqvist.", "- Our Mill Correspondent.", "- ODA LINDQVIST."])
def test_an_author_after_a_dash_may_end_with_a_full_stop(author: str) -> None:
    found = story(*HEADER, "The oven is old", author, *TEXT, *wall())
    assert (found.description, found.byline, found.paragraphs) == ("The oven is old", author[2:], TEXT)


def test_a_publication_alone_above_the_attribution_is_no_text() -> None:
    assert story(*HEADER, "-", *TEXT, "Mill & Oven", *wall()).paragraphs == TEXT
    kept = [*TEXT[:1], "Mill & Oven", *TEXT[1:]]
    assert story(*HEADER, "-", *kept, *wall()).paragraphs == kept


@pytest.mark.parametrize(
    "text",
    [
        [
            "TEN OVENS",
            "A list of ovens that were chosen by people who eat bread",
            "RYE",
            TEXT[0],
            "WHEAT",
            TEXT[1],
            "SPELT",
        ],
        ["Oda Lindqvist", TEXT[0], "Per Holm", TEXT[1]],
        ["Ovens of the north", "Oda Lindqvist", TEXT[0], "Per Holm", TEXT[1]],
    ],
)
def test_on_a_page_that_holds_the_text_alone_short_lines_are_neither_headline_nor_author(text: list[str]) -> None:
    found = story(*text, *wall(), *wall())
    assert (found.headline, found.byline, found.description, found.paragraphs) == (None, None, None, text)


CARD = ["Bread by night", "Mill & Oven", "Bread by night", "Who buys it?", "time-read", "3 Minuten  |", "May 2024"]
OLD_CARD = ["Bread by night", "Who buys it at this hour, and why?", "2 mins read", "Crumb Monthly", "July 2020"]


def test_cards_print_the_publication_between_two_titles_or_below_the_time() -> None:
    found = story(*HEADER, "-", *TEXT, *wall(), *CARD, *(line.replace("Bread", "Salt") for line in CARD))
    assert [(one.headline, one.publication, one.description, one.edition_label) for one in found.related] == [
        (f"{food} by night", "Mill & Oven", "Who buys it?", "May 2024") for food in ("Bread", "Salt")
    ]
    found = story(
        *HEADER,
        "-",
        *TEXT,
        "Continue reading your story on the app",
        *OLD_CARD,
        *(line.replace("Bread", "Salt") for line in OLD_CARD),
    )
    assert [(one.headline, one.publication, one.description, one.edition_label) for one in found.related] == [
        (f"{food} by night", "Crumb Monthly", OLD_CARD[1], "July 2020") for food in ("Bread", "Salt")
    ]


@pytest.mark.parametrize("heading", ["Altri articoli di Mill & Oven", "Mill & Oven の記事一覧View All"])
@pytest.mark.parametrize("walled", [True, False])
def test_a_heading_in_words_nobody_knows_stands_above_cards_of_two_titles(heading: str, walled: bool) -> None:
    cards = [*CARD, *(line.replace("Bread", "Salt") for line in CARD)]
    found = story(*HEADER, "-", *TEXT, *(wall() if walled else []), heading, *cards)
    assert found.paragraphs == TEXT
    assert [one.headline for one in found.related] == ["Bread by night", "Salt by night"]


@pytest.mark.parametrize("headline", ["Die Mühle steht", "Get up early", "You bake, we eat", "This is rye"])
def test_a_headline_printed_twice_may_begin_as_the_newsstands_own_lines_do(headline: str) -> None:
    found = story(headline, "Rye is late this year", "ODA LIND", headline, *TEXT, *wall())
    assert (found.headline, found.byline, found.paragraphs) == (headline, "ODA LIND", TEXT)


def test_cards_with_links_print_them_so_too() -> None:
    cards = "".join(
        f"<div><a href=/stories/food/Crumb-Monthly/{food}>{food} by night</a><p>Who buys it?</p><p>2 mins read</p><p>Crumb Monthly</p><p>July 2020</p></div>"
        for food in ("Bread", "Salt")
    )
    found = story("<p>" + "<p>".join([*HEADER, "-", *TEXT, *wall()]) + cards)
    assert [(one.headline, one.publication, one.edition_label) for one in found.related] == [
        ("Bread by night", "Crumb Monthly", "July 2020"), ("Salt by night", "Crumb Monthly", "July 2020")
    ]  # fmt: skip


@pytest.mark.parametrize("own", ["Mill & Oven", "Crumb Monthly"])
@pytest.mark.parametrize("picture", ["", "<img src=a.jpg alt='{food} by night'>"])
def test_cards_print_the_publication_above_the_teaser(own: str, picture: str) -> None:
    cards = "".join(
        f"<div><a href=/stories/food/Mill-and-Oven/{food}><div>{food} by night</div><div>{name}</div>"
        f"{picture.format(food=food)}<div>{teaser}</div><div>time-read</div><div>3 mins  |</div><div>July 2020</div></a></div>"
        for food, name, teaser in [
            ("Bread", own, "Who buys it?"),
            ("Salt", own, "Who sells it?"),
            ("Rye", own, "When?"),
        ]
    )
    found = story("<p>" + "<p>".join([*HEADER, "-", *TEXT, *wall()]) + cards)
    assert [(one.headline, one.publication, one.description, one.edition_label) for one in found.related] == [
        ("Bread by night", own, "Who buys it?", "July 2020"),
        ("Salt by night", own, "Who sells it?", "July 2020"),
        ("Rye by night", own, "When?", "July 2020"),
    ]


def test_a_card_of_another_publication_prints_it_where_the_others_do() -> None:
    cards = "".join(
        f"<a href=/stories/food/Mill-and-Oven/{n}><p>{title}</p><p>{name}</p>{teaser}<p>3 mins read</p><p>July 2020</p></a>"
        for n, (title, name, teaser) in enumerate(
            [
                ("Bread", "Mill & Oven", "<p>Who buys it?</p>"),
                ("Salt", "Crumb", "<p>Who?</p>"),
                ("Rye", "Mill & Oven", ""),
            ]
        )
    )
    found = story("<p>" + "<p>".join([*HEADER, "-", *TEXT, *wall()]) + cards)
    assert [(one.headline, one.publication, one.description) for one in found.related] == [
        ("Bread", "Mill & Oven", "Who buys it?"), ("Salt", "Crumb", "Who?"), ("Rye", "Mill & Oven", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [("2 min di lettura", "5 min di lettura"), ("1 minuto a ler", "4 minutos a ler"), ("2분 읽기", "4분 읽기")],
)
def test_a_time_of_several_words_nobody_knows_is_no_teaser(first: str, second: str) -> None:
    cards = "".join(
        f"<article><p>Mill & Oven</p><a href=/stories/food/Mill-and-Oven/{n}>{n} by night</a>{teaser}<p>{time}</p><p>July 2020</p></article>"
        for n, teaser, time in [("Bread", "<p>Who buys it?</p>", first), ("Salt", "", second)]
    )
    found = story("<p>" + "<p>".join([*HEADER, "-", *TEXT, *wall()]) + cards)
    assert [(one.headline, one.description, one.reading_minutes, one.edition_label) for one in found.related] == [
        ("Bread by night", "Who buys it?", int(first[0]), "July 2020"), ("Salt by night", None, int(second[0]), "July 2020")
    ]  # fmt: skip


def test_buttons_on_one_line_and_labels_of_forms_are_no_text() -> None:
    tools = "<div><button>Translate</button><button>Share</button><span>-</span><span>+</span><span>Change font size</span></div>"
    form = "<form><label>Where shall we write to?</label><input><button>Sign up</button></form>"
    found = story(
        "<p>" + "<p>".join([*HEADER, "-"]) + tools + "<p>" + TEXT[0] + form + "<p>" + "<p>".join([*TEXT[1:], *wall()])
    )
    assert found.paragraphs == TEXT


def test_the_title_of_the_page_as_a_line_is_neither_headline_nor_header() -> None:
    for tail in (
        "Read this story on Magzter.com",
        "Lisez cet article sur Magzter.com",
        "इस कहानी को Magzter.com पर पढ़ें",
    ):
        found = story(f"Facebook PixelRye at four | Mill & Oven - food - {tail}", *HEADER, "-", *TEXT, *wall())
        assert (found.headline, found.publication, found.paragraphs) == ("Rye at four", "Mill & Oven", TEXT)


LINK = "<a href=/stories/food/Mill-and-Oven/OTHER-{n}>"
BOXES = {
    "titles": "<h2>Read also</h2>" + "".join(f"<p>{LINK.format(n=n)}Flour in winter {n}</a></p>" for n in range(3)),
    "titles as screen readers count them": "<h2>Read also</h2><p>list of 3 items</p>"
    + "".join(f"<p>{LINK.format(n=n)}Flour in winter {n}</a></p>" for n in range(3))
    + "<p>end of list</p>",
    "titles and teasers": "".join(f"<p>{LINK.format(n=n)}Flour in winter {n}</a></p><p>It keeps</p>" for n in range(3)),
    "one title": f"<aside><p>À lire aussi</p>{LINK.format(n=1)}Flour in winter</a></aside>",
    "one title behind a label": f"<p><b>ALSO READ | {LINK.format(n=1)}Flour in winter</a></b></p>",
    "one title behind a colon": f"<p>Lees ook: {LINK.format(n=1)}Flour in winter</a></p>",
    "one title without a space": f"<div><i>Related</i>{LINK.format(n=1)}Flour in winter</a></div>",
    "titles under a colon": "<p>Read more:</p>" + "".join(f"<p>{LINK.format(n=n)}Flour {n}</a></p>" for n in range(2)),
    "titles that are sentences": "<h2>Recommended</h2><ul>"
    + "".join(f"<li><b>{LINK.format(n=n)}{TEXT[0]}</a></b></li>" for n in range(3))
    + "</ul>",
    "numbered titles": "<h2>Most read</h2><ol>"
    + "".join(f"<li><b>{n}</b>{LINK.format(n=n)}Flour in winter</a></li>" for n in range(3))
    + "</ol>",
    "bullets": "".join(f"<p>• {LINK.format(n=n)}Flour in winter {n}</a></p>" for n in range(3)),
    "links to other sites": "<section><h4>From around the web</h4><ul>"
    + "".join(f"<li><a href=https://ads.example/{n}>Flour {n}</a></li>" for n in range(3))
    + "</ul></section>",
    "a form": "<div><h3>Get our letters</h3><form><input type=email><button>Go</button></form></div>",
    "titles, teasers and times": "".join(
        f"<p>{LINK.format(n=n)}Flour in winter {n}</a></p><p>It keeps</p><p>{n + 2} mins</p>" for n in range(3)
    ),
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("walled", [True, False])
def test_a_box_of_linked_stories_ends_no_text_and_is_none(box: str, walled: bool) -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", TEXT[0])]
    below = [f"<p>{line}" for line in (TEXT[1], TEXT[0], *(wall() if walled else []))]
    assert story(*lines, BOXES[box], *below).paragraphs == [TEXT[0], TEXT[1], TEXT[0]]


CARDS = "".join(
    f"<div>{LINK.format(n=n)}<p>Mill & Oven</p><p>Mill & Oven</p><h4>Flour in winter {n}</h4><p>It keeps.</p></a>"
    "<span>time to read</span><br><span>3 mins</span><p>March 02, 2025</p></div>"
    for n in range(3)
)  # fmt: skip


def test_the_newsstand_s_own_cards_are_a_box_where_a_block_is_below() -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", TEXT[0])]
    box = f"<div><h3>MORE STORIES FROM Mill & Oven</h3>{CARDS}</div>"
    below = [f"<p>{line}" for line in (TEXT[1], *wall())]
    assert story(*lines, box, *below).paragraphs == TEXT[:2]
    assert story(*lines, f"<p>{TEXT[1]}", box, *(f"<p>{line}" for line in wall())).paragraphs == TEXT[:2]


SHORT = "By noon it was cold."
TITLES = "".join(f"<p>{LINK.format(n=n)}Flour in winter {n}</a></p>" for n in range(2))
ABOVE_SHORT = {
    "titles under a heading, beside the text": f"<aside><h4>Read also</h4>{TITLES}</aside>",
    "titles under a heading": f"<h4>Read also</h4>{TITLES}",
    "titles": TITLES,
    "three titles in a list": f"<ul>{TITLES.replace('<p>', '<li>')}<li>{LINK.format(n=3)}Rye bread</a></ul>",
    "a title under a heading": f"<section><h3>Related</h3>{LINK.format(n=1)}Flour in winter</a></section>",
    "a title beside the text": f"<aside>{LINK.format(n=1)}Flour in winter</a></aside>",
    "a title in a list": f"<ul><li>{LINK.format(n=1)}Flour in winter</a></ul>",
    "a title with its picture": f"<div>{LINK.format(n=1)}<img src=/1.jpg alt=Flour><div>Flour in winter</div></a></div>",
}


@pytest.mark.parametrize("box", ABOVE_SHORT)
@pytest.mark.parametrize("walled", [True, False])
@pytest.mark.parametrize(
    "below", [[SHORT], [SHORT, "So it went."], [SHORT, TEXT[1]], [TEXT[1]], [TEXT[1], SHORT]], ids=len
)
def test_a_box_may_stand_above_a_last_short_paragraph(box: str, walled: bool, below: list[str]) -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", TEXT[0])]
    found = story(*lines, ABOVE_SHORT[box], *(f"<p>{line}</p>" for line in [*below, *(wall() if walled else [])]))
    assert (found.paragraphs, found.related) == ([TEXT[0], *below], [])


def test_a_list_of_other_stories_with_teasers_ends_a_text_though_a_sentence_is_below_it() -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", *TEXT)]
    cards = "".join(f"<p>{LINK.format(n=n)}Flour in winter {n}</a></p><p>It keeps.</p>" for n in range(3))
    for box in (cards, f"<div>{cards}</div>", f"<section><h2>Altro</h2>{cards}</section>"):
        found = story(*lines, box, "<p>© 2026 Oven Press</p>")
        assert (found.paragraphs, len(found.related)) == (TEXT, 3)
        assert story(*lines, f"<div>{CARDS}</div>", "<p>We use cookies.</p>").paragraphs == TEXT


TEASED = f"<p>{LINK.format(n=1)}Flour in winter</a></p><p>It keeps.</p>"
OTHER = "<p>Harbour Post</p><p><a href=/stories/food/Harbour-Post/O-{n}>Flour in winter {n}</a></p>"
OF_CARDS = {
    "cards beside the text": f"<aside><h4>Read also</h4>{TEASED}{TEASED.replace('-1>', '-2>')}</aside>",
    "publications above titles": OTHER.format(n=1) + OTHER.format(n=2),
    "a picture and a title": f"<figure>{LINK.format(n=1)}<img src=/1.jpg alt=Flour></a>{LINK.format(n=1)}Flour</a></figure>",
}


@pytest.mark.parametrize("box", OF_CARDS)
@pytest.mark.parametrize("walled", [True, False])
@pytest.mark.parametrize("below", [[SHORT], [SHORT, "So it went."], ["“Never,” he said.", TEXT[1]]], ids=len)
def test_no_card_of_a_box_takes_a_short_paragraph_below(box: str, walled: bool, below: list[str]) -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", TEXT[0])]
    found = story(*lines, OF_CARDS[box], *(f"<p>{line}</p>" for line in [*below, *(wall() if walled else [])]))
    assert found.paragraphs == [TEXT[0], *below]


def test_a_paragraph_that_is_a_link_ends_no_text_of_short_sentences() -> None:
    lines = [f"<p>{line}</p>" for line in (*HEADER, "-", TEXT[0])]
    linked = f"<p>{LINK.format(n=1)}Flour in winter</a></p>"
    assert story(*lines, linked, f"<p>{SHORT}</p>").paragraphs == [TEXT[0], "Flour in winter", SHORT]
    for heading in ("Altri articoli di Mill & Oven", "Mill & Oven की और कहानियाँView All"):
        found = story(*lines, f"<h2>{heading}</h2>", linked, "<p>It keeps.</p>")
        assert (found.paragraphs, [one.description for one in found.related]) == (TEXT[:1], ["It keeps."])


PICTURED = f"{LINK.format(n=1)}<img src=/1.jpg alt=x><h4>Flour</h4></a><p>It keeps.</p>"


@pytest.mark.parametrize(
    "card",
    [f"<div>{PICTURED}</div>", f"<h2>Altro</h2><div>{PICTURED}</div>", f"<section><h2>Altro</h2>{PICTURED}</section>"],
)
@pytest.mark.parametrize("footer", ["", "<footer><a href=/about>About</a></footer>", "<p>© 2026 Oven Press</p>"])
def test_a_sentence_in_an_element_with_a_last_title_is_its_teaser(card: str, footer: str) -> None:
    found = story(*(f"<p>{line}</p>" for line in (*HEADER, "-", *TEXT)), card, footer)
    assert found.paragraphs == TEXT
    assert [(one.headline, one.description) for one in found.related] == [("Flour", "It keeps.")]


ITEMS = f"<ul><li>Salt</li><li>{LINK.format(n=1)}Flour in winter</a></li><li>Water</li></ul>"


@pytest.mark.parametrize("walled", [True, False])
def test_an_item_that_is_a_link_in_a_list_of_others_is_text(walled: bool) -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", TEXT[0])]
    below = [f"<p>{line}" for line in (TEXT[1], *(wall() if walled else []))]
    assert story(*lines, ITEMS, *below).paragraphs == [TEXT[0], "Salt", "Flour in winter", "Water", TEXT[1]]


KEPT = {
    "a subhead below a box": f"<ul><li>{LINK.format(n=1)}Flour</a><li>{LINK.format(n=2)}Rye</a></ul><h3>{{}}</h3>",
    "and of an element": f"<div><ul><li>{LINK.format(n=1)}Flour</a><li>{LINK.format(n=2)}Rye</a></ul></div><h3>{{}}</h3>",
    "a sentence above a box": f"<p>{{}}.</p><ul><li>{LINK.format(n=1)}Flour</a><li>{LINK.format(n=2)}Rye</a></ul>",
    "a subhead that is a link": f"<h3>{LINK.format(n=1)}{{}}</a></h3>",
    "a line that ends with a link": f"<p>Read what we said of {LINK.format(n=1)}{{}}</a></p>",
    "one that ends as sentences do": f"<p>Then: {LINK.format(n=1)}{{}}</a>.</p>",
    "a subhead above a button": "<h3>{}</h3><button>Listen</button>",
}


@pytest.mark.parametrize("what", KEPT)
@pytest.mark.parametrize("walled", [True, False])
def test_what_is_no_box_stays(what: str, walled: bool) -> None:
    lines = [f"<p>{line}" for line in (*HEADER, "-", TEXT[0])]
    below = [f"<p>{line}" for line in (TEXT[1], TEXT[0], *(wall() if walled else []))]
    first, kept, *others = story(*lines, KEPT[what].format("The long night"), *below).paragraphs
    assert (first, *others) == (TEXT[0], TEXT[1], TEXT[0])
    assert "The long night" in kept


def test_a_text_of_short_sentences_is_no_card() -> None:
    short = f"<div><p>They fly.<p>They stay.<p>{LINK.format(n=1)}Rye</a><p>They fly.<p>{LINK.format(n=2)}Oats</a></div>"
    found = story(
        *(f"<p>{line}" for line in (*HEADER, "-", TEXT[0])), short, *(f"<p>{line}" for line in [TEXT[1], *wall()])
    )
    assert found.paragraphs == [TEXT[0], "They fly.", "They stay.", "Rye", "They fly.", "Oats", TEXT[1]]


def test_paragraphs_that_are_links_are_text() -> None:
    linked = [f"<p>{LINK.format(n=n)}{text}</a></p>" for n, text in enumerate(TEXT * 3)]
    assert story(*(f"<p>{line}" for line in (*HEADER, "-")), *linked).paragraphs == TEXT * 3


EDITION_URL = f"{URL}/SE/Oven-Press/Mill-and-Oven/Food/501"


def test_an_edition_page_is_read_from_its_plain_text() -> None:
    body = [
        "Mill & Oven - March 09, 2025", "Go Unlimited with Magzter GOLD", "1 Month $4.99", "(OR)", "Subscribe only to Mill & Oven",
        "Buy this issue $1.99", "In this issue", "March 09, 2025", "Rye at four", "The oven is old", "4 mins", "Salt", "12 mins",
    ]  # fmt: skip
    found = read_edition(document("\n".join(body).encode(), url=EDITION_URL), site=SITE)
    assert isinstance(found, EditionPage)
    assert (found.publication, found.label) == ("Mill & Oven", "March 09, 2025")
    assert [(one.headline, one.description, one.reading_minutes) for one in found.stories] == [
        ("Rye at four", "The oven is old", 4),
        ("Salt", None, 12),
    ]


@pytest.mark.parametrize("own", ["In March we visit four ovens that never cool.", "All about rye", "- Long test"])
def test_what_an_edition_says_of_itself_is_no_section(own: str) -> None:
    cards = "".join(
        f"<h2><a href=/stories/food/Mill-and-Oven/S{n}><p>Story {n}</p><p>Blurb</p><span>{n} mins</span></a></h2>"
        for n in (2, 3)
    )
    body = f"<h1>Mill & Oven Magazine- March 2025</h1><h2>In this issue</h2><p>{own}</p>{cards}"
    found = read_edition(document(body.encode(), url=EDITION_URL), site=SITE)
    assert isinstance(found, EditionPage)
    assert [(one.headline, one.section) for one in found.stories] == [("Story 2", None), ("Story 3", None)]


@pytest.mark.parametrize(
    ("own", "first"),
    [
        ("", "Bread"),
        ("<p>In March we visit four ovens that never cool.</p>", "Bread"),
        ("<p>- Four ovens</p><p>- A mill</p>", "Bread"),
        ("<p>Four ovens</p><p>A mill</p>", None),
    ],
)
def test_sections_head_the_stories_below_them(own: str, first: str | None) -> None:
    card = "<h2><a href=/stories/food/Mill-and-Oven/S{n}><p>Story {n}</p><p>Blurb</p><span>{n} mins</span></a></h2>"
    body = f"<h1>Mill & Oven - March 2025</h1><h2>In this issue</h2>{own}<p>Bread</p>{card.format(n=2)}{card.format(n=3)}<p>Salt</p>{card.format(n=4)}"
    found = read_edition(document(body.encode(), url=EDITION_URL), site=SITE)
    assert isinstance(found, EditionPage)
    assert [one.section for one in found.stories] == [first, first, "Salt"]


@pytest.mark.parametrize(
    "printed",
    [
        "<a href=/p>Publisher: Oven Press AB</a><a href=/c>Category: Food</a><a href=/l>Language: Swedish</a>",
        "<p>Publisher: Oven Press AB Category: Food Language: Swedish</p>",
        "<p>Publisher: Oven Press AB | Category: Food • Language: Swedish</p>",
        "<a>प्रकाशक: Oven Press AB</a><a>श्रेणी: Food</a><a>भाषा: Swedish</a>",
        "<p>Herausgeber: Oven Press AB</p><p>Kategorie: Food</p><p>Sprache: Swedish</p>",
    ],
)
def test_values_of_a_title_page_stand_on_one_line_or_on_three(printed: str) -> None:
    edition = "<a href=/SE/Oven-Press/Mill-and-Oven/Food/501>March 2025</a>"
    body = f"<h1>Mill & Oven Magazine- March 2025</h1>{printed}<p>Frequency: Monthly</p>{edition}"
    found = read_title(document(body.encode(), url=f"{URL}/SE/Oven-Press/Mill-and-Oven/Food"), site=SITE)
    assert isinstance(found, TitlePage)
    assert (found.publisher, found.category, found.language, found.frequency) == (
        "Oven Press AB",
        "Food",
        "Swedish",
        "Monthly",
    )


@pytest.mark.parametrize(
    ("above", "below", "label"),
    [
        (
            "<a href=/p>Oven Press</a> / <a href=/magazines/listAllIssues/7>Mill & Oven</a><p>March 2025</p>",
            "",
            "March 2025",
        ),
        ("<a href=/magazines/listAllIssues/7>Mill & Oven</a><p>By bakers</p>", "", None),
        ("<a href=/magazines/listAllIssues/7>All issues</a><p>March 2025</p>", "", None),
        ("<a href=/magazines>Mill & Oven</a><p>March 2025</p>", "", None),
        ("", "<a href=/magazines/listAllIssues/7>All of Mill & Oven</a><p>March 2025</p>", None),
    ],
)
def test_the_path_to_a_title_page_shows_its_edition(above: str, below: str, label: str | None) -> None:
    body = f"{above}<h1>Mill & Oven</h1>{below}<a href=/SE/Oven-Press/Mill-and-Oven/Food/501>April 2025</a>"
    found = read_title(document(body.encode(), url=f"{URL}/SE/Oven-Press/Mill-and-Oven/Food"), site=SITE)
    assert isinstance(found, TitlePage)
    assert (found.name, found.current_label) == ("Mill & Oven", label)


def test_a_row_without_a_value_takes_none_from_the_next_row() -> None:
    body = "<h1>Mill & Oven - March 2025</h1><a>Publisher: </a><a>Category: Food</a><p>Language:</p><p>Frequency: Monthly</p>"
    found = read_title(document(body.encode(), url=f"{URL}/SE/Oven-Press/Mill-and-Oven/Food"), site=SITE)
    assert isinstance(found, TitlePage)
    assert (found.publisher, found.category, found.language, found.frequency) == (None, "Food", None, "Monthly")


@pytest.mark.parametrize(("name", "slug"), [("雪のパン", "Yuki-no-Pan"), ("Mill Magazine", "Mill-Magazine")])
def test_the_name_is_the_one_printed_and_never_the_slug_or_what_headings_add(name: str, slug: str) -> None:
    path = f"/JP/Pan-Sha/{slug}/Food"
    body = (
        f"<h1>{name} Magazine- March 2025</h1><h2>In this issue</h2><a href=/stories/food/{slug}/A>Rye</a><p>3 mins</p>"
        f"<a href={path}/7>March 2025</a>"
    )
    edition = read_edition(document(body.encode(), url=f"{URL}{path}/7"), site=SITE)
    title = read_title(document(body.encode(), url=URL + path), site=SITE)
    assert isinstance(edition, EditionPage)
    assert isinstance(title, TitlePage)
    assert (edition.publication, title.name) == (name, name)
    unnamed = read_title(
        document(f"<p>Recent issues</p><a href={path}/7>March 2025</a>".encode(), url=URL + path), site=SITE
    )
    assert isinstance(unnamed, TitlePage)
    assert unnamed.name is None
    assert (
        story("Rye at four", "雪のパン|March 2025", "-", *TEXT, url=f"{URL}/stories/food/Yuki-no-Pan/RYE").publication
        == "雪のパン"
    )


def test_a_page_is_explained_line_by_line() -> None:
    body = "\n".join([*HEADER, "The oven is old", "- Oda Lindqvist", *TEXT, *wall()])
    told = explained(document(body.encode()), site=SITE)
    assert [(part, kind) for part, kind, _, _ in told] == [
        ("headline", "headline"), ("header", "publication"), ("header", "words"),
        ("opening down to the dashed author", "words"), ("opening down to the dashed author", "byline"),
        ("text", "paragraph"), ("text", "paragraph"),
        ("block with an attribution", "attribution"), ("block with an attribution", "offer"), ("block with an attribution", "sign_in"),
    ]  # fmt: skip
    assert told[4][2:] == ("dash and name", "- Oda Lindqvist")
