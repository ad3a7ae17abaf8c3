"""The body of an answer as text, JSON and XML, and what is said of one that is none."""

from typing import Any

import pytest

from newsstand.pages import Answer, NotReadable


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
