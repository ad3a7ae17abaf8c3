"""Day and month of numeric dates: which comes first, and the refusal of those that can be read both ways. Pure."""

import re

from newsstand.labels import kinds
from newsstand.labels.fold import plain
from newsstand.labels.forms import whole
from newsstand.labels.hints import Hints
from newsstand.labels.kinds import shape
from newsstand.labels.making import values
from newsstand.labels.meaning import AMBIGUOUS_ORDER, IMPOSSIBLE, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Form, Numeric
from newsstand.labels.spans import Span
from newsstand.labels.steps import rewritten
from newsstand.labels.tokens import SIGNS, Token

DAY_AND_MONTH = ("DMY", "MDY")
PARTIAL = shape(r"number ([-/.]) number (?= [- ~ / &] whole_day)")
"""A day and month in numbers in front of a whole day: "7/31-8/7/2020"."""

OF_KIND = {
    kind: f"[{re.escape(''.join(sign for sign, its in SIGNS.items() if its in kinds_))}]"
    # The comma of "7、8期" is read as a slash.
    for kind, kinds_ in {"dash": [kinds.DASH], "dot": [kinds.DOT], "slash": [kinds.SLASH, kinds.COMMA]}.items()
}
GLUED_DASH = rf"(?<=\S){OF_KIND['dash']}(?=\S)"
ANY_SIGN = re.compile("[-~./]")
SIGNS_OF_A_DATE = re.compile(
    rf"""
    {GLUED_DASH} .* {GLUED_DASH}
    | {OF_KIND["dot"]} .* {OF_KIND["dot"]}
    | {OF_KIND["slash"]} .* {OF_KIND["slash"]}
    | \d\d \D+ \d\d .* {GLUED_DASH}  # a date in two digits each: "2020 05 15-2021"
    """,
    re.VERBOSE,
)


def may_show(label: str) -> bool:
    """Whether a label can have a numeric date: two signs of one kind, between its three numbers.

    Most labels have none, and need not be read for the order that they show: "November 02, 2024".
    """
    if label.isascii() and not ANY_SIGN.search(label):
        return False
    return SIGNS_OF_A_DATE.search(plain(label)) is not None


def span_of(core: str, tokens: list[Token], hints: Hints, fired: list[str]) -> Span:
    """The span that a core's shape and tokens (core.py) name. Raises NoDateError.

    The names of the rules that read it go to `fired`.
    """
    form = rewritten(core, tokens, fired)
    return in_order(form, hints, fired) if kinds.NUMERIC_DAY in form.shape else whole(form, fired)


def shown_by(core: str, tokens: list[Token]) -> str | None:
    """The one order that a core with a numeric date can have; None without such a date, or where either will do."""
    form = rewritten(core, tokens, [])
    possible = readings(form, []) if kinds.NUMERIC_DAY in form.shape else {}
    return next(iter(possible)) if len(possible) == 1 else None


def in_order(form: Form, hints: Hints, fired: list[str]) -> Span:
    """The span of a form with numeric dates: by the order known, the only possible one, or the languages' own."""
    if hints.order in DAY_AND_MONTH:
        return whole(ordered(form, hints.order), fired)
    possible = readings(form, fired)
    if not possible:
        raise NoDateError(IMPOSSIBLE)
    if len({span.edtf for span in possible.values()}) == 1:
        return next(iter(possible.values()))
    if hints.own_order in possible:
        return possible[hints.own_order]
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
