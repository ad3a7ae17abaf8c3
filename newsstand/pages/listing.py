"""The stories listed on a page, as cards: publication, title, teaser, reading time and label in the order printed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsstand.lines import Document, Line
from newsstand.pages.found import ListedStory
from newsstand.pages.labelled import is_label, same
from newsstand.phrases import UNFILLED, Phrases
from newsstand.urls import Site, kind, path_of


@dataclass(slots=True)
class Card:
    lines: list[str] = field(default_factory=list)
    url: str | None = None
    title: int | None = None
    """Which of `lines` first carries the story's link."""
    minutes: int | None = None
    label: str | None = None
    section: str | None = None

    def is_empty(self) -> bool:
        return not self.lines and self.url is None


def story_link(line: Line, document: Document, site: Site, own: str | None) -> str | None:
    """Absolute URL of the first link under `line` that leads to a story other than the page's own."""
    for link in line.links:
        if kind(link, site) == "story" and path_of(link) != own:
            return document.absolute(link)
    return None


def read_cards(lines: Sequence[Line], document: Document, site: Site, words: Phrases, own: str | None = None) -> list[Card]:
    """Cards of a list, in order. A reading time closes a card (its label may follow), another story's link opens one."""
    cards: list[Card] = []
    card = Card()
    for line in lines:
        text = line.text
        if words.is_line("read_time", text):
            continue
        minutes = words.reading_minutes(text)
        if minutes is not None:
            card.minutes = minutes
            continue
        url = story_link(line, document, site, own)
        if card.minutes is not None:
            if card.label is None and url is None and (is_label(text) or UNFILLED.fullmatch(text)):
                card.label = text
                continue
            cards.append(card)
            card = Card()
        if url is not None and card.url is not None and path_of(url) != path_of(card.url):
            opened = Card()
            if len(card.lines) >= 4 and same(card.lines[-1], card.lines[-2]):
                opened.lines, card.lines = card.lines[-2:], card.lines[:-2]
            cards.append(card)
            card = opened
        if url is not None and card.url is None:
            card.url, card.title = url, len(card.lines)
            if line.picture is None and card.title == 1 and cards and cards[-1].minutes is not None and not cards[-1].label:
                cards[-1].label, card.lines, card.title = card.lines[0], [], 0
        if is_end(line, document, site, words):
            break
        if line.picture is None:
            card.lines.append(text)
    cards.append(card)
    return [item for item in cards if not item.is_empty()]


def is_end(line: Line, document: Document, site: Site, words: Phrases) -> bool:
    """Whether a list ends here: the newsstand's footer begins."""
    return line.text.startswith("©") or (bool(line.links) and not any(kind(link, site) for link in line.links))


def listed(cards: Iterable[Card]) -> list[ListedStory]:
    """The stories of a list's cards: `[publication, publication again,] title[, teaser]`.

    Cards that carry neither link nor reading time are bare lines: title and teaser in turn.
    """
    found: list[ListedStory] = []
    for card in cards:
        lines = card.lines
        if card.url is None and card.minutes is None:
            found += [
                ListedStory(headline=lines[i], description=lines[i + 1] if i + 1 < len(lines) else None)
                for i in range(0, len(lines), 2)
            ]
            continue
        publication = None
        if len(lines) >= 3 and same(lines[0], lines[1]):
            publication, lines = lines[0], lines[2:]
        elif card.title is not None and card.title < len(lines) and card.title > 0:
            publication, lines = lines[card.title - 1], lines[card.title :]
        if lines:
            found.append(
                ListedStory(
                    headline=lines[0],
                    description=lines[1] if len(lines) > 1 else None,
                    url=card.url,
                    publication=publication,
                    edition_label=None if card.label is None or UNFILLED.search(card.label) else card.label,
                    reading_minutes=card.minutes,
                    section=card.section,
                )
            )
    return found
