"""What stands at the edges of a label's core (core.py), and in it, so that it is no date. Pure.

Tables: what stands where -> the reason for having no date. Each row has a name and an example, which is a test: it
reads otherwise once the row is taken out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.kinds import shape
from newsstand.labels.meaning import INEXACT, NO_DATE, TWO_DIGIT_YEAR, UNKNOWN_FORM, NoDateError
from newsstand.labels.rules import Example
from newsstand.labels.tokens import Token, is_word
from newsstand.labels.vocabulary import FROM

SIGNS = "-~/&,.()':;|"
DASHES = frozenset("-‐‑‒–—−")
RANGES = frozenset([kinds.DASH, kinds.RANGE])
BARE_YEAR = frozenset([kinds.YEAR, kinds.SMALL, kinds.LOW, kinds.DASH, kinds.SLASH])
BLURS_BEHIND = frozenset([kinds.INEXACT, kinds.QUESTION])
TIES_IN_FRONT = frozenset([kinds.SLASH, kinds.AND, kinds.QUOTE])
TIES_BEHIND = frozenset([kinds.SLASH, kinds.AND])


class Edges(NamedTuple):
    """What stands beside a core."""

    core: str
    front: str
    """The shape before it."""
    back: str
    before: str
    """The kind of the nearest word before it; "" where there is none."""
    after: str
    neighbour: tuple[str, int, bool] | None
    """Kind and value of the token right before it, and whether it is a word."""

    @property
    def is_year(self) -> bool:
        """Whether the core is a year, or two."""
        return len(self.core) == 1 or BARE_YEAR.issuperset(self.core)

    @property
    def is_range(self) -> bool:
        return not RANGES.isdisjoint(self.core)


def begins_range(edges: Edges) -> bool:
    """ "from 2 to 8 May", "Semaine du 2 au 8 mai", but not "Week of 2 May"."""
    if not edges.is_range or edges.neighbour is None:
        return False
    kind, value, _ = edges.neighbour
    return kind == kinds.WEEK or (kind == kinds.INEXACT and value == FROM)


def follows_to(edges: Edges) -> bool:
    kind, _, is_word = edges.neighbour or ("", 0, False)
    return kind == kinds.RANGE and is_word


def is_title(edges: Edges) -> bool:
    return edges.is_year and edges.back[:1] == kinds.COLON and kinds.EDITION_WORD not in edges.front


def is_tied(edges: Edges) -> bool:
    """A dash without spaces ties a month to what stands before or behind it, but not to a word for an edition."""
    in_front = edges.front[-1:] == kinds.DASH and edges.before not in ("", kinds.EDITION_WORD)
    behind = edges.back[:1] == kinds.DASH and edges.after not in ("", kinds.EDITION_WORD)
    return (in_front or behind) and not edges.is_year


class EdgeRule(NamedTuple):
    name: str
    holds: Callable[[Edges], bool]
    reason: str
    example: Example


EDGE_RULES = (
    EdgeRule(
        "blurred behind",
        lambda edges: edges.after in BLURS_BEHIND,
        INEXACT,
        Example("May 2026?", None, reason=INEXACT),
    ),
    EdgeRule(
        "blurred in front",
        lambda edges: edges.before == kinds.INEXACT and not begins_range(edges),
        INEXACT,
        Example("Early May 2026", None, reason=INEXACT),
    ),
    EdgeRule(
        "counted",
        lambda edges: edges.before == kinds.COUNTING,
        UNKNOWN_FORM,
        Example("Top 10 May 2024", None, reason=UNKNOWN_FORM),
    ),
    EdgeRule(
        # A range whose start is not said: "to May 2026".
        "behind a word for to",
        follows_to,
        INEXACT,
        Example("until May 2026", None, reason=INEXACT),
    ),
    EdgeRule(
        "year of a title",
        is_title,
        UNKNOWN_FORM,
        Example("2001: A Space Odyssey", None, reason=UNKNOWN_FORM),
    ),
    EdgeRule(
        "tied by a dash",
        is_tied,
        UNKNOWN_FORM,
        Example("Xyz-May 2024", None, reason=UNKNOWN_FORM),
    ),
    EdgeRule(
        "joined in front",
        lambda edges: edges.front[-1:] in TIES_IN_FRONT,
        UNKNOWN_FORM,
        Example("Xyz & May 2024", None, reason=UNKNOWN_FORM),
    ),
    EdgeRule(
        "joined behind",
        lambda edges: edges.back[:1] in TIES_BEHIND,
        UNKNOWN_FORM,
        Example("May 2024/Xyz", None, reason=UNKNOWN_FORM),
    ),
)


def check_edges(shape_: str, start: int, end: int, token: Token | None) -> None:
    """Raises NoDateError where the word or sign beside the core joins it to something unknown, or blurs it.

    The core is `shape_[start:end]`; `token` stands right before it.
    """
    neighbour = (token.kind, token.value, len(token.printed) > 1) if token else None
    if reason := edge_reason(shape_, start, end, neighbour):
        raise NoDateError(reason)


@lru_cache(maxsize=4096)
def edge_reason(shape_: str, start: int, end: int, neighbour: tuple[str, int, bool] | None) -> str | None:
    """The reason of the first row that holds; None where none does. Labels are many, their shapes are few."""
    front, back = shape_[:start], shape_[end:]
    before, after = front.rstrip(SIGNS)[-1:], back.lstrip(SIGNS)[:1]
    edges = Edges(shape_[start:end], front, back, before, after, neighbour)
    return next((rule.reason for rule in EDGE_RULES if rule.holds(edges)), None)


class CoreRule(NamedTuple):
    name: str
    core: re.Pattern[str]
    others: re.Pattern[str] | None
    """Stands in the rest of the label; None: whatever does."""
    reason: str
    example: Example


CORE_RULES = (
    CoreRule("blurred inside", shape(r"inexact"), None, INEXACT, Example("May mid June 2024", None, reason=INEXACT)),
    CoreRule(
        "three numbers of two digits",
        shape(r"^ number ([-/.]) number \1 number $"),
        None,
        TWO_DIGIT_YEAR,
        Example("02.11.24", None, reason=TWO_DIGIT_YEAR),
    ),
    CoreRule(
        "nothing that dates",
        shape(r"^ [^ year month season eight]* $"),
        None,
        NO_DATE,
        Example("12", None, reason=NO_DATE),
    ),
    CoreRule(
        # "The March of Time"
        "month or season among words",
        shape(r"^ [month season] $"),
        shape(r"[unknown mixed counting doubtful]"),
        NO_DATE,
        Example("The March of Time", None, reason=NO_DATE),
    ),
)


def core_reason(core: str, others: str) -> str | None:
    """The reason of the first row that has the core's shape and that of the rest of the label; None where none has."""
    found = (rule for rule in CORE_RULES if rule.core.search(core))
    return next((rule.reason for rule in found if rule.others is None or rule.others.search(others)), None)


class OpenRule(NamedTuple):
    name: str
    holds: Callable[[list[Token]], bool]
    example: Example


def ends_open(tokens: list[Token]) -> bool:
    last = tokens[-1]
    is_dash = last.kind == kinds.RANGE and last.glued and last.printed in DASHES
    return is_dash and tokens[-2].kind not in RANGES


def starts_open(tokens: list[Token]) -> bool:
    first, second = tokens[:2]
    is_dash = first.kind == kinds.RANGE and first.printed in DASHES and not first.glued
    return is_dash and second.glued and is_word(second)


OPEN_RULES = (
    OpenRule("end left open", ends_open, Example("1944 Feb. 23-", None, reason=INEXACT)),
    OpenRule("start left open", starts_open, Example("-Nov. 2, 1982", None, reason=INEXACT)),
)


def check_open(tokens: list[Token]) -> None:
    """Raises NoDateError("inexact") for a stretch with one end."""
    may_be_open = len(tokens) > 1 and kinds.RANGE in (tokens[0].kind, tokens[-1].kind)
    if may_be_open and any(rule.holds(tokens) for rule in OPEN_RULES):
        raise NoDateError(INEXACT)
