"""The core of a label: its date parts, from the first to the last, told from the words and signs around them. Pure."""

import re
from typing import NamedTuple

from newsstand.labels.fold import folded
from newsstand.labels.kinds import shape as pattern_of
from newsstand.labels.meaning import (
    AMBIGUOUS,
    CONTRADICTION,
    INEXACT,
    NO_DATE,
    NO_YEAR,
    RELATIVE,
    TWO_DIGIT_YEAR,
    UNKNOWN_FORM,
    NoDateError,
)
from newsstand.labels.orders import span_of
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token, is_word
from newsstand.labels.vocabulary import Vocabulary, english_months, perhaps_dates, season_starts

YEARS_AMONG_WORDS = range(2001, 2041)
"""Years that name an edition among unknown words: those of "Titanic 1912" and "Expo 2047" are their subject, and
2000 is as often a number ("2000 words", "Warhammer 2000")."""
PLAIN = str.maketrans("iev#srut;·", "eeeeexNx||")
"""Words for editions that no number followed are noise."""
SIGNS = "-~/&,.()':;|"

WEEK_OF = re.compile(r"k(?=[.:~|]*f+(?![Yf]))")
WEEKDAYS = re.compile(r"W(?:[-~/&,.()]*W)*")
SMALL = re.compile(
    r"f|(?<![Do]),|,(?![Do])"
    r"|(?<![DnNYoR])\.|\.(?![DnNYoR])"
    r"|\((?![oDn]\))|(?<!\([oDn])\)"
    r"|(?<![MSDo])'|'(?![Dn])"
    r"|(?<=~)&"
)
"""Small words and signs of no meaning. A comma counts between days, a dot between numbers, a quote before the end of
a year; brackets around a lone number make it something else than a day."""
PLAIN_SHAPE = frozenset("DMYSxe-~/")
"""Shapes of these alone are as they will be."""
COUNTING = re.compile(r"c(?=[-~:.]*[DnNo])")
ORDINALS = re.compile(
    r"(?<=M)[OR](?=[Yh])|(?<=M[-~])[OR](?=Y)|(?<=Y)[OR](?=[hq]|$)|(?<=YM)[OR](?=h|$)|(?<=Y[-~])[OR](?=h|$)|[OR](?=[hq])|(?<=q)[OR]"
    r"|(?<=D[-/.])R(?=[-/.]Y)"
)
"""Where a word like "second" counts halves or quarters, or a roman numeral is a month."""
MAYBE_ORDINALS = re.compile(r"[OR](?=M)|(?<=[MY])(?<![Don]MY)(?<!M[Don]Y)[OR](?=e)")
WEEKS = re.compile(r"(?<=[DnoON])k|(?<=[Do]\.)k|k(?=[-~.:]*[DnoOMNR])")
QUARTERS = re.compile(r"(?<=[DnoOR])q|(?<=[Do]\.)q|q(?=[-~.:]*[DnoOR])")
HALVES = re.compile(r"(?<=[DoORM])h|(?<=[Do]\.)h|h(?=[-~.:]*[DoORM])")
CORE = re.compile(r"[YDnNIoMSFOkqhR](?:.*[YDnNIoMSFOkqhR])?")
COUNTED = re.compile(r"[xe]\.?D,M|x\.D[.,]?M")
"""A number between an unknown word and a month that may count something else: "Supplement 3, May", "Pt. 3 May"."""
EDITION = re.compile(r"(?<![Don][MS])(?<=[MS])[-~|]?e+[-~|]?(?=Y)|(?<=Y)[-~|]?e+[-~|]?(?=[MS])")


SHORT = re.compile(r"[Dn]([-/.])[Dn]\1[Dn]")


WEEK_AND_DAYS = re.compile(r"(k[.:]?[Dno]|[Dno][.]?k)\([^()]*M[^()]*Y\)")


class Core(NamedTuple):
    shape: str
    tokens: list[Token]
    around: list[Token]
    """The words before and after it."""
    weekdays: list[int]
    """Named beside the date, in order, Monday 0."""


def date_of(tokens: list[Token], words: Vocabulary, order: str | None, own_order: str | None, fired: list[str]) -> Span:
    """The span that the tokens of a label name, numbers of volume and issue taken out. Raises NoDateError.

    The names of the rules that read it go to `fired`.
    """
    try:
        kinds = "".join([token.kind for token in tokens])
        check_counted(kinds, tokens, words)
        tokens, week = without_week(tokens)
        core = core_of(tokens)
        span = span_of(core.shape, core.tokens, order, own_order, fired)
    except NoDateError as error:
        if error.reason in (NO_DATE, NO_YEAR, UNKNOWN_FORM) and any(token.kind == "r" for token in tokens):
            raise NoDateError(RELATIVE) from None
        raise
    if week and (span.precision != "day" or {day.isocalendar().week for day in (span.start, span.end)} != {week}):
        raise NoDateError(CONTRADICTION)
    if words.feasts and span.precision == "month":
        months = [folded(token.printed) for token in core.tokens if token.kind == "M"]
        if len(months) == 1 and months[0] in words.feasts:
            raise NoDateError(AMBIGUOUS)
    if "t" in kinds and span.precision != "year":
        # "Spring Term 2027" is no season.
        raise NoDateError(UNKNOWN_FORM)
    if "(" in kinds and span.precision == "month" and HALF_IN_BRACKETS.search(kinds):
        # "May 2025 (First) Special" says a half of May.
        raise NoDateError(UNKNOWN_FORM)
    if span.precision == "year":
        check_years(span, core.around, words)
        if core.weekdays and not any(is_word(token) for token in core.around):
            raise NoDateError(UNKNOWN_FORM)
    if span.precision == "day":
        check_weekdays(core.weekdays, span)
    return span


