"""Dates in texts: as exact as what is printed and the edition make them, else none."""

from datetime import date
from pathlib import Path

import pytest

from newsstand.export.date_rules import RULES
from newsstand.export.mentions import mentions

GOLD = [line.split("\t") for line in (Path(__file__).parent / "mentions_gold.tsv").read_text("utf-8").splitlines()]
SHORTER = 10
"""Mentions of the gold that lie further from their edition than is sure, or that no word introduces."""


def found(language: str, edition: str, text: str) -> list[tuple[str, str]]:
    first, _, last = edition.partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    return [(each.text, each.date) for each in mentions(text, language, *days)]


def test_no_date_of_the_gold_is_wrong_and_most_are_found() -> None:
    missed = 0
    for language, edition, text, *gold in GOLD:
        wanted = [each.rpartition("=")[2] for each in "".join(gold).split("|") if each]
        dates = [date for _, date in found(language, edition, text)]
        for each in dates:
            assert each in wanted, f"{text}: {each}"
            wanted.remove(each)
        missed += len(wanted)
    assert missed <= SHORTER


CASES: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("en", "2024-11-02", "Since Oct 31 it has rained.", [("Oct 31", "2024-10-31")]),
    ("en", "2024-11-02", "It began on Sept 30.", []),
    ("en", "2024-11-02", "It began on Feb 30, 2024.", []),
    ("en", "2024-11-02", "Open from Dec 30, 2023 to Jan 2, 2024.",
        [("Dec 30, 2023", "2023-12-30"), ("Jan 2, 2024", "2024-01-02")]),
    ("en", "2024-11-02", "We may 5 or 6 of them see.", []),
    ("en", "2024-11-02", "The 9 November anniversary was quiet.", []),
    ("en", "2024-11-02", "We may 12 November 2024 call a good day.", [("12 November 2024", "2024-11-12")]),
    ("en", "2024-11-02", "It WAS NOVEMBER 3 all over.", [("NOVEMBER 3", "2024-11-03")]),
    ("en", "2025-01-03", "It closed in December.", [("in December", "2024-12")]),
    ("en", "2024-06-17", "7, May" + "." * 34 + "12 JUNEX was no month.", []),
    ("de", "2024-11-02", "Der Platz des 4. November war leer.", []),
    ("fr", "2024-11-02", "Le 3 mars 1962, la rue du 8 Novembre ouvrit.", [("3 mars 1962", "1962-03-03")]),
    ("es", "2024-11-02", "Calle 5 de noviembre, 12.", []),
    ("ja", "2024-11-01/2024-11-30", "市は31日に発表した。", []),
    ("ja", "2024-11-02", "令和元年11月3日", [("令和元年11月3日", "2019-11-03")]),
    ("tr", "2024-11-02", "31 Ekim 2024", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "edition", "text", "wanted"), CASES)
def test_a_date_is_exact_or_not_there(language: str, edition: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(language, edition, text) == wanted


@pytest.mark.parametrize(
    ("language", "example"),
    [(language, each) for language, ways in RULES.items() for way in ways for each in way.examples.split(" | ")],
)
def test_each_way_to_write_a_date_finds_the_whole_of_its_examples(language: str, example: str) -> None:
    for text in (example, f"({example})", f"“{example}”"):
        assert [mention for mention, _ in found(language, "2024-05-10", text)] == [example]
