"""Edition labels: `read_label` says what one means, `order_shown` which order of day and month it shows. Pure.

label -> tokens (tokens.py, joining.py) -> what says nothing out (tidy_text.py, tidy.py) -> numbers of volume and issue
out (numbering.py, citations.py) -> the core of date parts (core.py, edges.py) -> the days it names (steps.py, forms.py,
orders.py, spans.py) -> what speaks against them (checks.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newsstand.labels import kinds
from newsstand.labels.checks import date_of
from newsstand.labels.citations import cited
from newsstand.labels.core import core_of
from newsstand.labels.edges import check_open
from newsstand.labels.edtf import read_edtf
from newsstand.labels.fold import folded, plain
from newsstand.labels.hints import Hints, hints_of
from newsstand.labels.joining import tokens_of
from newsstand.labels.kinds import described
from newsstand.labels.meaning import (
    AMBIGUOUS,
    TOO_LONG,
    UNFILLED,
    UNKNOWN_FORM,
    Meaning,
    NoDateError,
)
from newsstand.labels.numbering import Numbering, numbering
from newsstand.labels.orders import may_show, shown_by
from newsstand.labels.spans import Span
from newsstand.labels.tidy import tidy
from newsstand.labels.tidy_text import tidy_text
from newsstand.labels.tokens import Token, is_word, shape_of
from newsstand.labels.vocabulary import vocabulary

LONGEST = 200
"""Characters. Newsstands print labels of 5 to 60."""
MOST_TOKENS = 60
DATE_NAME = kinds.NUMBERS | {
    kinds.DAY, kinds.MONTH, kinds.SEASON, kinds.OF, kinds.SPECIAL, kinds.EDITION_WORD,
}  # fmt: skip
"""Kinds of words that make a publication's name read as a date: "The Fall", "May", "Spring Magazine"."""
BESIDE = frozenset([kinds.UNKNOWN, kinds.SPECIAL, kinds.INEXACT, kinds.MIXED])
"""Kinds of words that are part of no date: unknown, special, inexact, with digits in it."""
KINDS_OF_PUBLICATION = frozenset(["magazine", "newspaper"])
"""Words that a label may carry or not: "May 2026 Magazine"."""
LOST = "\ufffd"
"""Stands where a character could not be decoded: "Ao\ufffdt 2024" is not the year 2024."""
FLAWED = re.compile(rf"[{{}}%{LOST}]")
"""A label without any of these is neither a template nor garbled."""
TEMPLATE = re.compile(r"[{}]|%s\b")
ISO_DAY = re.compile(r"[12]\d{3}([-/.])\d\d\1\d\d")


def read_label(
    label: str,
    *,
    languages: Sequence[str] = (),
    date_order: str | None = None,
    publication: str | None = None,
) -> Meaning:
    """What an edition label means.

    `languages`: tags of the languages it may be in, likeliest first; English is always tried, and without any, words
    of all others that nobody can mistake. `date_order`: "DMY", "MDY", "YMD" or "MY" (a number before a year is its
    month), for numeric dates. `publication`: its name, which labels often carry. Raises ValueError for a `date_order`
    that is none of these; never for a label.
    """
    return explained(label, languages=languages, date_order=date_order, publication=publication)[0]


@dataclass(slots=True)
class Trace:
    """How a label was read."""

    tokens: list[Token] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    """Names of the rules that fired, in order."""

    @property
    def shape(self) -> str:
        """The kinds of the tokens, by name: "small month year"."""
        return described(shape_of(self.tokens))


def explained(
    label: str,
    *,
    languages: Sequence[str] = (),
    date_order: str | None = None,
    publication: str | None = None,
) -> tuple[Meaning, Trace]:
    """What a label means, as `read_label` says, and how it was read."""
    trace = Trace()
    hints = hints_of(tuple(languages), date_order)
    try:
        whole = whole_span(label)
        if whole:
            trace.rules.append("EDTF")
            return meaning(label, whole), trace
        tokens = trace.tokens = label_tokens(label, hints, trace.rules)
    except NoDateError as error:
        return Meaning(label, reason=error.reason), trace
    if not publication:
        return meaning_of(label, tokens, hints, trace.rules), trace
    name, is_date = name_words(publication, hints.languages)
    rest = without_name(tokens, name)
    if len(rest) < len(tokens) and not is_date:
        trace.rules.append("name of the publication")
    read = meaning_of(label, tokens if is_date else rest, hints, trace.rules)
    if is_date and read.reason == UNKNOWN_FORM and len(rest) < len(tokens):
        # "1843 April 2020" says nothing as a whole, and April 2020 without the name of "1843".
        nameless = meaning_of(label, rest, hints, trace.rules)
        return (read if nameless.date_precision in (None, "year") else nameless), trace
    return read, trace


