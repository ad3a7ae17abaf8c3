"""The newsstand's own lines where the preview ends: attribution, offer, sign-in; known phrases first, else inferred.
Pure."""

import re
from dataclasses import dataclass, field

from newsstand.pages.inferred import inferred_attribution
from newsstand.pages.opening import ENDS_SENTENCE
from newsstand.pages.phrases import Attribution, folded
from newsstand.pages.sheet import Sheet

COUNT = re.compile(
    r"[0-9\u0660-\u0669\u0966-\u096f][0-9\u0660-\u0669\u0966-\u096f.,'’ ]{0,12}[0-9\u0660-\u0669\u0966-\u096f]{3}"
)
"""The number of magazines in an offer."""
QUESTION = re.compile("[?؟？;]")
LONGEST_OFFER = 400
LONGEST_SIGN_IN = 80
LONGEST_BUTTON = 30


@dataclass(slots=True)
class Block:
    """lines[first:after] of a page."""

    first: int
    after: int
    paywall: bool = False
    has_offer: bool = False
    attribution: Attribution | None = None
    languages: list[str] = field(default_factory=list)
    """Of the phrases recognised in it, in order."""
    inferred: list[str] = field(default_factory=list)
    """`role: line` of each line of it that no phrase of the table matches."""
    noted: set[str] = field(default_factory=set)
    """These lines, folded."""

    @property
    def rank(self) -> int:
        """How sure it is that this is the block: 0 with an attribution, 1 with an offer, 2 with neither."""
        return 0 if self.attribution else 1 if self.has_offer else 2

    def attributed(self, said: Attribution) -> None:
        self.attribution = self.attribution or said

    def note(self, role: str, text: str) -> None:
        if not self.is_noted(text):
            self.inferred.append(f"{role}: {text}")
            self.noted.add(folded(text))

    def is_noted(self, text: str) -> bool:
        """Whether a line is in the block already: pages print theirs twice."""
        return folded(text) in self.noted


def find_block(sheet: Sheet, start: int) -> Block | None:
    """The block below the preview that begins at line `start`.

    Of several runs of own lines (some pages advertise above the story too) it is the first with an attribution, else
    the first with an offer, else the first.
    """
    lines = sheet.lines
    best: Block | None = None
    i = start
    while i < len(lines):
        if not sheet.words.may_be_own(lines[i]) or not begins_block(sheet, i):
            i += 1
            continue
        block = Block(i, i)
        grow(sheet, block)
        if best is None or block.rank < best.rank:
            best = block
        if block.rank == 0:
            break
        i = block.after
    return best and with_attribution_above(sheet, best, start)


def begins_block(sheet: Sheet, i: int) -> bool:
    """Whether line `i` is an attribution, an offer or a sign-in line."""
    text, words = sheet.lines[i], sheet.words
    return bool(
        sheet.attribution(i)
        or words.offer(text)
        or words.sign_in(text)
        or splits_sign_in(sheet, i)
        or (words.brand in text and is_offer(sheet, i))
    )


def splits_sign_in(sheet: Sheet, i: int) -> bool:
    """Whether lines `i` and `i + 1` are the two halves of a sign-in line."""
    lines, words = sheet.lines, sheet.words
    return (
        words.sign_in_question(lines[i]) is not None
        and i + 1 < len(lines)
        and words.sign_in(f"{lines[i]} {lines[i + 1]}") is not None
    )


def grow(sheet: Sheet, block: Block) -> None:
    """Take in the lines that follow, which pages print once or twice."""
    lines, words = sheet.lines, sheet.words
    offered: str | None = None
    while block.after < len(lines):
        text = lines[block.after]
        above, offered = offered, None
        if said := sheet.attribution(block.after):
            block.attributed(said)
            block.languages.append(said.language)
        elif language := words.offer(text):
            block.languages.append(language)
            block.paywall = block.has_offer = True
            offered = language
        elif language := words.sign_in(text):
            block.languages.append(language)
            block.paywall = True
        elif splits_sign_in(sheet, block.after):
            block.languages.append(words.sign_in_question(text) or "")
            block.paywall = True
            block.after += 1
        elif words.brand in text and is_offer(sheet, block.after):
            block.note("offer", text)
            block.paywall = block.has_offer = True
            offered = ""
        elif words.more(text):
            break
        elif said := inferred_attribution(sheet, block.after):
            if not any(words.brand in line for line in lines[block.after + 1 : block.after + 3]):
                break
            block.attributed(said)
            block.note("attribution", text)
        elif above is not None and asks_to_sign_in(sheet, block.after, above):
            half = splits_unknown_sign_in(sheet, block.after)
            block.note("sign_in", f"{text} {lines[block.after + 1]}" if half else text)
            block.after += half
        elif not (block.is_noted(text) or words.banner(text) or words.button(text)):
            break
        block.after += 1