BEHIND_A_WORD = pattern_of(r"[unknown roman doubtful mixed] \.? [small day] [. ,]? of? month")


def check_counted(kinds: str, tokens: list[Token], words: Vocabulary) -> None:
    """Raises NoDateError where the number before a month stands behind a word of no known meaning: "Τεύχος 5 Μάιος".

    It counts something, or it is the day of what is named "Sunday Times 2 November 2024": that much is read of English
    alone, whose words for issues are all known, behind a name in capitals.
    """
    if "(" in kinds and BEFORE_BRACKETS.search(kinds):
        # "24 (September 2003)" is volume 24.
        raise NoDateError(AMBIGUOUS)
    if YEAR_NUMBER_WORD.search(kinds):
        # "2020/12. hét" is a week.
        raise NoDateError(UNKNOWN_FORM)
    found = BEHIND_A_WORD.search(kinds) if "M" in kinds and not UNNAMED.isdisjoint(kinds) else None
    if not found:
        return
    name, month = tokens[found.start()], tokens[found.end() - 1]
    is_english = words.is_english and folded(month.printed) in english_months()
    if not (
        is_english
        and name.kind != "z"
        and len(name.printed) > 3
        and name.printed[0].isupper()
        and name.printed.isascii()
    ):
        raise NoDateError(AMBIGUOUS)


HALF_IN_BRACKETS = pattern_of(r"[year month] \( [ordinal roman] \)")
BEFORE_BRACKETS = pattern_of(r"[small day] \( month")
YEAR_NUMBER_WORD = pattern_of(r"year [/ -] small \. [unknown doubtful mixed of]")
UNNAMED = frozenset("xRza")
DASHES = frozenset("-‐‑‒–—−")


def check_open(tokens: list[Token]) -> None:
    """Raises NoDateError("inexact") for a stretch with one end: "1944 Feb. 23-", "-Nov. 2, 1982"."""
    if len(tokens) < 2:
        return
    first, second, last = tokens[0], tokens[1], tokens[-1]
    open_end = last.kind == "~" and last.glued and last.printed in DASHES and tokens[-2].kind not in "-~"
    open_start = first.kind == "~" and first.printed in DASHES and not first.glued and second.glued and is_word(second)
    if open_start or open_end:
        raise NoDateError(INEXACT)


def without_week(tokens: list[Token]) -> tuple[list[Token], int | None]:
    """The tokens of "Week 34 (17-23 August 2026)" without the week whose days stand in brackets; and its number."""
    shape = "".join([token.kind for token in tokens])
    found = WEEK_AND_DAYS.search(shape) if "k" in shape and "(" in shape else None
    if not found:
        return tokens, None
    number = next(token.value for token in tokens[found.start() : found.end()] if token.kind in "Dno")
    return tokens[: found.start()] + tokens[found.end(1) :], number


def core_of(tokens: list[Token]) -> Core:
    """The date parts of a label. Raises NoDateError where there are none, or a word beside them blurs them."""
    shape = "".join([token.kind for token in tokens]).translate(PLAIN)
    if "D" in shape and COUNTED.search(shape):
        raise NoDateError(AMBIGUOUS)
    weekdays: list[int] = []
    if "k" in shape:
        shape = WEEK_OF.sub("j", shape)
    if "W" in shape:
        shape, weekdays = without_weekdays(shape, tokens)
    if not PLAIN_SHAPE.issuperset(shape):
        shape = SMALL.sub("_", shape)
        tokens = [token for token, kind in zip(tokens, shape, strict=True) if kind != "_"]
        shape = as_words(shape.replace("_", ""))
    found = CORE.search(shape)
    if not found:
        raise NoDateError(NO_DATE)
    start, end = found.span()
    check_edges(shape, tokens, start, end)
    core, parts = shape[start:end], tokens[start:end]
    around = tokens[:start] + tokens[end:]
    if "e" in core:
        core = EDITION.sub(lambda match: "_" * len(match[0]), core)
        parts = [token for token, kind in zip(parts, core, strict=True) if kind != "_"]
        core = core.replace("_", "")
    if "j" in core:
        raise NoDateError(INEXACT)
    if SHORT.fullmatch(core):
        raise NoDateError(TWO_DIGIT_YEAR)
    others = shape[:start] + shape[end:]
    if not set(core) & set("YMSI") or (core in ("M", "S") and set(others) & set("xacz")):
        raise NoDateError(NO_DATE)
    return Core(core, parts, around, weekdays)


