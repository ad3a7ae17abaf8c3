"""Nothing that a page or a redirect says takes the crawler off the newsstand."""

from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import Settings

from newsstand.politeness.offsite import Offsite, allowed_origins


def refusal(site: str | None, url: str, **meta: object) -> str | None:
    crawler = SimpleNamespace(settings=Settings({"SITE": site}), stats=SimpleNamespace(inc_value=lambda name: None))
    request = Request(url, meta=meta, dont_filter=True)
    try:
        Offsite.from_crawler(crawler).process_request(request)
    except IgnoreRequest as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("site", "url"),
    [
        ("https://www.news.example", "https://www.news.example/a"),
        ("https://www.news.example", "https://news.example/a"),
        ("https://news.example", "https://WWW.news.example/a"),
        ("https://news.example", "https://news.example:443/a"),
        ("http://news.example", "https://news.example/a"),
        ("http://news.example:8080", "https://news.example:8080/a"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/a"),
        ("http://[::1]:8000", "http://[::1]:8000/a"),
    ],
)
def test_the_own_host_is_fetched_with_and_without_www(site: str, url: str) -> None:
    assert refusal(site, url) is None


@pytest.mark.parametrize(
    ("site", "url"),
    [
        ("https://news.example", "https://elsewhere.example/"),
        ("https://news.example", "https://news.example.elsewhere.example/"),
        ("https://news.example", "https://m.news.example/"),
        ("https://news.example", "https://www.www.news.example/"),
        ("https://news.example", "https://news.example:8443/"),
        ("https://news.example", "http://news.example/"),
        ("https://news.example", "https://news.example@elsewhere.example/"),
        ("https://news.example", "https://user:secret@news.example/"),
        ("https://news.example", "https://news.example./"),
        ("https://news.example", "ftp://news.example/a"),
        ("https://news.example", "file:///etc/passwd"),
        ("https://news.example", "data:text/html,hello"),
        ("https://news.example", "http://169.254.169.254/latest/meta-data/"),
        ("https://news.example", "http://127.0.0.1/"),
        ("https://news.example", "http://[::ffff:127.0.0.1]/"),
        ("https://news.example", "http://2130706433/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1/"),
        ("http://127.0.0.1:8000", "http://localhost:8000/"),
        ("http://127.0.0.1:8000", "http://169.254.169.254:8000/"),
    ],
)
def test_everything_else_is_refused_whoever_asks(site: str, url: str) -> None:
    assert refusal(site, url) == "not on the newsstand's own host"


def test_https_is_not_stepped_down_from() -> None:
    before = ["http://news.example/", "https://news.example/"]
    assert refusal("http://news.example", "http://news.example/a", redirect_urls=before[:1]) is None
    assert (
        refusal("http://news.example", "http://news.example/a", redirect_urls=before) == "redirected from https to http"
    )


def test_a_spider_that_names_no_newsstand_fetches_nothing() -> None:
    assert refusal(None, "https://news.example/") == "the setting SITE names no newsstand"


@pytest.mark.parametrize("site", ["news.example", "ftp://news.example", "https://", "https://news.example:99999"])
def test_a_site_is_an_http_url(site: str) -> None:
    with pytest.raises(ValueError, match="is not the http or https URL of a newsstand"):
        allowed_origins(site)
