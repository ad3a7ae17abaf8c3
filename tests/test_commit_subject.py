"""Which commit subjects are taken."""

import pytest

from tests.commit_subject import fault


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        ("pages: require a label-like line before a card title", None),
        (
            "pages: read a header\n\nThe reason may be long: 72 characters are for the subject alone.",
            None,
        ),
        ('Revert "pages: read a header"', None),
        ("Read a header", "Give a room"),
        ("pages: read a header.", "Give a room"),
        ("pages: " + "x" * 66, "73 characters"),
    ],
)
def test_a_subject_names_a_room_and_is_short(message: str, wrong: str | None) -> None:
    found = fault(message)
    assert found is None if wrong is None else found is not None and wrong in found
