"""What stands on a label beside what it says: prices, pages, buttons, file endings, remarks in brackets. Pure.

Each rule has a name, a reason and an example, which is a test: the example reads otherwise once the rule is taken out.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsstand.labels.calendar_words import language_code
from newsstand.labels.fold import folded
from newsstand.labels.kinds import shape
from newsstand.labels.tokens import Token


class Example(NamedTuple):
    label: str
    edtf: str | None
    languages: tuple[str, ...] = ()
    publication: str | None = None
    volume: str | None = None
    issue: str | None = None
    order: str | None = None


class TextRule(NamedTuple):
    """What `pattern` finds in a label's text gives way to `replacement`."""

    name: str
    marks: tuple[str, ...]
    """The label has one of these, or the rule need not be tried."""
    pattern: re.Pattern[str]
    replacement: str
    example: Example


class TokenRule(NamedTuple):
    """What `pattern` finds in a label's shape gives way to what `act` makes of its tokens; None leaves them."""

    name: str
    needs: frozenset[str]
    """All of these kinds stand in the shape, or the rule need not be tried."""
    pattern: re.Pattern[str]
    act: Callable[[re.Match[str], list[Token]], list[Token] | None]
    example: Example
    languages: frozenset[str] | None = None
    """The rule is for labels in these languages alone; None: for all."""
    order: str | None = None
    """The rule is for labels of this order of day and month alone; None: for all."""


TEXT_RULES = (
    TextRule(
        # Archives offer editions as files.
        "file ending",
        (".",),
        re.compile(r"\.(?:pdf|epub|mobi|azw3|cb[rz7]|djvu|zip|jpe?g|html?)$", re.I),
        "",
        Example("24(2) March 1990.pdf", "1990-03", volume="24", issue="2"),
    ),
    TextRule(
        # The day as printed, in the time zone it was printed for.
        "time of an ISO day",
        ("T0", "T1", "T2"),
        re.compile(r"(?<=\d\d\d\d-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)"),
        "",
        Example("2026-08-13T00:00:00Z", "2026-08-13"),
    ),
    TextRule(
        "price",
        ("$", "€", "£", "¥", "₹", "₩", "₽"),
        re.compile(
            r"[\s,|·(-]+(?:(?:US|CA|AU?|NZ)?[$€£¥₹₩₽]\s?\d{1,4}(?:[.,]\d\d)?|\d{1,4}(?:[.,]\d\d)?\s?[$€£¥₹₩₽])\)?$"
        ),
        "",
        Example("May 13, 2024 $4.99", "2024-05-13"),
    ),
    TextRule(
        # "No .8", "H . 5": typesetting.
        "dot after a space",
        (" .",),
        re.compile(r"(?<=[^\W\d_]) \.(?=\s?\d)"),
        ".",
        Example("H . 5, 2003", "2003", ("de",), issue="5"),
    ),
    TextRule(
        "button on a number",
        (" to", " now", " more", " issue", " edition", " this"),
        re.compile(r"(?<=\d)(?=[A-Z][a-z]{2,} (?:to|now|more|issue|edition|this)\b)"),
        " ",
        Example("2018 May 27Add to Favorites", "2018-05-27"),
    ),
)


MARKED = re.compile(r"\.[A-Za-z]|[$€£¥₹₩₽]|\dT\d| \.|\d[A-Z][a-z]")
"""A text without any of this is changed by no rule for texts."""


def tidy_text(text: str, fired: list[str]) -> str:
    """`text` by the rules above; the names of those that changed it go to `fired`."""
    if not MARKED.search(text):
        return text
    for rule in TEXT_RULES:
        if any(mark in text for mark in rule.marks):
            changed = rule.pattern.sub(rule.replacement, text)
            if changed != text:
                fired.append(rule.name)
                text = changed
    return text


def special(token: Token) -> Token:
    """A token that says nothing, where one that was taken out must not let its neighbours meet."""
    return Token("s", 0, token.printed, token.glued)


