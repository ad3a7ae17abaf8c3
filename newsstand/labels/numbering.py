"""Volume and issue numbers of a label, taken out of its tokens. Pure."""

from dataclasses import dataclass, field
from typing import NamedTuple

from newsstand.labels.tokens import ROMAN, Token, is_word

NUMBERS = "DnNYouI"
EDITION = 1
"""Value of words for an edition that introduce a date or a number alike."""


@dataclass(slots=True)
class Numbering:
    tokens: list[Token] = field(default_factory=list)
    """The label without its numbers: one "s" stands where each was."""
    volume: str | None = None
    issue: str | None = None
    as_date: list[Token] | None = None
    """The label with the number after "Issue" left as part of a date, where it may be one."""
    rather_date: bool = False
    """Its word introduces a date rather than a number: "Edition 12 August 2026"."""
    unsure: bool = False
    """A number is there, but which one is not clear: "No. 2024/3", "Swimsuit Issue 2024"."""
    of_many: bool = False
    """It names a run of volumes, "v. 7, no. 4-v. 10, no. 2", which has no one volume and issue."""


class Taken(NamedTuple):
    """What the tokens up to `end` say."""

    end: int
    volume: str | None = None
    issue: str | None = None
    day: int | None = None
    """Where the issue's number stands, if it may be a day."""
    unsure: bool = False


def numbering(tokens: list[Token]) -> Numbering:
    """The numbers that "Vol. 12", "Issue 8", "No. 7/8", "#141", "12. Ausgabe" give; of several, the first."""
    found = Numbering()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found.of_many |= (
            token.kind in "v#i" and at > 1 and tokens[at - 1].kind == "-" and bool(found.volume or found.issue)
        )
        if token.kind == "v" and (found.volume is None or found.of_many):
            taken = volume_at(tokens, at)
        elif token.kind in "i#e" and (found.issue is None or token.kind == "#"):
            taken = issue_at(tokens, at)
        elif token.kind in "DnNouRM":
            taken = ordinal_at(tokens, at)
        else:
            taken = None
        if taken is None or taken.unsure:
            found.unsure |= taken is not None
            found.tokens.append(token)
            at += 1
            continue
        if taken.day is not None and found.volume is None:
            found.as_date = [*found.tokens, token, *tokens[taken.day :]]
            # "Doppelausgabe 23. Dezember 2024", where the dot makes a day of it.
            found.rather_date = token.kind == "e" and (token.value == EDITION or tokens[taken.day + 1].kind == ".")
        if found.tokens and (is_spaced_slash(found.tokens[-1], token) or is_of_year(tokens, at)):
            found.tokens.pop()
        found.volume = found.volume or taken.volume
        found.issue = found.issue or taken.issue
        found.tokens.append(Token("s", 0, token.printed, False))
        at = taken.end
    if found.of_many:
        found.volume = found.issue = None
    return found


def volume_at(tokens: list[Token], at: int) -> Taken | None:
    """ "Vol. 12", "Jahrgang 3", "Vol. 12(3)", where 3 is the issue. "Jahrgang 2024" is a year."""
    counts_years = bool(tokens[at].value)
    start = after_signs(tokens, at + 1)
    volume, end = printed_number(tokens, start, runs=True)
    if volume is None or (counts_years and names_number(tokens, at, start)):
        return None
    if end + 1 == len(tokens) and tokens[end].kind in "i#":
        # "2024 год 12 номер" counts issues.
        return None
    if tokens[start].kind == "Y":
        rest = tokens[end:]
        if not counts_years and rest and rest[0].kind == "#" and any(token.kind == "Y" for token in rest):
            # "Vol.2000 #57": a series that began in that year.
            return Taken(end, volume)
        return None if counts_years or not is_alone(tokens, at, end) else Taken(end, unsure=True)
    if len(tokens[at].printed) == 1 and [token.kind for token in tokens[end : end + 2]] == [".", "M"]:
        # "Nr. 23 v. 3. Juni": German "v." is "vom".
        return Taken(end, unsure=True)
    if tokens[start].kind == "R" and [token.kind for token in tokens[end : end + 2]] == ["-", "D"]:
        # "XLIII-4"
        return Taken(end + 2, volume, tokens[end + 1].printed)
    if is_volume_and_issue(tokens, start, end):
        return Taken(end + 2, volume, tokens[end + 1].printed)
    issue = in_brackets(tokens, end)
    return Taken(end + 3 if issue else after_sign(tokens, end), volume, issue)


