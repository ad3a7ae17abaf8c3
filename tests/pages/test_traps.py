"""The traps of real pages, each on the smallest page that springs it; as HTML and as plain text."""

# ruff: noqa: E501 - lines of pages are whole, as printed

import json
from dataclasses import replace

import pytest

from newsstand.pages import ListedStory, NotAPage, StoryPage, read_story
from newsstand.pages.document import document
from tests.markup import Block, page, plain_text
from tests.printed import SITE, STORY_URL, URL, Printed, blocks, card_blocks, cards


def read(
    printed: list[Block] | str, *, url: str | None = STORY_URL, style: str = "divs", **hints: str | None
) -> StoryPage:
    body = printed if isinstance(printed, str) else page(printed, style, links=20)
    found = read_story(document(body.encode(), url=url), site=SITE, **hints)
    assert not isinstance(found, NotAPage), found
    return found


def lines(*texts: str) -> list[Block]:
    return [Block(text) for text in texts]


STORY = Printed()
TEXT = list(STORY.paragraphs)


def test_an_attribution_printed_twice_is_in_the_text_nowhere() -> None:
    found = read(blocks(STORY))
    assert found.paragraphs == TEXT
    assert found.related == cards(STORY)


def test_lines_below_an_offer_that_look_at_each_other_are_told_apart() -> None:
    ending = ["Magzter GOLD xyzzy 10,000 abc", "Oh? Hm?", "Kam", "Techo ok?"]
    assert read([*blocks(replace(STORY, attribution=False)), *lines(*ending)]).paragraphs == TEXT


def test_the_header_alone_gives_the_edition() -> None:
    found = read(blocks(replace(STORY, attribution=False)))
    assert (found.publication, found.edition_label, found.edition_place) == ("The Lantern", "May 03, 2024", "header")
    assert found.access == "preview"


def test_the_attribution_alone_gives_the_edition() -> None:
    found = read(plain_text(blocks(replace(STORY, header=False))), url=None)
    assert (found.publication, found.edition_label, found.edition_place) == (
        "The Lantern",
        "May 03, 2024",
        "attribution",
    )
    assert (found.headline, found.paragraphs) == (STORY.headline, TEXT)


@pytest.mark.parametrize(
    ("line", "publication", "label"),
    [
        ("Bu hikaye Sofra dergisinin 12 August 2022 sayısından alınmıştır.", "Sofra", "12 August 2022"),
        ("Diese Geschichte stammt aus der 28-Oct-2020-Ausgabe von Country Life.", "Country Life", "28-Oct-2020"),
        ("Denne historien er fra January 29 - February 11, 2024-utgaven av Mother Jones.", "Mother Jones", "January 29 - February 11, 2024"),
        ("This story is from the Farmer's Weekly 6+13 January 2023 edition of Farmer's Weekly.", "Farmer's Weekly", "Farmer's Weekly 6+13 January 2023"),
        ("This story is from the May 2024 edition of The Collector's Edition.", "The Collector's Edition", "May 2024"),
        ("This story is from the May 2024 edition of The Morning edition of Leeds.", "The Morning edition of Leeds", "May 2024"),
        ("This story is from the 2024 edition edition of Home Magazine.", "Home Magazine", "2024 edition"),
        ("This story is from the Spring 2026 edition of Mr. Wick's Mag.", "Mr. Wick's Mag", "Spring 2026"),
        ("Cette histoire est tirée de l'édition August 2026 de Le Monde de la Photo.", "Le Monde de la Photo", "August 2026"),
        ("Cette histoire est tirée de l’édition August 2026 de Pêche d'été.", "Pêche d'été", "August 2026"),
        ("Esta historia es de la edición 2 de noviembre de 2024 de Diario de Avisos.", "Diario de Avisos", "2 de noviembre de 2024"),
        ("هذه القصة من طبعة November 2024 من المرفأ.", "المرفأ", "November 2024"),
        ("このストーリーは、港の手帖 の 2026年8月号 版からのものです。", "港の手帖", "2026年8月号"),
        ("この記事は The Times の May 03, 2024 版に掲載されています。", "The Times", "May 03, 2024"),
        ("This story is from the {{IssueName}} edition of {{MagazineName}}.", None, None),
        ("This story is from the {{IssueName}} edition of The Lantern.", "The Lantern", None),
    ],
)  # fmt: skip
def test_an_attribution_is_read_whatever_names_and_labels_hold(
    line: str, publication: str | None, label: str | None
) -> None:
    found = read("\n".join([*TEXT, line, "Already a subscriber ? Sign In"]), url=None)
    assert (found.publication, found.edition_label) == (publication, label)
    assert found.paragraphs == TEXT
    assert found.edition_place == ("attribution" if label else None)


