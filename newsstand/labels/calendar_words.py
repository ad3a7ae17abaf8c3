"""Names of months and weekdays by language, in the forms and abbreviations that dates use. The one door to dateparser.

dateparser carries CLDR's words as plain tables, with case forms and spellings added. Its parser is not used, and not
imported: that takes longer than to read the labels of a publication.
"""

from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pkgutil import iter_modules
from typing import Any

TABLES = "data/date_translation_data"
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALIASES = {"no": "nb", "iw": "he", "in": "id"}
"""Language codes that go by another: Norwegian, and two that ISO 639 renamed. The one place that says so."""


@lru_cache(maxsize=1)
def folder() -> str:
    """Where the tables are, a module for each language."""
    package = find_spec("dateparser")
    assert package
    assert package.submodule_search_locations
    return f"{package.submodule_search_locations[0]}/{TABLES}"


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """Codes of all languages that have a table."""
    return frozenset(module.name for module in iter_modules([folder()]))


def language_code(tag: str) -> str | None:
    """The code of the table for a language tag: "pt-BR" -> "pt", "no" -> "nb"; None where there is no table."""
    code = tag.replace("_", "-").split("-")[0].casefold()
    code = ALIASES.get(code, code)
    return code if code in known_languages() else None


def is_language(tag: str) -> bool:
    """Whether a language tag is one that months and weekdays are known of."""
    return language_code(tag) is not None


@lru_cache(maxsize=1)
def table(language: str) -> dict[str, Any]:
    """The words of a language by what they name: "january", "monday". Asked for twice, and then no more."""
    spec = spec_from_file_location(f"{__name__}.{language}", f"{folder()}/{language}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, Any] = module.info
    return found


def month_words(language: str) -> list[tuple[str, int]]:
    """(word, 1-12) of every name of a month, as CLDR writes them; a word may name two."""
    info = table(language)
    return [(word, number) for number, name in enumerate(MONTHS, 1) for word in info.get(name, ())]


def weekday_words(language: str) -> list[tuple[str, int]]:
    """(word, 0-6, Monday first) of every name of a weekday."""
    info = table(language)
    return [(word, number) for number, name in enumerate(WEEKDAYS) for word in info.get(name, ())]
