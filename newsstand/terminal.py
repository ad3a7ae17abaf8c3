"""Printing records and tables on standard output, which may end before they do."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.commands import ScrapyCommand

from newsstand.exit_codes import EXIT_CODES


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


def discard() -> None:
    """Let what is still buffered go nowhere, or Python's own flush at exit would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
