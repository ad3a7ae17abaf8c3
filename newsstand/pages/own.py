"""Telling a publication's own pages and names from those of others, by what its URLs say. Pure."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from newsstand.pages.names import letters
from newsstand.urls import Site, match

ALIKE = 0.8
"""Share of letters that a slug has in common with the name it is made from: 0.87 of "Kiln & Kettle" and
"Kiln-and-Kettle", 0.83 of "Køkken" and "Kokken"; "The Straits Times" and "The Straits Gazette" have 0.75."""
LONGEST_NAME = 200
LONGEST_PRINTED = 80
"""Characters of a line that is a publication's name."""


def parts_of(url: str | None, site: Site) -> Mapping[str, str]:
    """The parts of a page's URL by the shape that it has; none of a URL of no shape, or where there is none."""
    found = match(url or "", site)
    return found.parts if found else {}


def title_slug(url: str | None, site: Site) -> str | None:
    """The title's slug in a page's URL."""
    return parts_of(url, site).get("title")


def of_title(link: str, page: str | None, site: Site) -> bool:
    """Whether a link is of the title that `page` is of: same country, publisher and title; or one of them names no
    title."""
    mine, its = parts_of(page, site), parts_of(link, site)
    shared = {"country", "publisher", "title"} & mine.keys() & its.keys()
    return "title" not in shared or all(letters(mine[part]) == letters(its[part]) for part in shared)


def similar(one: str, other: str) -> bool:
    """Whether a name and a slug, or two slugs, may be of the same publication: one holds the other ("Route 9" and
    "Route-9-US-Edition"), or most letters are the same, for slugs spell `&`, `ø`, `ö` and `ı` in many ways."""
    first, second = letters(one), letters(other)
    if first in second or second in first:
        return True
    if max(len(first), len(second)) > LONGEST_NAME or 2 * min(len(first), len(second)) < ALIKE * len(first + second):
        return False  # too long, or too few letters in one of them
    compared = SequenceMatcher(None, first, second, autojunk=False)
    return compared.quick_ratio() >= ALIKE and compared.ratio() >= ALIKE


def is_spelt(name: str, slug: str) -> bool:
    """Whether a slug may be made of a name and of no more."""
    return similar(name, slug) and len(letters(name)) < len(letters(slug)) + 4


def spells(slug: str, line: str) -> bool:
    """Whether a slug may be made of the name that a line is."""
    return len(line) < LONGEST_PRINTED and len(letters(line)) * 2 > len(letters(slug)) and is_spelt(line, slug)
