"""What holds for any label: random dates in random forms and languages, and random text."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.labels import LANGUAGES, Meaning, read_label
from newsstand.labels.calendar_words import month_words
from newsstand.labels.fold import folded
from newsstand.labels.hints import hints_of
from newsstand.labels.meaning import NoDateError
from newsstand.labels.reading import MOST_TOKENS, label_tokens
from newsstand.labels.vocabulary import own_words, vocabulary
from tests.labels.label_table import rows

ALPHABETIC = [language for language in LANGUAGES if language not in ("ja", "zh", "ko", "vi")]


def names(language: str) -> dict[int, list[str]]:
    """Names of each month that mean it alone in that language."""
    words, feasts = vocabulary((language,)).words, vocabulary((language,)).feasts
    found: dict[int, list[str]] = {}
    for word, number in month_words(language):
        key = folded(word).rstrip(".॰")
        if len(word) > 1 and key not in feasts and words.get(key) == ("M", number):
            found.setdefault(number, []).append(word)
    return found


NAMES = {language: names(language) for language in ALPHABETIC}

DAY = [
    "{d} {m} {y}",
    "{d}. {m} {y}",
    "{d} {m}, {y}",
    "{m} {d}, {y}",
    "{m} {d} {y}",
    "{y} {m} {d}",
    "{d}-{m}-{y}",
    "{m}{d},{y}",
]
DAYS = ["{d}-{e} {m} {y}", "{d} – {e} {m} {y}", "{m} {d}-{e}, {y}", "{y} {m} {d}-{e}", "{d}.-{e}. {m} {y}"]
RANGE = [
    "{d} {m} {y} - {e} {n} {z}",
    "{m} {d}, {y} – {n} {e}, {z}",
    "{d} {m} {y}-{e} {n} {z}",
    "{d}. {m} {y} - {e}. {n} {z}",
]
SHORT = ["{d} {m} - {e} {n} {z}", "{m} {d} - {n} {e}, {z}", "{d}. {m} – {e}. {n} {z}"]
MONTHS = ["{m}/{n} {z}", "{m}-{n} {z}", "{m} – {n} {z}", "{m} & {n} {z}"]


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, str, str]:
    """(label, language, EDTF)."""
    language = draw(st.sampled_from(ALPHABETIC))
    first = draw(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
    last = first + timedelta(days=draw(st.integers(1, 80)))
    kind = draw(st.sampled_from(["day", "days", "range", "short", "month", "months"]))
    if kind == "months":
        last = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    if kind == "days" and last.month != first.month:
        kind = "range"
    forms = {
        "day": DAY,
        "days": DAYS,
        "range": RANGE,
        "short": SHORT,
        "month": ["{m} {y}", "{y} {m}"],
        "months": MONTHS,
    }
    edtf = {
        "day": f"{first}",
        "month": f"{first:%Y-%m}",
        "months": f"{first:%Y-%m}/{last:%Y-%m}",
    }.get(kind, f"{first}/{last}")
    label = draw(st.sampled_from(forms[kind])).format(
        d=first.day,
        e=last.day,
        m=draw(st.sampled_from(NAMES[language][first.month])),
        n=draw(st.sampled_from(NAMES[language][last.month])),
        y=first.year,
        z=last.year,
    )
    return label, language, edtf


@settings(max_examples=600, deadline=None, derandomize=True)
@given(printed())
def test_a_stretch_of_days_in_any_form_and_language_is_read_back(case: tuple[str, str, str]) -> None:
    label, language, edtf = case
    assert read_label(label, languages=(language,)).date == edtf


@pytest.mark.parametrize("form", ["{y}年{m}月{d}日", "{y}年{m}月{d}日号", "{y}/{m:02}/{d:02}"])
@pytest.mark.parametrize("language", ["ja", "zh", "ko"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(day=st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_days_and_months_in_chinese_characters_are_read_back(form: str, language: str, day: date) -> None:
    label = form.format(y=day.year, m=day.month, d=day.day)
    assert read_label(label, languages=(language,)).date == day.isoformat()
    assert read_label(f"{day.year}年{day.month}月号", languages=(language,)).date == f"{day:%Y-%m}"
    assert read_label(f"{day.year}년 {day.month}월 {day.day}일", languages=("ko",)).date == day.isoformat()


@pytest.mark.parametrize("language", ALPHABETIC)
def test_every_name_of_every_month_is_read(language: str) -> None:
    assert set(NAMES[language]) == set(range(1, 13))
    for number, words in NAMES[language].items():
        for word in words:
            for printed_word in (word, word.upper(), word.capitalize()):
                read = read_label(f"{printed_word} 2024", languages=(language,))
                assert read.date == f"2024-{number:02}", printed_word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_a_season_is_read(language: str) -> None:
    for number, name in enumerate(("spring", "summer", "autumn", "winter"), 21):
        for word in own_words()[language].get(name, []):
            assert read_label(
                f"2024年{word}" if language in ("ja", "zh") else f"{word} 2024", languages=(language,)
            ).date == (f"2024-{number}"), word


PIECES = sorted({piece for row in rows() for piece in row.label.replace("-", " - ").replace("/", " / ").split()})
TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXT, st.lists(st.sampled_from(LANGUAGES), max_size=2), st.none() | TEXT, st.sampled_from([None, "DMY", "MDY"]))
def test_any_text_has_days_or_a_reason(text: str, languages: list[str], name: str | None, order: str | None) -> None:
    read = read_label(text, languages=languages, publication=name, date_order=order)
    assert (read.date is None) == (read.reason is not None)
    assert is_whole(read)
    if read.date:
        assert read_label(read.date).date == read.date


def is_whole(read: Meaning) -> bool:
    """All of a date's fields, its days in order, or none of them."""
    if read.date is None:
        return read.date_start is read.date_end is read.date_precision is None
    return date.fromisoformat(str(read.date_start)) <= date.fromisoformat(str(read.date_end))


def test_what_the_table_means_is_read_back_as_it_is() -> None:
    for edtf in {row.edtf for row in rows()} - {None}:
        read = read_label(str(edtf))
        assert read.date == edtf
        assert read_label(str(edtf), languages=("de",), date_order="MDY") == read


@pytest.mark.parametrize("piece", ["May ", "2024-", "1/", "a1", "第", "Vol. 1 ", "é", "((", "first ", "mon", "１", "ﷺ"])
def test_time_does_not_grow_faster_than_a_label_does(piece: str) -> None:
    """Counted in tokens, not seconds: no label, however long, makes more of them than the reader's bound."""
    assert token_count(piece) <= MOST_TOKENS
    assert token_count(piece * 10) <= MOST_TOKENS
    for size in (1000, 10_000, 100_000):
        with pytest.raises(NoDateError, match="too long"):
            token_count(piece * size)


def token_count(label: str) -> int:
    return len(label_tokens(label, hints_of(()), []))
