"""The sample newsstand's own words (words.toml)."""

import tomllib
from functools import lru_cache
from importlib.resources import files

RIGHT_TO_LEFT = {"ar"}


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("newsstand.demo").joinpath("words.toml").read_text("utf-8"))


def languages() -> list[str]:
    """Interface languages, as they stand before paths: `/de/…`."""
    return [name for name in table() if name != "older"]


def word(language: str, name: str, **slots: str) -> str:
    """A phrase with its slots filled: `word("de", "attribution", P="Der Deichbote", E="May 2026")`; English where the
    language lacks it. A slot without a value is printed as an unfilled template prints it."""
    phrase = table()[language].get(name) or table()["en"][name]
    for slot, value in slots.items():
        phrase = phrase.replace("{" + slot + "}", value).replace("{" + slot + " UPPER}", value.upper())
    return phrase


def older(name: str, brand: str) -> str:
    return table()["older"][name].replace("{B}", brand)


def minutes(language: str, count: int) -> str:
    """ "4 mins", "1 Minute", "10+ mins": long stories are not counted out."""
    return f"{'10+' if count > 10 else count} {word(language, 'minute' if count == 1 else 'minutes')}"
