"""The kinds of a label's tokens and of the parts of a date, by name, and patterns written in those names. Pure.

A label's shape is a string with one character a token, so that regular expressions can look for forms: "2 November
2024" is `small month year`, kept as "DMY". A sign's character is the sign. `shape` compiles a pattern in which kinds
are named, `described` puts the names back for people.
"""

import re

NUMBERS = {
    "year": "Y",  # 1700-2099
    "small": "D",  # 1-31, which may be a day
    "low": "n",  # any other of one or two digits
    "large": "N",  # any other
    "eight": "I",  # eight digits
    "day": "o",  # "2nd", "2日"
    "rank": "u",  # an ordinal that is no day: "100th"
}
WORDS = {
    "month": "M",
    "season": "S",
    "weekday": "W",
    "ordinal": "O",  # "second"
    "roman": "R",
    "week": "k",
    "quarter": "q",
    "half": "h",
    "month_half": "F",  # a half of the month before it
    "volume_word": "v",
    "issue_word": "i",
    "number_word": "#",
    "edition_word": "e",
    "of": "f",
    "inexact": "j",
    "relative": "r",
    "counting": "c",
    "page_word": "p",
    "term": "t",
    "month_word": "m",  # Vietnamese "tháng 5"
    "part_word": "b",
    "anniversary_word": "y",
    "lunar_month": "L",  # of the Hijri calendar
    "special": "s",  # says nothing of the date; stands for a volume or issue that was taken out, too
    "unknown": "x",
    "mixed": "a",  # unknown, with digits in it
    "doubtful": "z",  # perhaps a month or a season
}
SIGNS = {
    "dash": "-",  # without spaces
    "range": "~",  # a dash with spaces, or a word like "to"
    "slash": "/",
    "and": "&",  # and plus, and the word
    "comma": ",",
    "dot": ".",
    "colon": ":",
    "semicolon": ";",
    "quote": "'",
    "opening": "(",
    "closing": ")",
    "question": "?",
    "middle_dot": "·",
    "bar": "|",  # any other sign
}
PARTS = {
    "whole_day": "T",
    "numeric_day": "G",  # of unknown order
    "whole_month": "U",  # with its year
    "whole_season": "V",  # with its year
    "finished": "P",
    "two_years": "Z",  # that share a season
}
LETTERS = NUMBERS | WORDS | SIGNS | PARTS
CLASSES = {"number": "Dn", "count": "DnN", "dayish": "Don"}
"""Names for several kinds: a number of one or two digits, one of any size, one that may be a day."""
NAMES = {letter: name for name, letter in LETTERS.items()}

NAME = re.compile(r"(?<![\\<(?])\b[a-z][a-z_]+\b(?!>)")


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
    """A shape in words: "DMY" -> "small month year"."""
    return " ".join(NAMES.get(kind, kind) for kind in kinds)