@pytest.mark.parametrize(
    ("printed", "publication", "label"),
    [
        (["The Lantern|May 03, 2024"], "The Lantern", "May 03, 2024"),
        (["The Lantern | May 03, 2024"], "The Lantern", "May 03, 2024"),
        (["The Lantern", "|May 03, 2024"], "The Lantern", "May 03, 2024"),
        (["The Lantern |", "May 03, 2024"], "The Lantern", "May 03, 2024"),
        (["The Lantern", "|", "May 03, 2024"], "The Lantern", "May 03, 2024"),
        (["May 03, 2024", "|The Lantern"], "The Lantern", "May 03, 2024"),
        (["May 03, 2024|The Lantern"], "The Lantern", "May 03, 2024"),
        (["Farmer's Weekly|Farmer's Weekly 12 August 2022"], "Farmer's Weekly", "Farmer's Weekly 12 August 2022"),
        (["PC World 2024|May 2024"], "PC World 2024", "May 2024"),
        (["How It Works|No. 141"], "How It Works", "No. 141"),
        (["The Sunday Edition|03/04/2026"], "The Sunday Edition", "03/04/2026"),
        (["The Lantern|{{IssueName}}"], "The Lantern", None),
        (["The Lantern|The March of Time"], "The Lantern", "The March of Time"),
        (["Harbour Post", "|", "Collector's Special"], "Harbour Post", "Collector's Special"),
    ],
)
def test_a_header_is_read_in_every_shape(printed: list[str], publication: str | None, label: str | None) -> None:
    body = [STORY.headline, *printed, "He lit eleven lamps", "NORA QUILL", STORY.headline, *TEXT]
    for found in (read("\n".join(body), url=None), read(lines(*body), url=f"{URL}/articles/12/34/abc")):
        assert (found.publication, found.edition_label) == (publication, label)
        assert (found.headline, found.description, found.byline) == (
            STORY.headline,
            "He lit eleven lamps",
            "NORA QUILL",
        )
        assert found.paragraphs == TEXT


def test_a_label_that_reads_as_none_is_known_from_the_page_that_led_here() -> None:
    body = lines(STORY.headline, "May Day Special|The Lantern", *TEXT)
    found = read(body, publication="The Lantern", edition_label="May Day Special")
    assert (found.publication, found.edition_label) == ("The Lantern", "May Day Special")


@pytest.mark.parametrize("mark", ["?", " ?", "؟", " ؟", "？"])
def test_sign_in_lines_are_known_with_any_question_mark(mark: str) -> None:
    for sign_in in (
        "Already a subscriber{} Sign In",
        "هل أنت مشترك بالفعل{} تسجيل الدخول",
        "すでに購読者です{} サインイン",
    ):
        body = [STORY.headline, "The Lantern|May 03, 2024", "-", *TEXT, sign_in.format(mark)]
        found = read("\n".join(body), url=None)
        assert (found.paragraphs, found.access) == (TEXT, "preview")


@pytest.mark.parametrize("count", ["5,000+", "8.000", "9,000+", "9000", "9\u00a0000", "9\u202f000", "10,000+"])
def test_the_offer_is_known_with_any_count(count: str) -> None:
    offer = f"Abonnez-vous à Magzter GOLD pour accéder à des milliers d'histoires premium et à plus de {count} magazines et journaux."
    found = read("\n".join([STORY.headline, "The Lantern|May 03, 2024", "-", *TEXT, offer]), url=None)
    assert (found.paragraphs, found.access, found.interface_language) == (TEXT, "preview", "fr")


