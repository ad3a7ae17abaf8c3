"""Which editions of a title are read, and when two labels name the same one."""

from datetime import date

import pytest

from newsstand.crawl.selection import choose, newest_first
from newsstand.labels.publication import Reading, date_order
from newsstand.pages import ListedEdition


def listed(*labels: str | None) -> list[ListedEdition]:
    return [ListedEdition(label=label, url=f"/{number}") for number, label in enumerate(labels)]


DAILY = listed("March 03, 2025", "March 02, 2025", "March 01, 2025")


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (["March 03, 2025", "March 02, 2025"], [0, 1]),
        (["March 02, 2025", "March 03, 2025", "March 01, 2025"], [1, 0, 2]),
        (["No. 12", "No. 11", "No. 10"], [0, 1, 2]),
        (["March 01, 2025", "Special", "March 03, 2025"], [2, 1, 0]),
        (["March 03, 2025", None, "March 01, 2025"], [0, 1, 2]),
        (["March 01, 2025", "March 01, 2025"], [0, 1]),
        ([], []),
    ],
)
def test_newest_first_by_date_else_as_printed(labels: list[str | None], order: list[int]) -> None:
    editions = listed(*labels)
    assert newest_first(editions, Reading()) == [editions[i] for i in order]


@pytest.mark.parametrize(
    ("newest", "since", "until", "chosen"),
    [
        (1, None, None, [0]),
        (2, None, None, [0, 1]),
        (9, None, None, [0, 1, 2]),
        (None, None, None, [0, 1, 2]),
        (None, date(2025, 3, 2), None, [0, 1]),
        (None, None, date(2025, 3, 2), [1, 2]),
        (1, None, date(2025, 3, 2), [1]),
        (None, date(2025, 3, 2), date(2025, 3, 2), [1]),
        (None, date(2026, 1, 1), None, []),
    ],
)
def test_a_number_of_the_newest_in_a_range_of_days(
    newest: int | None, since: date | None, until: date | None, chosen: list[int]
) -> None:
    assert choose(DAILY, Reading(), newest=newest, since=since, until=until) == ([DAILY[i] for i in chosen], [])


@pytest.mark.parametrize(
    ("since", "until", "inside"),
    [
        (date(2025, 3, 31), None, True),
        (date(2025, 4, 1), None, False),
        (None, date(2025, 3, 1), True),
        (None, date(2025, 2, 28), False),
    ],
)
def test_an_edition_counts_where_its_interval_touches_the_days(
    since: date | None, until: date | None, inside: bool
) -> None:
    month = listed("March 2025")
    assert choose(month, Reading(), newest=None, since=since, until=until) == (month if inside else [], [])


def test_an_edition_without_a_date_is_left_out_of_a_range_and_said_so_one_without_a_label_is_read() -> None:
    editions = listed("No. 12", None)
    chosen, undated = choose(editions, Reading(), newest=None, since=date(2025, 1, 1))
    assert (chosen, undated) == ([editions[1]], [editions[0]])


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (["25/12/2026", "03/04/2026"], "DMY"),
        (["12/25/2026", "03/04/2026"], "MDY"),
        (["25/12/2026", "12/25/2026"], None),
        (["25/12/2026", "2026-12-25"], "DMY"),
        (["03/04/2026"], None),
        (["March 2026"], None),
        ([], None),
    ],
)
def test_a_publication_teaches_its_own_order(labels: list[str], order: str | None) -> None:
    assert date_order(labels, language="en", publication=None) == order


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("March 03, 2025", "march 03,  2025", True),
        ("March 03, 2025", "3 March 2025", True),
        ("Farmer's Weekly 3 March 2025", "3 March 2025", True),
        ("March 03, 2025", "March 2025", False),
        ("March 2025 Magazine", "March 2025", True),
        ("Morning Edition, March 3, 2025", "March 03, 2025 (Morning Edition)", True),
        ("Morning Edition, March 3, 2025", "Evening Edition, March 3, 2025", False),
        ("March 3, 2025 (Delhi)", "March 3, 2025 (Mumbai)", False),
        ("March 3, 2025 - Extra", "March 3, 2025", False),
        ("No. 141", "Issue 141", True),
        ("No. 141", "Issue 142", False),
        ("Collector's", "Special", False),
    ],
)
def test_two_labels_name_one_edition_by_words_date_or_number(one: str, other: str, same: bool) -> None:
    assert Reading(publication="Farmer's Weekly").same_edition(one, other) is same
