"""A sample newsstand of any size: stories made when they are asked for, so that a big one takes no memory.

`python -m tests.generated STORIES [--port PORT] [--log FILE]` serves one.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import overload

from newsstand.demo.__main__ import main
from newsstand.demo.content import Edition, Newsstand, Publication, Story

STORIES_AN_EDITION = 50
WEIGHT = 40_000
"""Bytes of script a page: with the text and the list after it pages have about 50 kB."""
FIRST_DAY = date(2020, 1, 1)
WORDS = [
    "harbour", "rope", "lantern", "bread", "winter", "signal", "ferry", "window", "copper", "garden", "bell",
    "letter", "orchard", "tide", "basket", "quiet", "wooden", "morning", "neighbour", "ladder", "button", "salt",
    "kettle", "bridge", "paper", "whistle", "corner", "summer", "thread", "market", "pocket", "island",
]  # fmt: skip
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stories(Sequence[Story]):
    """The stories of one edition, each made anew whenever it is looked at."""

    issue: int
    size: int

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> Story: ...
    @overload
    def __getitem__(self, index: slice) -> list[Story]: ...
    def __getitem__(self, index: int | slice) -> Story | list[Story]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self.size))]
        if not -self.size <= index < self.size:
            raise IndexError(index)
        return story(self.issue, index % self.size)

    def slugs(self) -> list[str]:
        return [slug(self.issue, number) for number in range(self.size)]


def story(issue: int, number: int) -> Story:
    """The story of that number in that edition."""
    turn = issue * 31 + number
    headline = f"The {pick(turn)} and the {pick(turn // 7 + 1)}, part {number + 1} of {issue}"
    return Story(
        headline=headline,
        slug=slug(issue, number),
        issue=issue,
        description=f"A {pick(turn + 3)} for every {pick(turn // 3)}",
        byline=f"Reporter {turn % 40 + 1}" if turn % 5 else None,
        dateline=pick(turn + 9).upper() if turn % 4 == 0 else None,
        paragraphs=(f"{headline}, as it was told.", *(PARAGRAPHS[turn * i % len(PARAGRAPHS)] for i in range(2, 7))),
        category="newspaper",
        minutes=turn % 9 + 1,
    )


def paragraph(turn: int) -> str:
    words = [pick(turn + i * (turn % 13 + 1)) for i in range(60)]
    return " ".join(" ".join(words[i : i + 12]).capitalize() + "." for i in range(0, 60, 12))


def slug(issue: int, number: int) -> str:
    return f"STORY-{issue}-{number + 1}"


def pick(turn: int) -> str:
    return WORDS[turn % len(WORDS)]


def generated(stories: int, publications: int = 4, first: int = 0) -> Newsstand:
    """A newsstand of dailies with `stories` stories in all, 50 an edition but for the last ones. Raises ValueError.

    Newsstands with other publications are made with another `first`, the number of the first publication.
    """
    if stories < 1 or publications < 1:
        raise ValueError(f"a newsstand needs a story and a publication at least, not {stories} and {publications}")
    shares = [stories // publications + (number < stories % publications) for number in range(publications)]
    titles = tuple(daily(number, share) for number, share in enumerate(shares, first) if share)
    return Newsstand(titles, weight=WEIGHT)


def daily(number: int, share: int) -> Publication:
    """A daily of `share` stories."""
    counts = [min(STORIES_AN_EDITION, share - first) for first in range(0, share, STORIES_AN_EDITION)]
    editions = [edition(3_000_000 + number * 100_000 + day, day, count) for day, count in enumerate(counts)]
    return Publication(
        name=f"The Generated Daily {number + 1}",
        publisher="Endless Paper Ltd.",
        country="GB",
        category="Newspaper",
        language="en",
        language_name="English",
        frequency="Daily",
        magazine=50_000 + number,
        interface="en",
        editions=tuple(reversed(editions)),
    )


def edition(issue: int, day: int, count: int) -> Edition:
    printed = FIRST_DAY + timedelta(days=day)
    iso = printed.isoformat()
    return Edition(
        issue=issue,
        label=f"{MONTHS[printed.month - 1]} {printed.day:02}, {printed.year}",
        generation="G3",
        stories=Stories(issue, count),
        date=iso,
        date_start=iso,
        date_end=iso,
        date_precision="day",
    )


PARAGRAPHS = tuple(paragraph(turn) for turn in range(97))

if __name__ == "__main__":
    sys.exit(main(sys.argv[2:], generated(int(sys.argv[1]))))
