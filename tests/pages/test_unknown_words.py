"""Attributions in words of no table, on pages that hold the text alone: nothing but slug and script tell the names."""

import pytest

from newsstand.pages import StoryPage, read_story
from newsstand.pages.document import document
from tests.printed import SITE, URL

TEXT = [
    "The ferry has two captains, and each of them believes that the other one has the key to the engine room.",
    "On Sundays it does not sail. The goats, who know, come down to the pier on Mondays.",
]
OFFERS = {
    "da": ["Tegn abonnement på Magzter GOLD og læs mere end 9.000 blade.", "Har du allerede et? Log ind"],
    "pl": ["Wykup Magzter GOLD i czytaj ponad 9000 pism.", "Masz już konto? Zaloguj się"],
    "it": ["Abbonati a Magzter GOLD: oltre 9.000 riviste.", "Hai già un conto? Accedi"],
    "vi": ["Mua Magzter GOLD để đọc hơn 9.000 tờ báo.", "Bạn đã có chưa? Vào"],
    "ko": ["Magzter GOLD로 10,000개 이상의 잡지를 읽으세요.", "이미 회원이신가요? 로그인"],
}
ENGLISH = [
    "Subscribe to Magzter GOLD to access thousands of curated premium stories, and 10,000+ magazines and newspapers.",
    "Already a subscriber? Sign In",
]
SAID = {
    "da": "Artiklen stammer fra {E}-udgaven af {P}.",
    "pl": "Tekst pochodzi z numeru {E} pisma {P}.",
    "it": "Articolo tratto dal numero {E} di {P}.",
    "vi": "Bài này được lấy từ số {E} của tờ báo {P}.",
    "ko": "이 글은 {P}의 {E} 호에서 가져왔습니다.",
}


def read(*lines: str, language: str, slug: str) -> StoryPage:
    url = f"{URL}/{language}/stories/news/{slug}/FERRY"
    found = read_story(document("\n".join(lines).encode(), url=url), site=SITE)
    assert isinstance(found, StoryPage), found
    return found


def walled(language: str, name: str, label: str, slug: str) -> StoryPage:
    said = SAID[language].replace("{P}", name).replace("{E}", label)
    return read(*TEXT, said, *OFFERS[language], language=language, slug=slug)


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Pier & Goat", "Pier-And-Goat"),
        ("Pier and Goat", "Pier-and-Goat"),
        ("Pier & Goat", "Pier-Goat"),
        ("L’Île d'Été", "L-Ile-dEte"),
        ("Fisker’s Blad", "Fiskers-Blad"),
        ("Søens Kok", "Soens-Kok"),
        ("Ferries 9/10", "Ferries-910"),
        ("Ahoy!", "Ahoy"),
        ("Quo Vadis?", "Quo-Vadis"),
        ("Ahoy! & Away", "Ahoy-And-Away"),
        ("¿Qué Barco?", "Que-Barco"),
        ("Goat+", "Goat"),
        ("Goat (UK)", "Goat-UK"),
        ("Ox & Ax", "Ox-And-Ax"),
        ("Pier & Co.", "Pier-Co"),
    ],
)
def test_a_name_is_the_slugs_though_signs_and_accents_differ(language: str, name: str, slug: str) -> None:
    found = walled(language, name, "June 14, 2024", slug)
    assert (found.publication, found.edition_label, found.paragraphs) == (name, "June 14, 2024", TEXT)
    assert found.access == "preview"


def test_the_dot_that_ends_the_sentence_is_no_sign_of_the_name() -> None:
    for line in ("{P} har den i {E}-udgaven.", "Den stod i {E}-udgaven af {P}.", "I {E}-udgaven af {P}. Alt er vort."):
        said = line.replace("{P}", "Pier Blad").replace("{E}", "May 2024")
        assert read(*TEXT, said, *OFFERS["da"], language="da", slug="Pier-Blad").publication == "Pier Blad"


def test_a_name_is_the_slugs_word_by_word() -> None:
    text = [
        "Nobody knew whether the rudder or fog was to blame for the fog or for the rudder, and the goats did.",
        *TEXT,
    ]
    found = read(
        *text, SAID["da"].replace("{P}", "ORF").replace("{E}", "May 2024"), *OFFERS["da"], language="da", slug="ORF"
    )
    assert (found.publication, found.paragraphs) == ("ORF", text)
    found = read(
        *text, SAID["da"].replace("{P}", "Båden").replace("{E}", "May 2024"), *OFFERS["da"], language="da", slug="ORF"
    )
    assert found.publication is None


