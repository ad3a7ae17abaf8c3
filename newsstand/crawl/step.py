"""One kind of page of a crawl: what its pages lead to, and what follows where one cannot be had."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from scrapy.http import Response

from newsstand.crawl.state import CrawlState
from newsstand.crawl.tracking import PublicationProgress

Asked = TypeVar("Asked")
"""What is known of a page of this kind when it is asked for."""


class Step(ABC, Generic[Asked]):
    """The spider calls `read` with a response, and `lost` where there is none or `read` raised PageLost."""

    def __init__(self, state: CrawlState) -> None:
        self.state = state

    @abstractmethod
    def read(self, response: Response, publication: PublicationProgress, asked: Asked) -> Iterator[Any]:
        """The records and requests that a page gives. Raises PageLost for one that cannot be used."""

    @abstractmethod
    def lost(self, publication: PublicationProgress, asked: Asked, url: str, cause: str) -> Iterator[Any]:
        """The records and requests that follow where the page at `url` cannot be had, for `cause`."""
