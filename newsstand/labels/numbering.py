"""Volume and issue numbers of a label, taken out of its tokens. Pure."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.issue_rules import UNSURE, Place, outcome
from newsstand.labels.kinds import shape
from newsstand.labels.numbers import (
    after_sign,
    after_signs,
    in_brackets,
    is_of_year,
    is_ordinal_before_word,
    is_roman,
    is_spaced_slash,
    printed_number,
)
from newsstand.labels.tokens import Token, shape_of
from newsstand.labels.vocabulary import EDITION

WORD = "[volume_word issue_word number_word edition_word special]"
COUNTING = shape(
    r"volume_word | issue_word | number_word | edition_word"
    rf" | [count day rank roman month] (?= (?: [- / & ~ . , '] count )? \.? {WORD} )"
)
"""What a number may stand behind, and ordinals before such a word: "12. Jahrgang", "2017/4-5. szám"."""
RUN_WORDS = frozenset([kinds.VOLUME_WORD, kinds.NUMBER_WORD, kinds.ISSUE_WORD])
NUMBER_NOUNS = frozenset([kinds.ISSUE_WORD, kinds.NUMBER_WORD])
ISSUE_WORDS = NUMBER_NOUNS | {kinds.EDITION_WORD}
ORDINALS = kinds.COUNTS | {kinds.DAY, kinds.RANK, kinds.ROMAN, kinds.MONTH}
ORDINAL_STARTS = frozenset([
    kinds.SPECIAL, kinds.UNKNOWN, kinds.COMMA, kinds.BAR, kinds.RANGE, kinds.SEMICOLON, kinds.OPENING,
    kinds.VOLUME_WORD, kinds.NUMBER_WORD,
])  # fmt: skip
"""What may stand before "12. Jahrgang"."""
WRITTEN_ORDINALS = frozenset([kinds.DAY, kinds.RANK])
NUMBERS = kinds.COUNTS | {kinds.DAY}
DAYS = frozenset([kinds.SMALL, kinds.DAY])
PARTING = frozenset([kinds.COMMA, kinds.BAR, kinds.OPENING, kinds.COLON, kinds.SEMICOLON])
"""Signs behind an issue's number that part it from a date."""
IN_DATE = frozenset([kinds.DASH, kinds.SLASH, kinds.DOT, kinds.MONTH])


@dataclass(slots=True)
class Numbering:
    tokens: list[Token] = field(default_factory=list)
    """The label without its numbers: one special token stands where each was."""
    shape: str = ""
    """Of these tokens."""
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


def numbering(tokens: list[Token], label: str) -> Numbering:
    """The numbers that "Vol. 12", "Issue 8", "No. 7/8", "#141", "12. Ausgabe" give; of several, the first.

    `label`: the shape of the tokens.
    """
    places = counting_places(label)
    if not places:
        return Numbering(tokens, label)
    found = Numbering()
    end = 0
    for at in places:
        if at < end:
            continue
        found.tokens += tokens[end:at]
        end = at
        if tokens[at].kind in RUN_WORDS and tokens[at - 1].kind == kinds.DASH and (found.volume or found.issue):
            found.of_many = True
        taken = taken_at(tokens, at, found)
        if taken is None or taken.unsure:
            found.unsure |= taken is not None
        else:
            take(found, tokens, at, taken)
            end = taken.end
    found.tokens += tokens[end:]
    found.shape = shape_of(found.tokens)
    if found.of_many:
        found.volume = found.issue = None
    return found


@lru_cache(maxsize=4096)
def counting_places(label: str) -> tuple[int, ...]:
    """Where a shape has a word for a volume or issue, or an ordinal before one. Labels are many, their shapes are
    few."""
    return tuple(found.start() for found in COUNTING.finditer(label))


def taken_at(tokens: list[Token], at: int, found: Numbering) -> Taken | None:
    """What the word or ordinal at a place says; None where it is neither, or says nothing more."""
    kind = tokens[at].kind
    if kind == kinds.VOLUME_WORD and (found.volume is None or found.of_many):
        return volume_at(tokens, at)
    if kind in ISSUE_WORDS and (found.issue is None or kind == kinds.NUMBER_WORD):
        return issue_at(tokens, at)
    return ordinal_at(tokens, at) if kind in ORDINALS else None


def take(found: Numbering, tokens: list[Token], at: int, taken: Taken) -> None:
    """Adds to `found` what the tokens from `at` on say."""
    token = tokens[at]
    if taken.day is not None and found.volume is None:
        found.as_date = [*found.tokens, token, *tokens[taken.day :]]
        # "Doppelausgabe 23. Dezember 2024", where the dot makes a day of it.
        is_dotted = tokens[taken.day + 1].kind == kinds.DOT
        found.rather_date = token.kind == kinds.EDITION_WORD and (token.value == EDITION or is_dotted)
    if found.tokens and (is_spaced_slash(found.tokens[-1], token) or is_of_year(tokens, at)):
        found.tokens.pop()
    found.volume = found.volume or taken.volume
    found.issue = found.issue or taken.issue
    found.tokens.append(Token(kinds.SPECIAL, 0, token.printed, False))


