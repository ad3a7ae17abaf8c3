"""Names of languages as newsstands print them ("Englisch") -> ISO 639-1 codes, by language_names.toml. Pure."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def codes() -> dict[str, str]:
    table: dict[str, list[str]] = tomllib.loads(files("newsstand").joinpath("language_names.toml").read_text("utf-8"))
    return {name: code for code, names in table.items() for name in [code, *names]}


def language_code(name: str | None) -> str | None:
    """ISO 639-1 code of a language's printed name or code ("English", "Englisch", "en", "pt-BR"); None if not known."""
    if not name:
        return None
    plain = " ".join(name.split()).casefold()
    return codes().get(plain) or codes().get(plain.replace("_", "-").partition("-")[0] if len(plain) < 8 else plain)
