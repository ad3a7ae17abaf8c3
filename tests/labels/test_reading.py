"""The hints of `read_label`, what no label may do to it, and `order_shown`."""

import random
import time

import pytest

from newsstand.labels import order_shown, read_label
from newsstand.labels.orders import may_show
from tests.fuzz.labels import made
from tests.labels.label_table import rows

FOOLED = [
    "The March of Time", "May Day Special", "Issue 2024", "No. 1234", "12", "Sunday", "today", "2 hours ago",
    "Nov 31, 2026", "Feb 29, 2026", "{{IssueName}}", "", "-", "   ", "\n", "0", "00/00/0000", "£3.50", "May", "II",
    "10:30", "911", "202405", "240513", "3000", "N/A", "undefined", "Dr. No", "Mid-Day", "Est. 1843", "1990s",
]  # fmt: skip


@pytest.mark.parametrize("label", FOOLED)
def test_what_names_no_date_has_a_reason_instead(label: str) -> None:
    read = read_label(label)
    assert read.date is None
    assert read.reason
    assert read.label == label


SUBJECTS = [
    "Titanic 1912", "The Beatles 1962-1970", "Vision 2030", "Top 10 May 2024", "T3 2024", "Febuary 2024",
    "Ocotber 2024", "Agenda 2063", "Road to 2028", "Swimsuit Issue 2024", "First May 2024",
]  # fmt: skip


@pytest.mark.parametrize("label", SUBJECTS)
def test_a_year_that_may_be_something_else_is_no_date(label: str) -> None:
    assert read_label(label).date is None


@pytest.mark.parametrize(
    "sign", ["x", "1", " ", "-", "/", ".", "M", "é", "月", "(", "{", "2024 ", "May ", "٢", "第", "V"]
)
def test_a_megabyte_of_one_sign_takes_no_time(sign: str) -> None:
    label = sign * (1_000_000 // len(sign))
    started = time.perf_counter()
    read = read_label(label, publication=label)
    assert time.perf_counter() - started < 1
    assert read.date is None


def test_a_label_longer_than_any_newsstand_prints_is_too_long() -> None:
    assert read_label("May 2024" + " and more" * 25).reason == "too long"


def test_the_label_is_kept_as_given() -> None:
    assert read_label("  May\u00a02024 ").label == "  May\u00a02024 "
    assert read_label("  May\u00a02024 ").date == "2024-05"


def test_an_order_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'DYM' is not known\. Known: DMY, MDY, YMD"):
        read_label("03/04/2026", date_order="DYM")


@pytest.mark.parametrize(
    ("languages", "date"),
    [
        ((), None),
        (("en",), None),
        (("de",), "2026-04-03"),
        (("de", "fr"), "2026-04-03"),
        (("de", "en"), None),
        (("ja",), None),
        (("xx",), None),
        (("pt-BR",), "2026-04-03"),
    ],
)
def test_a_language_gives_the_order_if_it_has_only_one(languages: tuple[str, ...], date: str | None) -> None:
    read = read_label("03/04/2026", languages=languages)
    assert read.date == date
    assert read.reason == (None if date else "ambiguous order")


@pytest.mark.parametrize("order", ["DMY", "MDY", "YMD", None])
@pytest.mark.parametrize(
    "label", ["2026-04-03", "2026/04/03", "April 3, 2026", "3 April 2026", "20260403", "2026年4月3日"]
)
def test_a_date_with_one_order_is_not_turned_round(label: str, order: str | None) -> None:
    assert read_label(label, date_order=order).date == "2026-04-03"


def test_an_impossible_order_is_never_swapped() -> None:
    assert read_label("10/25/2019", date_order="DMY").reason == "impossible date"
    assert read_label("25/10/2019", date_order="MDY").reason == "impossible date"


@pytest.mark.parametrize(
    ("label", "order"),
    [
        ("25/12/2026", "DMY"),
        ("12/25/2026", "MDY"),
        ("25.12.2026", "DMY"),
        ("7/31-8/7/2020", "MDY"),
        ("13/02/2026 - 01/03/2026", "DMY"),
        ("The Times 25/12/2026", "DMY"),
        ("2026-12-25", "YMD"),
        ("2026/12/25", "YMD"),
        ("03/04/2026", None),
        ("05/05/2026", None),
        ("13/13/2026", None),
        ("31/02/2026", None),
        ("2026-13-25", None),
        ("December 25, 2026", None),
        ("25 December 2026", None),
        ("Issue 12", None),
        ("", None),
    ],
)
def test_a_label_shows_its_order_only_where_no_other_is_possible(label: str, order: str | None) -> None:
    assert order_shown(label, publication="The Times") == order


def test_the_order_shown_does_not_come_from_the_language() -> None:
    assert order_shown("03/04/2026", languages=("de",)) is None


SHOWING = {
    "31-12-2024": "DMY",
    "11~25–2024": "MDY",
    "31.12.2024": "DMY",
    "11 / 25⁄2024": "MDY",
    "２５／１２／２０２４": "DMY",
    "2024-12-31": "YMD",
    "12、15号/2024": "MDY",
    "2 May 2020 05 15 Friday-2021": "MDY",
}
"""Labels that the quick look before the reading must not pass over, one for each reason that it knows."""


@pytest.mark.parametrize("label", SHOWING)
def test_an_odd_label_shows_its_order_too(label: str) -> None:
    assert order_shown(label) == SHOWING[label]


def test_what_cannot_show_an_order_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    labels = [*(row.label for row in rows()), *(made(chance) for _ in range(3_000))]
    passed_over = [label for label in labels if not may_show(label)]
    monkeypatch.setattr("newsstand.labels.reading.may_show", lambda label: True)
    assert len(passed_over) > len(labels) / 2
    assert {order_shown(label) for label in passed_over} == {None}
