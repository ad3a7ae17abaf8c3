"""No text is a URL that breaks anything, and a canonical URL is its own."""

# ruff: noqa: E501 - lists of pieces, as many to a line as fit

import random

from newsstand.spiders.magzter import MagzterSpider
from newsstand.urls import (
    canonical_url,
    category,
    country,
    edition_id,
    is_own,
    joined,
    kind,
    list_page_url,
    origin,
    page_url,
    path_of,
    publication_id,
    story_id,
)

SITE = MagzterSpider.site
STARTS = [
    "", "http:", "https:", "//", "http://", "https://", "HTTP://", "http:/", "javascript:", "data:", "mailto:", "ftp://",
    SITE.url, f"{SITE.url}/de", f"{SITE.url}/stories/newspaper/The-Lamp", f"{SITE.url}:443",
]  # fmt: skip
PIECES = [
    *"/\\.:?#@%[]=&;+ \t\r\n\0aZé\ud800١ß．。／\u202e\xa0ﬀİ", "..", "%2F", "%00", "%ZZ", "%C3%A9", "%e9", "xn--", "[::1]", "[v1.x]", "::",
    "99999", "-1", "0", "www.magzter.com", "/de/", "/stories/", "newspaper/", "The-Lamp/", "IN/", "/IE/Wick/The-Lantern/Newspaper",
    "/12", "?page=2", "utm_source=x", "srsltid=", "&amp;", "[object Object]", "undefined", "null", "a" * 300,
]  # fmt: skip


def attempt(chance: random.Random) -> None:
    url = chance.choice(STARTS) + "".join(chance.choices(PIECES, k=chance.randint(0, 12)))
    try:
        check(url)
    except Exception as error:
        error.add_note(repr(url))
        raise


def check(url: str) -> None:
    canonical = canonical_url(url, SITE)
    assert canonical_url(canonical, SITE) == canonical
    for names in (story_id, edition_id, publication_id, category, country, kind):
        assert names(url, SITE) == names(canonical, SITE)
    assert path_of(url) == path_of(canonical)
    list_page_url(url, SITE)
    origin(url)
    for base in (SITE.url, url):
        joined(base, url)
        joined(url, base)
    if asked := page_url(url, SITE):
        assert asked.isascii()
        assert page_url(asked, SITE) == asked
        assert is_own(asked, SITE)
