"""Whom a robots.txt speaks to, and how much of it is read."""

import pytest

from newsstand.politeness.robots import LONGEST, RobotsParser


def allowed(robots: bytes, path: str = "/a") -> bool:
    return RobotsParser(robots, None).allowed(f"https://news.example{path}", "newsstand")


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("newsstand", True),
        ("Newsstand", True),
        ("newsstand/0.1.0", True),
        ("newsstand/2.0 (+https://example.org)  # us", True),
        ("*", True),
        ("news", False),
        ("newsstand-images", False),
        ("stand", False),
        ("newsstandbot", False),
        ("otherbot", False),
    ],
)
def test_a_group_is_ours_by_its_product_token(name: str, ours: bool) -> None:
    assert allowed(f"User-agent: {name}\nDisallow: /\n".encode()) is not ours
    assert allowed(f"User-agent: otherbot\nUser-Agent:{name}\r\nDisallow: /\r\n".encode()) is not ours


def test_our_own_group_counts_before_that_of_all_and_its_parts_are_one() -> None:
    robots = b"User-agent: *\nDisallow: /\nUser-agent: newsstand/1\nAllow: /a\nUser-agent: newsstand\nDisallow: /b\n"
    assert allowed(robots, "/a")
    assert allowed(robots, "/c")
    assert not allowed(robots, "/b")


def test_a_long_robots_txt_is_read_as_far_as_500_kib() -> None:
    robots = b"User-agent: *\nDisallow: /first\n" + b"# filling\n" * (LONGEST // 10) + b"Disallow: /last\n"
    assert not allowed(robots, "/first")
    assert allowed(robots, "/last")
    half = b"User-agent: *\n" + b"#" * (LONGEST - 14 - len(b"\nDisallow: /")) + b"\nDisallow: /only/this\n"
    assert allowed(half)  # not the rule "Disallow: /", which is half of one
