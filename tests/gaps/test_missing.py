"""What is missing of a publication: stories, editions that are listed, editions that no list shows; no false alarms."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.crawl.failures import Lost
from newsstand.gaps.frequency import Span
from newsstand.gaps.missing import LISTED_AS_MISSING, EditionState, Gap, find_gaps, read_number

FRIDAY = date(2024, 1, 5)


def weekly(number: int, printed: str | None = None, **also: object) -> EditionState:
    """The edition of a week, Friday 5 January 2024 being week 0."""
    day = FRIDAY + timedelta(weeks=number)
    return edition(f"{day}", str(day), printed, **also)


def edition(id: str, days: str | None, printed: str | None = None, **also: object) -> EditionState:
    """`days`: "2024-01-05" or "2024-01-05/2024-01-11". `printed`: "12" or, with the volume, "3:12"."""
    span = None
    if days:
        first, _, last = days.partition("/")
        span = Span(date.fromisoformat(first), date.fromisoformat(last or first))
    volume, _, number = (printed or "").rpartition(":")
    return EditionState(id=id, label=id, span=span, volume=volume or None, number=number or None, **also)  # type: ignore[arg-type]


def brief(gap: Gap) -> str:
    """ "never listed 2024-01-19 #3:12", "incomplete 2024-01-05 [edition]" """
    days = "/".join(dict.fromkeys(day for day in (gap.date_start, gap.date_end) if day)) or "?"
    number = f" #{gap.volume}:{gap.issue_number}" if gap.volume else f" #{gap.issue_number}" if gap.issue_number else ""
    return f"{gap.kind} {days}{number}" + (f" [{gap.edition_id}]" if gap.edition_id else "")


def numbered(*printed: str | None) -> list[EditionState]:
    return [weekly(week, text) for week, text in enumerate(printed) if text != "-"]


def mornings(days: int, *left_out: int) -> list[EditionState]:
    """A daily from Monday 1 January 2024 on, without Sundays."""
    every = [date(2024, 1, 1) + timedelta(days=number) for number in range(days) if number not in left_out]
    return [edition(str(day), str(day)) for day in every if day.weekday() != 6]


CASES = [
    pytest.param([], [], id="nothing"),
    pytest.param(numbered("1", "2", "3", "4", "5"), [], id="a whole row"),
    pytest.param(numbered(None, None, None, None, None), [], id="a whole row without numbers"),
    # dates
    pytest.param(mornings(28), [], id="a daily without Sundays"),
    pytest.param(mornings(28, 9), ["never listed 2024-01-10"], id="a daily lacks a day"),
    pytest.param(
        [*mornings(28, 4, 5), edition("double", "2024-01-05/2024-01-06")],
        [],
        id="a double edition covers both its days",
    ),
    pytest.param(numbered(None, None, "-", None, None, None), ["never listed 2024-01-19"], id="a weekly lacks a week"),
    pytest.param(numbered(None, "-", "-", None), [], id="too few editions for a frequency"),
    # numbers
    pytest.param(numbered("1", "2", "-", "4", "5", "6"), ["never listed 2024-01-19 #3"], id="a week and its number"),
    pytest.param(numbered("1", "2", "-", "3", "4", "5"), [], id="a week off: the numbers run on"),
    pytest.param(numbered("1", "2", "4", "5", "6"), ["never listed ? #3"], id="a number without a date of its own"),
    pytest.param(numbered("1", "3"), ["never listed ? #2"], id="numbers need no frequency"),
    pytest.param(numbered("7", "8/9", "10", "11", "12"), [], id="a double number"),
    pytest.param(numbered("50", "51–52", "-", "53", "54", "55"), [], id="a double number, and its second week"),
    pytest.param(
        numbered("50", "51-52", "-", "54", "55", "56"), ["never listed 2024-01-19 #53"], id="after a double number"
    ),
    pytest.param(numbered("IX", "X", "-", "XII", "XIII"), ["never listed 2024-01-19 #11"], id="roman numbers"),
    pytest.param(numbered("1", "2", "2", "3", "4"), [], id="a number printed twice"),
    pytest.param(numbered("1", "2", None, "3", "4"), [], id="a special without a number"),
    pytest.param(numbered("1", "2", None, "4", "5"), [], id="perhaps the special was it"),
    pytest.param(numbered("51", "52", "1401", "1402", "1403"), [], id="renumbered upwards"),
    pytest.param(numbered("151", "152", "1", "2", "3"), [], id="renumbered downwards"),
    pytest.param(
        numbered("151", "152", "-", "1", "2", "3"), ["never listed 2024-01-19"], id="a week lost while renumbering"
    ),
    pytest.param(numbered("special", "2", "3", "4", "5"), [], id="a number that is none"),
    # volumes and years
    pytest.param(numbered("3:11", "3:12", "4:1", "4:2", "4:3"), [], id="a new volume"),
    pytest.param(numbered("3:11", "3:12", "-", "4:2", "4:3"), ["never listed 2024-01-19 #4:1"], id="a volume's first"),
    pytest.param(
        numbered("3:11", "-", "-", "4:2", "4:3", "4:4"),
        ["never listed 2024-01-12", "never listed 2024-01-19 #4:1"],
        id="a volume's last and the next one's first",
    ),
    pytest.param(numbered("3:11", "3:12", "4:13", "4:14", "4:15"), [], id="numbers run on over volumes"),
    pytest.param(numbered("3:11", "3:12", "-", "4:14", "4:15"), ["never listed 2024-01-19 #13"], id="… and lack one"),
    pytest.param(
        [
            *[weekly(week, f"{52 + week}") for week in range(-4, 0)],
            *[weekly(week, f"{week + 1}") for week in range(1, 4)],
        ],
        ["never listed 2024-01-05 #1"],
        id="a year's first",
    ),
    # listed and no more
    pytest.param(
        [weekly(0), weekly(1), weekly(2, collected=False), weekly(3), weekly(4)],
        ["not collected 2024-01-19 [2024-01-19]"],
        id="listed, not collected",
    ),
    pytest.param(
        [weekly(0), weekly(1), weekly(2, collected=False), weekly(4), weekly(5), weekly(6)],
        ["not collected 2024-01-19 [2024-01-19]", "never listed 2024-01-26"],
        id="listed and never listed side by side",
    ),
    pytest.param(
        [*[weekly(week, collected=False) for week in range(6)], *[weekly(week) for week in range(7, 10)]],
        [],
        id="older than what was ever asked for",
    ),
    pytest.param(
        [*[weekly(week, collected=False) for week in range(4)], weekly(4), weekly(6)],
        ["never listed 2024-02-09"],
        id="older ones tell the frequency all the same",
    ),
    pytest.param(
        [weekly(0), weekly(1, collected=False), weekly(2, collected=False)],
        ["not collected 2024-01-12 [2024-01-12]", "not collected 2024-01-19 [2024-01-19]"],
        id="newer than what is collected",
    ),
    pytest.param(
        [weekly(2, collected=False, causes={"404": 1}), weekly(3)],
        ["not collected 2024-01-19 [2024-01-19]"],
        id="asked for",
    ),
    pytest.param([weekly(0), edition("?", None, collected=False)], [], id="listed, with nothing that tells when"),
    # no dates
    pytest.param(
        [edition("a", None, "7"), edition("b", None, "8"), edition("c", None, "10")],
        ["never listed ? #9"],
        id="no dates",
    ),
    pytest.param([edition("a", None, "7"), edition("b", None, "98")], [], id="no dates and two numberings"),
    pytest.param(
        [edition("a", None, "3:7"), edition("b", None, "4:2"), edition("c", None, "4:4")],
        ["never listed ? #4:3"],
        id="volumes, no dates",
    ),
    pytest.param(
        [edition("a", None, "7"), edition("b", None, "8", collected=False), edition("c", None, "6", collected=False)],
        ["not collected ? #8 [b]"],
        id="no dates: later by its number",
    ),
    pytest.param(
        [*numbered("1", "2", "4", "5"), edition("undated", None, "3")], [], id="an undated edition has the number"
    ),
    # stories
    pytest.param([weekly(0, complete=True, stories_listed=5, stories_held=5)], [], id="a complete edition"),
    pytest.param(
        [weekly(0, complete=False, stories_listed=5, stories_held=4)],
        ["incomplete 2024-01-05 [2024-01-05]"],
        id="one story lacks",
    ),
]


@pytest.mark.parametrize(("editions", "expected"), CASES)
def test_gaps(editions: list[EditionState], expected: list[str]) -> None:
    assert [brief(gap) for gap in find_gaps(editions).gaps] == expected
    assert [brief(gap) for gap in find_gaps(reversed(editions)).gaps] == expected, "in whatever order they come"


def test_a_gap_says_all_that_is_known() -> None:
    short = weekly(1, "2", complete=False, stories_listed=9, stories_held=6, causes={"404": 2, "blocked": 1})
    found = find_gaps([weekly(0, "1"), short, weekly(3, "4"), weekly(4, "5"), weekly(5, "6")])
    assert str(found.frequency) == "weekly"
    assert found.gaps == [
        Gap(
            kind="incomplete",
            edition_id="2024-01-12",
            label="2024-01-12",
            date_start="2024-01-12",
            date_end="2024-01-12",
            issue_number="2",
            stories_listed=9,
            stories_held=6,
            causes={"404": 2, "blocked": 1},
        ),
        Gap(kind="never listed", date_start="2024-01-19", date_end="2024-01-19", issue_number="3", after="2024-01-12"),
    ]


def test_what_is_due_counts_only_up_to_the_day_given() -> None:
    editions = [weekly(week) for week in range(4)]
    assert find_gaps(editions).gaps == []
    assert find_gaps(editions, until=date(2024, 2, 1)).gaps == []
    assert [brief(gap) for gap in find_gaps(editions, until=date(2024, 2, 9)).gaps] == [
        "never listed 2024-02-02",
        "never listed 2024-02-09",
    ]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("7", [7]),
        ("007", [7]),
        ("7/8", [7, 8]),
        ("7-8", [7, 8]),
        ("9–12", [9, 10, 11, 12]),
        ("7 & 8", [7, 8]),
        ("XII", [12]),
        ("MCMXCIV", [1994]),
        ("12/2024", []),
        ("8/7", []),
        ("IIII", []),
        ("special", []),
        ("7a", []),
        ("", []),
        (None, []),
        ("9" * 5000, []),
    ],
)
def test_numbers_as_printed(printed: str | None, numbers: list[int]) -> None:
    assert list(read_number(printed)) == numbers


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda day, length, volume, number, collected: EditionState(
                id=f"{day}{volume}{number}",
                span=day and Span(day, day + timedelta(days=length)),
                volume=volume,
                number=number,
                collected=collected,
            ),
            st.none() | st.dates(date(2000, 1, 1), date(2002, 1, 1)),
            st.integers(0, 40),
            st.none() | st.sampled_from("123"),
            st.none() | st.integers(1, 40).map(str) | st.sampled_from(["7/8", "XII", "special"]),
            st.booleans(),
        ),
        max_size=20,
    )
)
def test_any_editions_are_read_without_a_fault(editions: list[EditionState]) -> None:
    found = find_gaps(editions)
    never = [(gap.date_start, gap.volume, gap.issue_number) for gap in found.gaps if gap.kind == "never listed"]
    assert all(start or number for start, _, number in never)
    assert find_gaps(reversed(editions)).frequency == found.frequency


@pytest.mark.parametrize(
    ("causes", "is_accepted"), [({"listed as missing": 3}, True), ({"listed as missing": 3, "http 404": 1}, False)]
)
def test_what_the_newsstand_says_it_does_not_have_alarms_nobody(causes: dict[str, int], is_accepted: bool) -> None:
    assert str(Lost.MISSING) == LISTED_AS_MISSING
    edition = EditionState(id="edition:1", complete=False, stories_listed=4, stories_held=1, causes=causes)
    (gap,) = find_gaps([edition]).gaps
    assert (gap.accepted is not None) is is_accepted
