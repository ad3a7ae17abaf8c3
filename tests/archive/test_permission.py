"""Which pages may be kept: by their headers, by what they say themselves, and by the site's tdmrep.json."""

import gzip

import pytest
from scrapy.settings import Settings

from newsstand.archive.permission import NotBoth, check_archive, may_be_kept
from newsstand.politeness.rights import Rule

URL = "https://example.org/stories/a"
PLAIN = b"<html><head><title>a</title></head><body>noarchive, noai</body></html>"
FORBIDS = [
    ("header: noarchive", [("X-Robots-Tag", "noarchive")], b"", ()),
    ("header: noai among others", [("X-Robots-Tag", "noindex, noai")], b"", ()),
    ("header: to us by name", [("X-Robots-Tag", "newsstand: noarchive")], b"", ()),
    ("header: reserved", [("TDM-Reservation", "1")], b"", ()),
    ("meta: noarchive", [], b'<meta name="robots" content="noindex, noarchive">', ()),
    ("meta: noai, unquoted, in capitals", [], b"<META CONTENT=noai NAME=ROBOTS>", ()),
    ("meta: reserved", [], b"<meta name='tdm-reservation' content='1'>", ()),
    ("tdmrep.json", [], b"", (Rule("/stories/*", "1"),)),
]
ALLOWS = [
    ("nothing said", [], b"", ()),
    ("header: to another", [("X-Robots-Tag", "otherbot: noarchive")], b"", ()),
    ("header: of pictures alone", [("X-Robots-Tag", "noimageai")], b"", ()),
    ("header: not reserved", [("TDM-Reservation", "0")], b"", ()),
    ("meta: of something else", [], b'<meta name="keywords" content="noai">', ()),
    ("tdmrep.json of another path", [], b"", (Rule("/podcasts/", "1"),)),
]


@pytest.mark.parametrize(
    ("headers", "head", "rules"), [case[1:] for case in FORBIDS], ids=[case[0] for case in FORBIDS]
)
def test_a_page_that_is_reserved_is_kept_only_where_you_may(
    headers: list[tuple[str, str]], head: bytes, rules: tuple[Rule, ...]
) -> None:
    page = PLAIN.replace(b"<title>", head + b"<title>")
    assert not may_be_kept(None, URL, headers, page, rules)
    packed = [*headers, ("Content-Encoding", "gzip")]
    assert not may_be_kept(None, URL, packed, gzip.compress(page), rules)
    assert may_be_kept("preview", URL, headers, page, rules)


@pytest.mark.parametrize(("headers", "head", "rules"), [case[1:] for case in ALLOWS], ids=[case[0] for case in ALLOWS])
def test_any_other_page_is_kept(headers: list[tuple[str, str]], head: bytes, rules: tuple[Rule, ...]) -> None:
    assert may_be_kept(None, URL, headers, PLAIN.replace(b"<title>", head + b"<title>"), rules)


def test_of_a_page_that_nobody_can_read_the_headers_speak() -> None:
    torn = gzip.compress(PLAIN)[:-4]
    packed = [("Content-Encoding", "gzip")]
    assert may_be_kept(None, URL, packed, torn, ())
    assert not may_be_kept(None, URL, [*packed, ("TDM-Reservation", "1")], torn, ())


def test_an_archive_without_text_is_refused() -> None:
    with pytest.raises(NotBoth, match="TEXT is 'none'"):
        check_archive(Settings({"ARCHIVE": True, "TEXT": "none"}))
    check_archive(Settings({"ARCHIVE": True, "TEXT": "preview"}))
    check_archive(Settings({"ARCHIVE": False, "TEXT": "none"}))
