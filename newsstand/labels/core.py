"""The core of a label: its date parts, from the first to the last, told from the words and signs around them. Pure.

Where the core is depends on the label's shape alone (`layout`), so that labels of one shape are cut once.
"""

from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.core_words import in_place, noise
from newsstand.labels.edges import check_edges, core_reason
from newsstand.labels.kinds import shape
from newsstand.labels.meaning import AMBIGUOUS, NO_DATE, NoDateError
from newsstand.labels.tokens import Token

NO_PARTS = str.maketrans(
    dict.fromkeys([kinds.VOLUME_WORD, kinds.ISSUE_WORD, kinds.NUMBER_WORD, kinds.SPECIAL], kinds.EDITION_WORD)
    | dict.fromkeys([kinds.RELATIVE, kinds.TERM, kinds.MIXED], kinds.UNKNOWN)
    | dict.fromkeys([kinds.SEMICOLON, kinds.MIDDLE_DOT], kinds.BAR)
    | {kinds.RANK: kinds.LARGE}
)
"""What is part of no date, as one of few kinds: words for editions that no number followed say nothing."""
GONE = "_"
"""Stands in a shape where a token was taken out."""
EDGE_SIGNS = "-~/&,.()':;|"
PLAIN_SHAPE = frozenset([
    kinds.SMALL, kinds.MONTH, kinds.YEAR, kinds.SEASON, kinds.UNKNOWN, kinds.EDITION_WORD, kinds.DASH, kinds.RANGE,
    kinds.SLASH,
])  # fmt: skip
"""Shapes of these alone have nothing to take out."""
WEEK_OF = shape(r"week (?= [. : ~ |]* of+ (?! [year of]))")
""" "Week of 2 May" is a week around that day, and inexact."""
WEEKDAYS = shape(r"weekday (?: [- ~ / & , . ()]* weekday )*")
BESIDE_A_WEEKDAY = frozenset([kinds.YEAR, kinds.MONTH, kinds.LARGE, kinds.EIGHT]) | kinds.DAYISH
PARTS = kinds.NUMBERS | {
    kinds.DAY, kinds.MONTH, kinds.SEASON, kinds.ORDINAL, kinds.MONTH_HALF, kinds.WEEK, kinds.QUARTER, kinds.HALF,
    kinds.ROMAN,
}  # fmt: skip
"""What a core begins and ends with."""
AROUND = "".join(kinds.NAMES.keys() - PARTS)
COUNTED = shape(r"[unknown edition_word] \.? small , month | unknown \. small [.,]? month")
"""A number between an unknown word and a month that may count something else: "Supplement 3, May", "Pt. 3 May"."""
EDITION = shape(
    r"(?<! dayish [month season]) (?<= [month season]) [- ~ |]? edition_word+ [- ~ |]? (?= year)"
    r" | (?<= year) [- ~ |]? edition_word+ [- ~ |]? (?= [month season])"
)
"""Words for an edition between a month and its year: "May Issue 2024"."""


class Layout(NamedTuple):
    """How a label's shape is cut."""

    shape: str
    """What is left of it: without weekdays and noise, words out of place as unknown ones."""
    start: int
    end: int
    """Of the core in the shape."""
    core: str
    core_places: tuple[int, ...]
    around: tuple[int, ...]
    """Places of what is left before and after the core."""
    weekdays: tuple[int, ...]
    """Places of the weekdays beside the date."""
    reason: str | None
    """Why the core names no date, if its edges are free."""


class Core(NamedTuple):
    shape: str
    tokens: list[Token]
    around: list[Token]
    """The words before and after it."""
    weekdays: list[int]
    """Named beside the date, in order, Monday 0."""


def core_of(tokens: list[Token], label: str) -> Core:
    """The date parts of tokens, whose shape is `label`. Raises NoDateError where there are none, or a word beside them
    blurs them."""
    cut = layout(label)
    if isinstance(cut, str):
        raise NoDateError(cut)
    around = list(map(tokens.__getitem__, cut.around))
    if around:
        check_edges(cut.shape, cut.start, cut.end, around[cut.start - 1] if cut.start else None)
    if cut.reason:
        raise NoDateError(cut.reason)
    weekdays = [tokens[place].value for place in cut.weekdays] if cut.weekdays else []
    return Core(cut.core, list(map(tokens.__getitem__, cut.core_places)), around, weekdays)


@lru_cache(maxsize=4096)
def layout(shape_: str) -> Layout | str:
    """How a shape is cut; where it has no core, the reason for having no date."""
    left = shape_.translate(NO_PARTS)
    if kinds.SMALL in left and COUNTED.search(left):
        return AMBIGUOUS
    if kinds.WEEK in left:
        left = WEEK_OF.sub(kinds.INEXACT, left)
    left, weekdays = without_weekdays(left) if kinds.WEEKDAY in left else (left, ())
    if not PLAIN_SHAPE.issuperset(left):
        left = noise().sub(GONE, left)
    places = tuple(at for at, kind in enumerate(left) if kind != GONE)
    left = in_place(left.replace(GONE, ""))
    start, end = len(left) - len(left.lstrip(AROUND)), len(left.rstrip(AROUND))
    if start >= end:
        return NO_DATE
    core = left[start:end]
    if kinds.EDITION_WORD in core:
        core = EDITION.sub(lambda match: GONE * len(match[0]), core)
    core_places = tuple(places[start + at] for at, kind in enumerate(core) if kind != GONE)
    core = core.replace(GONE, "")
    reason = core_reason(core, left[:start] + left[end:])
    return Layout(left, start, end, core, core_places, places[:start] + places[end:], weekdays, reason)


def without_weekdays(shape_: str) -> tuple[str, tuple[int, ...]]:
    """The shape with weekdays beside a date blanked, others as words ("Sunday Times"); and places of the blanked."""
    weekdays: list[int] = []
    for found in WEEKDAYS.finditer(shape_):
        start, end = found.span()
        signs = EDGE_SIGNS + kinds.OF
        beside = shape_[:start].rstrip(signs)[-1:] + shape_[end:].lstrip(signs)[:1]
        if BESIDE_A_WEEKDAY.isdisjoint(beside):
            shape_ = shape_[:start] + found[0].replace(kinds.WEEKDAY, kinds.UNKNOWN) + shape_[end:]
            continue
        weekdays += [at for at in range(start, end) if shape_[at] == kinds.WEEKDAY]
        if shape_[start - 1 : start] + shape_[end : end + 1] == kinds.OPENING + kinds.CLOSING:
            start, end = start - 1, end + 1
        shape_ = shape_[:start] + GONE * (end - start) + shape_[end:]
    return shape_, tuple(weekdays)
