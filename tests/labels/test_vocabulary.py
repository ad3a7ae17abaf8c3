"""Which words are known where, and that the table of words says nothing twice or in vain."""

import subprocess
import sys

import pytest

from newsstand.labels import LANGUAGES, is_language, read_label
from newsstand.labels.fold import folded, plain
from newsstand.labels.vocabulary import KINDS, LETTER_KINDS, own_words, vocabulary

LISTS = {"doubtful", "unmistakable", "seasons", "other_calendars"}
WITHOUT_FOUR_SEASONS = {"id", "ms", "sw", "cy"}
"""Of another climate, or with one word for October and autumn."""
OTHER_KEYS = {
    "ordinal_mark",
    "unit_year",
    "unit_month",
    "unit_day",
    "unit_number",
    "unit_volume",
    "unit_week",
    "unit_quarter",
}


def test_every_row_of_the_words_is_of_a_known_kind_and_language() -> None:
    for language, kinds in own_words().items():
        if language in LISTS:
            assert set(kinds) == {"words"}
            continue
        assert language in LANGUAGES
        named = {kind for kind in kinds if not kind.startswith("era_")}
        assert named <= set(KINDS) | set(LETTER_KINDS) | OTHER_KEYS, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_lists_a_word_twice(language: str) -> None:
    for kind, words in own_words()[language].items():
        assert len({folded(word) for word in words}) == len(words), (language, kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_known_in_full_has_seasons_and_words_for_issues_and_volumes(language: str) -> None:
    kinds = own_words()[language]
    assert {"spring", "summer", "autumn", "winter"} <= set(kinds) or language in WITHOUT_FOUR_SEASONS
    assert {"issue", "number", "unit_number", "edition"} & set(kinds)
    assert {"volume", "unit_volume"} & set(kinds) or language in ("ja", "zh")


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("de", True),
        ("pt-BR", True),
        ("zh_Hant", True),
        ("no", True),
        ("EN", True),
        ("xx", False),
        ("", False),
        ("english", False),
    ],
)
def test_a_language_is_known_by_its_tag(tag: str, known: bool) -> None:
    assert is_language(tag) is known


def test_the_earlier_language_decides_what_a_word_means() -> None:
    assert vocabulary(("hr",)).words["listopad"] == ("M", 10)
    assert vocabulary(("pl", "hr")).words["listopad"] == ("M", 11)
    assert "listopad" not in vocabulary(("de",)).words


@pytest.mark.parametrize("language", ["xx", "", "klingon", "de-", "../en"])
def test_a_tag_that_nobody_knows_is_passed_over(language: str) -> None:
    assert read_label("May 2024", languages=(language,)).date == "2024-05"


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Şubat", "subat"), ("ŞUBAT", "subat"), ("KASIM", "kasim"), ("Kasım", "kasim"),
        ("MÄRZ", "marz"), ("août", "aout"),
        ("Høst", "host"), ("أغسطس", "اغسطس"), ("फ़रवरी", "फरवरी"), ("май", "маи"), ("8월", "8월"), ("が", "が"),
    ],
)  # fmt: skip
def test_case_and_accents_of_a_word_do_not_count(printed: str, known: str) -> None:
    assert folded(printed) == known


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("２０２４年８月号", "2024年8月号"), ("٢ نوفمبر", "2 نوفمبر"), ("a\u00a0 b\u200b", "a b"),
        ("Nº 5", "No 5"), ("N.º 5", "No 5"),
        ("Nov_2024", "Nov 2024"), ("१२", "12"), ("\u200f12", "12"),
    ],
)  # fmt: skip
def test_digits_spaces_and_widths_are_brought_to_one_form(printed: str, text: str) -> None:
    assert plain(printed) == text


def test_of_dateparser_only_the_tables_of_words_are_imported() -> None:
    """Its parser brings 60 modules and 4 MB, which nobody uses."""
    probe = (
        "import sys; from newsstand.labels import read_label; assert read_label('2 mai 2024', languages=['fr']).date;"
        "print('dateparser' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
