"""What `-a` arguments mean, and that each one that cannot be meant is named with its value and a remedy."""

from datetime import date

import pytest

from newsstand.arguments import ArgumentError, Arguments, read_arguments
from newsstand.spiders.magzter import MagzterSpider

SITE = MagzterSpider.site
TITLE = "/SG/SPH-Media-Limited/The-Straits-Times/Newspaper"
ADDRESS = f"https://www.magzter.com{TITLE}"


def read(**given: str) -> Arguments:
    return read_arguments("magzter", SITE, given)


@pytest.mark.parametrize(
    ("publication", "urls"),
    [
        (TITLE, [ADDRESS]),
        (TITLE[1:], [ADDRESS]),
        (f"{TITLE}/", [ADDRESS]),
        (ADDRESS, [ADDRESS]),
        (f"https://magzter.com{TITLE}?utm_source=x", [ADDRESS]),
        (f"http://www.magzter.com{TITLE}", [ADDRESS]),
        (f"www.magzter.com{TITLE}", [ADDRESS]),
        (f"/de{TITLE}", [f"https://www.magzter.com/de{TITLE}"]),
        (f"{TITLE}, {TITLE}/", [ADDRESS]),
        (f"{TITLE},/IN/A-B/C/News", [ADDRESS, "https://www.magzter.com/IN/A-B/C/News"]),
        ("/IN/A%2C-Inc./C/News", ["https://www.magzter.com/IN/A,-Inc./C/News"]),
        ("/IN/A/日本/News", ["https://www.magzter.com/IN/A/%E6%97%A5%E6%9C%AC/News"]),
    ],
)
def test_publications_are_title_pages_as_people_copy_them(publication: str, urls: list[str]) -> None:
    assert list(read(publication=publication).publications) == urls


def test_the_site_takes_the_place_of_the_newsstands_own_address() -> None:
    asked = read(publication=f"{ADDRESS},/IN/A/B/C", site="http://127.0.0.1:8000/")
    assert asked.publications == (f"http://127.0.0.1:8000{TITLE}", "http://127.0.0.1:8000/IN/A/B/C")
    assert asked.site.root == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("given", "editions", "since", "until"),
    [
        ({}, 1, None, None),
        ({"editions": "latest"}, 1, None, None),
        ({"editions": "all"}, None, None, None),
        ({"editions": "12"}, 12, None, None),
        ({"since": "2026-01-31"}, None, date(2026, 1, 31), None),
        ({"until": "2026-01-31", "editions": "2"}, 2, None, date(2026, 1, 31)),
        ({"since": "2026-01-31", "until": "2026-01-31"}, None, date(2026, 1, 31), date(2026, 1, 31)),
    ],
)
def test_editions_and_days(given: dict[str, str], editions: int | None, since: date | None, until: date | None) -> None:
    asked = read(publication=TITLE, **given)
    assert (asked.editions, asked.since, asked.until) == (editions, since, until)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"edition": "1"},
            "magzter: argument 'edition' is not known. Known: publication, editions, since, until, site",
        ),
        ({}, "argument 'publication' is missing. Give the URL or path of a title page"),
        ({"publication": " , "}, "argument 'publication' is missing"),
        (
            {"publication": "https://example.com/SG/A/B/C"},
            "not on https://www.magzter.com: 'https://example.com/SG/A/B/C'",
        ),
        ({"publication": f"{TITLE}/2036174"}, "names one edition, not a title page"),
        ({"publication": f"{TITLE}/All-Issues"}, "names a list of editions, not a title page"),
        ({"publication": "/stories/news/A/B"}, "names a story, not a title page"),
        ({"publication": "http://["}, "is not on https://www.magzter.com: 'http://['"),
        ({"publication": "/nothing"}, "names a page, not a title page: '/nothing'"),
        ({"publication": TITLE, "since": "2024-13-01"}, "argument 'since' is no day: '2024-13-01'. Give YYYY-MM-DD."),
        ({"publication": TITLE, "since": "20240101"}, "argument 'since' is no day: '20240101'"),
        ({"publication": TITLE, "until": "2024-02-30"}, "argument 'until' is no day: '2024-02-30'"),
        ({"publication": TITLE, "until": ""}, "argument 'until' is no day: ''"),
        ({"publication": TITLE, "until": "yesterday"}, "argument 'until' is no day: 'yesterday'"),
        (
            {"publication": TITLE, "since": "2024-02-02", "until": "2024-02-01"},
            "argument 'since' (2024-02-02) is after 'until' (2024-02-01)",
        ),
        ({"publication": TITLE, "editions": "-1"}, "argument 'editions' is '-1'. Give latest, all, or how many"),
        ({"publication": TITLE, "editions": "0"}, "argument 'editions' is '0'"),
        ({"publication": TITLE, "editions": "newest"}, "argument 'editions' is 'newest'"),
        ({"publication": TITLE, "editions": "٣"}, "argument 'editions' is '٣'"),
        ({"publication": TITLE, "site": "localhost:8000"}, "argument 'site' is no address of a site: 'localhost:8000'"),
        ({"publication": TITLE, "site": "http://a/path"}, "argument 'site' is no address of a site: 'http://a/path'"),
        ({"publication": TITLE, "site": "http://a:99999"}, "argument 'site' is no address of a site"),
        ({"publication": TITLE, "site": "http://[::1"}, "argument 'site' is no address of a site: 'http://[::1'"),
        ({"publication": TITLE, "site": "ftp://a"}, "argument 'site' is no address of a site: 'ftp://a'"),
        ({"publication": TITLE, "refresh": "yes"}, "argument 'refresh' is 'yes'. Give 1"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name_and_value(given: dict[str, str], message: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        read(**given)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
