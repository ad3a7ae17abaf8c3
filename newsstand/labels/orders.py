"""Day and month of numeric dates: which comes first. Pure."""

import re
from functools import lru_cache

from newsstand.labels.calendar_words import language_code
from newsstand.labels.forms import whole
from newsstand.labels.meaning import AMBIGUOUS_ORDER, IMPOSSIBLE, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Form, Numeric, rewritten, values
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token

ORDERS = ("DMY", "MDY", "YMD", "MY")
"""Of day, month and year; "MY" where numbers are months of a year: "01/2025" is January."""
DAY_FIRST = frozenset(["de", "fr", "it", "es", "pt", "nl", "nb", "da", "pl", "ru", "tr", "ar", "hi"])
"""Languages that write day, month, year alone. English writes both orders, Swedish the year first as well."""


@lru_cache(maxsize=256)
def order_of(languages: tuple[str, ...]) -> str | None:
    """ "DMY" where every language given writes the day first, else None."""
    codes = [language_code(language) for language in languages]
    return "DMY" if codes and all(code in DAY_FIRST for code in codes) else None


def span_of(shape: str, tokens: list[Token], order: str | None, own_order: str | None, fired: list[str]) -> Span:
    """The span that a core (core.py) of date parts names. Raises NoDateError.

    `order` is the order known for numeric dates, `own_order` the one to fall back on where a date does not show it.
    The names of the rules that read it go to `fired`.
    """
    form = rewritten(shape, tokens, fired)
    return in_order(form, order, own_order) if "G" in form.shape else whole(form)


def shown_by(shape: str, tokens: list[Token]) -> str | None:
    """The one order that a core with a numeric date can have; None without such a date, or where either will do."""
    form = rewritten(shape, tokens, [])
    possible = readings(form) if "G" in form.shape else {}
    return next(iter(possible)) if len(possible) == 1 else None


def in_order(form: Form, order: str | None, own_order: str | None) -> Span:
    """The span of a form with numeric dates: by `order`, else the only possible one, else by `own_order`."""
    if order in ("DMY", "MDY"):
        return whole(ordered(form, order))
    possible = readings(form)
    if not possible:
        raise NoDateError(IMPOSSIBLE)
    if len({span.edtf for span in possible.values()}) == 1:
        return next(iter(possible.values()))
    if own_order in possible:
        return possible[own_order]
    raise NoDateError(AMBIGUOUS_ORDER)


def readings(form: Form) -> dict[str, Span]:
    """The orders that give numeric dates a meaning. Raises NoDateError("unknown form") where none ever does."""
    possible = {}
    for order in ("DMY", "MDY"):
        try:
            possible[order] = whole(ordered(form, order))
        except NoDateError as error:
            if error.reason == UNKNOWN_FORM:
                raise
    return possible


PARTIAL = re.compile(r"[Dn]([-/.])[Dn](?=[-~/&]T)")


def ordered(form: Form, order: str) -> Form:
    parts = [part.read(order) if isinstance(part, Numeric) else part for part in form.parts]
    read = Form(form.shape.replace("G", "T"), parts, form.fired)
    if found := PARTIAL.match(read.shape):
        one, two = values(read.parts[: found.end()])
        day, month = (one, two) if order == "DMY" else (two, one)
        pair = [Token("D", day, "", False), Token("M", month, "", False)]
        read = Form("DM" + read.shape[found.end() :], pair + read.parts[found.end() :], form.fired)
    return read
