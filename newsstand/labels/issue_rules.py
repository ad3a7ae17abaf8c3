"""What the number behind a word for an issue is, where it may be a year or half a date instead. Pure.

A table: what stands before or after -> what becomes of the number. Each row has a name and an example, which is a test:
it reads otherwise once the row is taken out.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels.meaning import AMBIGUOUS
from newsstand.labels.numbers import is_tied
from newsstand.labels.rules import Example
from newsstand.labels.tokens import Token, is_word, shape_of
from newsstand.labels.vocabulary import EDITION, NOUN

NOT_A_NUMBER = "not a number"
"""It is part of the date, and stays there."""
UNSURE = "unsure"
"""It may be either: the label has neither number nor date."""
DATED = frozenset([kinds.SEASON, kinds.MONTH])


class Place(NamedTuple):
    """A word for an issue and its number, in the tokens of a label."""

    tokens: list[Token]
    at: int
    """Of the word."""
    start: int
    """Of the number."""
    end: int
    """The place after it."""

    @property
    def word(self) -> Token:
        return self.tokens[self.at]

    @property
    def before(self) -> str:
        """The kind of what stands before the word; "" at the label's start."""
        return self.tokens[self.at - 1].kind if self.at else ""

    @property
    def behind(self) -> str:
        """The shape of what stands behind the number."""
        return shape_of(self.tokens[self.end :])

    @property
    def is_year(self) -> bool:
        return self.tokens[self.start].kind == kinds.YEAR

    @property
    def is_two_years(self) -> bool:
        """Whether the number is like a year, and a year follows."""
        return self.is_year and self.behind[:1] == kinds.YEAR

    @property
    def is_named(self) -> bool:
        """Whether a word for a number stands before it: "No. 3", "Issue No. 3"."""
        return kinds.NUMBER_WORD in shape_of(self.tokens[self.at : self.start])

    @property
    def is_noun(self) -> bool:
        return self.word.kind == kinds.NUMBER_WORD and self.word.value == NOUN

    @property
    def is_all(self) -> bool:
        """Whether the word and its number are all that the label says."""
        return not any(is_word(token) for token in self.tokens[: self.at] + self.tokens[self.end :])

    @property
    def is_labels_year(self) -> bool:
        """Whether the year behind the word is the label's: "Summer Issue 2024", "Issue 2024 August"."""
        if self.before == kinds.SPECIAL:
            return True
        rest = {token.kind for token in self.tokens[: self.at] + self.tokens[self.end :]}
        return not rest.isdisjoint(DATED) and kinds.YEAR not in rest


class IssueRule(NamedTuple):
    name: str
    of_years: bool
    """It is about numbers like years alone."""
    holds: Callable[[Place], bool]
    outcome: str
    """`NOT_A_NUMBER` or `UNSURE`."""
    example: Example


YEAR_AND_NUMBER = (kinds.SLASH + kinds.SMALL, kinds.SLASH + kinds.LOW)
NUMBER_GOES_ON = (kinds.SLASH, kinds.DASH, kinds.DOT)

ISSUE_RULES = (
    IssueRule(
        "year of a feast or season",
        True,
        lambda place: place.is_noun and place.before in DATED | {kinds.SPECIAL},
        NOT_A_NUMBER,
        Example("Christmas Number 1924", "1924"),
    ),
    IssueRule(
        "year or number of what is unknown",
        True,
        lambda place: place.is_noun and place.before in (kinds.UNKNOWN, kinds.OF),
        UNSURE,
        Example("Jubilee Number 1935", None, reason=AMBIGUOUS),
    ),
    IssueRule(
        "edition and year alone",
        True,
        lambda place: (
            not place.is_named
            and place.word.kind == kinds.EDITION_WORD
            and place.word.value == EDITION
            and place.is_all
        ),
        UNSURE,
        Example("Edition 2024", None, reason=AMBIGUOUS),
    ),
    IssueRule(
        "year of an edition",
        True,
        lambda place: not place.is_named and place.word.kind == kinds.EDITION_WORD,
        NOT_A_NUMBER,
        Example("Sonderheft 2024", "2024", ("de",)),
    ),
    IssueRule(
        "day in eight digits",
        False,
        lambda place: place.tokens[place.start].kind == kinds.EIGHT and not place.is_named,
        NOT_A_NUMBER,
        Example("Issue 20241102", "2024-11-02"),
    ),
    IssueRule(
        "year of a dated issue",
        True,
        lambda place: not place.is_named and place.is_labels_year,
        NOT_A_NUMBER,
        Example("Summer Issue 2024", "2024-22"),
    ),
    IssueRule(
        "year or number of a named issue",
        True,
        lambda place: not place.is_named and place.at > 0 and is_word(place.tokens[place.at - 1]),
        UNSURE,
        Example("Swimsuit Issue 2024", None, reason=AMBIGUOUS),
    ),
    IssueRule(
        # "Heft 2020/05" may be of May.
        "year and number",
        True,
        lambda place: place.behind[:2] in YEAR_AND_NUMBER and place.behind[2:3] not in NUMBER_GOES_ON,
        UNSURE,
        Example("Issue 2020/05", None, reason=AMBIGUOUS),
    ),
    IssueRule(
        "number like a year before a year, or tied to another",
        False,
        lambda place: place.is_named and (place.is_two_years or is_tied(place.tokens, place.start, place.end)),
        UNSURE,
        Example("No. 24 567", None, reason=AMBIGUOUS),
    ),
    IssueRule(
        "days behind a word for an issue",
        False,
        lambda place: place.is_two_years or is_tied(place.tokens, place.start, place.end),
        NOT_A_NUMBER,
        Example("Issue 7-13 August 2024", "2024-08-07/2024-08-13"),
    ),
)


def outcome(place: Place) -> str | None:
    """What becomes of a number by the first row that holds; None where it is the issue's."""
    for rule in rules_about(place.is_year):
        if rule.holds(place):
            return rule.outcome
    return None


@lru_cache(maxsize=2)
def rules_about(years: bool) -> tuple[IssueRule, ...]:
    """The rules for numbers like years, or for all other numbers."""
    return tuple(rule for rule in ISSUE_RULES if years or not rule.of_years)
