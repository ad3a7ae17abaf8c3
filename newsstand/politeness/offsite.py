"""Only the newsstand's own host is asked for anything, whatever its pages and redirects say."""

import logging
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newsstand.exit_codes import Refused
from newsstand.stats import Stat

logger = logging.getLogger(__name__)

PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int]
"""Scheme, host without `www.`, port."""


def origin(url: str) -> Origin | None:
    """Where a URL is fetched from; None for what is no plain http or https URL (user names in it, say)."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:  # a port or an IPv6 address that is none
        return None
    if scheme not in PORTS or not host or "@" in parts.netloc or "\\" in parts.netloc:
        return None
    return scheme, host.lower().removeprefix("www."), port or PORTS[scheme]


def allowed_origins(site: str) -> frozenset[Origin]:
    """The site's own origin and, of an http site, the same host over https.

    Raises Refused where `site` is no http or https URL.
    """
    own = origin(site)
    if own is None:
        raise Refused(f"SITE {site!r} is not the http or https URL of a newsstand")
    scheme, host, port = own
    secure = ("https", host, 443 if port == 80 else port)
    return frozenset({own, secure}) if scheme == "http" else frozenset({own})


class Offsite:
    """Downloader middleware: refuses every request that would leave SITE's host and port, or step down from https.

    In place of Scrapy's OffsiteMiddleware, which lets through whatever carries `dont_filter`: start requests, retries
    and all that they are redirected to. A refused request reaches its errback.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        site = crawler.settings.get("SITE")
        self.allowed = allowed_origins(site) if site else frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Offsite":
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if reason := self.refusal(request):
            self.crawler.stats.inc_value(Stat.REFUSED_ELSEWHERE)
            logger.warning("Not fetched, %(reason)s: %(request)s", {"reason": reason, "request": request})
            raise IgnoreRequest(reason)

    def refusal(self, request: Request) -> str | None:
        """Why `request` must not be made; None where it may."""
        found = origin(request.url)
        if not self.allowed:
            return "the setting SITE names no newsstand"
        if found not in self.allowed:
            return "not on the newsstand's own host"
        before = request.meta.get("redirect_urls", ())
        if found[0] == "http" and any(urlsplit(url).scheme == "https" for url in before):
            return "redirected from https to http"
        return None
