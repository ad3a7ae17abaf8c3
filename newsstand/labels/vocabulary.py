"""The words a label may use, by the languages that are tried: words.toml, and CLDR's names of months and weekdays.

A word is a pair of its kind (kinds.py) and its value. Pure.
"""

import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from newsstand.labels import kinds
from newsstand.labels.calendar_words import (
    MONTHS,
    WEEKDAYS,
    known_languages,
    language_code,
    month_words,
    weekday_words,
)
from newsstand.labels.fold import folded, plain

Word = tuple[str, int]
"""A kind (kinds.py) and its value."""
LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "nb", "sv", "da", "pl", "ru", "tr", "ar", "hi", "ja", "zh", "ko",
    "el", "cs", "sk", "hu", "fi", "et", "lv", "lt", "ro", "bg", "hr", "sr", "sl", "uk", "be", "he", "fa", "id", "ms",
    "vi", "th", "ca", "gl", "eu", "cy", "ga", "is", "bn", "ta", "te", "ml", "gu", "mr", "ur", "sw", "af",
)  # fmt: skip
"""The languages with words of our own. Of any other, the months and weekdays alone are known."""

COUNTS_YEARS = 1
"""Value of a word for a volume behind or before which a year is a year: "Año 2024"."""
NOUN = 1
"""Value of a word for a number that is one of a season or feast as well: "Christmas Number 1924"."""
EDITION, SPECIAL_EDITION = 1, 2
"""Values of words for an edition: before the first a whole date is a date, before the second a year is a year."""
FROM = 1
"""Value of a word that blurs a date unless a range follows: "from 2 to 8 November"."""
SUPPLEMENT, YEARS_OLD = 1, 1
"""Values of words for a part that names an edition as well, and for years that count nothing without a number."""

KINDS: dict[str, Word] = {
    **{name: (kinds.SEASON, 21 + at) for at, name in enumerate(("spring", "summer", "autumn", "winter"))},
    **{name: (kinds.ORDINAL, 1 + at) for at, name in enumerate(("first", "second", "third", "fourth"))},
    "volume": (kinds.VOLUME_WORD, 0),
    "years": (kinds.VOLUME_WORD, COUNTS_YEARS),
    "issue": (kinds.ISSUE_WORD, 0),
    "number": (kinds.NUMBER_WORD, 0),
    "number_noun": (kinds.NUMBER_WORD, NOUN),
    "edition": (kinds.EDITION_WORD, EDITION),
    "special_issue": (kinds.EDITION_WORD, SPECIAL_EDITION),
    "week": (kinds.WEEK, 0),
    "quarter": (kinds.QUARTER, 0),
    "half": (kinds.HALF, 0),
    "first_half": (kinds.MONTH_HALF, 1),
    "second_half": (kinds.MONTH_HALF, 2),
    "of": (kinds.OF, 0),
    "to": (kinds.RANGE, 0),
    "and": (kinds.AND, 0),
    "page": (kinds.PAGE_WORD, 0),
    "term": (kinds.TERM, 0),
    "month_word": (kinds.MONTH_WORD, 0),
    "part": (kinds.PART_WORD, 0),
    "supplement": (kinds.PART_WORD, SUPPLEMENT),
    "anniversary": (kinds.ANNIVERSARY_WORD, 0),
    "anniversary_years": (kinds.ANNIVERSARY_WORD, YEARS_OLD),
    "lunar_month": (kinds.LUNAR_MONTH, 0),
    "inexact": (kinds.INEXACT, 0),
    "from": (kinds.INEXACT, FROM),
    "relative": (kinds.RELATIVE, 0),
    "counting": (kinds.COUNTING, 0),
    "special": (kinds.SPECIAL, 0),
    "doubtful": (kinds.DOUBTFUL, 0),
    **{name: (kinds.MONTH, number) for number, name in enumerate(MONTHS, 1)},
    **{name: (kinds.WEEKDAY, number) for number, name in enumerate(WEEKDAYS)},
}
"""Key of the tables of words -> what its words are."""
LETTER_KINDS: dict[str, Word] = {
    "volume_letter": (kinds.VOLUME_WORD, 0),
    "number_letter": (kinds.NUMBER_WORD, 0),
    "week_letter": (kinds.WEEK, 0),
    "quarter_letter": (kinds.QUARTER, 0),
    "of_letter": (kinds.OF, 0),
}
NOT_A_MONTH = frozenset(["spring", "summer", "autumn", "winter", "doubtful"])
"""Words of these kinds are no month, if CLDR has them for one: Finnish "kesä" is summer, June in longer words;
Welsh "Hydref" is October and autumn, and therefore neither."""
SMALL_KINDS = frozenset([kinds.OF, kinds.RANGE, kinds.AND])
"""The small words within a date, which may be short even where nobody asked for their language."""
OTHERS_KINDS = SMALL_KINDS | {
    kinds.MONTH, kinds.SEASON, kinds.ORDINAL, kinds.MONTH_HALF, kinds.WEEKDAY, kinds.VOLUME_WORD, kinds.ISSUE_WORD,
    kinds.EDITION_WORD, kinds.NUMBER_WORD, kinds.WEEK, kinds.QUARTER, kinds.HALF, kinds.TERM, kinds.DOUBTFUL,
    kinds.LUNAR_MONTH, kinds.INEXACT,
}  # fmt: skip
"""What is taken from languages that nobody asked for."""
DATED = frozenset([kinds.MONTH, kinds.SEASON])
BLURRING = frozenset([kinds.INEXACT, kinds.DOUBTFUL])
UNKNOWN: Word = (kinds.UNKNOWN, 0)
UNSURE_WEEK = 1
"""Value of "KW" without a language: a week in German, a quarter in Polish."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    words: dict[str, Word]
    """folded word -> what it is."""
    letters: dict[str, Word]
    """Letters that are a word only where a number follows at once."""
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]]
    """first word -> (the words after it, what they are together), the longest first."""
    feasts: frozenset[str]
    """Months that name a special edition as well: "Jul", Norwegian July and Christmas."""
    weekdays: dict[str, Word]
    """Months that are weekdays as well: "mar", French March and Tuesday."""

    is_english: bool
    """English is given, and no other language."""

    def may_misspell(self, word: str) -> bool:
        """Whether a month or season is one slip of the pen away from `word`: "Febuary", "Ocotber"."""
        return len(word) > 4 and not self.slips.isdisjoint(slips_of(word))

    @cached_property
    def slips(self) -> frozenset[str]:
        long = (word for word, (kind, _) in self.words.items() if kind in DATED and len(word) > 4)
        return frozenset(slip for word in long for slip in slips_of(word))


def slips_of(word: str) -> set[str]:
    """`word` and `word` without any one of its letters: two words that share one of these are a slip apart."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(min(len(word), 20)))}


