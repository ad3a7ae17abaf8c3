"""The lines between header and text: standfirst, byline, the headline again, reading time, dateline. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsstand.pages.phrases import alike, letters

ENDS_SENTENCE = re.compile(r"[.!?…।。！？؟:;,][\"'”’»)\]」』]*$")
ALONE = re.compile(r"(\S[^|]{0,48}?)\s*(?:\([^()]{1,24}\))?\s*[-–—]{1,2}")
"""A place alone on its line: "WASHINGTON -", "NEW DELHI (PTI) -"."""
RUN_IN = re.compile(r"(\S[^|\n]{0,60}?)\s+[-–—]{1,2}\s+(?=\S)")
"""A place that runs into its paragraph: "SEOUL - K-pop …"."""
AGENCY = re.compile(r"\s*\([^()]{1,24}\)$")
JOINED = re.compile(r"[a-z]{1,3}['’-][A-ZÀ-ÖØ-ÞĀ-Ž]")
"""A small word joined to a name: "d'Aubrac", "al-Haddad"."""
ENDS_NAME = re.compile(r"(?:\b[^\W\d_]|\b(?:Jr|Sr|Dr|Esq|Ph\.?D|M\.?D))\.$")
"""An initial or a title, whose dot ends no sentence."""
LEADING_DASH = re.compile(r"[-–—]\s*")
SMALL = {
    "a", "af", "al", "and", "av", "bin", "bint", "by", "con", "d", "da", "dal", "dalla", "das", "de", "degli", "dei",
    "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "ed", "el", "en", "et", "für", "i", "ibn", "in",
    "la", "las", "le", "los", "met", "mit", "och", "of", "og", "oraz", "par", "por", "san", "ten", "ter", "the", "til",
    "und", "van", "ve", "vom", "von", "with", "y", "zu", "zum", "zur", "'t", "’t", "και", "и",
}  # fmt: skip
"""Small words of author lines."""
DEEPEST = 6
"""Lines below the header among which the opening ends."""


@dataclass(slots=True)
class Opening:
    description: str | None = None
    byline: str | None = None
    paragraphs: Sequence[str] = ()


def read_opening(
    texts: Sequence[str],
    *,
    headline: str | None,
    described: str | None,
    author: str | None,
    picture: int | None,
    standfirst: bool,
    walled: bool,
) -> Opening:
    """What the lines between header and block say; `texts` without reading times and furniture.

    headline: of the story, which is printed again above the text. described, author: the standfirst and the author as
    the list that led here, or the page's head, have them. picture: how many of the lines stand above the story's
    picture, where the page shows one; its alternative text is the headline again. standfirst: whether a
    standfirst may be told by its look. walled: whether a paywall follows.
    """
    again = max((i for i, text in enumerate(texts[:DEEPEST]) if alike(text, headline)), default=None)
    if again is not None:
        return above(texts[:again], texts[again + 1 :], described, author)
    if picture is not None and 0 < picture <= 4:
        return above(texts[:picture], texts[picture:], described, author)
    for i, text in enumerate(texts[:4]):
        if (
            i
            and (place_alone(text) or place_run_in(text))
            and not (i == 1 and alike(texts[0], described) and dashed(text))
        ):
            return above(texts[:i], texts[i:], described, author)
    for i, text in enumerate(texts[:4]):
        if dashed(text):
            return Opening(" ".join(texts[:i]) or None, name_of(text), texts[i + 1 :])
    if walled and (found := locked(texts, described, author)):
        return found
    return unmarked(texts, described, author, standfirst)


def locked(texts: Sequence[str], described: str | None, author: str | None) -> Opening | None:
    """The opening of a page that shows nothing else above its paywall: a standfirst and a byline, or one of them."""
    if not texts or len(texts) > 2:
        return None
    first, last = texts[0], texts[-1]
    if is_description(first, described) and len(texts) == 1:
        return Opening(first, None)
    if len(texts) == 2 and is_paragraph(first) and not is_description(first, described):
        return None
    if is_name(last) or is_author(last, author):
        return Opening(first if len(texts) == 2 else None, name_of(last))
    return None


def above(top: Sequence[str], text: Sequence[str], described: str | None, author: str | None) -> Opening:
    """The opening whose lines are known to be `top`: a standfirst, a byline, both, or none."""
    rest = list(top)
    byline: str | None = None
    own = next((line for line in rest if is_description(line, described)), None)
    named = next((line for line in rest if line is not own and (dashed(line) or is_author(line, author))), None)
    if named is None:
        others = [line for line in rest if line is not own]
        if len(others) > 1 or (own is not None and others):
            named = others[0] if is_name(others[0]) and not is_name(others[-1]) else others[-1]
            if own is None and not is_name(named, loosely=True):
                named = None
        elif others and is_name(others[0], loosely=bool(described)):
            named = others[0]
    if named is not None:
        rest.remove(named)
        byline = name_of(named)
    return Opening(" ".join(rest) or None, byline, text)


def unmarked(texts: Sequence[str], described: str | None, author: str | None, standfirst: bool) -> Opening:
    """The opening of a page that does not show where it ends."""
    for i, text in enumerate(texts[:3]):
        if is_description(text, described) and len(texts) > i + 1:
            before = " ".join(texts[:i])
            rest = texts[i + 1 :]
            if i and is_name(texts[0]):
                return Opening(text, name_of(before), rest)
            if len(rest) > 1 and (is_name(rest[0], loosely=True) or is_author(rest[0], author)):
                return Opening(text, name_of(rest[0]), rest[1:])
            return Opening(text, None, rest) if i == 0 else Opening(None, None, texts)
    for i, text in enumerate(texts[:3]):
        if is_author(text, author) and len(texts) > i + 1:
            return Opening(" ".join(texts[:i]) or None, name_of(text), texts[i + 1 :])
    if len(texts) > 1 and is_name(texts[0]):
        return Opening(None, name_of(texts[0]), texts[1:])
    if len(texts) > 2 and is_name(texts[1]) and len(texts[0]) < 400:
        return Opening(texts[0], name_of(texts[1]), texts[2:])
    if standfirst and len(texts) > 1 and is_standfirst(texts[0], texts[1]):
        return Opening(texts[0], None, texts[1:])
    return Opening(None, None, texts)


def is_paragraph(text: str) -> bool:
    return len(text) > 80 and ENDS_SENTENCE.search(text) is not None


def is_description(line: str, described: str | None) -> bool:
    """Whether `line` is the standfirst that a list shows, whole or cut short with dots."""
    if not described:
        return False
    if alike(line, described):
        return True
    cut = re.sub(r"\s*(?:\.\.\.|…)$", "", described)
    return cut != described and len(cut) >= 20 and letters(line).startswith(letters(cut))


def is_standfirst(first: str, second: str) -> bool:
    """Whether a first line reads as a standfirst over a text: some words without an end to the sentence, then
    sentences."""
    return (
        len(first.split()) >= 4
        and not ENDS_SENTENCE.search(first)
        and ENDS_SENTENCE.search(second) is not None
        and len(second) > len(first)
        and not first.endswith(("-", "–", "—"))
    )


def dashed(text: str) -> bool:
    """Whether a line is an author as G3 pages print one: `- Name`, or a bare `-` where there is none."""
    if text in {"-", "–", "—"}:
        return True
    return text[:2] in ("- ", "– ", "— ") and len(text) < 120 and not re.search(r"[.!?…]$", text)


def is_name(text: str, *, loosely: bool = False) -> bool:
    """Whether a line is an author's: a few words that begin with capitals. loosely: where a byline is due, one word and
    scripts without capitals will do."""
    if len(text) > 100 or (ENDS_SENTENCE.search(text) and not ENDS_NAME.search(text)) or text.endswith(("-", "–", "—")):
        return False
    names = [name for name in re.split(r"[\s,&/|]+", text) if name]
    if not names or len(names) > 12 or any(character.isdigit() for character in text):
        return False
    if not any(character.isupper() or character.islower() for character in text):
        if re.search(r"[、。،،؛「」『』・।]", text):
            return False
        return len(text) <= 40 if loosely else len(text) <= 5 or (2 <= len(names) <= 3 and len(text) <= 24)
    capital = [name for name in names if not name.lstrip("(\"'“‘@")[:1].islower() or JOINED.match(name)]
    small = [name for name in names if name not in capital]
    if any(name.rstrip(".") not in SMALL for name in small):
        return False
    return len(capital) >= (1 if loosely or (text.isupper() and len(text) > 2) else 2)


def is_author(text: str, author: str | None) -> bool:
    """Whether a line names the author that a list or the page's head has."""
    return author is not None and alike(plain_author(text), author)


