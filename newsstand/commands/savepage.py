"""`scrapy savepage`: pages of a newsstand, as they are served, saved as test cases in tests/newsstands."""

import argparse
import json
import logging
import re
import shutil
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scrapy.utils.conf import closest_scrapy_cfg

from newsstand.arguments import ArgumentError
from newsstand.crawl import NewsstandSpider
from newsstand.crawl.fetching import Page, PagesCommand, answer_of, at_address, body_file, meta_of
from newsstand.crawl.given import WrongPage, read_answer
from newsstand.crawl.loading import known_spiders, newsstand_named
from newsstand.exit_codes import USAGE
from newsstand.pages import EditionPage, IssueList, NotAPage, NotReadable, Readers, StoryPage
from newsstand.politeness import Refused, keeps_text
from newsstand.politeness.blocked import CHALLENGE
from newsstand.politeness.rights import rights
from newsstand.terminal import one_line
from newsstand.urls import Kind, Named, Site, kind, language_prefix, list_page_url, match, page_url

logger = logging.getLogger(__name__)

FAILED = 1
"""Exit code where a page could not be saved."""
ELSEWHERE = {"title", "issue", "slug", "country", "publisher", "category", "publication", "story"}
"""Groups of a shape that have their place in a case's name, or none."""


class NotSaved(Exception):
    """A page that was not saved; the message says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be saved, and the folder of its case."""

    url: str
    kind: Kind
    folder: Path


