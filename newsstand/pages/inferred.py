"""An attribution in words nobody knows yet: told by the publication and the edition label that it carries. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from newsstand.labels.publication import Reading
from newsstand.pages.labelled import is_label, same_meaning
from newsstand.pages.names import UNFILLED, alike, letters
from newsstand.pages.phrases import Attribution

if TYPE_CHECKING:
    from newsstand.pages.page import Page

LABEL_LIKE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,./&+'–-]*[0-9]|[0-9][A-Za-z0-9 ,./&+'–-]*[A-Za-z0-9]")
WRITTEN_DAY = re.compile(r"(?<!\w)[0-9]{1,2}\.? (?:de )?[^\W\d_]{3,}\.? (?:de )?([0-9]{4})(?!\w)")
LATIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9À-ɏḀ-ỿ ,.'’&/+–-]*[A-Za-z0-9À-ɏḀ-ỿ])?")
JAPANESE = {"HIRAGANA", "KATAKANA", "IDEOGRAPHIC"}
"""How Unicode's names of characters begin that stand beside those of Chinese."""
SIGNS = {"Lu": "U", "Ll": "l", "Lo": "o", "Lm": "o", "Mn": "o", "Mc": "o", "Nd": "0", "Cc": "\n"}
"""Category of a character in Unicode -> its sign in the shape of a line: capital, small letter, letter of a script
without both or mark on one, digit, the label; a space for all else."""
FOREIGN = re.compile("x[x0 ]*x")
NAMED = re.compile(r"(?:[^x]*(?:\n|o|(?<![Ul])l+ ) *| *)(x[x0 ]*x)(?: *(?:\n|o)[^x]*| +l[^x]*| *)")
"""In such a shape, in which x is of another script: one name, and beside it the label, small letters or a script
without, or the line's ends."""
LONGEST = 300
LONGEST_UNNAMED = 140
"""Characters of an attribution on a page that names its publication nowhere else."""
SHORTEST_NAME = 4
INSERTED = 3
"""Times as many Latin letters as others, at most, in a line of another script."""
BELOW = 8
"""Lines below an attribution among which it is printed again, or the list's heading stands."""


def may_infer(text: str, folded: Sequence[tuple[str, str]]) -> bool:
    """Whether a line may say so, at a glance. folded: as in names_within."""
    return len(text) <= LONGEST and (bool(names_within(text, folded)) or not folded or "{{" in text)


def names_within(text: str, folded: Sequence[tuple[str, str]]) -> list[str]:
    """The publication's names that stand in a line. folded: its names, and each in lower case."""
    lower = text.casefold()
    return [name for name, small in folded if small in lower]


def inferred_attribution(page: "Page", i: int) -> Attribution | None:
    """What line `i` says if it names both the publication and an edition label."""
    text = page.lines[i]
    if len(text) > LONGEST:
        return None
    if len(UNFILLED.findall(text)) >= 2:
        return Attribution(None, None, "")
    if page.spelled.folded:
        return next(filter(None, (naming(page, text, name) for name in names_within(text, page.spelled.folded))), None)
    return unnamed(page, i) if len(text) <= LONGEST_UNNAMED else None


def naming(page: "Page", text: str, name: str) -> Attribution | None:
    """What an attribution that names that publication says."""
    place = text.casefold().rfind(name.casefold())
    if len(text.casefold()) != len(text):
        return None
    around = text[:place] + "\n" + text[place + len(name) :]
    said = text[place : place + len(name)]
    if page.known.label and page.known.label in text:
        return None if alike(text, f"{said}{page.known.label}") else Attribution(said, page.known.label, "")
    label = first_label(around)
    return Attribution(said, label, "") if label else None


def unnamed(page: "Page", i: int) -> Attribution | None:
    """What line `i` says on a page that names its publication nowhere else.

    A label alone does not make a line an attribution: paragraphs carry dates too. So the list's heading names the same
    publication, or the line is printed twice, or it is of another script than the label and the name that stand in it;
    than the name alone where the newsstand speaks a language that no table has.
    """
    text = page.lines[i]
    if not any(map(str.isdigit, text)):
        return None
    above = page.lines[max(0, i - BELOW) : i]
    if text in above:
        i = max(0, i - BELOW) + above.index(text)  # the second copy says what the first one does
    below = page.lines[i + 1 : i + 1 + BELOW]
    unknown = page.declared_language() not in (None, *page.words.languages)
    if found := inserted(text) or (unknown and foreign(text)):
        return found
    for line in below:
        if len(line) < LONGEST_UNNAMED and line != text and (name := shared_name(text, line)):
            return naming(page, text, name)
    if text in below and (label := first_label(text)):
        return Attribution(None, label, "")
    return None


