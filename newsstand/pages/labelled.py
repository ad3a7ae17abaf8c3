"""Telling edition labels from other lines, and splitting the lines that carry a publication and a label. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from newsstand.labels.publication import Reading
from newsstand.pages.looks import DASHES
from newsstand.pages.names import UNFILLED, alike, alike_any, letters, printed
from newsstand.pages.phrases import Attribution, Phrases

DASH = re.compile(r"\s*[-–—]\s+|\s+[-–—]\s*|\s*[–—]\s*")
SUFFIXES = (" Magazine", " Newspaper", " magazine", " newspaper")
LONGEST_LABEL = 80
LONGEST_HEADING = 200


@lru_cache(maxsize=4096)
def is_label(text: str, publication: str | None = None) -> bool:
    """Whether `text` reads as an edition label: it names a date or a number, and is short."""
    if len(text) > LONGEST_LABEL or not any(map(str.isdigit, text)):
        return False
    return Reading(publication=publication).says_something(text)


def may_be_label(text: str, publication: str | None = None) -> bool:
    """Whether `text` reads as an edition label, beside that publication or alone, or is one whose template was served
    unfilled; a copyright notice is none."""
    reads = is_label(text) or is_label(text, publication)
    return "©" not in text and (reads or UNFILLED.fullmatch(text) is not None)


def same_meaning(one: str, other: str) -> bool:
    """Whether two labels name the same days and numbers."""
    first, second = Reading().meaning(one), Reading().meaning(other)
    return (first.date, first.volume, first.issue_number) == (second.date, second.volume, second.issue_number)


def chosen(readings: Sequence[Attribution], names: Iterable[str], label: str | None) -> Attribution | None:
    """The reading of an attribution line that is right, where its words allow more than one.

    It names a publication known from elsewhere (`names`), else carries the known label, else one that reads as a label.
    """
    if len(readings) < 2:
        return next(iter(readings), None)
    known = [said for name in names for said in readings if alike(said.publication, name)]
    known += [said for said in readings if alike(said.label, label)]
    if known:
        return known[0]
    readable = [said for said in readings if said.label and is_label(said.label, said.publication)]
    labels = {said.label or "": said for said in reversed(readable)}
    alike_first = [text for text in labels if same_meaning(text, readable[0].label or "")]
    return labels[min(alike_first, key=len)] if readable else readings[0]


def without_favorites(text: str, words: Phrases) -> str:
    """`text` without the button that some headings have glued on ("May 13, 2024Add to Favorites")."""
    for phrase in words.lines["favorites"]:
        loose = r"\s*".join(re.escape(character) for character in phrase)
        text = re.sub(rf"\s*{loose}\s*$", "", text, flags=re.I)
    return text


def heading(
    line: str, words: Phrases, *, publication: str | None = None, label: str | None = None, slug: str | None = None
) -> tuple[str, str] | None:
    """(publication, label) of `The Straits Times - March 26, 2025` in its variants; None for any other line.

    Names and labels may both contain dashes: the split is where the known name or label, or the title's slug in the
    URL, says; else the first that leaves a readable label on the right.
    """
    if len(line) > LONGEST_HEADING:
        return None
    line = without_favorites(line, words)
    if label and line.casefold().endswith(label.casefold()):
        name = line[: -len(label)].rstrip()
        if name.endswith((*DASHES, "|", ":")) and (name := name[:-1].rstrip()):
            return name, label
    splits = [(line[: dash.start()], line[dash.end() :]) for dash in DASH.finditer(line)]
    splits = [(name, rest) for name, rest in splits if name and 0 < len(rest) <= LONGEST_LABEL]
    known = {letters(name + suffix) for name in (publication, slug) if name for suffix in ("", *SUFFIXES[:2])}
    named = [(name, rest) for name, rest in splits if letters(name) in known]
    found = next((split for split in splits if may_be_label(split[1], split[0])), None)
    if named or found is None:
        return next(iter(named), None)
    # Else it may be a label with a dash of its own: "February 22 - March 7, 2026".
    return None if is_label(line) and not same_meaning(line, found[1]) else found


def plain_name(told: str | None, slug: str | None, known: str | None = None) -> str | None:
    """The publication's name without the "Magazine" that headings add: the title's slug in the URL tells which is
    which. None of a template that was served unfilled."""
    if (name := printed(told)) is None:
        return None
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            bare = name[: -len(suffix)].rstrip()
            if alike_any(bare, (known, slug)) or (slug and not letters(slug).endswith(letters(suffix))):
                return bare
    return name