def without_weekdays(shape: str, tokens: list[Token]) -> tuple[str, list[int]]:
    """The shape with weekdays beside a date blanked, others as words ("Sunday Times"); and the blanked ones."""
    weekdays = []
    for found in WEEKDAYS.finditer(shape):
        start, end = found.span()
        beside = shape[:start].rstrip(SIGNS + "f")[-1:] + shape[end:].lstrip(SIGNS + "f")[:1]
        if set(beside) & set("YDnoMNI"):
            weekdays += [token.value for token in tokens[start:end] if token.kind == "W"]
            if shape[start - 1 : start] + shape[end : end + 1] == "()":
                start, end = start - 1, end + 1
            shape = shape[:start] + "_" * (end - start) + shape[end:]
        else:
            shape = shape[:start] + found[0].replace("W", "x") + shape[end:]
    return shape, weekdays


def as_words(shape: str) -> str:
    """The shape with "x" for each word that could be part of a date but is not where it would be one."""
    if "c" in shape:
        shape = COUNTING.sub("C", shape).replace("c", "x").replace("C", "c")
    if "O" in shape or "R" in shape:
        kept = {found.start() for found in ORDINALS.finditer(shape)}
        unsure = {found.start() for found in MAYBE_ORDINALS.finditer(shape)} - kept
        shape = "".join(
            kind if kind not in "OR" or at in kept else "N" if at in unsure else "x" for at, kind in enumerate(shape)
        )
    for letter, pattern in (("k", WEEKS), ("q", QUARTERS), ("h", HALVES)):
        if letter in shape:
            shape = pattern.sub("\0", shape).replace(letter, "x").replace("\0", letter)
    return shape


def check_edges(shape: str, tokens: list[Token], start: int, end: int) -> None:
    """Raises NoDateError where the word or sign beside the core joins it to something unknown, or blurs it."""
    front, back = shape[:start], shape[end:]
    if not front and not back:
        return
    before, after = front.rstrip(SIGNS)[-1:], back.lstrip(SIGNS)[:1]
    ranging = not {"-", "~"}.isdisjoint(shape[start:end])
    opened = tokens[start - 1] if start else None
    ranged = ranging and opened and (opened.kind == "k" or (opened.kind == "j" and opened.value))
    # "from 2 to 8 May", "Semaine du 2 au 8 mai", but not "Week of 2 May"
    if after in ("j", "?") or (before == "j" and not ranged):
        raise NoDateError(INEXACT)
    if before == "c":
        raise NoDateError(UNKNOWN_FORM)
    last = tokens[start - 1] if start else None
    if last and last.kind == "~" and len(last.printed) > 1:
        raise NoDateError(INEXACT)
    bare_year = end - start == 1 or set(shape[start:end]) <= set("YDn-/")
    # A dash without spaces ties a month to what stands before or behind it, but not to a word for an edition.
    before, after = before or "e", after or "e"
    tied = (front[-1:] == "-" and before != "e") or (back[:1] == "-" and after != "e")
    if bare_year and back[:1] == ":" and "e" not in front:
        # "2001: A Space Odyssey"
        raise NoDateError(UNKNOWN_FORM)
    if (tied and not bare_year) or (front[-1:] or "x") in "/&'" or (back[:1] or "x") in "/&":
        raise NoDateError(UNKNOWN_FORM)


def check_years(span: Span, around: list[Token], words: Vocabulary) -> None:
    """Raises NoDateError where the words around a year may say more than that they name an edition."""
    kinds = {token.kind for token in around if is_word(token)}
    unknown = [token for token in around if token.kind in "xrcOR"]
    # "Week 2024": with nothing else, part of a date whose rest is lost.
    if any(token.kind in "az" for token in around) or (kinds and kinds <= set("rkqht")):
        raise NoDateError(UNKNOWN_FORM)
    if not unknown:
        return
    if span.start.year not in YEARS_AMONG_WORDS or span.end.year > span.start.year + 1:
        raise NoDateError(UNKNOWN_FORM)
    for token in unknown:
        word = folded(token.printed)
        if word in perhaps_dates() or word.startswith(season_starts()) or words.may_misspell(word):
            raise NoDateError(UNKNOWN_FORM)


def check_weekdays(weekdays: list[int], span: Span) -> None:
    """Raises NoDateError("contradiction") where a weekday is not that of the first or last day."""
    first, last = span.start.weekday(), span.end.weekday()
    fits = not weekdays or weekdays in ([first], [last]) or (weekdays[0] == first and weekdays[-1] == last)
    if not fits:
        raise NoDateError(CONTRADICTION)