def meaning_of(label: str, tokens: list[Token], hints: Hints, fired: list[str]) -> Meaning:
    """What the tokens of a label mean; the names of the rules that read them go to `fired`."""
    found = numbering(*tidy(tokens, hints, fired))
    if found.volume or found.issue:
        fired.append("volume and issue")
    try:
        if found.unsure:
            raise NoDateError(AMBIGUOUS)
        check_open(found.tokens)
        citation = cited(found, fired) if found.as_date is None else None
        if citation:
            found = Numbering(citation.date, shape_of(citation.date), citation.volume, citation.issue)
        span, as_date = dated(found, hints, fired)
    except NoDateError as error:
        unsure = error.reason == AMBIGUOUS and found.as_date is not None
        return Meaning(label, volume=found.volume, issue_number=None if unsure else found.issue, reason=error.reason)
    return meaning(label, span, volume=found.volume, issue=None if as_date else found.issue)


def order_shown(label: str, *, languages: Sequence[str] = (), publication: str | None = None) -> str | None:
    """The order that a numeric date in `label` shows where only one is possible: "DMY", "MDY", "YMD"; else None."""
    if not may_show(label):
        return None
    hints = hints_of(tuple(languages))
    try:
        if ISO_DAY.search(plain(label[:LONGEST])):
            read = read_label(label, languages=languages, publication=publication)
            return "YMD" if read.date_precision == "day" else None
        name, is_date = name_words(publication, hints.languages) if publication else ([], False)
        tokens = label_tokens(label, hints, [])
        rest = tokens if is_date else without_name(tokens, name)
        found = numbering(*tidy(rest, hints, []))
        core = core_of(found.tokens, found.shape)
        return shown_by(core.shape, core.tokens)
    except NoDateError:
        return None


def words_beside(label: str, *, languages: Sequence[str] = (), publication: str | None = None) -> frozenset[str]:
    """The words of a label that are part of neither a date nor a number, folded, without the publication's name:
    "morning" of "Morning Edition, August 13, 2026". They tell apart the editions of one day."""
    hints = hints_of(tuple(languages))
    try:
        tokens = label_tokens(label, hints, [])
    except NoDateError:
        return frozenset()
    name = name_words(publication, hints.languages)[0] if publication else []
    words = {folded(token.printed) for token in without_name(tokens, name) if token.kind in BESIDE}
    return frozenset(words - KINDS_OF_PUBLICATION)


def meaning(label: str, span: Span, *, volume: str | None = None, issue: str | None = None) -> Meaning:
    return Meaning(label, span.edtf, span.start.isoformat(), span.end.isoformat(), span.precision, volume, issue)


def whole_span(label: str) -> Span | None:
    """The span of a label that is EDTF. Raises NoDateError for one too long, garbled, or an unfilled template."""
    text = label.strip()
    if len(text) > LONGEST:
        raise NoDateError(TOO_LONG)
    if " " not in text and (span := read_edtf(text)):
        return span
    if FLAWED.search(text):
        if TEMPLATE.search(text):
            raise NoDateError(UNFILLED)
        if LOST in text:
            raise NoDateError(UNKNOWN_FORM)
    return None


def label_tokens(label: str, hints: Hints, fired: list[str]) -> list[Token]:
    """The tokens of a label; the names of the rules that changed its text go to `fired`.

    Raises NoDateError("too long").
    """
    if len(label) > 4 * LONGEST:
        raise NoDateError(TOO_LONG)
    tokens = tokens_of(tidy_text(plain(label), fired), hints.words)
    if len(tokens) > MOST_TOKENS:
        raise NoDateError(TOO_LONG)
    return tokens


@lru_cache(maxsize=1024)
def name_words(publication: str, languages: tuple[str, ...]) -> tuple[list[str], bool]:
    """(the words of a publication's name, folded; whether the name itself may be part of a date: "Spring")."""
    name = [token for token in tokens_of(plain(publication[:LONGEST]), vocabulary(languages)) if is_word(token)]
    return [folded(token.printed) for token in name], DATE_NAME.issuperset(token.kind for token in name)


def without_name(tokens: list[Token], name: list[str]) -> list[Token]:
    """`tokens` without the publication's name at their start or end, unless nothing else is there."""
    places = [at for at, token in enumerate(tokens) if is_word(token)]
    if not 0 < len(name) < len(places):
        return tokens
    for backwards in (False, True):
        ends = places[-len(name) :] if backwards else places[: len(name)]
        if all(folded(tokens[at].printed) == word for at, word in zip(ends, name, strict=True)):
            return tokens[: ends[0]] if backwards else tokens[ends[-1] + 1 :]
    return tokens


def dated(found: Numbering, hints: Hints, fired: list[str]) -> tuple[Span, bool]:
    """The label's span, and whether the number after its word for an issue turned out to be the span's day."""
    as_date = day_of(found.as_date, hints, fired) if found.as_date else None
    try:
        span = date_of(found.tokens, found.shape, hints, fired, found.volume)
    except NoDateError:
        if as_date:
            return as_date, True
        raise
    if as_date:
        if found.rather_date:
            return as_date, True
        raise NoDateError(AMBIGUOUS)
    return span, False


def day_of(tokens: list[Token], hints: Hints, fired: list[str]) -> Span | None:
    """The span of tokens that name days, else None."""
    try:
        span = date_of(tokens, shape_of(tokens), hints, fired)
    except NoDateError:
        return None
    return span if span.precision == "day" else None
