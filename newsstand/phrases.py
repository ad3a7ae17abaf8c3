"""The words around a story (phrases.toml), compiled: which phrase a printed line is, and in which language. Pure."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

NUMBER = r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f][0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f., \u2019']*\+?"
SIGNS = str.maketrans({"؟": "?", "？": "?", "¿": None, "’": "'", "‘": "'", "\u2011": "-", "–": "-", "—": "-"})
UNFILLED = re.compile(r"\{\{[^{}]*\}\}")


class Attribution(NamedTuple):
    publication: str | None
    label: str | None
    language: str


def folded(line: str) -> str:
    """A line as phrases are compared: case, spaces and the shape of quotes and question marks do not count."""
    return line.translate(SIGNS).casefold().replace(" ", "")


def printed(value: str) -> str | None:
    """A value in a newsstand's own line; None where the template was served unfilled."""
    value = value.strip()
    return None if not value or UNFILLED.search(value) else value


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrase table of one brand. Lookups take a printed line and return its language, or None."""

    attributions: tuple[tuple[str, re.Pattern[str]], ...]
    starts: frozenset[str]
    offers: tuple[tuple[str, re.Pattern[str]], ...]
    headings: tuple[tuple[str, re.Pattern[str]], ...]
    lines: dict[str, dict[str, str]]
    """kind -> folded phrase -> language."""
    banners: tuple[re.Pattern[str], ...]
    read_along: tuple[re.Pattern[str], ...]
    minutes: re.Pattern[str]

    def attribution(self, line: str) -> Attribution | None:
        """What an attribution line says, unfilled templates as None; None for any other line."""
        if line[:4] not in self.starts:
            return None
        for language, pattern in self.attributions:
            if found := pattern.fullmatch(line):
                return Attribution(printed(found["P"]), printed(found["E"]), language)
        return None

    def offer(self, line: str) -> str | None:
        return next((language for language, pattern in self.offers if pattern.match(line)), None)

    def sign_in(self, line: str) -> str | None:
        return self.lines["sign_in"].get(folded(line)) if len(line) < 80 else None

    def more(self, line: str) -> tuple[str, str] | None:
        """(language, publication as printed) of the heading over other stories."""
        if len(line) < 200:
            for language, pattern in self.headings:
                if found := pattern.fullmatch(line):
                    return language, found["P"].strip()
        return None

    def button(self, line: str) -> str | None:
        return self.lines["button"].get(folded(line)) if len(line) < 40 else None

    def banner(self, line: str) -> bool:
        return any(pattern.match(line) for pattern in self.banners)

    def is_line(self, kind: str, line: str) -> bool:
        return len(line) < 60 and folded(line) in self.lines[kind]

    def reading_minutes(self, line: str) -> int | None:
        """Whole minutes of `4 mins  |`, `10+ mins`, `1 min read`; None for any other line."""
        found = self.minutes.fullmatch(line) if len(line) < 30 else None
        return int(found[1]) if found else None


def pattern_of(phrase: str, brand: str) -> str:
    """Regular expression of a phrase: its slots as groups, spaces and question marks as loose as pages print them."""
    text = re.escape(phrase.translate(SIGNS))
    text = re.sub(r"\\ (?=\?|\\\?)", "", text)
    text = text.replace(r"\?", r"\s*[?؟？]").replace(r"\ ", r"\s*" if not phrase.isascii() else r"\s+").replace("'", "['’‘]")
    slots = {"P": "(?P<P>.+?)", "E": "(?P<E>.+?)", "B": re.escape(brand), "N": NUMBER}
    for slot, pattern in slots.items():
        text = text.replace(re.escape("{" + slot + "}"), pattern)
    return text


@lru_cache(maxsize=8)
def phrases(brand: str) -> Phrases:
    """The table for a newsstand of that brand."""
    table: dict[str, dict[str, list[str]]] = tomllib.loads(files("newsstand").joinpath("phrases.toml").read_text("utf-8"))

    def rows(kind: str) -> list[tuple[str, str]]:
        return [(language, phrase) for language, kinds in table.items() for phrase in kinds.get(kind, [])]

    def compiled(kind: str, tail: str = "") -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((language, re.compile(pattern_of(phrase, brand) + tail, re.I)) for language, phrase in rows(kind))

    attributions = tuple(
        (language, re.compile(pattern_of(phrase.rstrip(".。"), brand) + r"\s*[.。]?", re.I))
        for language, phrase in rows("attribution")
    )
    view_all = "|".join(pattern_of(phrase, brand) for _, phrase in rows("view_all"))
    whole = ("sign_in", "button", "view_all", "favorites", "in_this_issue", "recent_issues", "read_time",
             "publisher", "category", "language", "frequency")  # fmt: skip
    minutes = sorted({re.escape(phrase) for _, phrase in rows("minutes")}, key=len, reverse=True)
    return Phrases(
        attributions=attributions,
        starts=frozenset(phrase[:4] for _, phrase in rows("attribution")),
        offers=compiled("offer"),
        headings=tuple(
            (language, re.compile(pattern_of(phrase, brand) + rf"\s*(?:{view_all})?", re.I)) for language, phrase in rows("more")
        ),
        lines={kind: {folded(phrase): language for language, phrase in reversed(rows(kind))} for kind in whole},
        banners=tuple(pattern for _, pattern in compiled("banner")),
        read_along=tuple(pattern for _, pattern in compiled("read_along")),
        minutes=re.compile(rf"(\d{{1,3}})\s*\+?\s*(?:{'|'.join(minutes)})\s*\|?", re.I),
    )