@pytest.mark.parametrize("label", ["June 14, 2024", "June 2024", "Issue 141"])
@pytest.mark.parametrize(
    ("language", "name"),
    [("da", "船の便り"), ("da", "ข่าวท่าน้ำ"), ("pl", "渡船周报"), ("it", "Паромный вестник"), ("it", "اخبار الميناء"),
     ("ko", "船の便り"), ("vi", "船の便り"), ("ko", "ข่าวท่าน้ำ")],
)  # fmt: skip
def test_a_name_in_another_script_than_its_sentence_is_told_by_that(language: str, name: str, label: str) -> None:
    found = walled(language, name, label, "Fune-no-Tayori")
    assert (found.publication, found.edition_label, found.paragraphs) == (name, label, TEXT)
    assert found.access == "preview"


@pytest.mark.parametrize("name", ["船便 Weekly", "船便Weekly", "Weekly 船便", "船便 24", "船便 och ข่าว"])
def test_where_a_name_begins_and_ends_is_not_guessed(name: str) -> None:
    found = walled("da", name, "June 14, 2024", "Fune")
    assert (found.publication, found.edition_label, found.paragraphs) == (None, "June 14, 2024", TEXT)


@pytest.mark.parametrize(
    "last",
    [
        "The pier was painted on June 14, 2024.",
        "Its name was 船便 until June 14, 2024.",
        "In the book Pier the goats are from June 2024.",
    ],
)
def test_a_last_sentence_with_a_date_is_text(last: str) -> None:
    found = read(*TEXT, last, *ENGLISH, language="en", slug="Fune-no-Tayori")
    assert (found.publication, found.paragraphs) == (None, [*TEXT, last])


@pytest.mark.parametrize(
    "last",
    [
        "The pier was painted on June 14, 2024.",
        "The pier has 14 goats, and the harbour has the word 船便 on its gate.",
        "The poem Гавань of 1912 hangs in the engine room.",
        "In June 2024 it carried 40 µg of salt and the letter 船.",
    ],
)
def test_nor_is_it_an_attribution_where_the_newsstands_own_words_are_unknown(last: str) -> None:
    found = read(*TEXT, last, *OFFERS["pl"], language="pl", slug="Fune-no-Tayori")
    assert (found.publication, found.paragraphs) == (None, [*TEXT, last])


HEADED = ["Goats keep the key", "Pier Blad|June 14, 2024", "A ferry waits", "- Oda Lind"]
MORE = "Mere fra Pier Blad"


@pytest.mark.parametrize("heading", [[MORE], []])
@pytest.mark.parametrize("first", ["Who ate the timetable?", "The tide is late"])
@pytest.mark.parametrize(
    ("teaser", "mark"), [(["Nobody did."], ["time-read"]), (["Nobody did."], []), ([], ["time-read"])]
)
def test_a_listed_title_that_asks_is_no_sign_in_line_below_an_attribution(
    heading: list[str], teaser: list[str], first: str, mark: list[str]
) -> None:
    said = SAID["da"].replace("{P}", "Pier Blad").replace("{E}", "June 14, 2024")
    cards = [first, *teaser, *mark, "3 mins  |", "May 2024", "Is it late?", *teaser, *mark, "4 mins  |", "May 2024"]
    found = read(*HEADED, *TEXT, said, *heading, *cards, language="da", slug="Pier-Blad")
    assert (found.paragraphs, found.access) == (TEXT, "unknown")
    assert [card.headline for card in found.related] == [first, "Is it late?"]
    below = "".join(f"<p>{line}</p>" for line in teaser)
    linked = [f"<a href=/stories/a/Pier-Blad/{title[:3]}><p>{title}</p>{below}</a>" for title in (first, "Is it late?")]
    page = ["<meta charset=utf-8>", *(f"<p>{line}</p>" for line in [*HEADED, *TEXT, said, *heading]), *linked]
    found = read(*page, language="da", slug="Pier-Blad")
    assert (found.paragraphs, found.access) == (TEXT, "unknown")
    assert [card.headline for card in found.related] == [first, "Is it late?"]


@pytest.mark.parametrize("heading", [[MORE], []])
def test_a_sign_in_line_above_such_a_title_is_one(heading: list[str]) -> None:
    said = SAID["da"].replace("{P}", "Pier Blad").replace("{E}", "June 14, 2024")
    cards = [
        "Who ate it?",
        "Nobody did.",
        "time-read",
        "3 mins  |",
        "May 2024",
        "Is it late?",
        "Me.",
        "time-read",
        "4 mins  |",
    ]
    own = ["Tegn abonnement og læs alle blade.", "Har du allerede et? Log ind"]
    found = read(*HEADED, *TEXT, said, *own, *heading, *cards, language="da", slug="Pier-Blad")
    assert (found.paragraphs, found.access) == (TEXT, "preview")
    assert [card.headline for card in found.related] == ["Who ate it?", "Is it late?"]
