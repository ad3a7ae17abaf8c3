"""Only the newsstand's own host is asked for anything, whatever its pages and redirects say."""

import logging
import re

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newsstand.exit_codes import Refused
from newsstand.stats import Stat
from newsstand.urls import Origin, address, origin

PLAIN = re.compile(r"https?://[^\\/?#@%\s]+(?:[/?#]|$)", re.I)
"""A URL whose host and port every library reads alike."""

logger = logging.getLogger(__name__)


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
        hosts = crawler.settings.getlist("SITE_HOSTS")
        self.allowed = frozenset().union(*map(allowed_origins, [site, *hosts])) if site else frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Offsite":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if reason := self.refusal(request):
            self.crawler.stats.inc_value(Stat.REFUSED_ELSEWHERE)
            logger.warning("Not fetched, %(reason)s: %(request)s", {"reason": reason, "request": request})
            raise IgnoreRequest(reason)

    def refusal(self, request: Request) -> str | None:
        """Why `request` must not be made; None where it may."""
        # What is no plain spelling of an address may mean another one to the library that connects.
        found = origin(request.url) if PLAIN.match(request.url) else None
        if not self.allowed:
            return "the setting SITE names no newsstand"
        if found not in self.allowed:
            return "not on the newsstand's own host"
        before = request.meta.get("redirect_urls", ())
        if found[0] == "http" and any(address(url).scheme == "https" for url in before):
            return "redirected from https to http"
        return None
