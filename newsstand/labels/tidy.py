"""What stands on a label beside what it says: pages, remarks in brackets, a date given twice; and signs and numbers
that a language or a kind of list uses in its own way. Pure.

Each rule has a name, a reason and an example, which is a test: the example reads otherwise once the rule is taken out.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels import kinds
from newsstand.labels import tidy_actions as act
from newsstand.labels.calendar_words import language_code
from newsstand.labels.hints import Hints
from newsstand.labels.kinds import shape
from newsstand.labels.rules import Example
from newsstand.labels.tokens import Token, shape_of


class TokenRule(NamedTuple):
    """What `pattern` finds in a label's shape gives way to what `act` makes of its tokens; None leaves them."""

    name: str
    pattern: re.Pattern[str]
    act: Callable[[re.Match[str], list[Token]], list[Token] | None]
    example: Example
    languages: frozenset[str] | None = None
    """The rule is for labels in these languages alone; None: for all."""
    order: str | None = None
    """The rule is for labels of this order of day and month alone; None: for all."""

    def is_for(self, hints: Hints) -> bool:
        """Whether the rule is for labels of which that is known."""
        in_language = self.languages is None or not self.languages.isdisjoint(map(language_code, hints.languages))
        return in_language and self.order in (None, hints.order)


TOKEN_RULES = (
    TokenRule(
        # Arabic newspapers print the Hijri day and the day itself: "5 رمضان 1443هـ - 6 أبريل 2022م".
        "lunar day beside the day",
        shape(
            r"small? lunar_month [large mixed] unknown? \)? [- ~ / | , =]?  (?= .* month .* year)"
            r" | [- ~ / | , (]? small? lunar_month [large mixed] unknown? \)? $"
        ),
        act.dropped,
        Example("الأربعاء 5 رمضان 1443هـ - 6 أبريل 2022م", "2022-04-06", ("ar",)),
    ),
    TokenRule(
        # How old a publication is: "50th Anniversary Issue", "75 Jahre".
        "years of an anniversary",
        shape(r"[count rank day] \.? anniversary_word"),
        act.silenced,
        Example("75 Jahre Sonderheft 2021", "2021", ("de",)),
    ),
    TokenRule(
        "part of a volume",
        shape(
            r"(?P<numbered> [volume_word issue_word number_word] [. :]? [count roman]) ,? part_word \.? [count roman]"
            r" (?= [, : ; ( |] | $)"
        ),
        act.without_part,
        Example("Vol. 45, Pt. 2, 1985", "1985", volume="45"),
    ),
    TokenRule(
        # Open Journal Systems prints the months of a volume so.
        "(year): months",
        shape(r"\( year \) : (?P<months> [month season] \.? (?: [- ~ / &] [month season] \.? )? ) ,? year? $"),
        act.months_with_year,
        Example("Vol. 3 No. 2 (2019): July - December", "2019-07/2019-12", volume="3", issue="2"),
    ),
    TokenRule(
        # File names have dots for spaces: "The.Courier-May.11.2020".
        "month.day.year",
        shape(r"month \. [small day] \. year"),
        act.without_dots,
        Example("May.11.2020", "2020-05-11"),
    ),
    TokenRule(
        "year month day in two digits",
        shape(r"(?<! [number - / . ,]) year small small (?! [number - / . : month])"),
        act.as_iso_day,
        Example("Courier_2020_05_15", "2020-05-15"),
    ),
    TokenRule(
        # "2020年·第3期": elsewhere a middle dot in Chinese joins two days.
        "middle dot before a number",
        shape(r"(?<= year) & (?= number_word)"),
        act.dropped,
        Example("2020年·第3期", "2020", ("zh",), issue="3"),
    ),
    TokenRule(
        "month by number",
        shape(r"month_word small"),
        act.as_month,
        Example("ngày 5 tháng 3 năm 2024", "2024-03-05", ("vi",)),
    ),
    TokenRule(
        # Koreans print "2008. 8." for August 2008, with a space behind the dot.
        "Korean month",
        shape(r"year \. small \.? $"),
        act.month_of_year,
        Example("제18권 제2호, 2008. 8", "2008-08", ("ko",), volume="18", issue="2"),
        languages=frozenset(["ko"]),
    ),
    TokenRule(
        # Brazil's standard for references (ABNT NBR 6023) joins the first month and the last with a slash.
        "slash for a span of months",
        shape(r"month \.? / month (?= \.? year)"),
        act.as_span,
        Example("n. 32, jan./abr. 2016", "2016-01/2016-04", ("pt",), issue="32"),
        languages=frozenset(["pt"]),
    ),
    TokenRule(
        # "العدد (445) - اصدار (12-1995)": the issue has its number, so this one is the month.
        "edition (month-year)",
        shape(r"(?<= edition_word \( ) small (?= - year \) $)"),
        act.as_month,
        Example("العدد (445) - اصدار (12-1995)", "1995-12", ("ar",), issue="445"),
    ),
    TokenRule(
        # The days say more than that they are a half of a month.
        "half with its days",
        shape(r"half of (?= dayish [-~] dayish month)"),
        act.dropped,
        Example("Quinzaine du 1er au 15 mai 2020", "2020-05-01/2020-05-15", ("fr",)),
    ),
    TokenRule(
        "month/year",
        shape(r"(?<! [number - / . year month]) small (?= [-/.] year (?! [- / . number])) "),
        act.as_month,
        Example("01/2025", "2025-01", order="MY"),
        order="MY",
    ),
    TokenRule(
        "year, month/day",
        shape(r"(?<= year) small / (?= small special)"),
        act.as_month,
        Example("2012年2/4号", "2012-02-04", ("ja",), order="YMD"),
        order="YMD",
    ),
    TokenRule(
        "printed twice",
        shape(r"^ (?= .* year .* year ) (?=.*[month season week quarter small]) (.{2,}) [- ~ / , | : ]? .{2,} $"),
        act.one_half,
        Example("May 2024 May 2024", "2024-05"),
    ),
    TokenRule(
        # "Page 3 May 2024" may be the third of May: the pages end at a sign, a volume or the label's end.
        "pages",
        shape(
            r"[, | middle_dot (]* page_word \.? count (?: [-~&] count )* \)?"
            r" (?= $ | [, | ; / : (] | volume_word | number_word | issue_word )"
        ),
        act.dropped,
        Example("Feb. 1997, pp. 36–45", "1997-02"),
    ),
    TokenRule(
        "page behind a dot",
        shape(r"(?<= year) middle_dot count $"),
        act.dropped,
        Example("May 25, 1916 · 1", "1916-05-25"),
    ),
    TokenRule(
        # Behind a whole numeric day a number is a page, or counts the day's editions.
        "number behind a day",
        shape(r"(?<= number [-/.] number [-/.] year) , number $"),
        act.dropped,
        Example("6.4.2006, 15", "2006-04-06", ("de",)),
    ),
    TokenRule(
        "edition of a day",
        shape(r"^ (?P<date> year - number - number) ,? [issue_word edition_word] \.? number $"),
        act.without_day_edition,
        Example("1897-01-08, ed. 2", "1897-01-08"),
    ),
    TokenRule(
        # The edition of a daily that closes late: the day is the same.
        "late edition",
        shape(
            r"(?<= year) (?: [, - ~ | (]+ inexact (?: unknown | edition_word | special )+ \)?"
            r" | inexact edition_word ) $"
        ),
        act.silenced,
        Example("November 02, 2024 – Late Edition", "2024-11-02"),
    ),
    TokenRule(
        "remark in brackets",
        shape(
            r"\( (?: of count"
            r" | [counting of unknown mixed special edition_word count , . - ']* [unknown mixed]"
            r" [^ year month season () ]* ) \)"
        ),
        act.silenced,
        Example("Courier #01 (of 07) (2021)", "2021", issue="01"),
    ),
    TokenRule(
        "year given twice",
        shape(r"^ year , (?: . (?! year))* month year $"),
        act.without_repeated_year,
        Example("2017, vol. 11, juin 2017", "2017-06", ("fr",), volume="11"),
    ),
    TokenRule(
        "issue code with its year",
        shape(r"^ mixed / number .* year"),
        act.without_code,
        Example("B11/93 12. März 1993", "1993-03-12", ("de",)),
    ),
    TokenRule(
        # Library holdings print "2017:Nov/Dec" and "1963:OCT.19" (ANSI/NISO Z39.71).
        "colon between year and month",
        shape(r"(?<= year) : (?= month | season | number_word | volume_word )"),
        act.dropped,
        Example("2017:Nov/Dec", "2017-11/2017-12"),
    ),
)


