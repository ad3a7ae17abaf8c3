"""What sites say about their rights, in every place where they say it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import Headers

from newsstand.politeness.rights import Rule, header_lines, keeps_text, rights, says_nothing, tdm_rules

PAGE = "https://news.example/stories/a/b/c"
RESERVED = tdm_rules(b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://news.example/p.json"}]')


@pytest.mark.parametrize(
    ("headers", "meta", "rules", "signals", "reserved"),
    [
        ([], {}, (), (), False),
        ([("TDM-Reservation", "1")], {}, (), ("tdm-reservation: 1",), True),
        ([("tdm-reservation", " 1 "), ("tdm-policy", "/p")], {}, (), ("tdm-reservation: 1", "tdm-policy: /p"), True),
        ([("tdm-reservation", "0"), ("tdm-policy", "/p")], {}, (), ("tdm-reservation: 0",), False),
        ([("tdm-reservation", "yes")], {}, (), (), False),
        ([("tdm-reservation", "2")], {}, (), (), False),
        ([], {"tdm-reservation": "1"}, (), ("tdm-reservation: 1",), True),
        ([], {}, RESERVED, ("tdm-reservation: 1", "tdm-policy: https://news.example/p.json"), True),
        # the nearer supersedes the farther: the page's own meta, then the header, then the file
        ([("tdm-reservation", "0")], {}, RESERVED, ("tdm-reservation: 0",), False),
        ([("tdm-reservation", "0")], {"tdm-reservation": "1"}, (), ("tdm-reservation: 1",), True),
        ([("tdm-reservation", "1")], {"tdm-reservation": "0"}, RESERVED, ("tdm-reservation: 0",), False),
        ([("tdm-reservation", "1")], {"tdm-reservation": "maybe"}, (), ("tdm-reservation: 1",), True),
        ([("X-Robots-Tag", "noarchive, NOAI")], {}, (), ("noarchive", "noai"), False),
        ([("X-Robots-Tag", "noai"), ("x-robots-tag", "noimageai")], {}, (), ("noai", "noimageai"), False),
        ([("X-Robots-Tag", "googlebot: noarchive, noai")], {}, (), (), False),
        ([("X-Robots-Tag", "googlebot: noindex, newsstand: noai")], {}, (), ("noai",), False),
        ([("X-Robots-Tag", "max-snippet: 50, noarchive")], {}, (), ("noarchive",), False),
        ([("X-Robots-Tag", "unavailable_after: 25 Jun 2026 15:00:00 PST, noai")], {}, (), ("noai",), False),
        ([], {"robots": "noarchive,noai,noimageai"}, (), ("noarchive", "noai", "noimageai"), False),
        ([], {"newsstand": "noai", "googlebot": "noarchive"}, (), ("noai",), False),
        ([("X-Robots-Tag", "noai")], {"robots": "noai"}, (), ("noai",), False),
        ([], {"robots": "index, follow, max-image-preview:large"}, (), (), False),
    ],
)
def test_each_signal_is_recorded_and_only_tdmrep_reserves(headers, meta, rules, signals, reserved) -> None:
    found = rights(headers, meta, rules, PAGE)
    assert (found.signals, found.reserved) == (signals, reserved)
    assert rules or not signals or not says_nothing(Headers(headers), meta)


def test_most_pages_have_nothing_to_look_at() -> None:
    assert says_nothing(Headers([("Content-Type", "text/html")]), {"description": "noai"})


@pytest.mark.parametrize(
    ("location", "url", "covered"),
    [
        ("/", PAGE, True),
        ("/", "https://news.example", True),
        ("/stories/", PAGE, True),
        ("/Stories/", PAGE, False),
        ("/stories/*/b/", PAGE, True),
        ("/stories/*/x/", PAGE, False),
        ("/stories/a/b$", PAGE, False),
        ("/stories/a/b/c$", PAGE, True),
        ("/*/c$", PAGE, True),
        ("/*c/c$", PAGE, False),
        ("/*.jpg", "https://news.example/a/b.jpg", True),
        ("/*.jpg$", "https://news.example/a/b.jpg?w=1", False),
        ("*", PAGE, True),
        ("/%66oo-%24", "https://news.example/foo-$", True),
        ("/caf\u00e9", "https://news.example/caf%C3%A9", True),
        ("", PAGE, True),
    ],
)
def test_a_location_covers_paths_as_in_robots_txt(location: str, url: str, covered: bool) -> None:
    assert Rule(location, "1").covers(url) is covered


def test_the_first_rule_that_covers_a_page_counts() -> None:
    rules = tdm_rules(
        json.dumps(
            [{"location": "/stories/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": "1"}]
        ).encode()
    )
    assert not rights(rules=rules, url=PAGE).reserved
    assert rights(rules=rules, url="https://news.example/covers/1").reserved


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>no such page</html>",
        b"{}",
        b"7",
        b'[1, "a", null, {"location": "/"}, {"tdm-reservation": 1}]',
        b'[{"location": "/", "tdm-reservation": true}, {"location": 1, "tdm-reservation": 1}]',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_tdmrep_file_reserves_nothing(body: bytes) -> None:
    assert tdm_rules(body) == ()


@given(st.text(alphabet="/a*$%2f\u00e9", max_size=40), st.text(alphabet="/a%2f?\u00e9", max_size=40))
@settings(derandomize=True, max_examples=200)
def test_any_pattern_meets_any_path(location: str, path: str) -> None:
    assert Rule(location, "1").covers(f"https://news.example/{path}") in (True, False)


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    assert not Rule("/" + "*a" * 2_000 + "$", "1").covers("https://news.example/" + "a" * 1_999)


def test_each_header_line_stands_alone() -> None:
    headers = Headers({"X-Robots-Tag": ["googlebot: noarchive", "noai"]})
    assert header_lines(headers) == [("X-Robots-Tag", "googlebot: noarchive"), ("X-Robots-Tag", "noai")]
    assert rights(header_lines(headers)).signals == ("noai",)


@pytest.mark.parametrize(
    ("setting", "reservation", "kept"),
    [(None, "0", True), (None, "1", False), ("preview", "1", True), ("none", "0", False), ("none", "1", False)],
)
def test_text_is_kept_unless_reserved_and_the_user_has_the_last_word(setting, reservation, kept) -> None:
    assert keeps_text(setting, rights([("tdm-reservation", reservation)])) is kept
