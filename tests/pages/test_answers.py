"""The body of an answer as text, JSON and XML, and what is said of one that is none."""

from typing import Any

import pytest

from newsstand.pages import HTML, Answer, NotReadable
from newsstand.pages.links import next_in_header
from newsstand.spiders.magzter import MagzterSpider


def answer(body: bytes, declared: str = "") -> Answer:
    return Answer(body=body, url=None, headers={"content-type": declared})


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("Fähre".encode(), "", "Fähre"),
        ("\ufeffFähre".encode(), "text/plain", "Fähre"),
        ("Fähre".encode("latin-1"), "text/plain; charset=ISO-8859-1", "Fähre"),
    ],
)
def test_a_plain_text_is_read_in_the_charset_that_is_declared(body: bytes, declared: str, text: str) -> None:
    assert answer(body, declared).text() == text


def test_xml_is_read_in_the_encoding_that_it_declares() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-1"?><issue day="1912-03-04"><page>Fähre</page></issue>'
    root = answer(body.encode("latin-1")).xml()
    assert (root.get("day"), root.findtext("page")) == ("1912-03-04", "Fähre")


LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))


@pytest.mark.parametrize(
    ("read", "body", "why"),
    [
        ("text", b"\xe4", "not utf-8"),
        ("json", b"{", "not JSON"),
        ("json", b"[" * 100_000, "not JSON"),
        ("xml", b"<a>", "not XML"),
        ("xml", b"", "not XML"),
        ("xml", b'<?xml version="1.0" encoding="no-such"?><a/>', "not XML"),
        ("xml", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "not XML"),
        ("xml", f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]><a>&a10;</a>'.encode(), "not XML"),
    ],
)
def test_what_is_none_is_named(read: str, body: bytes, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        getattr(answer(body), read)()


@pytest.mark.parametrize(
    ("declared", "suffix"),
    [
        ("application/json", "json"),
        ("application/ld+json; charset=utf-8", "json"),
        ("text/xml", "xml"),
        ("application/xhtml+xml", "html"),
        ("text/plain; charset=utf-8", "txt"),
        ("text/html", "html"),
        ("", "html"),
    ],
)
def test_the_suffix_of_a_file_that_holds_the_body(declared: str, suffix: str) -> None:
    said: Any = answer(b"", declared).suffix
    assert said == suffix


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ('</list?page=2>; rel="next"', "/list?page=2"),
        ("<?page=2>;rel=next", "?page=2"),
        ('</a>; rel="prev", </c,d>; title="a, <b>"; rel="nofollow NEXT"', "/c,d"),
        ('</a>; rel="nextafter"', None),
        ('</a>; title="next"', None),
        ("</a>", None),
        ('<>; rel="next', None),
        ("", None),
    ],
)
def test_a_link_header_says_where_a_list_goes_on(value: str, link: str | None) -> None:
    assert next_in_header(value) == link


def test_a_page_goes_on_as_it_says_itself_before_its_header() -> None:
    url = "https://www.magzter.com/GB/House/The-Lamp/Newspaper/7?page=1"
    cards = '<h1>The Lamp - May 4, 2026</h1><h2>In this issue</h2><a href="/stories/newspaper/The-Lamp/RAIN">Rain</a>'
    for more, goes_on in (("", "?page=2"), ('<a rel=next href="?page=3">More</a>', "?page=3")):
        page = Answer(body=(cards + more).encode(), url=url, headers={"link": '<?page=2>; rel="next"'})
        found = HTML.edition(page, site=MagzterSpider.site)
        assert found.next_url == url.replace("?page=1", goes_on)