def test_a_turkish_page_with_english_lines_is_turkish() -> None:
    assert read(blocks(replace(STORY, language="tr", heading=False))).interface_language == "tr"


def test_mojibake_is_undone_before_lines_are_compared() -> None:
    line = "Cette histoire est tirée de l'édition August 2026 de Pêche d'été.".encode().decode("cp1252")
    body = [*TEXT, line, "DÃ©jÃ\xa0 abonnÃ© ? Se connecter"]
    found = read("\n".join(body), url=None)
    assert (found.publication, found.interface_language, found.paragraphs) == ("Pêche d'été", "fr", TEXT)


def test_a_bare_dash_is_no_byline() -> None:
    found = read(blocks(replace(STORY, generation="G3", byline=None)))
    assert (found.byline, found.description, found.paragraphs) == (None, STORY.description, TEXT)


def test_a_heading_glued_to_view_all_starts_the_list() -> None:
    printed = [
        *lines(STORY.headline, "The Lantern|May 03, 2024", *TEXT, "WEITERE ARTIKEL AUS THE LANTERNAlle anzeigen")
    ]
    printed += [block for card in STORY.cards for block in card_blocks(card, STORY)]
    assert read(printed).related == cards(STORY)
    assert read(plain_text(printed), url=None).related == cards(STORY, links=False)


def test_listed_stories_keep_their_own_editions_or_none() -> None:
    assert [card.edition_label for card in read(blocks(STORY)).related] == [
        "September 11, 2024",
        None,
        "July/August 2022",
    ]


def test_a_teaser_may_be_one_word() -> None:
    assert read(blocks(STORY)).related[1].description == "Maritime"


def test_teasers_without_anything_but_titles_are_pairs_in_plain_text() -> None:
    body = [*TEXT, "This story is from the May 2024 edition of The Lantern.", "One", "A first.", "Two", "A second."]
    assert read("\n".join(body), url=None).related == [
        ListedStory(headline="One", description="A first."),
        ListedStory(headline="Two", description="A second."),
    ]


MENTIONS = [
    "Magzter is a newsstand, said the clerk, and Magzter GOLD is what he would not buy.",
    "This edition of The Lantern has forty pages.",
    "This story is from the sea, and so is its teller.",
    "Already a subscriber? the poster asked. Nobody on the pier was.",
    "Are you a subscriber?",
    "More stories from the harbour",
    "More stories",
    "Sign In",
    "In this issue",
    "May 03, 2024",
    "The Lantern",
    "Continue reading, the sign said.",
    "3 min",
    "Start your day with a walk, says Nora Quill.",
    "The Lantern reported on May 03, 2024 that the pier had been sold, and corrected itself a week later.",
]


@pytest.mark.parametrize("mention", MENTIONS)
def test_paragraphs_that_mention_the_newsstand_stay(mention: str) -> None:
    story = replace(
        STORY, paragraphs=(TEXT[0], mention, *TEXT[1:], mention, "The geese agreed, and said so all night long.")
    )
    for generation in ("G2", "G3"):
        printed = blocks(replace(story, generation=generation))
        assert read(printed).paragraphs == list(story.paragraphs)
        assert read(plain_text(printed), url=None).paragraphs == list(story.paragraphs)


def test_short_paragraphs_verse_lists_and_headings_stay_in_order() -> None:
    whole = (
        "The poem was found in the lamp room, under the oil can.",
        "The night is long,",
        "the lamp is low,",
        "O geese —",
        "The Second Winter",
        "1. Trim the wick.",
        "• Fill the can.",
        "“Then wait,” it says.",
        "- Tom",
        "He did.",
    )
    story = replace(STORY, paragraphs=whole)
    assert read(blocks(story)).paragraphs == list(whole)
    assert read(plain_text(blocks(story)), url=None).paragraphs == list(whole)


