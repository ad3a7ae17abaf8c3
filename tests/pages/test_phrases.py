"""The phrase table, and how printed lines are found in it."""

import tomllib
from importlib.resources import files

import pytest

from newsstand.pages.names import alike, letters
from newsstand.pages.phrases import phrases
from tests.printed import ATTRIBUTIONS, HEADINGS, KNOWN, OFFERS, SIGN_INS

WORDS = phrases("Magzter")
TABLE = tomllib.loads(files("newsstand.pages").joinpath("phrases.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", KNOWN)
def test_every_line_of_a_known_language_is_recognised(language: str) -> None:
    line = ATTRIBUTIONS[language].replace("{P}", "The Lantern").replace("{E}", "May 03, 2024")
    assert WORDS.begins(line)
    readings = list(WORDS.attributions(line))
    assert ("The Lantern", "May 03, 2024", language) in readings
    offered = "en" if language == "tr" else language
    assert WORDS.offer(OFFERS[language]) == offered
    assert WORDS.sign_in(SIGN_INS[language]) == language
    assert WORDS.sign_in(SIGN_INS[language].replace("?", " ?").upper()) == language
    if language in HEADINGS:
        for glued in ("", "Alle anzeigen", " مشاهدة الكل", "すべて表示"):
            assert WORDS.more(HEADINGS[language].replace("{P}", "THE LANTERN") + glued) == (language, "thelantern")


def test_rows_of_the_table_are_of_known_kinds_and_filled() -> None:
    kinds = {
        "attribution", "offer", "sign_in", "more", "view_all", "button", "banner", "favorites", "in_this_issue",
        "read_along", "recent_issues", "publisher", "category", "language", "frequency", "read_time", "minutes",
            "aside", "toolbar", "product", "sale", "title", "pixel", "comments", "foot",
    }  # fmt: skip
    for language, rows in TABLE.items():
        assert language == language.lower()
        assert set(rows) <= kinds, f"[{language}] has a kind of row that nothing reads"
        for kind, phrases_ in rows.items():
            assert phrases_, f"[{language}] {kind}"
            assert all(phrase.strip() == phrase != "" for phrase in phrases_), f"[{language}] {kind}"
        for phrase in rows.get("attribution", []):
            assert {"{E}", "{P}"} <= {phrase[i : i + 3] for i in range(len(phrase))}


@pytest.mark.parametrize(
    ("line", "minutes", "label"),
    [
        ("4 mins  |", 4, None),
        ("10+ mins |", 10, None),
        ("1 min read", 1, None),
        ("3 Minuten  |", 3, None),
        ("4 分  |", 4, None),
        ("٤ دقائق", 4, None),
        ("time-read9 mins |May 1, 2024", 9, "May 1, 2024"),
        ("time to read 2 mins", 2, None),
        ("4 mins | July/August 2022", 4, "July/August 2022"),
    ],
)
def test_reading_times_are_read(line: str, minutes: int, label: str | None) -> None:
    assert WORDS.reading_time(line) == (minutes, label)


@pytest.mark.parametrize("line", ["4 minutes later the lamp went out", "Minute", "2024", "May 4", "", "12 lamps |"])
def test_other_lines_are_no_reading_times(line: str) -> None:
    assert WORDS.reading_time(line) is None


@pytest.mark.parametrize("line", ["Try GOLD - Free", "TryGOLD- Free", "Versuchen GOLD – Frei", "試す 金 - 無料"])
def test_buttons_are_known_in_any_spacing(line: str) -> None:
    assert WORDS.button(line)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Lantern", "THE  LANTERN", True),
        ("Pêche d'été", "PÊCHE D’ÉTÉ", True),
        ("Straße", "STRASSE", True),
        ("हिन्दी", "हिन्दी", True),
        ("मिनट", "मनट", False),
        ("—", "…", False),
        ("The Lantern", None, False),
    ],
)
def test_names_are_alike_whatever_their_case_and_punctuation(one: str, other: str | None, same: bool) -> None:
    assert alike(one, other) is same


def test_a_text_without_letters_is_itself() -> None:
    assert letters("—") == "—"


@pytest.mark.parametrize(
    ("line", "publication", "sells"),
    [
        ("Subscribe only to Mill & Oven", "Mill & Oven", True),
        ("Subscribe only to Mill & Oven", "Mill & Oven Magazine", True),
        ("Subscribe only to Mill & Oven", "", True),
        ("Subscribe only to silence", "Mill & Oven", False),
        ("Gift {{magName}}", "Mill & Oven", True),
        ("Buy this issue $1.99", "Mill & Oven", True),
        ("Save 69%", "Mill & Oven", True),
        ("Save 69% of it", "Mill & Oven", False),
    ],
)
def test_what_names_another_publication_does_not_sell_this_one(line: str, publication: str, sells: bool) -> None:
    assert WORDS.sells(line, publication) is sells