def inserted(text: str) -> Attribution | None:
    """What a line of another script says by the Latin words in it: newsstands leave names and labels as they are."""
    runs = LATIN.findall(text)
    own = sum(character.isalpha() for character in LATIN.sub("", text))
    if own * INSERTED < sum(map(len, runs)):
        return None
    label = next((found for run in runs if (found := label_in(run))), None)
    if label is None:
        return None
    names = [run for run in runs if label not in run and any(character.isalpha() for character in run)]
    if not names:
        return foreign(text) or Attribution(None, label, "")
    return Attribution(names[0] if len(names) == 1 else None, label, "")


def foreign(text: str) -> Attribution | None:
    """What a line with a label says by the one name in it that is of another script than the line; no name where words
    beside it may be of it ("ข่าว Weekly"). A year alone is no such label: poems have years too."""
    label = first_label(text)
    around = text.replace(label or "", "\n")
    scripts = [script_of(character) for character in around]
    own = max(filter(None, scripts), key=scripts.count, default="")
    shape = "".join(sign_of(character, own) for character in around)
    if label is None or label.isdigit() or FOREIGN.search(shape) is None:
        return None
    named = NAMED.fullmatch(shape)
    return Attribution(named and around[named.start(1) : named.end(1)], label, "")


def sign_of(character: str, own: str) -> str:
    """x for a character of another script than `own`, else as in SIGNS."""
    return "x" if script_of(character) not in ("", own) else SIGNS.get(unicodedata.category(character), " ")


@lru_cache(maxsize=1024)
def script_of(character: str) -> str:
    """The script of a letter, or of a mark on one; "" of anything else."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    script = re.split("[ -]", unicodedata.name(character, ""))[0]
    return "CJK" if script in JAPANESE else script


def shared_name(text: str, heading: str) -> str | None:
    """The capitalised words of `text` that a heading over other stories ends with, but for a button glued to it."""
    tokens = text.split()
    other = letters(heading)
    best = ""
    for first in range(len(tokens)):
        if tokens[first][:1].islower():
            continue
        for end in range(first + 1, len(tokens) + 1):
            name = " ".join(tokens[first:end]).strip(".,;:。")
            if letters(name) not in other:
                break
            if len(name) > len(best) and not tokens[end - 1][:1].islower():
                best = name
    if len(best) < SHORTEST_NAME or alike(best, heading) or not is_glued(heading, best):
        return None
    return best


def is_glued(heading: str, name: str) -> bool:
    """Whether nothing but a button follows the name in a heading."""
    place = heading.casefold().rfind(name.casefold())
    return place > 0 and not heading[place + len(name) :].startswith(" ")


def first_label(text: str) -> str | None:
    """The first label in a sentence. A year behind a day and a month in words that are not read here ("12 avril 2025"
    without a language) is not all of one."""
    label = next((found for run in LABEL_LIKE.findall(text) if (found := label_in(run))), None)
    day = WRITTEN_DAY.search(text)
    return day[0] if day and day[1] == label else label


def label_in(run: str) -> str | None:
    """The label that ends a run of words of a sentence.

    It is the longest in which all words have capitals ("Awards 2025"), as they have in English labels, if it says no
    less than with the words before it; else the shortest that means what the longest clear one does ("2 de noviembre de
    2024"). A word before a number makes numbers of days: "fra 12 August 2022", "editie 03/04/2026".
    """
    tokens = run.split(" ")
    tails = [" ".join(tokens[skip:]).strip(" -,.") for skip in range(len(tokens))]
    readable = [tail for tail in tails if is_label(tail)]
    if not readable:
        return None
    if Reading().meaning(readable[-1]).reason == "ambiguous order":
        return readable[-1]
    longest = next((tail for tail in readable if Reading().meaning(tail).reason != "ambiguous"), readable[0])
    english = next((tail for tail in readable if not any(word[:1].islower() for word in tail.split())), "")
    if same_meaning(english, longest) or dated(english) > dated(longest):
        return english
    return next(tail for tail in reversed(readable) if same_meaning(tail, longest))


def dated(label: str) -> int:
    """How much of a date a label says: more of a day than of a month."""
    return len(Reading().meaning(label).date or "")