WORDS = ("words.toml", "words_others.toml")


@lru_cache(maxsize=1)
def own_words() -> dict[str, dict[str, list[str]]]:
    tables = [tomllib.loads(files("newsstand.labels").joinpath(name).read_text("utf-8")) for name in WORDS]
    return tables[0] | tables[1]


@lru_cache(maxsize=256)
def layers(language: str) -> tuple[dict[str, Word], dict[str, Word], dict[str, Word]]:
    """(months, own words, weekdays) of a language, folded. Where a word is two, the earlier one counts."""
    months: dict[str, Word] = {}
    own: dict[str, Word] = {}
    weekdays: dict[str, Word] = {}
    for word, number in month_words(language):
        if not any(character.isdigit() for character in word):
            months.setdefault(folded(plain(word)).rstrip(".॰"), (kinds.MONTH, number))
    for word, number in weekday_words(language):
        key = folded(word).rstrip(".॰")
        if len(key) > (2 if is_latin(key) else 1) and "(" not in key:
            weekdays.setdefault(key, (kinds.WEEKDAY, number))
    for name, spellings in own_words().get(language, {}).items():
        kind = KINDS.get(name)
        for spelling in spellings if kind else ():
            layer = months if name in MONTHS else weekdays if name in WEEKDAYS else own
            key = folded(plain(spelling))
            layer.setdefault(key, kind)  # type: ignore[arg-type]
            if name in NOT_A_MONTH:
                months.pop(key, None)
    return months, own, weekdays


def is_latin(word: str) -> bool:
    return word < "\u0250"


