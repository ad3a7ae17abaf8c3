"""`scrapy catalogue`: the publications that a page of a newsstand lists, for newsstand.toml."""

import argparse
import json
import sys

from newsstand.arguments import ArgumentError
from newsstand.crawl.fetching import Page, PagesCommand, answer_of, at_address
from newsstand.crawl.loading import newsstand_named
from newsstand.exit_codes import USAGE
from newsstand.pages import ListedTitle, NotReadable
from newsstand.politeness import Refused
from newsstand.terminal import one_line, printing
from newsstand.urls import Site, list_page_url, named_path

NOT_READ = 1
"""Exit code where the page could not be had, or lists nothing."""


class Command(PagesCommand):
    def syntax(self) -> str:
        return "NAME [URL] [--toml] [-a site=URL]"

    def short_desc(self) -> str:
        return "List the publications of a newsstand"

    def long_desc(self) -> str:
        return (
            "Fetch a page of the newsstand NAME as politely as a crawl, and print the publications that it links to: "
            "path and name, one a line, or an entry for newsstand.toml (--toml). Without URL it is the page that the "
            "spider names, else the front page. Exit code 1: the page could not be had, or lists none."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--toml", action="store_true", help="print a [[follow]] entry for newsstand.toml")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            if not 1 <= len(args) <= 2:
                raise ArgumentError("catalogue: name a newsstand, and a page of it if it is not its list: NAME [URL].")
            spider = newsstand_named(self.settings, args[0])
            site = at_address(spider.site, args[0], opts.spargs)
            url = address(args[1] if len(args) > 1 else site.catalogue, site)
            self.check_politeness(site)
        except (ArgumentError, Refused) as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
            return
        page = self.fetched(site, [url]).get(url, "the run ended before it was fetched")
        try:
            titles = spider.readers.catalogue(answer_of(page), site=site) if isinstance(page, Page) else []
            problem = page if isinstance(page, str) else "no publication is listed"
        except NotReadable as error:
            titles, problem = [], str(error)
        if not titles:
            sys.stderr.write(f"catalogue: {one_line(f'{problem}: {url}')}\n")
            self.exitcode = NOT_READ
            return
        with printing(self, "catalogue"):
            sys.stdout.write(entry(args[0], titles, site, opts.spargs) if opts.toml else lines(titles, site))


def address(text: str, site: Site) -> str:
    """What is asked for, of a URL or path as people copy it. Raises ArgumentError."""
    url = list_page_url(site.root + text if text.startswith("/") else text, site)
    if url is None:
        raise ArgumentError(f"catalogue: {text!r} is not on {site.root}. Give a URL of the newsstand, or its path.")
    return url


def lines(titles: list[ListedTitle], site: Site) -> str:
    return "".join(f"{named_path(one.url, site)}\t{one_line(one.name or '')}\n" for one in titles)


def entry(spider: str, titles: list[ListedTitle], site: Site, given: dict[str, str]) -> str:
    """An entry of newsstand.toml that follows all of them. JSON's strings are TOML's, too."""
    paths = "".join(f"    {json.dumps(named_path(one.url, site))},  # {one_line(one.name or '')}\n" for one in titles)
    where = f"site = {json.dumps(given['site'])}\n" if "site" in given else ""
    return f'[[follow]]\nspider = "{spider}"\n{where}publication = [\n{paths}]\n'
