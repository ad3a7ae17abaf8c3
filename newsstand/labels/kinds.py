"""The kinds of a label's tokens and of the parts of a date, by name, and patterns written in those names. Pure.

A label's shape is a string with one character a token, so that regular expressions can look for forms. Nobody needs to
read those characters: modules use the names below, patterns use them in lower case (`shape`), and `described` gives
them to people: "2 November 2024" is "small month year". A sign's character is the sign.
"""

import re

# Numbers
YEAR = "Y"  # 1700-2099
SMALL = "D"  # 1-31, which may be a day
LOW = "n"  # any other of one or two digits
LARGE = "N"  # any other
EIGHT = "I"  # eight digits
DAY = "o"  # "2nd", "2日"
RANK = "u"  # an ordinal that is no day: "100th"

# Words
MONTH = "M"
SEASON = "S"
WEEKDAY = "W"
ORDINAL = "O"  # "second"
ROMAN = "R"
WEEK = "k"
QUARTER = "q"
HALF = "h"
MONTH_HALF = "F"  # a half of the month before it
VOLUME_WORD = "v"
ISSUE_WORD = "i"
NUMBER_WORD = "#"
EDITION_WORD = "e"
OF = "f"
INEXACT = "j"
RELATIVE = "r"
COUNTING = "c"
PAGE_WORD = "p"
TERM = "t"
MONTH_WORD = "m"  # Vietnamese "tháng 5"
PART_WORD = "b"
ANNIVERSARY_WORD = "y"
LUNAR_MONTH = "L"  # of the Hijri calendar
SPECIAL = "s"  # says nothing of the date; stands for a volume or issue that was taken out, too
UNKNOWN = "x"
MIXED = "a"  # unknown, with digits in it
DOUBTFUL = "z"  # perhaps a month or a season

# Signs
DASH = "-"  # without spaces
RANGE = "~"  # a dash with spaces, or a word like "to"
SLASH = "/"
AND = "&"  # and plus, and the word
COMMA = ","
DOT = "."
COLON = ":"
SEMICOLON = ";"
QUOTE = "'"
OPENING = "("
CLOSING = ")"
QUESTION = "?"
MIDDLE_DOT = "·"
BAR = "|"  # any other sign

# Parts of a date, made of tokens (parts.py)
WHOLE_DAY = "T"
NUMERIC_DAY = "G"  # of unknown order
WHOLE_MONTH = "U"  # with its year
WHOLE_SEASON = "V"  # with its year
FINISHED = "P"
TWO_YEARS = "Z"  # that share a season

NAMES: dict[str, str] = {
    letter: name.lower() for name, letter in list(globals().items()) if name.isupper() and isinstance(letter, str)
}
"""Character -> name, of every kind above."""
LETTERS = {name: letter for letter, name in NAMES.items()}
CLASSES = {"number": SMALL + LOW, "count": SMALL + LOW + LARGE, "dayish": SMALL + DAY + LOW}
"""Names for several kinds: a number of one or two digits, one of any size, one that may be a day."""
NUMBERS = frozenset([YEAR, SMALL, LOW, LARGE, EIGHT])
COUNTS = frozenset(CLASSES["count"])
DAYISH = frozenset(CLASSES["dayish"])
SIGNS = frozenset("-~/&,.:;'()?|·")

NAME = re.compile(r"[a-z][a-z_]+")


def shape(pattern: str) -> re.Pattern[str]:
    """A pattern over shapes, compiled. Names of kinds stand for their characters, signs may stand for themselves, and
    spaces do not count: `shape(r"dayish [-/]? month year")`. Raises KeyError for a name that is no kind.
    """
    in_class = False
    written = []
    at = 0
    while at < len(pattern):
        found = NAME.match(pattern, at)
        if found:
            name = found[0]
            letters = CLASSES.get(name) or LETTERS[name]
            escaped = letters if name in CLASSES else re.escape(letters)
            written.append(f"[{escaped}]" if name in CLASSES and not in_class else escaped)
            at = found.end()
            continue
        character = pattern[at]
        if character == "\\" or pattern.startswith("(?P", at):
            end = at + 2 if character == "\\" else pattern.index(">", at) + 1
            written.append(pattern[at:end])
            at = end
            continue
        in_class = (in_class or character == "[") and character != "]"
        if not character.isspace():
            # A dash in a class is the sign: there are no ranges of kinds.
            written.append("\\-" if in_class and character == "-" else character)
        at += 1
    return re.compile("".join(written))


def described(kinds: str) -> str:
    """A shape in words: "small month year"."""
    return " ".join(NAMES.get(kind, kind) for kind in kinds)
