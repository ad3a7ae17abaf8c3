"""Telling edition labels from other lines, and splitting the lines that carry a publication and a label. Pure."""

import re

from newsstand.labels import read_label
from newsstand.phrases import UNFILLED, Phrases, folded

DASH = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*")
LABELLED = re.compile(r"\d|[^\W\d_]", re.UNICODE)
SUFFIXES = (" Magazine", " Newspaper")


def is_label(text: str, publication: str | None = None) -> bool:
    """Whether `text` reads as an edition label: it names a date or a number, and is short."""
    if not 3 <= len(text) <= 80 or not any(character.isdigit() for character in text):
        return False
    meaning = read_label(text, publication=publication)
    return meaning.date is not None or meaning.issue_number is not None or meaning.reason == "ambiguous order"


def same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and folded(one) == folded(other)


def without_favorites(text: str, words: Phrases) -> str:
    """`text` without the button that some headings have glued on ("May 13, 2024Add to Favorites")."""
    for phrase in words.lines["favorites"]:
        loose = r"\s*".join(re.escape(character) for character in phrase)
        text = re.sub(rf"\s*{loose}\s*$", "", text, flags=re.I)
    return text


def heading(line: str, words: Phrases, *, publication: str | None = None, label: str | None = None) -> tuple[str, str] | None:
    """(publication, label) of `The Straits Times - March 26, 2025` in its variants; None for any other line.

    Names and labels may both contain dashes: the split is where the known name or label says, else the first that
    leaves a readable label on the right.
    """
    if len(line) > 200:
        return None
    line = without_favorites(line, words)
    if label and line.casefold().endswith(label.casefold()):
        name = line[: -len(label)].rstrip(" -–—|")
        if name and len(name) < len(line) - len(label):
            return name, label
    for dash in DASH.finditer(line):
        name, rest = line[: dash.start()], line[dash.end() :]
        known = publication is not None and (same(name, publication) or any(same(name, publication + s) for s in SUFFIXES))
        if name and rest and (known or UNFILLED.fullmatch(rest) or is_label(rest, publication)):
            return name, rest
    return None


def plain_name(name: str, slug: str | None, known: str | None = None) -> str:
    """The publication's name without the "Magazine" that headings add: the title's slug in the URL tells which is which."""
    for suffix in SUFFIXES:
        if name.casefold().endswith(suffix.casefold()):
            bare = name[: -len(suffix)].rstrip()
            if same(bare, known) or (slug and letters(bare) == letters(slug)):
                return bare
    return name


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: what a slug keeps of a name."""
    return re.sub(r"[\W_]+", "", text.replace("'", "").casefold())