@pytest.mark.parametrize(
    ("first", "dateline", "kept"),
    [
        ("WASHINGTON -", "WASHINGTON", False),
        ("NEW DELHI —", "NEW DELHI", False),
        ("ST. JOHN'S (AP) –", "ST. JOHN'S", False),
        ("SEOUL - K-pop fans queued all night for a lamp.", "SEOUL", True),
        ("SÃO PAULO, Brazil — The pier is shut.", "SÃO PAULO, Brazil", True),
        ("LONDON (Reuters) - The pier is shut.", "LONDON", True),
        ("The pier - and the lamp - are shut.", None, True),
        ("K-pop fans queued all night for a lamp.", None, True),
    ],
)
def test_a_dateline_alone_is_lifted_and_one_that_runs_in_stays(first: str, dateline: str | None, kept: bool) -> None:
    for repeated in (True, False):
        story = replace(STORY, paragraphs=(first, *TEXT), repeated=repeated)
        found = read(blocks(story), description=STORY.description)
        assert (found.dateline, found.paragraphs) == (dateline, [first, *TEXT] if kept else TEXT)
        assert (found.description, found.byline) == (STORY.description, STORY.byline)


@pytest.mark.parametrize(
    "byline", ["NORA QUILL", "Nora Quill", "Nora Quill and Tom de Wick", "REUTERS", "By Nora Quill", None]
)
@pytest.mark.parametrize(
    "description", ["He lit eleven lamps a night for forty years", "Maritime", "Geese. And light.", None]
)
@pytest.mark.parametrize("repeated", [True, False])
def test_standfirst_and_byline_are_told_apart_with_what_the_list_says(
    byline: str | None, description: str | None, repeated: bool
) -> None:
    story = replace(STORY, byline=byline, description=description, repeated=repeated)
    found = read(blocks(story), headline=story.headline, description=description)
    assert found.byline == byline
    if (
        byline is None and description is None and not repeated
    ):  # nothing marks the text: its header is above a standfirst
        assert (found.description, found.paragraphs) == (TEXT[0], TEXT[1:])
    else:
        assert (found.description, found.paragraphs) == (description, TEXT)


def test_the_founding_shape_nothing_above_the_text() -> None:
    body = [
        "WASHINGTON -",
        *TEXT,
        "Diese Geschichte stammt aus der May 2024-Ausgabe von Die Laterne.",
        "Abonnent? Anmelden",
    ]
    found = read("\n".join(body), url=None)
    assert (found.headline, found.dateline, found.paragraphs) == (None, "WASHINGTON", TEXT)
    assert (found.description, found.byline, found.interface_language) == (None, None, "de")


def test_a_story_behind_the_wall_whole_is_locked() -> None:
    for generation in ("G2", "G3"):
        found = read(blocks(replace(STORY, generation=generation, paragraphs=())))
        assert (found.access, found.paragraphs, found.byline) == ("locked", [], "NORA QUILL")


def test_the_old_wall_of_three_lines_ends_the_preview() -> None:
    wall = lines(
        "You can read up to 3 premium stories before you subscribe to Magzter GOLD",
        "Log in, if you are already a subscriber",
        "Get unlimited access to thousands of curated premium stories, newspapers and 5,000+ magazines",
    )
    found = read(
        [
            *lines(STORY.headline, "The Lantern|May 2024", STORY.headline, *TEXT),
            *wall,
            *card_blocks(STORY.cards[0], STORY),
        ]
    )
    assert (found.paragraphs, found.access) == (TEXT, "preview")
    assert found.related == cards(STORY)[:1]


def test_the_wall_of_the_app_ends_the_preview_and_its_reading_time_is_the_storys() -> None:
    body = lines(
        STORY.headline, "The Lantern|May 2024", "1 min read", "He lit eleven lamps", STORY.headline, *TEXT,
        "Continue reading your story on the app", "Continue reading your story in the magazine",
    )  # fmt: skip
    found = read(body)
    assert (found.paragraphs, found.access, found.reading_minutes) == (TEXT, "preview", 1)
    assert found.description == "He lit eleven lamps"


