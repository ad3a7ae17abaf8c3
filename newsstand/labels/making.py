"""What the rules of steps.py make of the tokens that their patterns find: the parts of a date (parts.py). Pure.

None leaves the tokens as they are; NoDateError says that they name no date, or more than one.
"""

from newsstand.labels import kinds, spans
from newsstand.labels.meaning import AMBIGUOUS, UNKNOWN_FORM, NoDateError
from newsstand.labels.parts import Day, Month, Numeric, Part, Parts, Season, Years
from newsstand.labels.spans import Span
from newsstand.labels.tokens import Token
from newsstand.labels.vocabulary import UNSURE_WEEK

MOST_QUARTERS = 4
SIGNS = frozenset("-/.~&,")
COUNTING = frozenset([kinds.MONTH_HALF, kinds.ORDINAL, kinds.ROMAN, kinds.DAY, kinds.SMALL])
"""What counts halves and quarters."""
WEEK_NUMBERS = kinds.COUNTS | {kinds.DAY, kinds.RANK}


def values(parts: Parts) -> list[int]:
    """Numbers of the tokens that are no signs."""
    return [part.value for part in parts if part.kind not in SIGNS]


def one_month(parts: Parts) -> Token | None:
    """Arabic labels print both names of a month: "شباط/فبراير 2024"."""
    last: Token = parts[-1]
    return last if parts[0].value == last.value else None


def week(parts: Parts) -> Span:
    numbers = [part.value for part in parts if part.kind in WEEK_NUMBERS]
    year = next(part.value for part in parts if part.kind == kinds.YEAR)
    unsure = any(part.kind == kinds.WEEK and part.value == UNSURE_WEEK for part in parts)
    if unsure and numbers[0] <= MOST_QUARTERS:
        raise NoDateError(AMBIGUOUS)
    first = spans.week(year, numbers[0])
    if len(numbers) == 1:
        return first
    is_double = any(part.kind in (kinds.SLASH, kinds.AND) for part in parts[:-2])
    if is_double and numbers[1] != numbers[0] + 1:
        raise NoDateError(AMBIGUOUS)
    return spans.interval(first, spans.week(year, numbers[1]))


def quarter(parts: Parts) -> Span:
    numbers = [part.value for part in parts if part.kind in COUNTING]
    year = next(part.value for part in parts if part.kind == kinds.YEAR)
    first, *rest = (spans.quarter(year, number) for number in numbers)
    return spans.interval(first, rest[0]) if rest else first


def half(parts: Parts) -> Span:
    numbers = {part.kind: part.value for part in parts}
    number = next(part.value for part in parts if part.kind in COUNTING)
    if number > 2 or not 1 <= numbers[kinds.MONTH] <= 12:
        raise NoDateError(UNKNOWN_FORM)
    return spans.fortnight(numbers[kinds.YEAR], numbers[kinds.MONTH], number)


def day_month_year(parts: Parts) -> Day:
    day, month, year = values(parts)
    return Day(year, month, day, "DMY")


def month_day_year(parts: Parts) -> Day:
    month, day, year = values(parts)
    return Day(year, month, day, "MDY")


def year_month_day(parts: Parts) -> Day:
    year, month, day = values(parts)
    return Day(year, month, day, "YMD")


def year_day_month(parts: Parts) -> Day:
    year, day, month = values(parts)
    return Day(year, month, day, "YMD")


def numeric_year_first(parts: Parts) -> Day:
    year, month, day = values(parts)
    return Day(year, month, day, "ISO")


def numeric(parts: Parts) -> Numeric:
    return Numeric(*values(parts))


def eight_digits(parts: Parts) -> Day | None:
    text = parts[0].printed
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    return Day(year, month, day, "ISO") if 1700 <= year < 2100 else None


def split_year(parts: Parts) -> Years | None:
    """Consecutive years only. 2010/11 could be a month, and a dash before a month's number makes it one."""
    first, sign, last = parts
    if len(last.printed) != 2 or sign.kind == kinds.RANGE or last.value != (first.value + 1) % 100:
        return None
    return None if 1 <= last.value <= 12 else Years(first.value, first.value + 1)


def years_that_follow(parts: Parts) -> Years | None:
    first, _, last = parts
    return Years(first.value, last.value) if last.value == first.value + 1 else None


def season_year(parts: Parts) -> Season:
    return in_year(parts[0], parts[-1], "SY")


def year_season(parts: Parts) -> Season:
    return in_year(parts[-1], parts[0], "YS")


def in_year(season: Token, year: Part, form: str) -> Season:
    """A season with its year, or a winter with its two. Raises NoDateError: no other season has two."""
    if not isinstance(year, Years):
        return Season(year.value, season.value, form)
    if season.value != spans.WINTER:
        raise NoDateError(AMBIGUOUS)
    return Season(year.first, season.value, form)


def month_year(parts: Parts) -> Month:
    month, year = values(parts)
    return Month(year, month, "MY")


def year_month(parts: Parts) -> Month:
    year, month = values(parts)
    return Month(year, month, "YM")


def year_number(parts: Parts) -> Month | None:
    """ "2024-08" is August; "2010/11" may be November or two years, and raises NoDateError."""
    year, sign, number = parts
    if len(number.printed) != 2 or number.value > 12:
        return None
    if sign.kind == kinds.SLASH and number.value == (year.value + 1) % 100:
        raise NoDateError(AMBIGUOUS)
    return Month(year.value, number.value, "YM")