@lru_cache(maxsize=64)
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The words of `languages` (tags; unknown ones are passed over) and of English; then those of all others that
    nobody can mistake: in another script, or, where no language is given, of four letters and more. Of two meanings
    the earlier language's counts.
    """
    given = [code for code in map(language_code, languages) if code]
    tried = list(dict.fromkeys([*given, "en"]))
    words: dict[str, Word] = {}
    for layer in range(3):
        for language in tried:
            for word, meaning in layers(language)[layer].items():
                words.setdefault(word, meaning)
    for word, meaning in words_of_others(tuple(tried)).items():
        if not is_latin(word) or not given:
            words.setdefault(word, meaning)
    letters = {
        spelling: meaning
        for language in reversed(tried)
        for name, meaning in LETTER_KINDS.items()
        for spelling in own_words().get(language, {}).get(name, [])
    }
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for word in [word for word in words if " " in word or "/" in word or "." in word]:
        meaning = words.pop(word)
        first, *rest = word.replace("/", " / ").replace(".", " . ").split()
        phrases.setdefault(first, []).append((tuple(rest), meaning))
    for found in phrases.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    own_layers = [layers(language) for language in tried]
    feasts = {word for months, own, _ in own_layers for word in months if own.get(word, UNKNOWN)[0] == kinds.SPECIAL}
    twins = {
        word: day for *_, days in own_layers for word, day in days.items() if words.get(word, UNKNOWN)[0] == kinds.MONTH
    }
    return Vocabulary(words, letters, phrases, frozenset(feasts), twins, given == ["en"])


@lru_cache(maxsize=64)
def words_of_others(tried: tuple[str, ...]) -> dict[str, Word]:
    """Words of the languages with words of our own that are not tried: those that mean one thing in all of them."""
    found = dict(words_of_all())
    for word in {word for language in tried for layer in layers(language) for word in layer} & found.keys():
        meant = {meaning for language, meaning in meanings_abroad()[word] if language not in tried}
        if meant:
            found[word] = one_of(word, meant)
        else:
            del found[word]
    return found


@lru_cache(maxsize=1)
def words_of_all() -> dict[str, Word]:
    """The same where none of the languages is tried."""
    return {word: one_of(word, {meaning for _, meaning in found}) for word, found in meanings_abroad().items()}


def one_of(word: str, meant: set[Word]) -> Word:
    """What a word is taken for that means all of these."""
    if word in own_words()["doubtful"]["words"]:
        return kinds.DOUBTFUL, 0
    if word == "kw":
        return kinds.WEEK, UNSURE_WEEK
    return min(meant) if len(meant) == 1 else (kinds.DOUBTFUL, 0)


@lru_cache(maxsize=1)
def meanings_abroad() -> dict[str, list[tuple[str, Word]]]:
    """Each word that may be known in a label of another language: the languages that have it, and what it means."""
    found: dict[str, list[tuple[str, Word]]] = {}
    unmistakable = frozenset(own_words()["unmistakable"]["words"])
    for language in LANGUAGES:
        for layer in layers(language):
            for word, meaning in layer.items():
                if meaning[0] not in OTHERS_KINDS:
                    continue
                shortest = 1 if meaning[0] in SMALL_KINDS else 3
                if len(word) > shortest or not is_latin(word) or word in unmistakable:
                    found.setdefault(word, []).append((language, meaning))
    return found


@lru_cache(maxsize=1)
def english_months() -> frozenset[str]:
    return frozenset(layers("en")[0])


SHORTEST_INEXACT = 3


@lru_cache(maxsize=1)
def perhaps_dates() -> frozenset[str]:
    """Every word that is a month or season in any language, or makes a date inexact ("Anfang 2026"): beside a year, a
    word that nobody explained may be one."""
    months = {word for language in known_languages() for word in layers(language)[0] if len(word) > 1}
    blurring = {word for language in LANGUAGES for word, (kind, _) in layers(language)[1].items() if kind in BLURRING}
    others = {folded(word) for word in own_words()["other_calendars"]["words"]}
    return frozenset(months | seasons() | others | {word for word in blurring if len(word) > SHORTEST_INEXACT})


@lru_cache(maxsize=1)
def seasons() -> frozenset[str]:
    """Every word for a season that is known of any language, dated or not."""
    dated = {word for language in LANGUAGES for word, (kind, _) in layers(language)[1].items() if kind == kinds.SEASON}
    return frozenset(dated | {folded(word) for word in own_words()["seasons"]["words"]})


@lru_cache(maxsize=1)
def season_starts() -> tuple[str, ...]:
    """Starts of words that may be glued to a season's: "Herbstausgabe"."""
    return tuple(sorted(word for word in seasons() if len(word) > 4))


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Words that follow their number: "月" -> "month"."""
    return {
        spelling: name.removeprefix("unit_")
        for language in ("ja", "zh", "ko")
        for name, spellings in own_words()[language].items()
        if name.startswith("unit_")
        for spelling in spellings
    }


@lru_cache(maxsize=1)
def eras() -> dict[str, int]:
    """Era -> the year before its first: 令和6年 is 2018 + 6."""
    return {
        spelling: int(name.removeprefix("era_"))
        for language in ("ja", "zh")
        for name, spellings in own_words()[language].items()
        if name.startswith("era_")
        for spelling in spellings
    }


@lru_cache(maxsize=1)
def ordinal_marks() -> frozenset[str]:
    return frozenset(mark for words in own_words().values() for mark in words.get("ordinal_mark", []))
