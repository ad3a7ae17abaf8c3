"""A site that keeps refusing, or does not answer, is left alone: several times in a row end the run."""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from time import monotonic
from weakref import WeakKeyDictionary, WeakSet

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import deferred_from_coro

from newsstand.politeness.throttle import Throttle
from newsstand.stats import Stat, StatBy

logger = logging.getLogger(__name__)

CHALLENGE = "challenge page"
SAME = "the answer that other pages got"
CIRCLE = "redirect circle"
COOKIE_WALL = "cookie wall"
"""A redirect to the same address that sets a cookie: whoever keeps none is sent round for ever."""
LATER = "503 with Retry-After"
NO_ANSWER = "no answer"
KINDS_WITH_ARTICLE = (CHALLENGE, CIRCLE, COOKIE_WALL)
LONGEST_WALL = 2_000
"""Characters: a page that tells robots from people says less, a page with a story's text or a list says more."""
LONGEST_BODY = 256 * 1024
"""Bytes: the longest walls are some 100 KB, most of it a script."""
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|svg)\b.*?</\1\s*>|<[^>]*>", re.I | re.S)


def blocked_evidence(stats: Mapping[str, object]) -> dict[str, int]:
    """How often the site refused, by kind: {"403": 2, "challenge page": 3}; {} where it never did.

    A run that collected nothing and has such evidence was blocked, however few pages it asked for.
    """
    counts = ((key, count) for key, count in stats.items() if key.startswith(StatBy.REFUSED))
    return {key.removeprefix(StatBy.REFUSED): count for key, count in counts if isinstance(count, int)}


def words_of(body: bytes) -> str | None:
    """The words that a page shows, without its numbers, addresses and codes, which differ from one request to the
    next; None where they are more than a wall says, and of JSON, whose words are the same in every answer."""
    if len(body) > LONGEST_BODY or body.lstrip()[:1] in (b"{", b"["):
        return None
    text = UNSEEN.sub(" ", body.decode("utf-8", "replace"))
    words = " ".join(word for part in text.split() if (word := part.strip(".,:;!?…()'\"")).isalpha())
    return words if len(words) <= LONGEST_WALL else None


class Blocked:
    """Extension: ends the run at BLOCKED_AFTER refusals or missing answers in a row.

    In a row: no page of the same kind (for the same callback) was read in between. An edition's record, written when
    all of its stories were refused, is none; nor is the edition's page between stories. The run ends with the reason
    "blocked", or "site unreachable" where the site never refused but did not answer. Requests that were under way
    together count as one refusal: with several at a time, one bad moment is not five.

    The walk tells of pages that it could not read: `crawler.get_extension(Blocked).unread(response, cause)`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("BLOCKED_AFTER", 5)
        self.in_a_row: Counter[str] = Counter()
        """Name of the callback -> refusals since a page for it was read."""
        self.refusals: Counter[str] = Counter()
        """Those of them that are refusals, not missing answers."""
        self.hung: defaultdict[str, set[str]] = defaultdict(set)
        """Name of the callback -> the URLs that gave no answer since a page for it was read."""
        self.over = False
        """Whether the run was ended."""
        self.last = 0.0
        """When the last refusal came, by the monotonic clock."""
        self.answered: WeakKeyDictionary[Request, float] = WeakKeyDictionary()
        """When the answers came: they may be read when the next request has left."""
        self.addresses: defaultdict[str, set[str]] = defaultdict(set)
        """Words of a short page that could not be read -> the URLs that it answered."""
        self.unreadable: WeakSet[Response] = WeakSet()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Blocked":
        blocked = cls(crawler)
        crawler.signals.connect(blocked.response_downloaded, signal=signals.response_downloaded)
        crawler.signals.connect(blocked.item_made, signal=signals.item_scraped)
        crawler.signals.connect(blocked.item_made, signal=signals.item_dropped)
        return blocked

    def response_downloaded(self, response: Response, request: Request) -> None:
        self.answered[request] = monotonic()
        if response.status in (403, 429):
            self.refused(str(response.status), request)
        elif response.status == 503 and "Retry-After" in response.headers:
            self.unanswered(LATER, request)
        elif response.status == 304:
            self.page_read(request)

    def item_made(self, response: object) -> None:
        """A record came of a page. What came of a failure, or followed a page that could not be read, is no page."""
        if isinstance(response, Response) and response.request and response not in self.unreadable:
            self.page_read(response.request)

    def page_read(self, request: Request) -> None:
        self.in_a_row.pop(kind(request), None)
        self.refusals.pop(kind(request), None)
        self.hung.pop(kind(request), None)

    def unread(self, response: Response, cause: str) -> None:
        """To be called for a page that is not what was asked for, with what it is instead ("challenge page", …).

        A challenge page is a refusal. So is a short or empty page that answers several addresses, whatever it says.
        """
        self.unreadable.add(response)
        assert response.request is not None
        if response.status in (403, 429):
            return  # counted as it came
        if CHALLENGE in cause:
            self.refused(CHALLENGE, response.request)
        elif (words := words_of(response.body)) is not None:
            asked = self.addresses[words]
            asked.add(response.request.meta.get("redirect_urls", [response.request.url])[0])
            if len(asked) > 1:
                self.refused(SAME, response.request)

    def refused(self, what: str, request: Request) -> None:
        """Count a refusal of the site."""
        # robots.txt and the like may be refused where pages are not: they are no evidence.
        if request.callback is not NO_CALLBACK:
            self.crawler.stats.inc_value(StatBy.REFUSED.of(what))
            self.refusals[kind(request)] += 1
            self.count(what, request)

    def no_answer(self, request: Request) -> None:
        """To be called where a request came to nothing: each address counts once, as one page may be slow alone."""
        if request.url not in self.hung[kind(request)]:
            self.hung[kind(request)].add(request.url)
            self.unanswered(NO_ANSWER, request)

    def unanswered(self, what: str, request: Request) -> None:
        """Count an answer that did not come."""
        if request.callback is not NO_CALLBACK:
            self.crawler.stats.inc_value(StatBy.UNANSWERED.of(what))
            self.count(what, request)

    def count(self, what: str, request: Request) -> None:
        now = self.answered.get(request) or monotonic()
        if now - request.meta.get("download_latency", 0.0) < self.last:
            return
        self.last = now
        self.in_a_row[kind(request)] += 1
        if self.in_a_row.total() >= self.limit and not self.over:
            self.over = True
            self.end(what)

    def end(self, what: str) -> None:
        reason = "blocked" if self.refusals.total() else "site unreachable"
        word = "refusal" if reason == "blocked" else "failure"
        times = f"1 {word}" if self.limit == 1 else f"{self.limit} {word}s in a row"
        why = f"{times}: the last was {'a ' if what in KINDS_WITH_ARTICLE else ''}{what}"
        logger.error("The run ends as %(reason)s: %(why)s", {"reason": reason, "why": why})
        self.crawler.stats.set_value(Stat.WHY, why)
        if throttle := self.crawler.get_downloader_middleware(Throttle):
            throttle.stopping = True
        deferred_from_coro(self.crawler.engine.close_spider_async(reason=reason))


def kind(request: Request) -> str:
    """What kind of page is asked for: the name of its callback."""
    return getattr(request.callback, "__name__", "")