def dropped(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return []


def silenced(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return [special(tokens[0])]


def one_half(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """The first of two halves that are printed alike; None where they differ."""
    size = len(tokens) // 2
    first, second = tokens[:size], tokens[-size:]
    if [folded(token.printed) for token in first] != [folded(token.printed) for token in second]:
        return None
    return first


def without_repeated_year(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    return tokens[2:] if tokens[0].value == tokens[-1].value else None


def without_code(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """The tokens without "B11/93" where 93 is the year behind it."""
    year = next(token for token in tokens if token.kind == "Y")
    return [special(tokens[0]), *tokens[3:]] if tokens[2].value == year.value % 100 else None


def without_day_edition(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return tokens[: found.end("date") - found.start()]


def month_of_year(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """A year and the number behind it as its month; None where the number is none."""
    year, number = tokens[0], tokens[2]
    if not 1 <= number.value <= 12:
        return None
    return [year, Token("M", number.value, number.printed, False)]


def as_span(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """Two months with a dash for their slash; None where they follow each other and need none."""
    first, last = tokens[0], tokens[-1]
    if last.value - first.value < 2:
        return None
    return [first, Token("-", 0, "/", True), last]


def as_month(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    number = next(token for token in reversed(tokens) if token.kind == "D")
    if not 1 <= number.value <= 12:
        return None
    return [Token("M", number.value, number.printed, tokens[0].glued)]


def as_iso_day(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """A year, a month and a day of two digits each with dashes between them; None where they are none."""
    year, month, day = tokens
    if len(month.printed) < 2 or len(day.printed) < 2 or month.value > 12:
        return None
    dash = Token("-", 0, "-", True)
    return [year, dash, month, dash, day]


def months_with_year(found: re.Match[str], tokens: list[Token]) -> list[Token] | None:
    """ "(2019): July - December" as "July - December 2019"; None where the months have another year of their own."""
    months = tokens[found.start("months") - found.start() : found.end("months") - found.start()]
    year, again = tokens[1], tokens[-1]
    if again.kind == "Y" and again.value != year.value:
        return None
    return [*(token for token in months if token.kind != "."), year]


def without_dots(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind != "."]


def without_part(found: re.Match[str], tokens: list[Token]) -> list[Token]:
    return tokens[: found.end("numbered") - found.start()]


TOKEN_RULES = (
    TokenRule(
        # Arabic newspapers print the Hijri day and the day itself: "5 رمضان 1443هـ - 6 أبريل 2022م".
        "lunar day beside the day",
        frozenset("LMY"),
        shape(
            r"small? lunar_month [large mixed] unknown? \)? [- ~ / | , =]?  (?= .* month .* year)"
            r" | [- ~ / | , (]? small? lunar_month [large mixed] unknown? \)? $"
        ),
        dropped,
        Example("الأربعاء 5 رمضان 1443هـ - 6 أبريل 2022م", "2022-04-06", ("ar",)),
    ),
    TokenRule(
        # How old a publication is: "50th Anniversary Issue", "75 Jahre".
        "years of an anniversary",
        frozenset("y"),
        shape(r"[count rank day] \.? anniversary_word"),
        silenced,
        Example("75 Jahre Sonderheft 2021", "2021", ("de",)),
    ),
    TokenRule(
        "part of a volume",
        frozenset("b"),
        shape(
            r"(?P<numbered> [volume_word issue_word number_word] [. :]? [count roman]) ,? part_word \.? [count roman]"
            r" (?= [, : ; ( |] | $)"
        ),
        without_part,
        Example("Vol. 45, Pt. 2, 1985", "1985", volume="45"),
    ),
    TokenRule(
        # Open Journal Systems prints the months of a volume so.
        "(year): months",
        frozenset("(:"),
        shape(r"\( year \) : (?P<months> [month season] \.? (?: [- ~ / &] [month season] \.? )? ) ,? year? $"),
        months_with_year,
        Example("Vol. 3 No. 2 (2019): July - December", "2019-07/2019-12", volume="3", issue="2"),
    ),
    TokenRule(
        # File names have dots for spaces: "The.Courier-May.11.2020".
        "month.day.year",
        frozenset("M.Y"),
        shape(r"month \. [small day] \. year"),
        without_dots,
        Example("May.11.2020", "2020-05-11"),
    ),
    TokenRule(
        "year month day in two digits",
        frozenset("YD"),
        shape(r"(?<! [number - / . ,]) year small small (?! [number - / . : month])"),
        as_iso_day,
        Example("Courier_2020_05_15", "2020-05-15"),
    ),
    TokenRule(
        # "2020年·第3期": elsewhere a middle dot in Chinese joins two days.
        "middle dot before a number",
        frozenset("&#"),
        shape(r"(?<= year) & (?= number_word)"),
        dropped,
        Example("2020年·第3期", "2020", ("zh",), issue="3"),
    ),
    TokenRule(
        "month by number",
        frozenset("m"),
        shape(r"month_word small"),
        as_month,
        Example("ngày 5 tháng 3 năm 2024", "2024-03-05", ("vi",)),
    ),
    TokenRule(
        # Koreans print "2008. 8." for August 2008, with a space behind the dot.
        "Korean month",
        frozenset("Y."),
        shape(r"year \. small \.? $"),
        month_of_year,
        Example("제18권 제2호, 2008. 8", "2008-08", ("ko",), volume="18", issue="2"),
        frozenset(["ko"]),
    ),
    TokenRule(
        # Brazil's standard for references (ABNT NBR 6023) joins the first month and the last with a slash.
        "slash for a span of months",
        frozenset("M/Y"),
        shape(r"month \.? / month (?= \.? year)"),
        as_span,
        Example("n. 32, jan./abr. 2016", "2016-01/2016-04", ("pt",), issue="32"),
        frozenset(["pt"]),
    ),
    TokenRule(
        # "العدد (445) - اصدار (12-1995)": the issue has its number, so this one is the month.
        "edition (month-year)",
        frozenset("(Y-"),
        shape(r"(?<= edition_word \( ) small (?= - year \) $)"),
        as_month,
        Example("العدد (445) - اصدار (12-1995)", "1995-12", ("ar",), issue="445"),
    ),
    TokenRule(
        "month/year",
        frozenset("Y"),
        shape(r"(?<! [number - / . year month]) small (?= [-/.] year (?! [- / . number])) "),
        as_month,
        Example("01/2025", "2025-01", order="MY"),
        order="MY",
    ),
    TokenRule(
        "year, month/day",
        frozenset("Y/"),
        shape(r"(?<= year) small / (?= small special)"),
        as_month,
        Example("2012年2/4号", "2012-02-04", ("ja",), order="YMD"),
        order="YMD",
    ),
    TokenRule(
        "printed twice",
        frozenset("Y"),
        shape(r"^ (?= .* year .* year ) (?=.*[month season week quarter small]) (.{2,}) [- ~ / , | : ]? .{2,} $"),
        one_half,
        Example("May 2024 May 2024", "2024-05"),
    ),
    TokenRule(
        # "Page 3 May 2024" may be the third of May: the pages end at a sign, a volume or the label's end.
        "pages",
        frozenset("p"),
        shape(
            r"[, | middle_dot (]* page_word \.? count (?: [-~&] count )* \)?"
            r" (?= $ | [, | ; / : (] | volume_word | number_word | issue_word )"
        ),
        dropped,
        Example("Feb. 1997, pp. 36–45", "1997-02"),
    ),
    TokenRule(
        "page behind a dot",
        frozenset("·Y"),
        shape(r"(?<= year) middle_dot count $"),
        dropped,
        Example("May 25, 1916 · 1", "1916-05-25"),
    ),
    TokenRule(
        # Behind a whole numeric day a number is a page, or counts the day's editions.
        "number behind a day",
        frozenset("Y,"),
        shape(r"(?<= number [-/.] number [-/.] year) , number $"),
        dropped,
        Example("6.4.2006, 15", "2006-04-06", ("de",)),
    ),
    TokenRule(
        "edition of a day",
        frozenset("Y"),
        shape(r"^ (?P<date> year - number - number) ,? [issue_word edition_word] \.? number $"),
        without_day_edition,
        Example("1897-01-08, ed. 2", "1897-01-08"),
    ),
    TokenRule(
        # The edition of a daily that closes late: the day is the same.
        "late edition",
        frozenset("jY"),
        shape(r"(?<= year) [, - ~ | (]+ inexact (?: unknown | edition_word | special )+ \)? $"),
        silenced,
        Example("November 02, 2024 – Late Edition", "2024-11-02"),
    ),
    TokenRule(
        "remark in brackets",
        frozenset("("),
        shape(
            r"\( (?: of count"
            r" | [counting of unknown mixed special edition_word count , . - ']* [unknown mixed]"
            r" [^ year month season () ]* ) \)"
        ),
        silenced,
        Example("Courier #01 (of 07) (2021)", "2021", issue="01"),
    ),
    TokenRule(
        "year given twice",
        frozenset("Y,"),
        shape(r"^ year , (?: . (?! year))* month year $"),
        without_repeated_year,
        Example("2017, vol. 11, juin 2017", "2017-06", ("fr",), volume="11"),
    ),
    TokenRule(
        "issue code with its year",
        frozenset("a/Y"),
        shape(r"^ mixed / number .* year"),
        without_code,
        Example("B11/93 12. März 1993", "1993-03-12", ("de",)),
    ),
    TokenRule(
        # Library holdings print "2017:Nov/Dec" and "1963:OCT.19" (ANSI/NISO Z39.71).
        "colon between year and month",
        frozenset("Y:"),
        shape(r"(?<= year) : (?= month | season | number_word | volume_word )"),
        dropped,
        Example("2017:Nov/Dec", "2017-11/2017-12"),
    ),
)


def tidy(tokens: list[Token], languages: tuple[str, ...], order: str | None, fired: list[str]) -> list[Token]:
    """`tokens` by the rules above, in their turn; the names of those that changed them go to `fired`.

    `languages`: tags that the label is known to be in. `order`: of its numeric dates, where that is known.
    """
    kinds = "".join([token.kind for token in tokens])
    if not is_touched(kinds):
        return tokens
    known = frozenset(kinds)
    for rule in TOKEN_RULES:
        if not rule.needs <= known:
            continue
        if rule.order and rule.order != order:
            continue
        if rule.languages and rule.languages.isdisjoint(map(language_code, languages)):
            continue
        start = 0
        while found := rule.pattern.search(kinds, start):
            begin, end = found.span()
            made = rule.act(found, tokens[begin:end])
            if made is None:
                break
            tokens = [*tokens[:begin], *made, *tokens[end:]]
            kinds = "".join([token.kind for token in tokens])
            start = begin + len(made)
            fired.append(rule.name)
    if LEFT_OVER.keys().isdisjoint(kinds):
        return tokens
    return [token._replace(kind=left_over(token)) if token.kind in LEFT_OVER else token for token in tokens]


@lru_cache(maxsize=4096)
def is_touched(kinds: str) -> bool:
    """Whether any rule may change tokens of that shape. Labels are many, their shapes are few."""
    known = frozenset(kinds)
    return not LEFT_OVER.keys().isdisjoint(known) or any(
        rule.needs <= known and rule.pattern.search(kinds) for rule in TOKEN_RULES
    )


LEFT_OVER = {"p": "cc", "m": "xx", "·": "||", "b": "cs", "y": "sc", "L": "zz"}
"""What is left of words and signs that only these rules know, by value: "Part 3" counts, "Supplement" does not."""


def left_over(token: Token) -> str:
    return LEFT_OVER[token.kind][token.value]


def examples() -> Sequence[tuple[str, Example]]:
    return [(rule.name, rule.example) for rule in (*TEXT_RULES, *TOKEN_RULES)]
