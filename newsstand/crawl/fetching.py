"""Single pages of a newsstand, for commands that fetch some: asked for as politely as by a crawl."""

import argparse
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.conf import arglist_to_dict
from twisted.python.failure import Failure

from newsstand.arguments import ArgumentError, site_address
from newsstand.crawl.failures import Lost, cause_of
from newsstand.pages import Answer, NotReadable
from newsstand.politeness import Politeness, TdmRep, tell_site
from newsstand.politeness.rights import Rights, rights
from newsstand.stats import Stat
from newsstand.urls import Site


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    url: str
    content_type: str | None = None
    """As the transport declared it."""
    rights: Rights = field(default_factory=Rights)


class PagesSpider(Spider):
    """Fetches `urls` as politely as a crawl, each once; `found` says what came of each."""

    name = "pages"

    def __init__(self, site: Site, urls: list[str], found: dict[str, Page | str]):
        super().__init__()
        self.site, self.urls, self.found = site, urls, found

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        tell_site(crawler.settings, spider.site)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, errback=self.failed, cb_kwargs={"asked": url}, dont_filter=True)

    def parse(self, response: Response, asked: str) -> None:
        watch = self.crawler.get_downloader_middleware(TdmRep)
        declared = response.headers.get("Content-Type")
        page = Page(response.body, response.url, declared.decode("latin-1") if declared else None)
        try:
            meta = meta_of(page)
        except NotReadable as error:
            self.found[asked] = str(error)
        else:
            found = watch.rights(response, meta) if watch else rights(meta=meta)
            self.found[asked] = replace(page, rights=found)

    def failed(self, fault: Failure) -> None:
        assert fault.value is not None
        cause = cause_of(fault.value)
        if cause == Lost.ROBOTS and self.crawler.stats.get_value(Stat.ROBOTS_UNREACHABLE):
            cause = Lost.UNREACHABLE
        self.found[fault.request.cb_kwargs["asked"]] = cause  # type: ignore[attr-defined]


class PagesCommand(ScrapyCommand):
    """What the commands share that fetch single pages: where the newsstand is asked, and how."""

    settings: Settings  # Scrapy gives them before it runs the command
    crawler_process: CrawlerProcessBase

    requires_project = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="site=URL", help="where the newsstand is asked"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """What went wrong is log enough, unless the user asks for more."""
        level = self.settings.getpriority("LOG_LEVEL")
        super().process_options(args, opts)
        try:
            opts.spargs = arglist_to_dict(opts.spargs)
        except ValueError:
            raise UsageError("Invalid -a value, use -a site=URL", print_help=False) from None
        if self.settings.getpriority("LOG_LEVEL") == level:
            self.settings.set("LOG_LEVEL", "WARNING", "project")

    def check_politeness(self, site: Site) -> None:
        """Raises Refused where a crawl of the site must not start."""
        settings = self.settings.copy()
        settings.set("SITE", site.root, "spider")
        Politeness().update_settings(settings)

    def fetched(self, site: Site, urls: list[str]) -> dict[str, Page | str]:
        """URL -> the page, or the cause why there is none."""
        found: dict[str, Page | str] = {}
        self.settings.set("FEEDS", {}, "spider")
        self.crawler_process.crawl(PagesSpider, site=site, urls=urls, found=found)
        self.crawler_process.start()
        return found


def at_address(site: Site, name: str, given: dict[str, str]) -> Site:
    """The site where `-a site=…` says it is. Raises ArgumentError."""
    if other := set(given) - {"site"}:
        raise ArgumentError(f"argument {min(other)!r} is not known. Known: site.")
    return replace(site, mirror=site_address(given["site"], partial(wrong, name))) if "site" in given else site


def wrong(spider: str, argument: str, why: str) -> ArgumentError:
    return ArgumentError(f"{spider}: argument '{argument}' {why}")


def body_file(page: Page) -> str:
    """The name of the file with the body of a saved page."""
    suffix = answer_of(page).suffix
    return "page.html" if suffix == "html" else f"body.{suffix}"


def meta_of(page: Page) -> dict[str, str]:
    """What the `<meta>` elements of a page say; of what is no HTML, nothing. Raises NotReadable."""
    return dict(answer_of(page).document().meta) if body_file(page) == "page.html" else {}


def answer_of(page: Page) -> Answer:
    return Answer.declared(page.body, page.url, page.content_type)