def volume_at(tokens: list[Token], at: int) -> Taken | None:
    """ "Vol. 12", "Jahrgang 3", "Vol. 12(3)", where 3 is the issue. "Jahrgang 2024" is a year."""
    counts_years = bool(tokens[at].value)
    start = after_signs(tokens, at + 1)
    volume, end = printed_number(tokens, start, runs=True)
    behind = shape_of(tokens[end : end + 2])
    if volume is None or (counts_years and Place(tokens, at, start, end).is_named):
        return None
    if end + 1 == len(tokens) and tokens[end].kind in NUMBER_NOUNS:
        # "2024 год 12 номер" counts issues.
        return None
    if tokens[start].kind == kinds.YEAR:
        return volume_like_year(tokens, at, start, end, volume)
    if len(tokens[at].printed) == 1 and behind == kinds.DOT + kinds.MONTH:
        # "Nr. 23 v. 3. Juni": German "v." is "vom".
        return Taken(end, unsure=True)
    if (tokens[start].kind == kinds.ROMAN and behind == kinds.DASH + kinds.SMALL) or has_issue(tokens, start, end):
        # "XLIII-4", "12.3"
        return Taken(end + 2, volume, tokens[end + 1].printed)
    issue = in_brackets(tokens, end)
    return Taken(end + 3 if issue else after_sign(tokens, end), volume, issue)


def volume_like_year(tokens: list[Token], at: int, start: int, end: int, volume: str) -> Taken | None:
    """ "Vol.2000 #57 (December, 2004)" is a series that began in that year; "Volume 2024" may be either."""
    if tokens[at].value:
        return None
    rest = tokens[end:]
    if rest and rest[0].kind == kinds.NUMBER_WORD and any(token.kind == kinds.YEAR for token in rest):
        return Taken(end, volume)
    return Taken(end, unsure=True) if Place(tokens, at, start, end).is_all else None


def has_issue(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a volume's number has its issue's behind a dot, "Vol. 12.3 (2019)", and is no part of a day."""
    following = tokens[end : end + 3]
    return (
        end == start + 1
        and len(following) > 1
        and tokens[start].kind in (kinds.SMALL, kinds.LOW)
        and following[0].kind == kinds.DOT
        and following[1].kind in (kinds.SMALL, kinds.LOW)
        and following[1].glued
        and IN_DATE.isdisjoint(shape_of(following[2:]))
    )


def issue_at(tokens: list[Token], at: int) -> Taken | None:
    """ "Issue 8", "No. 7/8", "Issue No. 12", "Nr. 12/2026", "№ 12 (345)", whose 345 counts from the very first."""
    word = tokens[at]
    start = after_signs(tokens, at + 1)
    if issue := in_brackets(tokens, start):
        # "العدد (445)", but "Issue (5) May 2024"
        is_day = start + 3 < len(tokens) and tokens[start + 3].kind in DAYS | {kinds.MONTH}
        return Taken(start + 3, issue=issue) if not is_day or word.kind == kinds.NUMBER_WORD else None
    start += is_series_letter(tokens, start)
    issue, end = printed_number(tokens, start, runs=word.kind == kinds.NUMBER_WORD)
    if issue is None:
        return None
    place = Place(tokens, at, start, end)
    if says := outcome(place):
        return Taken(end, unsure=True) if says == UNSURE else None
    behind = place.behind
    may_be_day = not place.is_named and tokens[start].kind in DAYS and behind and behind[0] not in PARTING
    end = end + 3 if in_brackets(tokens, end) else after_sign(tokens, end)
    return Taken(end, issue=issue, day=start if may_be_day else None)


def is_series_letter(tokens: list[Token], at: int) -> bool:
    """Whether a letter there names the series that a number and its year count: the Β of "Τεύχος Β 42/2022"."""
    following = tokens[at : at + 4]
    return (
        len(following) == 4
        and following[0].kind == kinds.UNKNOWN
        and len(following[0].printed) == 1
        and following[1].kind in kinds.COUNTS
        and shape_of(following[2:]) == kinds.SLASH + kinds.YEAR
    )


def ordinal_at(tokens: list[Token], at: int) -> Taken | None:
    """ "123. Sayı", "12th issue", "12. Jahrgang", at the start or after a word.

    "2nd edition", "10th anniversary" say how many there were, not which number this has: they are words.
    """
    token = tokens[at]
    if at > 0 and not may_start_ordinal(tokens, at):
        return None
    if token.kind in (kinds.ROMAN, kinds.MONTH) and not is_roman(token.printed):
        # "XII. évfolyam", where Hungarian takes XII for a month, too.
        return None
    ordinal = token.kind in WRITTEN_ORDINALS and token.printed.isdigit()
    number, word = printed_number(tokens, at, runs=True) if is_of_year(tokens, at) else (token.printed, at + 1)
    if word < len(tokens) and tokens[word].kind == kinds.DOT:
        ordinal, word = True, word + 1
    if not ordinal or word >= len(tokens):
        return None
    kind = tokens[word].kind
    behind = word + 2 if shape_of(tokens[word + 1 : word + 2]) == kinds.DOT else word + 1
    if behind < len(tokens) and tokens[behind].kind in NUMBERS and not is_ordinal_before_word(tokens, behind):
        return None
    if kind == kinds.VOLUME_WORD:
        return Taken(behind, volume=token.printed)
    if kind in (kinds.EDITION_WORD, kinds.SPECIAL) and token.kind in WRITTEN_ORDINALS:
        return Taken(word + 1)
    return Taken(word + 1, issue=number) if kind in ISSUE_WORDS else None


def may_start_ordinal(tokens: list[Token], at: int) -> bool:
    """Whether a number there may count the word behind it: in "2018. 3. szám" it has the dot of a year before it."""
    before = tokens[at - 1].kind
    is_dotted = before == kinds.DOT and at > 1 and tokens[at - 2].kind in (kinds.YEAR, kinds.VOLUME_WORD)
    return before in ORDINAL_STARTS or (is_dotted and is_ordinal_before_word(tokens, at)) or is_of_year(tokens, at)
