"""The cards of a list in the plain text of a page, where no link tells which line is a title. Pure."""

from collections.abc import Sequence

from newsstand.pages.cards import Card, Entry, names_card
from newsstand.pages.labelled import LONGEST_LABEL, may_be_label
from newsstand.pages.minutes import minutes_like
from newsstand.pages.names import alike, alike_any
from newsstand.pages.phrases import Phrases

SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "”", '"')


def plain_cards(items: Sequence[Entry], words: Phrases, labelled: bool, names: Sequence[str]) -> list[Card]:
    """Cards of the plain text of a page: a reading time ends each; where there is none, title and teaser take turns."""
    times = reading_times(items, words)
    if not times:
        return untimed_cards(items)
    cards: list[Card] = []
    begin = 0
    for i, until in zip(times, [*list(times)[1:], None], strict=True):
        lines = [item.text for item in items[begin:i] if not words.is_time_mark(item.text)]
        begin = i + 1
        if not labelled and len(lines) > 1 and alike(lines[0], lines[-1]):
            lines.pop()  # the alternative text of its picture
        card = Card(lines=lines, minutes=times[i][0], label=times[i][1])
        if labelled and card.label is None:
            if names_card(items, begin, until or len(items)):
                card.publication = items[begin].text
                begin += 1
            if begin < len(items) and is_card_label(items, begin, until, words, names):
                card.label = items[begin].text
                begin += 1
        cards.append(card)
    return cards


def reading_times(items: Sequence[Entry], words: Phrases) -> dict[int, tuple[int, str | None]]:
    """Which of the lines are reading times -> (minutes, label on the same line)."""
    return {
        i: time
        for i in range(len(items))
        if (time := words.reading_time(items[i].text) or unknown_time(items, i, words))
    }


def untimed_cards(items: Sequence[Entry]) -> list[Card]:
    """Title and teaser in turns, where most teasers are sentences: the lines of a footer are none."""
    texts = [item.text for item in items if not item.leaves and not item.text.startswith("©")]
    sentences = sum(text.endswith(SENTENCE_ENDS) for text in texts[1::2])
    if sentences * 2 < len(texts[1::2]) or not sentences:
        return []
    return [Card(lines=texts[i : i + 2], title=0) for i in range(0, len(texts), 2)]


def unknown_time(items: Sequence[Entry], i: int, words: Phrases) -> tuple[int, str | None] | None:
    """A reading time in words nobody knows yet: it stands under the mark of one, or has a bar."""
    said = minutes_like(items[i].text)
    if said is None or not (said.barred or (i and words.is_time_mark(items[i - 1].text))):
        return None
    return said.number, said.label


def is_card_label(items: Sequence[Entry], i: int, until: int | None, words: Phrases, names: Sequence[str]) -> bool:
    """Whether the line after a reading time is its card's label: it reads as one, or is a line more than title and
    teaser need above the next reading time, in line `until`."""
    text = items[i].text
    if may_be_label(text):
        return True
    if until is None or len(text) > LONGEST_LABEL or "©" in text:
        return False
    between = [item.text for item in items[i:until] if not words.is_time_mark(item.text)]
    if between and alike_any(between[0], (*names, *between[1:2])):
        return False
    named = [k for k in range(1, len(between) - 1) if alike_any(between[k], (between[k + 1], *names))]
    return named[0] == 1 if named else len(between) == 3