def tidy(tokens: list[Token], hints: Hints, fired: list[str]) -> tuple[list[Token], str]:
    """`tokens` by the rules above, in their turn, and their shape; the rules that changed them go to `fired`."""
    label = shape_of(tokens)
    number, start = 0, 0
    while found := next_match(label, number, start):
        number, match = found
        rule = TOKEN_RULES[number]
        begin, end = match.span()
        made = rule.act(match, tokens[begin:end]) if rule.is_for(hints) else None
        if made is None:
            number, start = number + 1, 0
            continue
        tokens = [*tokens[:begin], *made, *tokens[end:]]
        label = shape_of(tokens)
        start = begin + len(made)
        fired.append(rule.name)
    if not has_left_over(label):
        return tokens, label
    tokens = [token._replace(kind=left_over(token)) if token.kind in LEFT_OVER else token for token in tokens]
    return tokens, shape_of(tokens)


@lru_cache(maxsize=4096)
def next_match(label: str, number: int, start: int) -> tuple[int, re.Match[str]] | None:
    """(number of the rule, match) of the first match from `start` on by that rule, or from 0 on by a later one; None
    where there is none. Labels are many, their shapes are few."""
    for at in range(number, len(TOKEN_RULES)):
        if match := TOKEN_RULES[at].pattern.search(label, start):
            return at, match
        start = 0
    return None


LEFT_OVER = {
    kinds.PAGE_WORD: (kinds.COUNTING, kinds.COUNTING),
    kinds.MONTH_WORD: (kinds.UNKNOWN, kinds.UNKNOWN),
    kinds.MIDDLE_DOT: (kinds.BAR, kinds.BAR),
    kinds.PART_WORD: (kinds.COUNTING, kinds.SPECIAL),
    kinds.ANNIVERSARY_WORD: (kinds.SPECIAL, kinds.COUNTING),
    kinds.LUNAR_MONTH: (kinds.DOUBTFUL, kinds.DOUBTFUL),
}
"""What is left of words and signs that only these rules know, by value: "Part 3" counts, "Supplement" does not."""


@lru_cache(maxsize=4096)
def has_left_over(label: str) -> bool:
    """Whether a shape has any of them. Labels are many, their shapes are few."""
    return not LEFT_OVER.keys().isdisjoint(label)


def left_over(token: Token) -> str:
    return LEFT_OVER[token.kind][token.value]
