"""What is known of a story before its lines are told apart, and which lines are spelt as that. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from newsstand.pages.looks import LONG, cut_short
from newsstand.pages.names import letters
from newsstand.pages.signs import Sign


@dataclass(slots=True)
class Known:
    """What is known of the story before its lines are told apart: of the page that led here, and of the page's head."""

    names: list[str] = field(default_factory=list)
    """Of the publication, as anything prints them."""
    label: str | None = None
    """Of the edition."""
    headlines: list[str] = field(default_factory=list)
    description: str | None = None
    author: str | None = None

    def learn(self, names: Iterable[str | None]) -> None:
        """Take in names of the publication, each once."""
        self.names = list(dict.fromkeys([*self.names, *filter(None, names)]))


class Spelled:
    """What is known, by its letters."""

    def __init__(self, known: Known) -> None:
        self.folded = [(name, name.casefold()) for name in known.names]
        """The publication's names, and each in lower case."""
        told = [
            *((headline, Sign.headline) for headline in known.headlines),
            *((name, Sign.publication) for name in known.names),
            (known.description, Sign.standfirst),
        ]
        self.signs: dict[str, int] = {}
        for text, sign in told:
            if text:
                self.signs[letters(text)] = self.signs.get(letters(text), 0) | sign
        self.names = [letters(name) for name in known.names]
        self.author = tuple(map(letters, filter(None, [known.author])))
        self.standfirst = tuple(map(letters, filter(None, [cut_short(known.description or "")])))
        """How it begins where it is cut short."""
        self.initials = {spelt[0] for spelt in self.signs}

    def signs_of(self, text: str) -> int:
        """The signs that a line has by its letters; of a long one only those of the whole."""
        if len(text) > LONG and text[0].isalnum() and letters(text[0])[0] not in self.initials:
            return 0
        spelt = letters(text)
        signs = self.signs.get(spelt, 0)
        if any(map(spelt.__contains__, self.names)):
            signs |= Sign.named
        if spelt.startswith(self.standfirst):
            signs |= Sign.standfirst
        if spelt.endswith(self.author):
            signs |= Sign.author
        return signs