def test_a_sign_in_line_on_two_lines_is_one() -> None:
    body = [STORY.headline, "The Lantern|May 2024", STORY.headline, *TEXT, "Already a subscriber?", "Sign In"]
    found = read("\n".join(body), url=None)
    assert (found.paragraphs, found.access) == (TEXT, "preview")


def test_an_advertisement_above_the_story_is_no_wall() -> None:
    top = lines("Go Unlimited with Magzter GOLD", "$149.99", "$74.99/Year", "Already a subscriber? Sign In")
    found = read([*top, *blocks(STORY)])
    assert (found.headline, found.paragraphs, found.related) == (STORY.headline, TEXT, cards(STORY))


def test_cards_on_one_line_with_their_reading_time() -> None:
    printed = [
        *lines(
            STORY.headline, "The Lantern|May 2024", STORY.headline, *TEXT, "MORE STORIES FROM THE LANTERN", "View all"
        ),
        Block("Kite season opens", link="/stories/art/The-Lantern/KITE"),
        Block("Maritime"),
        Block("time-read4 mins |September 11, 2024"),
        Block("What the ferryman owes", link="/stories/art/The-Lantern/FERRYMAN"),
        Block("4 mins | May 2021"),
    ]
    assert [
        (card.headline, card.description, card.reading_minutes, card.edition_label) for card in read(printed).related
    ] == [
        ("Kite season opens", "Maritime", 4, "September 11, 2024"),
        ("What the ferryman owes", None, 4, "May 2021"),
    ]


def test_links_inside_a_text_are_text() -> None:
    printed = [
        *lines(STORY.headline, "The Lantern|May 2024", STORY.headline, TEXT[0]),
        Block("Also read: Kite season opens", link="/stories/art/The-Lantern/KITE"),
        *lines(TEXT[1]),
        *lines("MORE STORIES FROM THE LANTERN"),
        *card_blocks(STORY.cards[0], STORY),
    ]
    assert read(printed).paragraphs == [TEXT[0], "Also read: Kite season opens", TEXT[1]]


def test_json_ld_fills_what_the_page_does_not_print_and_the_page_decides() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Lamps","isAccessibleForFree":true,'
        '"inLanguage":"en","articleSection":"Harbour","author":{"@type":"Person","name":"Nora Quill"}}</script>'
    )
    body = page(lines("Lamps out", "The Lantern|May 2024", "Nora Quill", *TEXT), "divs").replace(
        "</head>", data + "</head>"
    )
    found = read(body)
    assert (found.headline, found.byline, found.access) == ("Lamps out", "Nora Quill", "free")
    assert (found.language, found.section, found.paragraphs) == ("en", "Harbour", TEXT)


def test_a_date_in_the_masthead_and_bars_in_the_text_are_no_headers() -> None:
    body = lines(
        "Friday | August 14, 2026", STORY.headline, "The Lantern|May 03, 2024", STORY.headline, *TEXT, "Monday | May 6, 2024",
        "This story is from the May 03, 2024 edition of The Lantern.",
    )  # fmt: skip
    found = read(body)
    assert (found.publication, found.edition_label, found.headline) == ("The Lantern", "May 03, 2024", STORY.headline)
    assert found.paragraphs == [*TEXT, "Monday | May 6, 2024"]


def test_of_several_articles_in_json_ld_it_is_the_one_of_this_page() -> None:
    items = [
        {"@type": "NewsArticle", "url": f"{URL}/stories/a/B/OTHER", "articleSection": "Other"},
        {"@type": "NewsArticle", "url": f"{STORY_URL}?utm_source=x", "articleSection": "Harbour"},
    ]
    data = f'<script type="application/ld+json">{json.dumps(items)}</script></head>'
    assert read(page(blocks(STORY), "divs").replace("</head>", data)).section == "Harbour"
