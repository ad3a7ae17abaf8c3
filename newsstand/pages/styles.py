"""What style sheets and style attributes say of how elements are shown: hidden, as a block, raised. Pure."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple


class Look(Enum):
    """How a style shows an element, where that is not how its name does."""

    NOT = auto()
    """Not at all: hidden, off the page, or clipped to nothing."""
    NOT_ITS_TEXT = auto()
    """Not the text in it: of size 0, or transparent. Elements in it may have a size and a colour of their own."""
    FADED = auto()
    """Not seen while a script has not faded it in, if there is one."""
    BLOCK = auto()
    INITIAL = auto()
    """Beside the lines that follow, as a drop cap is."""
    RAISED = auto()
    LOWERED = auto()


OFF_LINE = {"super": Look.RAISED, "sub": Look.LOWERED}
TELLING = re.compile(
    r"display|visib|text-ind|-\d\d|clip|hidden|transp|(?:rgb|hsl)a?\([^)]*[,/][ \t]*[.0]|font-size|vertical"
    r"|scale|opacity\s*:\s*0|#(?:[\da-f]{3}0|[\da-f]{6}00)\b"
)
"""What stands in each style that means one of these: most styles are known at a glance to mean none."""
BLOCKS = frozenset({"block", "flex", "grid", "table", "list-item"})
LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|ex|ch|vw|vh|in|cm|mm)?")
FAR = 900
"""Pixels, or em of 16 of them, to the left or above of which a text is off the page: "-9999px" and "-999em" are what is
written; a negative margin of some hundred pixels is part of a layout."""
EM = 16
VIEW = 10
"""Pixels of a hundredth of a screen, at least."""
PIXELS = {**dict.fromkeys(("em", "rem", "ex", "ch"), EM), **dict.fromkeys(("vw", "vh"), VIEW)}
PLACES = ("left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent")
CLIPPED = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)")
CLIP_PATH = re.compile(
    r"inset\(\s*(?:50|100)%|circle\(\s*0(?:px|%)?\s*(?:at|\))|polygon\(\s*0(?:px)?\s+0(?:px)?\s*(?:,\s*0(?:px)?\s+0(?:px)?\s*)*\)"
)
NOTHING = re.compile(r"[01]?(?:px)?|0[a-z%]+")
SIDES = ("height", "max-height", "width", "max-width")
OPENED = re.compile(r"padding|min-|(?:-\w+-)?(?:transition|animation)")
"""What leaves room in an element that has no height, or says that it gets one."""
MOVED = re.compile(r"translate(?:x|y|3d)?\(([^()]*)\)")
SHRUNK = re.compile(r"scale(?:x|y|3d)?\(\s*0*(?:\.0+)?\s*[,)]")
ZERO = re.compile(r"0+(?:\.0+)?(?:[a-z]+|%)?")
TRANSPARENT = re.compile(
    r"transparent|(?:rgba|hsla|rgb|hsl)\([^()]*[,/]\s*0*(?:\.0+)?%?\s*\)|#(?:[\da-f]{3}0|[\da-f]{6}00)"
)

RULE = re.compile(r"(?:\A|(?<=[{};]))([\w\s.,#>*-]{1,1000}+)\{([^{}]*)\}", re.I)
"""selectors of plain names, and what the rule says."""
NOT_RULES = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|@[^{};@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}", re.S)
"""Comments and rules that hold on some screens alone."""
LONGEST_SHEET = 256 * 1024
"""Longer style sheets are not looked at: each rule is asked of every element."""


@lru_cache(maxsize=1024)
def look_of(style: str) -> Look | None:
    """What the declarations of a style attribute or a rule make of an element; None where they change nothing."""
    style = style.lower()
    if TELLING.search(style) is None:
        return None
    said = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        said[name.strip()] = value.partition("!")[0].strip()
    display = said.get("display")
    opened = any(map(OPENED.match, said))
    if display == "none" or said.get("visibility") in ("hidden", "collapse") or is_off_page(said) or is_clipped(said):
        return Look.NOT
    if not opened and (is_folded(said) or is_transformed_away(said.get("transform", ""))):
        return Look.NOT
    if ZERO.fullmatch(said.get("font-size", "")) or is_transparent(said):
        return Look.NOT_ITS_TEXT
    if "float" in said and "font-size" in said:
        return Look.INITIAL
    if display in BLOCKS:
        return Look.BLOCK
    if off_line := OFF_LINE.get(said.get("vertical-align", "")):
        return off_line
    is_faded = ZERO.fullmatch(said.get("opacity", "")) and not (opened or "transform" in said)
    return Look.FADED if is_faded else None


def is_off_page(said: dict[str, str]) -> bool:
    return any(name in said and pixels(said[name]) <= -FAR for name in PLACES)


def pixels(length: str) -> float:
    """A length in pixels, roughly; 0 of what is none."""
    found = LENGTH.fullmatch(length)
    return float(found[1]) * PIXELS.get(found[2], 1) if found else 0


def is_clipped(said: dict[str, str]) -> bool:
    """Whether nothing of an element is left: how pages hide what screen readers alone should say."""
    placed = said.get("position") in ("absolute", "fixed")
    if placed and CLIPPED.fullmatch(said.get("clip", "")):
        return True
    if CLIP_PATH.match(said.get("clip-path", "")):
        return True
    width, height = said.get("width"), said.get("height")
    if said.get("overflow") not in ("hidden", "clip") or not width or not height:
        return False
    return NOTHING.fullmatch(width) is not None and NOTHING.fullmatch(height) is not None


def is_folded(said: dict[str, str]) -> bool:
    """Whether an element has no height or no width, and what would stand out of it is not shown."""
    return said.get("overflow") in ("hidden", "clip") and any(ZERO.fullmatch(said.get(side, "")) for side in SIDES)


def is_transformed_away(transform: str) -> bool:
    """Whether it moves an element off the page, or leaves it no size."""
    moves = (length for found in MOVED.finditer(transform) for length in found[1].split(","))
    return SHRUNK.search(transform) is not None or any(pixels(length.strip()) <= -FAR for length in moves)


def is_transparent(said: dict[str, str]) -> bool:
    """A text that lets a picture or colours show through its letters is seen."""
    through = said.get("background-clip") == "text" or said.get("-webkit-background-clip") == "text"
    return not through and TRANSPARENT.fullmatch(said.get("color", "")) is not None


CLASS = re.compile(r"\.([\w-]+)")
IDENTIFIER = re.compile(r"#[\w-]+")
NAME = re.compile(r"(?<![\w.#-])[a-z][\w-]*", re.I)
IMPORTANT = re.compile(r"([^;]*)!\s*important", re.I)

Weight = tuple[int, ...]
"""Of two rules for one element the one with the greater weight is followed: (its rank, identifiers, classes, names of
elements in its selector)."""
PLAINLY, BY_ATTRIBUTE, IMPORTANTLY = range(3)
"""Ranks of what a rule says, what a style attribute says, and what a rule calls important."""


class Rule(NamedTuple):
    """A rule of a style sheet that holds on every screen."""

    selectors: str
    classes: tuple[frozenset[str], ...]
    """The classes that an element and those around it have, of each selector."""
    style: str

    def concerns(self, classes: frozenset[str]) -> bool:
        """Whether a page of those classes may have an element that the rule is for."""
        return any(map(classes.issuperset, self.classes))


@lru_cache(maxsize=32)
def rules(sheet: str) -> tuple[Rule, ...]:
    """The rules of a style sheet that may show elements in another way than their names do. All pages of a newsstand
    carry the same few sheets."""
    if len(sheet) > LONGEST_SHEET:
        return ()
    return tuple(rule for rule in all_rules(sheet) if TELLING.search(rule.style.lower()))


@lru_cache(maxsize=32)
def all_rules(sheet: str) -> tuple[Rule, ...]:
    """The rules of a style sheet that hold on every screen."""
    return tuple(
        Rule(selectors, tuple(frozenset(CLASS.findall(one)) for one in selectors.split(",")), style)
        for selectors, style in RULE.findall(NOT_RULES.sub("", sheet))
    )


@lru_cache(maxsize=256)
def looks(sheets: tuple[str, ...], attributes: frozenset[str]) -> list[tuple[str, Look]]:
    """(selectors, what they show elements as), each once, of the rules of style sheets.

    attributes: the class attributes of the page. A rule of none of their classes is passed over: asking each element
    costs more than to know that. Pages of one kind have the same sheets and classes, so what was found is kept.
    """
    classes = frozenset(name for names in attributes for name in names.split())
    concerned = (rule for sheet in sheets for rule in rules(sheet) if rule.concerns(classes))
    return list(dict.fromkeys((rule.selectors, look) for rule in concerned if (look := look_of(rule.style))))


@lru_cache(maxsize=256)
def styles_for(sheets: tuple[str, ...], attribute: str) -> list[tuple[Weight, str, str]]:
    """(weight, selector, style) of the rules that may be for an element with that class attribute, in the order in
    which they stand."""
    classes = frozenset(attribute.split())
    found = []
    for rule in (rule for sheet in sheets if len(sheet) <= LONGEST_SHEET for rule in all_rules(sheet)):
        for selector in rule.selectors.split(","):
            own = re.split(r"[\s>]", selector.strip())[-1]
            if classes.issuperset(CLASS.findall(own)):
                weight = tuple(len(pattern.findall(selector)) for pattern in (IDENTIFIER, CLASS, NAME))
                found.append(((PLAINLY, *weight), selector, rule.style))
                if important := IMPORTANT.findall(rule.style):
                    found.append(((IMPORTANTLY, *weight), selector, ";".join(important)))
    return found


def look_of_all(styles: Sequence[tuple[Weight, str]], attribute: str) -> Look | None:
    """What the styles of all rules for an element, and its style attribute, make of it together."""
    whole = sorted([*styles, ((BY_ATTRIBUTE,), attribute)], key=itemgetter(0))
    return look_of(";".join(style for _, style in whole))
