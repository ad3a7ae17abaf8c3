"""The cards of a list in plain text, where no link tells which line is a title."""

import pytest

from newsstand.pages.document import document
from newsstand.pages.found import ListedStory
from newsstand.pages.listing import entries, listed, read_cards
from newsstand.pages.phrases import phrases
from tests.printed import SITE

PAPER = "The Kiln"


def cards(*lines: str, labelled: bool = True) -> list[ListedStory]:
    page = document("\n".join(lines).encode())
    items = entries(page, 0, len(page.lines), SITE, None)
    return listed(read_cards(items, phrases(SITE.brand), labelled=labelled, names=[PAPER]), [PAPER])


SHAPES = {
    "publication": [PAPER, "{T}", "{D}", "4 mins"],
    "publication twice": [PAPER, PAPER, "{T}", "{D}", "time to read", "4 mins"],
    "publication of another twice": ["Crumb", "Crumb", "{T}", "{D}", "time to read", "4 mins"],
    "publication between two titles": ["{T}", PAPER, "{T}", "{D}", "time-read", "4 mins  |"],
    "another's between two titles": ["{T}", "Crumb", "{T}", "{D}", "time-read", "4 mins  |"],
}
LABELS = [["June 2025", None, "May 30, 2018"], [None, None, None], [None, "Annual Double", "June 2025"]]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_without_a_label_takes_nothing_of_the_next_one(shape: str, labels: list[str | None]) -> None:
    told = [("Clay", "A wet business"), ("Glaze", None), ("Ash", "What is left")]
    lines = [
        line
        for (title, teaser), label in zip(told, labels, strict=True)
        for line in [*(part.replace("{T}", title).replace("{D}", teaser or "") for part in SHAPES[shape]), label]
        if line
    ]
    found = cards(*lines)
    assert [(one.headline, one.description) for one in found] == told
    assert [one.edition_label for one in found] == labels
    assert {one.publication for one in found} == {"Crumb" if "other" in shape else PAPER}


UNITS = {
    "zh": ("阅读时间", "{} 分钟", "1 分钟"),
    "id": ("waktu membaca", "{} menit", "1 menit"),
    "el": ("χρόνος ανάγνωσης", "{} λεπτά", "1 λεπτό"),
    "he": ("זמן קריאה", "{} דקות", "1 דקה"),
    "fa": ("زمان مطالعه", "{} دقیقه", "1 دقیقه"),
    "te": ("చదివే సమయం", "{} నిమిషాలు", "1 నిమిషం"),
    "it": ("tempo di lettura", "{} minuti", "1 minuto"),
    "cs": ("doba čtení", "{} minut", "1 minuta"),
}


@pytest.mark.parametrize("language", UNITS)
def test_minutes_in_words_of_no_table_stand_below_the_same_line(language: str) -> None:
    mark, several, one = UNITS[language]
    told = [("Clay", "A wet business", 3), ("22 kilns", None, 1), ("Ash", "What is left", 12)]
    lines = [
        line
        for title, teaser, minutes in told
        for line in [PAPER, PAPER, title, teaser, mark, one if minutes == 1 else several.format(minutes), "June 2025"]
        if line
    ]
    found = cards(*lines)
    assert [(story.headline, story.description, story.reading_minutes) for story in found] == told
    assert [(story.publication, story.edition_label) for story in found] == [(PAPER, "June 2025")] * 3


@pytest.mark.parametrize("language", ["zh", "id", "el", "te", "it", "cs"])
def test_minutes_in_words_of_no_table_count_what_no_other_lines_do(language: str) -> None:
    _, several, one = UNITS[language]
    told = [("Clay", "A wet business", 3), ("22 kilns", None, 1), ("Ash", "What is left", 12), ("7 kilns", None, 2)]
    told.append(("Salt", None, 5))
    lines = [
        line
        for title, teaser, minutes in told
        for line in [title, teaser, one if minutes == 1 else several.format(minutes)]
        if line
    ]
    found = cards(*lines, labelled=False)
    assert [(story.headline, story.description, story.reading_minutes) for story in found] == told


@pytest.mark.parametrize("again", ["3 kilns", "3 September"])
def test_a_number_and_a_word_are_no_reading_time_where_others_are(again: str) -> None:
    lines = [line for minutes in (4, 5) for line in (again, "A teaser", f"{minutes} mins")]
    lines += ["12 kilns", "A teaser", "6 mins", "33 miners", "Of salt", "7 mins"]
    found = cards(*lines, labelled=False)
    assert [one.headline for one in found] == [again, again, "12 kilns", "33 miners"]


def test_titles_printed_again_are_no_reading_times_though_they_are_most_of_what_counts() -> None:
    lines = [line for n in (3, 5) for line in (f"{n} kilns", PAPER, f"{n} kilns", "They burn.", f"{n} mins")]
    assert [(one.headline, one.reading_minutes) for one in cards(*lines)] == [("3 kilns", 3), ("5 kilns", 5)]


@pytest.mark.parametrize("titles", [["Letters"], ["Letters", "Letters", "Clay", "Ash"]])
def test_a_title_right_above_a_reading_time_is_no_mark_of_it(titles: list[str]) -> None:
    found = cards(*(line for title in titles for line in (title, "4 mins")), labelled=False)
    assert [one.headline for one in found] == titles


def test_two_titles_of_a_number_and_a_word_are_no_reading_times() -> None:
    found = cards("3 kilns", "They burn.", "5 kilns", "They are cold.")
    assert [(one.headline, one.description) for one in found] == [
        ("3 kilns", "They burn."),
        ("5 kilns", "They are cold."),
    ]


def test_numbers_of_issues_are_no_minutes() -> None:
    assert cards(*(line for n in (12, 13, 14) for line in (f"Kiln {n}", "It burns on", f"{n}号"))) == []
