"""The cards of a list in the plain text of a page, where no link tells which line is a title. Pure."""

from collections import Counter
from collections.abc import Sequence

from newsstand.pages.cards import FEWEST_ALIKE, Card, Entry, may_stand_alone, names_card
from newsstand.pages.labelled import is_label, may_be_label
from newsstand.pages.minutes import minutes_like
from newsstand.pages.names import alike, alike_any
from newsstand.pages.phrases import Phrases

SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "”", '"')


def plain_cards(items: Sequence[Entry], words: Phrases, labelled: bool, names: Sequence[str]) -> list[Card]:
    """Cards of the plain text of a page: a reading time ends each; where there is none, title and teaser take turns."""
    marks = time_marks(items, words)
    times = reading_times(items, words, marks)
    if not times:
        return untimed_cards(items)
    cards: list[Card] = []
    begin = 0
    for i, until in zip(times, [*list(times)[1:], None], strict=True):
        lines = [item.text for item in items[begin:i] if item.text not in marks]
        begin = i + 1
        if not labelled and len(lines) > 1 and alike(lines[0], lines[-1]):
            lines.pop()  # the alternative text of its picture
        card = Card(lines=lines, minutes=times[i][0], label=times[i][1])
        if labelled and card.label is None:
            if names_card(items, begin, until or len(items)):
                card.publication = items[begin].text
                begin += 1
            if begin < len(items) and is_card_label(items, begin, until, marks, names):
                card.label = items[begin].text
                begin += 1
        cards.append(card)
    return cards


def reading_times(items: Sequence[Entry], words: Phrases, marks: set[str]) -> dict[int, tuple[int, str | None]]:
    """Which of the lines are reading times -> (minutes, label on the same line), in order.

    In words nobody knows yet a reading time has a bar, or stands under one of the `marks`. Where fewer than half of the
    lines that seem to count minutes are such, or of the table, all of them are.
    """
    counted = counting(items, words)
    found: dict[int, tuple[int, str | None]] = {}
    for i, item in enumerate(items):
        said = minutes_like(item.text)
        if time := words.reading_time(item.text):
            found[i] = time
        elif said and (said.barred or (i and items[i - 1].text in marks)):
            found[i] = said.number, said.label
    missed = counted - found.keys()
    if len(counted) >= FEWEST_ALIKE and len(missed) * 2 > len(counted):
        found |= {i: (said.number, said.label) for i in missed if (said := minutes_like(items[i].text))}
    return dict(sorted(found.items()))


def time_marks(items: Sequence[Entry], words: Phrases) -> set[str]:
    """The lines that stand above reading times: those of the table, and in words of none the one that stands above most
    of the lines that seem to count minutes, and is no sentence."""
    above = Counter(items[i - 1].text for i in counting(items, words) if i)
    unknown = {text for text, count in above.items() if count > 1 and count * 2 > above.total()}
    unknown = {text for text in unknown if not text.endswith(SENTENCE_ENDS)}
    return unknown | {item.text for item in items if words.is_time_mark(item.text)}


def counting(items: Sequence[Entry], words: Phrases) -> set[int]:
    """The lines of a number and a word, of the word that most such lines have: it seems to count minutes. None where it
    is no word for minutes in a list that has one."""
    said = {i: one.unit for i, item in enumerate(items) if (one := minutes_like(item.text)) and not is_label(item.text)}
    commonest = Counter(filter(None, said.values())).most_common(1)
    found = {i for i, unit in said.items() if unit in dict(commonest)}
    known = {i for i in said if words.reading_time(items[i].text)}
    return found if not known or found & known else set()


def untimed_cards(items: Sequence[Entry]) -> list[Card]:
    """Title and teaser in turns, where most teasers are sentences: the lines of a footer are none."""
    texts = [item.text for item in items if not item.leaves and not item.text.startswith("©")]
    sentences = sum(text.endswith(SENTENCE_ENDS) for text in texts[1::2])
    if sentences * 2 < max(len(texts[1::2]), 1):
        return []
    return [Card(lines=texts[i : i + 2]) for i in range(0, len(texts), 2)]


def is_card_label(items: Sequence[Entry], i: int, until: int | None, marks: set[str], names: Sequence[str]) -> bool:
    """Whether the line after a reading time is its card's label: it reads as one, or is a line more than title and
    teaser need above the next reading time, in line `until`."""
    if may_be_label(items[i].text):
        return True
    if until is None or not may_stand_alone(items[i].text):
        return False
    between = [item.text for item in items[i:until] if item.text not in marks]
    begins = next((k for k in range(len(between)) if begins_card(between[k:], names)), None)
    return begins == 1 if begins is not None else len(between) == 3


def begins_card(lines: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a card shows that it begins with the first of these lines: it is the publication, or is printed again
    below, as publications and titles are."""
    return alike_any(lines[0], (*lines[1:], *names))
