"""Log lines that no page can forge: what a page says never starts a line, moves the cursor or turns the text around."""

import logging
import re

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.log import get_scrapy_root_handler

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters but tab and line feed, line separators, and marks that turn the direction of what follows."""
ESCAPES = logging.Formatter()


def printable(text: str) -> str:
    """`text` with control characters written out ("\\x1b", "\\u202e"); lines after the first are indented."""
    escaped = UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return escaped.replace("\n", "\n    ")


def one_line(text: str, longest: int = 300) -> str:
    """`text` on one line, line feeds written out too, cut to `longest` characters: for messages about a page."""
    line = printable(text.replace("\n", "\\n").replace("\t", " "))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def safe_record(record: logging.LogRecord) -> bool:
    """A filter for a logging handler: lets every record through, its message and traceback made printable."""
    if not getattr(record, "is_printable", False):
        record.msg, record.args = printable(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = ESCAPES.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = printable(record.exc_text)
        record.is_printable = True
    return True


class LogLines:
    """Extension: puts the filter on Scrapy's own log handler, whatever LOG_FILE and LOG_FORMAT make of it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LogLines":
        extension = cls()
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        if handler := get_scrapy_root_handler():
            handler.addFilter(safe_record)
