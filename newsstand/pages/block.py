"""The newsstand's own lines where the preview ends: attribution, offer, sign-in; known phrases first, else inferred. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsstand.pages.labelled import is_label, same_meaning
from newsstand.phrases import UNFILLED, Attribution, Phrases, alike, folded, letters

COUNT = re.compile(
    r"[0-9\u0660-\u0669\u0966-\u096f][0-9\u0660-\u0669\u0966-\u096f.,'’ ]{0,12}[0-9\u0660-\u0669\u0966-\u096f]{3}"
)
"""The number of magazines in an offer."""
QUESTION = re.compile("[?؟？;]")
LABEL_LIKE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,./&+'–-]*[0-9]|[0-9][A-Za-z0-9 ,./&+'–-]*[A-Za-z0-9]")
LONGEST_OFFER = 400
LONGEST_SIGN_IN = 80


@dataclass(slots=True)
class Block:
    """lines[first:after]."""

    first: int
    after: int
    paywall: bool = False
    has_offer: bool = False
    attribution: Attribution | None = None
    languages: list[str] = field(default_factory=list)
    """Of the phrases recognised in it, in order."""
    inferred: list[str] = field(default_factory=list)
    """`role: line` of each line of it that no phrase of the table matches."""


def find_block(
    lines: Sequence[str],
    start: int,
    words: Phrases,
    names: Sequence[str],
    label: str | None,
    attribution_of: Callable[[str], Attribution | None],
) -> Block | None:
    """The block below the preview that begins at line `start`.

    Of several runs of own lines (some pages advertise above the story too) it is the first with an attribution, else the
    first with an offer, else the first.
    """
    runs: list[tuple[int, Block]] = []
    i = start
    while i < len(lines):
        if not words.may_be_own(lines[i]) or (begun := begin(lines, i, words, names, label, attribution_of)) is None:
            i += 1
            continue
        rank, block = begun
        rank = min(rank, grown(block, lines, words, names, label, attribution_of))
        if rank == 0:
            return with_attribution_above(block, lines, start, names, label)
        runs.append((rank, block))
        i = block.after
    if not runs:
        return None
    return with_attribution_above(min(runs, key=lambda run: run[0])[1], lines, start, names, label)


def begin(
    lines: Sequence[str],
    i: int,
    words: Phrases,
    names: Sequence[str],
    label: str | None,
    attribution_of: Callable[[str], Attribution | None],
) -> tuple[int, Block] | None:
    """(0 of an attribution, 1 of an offer, 2 of a sign-in line; a block that begins at line `i`), None for any other line."""
    text = lines[i]
    if said := attribution_of(text):
        return 0, Block(i, i)
    if words.offer(text):
        return 1, Block(i, i)
    if words.sign_in(text) or splits_sign_in(lines, i, words):
        return 2, Block(i, i)
    if words.brand in text and is_offer(lines, i, words, names, label):
        return 1, Block(i, i)
    return None


def splits_sign_in(lines: Sequence[str], i: int, words: Phrases) -> bool:
    """Whether lines `i` and `i + 1` are the two halves of a sign-in line."""
    return (
        words.sign_in_question(lines[i]) is not None
        and i + 1 < len(lines)
        and words.sign_in(f"{lines[i]} {lines[i + 1]}") is not None
    )


def grown(
    block: Block,
    lines: Sequence[str],
    words: Phrases,
    names: Sequence[str],
    label: str | None,
    attribution_of: Callable[[str], Attribution | None],
) -> int:
    """Take in the lines that follow, which pages print once or twice. The best rank among them, as `begin` has it."""
    best = 2
    asked: str | None = None
    while block.after < len(lines):
        text = lines[block.after]
        if said := attribution_of(text):
            block.attribution = block.attribution or said
            block.languages.append(said.language)
            best = 0
        elif language := words.offer(text):
            block.languages.append(language)
            block.paywall, block.has_offer, best = True, True, min(best, 1)
        elif language := words.sign_in(text):
            block.languages.append(language)
            block.paywall = True
        elif splits_sign_in(lines, block.after, words):
            block.languages.append(words.sign_in_question(text) or "")
            block.paywall = True
            block.after += 1
        elif words.brand in text and len(text) <= LONGEST_OFFER and is_offer(lines, block.after, words, names, label):
            note(block, "offer", text)
            block.paywall, block.has_offer, best = True, True, min(best, 1)
        elif said := inferred_attribution(text, names, label):
            if not any(words.brand in line for line in lines[block.after + 1 : block.after + 3]):
                break
            block.attribution = block.attribution or said
            note(block, "attribution", text)
            best = 0
        elif len(text) < LONGEST_SIGN_IN and QUESTION.search(text) and block.paywall and asked in (None, folded(text)):
            asked = folded(text)
            note(block, "sign_in", text)
        elif not words.banner(text) and not words.button(text):
            break
        block.after += 1
    return best


def note(block: Block, role: str, text: str) -> None:
    if all(folded(text) != folded(line.partition(": ")[2]) for line in block.inferred):
        block.inferred.append(f"{role}: {text}")


def is_offer(lines: Sequence[str], i: int, words: Phrases, names: Sequence[str], label: str | None) -> bool:
    """Whether line `i`, which carries the brand, is a call to action in words nobody knows yet.

    Its surroundings say what it is: an attribution above it, a sign-in question below it, or the count of magazines in it. A
    paragraph that mentions the brand has none of these.
    """
    text = lines[i]
    if len(text) > LONGEST_OFFER or words.banner(text):
        return False
    above = i > 0 and inferred_attribution(lines[i - 1], names, label) is not None
    below = i + 1 < len(lines) and len(lines[i + 1]) < LONGEST_SIGN_IN and QUESTION.search(lines[i + 1]) is not None
    if f"{words.brand} GOLD" in text:
        return above or below or bool(COUNT.search(text))
    return above and (below or bool(COUNT.search(text)))


def with_attribution_above(
    block: Block, lines: Sequence[str], start: int, names: Sequence[str], label: str | None
) -> Block:
    """`block` with the attribution line right above it, in words nobody knows yet."""
    if block.first > start and not (block.attribution and block.attribution.language):
        text = lines[block.first - 1]
        if said := inferred_attribution(text, names, label):
            block.first -= 1
            block.attribution = said
            note(block, "attribution", text)
    return block


def inferred_attribution(text: str, names: Sequence[str], label: str | None) -> Attribution | None:
    """What a line says that names both a known publication and an edition label in words nobody knows yet."""
    if len(text) > 300:
        return None
    if len(UNFILLED.findall(text)) >= 2:
        return Attribution(None, None, "")
    for name in names:
        place = text.casefold().rfind(name.casefold())
        if place < 0 or len(text.casefold()) != len(text):
            continue
        around = text[:place] + "\n" + text[place + len(name) :]
        if not letters(around).strip():
            continue
        said = text[place : place + len(name)]
        if label and label in text:
            return None if alike(text, f"{said}{label}") else Attribution(said, label, "")
        for run in LABEL_LIKE.findall(around):
            if found := label_in(run):
                return Attribution(said, found, "")
    return None


def label_in(run: str) -> str | None:
    """The label that ends a run of words: the shortest that means what the longest readable one does."""
    tokens = run.split(" ")[-8:]
    tails = [" ".join(tokens[skip:]).strip(" -,.") for skip in range(len(tokens))]
    readable = [tail for tail in tails if is_label(tail)]
    return next((tail for tail in reversed(readable) if same_meaning(tail, readable[0])), None)
