"""What a response's charset is to Scrapy's own parts."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from newsstand.crawl.unknown_charset import KnownCharset

REQUEST = Request("https://example.org/")


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("text/html; charset=undefined", b"<p>caf\xc3\xa9"),
        ("text/html; charset=base64", b"<p>caf\xc3\xa9"),
        ("text/html", b"<meta charset=undefined><p>caf\xc3\xa9"),
    ],
)
def test_a_page_of_no_charset_has_a_text(header: str, body: bytes) -> None:
    response = HtmlResponse(REQUEST.url, headers={"Content-Type": header}, body=body)
    assert KnownCharset().process_response(REQUEST, response).text.endswith("café")  # type: ignore[attr-defined]


@pytest.mark.parametrize("response", [Response(REQUEST.url, body=b"\0"), HtmlResponse(REQUEST.url, encoding="gbk")])
def test_any_other_is_as_it_was(response: Response) -> None:
    assert KnownCharset().process_response(REQUEST, response) is response
