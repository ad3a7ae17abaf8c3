"""A story page while it is read: its lines, the kind of each, and what is known of the story so far. Pure."""

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import cache, cached_property
from typing import Any, NamedTuple

from newsstand.labels.calendar_words import ALIASES
from newsstand.pages.document import Document
from newsstand.pages.inferred import inferred_attribution, may_infer
from newsstand.pages.known import Known, Spelled
from newsstand.pages.labelled import chosen, is_label
from newsstand.pages.looks import LONG, cut_short, is_paragraph
from newsstand.pages.metadata import article, publications, word
from newsstand.pages.names import alike, alike_any, letters, spelling, spelt_in, telling_word
from newsstand.pages.own import parts_of
from newsstand.pages.phrases import START, Attribution, Phrases, phrases
from newsstand.pages.shapes import Kind
from newsstand.pages.signs import SPELLED, Sign
from newsstand.urls import Site, kind, language_prefix, path_of


class Looks(Enum):
    """What a row of the table looks at besides the line's own words, which every row may."""

    NAMES = auto()
    """The story's headline, publication, author and standfirst, as other places tell them."""
    LINKS = auto()
    """Where the line leads, or what element it is."""
    NEIGHBOURS = auto()
    """The lines above and below."""


class ByText(NamedTuple):
    """A row that tells a line by its own words: each text is asked once, wherever it stands."""

    kind: Kind
    name: str
    reason: str
    signs: int
    """All of these the line must have; most rows say no more."""
    example: tuple[str, str]
    """(a page, the line of it that is meant)."""
    test: Callable[[Phrases, str], object] | None = None


class ByPage(NamedTuple):
    """A row that tells a line by its page."""

    kind: Kind
    name: str
    reason: str
    looks: Looks
    signs: int
    example: tuple[str, str]
    test: Callable[["Page", int], bool] | None = None


Recogniser = ByText | ByPage
UNDECIDED = ByText(Kind.words, "asked of", "a neighbour asks back", 0, ("", ""))
"""Stands for the row of a line while it is looked for: two lines that look at each other would do so for ever."""


ANCHORS = {
    Kind.attribution, Kind.attribution_like, Kind.dated_like, Kind.offer, Kind.offer_like, Kind.sign_in, Kind.question,
}  # fmt: skip
"""Each block below a text has a line of one of these kinds."""


class Block(NamedTuple):
    """lines[start:end] of a page, and which row of a table, or what else, found them."""

    name: str
    start: int
    end: int


