"""A story page while it is read: its lines, what is known of the story so far, and what single lines are. Pure."""

import re
from collections.abc import Sequence
from typing import Any

from newsstand.labels.calendar_words import ALIASES
from newsstand.pages.document import Document
from newsstand.pages.labelled import chosen, is_label
from newsstand.pages.listing import PRICE
from newsstand.pages.metadata import article, word
from newsstand.pages.opening import ENDS_SENTENCE, dashed, is_name, is_paragraph
from newsstand.pages.phrases import START, Attribution, Phrases, alike, alike_any, letters, phrases
from newsstand.urls import Site, is_own, kind, language_prefix, match, path_of

LINKED = 3
"""Lines of a text that lead to other stories, at most: a list has more."""
SHORT = 40
LONG = 160
"""Characters: a line that is longer is text."""


class Sheet:
    """A story page with what is known of it.

    The keywords are what the page that led here says of the story. `names`: of the publication, as anything prints
    them; `label` of the edition. Both grow while the page is read.
    """

    def __init__(
        self,
        document: Document,
        site: Site,
        *,
        publication: str | None,
        label: str | None,
        headline: str | None,
        description: str | None,
    ) -> None:
        self.document = document
        self.lines = document.lines
        self.site = site
        self.words: Phrases = phrases(site.brand)
        found = match(document.url, site) if document.url else None
        self.is_story_url = found is not None and found.kind == "story"
        self.slug = found.parts.get("publication") if found and found.kind == "story" else None
        self.own = path_of(document.url) if document.url and self.is_story_url else None
        self.meta: dict[str, Any] = article(document, self.own)
        self.label = label
        self.hint_headline = headline
        self.headline = headline or word(self.meta.get("headline"))
        self.is_described = description is not None
        self.description = description or word(self.meta.get("description")) or document.meta.get("og:description")
        self.names = [name for name in (publication, *publishers(self.meta)) if name]
        starts = self.words.all_starts
        self.own_like = [i for i, line in enumerate(self.lines) if line[:START] in starts]
        """The lines that begin as the newsstand's own do."""
        self.read: dict[str, list[Attribution]] = {}
        self.has_learnt = False
        """Whether the page has been asked what its publication is, and has said so."""
        self.headed_until = len(self.lines)
        """Where the lines end that may hold this story's header: at the first attribution."""

    def attribution(self, i: int) -> Attribution | None:
        """What line `i` says if it is an attribution in words of the table, and no paragraph that begins like one."""
        said = self.reading(self.lines[i])
        return said if said and self.is_credible(said, i) else None

    def is_credible(self, said: Attribution, i: int) -> bool:
        """Whether line `i`, which reads as an attribution, is one: it names the publication or the edition, or an offer
        or a sign-in line stands below it; while neither is known, a readable label will do where the text ends."""
        if said.publication is None or said.label is None or alike(said.label, self.label):
            return True
        if alike_any(said.publication, self.names) or self.is_spelt_by_slug(said.publication):
            return True
        below = self.lines[i + 1] if i + 1 < len(self.lines) else ""
        if self.words.offer(below) or self.words.sign_in(below) or f"{self.words.brand} GOLD" in below:
            return True
        if self.has_learnt or is_paragraph(below) or self.reading(below) not in (None, said):
            return False
        return is_label(said.label, said.publication)

    def reading(self, text: str) -> Attribution | None:
        """What a line says if it is worded as an attribution is."""
        if not self.words.may_be_own(text):
            return None
        readings = self.read.get(text)
        if readings is None:
            readings = self.read[text] = list(self.words.attributions(text))
        return chosen(readings, [*self.names, *([self.slug] if self.slug else [])], self.label) if readings else None

    def learn(self, names: Sequence[str | None], label: str | None) -> None:
        """Take in what header and attribution say: in its light lines may read otherwise."""
        self.names += [name for name in names if name and name not in self.names]
        if not self.names and (name := self.name_spelt_by_slug()):
            self.names.append(name)
        self.label = label or self.label
        self.has_learnt = bool(self.names)

    def first_attribution(self) -> Attribution | None:
        """What the first attribution line says; sets where the headers end that may be this story's."""
        for i in self.own_like:
            if said := self.attribution(i):
                self.headed_until = i
                return said
        return None

    def is_publication(self, name: str, line: int) -> bool:
        if self.is_spelt_by_slug(name):
            return True
        return any(kind(link, self.site) == "title" for link in self.document.links(line))

    def is_spelt_by_slug(self, name: str) -> bool:
        return self.slug is not None and letters(name) == letters(self.slug)

    def name_spelt_by_slug(self) -> str | None:
        """The publication as some line prints it, by its slug in the story's URL."""
        if not self.slug or not (parts := re.findall(r"\w+", self.slug)):
            return None
        pattern = re.compile(r"(?<!\w)" + r"[\W_]{1,3}".join(map(re.escape, parts)), re.I)
        return next((found[0] for line in self.lines if len(line) < LONG * 2 and (found := pattern.search(line))), None)

    def is_told_here(self, title: int | None) -> bool:
        """Whether the page shows the headline that the list or its own head give, so that it is that story's page."""
        return title is not None and any(
            alike(self.lines[title], name) for name in (self.hint_headline, word(self.meta.get("headline"))) if name
        )

    def is_text(self, start: int, end: int) -> bool:
        """Whether lines hold a text worth selling: on a page that names neither publication nor edition in known
        words."""
        told = sum(len(line) for line in self.lines[start:end] if is_paragraph(line))
        return told > LONG and sum(self.leads_away(i) for i in range(start, end)) < LINKED

    def is_furniture(self, i: int) -> bool:
        text = self.lines[i]
        if i in self.document.buttons or self.leads_off(i):
            return True
        if self.words.button(text) or self.words.banner(text) or self.words.aside(text):
            return True
        above = self.lines[i - 1] if i else ""
        return PRICE.fullmatch(text) is not None and (self.words.banner(above) or PRICE.fullmatch(above) is not None)

    def leads_away(self, i: int) -> bool:
        """Whether a line leads to another story."""
        return any(self.is_other_story(link) for link in self.document.links(i))

    def is_other_story(self, link: str) -> bool:
        return kind(link, self.site) == "story" and path_of(link) != self.own

    def is_title(self, i: int) -> bool:
        """Whether all of a line leads to another story, as a listed story's title does."""
        link = self.document.filling_link(i)
        return link is not None and self.is_other_story(link)

    def leads_off(self, i: int) -> bool:
        """Whether a line is a short link to another site, to share a story with, say; an author's is none."""
        text = self.lines[i]
        if len(text) > SHORT or dashed(text) or is_name(text) or (link := self.document.filling_link(i)) is None:
            return False
        return link.startswith("http") and not is_own(link, self.site)

    def publications_led_to(self, i: int) -> list[str]:
        """The slugs of publications in the links of a line that lead to stories."""
        found = [match(link, self.site) for link in self.document.links(i)]
        slugs = [one.parts.get("publication") for one in found if one and one.kind == "story"]
        return [slug for slug in slugs if slug]

    def is_foot(self, i: int) -> bool:
        return self.lines[i].startswith("©") or self.is_own_link(i)

    def leads_out(self, i: int) -> bool:
        """Whether a line leads to pages that are neither stories nor publications."""
        kinds = [kind(link, self.site) for link in self.document.links(i)]
        return bool(kinds) and not any(found in ("story", "title") for found in kinds)

    def names_publication(self, i: int) -> bool:
        text = letters(self.lines[i])
        return len(self.lines[i]) < LONG and any(letters(name) in text for name in self.names)

    def is_own_link(self, i: int) -> bool:
        text = self.lines[i]
        if len(text) >= 40 or ENDS_SENTENCE.search(text):
            return False
        return self.leads_out(i) if self.document.link_elements else self.words.is_line("foot", text)

    def declared_language(self) -> str | None:
        """ISO 639-1 code that the URL, else the page declares."""
        declared = (language_prefix(self.document.url) if self.document.url else None) or self.document.language
        if declared and (found := re.fullmatch(r"([A-Za-z]{2,3})(?:[-_].*)?", declared.strip())):
            code = found[1].lower()
            return ALIASES.get(code, code)
        return None


def publishers(meta: dict[str, Any]) -> Sequence[str]:
    """Names that JSON-LD gives the publication: of the periodical that the article is part of, at any depth."""
    names: list[str] = []
    part = meta.get("isPartOf")
    for _ in range(3):
        if not isinstance(part, dict):
            break
        if part.get("@type") in ("Newspaper", "Periodical", "Magazine") and (name := word(part)):
            names.append(name)
        part = part.get("isPartOf")
    return names
