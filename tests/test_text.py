"""Printed text made clean."""

import re

import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text import MOJIBAKE, SUSPECT, clean_text, one_line, repaired


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  one\u00a0two\n three ", "one two three"),
        ("the \\\"Maverick\\\" said \\'so\\'", "the \"Maverick\" said 'so'"),
        ('\\\\\\"twice\\\\\\"', '"twice"'),
        ("C:\\lamps", "C:\\lamps"),
        ("tirÃ©e de lâ€™Ã©dition", "tirée de l’édition"),
        ("naïve café — “so”", "naïve café — “so”"),
        ("क्‍ष", "क्‍ष"),
        ("\u200fمرفأ\u200f", "مرفأ"),
        ("灯台\u3000の", "灯台 の"),
        ("Pa\x1b[31mper\x07 \x812J \u202eX\u2066", "Pa[31mper 2J X"),
        ("a\x1fb\u2028c", "a b c"),
    ],
)
def test_a_line_is_made_clean(text: str, clean: str) -> None:
    assert clean_text(text) == clean
    assert clean_text(clean) == clean


def test_runs_of_spaces_are_one_in_a_line() -> None:
    assert one_line("a \t\u2003 b") == "a b"


def test_text_that_is_right_is_left_alone() -> None:
    for text in ("Ãcore", "São Paulo", "Ørsted", "größer", "Zażółć gęślą jaźń", "Привет", "日本語", "हिन्दी"):
        assert repaired(text) == text


@given(
    st.text(
        alphabet=st.sampled_from("aZ .,ÃÂâ€™Å“œØÙ§àãÐÑ°éüßѓвЂГўВ²×²√±≈‚Ä│»«“”\x81\xa0\xadà¤ā€β€ΆΒ—…ÎżŻ"), max_size=12
    )
)
def test_what_is_looked_at_closely_holds_all_that_shows_mojibake(text: str) -> None:
    assert SUSPECT.search(text) or not is_bad(text)


def test_each_pair_that_shows_mojibake_is_looked_at_closely() -> None:
    theirs = re.compile(f"[{''.join(MOJIBAKE_CATEGORIES.values())}]")
    every = [chr(code) for code in range(0x80, 0x10000) if theirs.match(chr(code))]
    pairs = (one + two for one in every for two in every)
    assert not [pair for pair in pairs if SUSPECT.search(pair) is None and is_bad(pair)]


@pytest.mark.parametrize(
    "text",
    [
        "L’œuvre d’un été — « déjà vu » — à la Forêt-Noire, où l’on s’étonne…",
        "W „Gazecie” napisała: «Zażółć gęślą jaźń» — żółw późną nocą… Łódź.",
        "Žádný účet – říkal „Čapek“ – není příliš žluťoučký kůň.",
        "Это рассказ из газеты «Гавань» — и он “продолжается”…",
        "Αυτή η ιστορία είναι από την «Εφημερίδα» – και συνεχίζεται…",
        "The council’s vote — “a farce,” said Mr Lee — cost £5…",
    ],
)
def test_ordinary_text_is_not_looked_at_closely(text: str) -> None:
    assert SUSPECT.search(text) is None


def test_the_characters_looked_at_closely_are_all_that_ftfy_looks_at() -> None:
    looked_at = re.compile(f"[{MOJIBAKE}]")
    theirs = re.compile(f"[{''.join(MOJIBAKE_CATEGORIES.values())}]")
    assert not [chr(code) for code in range(0x10000) if theirs.match(chr(code)) and not looked_at.match(chr(code))]


def test_quotes_and_the_euro_sign_that_are_written_as_control_characters_stay() -> None:
    assert one_line("\x93One\x94  lamp\x92s \x80 5\x81\x85") == "“One” lamp’s € 5"
    assert one_line("\x1b[31m\x07red") == "[31mred"
