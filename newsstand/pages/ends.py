"""Where the text of a story page ends and its list of other stories begins. Pure."""

import re
from collections.abc import Sequence

from newsstand.pages.opening import ENDS_SENTENCE, is_paragraph
from newsstand.pages.own import similar
from newsstand.pages.phrases import alike, alike_any, letters
from newsstand.pages.sheet import LONG, Sheet
from newsstand.urls import kind

LONGEST_NAME = 80
QUESTION = re.compile(r"[?!؟？！][\"'”’»)]*$")
"""How titles too may end."""


def end_without_block(sheet: Sheet, start: int) -> int:
    """Where the text of a page without a block ends: at the list's heading, its first card, or the footer."""
    headed = [i for i in range(start, len(sheet.lines)) if heads_list(sheet, i)]
    if headed:
        return headed[0]
    last = next((i for i in reversed(range(start, len(sheet.lines))) if is_paragraph(sheet.lines[i])), start)
    for i in range(start, len(sheet.lines)):
        line = sheet.lines[i]
        if sheet.words.is_time_mark(line) and i - start >= 3:
            return card_above(sheet, i, start)
        if len(line) < LONG and sheet.is_title(i) and is_list(sheet, i, last):
            return above_card(sheet, i, start)
        if i > start and sheet.words.heads_comments(line):
            return i
        if line.startswith("©") or (i > start and is_footer(sheet, i)):
            return footer_start(sheet, start, i)
    return footer_start(sheet, start, len(sheet.lines))


def footer_start(sheet: Sheet, start: int, end: int) -> int:
    """Where the lines of a footer above line `end` begin: short links of the newsstand's own, and what is among
    them."""
    first = end
    for i in range(end - 1, start, -1):
        if sheet.lines[i].startswith("©") or sheet.is_own_link(i):
            first = i
        elif first - i > 3 or len(sheet.lines[i]) > LONG or is_paragraph(sheet.lines[i]):
            break
    return first


def heads_list(sheet: Sheet, i: int) -> bool:
    """Whether line `i` is the heading over other stories, of this page's publication where that is known."""
    if (said := sheet.words.more(sheet.lines[i])) is None:
        return False
    return not sheet.names or any(said[1] == letters(name) for name in sheet.names)


def card_above(sheet: Sheet, i: int, start: int) -> int:
    """Where the list begins whose first reading time is marked at line `i`, where no link tells."""
    lines = sheet.lines
    for title in (i - 1, i - 2):
        if title - 2 >= start and alike(lines[title - 2], lines[title - 1]):
            return above_card(sheet, title - 2, start)
    above = lines[i - 2]
    ends_text = ENDS_SENTENCE.search(above) and QUESTION.search(above) is None
    return above_card(sheet, i - 1 if ends_text else i - 2, start)


def above_card(sheet: Sheet, i: int, start: int) -> int:
    """Where the list begins whose first card's title, or first line, is line `i`: its publication and a heading go
    above."""
    slugs = sheet.publications_led_to(i)
    while i - 1 > start and is_card_name(sheet, i - 1, slugs):
        i -= 1
    above = i - 1
    if above > start and not ENDS_SENTENCE.search(sheet.lines[above]):
        under_text = len(sheet.lines[above]) < LONGEST_NAME and is_paragraph(sheet.lines[above - 1])
        if under_text or sheet.names_publication(above):  # no story ends with a heading
            return above
    return i


def is_card_name(sheet: Sheet, i: int, slugs: Sequence[str]) -> bool:
    """Whether line `i` is the publication over a card's title: this page's, one it leads to, or the one whose slug
    stands in the title's link."""
    line = sheet.lines[i]
    if alike_any(line, sheet.names):
        return True
    if any(kind(link, sheet.site) == "title" for link in sheet.document.links(i)):
        return True
    return len(line) < LONGEST_NAME and not ENDS_SENTENCE.search(line) and any(spells(slug, line) for slug in slugs)


def spells(slug: str, line: str) -> bool:
    """Whether a slug may be made of the name in a line."""
    return len(letters(line)) * 2 > len(letters(slug)) and similar(line, slug)


def is_list(sheet: Sheet, i: int, last: int) -> bool:
    """Whether other stories or a reading time follow within a card's length, or no more text: a lone link in one is no
    list. last: the line of the last paragraph."""
    near = range(i + 1, min(i + 9, len(sheet.lines)))
    return last <= i or any(sheet.words.reading_time(sheet.lines[k]) is not None or sheet.is_title(k) for k in near)


def is_footer(sheet: Sheet, i: int) -> bool:
    """Whether links of the newsstand's own begin here: three short linked lines in a row."""
    return i + 3 <= len(sheet.lines) and all(sheet.is_own_link(k) for k in range(i, i + 3))


def list_start(
    sheet: Sheet, after: int, has_block: bool, publication: str | None, inferred: list[str]
) -> tuple[int, str | None]:
    """(index of the list's first line, language of its heading); an unknown heading is added to `inferred`."""
    lines = sheet.lines
    for i in range(after, min(after + 12, len(lines))):
        said = sheet.words.more(lines[i])
        if said and (heads_list(sheet, i) or (has_block and i <= after + 2)):
            glued = i + 1 < len(lines) and sheet.words.is_line("view_all", lines[i + 1])
            return i + 1 + glued, said[0]
        if sheet.leads_away(i):
            break
    if after >= len(lines) or len(lines[after]) >= LONG:
        return after, None
    own = letters(lines[after])
    name = next((name for name in map(letters, [publication or "", *sheet.names]) if name and name in own), "")
    if not name:
        return after, None
    unlinked = not sheet.leads_away(after)
    if own != name and unlinked and is_heading(sheet, after, name):
        inferred.append(f"more: {lines[after]}")
        return after + 1, None
    return after, None


def is_heading(sheet: Sheet, i: int, name: str) -> bool:
    """Whether the line that carries the publication's name heads the list: it is one more than its first card needs."""
    lines = sheet.lines
    if any(sheet.leads_away(k) for k in range(i + 1, min(i + 6, len(lines)))):
        return True
    for k in range(i + 1, min(i + 7, len(lines))):
        if sheet.words.is_time_mark(lines[k]) or sheet.words.reading_time(lines[k]):
            between = [letters(line) for line in lines[i + 1 : k]]
            if len(between) < 2:
                return len(between) == 1 and (is_glued(lines[i]) or shouts(sheet, i))
            return len(between) == 2 or name in between or between[0] == between[1]
    return (len(lines) - i) % 2 == 1


def is_glued(line: str) -> bool:
    """Whether a button sticks to a word in capitals, as to the heading of a list ("… DA QUAY POSTVedi tutto")."""
    for word in line.split():
        capitals = word.rstrip("".join({letter for letter in word if letter.islower()}))
        if len(word) - len(capitals) >= 2 and len(capitals) >= 4 and capitals.isupper():
            return True
    return False


def shouts(sheet: Sheet, i: int) -> bool:
    """Whether a line has the publication in capitals, which the page prints otherwise and the line below is not."""
    loud = any(name.upper() in sheet.lines[i] and not name.isupper() for name in sheet.names)
    return loud and not sheet.lines[i + 1].isupper()


def list_end(sheet: Sheet, first: int) -> int:
    """Where the list that begins at line `first` ends at the latest: in plain text its footer is told by its words."""
    every = len(sheet.lines)
    if sheet.document.link_elements:
        return every
    return next((i for i in range(first, every) if is_footer(sheet, i)), every)