class Page:
    """A story page: `kind(i)` is what line `i` is, and the order of the kinds is the page's shape."""

    def __init__(
        self, document: Document, site: Site, known: Known, recognised: Callable[["Page", int], Recogniser]
    ) -> None:
        self.document, self.site, self.known = document, site, known
        self.lines = document.lines
        self.words: Phrases = phrases(site.brand)
        self.url = document.url or ""
        self.slug = parts_of(self.url, site).get("publication")
        self.own = path_of(self.url) if kind(self.url, site) == "story" else None
        self.meta: dict[str, Any] = article(document, self.own)
        known.learn(publications(self.meta))
        if headline := word(self.meta.get("headline")):
            known.headlines.append(headline)
        told = known.description, word(self.meta.get("description")), document.meta.get("og:description")
        known.description = next(filter(None, told), None)
        known.author = word(self.meta.get("author"))
        self.told_headlines = tuple(known.headlines)
        self.recognised = recognised
        self.found: dict[int, Recogniser] = {}
        self.said: dict[int, Attribution | None] = {}
        """What lines say that read as attributions, in words of the table or of none."""
        self.linked: dict[int, list[str]] = {}
        self.may: dict[int, bool] = {}
        self.has_learnt = False
        self.headed_until = len(self.lines)
        """Where the lines end that may hold this story's header: at the first attribution."""
        self.parts: list[Block] = []
        """For who asks why."""

    def learn(self, names: Sequence[str | None], label: str | None) -> None:
        """Take in what header and attribution say: in its light lines may be of another kind."""
        known = self.known
        known.learn(names)
        if not known.names:
            known.learn(self.names_spelt_by_slug())
        known.label = label or known.label
        self.has_learnt = bool(known.names)
        self.forget()

    def learn_headline(self, headline: str | None) -> None:
        """Take in the headline where there is one."""
        if headline is not None:
            self.known.headlines.append(headline)
            self.forget()

    def learn_marked(self) -> None:
        """Take in that the page marks its text: a description that is one of its paragraphs, or begins one, is no
        standfirst then."""
        told = str(self.known.description)
        if is_paragraph(told) or cut_short(told):
            self.known.description = None
            self.forget()

    def forget(self) -> None:
        self.__dict__.pop("spelled", None)
        self.found.clear()
        self.said.clear()
        self.may.clear()

    @cached_property
    def spelled(self) -> Spelled:
        """What is known so far, as lines spell it."""
        return Spelled(self.known)

    def signs(self, i: int, asked: int) -> int:
        """The signs that the page gives line `i`: those `asked` for, and some that are found with them."""
        signs = 0
        for told in page_signs(asked):
            signs |= told(self, i)
        return signs

    def recogniser(self, i: int) -> Recogniser:
        """The row of the table that line `i` is of its kind by."""
        if (row := self.found.get(i)) is None:
            self.found[i] = UNDECIDED
            row = self.found[i] = self.recognised(self, i)
        return row

    def kind(self, i: int) -> Kind:
        return self.recogniser(i).kind

    def shape(self, start: int, end: int) -> str:
        found, recogniser = self.found, self.recogniser
        return "".join([(found.get(i) or recogniser(i)).kind for i in range(start, min(end, len(self.lines)))])

    def first_attribution(self) -> Attribution | None:
        """What the first attribution line says; sets where the headers end that may be this story's."""
        for i in self.own_like:
            if said := self.attribution(i):
                self.headed_until = i
                return said
        return None

    @cached_property
    def own_like(self) -> dict[int, str]:
        """The lines that begin as the newsstand's own below a text do, by their indexes."""
        starts = self.words.own_starts
        return {i: line for i, line in enumerate(self.lines) if line[:START] in starts}

    def may_infer(self, i: int) -> bool:
        """Whether line `i` may be an attribution in words of no table, at a glance, or is one."""
        if (may := self.may.get(i)) is None:
            may = self.may[i] = may_infer(self.lines[i], self.spelled.folded)
        return may if i not in self.said else self.said[i] is not None

    def is_of_block(self, i: int) -> bool:
        """Whether line `i` is one around which blocks stand, or may be one in words of no table."""
        if i in self.own_like or self.words.product(self.lines[i]):
            return self.kind(i) in ANCHORS
        return self.may_infer(i) and self.inferred(i) is not None

    def is_own_phrase(self, i: int) -> bool:
        """Whether line `i` is one of the newsstand's own below a text, in words of the table."""
        line = self.lines[i]
        is_worded = i in self.own_like and (self.reading(i) or self.words.offer(line) or self.words.sign_in(line))
        return bool(is_worded) and self.kind(i) in (Kind.attribution, Kind.offer, Kind.sign_in)

    def filling(self, i: int) -> str:
        """The link that all of line `i` is; "" where none is."""
        return self.document.filling_link(i) if 0 <= i < len(self.lines) else ""

    def is_other_story(self, link: str) -> bool:
        return kind(link, self.site) == "story" and path_of(link) != self.own

    def leads_away(self, i: int) -> bool:
        return any(self.is_other_story(link) for link in self.links(i))

    def links(self, i: int) -> list[str]:
        """The links in line `i`, as `Document.links` gives them."""
        if (found := self.linked.get(i)) is None:
            found = self.linked[i] = self.document.links(i) if i < len(self.lines) else []
        return found

    def leads_to_title(self, i: int) -> bool:
        """Whether line `i` leads to a publication's page."""
        return any(kind(link, self.site) == "title" for link in self.links(i))

    def reading(self, i: int) -> Attribution | None:
        """What line `i` says if it is worded as attributions of the table are."""
        return chosen(
            self.words.attributions(self.lines[i]), filter(None, [*self.known.names, self.slug]), self.known.label
        )

    def attribution(self, i: int) -> Attribution | None:
        """What line `i` says if it is an attribution in words of the table, and no paragraph that begins like one.

        It names the publication or the edition, or an offer or a sign-in line stands below it; while neither is known,
        a readable label will do where the text ends.
        """
        known, said = self.known, self.reading(i)
        if said is None or said.publication is None or said.label is None or alike(said.label, known.label):
            return said
        below = next(iter(self.lines[i + 1 : i + 2]), "")
        sold = self.words.offer(below) or self.words.sign_in(below) or self.words.product(below)
        if sold or alike_any(said.publication, [*known.names, self.slug]):
            return said
        goes_on = is_paragraph(below) or (below and self.reading(i + 1) not in (None, said))
        is_known = not (self.has_learnt or goes_on) and is_label(said.label, said.publication)
        return said if is_known else None

    def inferred(self, i: int) -> Attribution | None:
        """What line `i` says if it is an attribution in words of no table."""
        if i not in self.said:
            self.said[i] = inferred_attribution(self, i)
        return self.said[i]

    def is_spelt(self, name: str) -> bool:
        return alike(name, self.slug)

    def is_publication(self, name: str, line: int) -> bool:
        """Whether a text is this page's publication by its URL, or by the links in that line."""
        return self.is_spelt(name) or self.leads_to_title(line)

    def names_spelt_by_slug(self) -> list[str]:
        """The publication as lines print it, by its slug in the story's URL: each spelling once, the longest first
        ("Goat!" above "goat")."""
        slug = self.slug or ""
        name, word = spelling(slug), telling_word(slug)
        found = {spelt_in(line, name) for line in self.lines if len(line) <= LONG and word in letters(line)}
        return sorted(filter(None, found), key=lambda name: (-len(name), name))

    def publications_led_to(self, i: int) -> list[str]:
        """The slugs of publications in the links of a line that lead to stories."""
        found = (parts_of(link, self.site) for link in self.links(i))
        return [parts["publication"] for parts in found if "publication" in parts]

    def names_publication(self, i: int) -> bool:
        return any(map(letters(self.lines[i]).__contains__, self.spelled.names))

    def declared_language(self) -> str | None:
        """ISO 639-1 code that the URL, else the page declares."""
        declared = language_prefix(self.url) or self.document.language or ""
        if found := re.fullmatch(r"([A-Za-z]{2,3})(?:[-_].*)?", declared.strip()):
            code = found[1].lower()
            return ALIASES.get(code, code)
        return None


PAGE_SIGNS: tuple[tuple[int, Callable[[Page, int], int]], ...] = (
    (Sign.pressed, lambda page, i: Sign.pressed * (i in page.document.buttons)),
    (Sign.filled, lambda page, i: Sign.filled * bool(page.filling(i))),
    (Sign.linked, lambda page, i: Sign.linked * bool(page.links(i))),
    (SPELLED, lambda page, i: page.spelled.signs_of(page.lines[i])),
    (Sign.over, lambda page, i: Sign.over * bool(page.links(i + 1) or page.links(i + 2))),
    (Sign.inferred, lambda page, i: Sign.inferred * page.may_infer(i)),
    (Sign.below, lambda page, i: Sign.below * (i > 0 and page.may_infer(i - 1))),
)
"""Signs that the page gives a line, and what tells them."""


@cache
def page_signs(asked: int) -> list[Callable[[Page, int], int]]:
    return [told for some, told in PAGE_SIGNS if some & asked]