def is_volume_and_issue(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a volume's number has its issue's behind a dot, "Vol. 12.3 (2019)", and is no part of a day."""
    following = "".join(token.kind for token in tokens[end : end + 3])
    return (
        end == start + 1
        and tokens[start].kind in "Dn"
        and following[:1] == "."
        and following[1:2] in ("D", "n")
        and tokens[end + 1].glued
        and following[2:] not in ("-", "/", ".", "M")
    )


def issue_at(tokens: list[Token], at: int) -> Taken | None:
    """ "Issue 8", "No. 7/8", "Issue No. 12", "Nr. 12/2026", "№ 12 (345)", whose 345 counts from the very first."""
    start = after_signs(tokens, at + 1)
    if issue := in_brackets(tokens, start):
        # "العدد (445)", but "Issue (5) May 2024"
        behind = tokens[start + 3].kind if start + 3 < len(tokens) else "|"
        return Taken(start + 3, issue=issue) if behind not in "MDo" or tokens[at].kind == "#" else None
    if is_series_letter(tokens, start):
        start += 1
    issue, end = printed_number(tokens, start, runs=tokens[at].kind == "#")
    if issue is None:
        return None
    kind = tokens[start].kind
    sure = names_number(tokens, at, start)
    if kind == "Y" and tokens[at].kind == "#" and tokens[at].value and at > 0 and tokens[at - 1].kind in "sSMxf":
        # "Christmas Number 1924", "Sommernummer 2024", but "Jubilee Number 1935" may be either.
        return Taken(end, unsure=True) if tokens[at - 1].kind in "xf" else None
    if kind in "YI" and not sure:
        if kind == "Y" and tokens[at].kind == "e" and tokens[at].value == EDITION and is_alone(tokens, at, end):
            return Taken(end, unsure=True)
        if kind == "I" or tokens[at].kind == "e" or is_year(tokens, at, end):
            return None
        if at > 0 and is_word(tokens[at - 1]):
            return Taken(end, unsure=True)
    following = tokens[end].kind if end < len(tokens) else ""
    if kind == "Y" and is_year_and_number(tokens, end):
        # "Ausgabe 2020/05" may be of May.
        return Taken(end, unsure=True)
    if (kind == "Y" and following == "Y") or is_tied(tokens, start, end):
        return Taken(end, unsure=True) if sure else None
    end = end + 3 if in_brackets(tokens, end) else after_sign(tokens, end)
    may_be_day = not sure and kind in "Do" and following and following not in ",|(:;"
    return Taken(end, issue=issue, day=start if may_be_day else None)


def ordinal_at(tokens: list[Token], at: int) -> Taken | None:
    """ "123. Sayı", "12th issue", "12. Jahrgang", at the start or after a word.

    "2nd edition", "10th anniversary" say how many there were, not which number this has: they are words.
    """
    token = tokens[at]
    if at > 0 and not may_start_ordinal(tokens, at):
        return None
    if token.kind in "RM" and not ROMAN.fullmatch(token.printed):
        # "XII. évfolyam", where Hungarian takes XII for a month, too.
        return None
    ordinal = token.kind in "ou" and token.printed.isdigit()
    number, word = printed_number(tokens, at, runs=True) if is_of_year(tokens, at) else (token.printed, at + 1)
    if word < len(tokens) and tokens[word].kind == ".":
        ordinal, word = True, word + 1
    if not ordinal or word >= len(tokens):
        return None
    kind = tokens[word].kind
    behind = word + 2 if tokens[word + 1 : word + 2] and tokens[word + 1].kind == "." else word + 1
    if behind < len(tokens) and tokens[behind].kind in "DnNo" and not is_ordinal_before_word(tokens, behind):
        return None
    if kind == "v":
        return Taken(behind, volume=token.printed)
    if kind in "es" and token.kind in "ou":
        return Taken(word + 1)
    return Taken(word + 1, issue=number) if kind in "i#e" else None


def may_start_ordinal(tokens: list[Token], at: int) -> bool:
    """Whether a number there may count the word behind it: "1. 2018. szám" has the dot of a year before its number."""
    before = tokens[at - 1].kind
    dotted = before == "." and at > 1 and tokens[at - 2].kind in "Yv" and is_ordinal_before_word(tokens, at)
    return before in "sx,|~;(v#" or dotted or is_of_year(tokens, at)


def is_ordinal_before_word(tokens: list[Token], at: int) -> bool:
    """Whether the number there is an ordinal with a word for an issue behind it: the 3 of "VI. évfolyam 3. szám"."""
    following = tokens[at + 1 : at + 3]
    return len(following) == 2 and following[0].kind == "." and following[1].kind in "i#"


def is_series_letter(tokens: list[Token], at: int) -> bool:
    """Whether a letter there names the series that a number and its year count: the Β of "Τεύχος Β 42/2022"."""
    kinds = "".join(token.kind for token in tokens[at : at + 4])
    return kinds[1:] in ("D/Y", "n/Y", "N/Y") and kinds[0] == "x" and len(tokens[at].printed) == 1


def after_signs(tokens: list[Token], at: int) -> int:
    """The first place from `at` on that is neither sign nor another word for a number: "Issue No.: 12"."""
    while at < len(tokens) and (tokens[at].kind in ".:'#" or tokens[at].printed in "-–"):
        at += 1
    return at


def after_sign(tokens: list[Token], at: int) -> int:
    """The place after the sign that joins a number to its year or month, "12/2026", or parts it from a date,
    "34 / 23 August", and after a year that is given again; `at` where there is none."""
    if at + 1 >= len(tokens) or tokens[at].kind not in "-/.":
        return at
    following, rest = tokens[at + 1], tokens[at + 2 :]
    if following.kind == "Y" and any(token.kind == "Y" and token.value == following.value for token in rest):
        return after_sign(tokens, at + 2)
    return at + 1 if following.kind in "YM" or is_spaced_slash(tokens[at], following) else at


def is_spaced_slash(sign: Token, following: Token) -> bool:
    """Whether a sign is a slash that stands alone: it parts a number from a date rather than joins two numbers."""
    return sign.kind == "/" and not sign.glued and not following.glued


def is_of_year(tokens: list[Token], at: int) -> bool:
    """Whether the number there is its year's: the 4 of "2017/4. szám"."""
    return at > 1 and tokens[at - 1].kind == "/" and tokens[at - 2].kind == "Y" and tokens[at].kind in "DnN"


def printed_number(tokens: list[Token], at: int, *, runs: bool = False) -> tuple[str | None, int]:
    """(number as printed, the place after it): "12", "XII", "7/8", "17.123", with `runs` "241-245"; (None, at) where
    none stands."""
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token.kind not in NUMBERS:
        is_roman = token.printed.isupper() and ROMAN.fullmatch(token.printed)
        return (token.printed, at + 1) if is_roman else (None, at)
    if not token.printed.isdigit():
        return None, at
    following = tokens[at + 1 : at + 3]
    if len(following) == 2:
        sign, second = following
        thousands = (
            sign.kind in ".,'" and sign.glued and second.glued and second.kind == "N" and len(second.printed) == 3
        )
        counts = second.kind in "DnN" and token.kind in "DnN" and second.printed.isdigit()
        double = sign.kind in "-/&~" and counts and second.value == token.value + 1
        double = double or (runs and counts and is_run(tokens, at))
        if (thousands and second.printed.isdigit()) or double:
            return token.printed + "".join(" " * (not one.glued) + one.printed for one in following), at + 3
    return token.printed, at + 1


def is_run(tokens: list[Token], at: int) -> bool:
    """Whether numbers joined by a dash are a run of issues, "17-24", and no days: "No. 7-13 August"."""
    first, sign, second = tokens[at : at + 3]
    behind = "".join(token.kind for token in tokens[at + 3 : at + 5])
    return sign.kind == "-" and first.value < second.value and (behind[:1] in ("", *",;:()Y|v#") or behind == "MD")


def in_brackets(tokens: list[Token], at: int) -> str | None:
    """The number of "(3)" at that place."""
    inner = tokens[at : at + 3]
    if [token.kind for token in inner[::2]] == ["(", ")"] and inner[1].kind in "DnN":
        return inner[1].printed
    return None


def is_tied(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the number is tied to another that is not its year: "7-13 August", "2024/3", "24 567", "12/26"."""
    if end >= len(tokens):
        return False
    sign = tokens[end]
    if sign.kind == "." and end + 1 < len(tokens) and not tokens[end + 1].glued:
        # "No.2. 1 April 1989"
        return False
    if sign.kind == "N" and sign.printed.isdigit():
        return True
    if sign.kind not in "-/.&~" or end + 1 >= len(tokens):
        return False
    second = tokens[end + 1]
    if second.kind not in "DnNo":
        return False
    if is_spaced_slash(sign, second) and any(token.kind in "MY" for token in tokens[end + 2 :]):
        # "Nr. 34 / 23. August 2024", but not "Nr. 12 / 26" or "Nr. 12 / 3 2024"
        return tokens[end + 2].kind in "Y"
    # "Issue 8 - 12 August" has its number before the dash, "Issue 8 -12" has none.
    return tokens[start].kind == "Y" or sign.kind != "~" or second.kind == "o" or sign.glued or second.glued


def is_year_and_number(tokens: list[Token], end: int) -> bool:
    """Whether a slash and one number follow the year that ends there, so that it is no day."""
    kinds = "".join(token.kind for token in tokens[end : end + 3])
    return kinds[:2] in ("/D", "/n") and kinds[2:] not in ("/", "-", ".")


def names_number(tokens: list[Token], at: int, start: int) -> bool:
    """Whether a word for an issue's number stands from `at` on before the number at `start`: "Issue No. 3"."""
    return any(token.kind == "#" for token in tokens[at:start])


def is_alone(tokens: list[Token], at: int, end: int) -> bool:
    """Whether a word and its year are all that a label says: "Volume 2024", "Edition 2024"."""
    return not any(is_word(token) for token in tokens[:at] + tokens[end:])


def is_year(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the year after "Issue" is the label's: "Summer Issue 2024", "Special Issue 2024", "Issue 2024 August"."""
    if at > 0 and tokens[at - 1].kind == "s":
        return True
    rest = tokens[:at] + tokens[end:]
    return any(token.kind in "MS" for token in rest) and not any(token.kind == "Y" for token in rest)
