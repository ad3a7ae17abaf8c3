"""Parts of a text around names of months and numeric dates: all that are written as a language writes them."""

import pytest

from newsstand.export.date_places import parts

NAMES: list[tuple[str, str, list[str]]] = [
    ("en", "May and June, JULY.", ["May", "June", "JULY"]),
    ("en", "may Day Sun Jarch Marches DecMay JUne", []),
    ("en", "“May” (June) ØMay Mayo", ["May", "June"]),
    ("en", "Маyor ЖMay MayЖ", []),
    ("de", "Jänner, jänner, JÄNNER; Maibaum", ["Jänner", "JÄNNER"]),
    ("fr", "août, Août, AOÛT; d'avril, marché", ["août", "AOÛT", "avril"]),
    ("fr", "JUİN", ["JUİN"]),
    ("es", "mayo mayor\nMayo", ["mayo"]),
    ("ja", "May", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), NAMES)
def test_names_of_months_are_whole_words_as_a_language_writes_them(language: str, text: str, wanted: list[str]) -> None:
    places = [part.start + name for part in parts(text, language) for name in part.names]
    assert len(places) == len(wanted)
    assert all(text.startswith(name, at) for name, at in zip(wanted, places, strict=True))


def test_parts_that_stand_apart_are_two_and_close_ones_one() -> None:
    assert len([*parts("May 3" + "." * 65 + "June 5", "en")]) == 2
    assert len([*parts("May 3" + "." * 50 + "June 5", "en")]) == 1


def test_a_part_has_narrow_digits_and_knows_where_numbers_begin() -> None:
    (part,) = parts("２０２４-１１-０５", "en")
    assert part.text == "2024-11-05"
    assert part.has_numeric
    assert part.numbers == [0, 5, 8]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "12-34"), ("de", "12.May"), ("fr", "2024-11-05"), ("ja", "月日")]
)
def test_a_text_without_names_and_numeric_dates_has_no_parts(language: str, text: str) -> None:
    assert not [*parts(text, language)]
