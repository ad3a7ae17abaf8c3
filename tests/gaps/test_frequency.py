"""What publications' dates tell of their frequency, and what is missing from it; and what is never claimed."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsstand.gaps.frequency import GIVEN_UP, Span, learn_frequency, missing

MONDAY = date(2024, 1, 1)


def day(text: str) -> Span:
    """ "2024-01-05" or "2024-01-05/2024-01-11" or "2024-01" or "2024-01/2024-02" """
    first, _, last = text.partition("/")
    start = date.fromisoformat(first if len(first) > 7 else f"{first}-01")
    end = last or first
    if len(end) == 7:
        year, month = map(int, end.split("-"))
        return Span(start, date(year, month, monthrange(year, month)[1]))
    return Span(start, date.fromisoformat(end))


def spans(*texts: str) -> list[Span]:
    return [day(text) for text in texts]


def text(span: Span) -> str:
    if span.start == span.end:
        return str(span.start)
    for form in (f"{span.start:%Y-%m}", f"{span.start:%Y-%m}/{span.end:%Y-%m}"):
        if day(form) == span:
            return form
    return f"{span.start}/{span.end}"


def daily(weeks: int, weekdays: Iterable[int] = range(7), first: date = MONDAY) -> list[Span]:
    days = [first + timedelta(days=number) for number in range(weeks * 7)]
    return [Span(each, each) for each in days if each.weekday() in set(weekdays)]


def every(step: int, count: int, length: int = 0, first: date = date(2024, 1, 5)) -> list[Span]:
    starts = [first + timedelta(days=step * number) for number in range(count)]
    return [Span(start, start + timedelta(days=length)) for start in starts]


def months(step: int, count: int, length: int = 0, year: int = 2023) -> list[Span]:
    def month(number: int) -> str:
        return f"{year + number // 12}-{number % 12 + 1:02}"

    return [day(f"{month(number * step)}/{month(number * step + length)}") for number in range(count)]


def halves(count: int) -> list[Span]:
    found = []
    for number in range(count):
        year, month = 2023 + number // 24, number // 2 % 12 + 1
        whole = day(f"{year}-{month:02}")
        middle = date(year, month, 15)
        found.append(Span(middle + timedelta(days=1), whole.end) if number % 2 else Span(whole.start, middle))
    return found


def without(spans: Sequence[Span], *positions: int) -> list[Span]:
    return [span for number, span in enumerate(spans) if number not in positions]


FREQUENCIES = [
    ("daily", daily(4)),
    ("daily, not on Sunday", daily(4, range(6))),
    ("daily, not on Saturday, Sunday", daily(4, range(5))),
    ("daily, not on Friday", daily(4, [0, 1, 2, 3, 5, 6])),
    ("3 times a week, not on Tuesday, Thursday, Saturday, Sunday", daily(5, [0, 2, 4])),
    ("2 times a week, not on Monday, Wednesday, Thursday, Saturday, Sunday", daily(5, [1, 4])),
    ("weekly", every(7, 5)),
    ("weekly", every(7, 5, length=6)),
    ("fortnightly", every(14, 5)),
    ("fortnightly", every(14, 5, length=13)),
    ("half-monthly", halves(6)),
    ("half-monthly", spans("2024-01-01", "2024-01-15", "2024-02-01", "2024-02-15", "2024-03-01")),
    ("half-monthly", spans("2024-01-05", "2024-01-20", "2024-02-05", "2024-02-20", "2024-03-05")),
    ("monthly", months(1, 5)),
    ("monthly", spans("2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15")),
    ("monthly", spans("2024-01-26", "2024-02-23", "2024-03-29", "2024-04-26", "2024-05-31", "2024-06-28")),
    ("bi-monthly", months(2, 5, length=1)),
    ("bi-monthly", months(2, 5)),
    ("bi-monthly", spans("2024-01-10", "2024-03-10", "2024-05-10", "2024-07-10")),
    ("quarterly", months(3, 5, length=2)),
    ("quarterly", spans("2023-12/2024-02", "2024-03/2024-05", "2024-06/2024-08", "2024-09/2024-11")),
    ("quarterly", months(3, 5)),
    ("half-yearly", months(6, 5)),
    ("yearly", months(12, 5, length=11)),
    ("yearly", spans("2020-05-03", "2021-05-02", "2022-05-01", "2023-05-07")),
]


@pytest.mark.parametrize(("name", "editions"), FREQUENCIES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_frequency_is_learned_and_nothing_is_missing_from_a_whole_row(name: str, editions: list[Span]) -> None:
    frequency = learn_frequency(editions)
    assert str(frequency) == name
    assert frequency
    assert missing(frequency, editions) == []


@pytest.mark.parametrize(
    "editions",
    [
        pytest.param([], id="none"),
        pytest.param(every(7, 3), id="three weeks"),
        pytest.param(months(1, 3), id="three months"),
        pytest.param(daily(1, [0, 1, 2]), id="three days"),
        pytest.param(
            spans("2020-01", "2020-02", "2021-07", "2021-12", "2023-01", "2023-03"), id="now and then: months"
        ),
        pytest.param(
            spans("2024-01-01", "2024-01-20", "2024-03-01", "2024-03-04", "2024-06-30"), id="now and then: days"
        ),
        pytest.param(spans("2024-01-01", "2024-01-08", "2024-01-20", "2024-02-17", "2024-02-22"), id="uneven weeks"),
        pytest.param([day("2024-01-01")] * 9, id="one day, again and again"),
    ],
)
def test_no_frequency_is_claimed(editions: list[Span]) -> None:
    assert learn_frequency(editions) is None


MISSING = [
    pytest.param(without(daily(4, range(6)), 9), ["2024-01-11"], id="a Thursday of a daily without Sundays"),
    pytest.param(without(daily(2, range(6)), 8), ["2024-01-10"], id="a Wednesday of a daily of two weeks"),
    pytest.param(
        without(daily(6, range(6)), *range(12, 24)),
        [str(span.start) for span in daily(6, range(6))[12:24]],
        id="two weeks of a daily",
    ),
    pytest.param(
        [*daily(1), *daily(5, range(6), MONDAY + timedelta(7))], [], id="one Sunday special claims no other Sundays"
    ),
    pytest.param([*daily(8), *daily(8, range(6), MONDAY + timedelta(56))], [], id="a daily that gives up its Sundays"),
    pytest.param(
        [*daily(2), *without(daily(6, range(5), MONDAY + timedelta(14)), 3), *spans("2024-01-20/2024-01-21")],
        ["2024-01-18"],
        id="five weeks without weekends, one of them double",
    ),
    pytest.param(
        [
            *without(daily(3, range(5)), 7),
            *spans("2024-01-06/2024-01-07", "2024-01-13/2024-01-14", "2024-01-20/2024-01-21"),
        ],
        ["2024-01-10"],
        id="weekend editions cover both days",
    ),
    pytest.param([*daily(4), day("2024-01")], [], id="a monthly special of a daily"),
    pytest.param(
        [*without(daily(4), 10), day("2024-01-01/2024-01-31")], ["2024-01-11"], id="a special covers no day of a daily"
    ),
    pytest.param(without(every(7, 6), 2), ["2024-01-19"], id="one week"),
    pytest.param(without(every(7, 8), 3, 4), ["2024-01-26", "2024-02-02"], id="two weeks"),
    pytest.param(without(every(7, 6, length=6), 2), ["2024-01-19/2024-01-25"], id="one week, printed as its days"),
    pytest.param([*every(7, 6)[:2], day("2024-01-18"), *every(7, 6)[3:]], [], id="a Friday that came on Thursday"),
    pytest.param(
        [*every(7, 6)[:2], day("2024-01-19/2024-01-26"), *every(7, 6)[4:]], [], id="a double week as two days"
    ),
    pytest.param(
        [*every(7, 7, length=6)[:3], day("2024-01-26/2024-02-08"), *every(7, 7, length=6)[5:]],
        [],
        id="a double week as days",
    ),
    pytest.param(
        [*every(7, 9)[:2], day("2024-01-19/2024-01-26"), *every(7, 9)[5:]],
        ["2024-02-02"],
        id="a double week, then a hole",
    ),
    pytest.param(without(every(14, 6), 3), ["2024-02-16"], id="one fortnight"),
    pytest.param(
        without(every(14, 6, length=13), 3), ["2024-02-16/2024-02-29"], id="one fortnight, printed as its days"
    ),
    pytest.param(
        [*every(14, 4), *every(14, 4, first=date(2024, 3, 8))], [], id="fortnights that move by a week over a holiday"
    ),
    pytest.param(without(halves(8), 3), ["2023-02-16/2023-02-28"], id="a second half"),
    pytest.param(without(halves(8), 4), ["2023-03-01/2023-03-15"], id="a first half"),
    pytest.param([*halves(8)[:2], day("2023-02"), *halves(8)[4:]], [], id="a month for both halves"),
    pytest.param(without(months(1, 8), 5), ["2023-06"], id="one month"),
    pytest.param(without(months(1, 14), 11), ["2023-12"], id="one month at the turn of the year"),
    pytest.param([*months(1, 12)[:6], day("2023-07/2023-08"), *months(1, 12)[8:]], [], id="a double month"),
    pytest.param([*months(1, 12), day("2023-01/2023-12")], [], id="a year's special"),
    pytest.param(without(months(1, 36), 7, 19, 31), [], id="a monthly that never appears in August"),
    pytest.param(without(months(1, 36), 7, 19), ["2023-08", "2024-08"], id="a monthly that appeared in one August"),
    pytest.param(without([day(f"2024-{month:02}-15") for month in range(1, 9)], 4), ["2024-05"], id="a day a month"),
    pytest.param(without(months(2, 7, length=1), 3), ["2023-07/2023-08"], id="one of two months"),
    pytest.param(without(months(2, 7), 3), ["2023-07"], id="every second month"),
    pytest.param(without(months(3, 7, length=2), 2), ["2023-07/2023-09"], id="a quarter"),
    pytest.param(
        spans(
            "2022-12/2023-02",
            "2023-03/2023-05",
            "2023-06/2023-08",
            "2023-12/2024-02",
            "2024-03/2024-05",
            "2024-06/2024-08",
        ),
        ["2023-09/2023-11"],
        id="an autumn",
    ),
]


@pytest.mark.parametrize(("editions", "expected"), MISSING)
def test_what_is_missing(editions: list[Span], expected: list[str]) -> None:
    frequency = learn_frequency(editions)
    assert frequency
    assert [text(span) for span in missing(frequency, editions)] == expected
    assert [text(span) for span in missing(frequency, list(reversed(editions)))] == expected


DUE = [
    (daily(3, range(6)), "2024-01-21", []),
    (daily(3, range(6)), "2024-01-23", ["2024-01-22", "2024-01-23"]),
    (every(7, 4), "2024-02-01", []),
    (every(7, 4), "2024-02-02", ["2024-02-02"]),
    (every(14, 4, length=13), "2024-03-15", ["2024-03-01/2024-03-14", "2024-03-15/2024-03-28"]),
    (months(1, 12), "2024-01-31", ["2024-01"]),
    ([day(f"2024-{month:02}-15") for month in range(1, 6)], "2024-06-05", []),
    ([day(f"2024-{month:02}-15") for month in range(1, 6)], "2024-06-15", ["2024-06"]),
    (halves(4), "2023-03-14", ["2023-03-01/2023-03-15"]),
    (months(3, 4, length=2), "2024-03-31", ["2024-01/2024-03"]),
    ([*daily(8), *daily(8, range(6), MONDAY + timedelta(56))], "2024-04-23", ["2024-04-22", "2024-04-23"]),
]


@pytest.mark.parametrize(("editions", "until", "expected"), DUE)
def test_what_is_due_by_a_day(editions: list[Span], until: str, expected: list[str]) -> None:
    frequency = learn_frequency(editions)
    assert frequency
    assert [text(span) for span in missing(frequency, editions, until=date.fromisoformat(until))] == expected
    assert missing(frequency, editions, until=editions[0].start) == []


@pytest.mark.parametrize(
    ("editions", "days"),
    [(daily(3), 1), (daily(3, range(6)), 7 / 6), (every(14, 5), 14), (months(1, 5), 30.44), (halves(6), 15.22)],
)
def test_days_from_one_edition_to_the_next(editions: list[Span], days: float) -> None:
    frequency = learn_frequency(editions)
    assert frequency
    assert frequency.days == pytest.approx(days)


ROWS: list[Callable[[int], list[Span]]] = [
    lambda count: daily(count // 4 + 2, range(6)),
    lambda count: every(7, count),
    lambda count: every(7, count, length=6),
    lambda count: every(14, count),
    lambda count: every(14, count, length=13),
    halves,
    lambda count: months(1, count),
    lambda count: months(2, count, length=1),
    lambda count: months(3, count, length=2),
]


def weekday(span: Span) -> int:
    return span.start.weekday()


def month(span: Span) -> int:
    return span.start.month


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        pytest.param([5], ["2024-01-06"], id="one Saturday of four"),
        pytest.param([5, 17], [], id="two Saturdays of four may be a paper that comes out every second one"),
        pytest.param([2, 14], ["2024-01-03", "2024-01-17"], id="two Wednesdays of four are missing"),
    ],
)
def test_a_weekend_day_is_expected_where_most_of_its_weeks_have_it(gone: list[int], expected: list[str]) -> None:
    left = without(daily(4, range(6)), *gone)
    frequency = learn_frequency(left)
    assert frequency
    assert [text(span) for span in missing(frequency, left)] == expected


@settings(max_examples=150, derandomize=True, deadline=None)
@given(row=st.sampled_from(ROWS), count=st.integers(10, 60), seed=st.randoms(use_true_random=False))
def test_what_is_taken_out_is_what_is_missing(row: Callable[[int], list[Span]], count: int, seed: object) -> None:
    whole = row(count)
    gone = sorted(seed.sample(range(2, len(whole) - 2, 3), k=max(1, len(whole) // 12)))  # type: ignore[attr-defined]
    left = without(whole, *gone)
    # A weekday or a month of the year that is often left out is none of the publication's, or given up: no claim.
    for calendar in (weekday, month):
        lost, all_of_them = Counter(calendar(whole[number]) for number in gone), Counter(map(calendar, whole))
        assume(
            all(
                count < GIVEN_UP and count < 0.4 * all_of_them[each]
                for each, count in lost.items()
                if all_of_them[each] > 1
            )
        )
    frequency = learn_frequency(left)
    assert frequency
    assert missing(frequency, left) == [whole[number] for number in gone]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400)), max_size=30))
def test_any_days_are_read_without_a_fault(days: list[tuple[date, int]]) -> None:
    editions = [Span(start, start + timedelta(days=length)) for start, length in days]
    frequency = learn_frequency(editions)
    if frequency:
        found = missing(frequency, editions)
        assert found == sorted(set(found))
        assert not {span.start for span in found} & {span.start for span in editions}