def plain_author(text: str) -> str:
    """An author line without the words before the name, as a page's head has it."""
    return re.sub(r"^(?:[-–—]\s*|by\s+|von\s+|par\s+|por\s+|av\s+)", "", text, flags=re.I)


def name_of(text: str) -> str | None:
    """The author line without the dash that pages print before it; a bare dash is none."""
    return LEADING_DASH.sub("", text, count=1).strip() or None if LEADING_DASH.match(text) else text


def place_alone(text: str) -> str | None:
    """The place of a dateline that is alone on its line."""
    if len(text) > 60 or not text.endswith(("-", "–", "—")) or (found := ALONE.fullmatch(text)) is None:
        return None
    place = AGENCY.sub("", found[1]).strip()
    words = [word for word in re.split(r"[\s,/]+", place) if word]
    capitals = all(not word[:1].islower() or word in SMALL for word in words)
    return place if words and len(words) <= 6 and capitals and place[:1].isalpha() else None


def place_run_in(text: str) -> str | None:
    """The place, in capitals, of a dateline that runs into its paragraph."""
    if (found := RUN_IN.match(text)) is None:
        return None
    place = AGENCY.sub("", found[1]).strip()
    first, *others = re.split(r",\s*", place)
    letter_count = sum(character.isalpha() for character in first)
    if (
        not first.isupper()
        or letter_count < 3
        or any(character.isdigit() for character in first)
        or len(first.split()) > 5
    ):
        return None
    if not re.fullmatch(r"[^\W\d_][\w .'’/()-]*", first):
        return None
    if not others:
        return first
    region = others[0]
    if any(character.isdigit() for character in region):
        return first
    return f"{first}, {region}" if len(others) == 1 and region[:1].isupper() and len(region.split()) <= 2 else None
