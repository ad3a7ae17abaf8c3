"""A response -> what its page says, what it reserves, and what of its words the phrase table does not know."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Response

from newsstand.crawl.failures import Lost, PageLost
from newsstand.crawl.given import WrongPage, read_answer
from newsstand.crawl.unread import kept
from newsstand.exit_codes import Cause
from newsstand.pages import HTML, Answer, NotAPage, NotReadable, Readers, StoryPage
from newsstand.politeness import Blocked, TdmRep
from newsstand.stats import Stat, StatBy
from newsstand.urls import Kind, Site

logger = logging.getLogger(__name__)


class PageReader:
    """Reads the pages of one run. `problem` is told (cause, message) of what the run must answer for."""

    def __init__(
        self, crawler: Crawler, site: Site, problem: Callable[[str, str], None], readers: Readers = HTML
    ) -> None:
        self.crawler = crawler
        self.readers = readers
        self.site = site
        self.problem = problem
        self.unknown_languages: set[str] = set()

    def read(self, response: Response, of: Kind, **hints: Any) -> Any:
        """What the newsstand's reader for that kind of page makes of a response.

        Raises PageLost for bytes that are no page, for a page of another kind, and where the reader itself fails: that
        costs the page and no more.
        """
        try:
            page = read_answer(answer_of(response), of, self.readers, self.site, **hints)
        except NotReadable as error:
            raise PageLost(str(error)) from error
        except Exception as error:
            own = self.readers.of(of) is not HTML.of(of)
            self.reader_failed(response, error if own else None)
            raise PageLost(Lost.READER_ERROR) from error
        if isinstance(page, NotAPage):
            if page.expected == "story":
                self.crawler.stats.inc_value(StatBy.NOT_A_STORY.of(page.found))
            raise PageLost(page.cause)
        return page

    def reader_failed(self, response: Response, own: Exception | None = None) -> None:
        """Keep a page that made its reader raise: to be called where the exception is handled.

        own: what was raised by a reader that the spider brings, whose author is the one to mend it.
        """
        logger.exception("reader error: %s", response.url)
        file = kept(response.body, Path(self.crawler.settings["DATA_DIR"]), answer_of(response).suffix)
        if own is None:
            report = f": please report it with {file}" if file else ""
            self.problem(Cause.READER_ERROR, f"the page reader failed: {response.url}{report}")
        else:
            report = f": it is kept as {file}" if file else ""
            raised = str(own) if isinstance(own, WrongPage) else f"{type(own).__name__}: {own}"
            self.problem(Cause.READER_ERROR, f"the spider's own reader failed ({raised}): {response.url}{report}")

    def note_refusal(self, cause: str, response: Response) -> None:
        """Tell the extension that watches for refusals of a page that is not what was asked for."""
        if watch := self.crawler.get_extension(Blocked):
            watch.unread(response, cause)

    def rights(self, response: Response, page: StoryPage) -> list[str]:
        """What the page or the site reserves, as it says it."""
        watch = self.crawler.get_downloader_middleware(TdmRep)
        return list(watch.rights(response, page.meta).signals) if watch else []

    def note_language(self, page: StoryPage, response: Response) -> None:
        """Log once a language whose words around stories the phrase table does not know."""
        if not page.inferred:
            return
        self.crawler.stats.inc_value(Stat.UNKNOWN_LANGUAGE)
        language = page.interface_language or "unknown"
        if language not in self.unknown_languages:
            self.unknown_languages.add(language)
            logger.warning(
                "interface language %r is not in phrases.toml; inferred from: %s (%s)",
                language,
                " | ".join(page.inferred),
                response.url,
            )


def answer_of(response: Response) -> Answer:
    headers = {}
    for name, values in response.headers.items():
        # Each of several `Link` names other links; of all other headers the last counts.
        sent = b", ".join(values if name == b"Link" else values[-1:])
        if value := sent.decode("latin-1").strip():
            headers[name.decode("latin-1").lower()] = value
    return Answer(body=response.body, url=response.url, headers=headers)


def header(response: Response, name: str) -> str | None:
    """The value of a response's header; None where it has none or an empty one."""
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
