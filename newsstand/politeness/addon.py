"""The add-on: one line in ADDONS turns all politeness on."""

from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import BaseSettings

from newsstand.config import BadSetting
from newsstand.politeness.blocked import Blocked
from newsstand.politeness.offsite import Offsite
from newsstand.politeness.redirects import MetaRefresh, Redirects
from newsstand.politeness.resolver import PublicResolver, check_site
from newsstand.politeness.retry_after import RetryAfter
from newsstand.politeness.robots import RobotsParser, RobotsTxt
from newsstand.politeness.tdmrep import TdmRep
from newsstand.politeness.throttle import Throttle
from newsstand.politeness.truncated import WholeBody
from newsstand.politeness.user_agent import is_loopback, user_agent
from newsstand.terminal import LogLines
from newsstand.urls import Site

EVERYWHERE = {
    "CONCURRENT_REQUESTS": 1,  # one at a time: a pause comes too late for none
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": "newsstand",  # the product token (RFC 9309, 2.2.1): no contact can match a rule by chance
    "ROBOTSTXT_PARSER": RobotsParser,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_TIMEOUT": 60,  # seconds: pages come in one; Scrapy's 180 make a night of a site that hangs
    "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},  # a newsstand is http and https
    # What passes: those of proxies and content networks too (520-530: Cloudflare; 598, 599: no answer behind a proxy).
    "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 507, 509, *range(520, 531), 598, 599],
    "REDIRECT_MAX_TIMES": 5,  # as many as robots.txt may need (RFC 9309, 2.3.1.2)
    "COOKIES_ENABLED": False,  # nobody is logged in, nobody is followed
    "TELNETCONSOLE_ENABLED": False,  # opens a port
    "REMOTE_CONTROL_ENABLED": False,  # opens a port that runs what it is sent
    "CRAWL_DELAY_MAX": 300.0,  # seconds: at a page in five minutes no edition is read in a night
    "RETRY_AFTER_MAX": 300.0,  # seconds: longer, and a run of the night ends by day
    "BLOCKED_AFTER": 5,  # refusals, or missing answers, in a row: one more would change nothing
}
PUBLIC = {
    "DOWNLOAD_DELAY": 2.0,  # seconds: the pace of a quick reader
    "DOWNLOAD_DELAY_JITTER": 0,  # an even pace has nothing to hide
    "AUTOTHROTTLE_ENABLED": True,  # slower when the site is slow
    "AUTOTHROTTLE_START_DELAY": 2.0,
    "AUTOTHROTTLE_MAX_DELAY": 60.0,
    "RETRY_AFTER_DEFAULT": 10.0,  # seconds, doubled each time: 150 s until the site counts as blocked
}
LOOPBACK = {
    "DOWNLOAD_DELAY": 0,  # this machine: nobody to be polite to, and tests should be quick
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_AFTER_DEFAULT": 1.0,
}
IN_PLACE_OF = (
    # Scrapy's component, ours, and its place: the one that Scrapy's has
    (OffsiteMiddleware, Offsite, 50),
    (RobotsTxtMiddleware, RobotsTxt, 100),
    (RetryMiddleware, RetryAfter, 550),
    (MetaRefreshMiddleware, MetaRefresh, 580),
    (HttpCompressionMiddleware, WholeBody, 590),
    (RedirectMiddleware, Redirects, 600),
)


class Politeness:
    """Scrapy add-on. SITE, the newsstand's URL, decides: the spider sets it in its `from_crawler`.

    Its values have the priority "addon": a project's settings and `-s` win over them; the User-Agent is the spider's,
    so that only `-s USER_AGENT=…` replaces it.

    Raises MissingContact, PrivateAddress or BadSetting before any request.
    """

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        # The resolver belongs to the process: by the time a crawl starts, it is installed.
        settings.set("TWISTED_DNS_RESOLVER", PublicResolver, "addon")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Politeness":
        return cls()

    def update_settings(self, settings: BaseSettings) -> None:
        if settings.get("TEXT") not in (None, "preview", "none"):
            raise BadSetting(f"TEXT is {settings.get('TEXT')!r}. Give preview or none, or leave it out.")
        settings.set("USER_AGENT", user_agent(settings), "spider")
        site = settings.get("SITE")
        if site:
            check_site(site)
        near = bool(site) and is_loopback(urlsplit(site).hostname)
        for name, value in (EVERYWHERE | (LOOPBACK if near else PUBLIC)).items():
            settings.set(name, value, "addon")
        for theirs, ours, place in IN_PLACE_OF:
            settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", theirs, None)
            settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", ours, place)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Throttle, 950)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", TdmRep, 110)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", Blocked, 0)
        settings.setdefault_in_component_priority_dict("EXTENSIONS", LogLines, 0)


def tell_site(settings: BaseSettings, site: Site) -> None:
    """Set what the components here go by: which newsstand is asked, its further hosts, its own pace."""
    settings.set("SITE", site.root, "spider")
    settings.set("SITE_HOSTS", list(site.hosts), "spider")
    settings.set("SITE_DELAY", site.delay, "spider")


def check_page(settings: BaseSettings, url: str | None) -> None:
    """Set SITE to the site of `url`, a page or a file that a command asks for (None: none yet): its rules apply then.

    Raises what Politeness raises, before any request.
    """
    if url is None:
        settings.set("SITE", "http://localhost", "spider")
    elif is_file(url):
        settings.set("SITE", "http://localhost", "spider")
        # A file of the user's own is no page of a host.
        settings.set("DOWNLOAD_HANDLERS", {"data": None, "ftp": None, "s3": None}, "spider")
        settings.set("ROBOTSTXT_OBEY", False, "spider")
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Offsite, None)
    else:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        settings.set("SITE", f"{parts.scheme}://{parts.netloc}", "spider")
    Politeness().update_settings(settings.copy())


def check_plain(settings: BaseSettings, spider: type[Spider]) -> None:
    """The same for a spider that walks no newsstand: Scrapy's own middleware keeps it to its `allowed_domains`.

    It asks this machine alone where that is all that it names.
    """
    urls = getattr(spider, "start_urls", ()) or [
        f"http://{host}" for host in getattr(spider, "allowed_domains", None) or ()
    ]
    public = next((url for url in urls if not is_loopback(urlsplit(url).hostname)), None)
    settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Offsite, None)
    settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", OffsiteMiddleware, 50)
    check_page(settings, public or next(iter(urls), None))


def is_file(url: str) -> bool:
    """Whether Scrapy's commands take `url` for a file: "file:…", "/…", "./…", "../…"."""
    return url.startswith(("file:", "/", "./", "../"))
