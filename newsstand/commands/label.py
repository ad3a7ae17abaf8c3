"""`scrapy label`: what edition labels mean, one JSON object a label."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, ClassVar

from scrapy.commands import ScrapyCommand

from newsstand.exit_codes import USAGE
from newsstand.labels import LANGUAGES, ORDERS, Meaning, explained, is_language, read_label
from newsstand.labels.kinds import NAMES
from newsstand.terminal import printing

KEYS = ("label", "date", "date_start", "date_end", "date_precision", "volume", "issue_number", "reason")
"""What is printed of a meaning, in this order."""
GARBLED = 1
"""Exit code where lines of standard input were not UTF-8. Every line has its answer all the same."""
OPTIONS = "--language, --date-order, --publication, --explain"


class NotLabels(Exception):
    """Arguments or input that cannot be read; the message says what was wrong, the value, and what to do."""


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[--language de,en] [--date-order DMY|MDY|YMD|MY] [--publication NAME] [--explain] [LABEL...]"

    def short_desc(self) -> str:
        return "Print what edition labels mean"

    def long_desc(self) -> str:
        return (
            "Print what edition labels mean, one JSON object a label: its EDTF date, first and last day, precision, "
            "volume and issue number, or the reason for having no date. Without a LABEL, standard input is read, one "
            "label a line, UTF-8; lines that are not have no date, and the exit code is 1. A LABEL that starts with a "
            "dash goes after --."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--language", metavar="CODES", help="languages of the labels, the likeliest first: de,en")
        parser.add_argument("--date-order", metavar="ORDER", help=f"of numeric dates: {', '.join(ORDERS)}")
        parser.add_argument("--explain", action="store_true", help="print tokens, shape and the rules that fired, too")
        parser.add_argument("--publication", metavar="NAME", help="whose labels they are: labels may carry its name")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            hints = read_hints(opts.language, opts.date_order, opts.publication)
            garbled: list[int] = []
            labels = given(args) or lines(sys.stdin.buffer, garbled)
            with printing(self, "label"):
                print_meanings(labels, sys.stdout.buffer, flush=sys.stdout.isatty(), explain=opts.explain, **hints)
            if garbled:
                sys.stderr.write(f"label: {garbled_lines(garbled)}\n")
                self.exitcode = self.exitcode or GARBLED
        except NotLabels as error:
            sys.stderr.write(f"label: {error}\n")
            self.exitcode = USAGE


def print_meanings(
    labels: Iterable[str], out: BinaryIO, *, flush: bool = False, explain: bool = False, **hints: Any
) -> None:
    """A line on `out` for each label, UTF-8; with `flush` at once, for someone who waits; with `explain` how it was
    read besides."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    try:
        for label in labels:
            record = explanation(label, **hints) if explain else as_record(read_label(label, **hints))
            out.write(encode(record).encode() + b"\n")
            if flush:
                out.flush()
    finally:
        out.flush()


def as_record(meaning: Meaning) -> dict[str, Any]:
    return {key: getattr(meaning, key) for key in KEYS}


def explanation(label: str, **hints: Any) -> dict[str, Any]:
    """A meaning's record, and how it came about: tokens with their kinds, the shape, the names of the rules."""
    meaning, trace = explained(label, **hints)
    tokens = [{"printed": token.printed, "kind": NAMES.get(token.kind, token.kind)} for token in trace.tokens]
    return as_record(meaning) | {"tokens": tokens, "shape": trace.shape, "rules": trace.rules}


def read_hints(language: str | None, date_order: str | None, publication: str | None) -> dict[str, Any]:
    """`read_label`'s hints from the options' values; the order in any case. Raises NotLabels."""
    date_order = date_order and date_order.upper()
    if date_order is not None and date_order not in ORDERS:
        raise NotLabels(f"--date-order {date_order!r} is not known. Known: {', '.join(ORDERS)}.")
    languages = [] if language is None else language.split(",")
    for code in languages:
        if not is_language(code):
            raise NotLabels(f"--language {code!r} is not known. Known in full: {', '.join(LANGUAGES)}.")
    return {"languages": tuple(languages), "date_order": date_order, "publication": publication}


def given(args: list[str]) -> list[str]:
    """The labels among the arguments. Raises NotLabels for an unknown option and for text that is not UTF-8."""
    options, labels = (args[: args.index("--")], args[args.index("--") + 1 :]) if "--" in args else (args, [])
    for option in options:
        if len(option) > 1 and option.startswith("-"):
            raise NotLabels(f"option {option!r} is not known. Known: {OPTIONS}. A label like that goes after --.")
    labels = options + labels
    for label in labels:
        if not is_text(label):
            raise NotLabels(f"{os.fsencode(label)!r} is not UTF-8. Convert it first: iconv -f ENCODING -t UTF-8.")
    return labels


def is_text(argument: str) -> bool:
    """Whether an argument was UTF-8: bytes that are not come as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in argument)


def lines(source: BinaryIO, garbled: list[int]) -> Iterator[str]:
    """The lines of a UTF-8 file, without their ends and a mark at its start.

    One that is not UTF-8 has U+FFFD for what is not, which `read_label` takes for no date, and its number goes to
    `garbled`: a bad byte must not cost the million labels behind it.
    """
    for number, line in enumerate(source, 1):
        encoding = "utf-8-sig" if number == 1 else "utf-8"
        try:
            label = line.decode(encoding)
        except UnicodeDecodeError:
            garbled.append(number)
            label = line.decode(encoding, "replace")
        yield label.rstrip("\r\n")


def garbled_lines(numbers: list[int]) -> str:
    first = numbers[0]
    what = f"line {first} is" if len(numbers) == 1 else f"{len(numbers):,} lines, the first of them line {first}, are"
    return f"{what} not UTF-8 and without a date. Convert the input first: iconv -f ENCODING -t UTF-8."
