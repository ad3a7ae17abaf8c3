"""What pages say can end up in a log line; it cannot look like one."""

import io
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.terminal import UNPRINTABLE, one_line, printable, safe_record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("November 02, 2024", "November 02, 2024"),
        ("2\u20133 \u0646\u0648\u0641\u0645\u0628\u0631", "2\u20133 \u0646\u0648\u0641\u0645\u0628\u0631"),
        ("a\nb", "a\\nb"),
        ("a\r\nb", "a\\r\\nb"),
        ("\x1b[2Ja", "\\x1b[2Ja"),
        ("a\u2028b\u202eb\x85", "a\\u2028b\\u202eb\\x85"),
        ("a\tb", "a b"),
        ("a" * 400, "a" * 299 + "…"),
    ],
)
def test_one_line_writes_control_characters_out(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text())
@settings(derandomize=True, max_examples=200)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
    assert not UNPRINTABLE.search(printable(text))


def test_a_forged_line_is_indented_in_message_argument_and_traceback() -> None:
    stream = io.StringIO()
    logger = logging.Logger("newsstand")
    for _ in range(2):
        handler = logging.StreamHandler(stream)
        handler.setFormatter(logging.Formatter("2026-01-01 [%(name)s] %(levelname)s: %(message)s"))
        handler.addFilter(safe_record)
        logger.addHandler(handler)
    forged = "x\n2026-01-01 [newsstand] INFO: all is well\x1b[0m\r2026-01-01"
    logger.warning("label %r of %s", forged, forged)
    try:
        raise ValueError(forged)
    except ValueError:
        logger.exception("reading %(url)s", {"url": forged})
    lines = stream.getvalue().splitlines()
    assert len([line for line in lines if line.startswith("2026-01-01")]) == 4
    assert not any(line.startswith("2026-01-01 [newsstand] INFO") for line in lines)
    assert "\x1b" not in stream.getvalue()
    assert "\r" not in stream.getvalue()
