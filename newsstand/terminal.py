"""What people see: log lines that no page can forge, tables, and standard output that may end before they do."""

import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from shutil import get_terminal_size
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from scrapy import signals
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.utils.log import get_scrapy_root_handler

from newsstand.exit_codes import EXIT_CODES, USAGE, Refused

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


ABOUT_ITSELF = (
    "scrapy.addons",
    "scrapy.core.engine",
    "scrapy.crawler",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.logstats",
    "scrapy.middleware",
    "scrapy.statscollectors",
    "scrapy.utils.log",
)


def is_news(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def shorten() -> None:
    """Versions, settings, components and stats are in the run's record; `--loglevel` or LOG_LEVEL bring them back.

    By filters, as Scrapy resets the levels of its loggers when it starts.
    """
    for name in ABOUT_ITSELF:
        logging.getLogger(name).addFilter(is_news)


LONGEST_MESSAGE = 2000
"""Characters of a message about what a user gave."""

WIDE = 200
"""Columns for a pipe or a file, which have no width of their own."""


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], out: IO[str] | None = None) -> None:
    """On standard output where `out` is not given. Columns whose name begins with "#" are numbers, set right.

    Cells may come from pages: control characters are written out.
    """
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in columns:
        table.add_column(name.removeprefix("#"), justify="right" if name.startswith("#") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(one_line(cell) for cell in row))
    out = out or sys.stdout
    # Printed in one piece: rich ends the process where a pipe is closed, and that is the caller's to say.
    drawn = StringIO()
    terminal = out.isatty()
    width = get_terminal_size().columns if terminal else WIDE
    Console(file=drawn, highlight=False, markup=False, width=width, force_terminal=terminal).print(table)
    out.write(drawn.getvalue())


def size(count: int) -> str:
    """Bytes as people read them: "312 B", "41.0 kB", "2.1 GB"."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


@contextmanager
def printing(command: ScrapyCommand, name: str) -> Iterator[None]:
    """What is printed within is written when it ends, or said in one line, with an exit code, not to have been.

    A reader that has enough (`| head`) is no fault.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        discard()
    except OSError as error:
        discard()
        sys.stderr.write(
            f"{name}: standard output cannot be written: {error.strerror}. Make room, or print elsewhere.\n"
        )
        command.exitcode = EXIT_CODES["feed not written"]


@contextmanager
def wanted_or_not() -> Iterator[None]:
    """What is printed within may be lost, and nothing follows from that: standard output is closed, full or unread."""
    try:
        yield
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        discard()


def discard() -> None:
    """Let what is still buffered go nowhere, or Python's own flush at exit would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def refusing(command: ScrapyCommand) -> Iterator[None]:
    """A Refused that is raised within is one line on standard error, and exit code 2."""
    try:
        yield
    except Refused as error:
        sys.stderr.write(f"{one_line(str(error), LONGEST_MESSAGE)}\n")
        command.exitcode = USAGE
