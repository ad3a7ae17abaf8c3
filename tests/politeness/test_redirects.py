"""Which pages send us on, and where to."""

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from newsstand.politeness.redirects import MetaRefresh, Redirects, refreshed_to

PAGE = "https://news.example/stories/a?x=1"


def page(head: str, body: str = "<p>Words.</p>") -> HtmlResponse:
    html = f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return HtmlResponse(PAGE, body=html.encode())


def refresh(content: str) -> str:
    return f'<meta http-equiv="refresh" content="{content}">'


@pytest.mark.parametrize(
    ("response", "url"),
    [
        (page(refresh("0; url=/stories/b")), "https://news.example/stories/b"),
        (page(refresh("0;URL='https://www.news.example/b'")), "https://www.news.example/b"),
        (page(refresh("1, b")), "https://news.example/stories/b"),
        (page("<META HTTP-EQUIV=Refresh CONTENT='.5; url=b'>"), "https://news.example/stories/b"),
        (page(refresh("60; url=/stories/b")), None),
        (page(refresh("0; url=/stories/a")), None),
        (page(refresh("0; url=/stories/a?x=2")), None),
        (page(refresh("0")), None),
        (page(refresh("0; url=https://elsewhere.example/")), None),
        (page(refresh("0; url=http://news.example:8080/b")), None),
        (page(refresh("0; url=javascript:b()")), None),
        (page(refresh("0; url=http://[b")), None),
        (page(refresh("soon; url=/b")), None),
        (page("", refresh("0; url=/stories/b")), None),
        (page(f"<!-- {refresh('0; url=/stories/b')} -->"), None),
        (page(f"<noscript>{refresh('0; url=/stories/b')}</noscript>"), None),
        (page(f"<script>'{refresh('0; url=/stories/b')}'</script>"), None),
        (page(f"<title>{refresh('0; url=/stories/b')}</title>"), None),
    ],
)
def test_a_refresh_counts_in_the_head_at_once_and_to_another_path_of_the_host(response, url) -> None:
    assert refreshed_to(response) == url


class Crawl:
    """A middleware in a crawler without an engine; `refused` lists what it told of."""

    def __init__(self, middleware: type[Redirects] | type[MetaRefresh]) -> None:
        self.refused: list[str] = []
        watch = SimpleNamespace(refused=lambda what, request: self.refused.append(what))
        self.middleware = middleware(Settings())
        self.middleware.crawler = SimpleNamespace(get_extension=lambda kind: watch, spider=SimpleNamespace())

    def answer(self, asked: str, response: Response, *before: str) -> Request | Response:
        return self.middleware.process_response(Request(asked, meta={"redirect_urls": before}), response)


def found(location: str) -> Response:
    return Response(PAGE, status=302, headers={"Location": location})


@pytest.mark.parametrize(
    ("middleware", "asked", "response", "before"),
    [
        (Redirects, PAGE, found(f"{PAGE}#again"), ()),
        (Redirects, "https://news.example/b", found(PAGE), (PAGE,)),
        (MetaRefresh, PAGE, page(refresh("0; url=/b")), ("https://news.example/b",)),
    ],
)
def test_a_redirect_in_a_circle_is_a_refusal_at_once(middleware, asked, response, before) -> None:
    crawl = Crawl(middleware)
    with pytest.raises(IgnoreRequest, match="redirect circle"):
        crawl.answer(asked, response, *before)
    assert crawl.refused == ["redirect circle"]


def test_a_circle_that_sets_a_cookie_is_a_cookie_wall() -> None:
    crawl, wall = Crawl(Redirects), Response(PAGE, status=302, headers={"Location": PAGE, "Set-Cookie": "seen=1"})
    with pytest.raises(IgnoreRequest, match="cookie wall"):
        crawl.answer(PAGE, wall)
    assert crawl.refused == ["cookie wall"]


@pytest.mark.parametrize(
    ("middleware", "response"), [(Redirects, found("/b")), (MetaRefresh, page(refresh("0; url=/b")))]
)
def test_a_redirect_elsewhere_on_the_site_is_followed(middleware, response) -> None:
    assert Crawl(middleware).answer(PAGE, response, "https://news.example/before").url == "https://news.example/b"


@pytest.mark.parametrize("location", ["javascript:void(0)", "http://["])
def test_a_redirect_to_what_is_no_address_fails_without_a_traceback(location: str) -> None:
    with pytest.raises(IgnoreRequest, match="redirected to no address"):
        Crawl(Redirects).answer(PAGE, found(location))