def asks_to_sign_in(sheet: Sheet, i: int, language: str) -> bool:
    """Whether line `i`, right below an offer, asks a subscriber in words nobody knows yet: it holds a question, leads
    to no story, and no listed story begins there.

    language: of the offer, "" where it is unknown too. Where it is known its sign-in line is likely known as well, and
    a title and a teaser above a reading time are rather a listed story.
    """
    text = sheet.lines[i]
    if len(text) >= LONGEST_SIGN_IN or not QUESTION.search(text) or sheet.leads_away(i):
        return False
    below = sheet.lines[i + 1 : i + (3 if language else 2)]
    return not any(sheet.words.is_time_mark(line) or sheet.words.reading_time(line) for line in below)


def splits_unknown_sign_in(sheet: Sheet, i: int) -> bool:
    """Whether the half to press of the question in line `i` stands on a line of its own."""
    if not QUESTION.fullmatch(sheet.lines[i][-1:]) or i + 1 >= len(sheet.lines):
        return False
    text = sheet.lines[i + 1]
    if len(text) > LONGEST_BUTTON or ENDS_SENTENCE.search(text) or sheet.leads_away(i + 1):
        return False
    if sheet.leads_out(i + 1):
        return True
    if i + 2 >= len(sheet.lines) or sheet.names_publication(i + 1):
        return False
    return sheet.names_publication(i + 2) or begins_block(sheet, i + 2)


def is_offer(sheet: Sheet, i: int) -> bool:
    """Whether line `i`, which carries the brand, is a call to action in words nobody knows yet.

    Its surroundings say what it is: an attribution above it, a sign-in question below it, or the count of magazines in
    it. A paragraph that mentions the brand has none of these.
    """
    lines, words = sheet.lines, sheet.words
    text = lines[i]
    if len(text) > LONGEST_OFFER or "©" in text or words.banner(text):
        return False
    below = i + 1 < len(lines) and len(lines[i + 1]) < LONGEST_SIGN_IN and QUESTION.search(lines[i + 1]) is not None
    counted = COUNT.search(text) is not None
    if f"{words.brand} GOLD" in text:
        return below or counted or (i > 0 and inferred_attribution(sheet, i - 1) is not None)
    return (below or counted) and i > 0 and inferred_attribution(sheet, i - 1) is not None


def with_attribution_above(sheet: Sheet, block: Block, start: int) -> Block:
    """`block` with the attribution line right above it, in words nobody knows yet."""
    if block.first > start and not (block.attribution and block.attribution.language):
        text = sheet.lines[block.first - 1]
        if said := inferred_attribution(sheet, block.first - 1):
            block.first -= 1
            block.attribution = said
            block.note("attribution", text)
            grow(sheet, block)  # a second copy is known now
    return block


def lone_attribution(sheet: Sheet, start: int) -> Block | None:
    """The block of a page that prints the attribution alone, in words nobody knows yet: a short line that is the last
    one or stands above a list."""
    if not sheet.label or not sheet.names:
        return None
    longest = len(sheet.label) + max(map(len, sheet.names)) + 80
    for i in range(start, len(sheet.lines)):
        text = sheet.lines[i]
        if sheet.label not in text or len(text) > longest or (said := inferred_attribution(sheet, i)) is None:
            continue
        below = range(i + 1, min(i + 3, len(sheet.lines)))
        if not below or any(sheet.leads_away(k) or sheet.names_publication(k) or sheet.is_foot(k) for k in below):
            after = next((k for k in below if sheet.lines[k] != text), i + 1 + len(below))
            return Block(i, after, attribution=said, inferred=[f"attribution: {text}"], noted={folded(text)})
    return None
