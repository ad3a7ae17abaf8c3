"""Where a page sends us: to each address once, and by `<meta http-equiv="refresh">` as visitors are sent at once."""

import re
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from newsstand.politeness.blocked import CIRCLE, COOKIE_WALL, Blocked
from newsstand.urls import address, joined, origin

AT_ONCE = 1.0
"""Seconds: a page that is shown for longer is there to be read."""
REFRESH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*[;,\s]\s*(?:url\s*=\s*)?(['\"]?)(.+?)\2\s*", re.I | re.S)
"""Seconds and address (HTML Standard, 4.2.5.3)."""


def once(crawler: Crawler, request: Request, redirected: Request | Response, response: Response) -> Request | Response:
    """What the redirect in `response` leads to. Raises IgnoreRequest where that was asked for before: no cookies are
    kept, so that the answer would be the same again."""
    if isinstance(redirected, Request):
        before = {urldefrag(url).url for url in (*request.meta.get("redirect_urls", ()), request.url)}
        if urldefrag(redirected.url).url in before:
            why = COOKIE_WALL if "Set-Cookie" in response.headers else CIRCLE
            if watch := crawler.get_extension(Blocked):
                watch.refused(why, request)
            raise IgnoreRequest(why)
    return redirected


class Redirects(RedirectMiddleware):
    """Scrapy's middleware, but a redirect in a circle, or to what is no address, fails at once."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        # Scrapy's own still takes a spider, which it warns of.
        try:
            redirected = super().process_response(request, response)
        except ValueError as error:  # "javascript:…", "http://["
            raise IgnoreRequest("redirected to no address") from error
        return once(self.crawler, request, redirected, response)


class MetaRefresh(MetaRefreshMiddleware):
    """Scrapy's middleware, but a refresh counts only in the page's parsed head, within a second, and to another path of
    the page's own host. Any other page is read as it is: one that refreshes to itself costs one request."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if not isinstance(response, HtmlResponse) or request.meta.get("dont_redirect"):
            return response
        if refreshed_to(response) is None:
            return response
        return once(self.crawler, request, super().process_response(request, response), response)


def refreshed_to(response: HtmlResponse) -> str | None:
    """Where a page sends its visitors at once: another path of its own host; None where it sends them nowhere."""
    if b"refresh" not in response.body[:65536].lower():  # most pages: they need not be parsed
        return None
    elements = response.xpath("/html/head/meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content")
    found = REFRESH.fullmatch(elements[0].get()) if elements else None
    if found is None or float(found[1]) > AT_ONCE:
        return None
    url = joined(response.url, found[3])
    same_host = origin(url) is not None and origin(url) == origin(response.url)
    return url if same_host and address(url).path != address(response.url).path else None
