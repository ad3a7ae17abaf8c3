"""Day and month of numeric dates: which comes first. Pure."""

from functools import lru_cache

from newsstand.labels import kinds
from newsstand.labels.calendar_words import language_code
from newsstand.labels.forms import whole
from newsstand.labels.kinds import shape
from newsstand.labels.making import values
from newsstand.labels.meaning import AMBIGUOUS_ORDER, IMPOSSIBLE, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Form, Numeric
from newsstand.labels.spans import Span
from newsstand.labels.steps import rewritten
from newsstand.labels.tokens import Token

ORDERS = ("DMY", "MDY", "YMD", "MY")
"""Of day, month and year; "MY" where numbers are months of a year: "01/2025" is January."""
DAY_AND_MONTH = ("DMY", "MDY")
DAY_FIRST = frozenset(["de", "fr", "it", "es", "pt", "nl", "nb", "da", "pl", "ru", "tr", "ar", "hi"])
"""Languages that write day, month, year alone. English writes both orders, Swedish the year first as well."""
PARTIAL = shape(r"number ([-/.]) number (?= [- ~ / &] whole_day)")
"""A day and month in numbers in front of a whole day: "7/31-8/7/2020"."""


@lru_cache(maxsize=256)
def order_of(languages: tuple[str, ...]) -> str | None:
    """ "DMY" where every language given writes the day first, else None."""
    codes = [language_code(language) for language in languages]
    return "DMY" if codes and all(code in DAY_FIRST for code in codes) else None


def span_of(core: str, tokens: list[Token], order: str | None, own_order: str | None, fired: list[str]) -> Span:
    """The span that a core's shape and tokens (core.py) name. Raises NoDateError.

    `order` is the order known for numeric dates, `own_order` the one to fall back on where a date does not show it.
    The names of the rules that read it go to `fired`.
    """
    form = rewritten(core, tokens, fired)
    return in_order(form, order, own_order, fired) if kinds.NUMERIC_DAY in form.shape else whole(form, fired)


def shown_by(core: str, tokens: list[Token]) -> str | None:
    """The one order that a core with a numeric date can have; None without such a date, or where either will do."""
    form = rewritten(core, tokens, [])
    possible = readings(form, []) if kinds.NUMERIC_DAY in form.shape else {}
    return next(iter(possible)) if len(possible) == 1 else None


def in_order(form: Form, order: str | None, own_order: str | None, fired: list[str]) -> Span:
    """The span of a form with numeric dates: by `order`, else the only possible one, else by `own_order`."""
    if order in DAY_AND_MONTH:
        return whole(ordered(form, order), fired)
    possible = readings(form, fired)
    if not possible:
        raise NoDateError(IMPOSSIBLE)
    if len({span.edtf for span in possible.values()}) == 1:
        return next(iter(possible.values()))
    if own_order in possible:
        return possible[own_order]
    raise NoDateError(AMBIGUOUS_ORDER)


def readings(form: Form, fired: list[str]) -> dict[str, Span]:
    """The orders that give numeric dates a meaning. Raises NoDateError("unknown form") where none ever does."""
    possible: dict[str, Span] = {}
    for order in DAY_AND_MONTH:
        names: list[str] = []
        try:
            possible[order] = whole(ordered(form, order), names)
        except NoDateError as error:
            if error.reason == UNKNOWN_FORM:
                raise
        else:
            fired += names if len(possible) == 1 else []
    return possible


def ordered(form: Form, order: str) -> Form:
    """The form with its numeric days, and the day and month in front of one, read in an order."""
    shape_ = form.shape.replace(kinds.NUMERIC_DAY, kinds.WHOLE_DAY)
    parts = [part.read(order) if isinstance(part, Numeric) else part for part in form.parts]
    found = PARTIAL.match(shape_)
    if not found:
        return Form(shape_, parts)
    one, two = values(parts[: found.end()])
    day, month = (one, two) if order == "DMY" else (two, one)
    pair = [Token(kinds.SMALL, day, "", False), Token(kinds.MONTH, month, "", False)]
    return Form(kinds.SMALL + kinds.MONTH + shape_[found.end() :], pair + parts[found.end() :])
