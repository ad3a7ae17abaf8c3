"""A line of a list and a card of one, and what both kinds of lists ask of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from newsstand.pages.labelled import LONGEST_LABEL, is_label
from newsstand.pages.names import alike, alike_any, letters
from newsstand.urls import Named

FEWEST_ALIKE = 3
"""Cards that end with the same line, where that is none of theirs, or with a number and the same word."""


class Entry:
    """A line of a list. Most lead nowhere, and have what is said here of these."""

    url: str | None = None
    """Of the story that the line leads to: absolute where the page's own URL is known."""
    key: str | None = None
    """Path of that URL, the same for every spelling of it; None of an address that cannot be understood."""
    slug: str | None = None
    """Of the story's publication, in that URL."""
    issue: str | None = None
    """Number of the story's edition, in that URL."""
    leaves: bool = False
    """Whether it leads to a page that is neither a story's nor a publication's."""
    names: bool = False
    """Whether it leads to a publication's page."""
    lost: str | None = None
    """The link of a line that leads to nothing else, where that cannot be understood: "http://[object Object]"."""

    def __init__(self, text: str) -> None:
        self.text = text

    def leading_to(self, url: str, story: Named) -> Self:
        """This line with the story that it leads to."""
        self.url, self.key = url, story.path
        self.slug, self.issue = story.parts.get("publication"), story.parts.get("issue")
        return self


@dataclass(slots=True)
class Card:
    lines: list[str] = field(default_factory=list)
    url: str | None = None
    key: str | None = None
    slug: str | None = None
    issue: str | None = None
    title: int = 0
    """Which of `lines` first carries the story's link."""
    minutes: int | None = None
    timed: bool = False
    label: str | None = None
    publication: str | None = None
    """Where it stands below the reading time."""
    section: str | None = None

    def opened_by(self, item: Entry) -> None:
        self.url, self.key, self.slug, self.issue = item.url, item.key, item.slug, item.issue
        self.title = len(self.lines)

    def names_below(self, slug: str | None, names: Sequence[str]) -> list[str]:
        """Take away, and give, the lines below the title with which it ends that name the publication of the next card,
        which has that slug."""
        end = len(self.lines)
        while end > self.title + 1 and is_name(self.lines[end - 1], slug, names):
            end -= 1
        taken, self.lines = self.lines[end:], self.lines[:end]
        return taken

    def told(self) -> Sequence[str]:
        """Its lines from the title on."""
        return self.lines[self.title :]

    @property
    def is_lost(self) -> bool:
        """Whether its link cannot be understood."""
        return self.url is not None and self.key is None


def names_card(items: Sequence[Entry], i: int, until: int) -> bool:
    """Whether line `i`, after a card's reading time, is the publication: a readable label stands below it, and what
    follows that, up to line `until`, is the next card or nothing."""
    if i + 1 >= until or items[i + 1].url is not None or len(items[i].text) > LONGEST_LABEL or is_label(items[i].text):
        return False
    return is_label(items[i + 1].text, items[i].text)


def may_stand_alone(text: str) -> bool:
    """Whether a line that does not read as a label may be one by its place: it is short, and nobody's credit."""
    return len(text) <= LONGEST_LABEL and "©" not in text


def is_in_path(text: str, path: str) -> bool:
    """Whether a path carries the name `text` as one of its parts."""
    return letters(text) in [letters(part) for part in path.split("/")]


def is_name(text: str, slug: str | None, names: Sequence[str]) -> bool:
    return alike_any(text, names) or alike(text, slug)