class Command(PagesCommand):
    def syntax(self) -> str:
        return "NAME URL... | NAME --file PAGE.html URL"

    def short_desc(self) -> str:
        return "Save pages of a newsstand as test cases"

    def long_desc(self) -> str:
        return (
            "Fetch pages of the newsstand NAME as politely as a crawl, and save each as a test case in "
            "tests/newsstands/NAME: its bytes as served, and where it stood. The next test run writes what the page "
            "reader makes of them. Exit code 0: all are saved; 1: not all; 2: nothing was asked for."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--file", metavar="PAGE.html", help="the page, saved from a browser: nothing is fetched")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            spider, site, wanted = self.wanted(args, opts)
            if not opts.file:
                self.check_politeness(site)
        except (NotSaved, Refused) as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = USAGE
            return
        found = (
            read_file(Path(opts.file), wanted[0].url) if opts.file else self.fetched(site, [one.url for one in wanted])
        )
        for one in wanted:
            try:
                told = self.keep(found.get(one.url, "the run ended before it was fetched"), one, site, spider.readers)
            except (NotSaved, OSError) as error:
                sys.stderr.write(f"not saved: {one_line(f'{error}: {one.url}')}\n")
                self.exitcode = FAILED
            else:
                sys.stdout.write(f"saved {shown(one.folder)}\n")
                sys.stdout.writelines(f"  {one_line(line)}\n" for line in told)

    def wanted(self, args: list[str], opts: argparse.Namespace) -> tuple[type[NewsstandSpider], Site, list[Wanted]]:
        """Everything that can be known to be wrong before the first request. Raises NotSaved."""
        if not args:
            known = known_spiders(self.settings)
            raise NotSaved(f"savepage: name the newsstand and its pages: scrapy savepage NAME URL... Known: {known}.")
        name, *urls = args
        try:
            spider = newsstand_named(self.settings, name)
            site = at_address(spider.site, name, opts.spargs)
        except ArgumentError as error:
            raise NotSaved(f"savepage: {error}") from error
        if not urls:
            raise NotSaved(f"savepage: name at least one URL of {name}.")
        if opts.file and len(urls) > 1:
            raise NotSaved(f"savepage: --file is one page, and there are {len(urls)} URLs.")
        project = closest_scrapy_cfg()
        if not project:
            raise NotSaved("savepage: there is no scrapy.cfg here or above. Run it in the project's folder.")
        cases = Path(project).parent / "tests" / "newsstands" / name
        wanted: dict[Path, Wanted] = {}
        for text in urls:
            one = case(text, site, cases)
            if wanted.setdefault(one.folder, one) != one:
                raise NotSaved(f"savepage: two pages would be {shown(one.folder)}. Save one, rename it.")
        return spider, site, list(wanted.values())

    def keep(self, found: Page | str, wanted: Wanted, site: Site, readers: Readers) -> list[str]:
        """Save a page; what its reader makes of it. Raises NotSaved for one that is another's or must not be kept."""
        if isinstance(found, str):
            raise NotSaved(found)
        if kind(found.url, site) != wanted.kind:
            raise NotSaved(f"redirected away, to {found.url}")
        if found.rights.reserved and not keeps_text(self.settings.get("TEXT"), found.rights):
            raise NotSaved("text and data mining is reserved (-s TEXT=preview saves it all the same)")
        read = reading(found, wanted, site, readers)
        if isinstance(read, NotAPage) and CHALLENGE in read.cause:
            raise NotSaved(read.cause)
        save(found, wanted, site)
        return remarks(read)


def case(text: str, site: Site, folder: Path) -> Wanted:
    """What the user calls `text`: a URL, or a path as people copy it. Raises NotSaved."""
    url = site.root + text if text.startswith("/") else text
    try:
        address = list_page_url(url, site) if kind(url, site) == "issues" else page_url(url, site)
    except ValueError:  # "http://[": no URL at all
        address = None
    if address is None:
        raise NotSaved(f"savepage: {text!r} is not on {site.root}. Give a URL of the newsstand, or its path.")
    found = match(address, site)
    if found is None:
        raise NotSaved(f"savepage: {text!r} is no page of a shape that the spider knows.")
    wanted = Wanted(address, found.kind, folder / case_name(address, found, site))
    if wanted.folder.exists():
        raise NotSaved(f"savepage: {shown(wanted.folder)} exists. Rename it to keep it beside the new one.")
    return wanted


def case_name(url: str, found: Named, site: Site) -> str:
    """ "story-de-rain-at-last": kind, interface language, title, number, slug, and what else the shape names of the
    page ("year"); which page of a list. People may rename the folder."""
    own = [part for name, part in found.parts.items() if name not in ELSEWHERE]
    named = [part for name in ("title", "issue", "slug") if (part := found.parts.get(name))] + own
    usual = dict(site.constants_of(found.kind))
    values = [value for name, value in parse_qsl(urlsplit(url).query) if usual.get(name) != value]
    named += [value for value in values if not any(part in value for part in named)]
    words = re.findall(r"\w+", " ".join(named or [found.path.rpartition("/")[2]]).casefold())
    return "-".join([found.kind, *filter(None, [language_prefix(url)]), *words])[:70].rstrip("-")


def read_file(file: Path, url: str) -> dict[str, Page | str]:
    try:
        body = file.read_bytes()
        page = Page(body, url, guess_type(file.name)[0])
        return {url: replace(page, rights=rights(meta=meta_of(page)))}
    except OSError as error:
        return {url: f"{file}: {error.strerror}"}
    except NotReadable as error:
        return {url: f"{file}: {error}"}


def save(page: Page, wanted: Wanted, site: Site) -> None:
    """The case's folder, which is whole or not there. Raises OSError."""
    part = wanted.folder.with_name(f".{wanted.folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    about = {
        "url": page.url,
        "kind": wanted.kind,
        "content_type": page.content_type,
        "saved": datetime.now(UTC).date().isoformat(),
    } | ({"site": site.mirror} if site.mirror else {})
    try:
        (part / body_file(page)).write_bytes(page.body)
        (part / "page.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        part.rename(wanted.folder)
    except OSError:
        shutil.rmtree(part)
        raise


def reading(page: Page, wanted: Wanted, site: Site, readers: Readers) -> Any:
    """What the page reader makes of it. A fault of the reader is told: the page is what its mending needs."""
    try:
        return read_answer(answer_of(page), wanted.kind, readers, site)
    except (NotReadable, WrongPage) as error:
        return NotAPage(wanted.kind, str(error))
    except Exception:
        logger.exception("reader error: %s", page.url)
        return NotAPage(wanted.kind, "reader error")


def remarks(read: Any) -> list[str]:
    """What to know at once: that the page cannot be read, or that its words are not in the table."""
    if isinstance(read, NotAPage):
        return [f"the page reader makes nothing of it: {read.cause}"]
    if isinstance(read, IssueList) and not read.editions:
        return ["the page reader finds no edition listed"]
    if isinstance(read, EditionPage) and not read.stories:
        return ["the page reader finds no story listed"]
    if isinstance(read, StoryPage) and read.inferred:
        language = read.interface_language or "unknown"
        return [f"interface language {language!r} is not in phrases.toml; inferred from:", *read.inferred]
    return []


def shown(folder: Path) -> str:
    """A folder as the user finds it: from where the command runs."""
    here = Path.cwd()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)
