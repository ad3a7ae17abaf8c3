"""A story page -> what it says of its story, found as a reader finds it: by the words and their order. Pure.

Order of a page: button and banner, headline, header (publication and edition), standfirst, byline, headline again
(the picture's alternative text), the free preview, the newsstand's block (attribution, offer, sign-in), other stories.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from newsstand.lines import Document
from newsstand.pages.block import Block, find_block, inferred_attribution
from newsstand.pages.found import ListedStory, NotAPage, StoryPage
from newsstand.pages.header import Header, find_headers, only_bar
from newsstand.pages.labelled import chosen
from newsstand.pages.listing import PRICE, entries, listed, read_cards
from newsstand.pages.metadata import article, is_free, word
from newsstand.pages.opening import DEEPEST, ENDS_SENTENCE, place_alone, place_run_in, read_opening
from newsstand.pages.refusal import refusal
from newsstand.phrases import START, Attribution, Phrases, alike, letters, phrases, printed
from newsstand.urls import Site, kind, language_prefix, match, path_of

LONG = 160
"""Characters: a line that is longer is text."""
FRONT_PAGE = 3
"""Headers on a page that is no story's but a list of stories."""


def read_story(
    document: Document,
    *,
    site: Site,
    publication: str | None = None,
    edition_label: str | None = None,
    headline: str | None = None,
    description: str | None = None,
) -> StoryPage | NotAPage:
    """What a story page says.

    The keywords are what the page that led here says of the story; they help to tell lines apart, and no value of the
    result is taken from them. Values are as printed, with single spaces; paragraphs are in order.
    """
    return StoryReader(document, site, publication, edition_label, headline, description).read()


class StoryReader:
    """One reading of one page: what is known of it so far, and where its parts begin."""

    def __init__(
        self,
        document: Document,
        site: Site,
        publication: str | None,
        label: str | None,
        headline: str | None,
        description: str | None,
    ) -> None:
        self.document = document
        self.lines = document.lines
        self.site = site
        self.words: Phrases = phrases(site.brand)
        self.meta: dict[str, Any] = article(document)
        found = match(document.url, site) if document.url else None
        self.is_story_url = found is not None and found[0] == "story"
        self.slug = found[1].groupdict().get("publication") if found and found[0] == "story" else None
        self.own = path_of(document.url) if document.url and self.is_story_url else None
        self.hint_label = label
        self.hint_headline = headline
        self.headline = headline or word(self.meta.get("headline"))
        self.description = description or word(self.meta.get("description")) or document.meta.get("og:description")
        self.names = [name for name in (publication, *publishers(self.meta)) if name]
        self.attribution_of = cache(self._attribution_of)
        self.headed_until = len(self.lines)

    def read(self) -> StoryPage | NotAPage:
        attribution = self.first_attribution()
        headers = self.headers(attribution)
        header = headers[0] if headers else None
        for name in (header and header.publication, attribution and attribution.publication):
            if name and name not in self.names and printed(name):
                self.names.append(name)
        if not self.names and (name := self.name_spelt_by_slug()):
            self.names.append(name)
        label = next(
            (said for said in (header and header.label, attribution and attribution.label, self.hint_label) if said),
            None,
        )
        self.attribution_of = cache(self._attribution_of)  # more names are known now
        title = self.title(header)
        start = header.last + 1 if header else self.start_without_header(title)
        block = find_block(self.lines, start, self.words, self.names, label, self.attribution_of)
        if block is None:
            block = self.lone_attribution(start, label)
        end = block.first if block else self.end_without_block(start)
        attribution = block.attribution if block and block.attribution else attribution
        if (
            header is None
            and attribution is None
            and not self.is_told_here(title)
            and not self.is_sold_here(block, start)
        ):
            return self.refused()
        if block is None and len(headers) >= FRONT_PAGE and not self.is_told_here(title):
            return self.refused()

        page = StoryPage()
        self.place(page, header, attribution)
        page.headline = self.lines[title] if title is not None else word(self.meta.get("headline"))
        self.opening(page, start, end, title, header)
        paywall = block is not None and block.paywall
        if not page.paragraphs and not (paywall and (header or attribution or self.is_told_here(title))):
            return self.refused()
        page.access = (
            ("preview" if page.paragraphs else "locked") if paywall else "free" if is_free(self.meta) else "unknown"
        )
        inferred = list(block.inferred) if block else []
        first, heading_language = self.list_start(
            block.after if block else end, block is not None, page.publication, inferred
        )
        page.related = self.related(first)
        page.image_url = self.image(page.headline)
        page.section = word(self.meta.get("articleSection")) or self.document.meta.get("article:section")
        page.language = word(self.meta.get("inLanguage"))
        page.publication_url = self.publication_url(header, page.publication)
        page.interface_language = self.interface_language(block, attribution, heading_language, bool(inferred))
        page.inferred = tuple(inferred)
        return page

    # --- the parts of the page

    def _attribution_of(self, text: str) -> Attribution | None:
        """What a line says if it is an attribution in words of the table."""
        if not self.words.may_be_own(text):
            return None
        return chosen(
            self.words.attributions(text), [*self.names, *([self.slug] if self.slug else [])], self.hint_label
        )

    def first_attribution(self) -> Attribution | None:
        """What the first attribution line says; sets where the headers end that may be this story's."""
        starts = self.words.starts
        for i in [i for i, text in enumerate(self.lines) if text[:START] in starts]:
            if said := self.attribution_of(self.lines[i]):
                self.headed_until = i
                return said
        return None

    def headers(self, attribution: Attribution | None) -> list[Header]:
        names = [*self.names, *([attribution.publication] if attribution and attribution.publication else [])]
        found = find_headers(
            self.lines[: self.headed_until],
            self.words,
            names=names,
            label=(attribution and attribution.label) or self.hint_label,
            is_publication=self.is_publication,
        )
        if found:
            return found
        alone = only_bar(self.lines, self.words, self.declared_language())
        return [alone] if alone else []

    def name_spelt_by_slug(self) -> str | None:
        """The publication as some line prints it, by its slug in the story's URL."""
        if not self.slug or not (parts := re.findall(r"\w+", self.slug)):
            return None
        pattern = re.compile(r"(?<!\w)" + r"[\W_]{1,3}".join(map(re.escape, parts)), re.I)
        return next((found[0] for line in self.lines if len(line) < LONG * 2 and (found := pattern.search(line))), None)

    def is_publication(self, name: str, line: int) -> bool:
        if self.slug and letters(name) == letters(self.slug):
            return True
        return any(kind(link, self.site) == "title" for link in self.document.links(line))

    def title(self, header: Header | None) -> int | None:
        """Index of the headline: the line above the header, or without one the first that the head or the list name."""
        known = [name for name in (self.hint_headline, word(self.meta.get("headline"))) if name]
        if header:
            near = range(header.first - 1, max(-1, header.first - 5), -1)
            for name in [*known, *(self.lines[i] for i in self.document.headings)]:
                for i in near:
                    if alike(self.lines[i], name):
                        return i
            for i in near:
                if any(alike(self.lines[i], text) for text in self.lines[header.last + 1 : header.last + 1 + DEEPEST]):
                    return i
            for i in near:
                if not self.is_furniture(i) and self.words.reading_time(self.lines[i]) is None:
                    return i
            return next(
                (i for i in range(header.last + 1, min(header.last + 3, len(self.lines))) for name in known
                 if alike(self.lines[i], name)), None)  # fmt: skip
        for name in known:
            for i, line in enumerate(self.lines):
                if (line == name or len(line) < 400) and alike(line, name):
                    return i
        if og := self.document.meta.get("og:title"):
            for i, line in enumerate(self.lines):
                if line == og:
                    return i
        if len(self.document.headings) == 1 and self.document.headings[0] + 1 < len(self.lines):
            return self.document.headings[0]
        return self.repeated()

    def repeated(self) -> int | None:
        """Index of the first short line that is printed again after a standfirst and a byline at most, or is the alternative
        text of a picture there: a headline."""
        for picture in self.document.pictures[:3]:
            for i in range(max(0, picture.line - 4), picture.line):
                if alike(self.lines[i], picture.alt):
                    return i
        for i, line in enumerate(self.lines[:40]):
            if len(line) > 200 or self.words.may_be_own(line):
                return None
            for k in range(i + 2, min(i + 5, len(self.lines))):
                if alike(line, self.lines[k]) and not any(self.words.may_be_own(text) for text in self.lines[i:k]):
                    return i
        return None

    def is_told_here(self, title: int | None) -> bool:
        """Whether the page shows the headline that the list or its own head give, so that it is that story's page."""
        return title is not None and any(
            alike(self.lines[title], name) for name in (self.hint_headline, word(self.meta.get("headline"))) if name
        )

    def is_sold_here(self, block: Block | None, start: int) -> bool:
        """Whether an offer follows a text: on a page that names neither publication nor edition in words of the table."""
        if block is None or not block.paywall or not block.has_offer:
            return False
        return sum(len(line) for line in self.lines[start : block.first] if len(line) > LONG) > LONG

    def is_furniture(self, i: int) -> bool:
        text = self.lines[i]
        if self.words.button(text) or self.words.banner(text):
            return True
        above = self.lines[i - 1] if i else ""
        return PRICE.fullmatch(text) is not None and (self.words.banner(above) or PRICE.fullmatch(above) is not None)

    def start_without_header(self, title: int | None) -> int:
        """Where the story begins: below its headline, else below what stands above the first long line and is none of it."""
        if title is not None:
            again = [
                i for i in range(title + 1, min(title + 3, len(self.lines))) if alike(self.lines[i], self.lines[title])
            ]
            return again[0] + 1 if again else title + 1
        start = 0
        for i, line in enumerate(self.lines):
            if self.is_furniture(i) or (len(line) < 60 and self.document.links(i)):
                start = i + 1
            elif len(line) > LONG:
                break
        return start

    def lone_attribution(self, start: int, label: str | None) -> Block | None:
        """The block of a page that prints the attribution alone, in words nobody knows yet: short, and a list or nothing below."""
        if not label or not self.names:
            return None
        longest = len(label) + max(map(len, self.names)) + 80
        for i in range(start, len(self.lines)):
            text = self.lines[i]
            if (
                label not in text
                or len(text) > longest
                or (said := inferred_attribution(text, self.names, label)) is None
            ):
                continue
            below = range(i + 1, min(i + 3, len(self.lines)))
            listing = any(self.leads_away(k) or self.names_publication(k) for k in below)
            if listing or i + 1 == len(self.lines) or (i > start and "|" not in text):
                return Block(i, i + 1, attribution=said, inferred=[f"attribution: {text}"])
        return None

    def leads_away(self, i: int) -> bool:
        """Whether a line leads to another story."""
        return any(kind(link, self.site) == "story" and path_of(link) != self.own for link in self.document.links(i))

    def names_publication(self, i: int) -> bool:
        text = letters(self.lines[i])
        return len(self.lines[i]) < LONG and any(letters(name) in text for name in self.names)

    def end_without_block(self, start: int) -> int:
        """Where the text of a page without a block ends: at the list's heading, its first card, or the footer."""
        headed = [i for i in range(start, len(self.lines)) if self.heads_list(i)]
        if headed:
            return headed[0]
        for i in range(start, len(self.lines)):
            line = self.lines[i]
            if self.words.is_time_mark(line) and i - start >= 3:
                return self.card_above(i, start)
            if len(line) < LONG and self.leads_away(i) and self.is_list(i):
                return self.above_card(i, start)
            if line.startswith("©") or (i > start and self.is_footer(i)):
                return self.footer_start(start, i)
        return self.footer_start(start, len(self.lines))

    def footer_start(self, start: int, end: int) -> int:
        """Where the lines of a footer above line `end` begin: short links of the newsstand's own, and what is among them."""
        first = end
        for i in range(end - 1, start, -1):
            if self.lines[i].startswith("©") or self.is_own_link(i):
                first = i
            elif first - i > 3:
                break
        return first

    def is_own_link(self, i: int) -> bool:
        return len(self.lines[i]) < 40 and not ENDS_SENTENCE.search(self.lines[i]) and self.leads_out(i)

    def leads_out(self, i: int) -> bool:
        """Whether a line leads to pages that are neither stories nor publications."""
        kinds = [kind(link, self.site) for link in self.document.links(i)]
        return bool(kinds) and not any(found in ("story", "title") for found in kinds)

    def heads_list(self, i: int) -> bool:
        """Whether line `i` is the heading over other stories, of this page's publication where that is known."""
        if (said := self.words.more(self.lines[i])) is None:
            return False
        return not self.names or any(said[1] == letters(name) for name in self.names)

    def card_above(self, i: int, start: int) -> int:
        """Where the list begins whose first reading time is marked at line `i`, where no link tells."""
        lines = self.lines
        if i - start >= 4 and alike(lines[i - 4], lines[i - 3]):
            return self.above_card(i - 4, start)
        return self.above_card(i - 2, start)

    def above_card(self, i: int, start: int) -> int:
        """Where the list begins whose first card's title, or first line, is line `i`: its publication and a heading go above."""
        while i - 1 > start and (
            any(alike(self.lines[i - 1], name) for name in self.names)
            or any(kind(link, self.site) == "title" for link in self.document.links(i - 1))
        ):
            i -= 1
        above = i - 1
        if above > start and self.names_publication(above) and not ENDS_SENTENCE.search(self.lines[above]):
            return above
        return i

    def is_list(self, i: int) -> bool:
        """Whether other stories or a reading time follow within a card's length: a lone link in a text is no list."""
        near = range(i + 1, min(i + 9, len(self.lines)))
        return any(self.words.reading_time(self.lines[k]) is not None or self.leads_away(k) for k in near)

    def is_footer(self, i: int) -> bool:
        """Whether links of the newsstand's own begin here: three short linked lines in a row."""
        return i + 3 <= len(self.lines) and all(self.is_own_link(k) for k in range(i, i + 3))

    def list_start(
        self, after: int, has_block: bool, publication: str | None, inferred: list[str]
    ) -> tuple[int, str | None]:
        """(index of the list's first line, language of its heading); an unknown heading is added to `inferred`."""
        lines = self.lines
        for i in range(after, min(after + 12, len(lines))):
            said = self.words.more(lines[i])
            if said and (self.heads_list(i) or (has_block and i <= after + 2)):
                glued = i + 1 < len(lines) and self.words.is_line("view_all", lines[i + 1])
                return i + 1 + glued, said[0]
            if self.leads_away(i):
                break
        name = letters(publication) if publication else ""
        if not name or after >= len(lines) or name not in (own := letters(lines[after])) or len(lines[after]) >= LONG:
            return after, None
        unlinked = not self.leads_away(after)
        if own != name and unlinked and self.is_heading(after, name):
            inferred.append(f"more: {lines[after]}")
            return after + 1, None
        return after, None

    def is_heading(self, i: int, name: str) -> bool:
        """Whether the line that carries the publication's name heads the list: it is one more than its first card needs."""
        lines = self.lines
        if any(self.leads_away(k) for k in range(i + 1, min(i + 6, len(lines)))):
            return True
        for k in range(i + 1, min(i + 7, len(lines))):
            if self.words.is_time_mark(lines[k]) or self.words.reading_time(lines[k]):
                between = [letters(line) for line in lines[i + 1 : k]]
                return len(between) >= 2 and (len(between) == 2 or name in between or between[0] == between[1])
        return (len(lines) - i) % 2 == 1

    # --- the values

    def place(self, page: StoryPage, header: Header | None, attribution: Attribution | None) -> None:
        """Publication and edition as the page prints them: the header's, else the attribution's."""
        if header:
            page.publication = printed(header.publication)
            if label := printed(header.label):
                page.edition_label, page.edition_place = label, "header"
        if attribution:
            page.publication = page.publication or attribution.publication
            if page.edition_label is None and attribution.label:
                page.edition_label, page.edition_place = attribution.label, "attribution"

    def opening(self, page: StoryPage, start: int, end: int, title: int | None, header: Header | None) -> None:
        """Fill description, byline, dateline, reading time and paragraphs from the lines between header and block."""
        told = self.lines[title] if title is not None else self.headline
        picture = next((p.line for p in self.document.pictures if start <= p.line <= end and alike(p.alt, told)), None)
        texts: list[str] = []
        marked: int | None = None
        for i in range(start, end):
            if i == picture:
                marked = len(texts)
            if i == title or self.is_furniture(i):
                continue
            if len(texts) < 4 and marked is None and not any(is_paragraph(text) for text in texts):
                if self.words.is_time_mark(self.lines[i]):
                    continue
                if timed := self.words.reading_time(self.lines[i]):
                    page.reading_minutes = timed[0]
                    continue
            texts.append(self.lines[i])
        if picture == end:
            marked = len(texts)
        opening = read_opening(
            texts,
            headline=told,
            described=self.description,
            author=word(self.meta.get("author")),
            picture=marked,
            header=header is not None,
        )
        page.description, page.byline = opening.description, opening.byline
        paragraphs = list(opening.paragraphs)
        if paragraphs and (place := place_alone(paragraphs[0])):
            page.dateline = place
            del paragraphs[0]
        elif paragraphs:
            page.dateline = place_run_in(paragraphs[0])
        page.paragraphs = paragraphs

    def related(self, first: int) -> list[ListedStory]:
        items = [
            item
            for item in entries(self.document, first, len(self.lines), self.site, self.own)
            if not self.words.may_be_own(item.text)
            or not (self.words.sign_in(item.text) or self.words.offer(item.text) or self.attribution_of(item.text))
        ]
        cards = read_cards(items, self.words, labelled=True, names=self.names)
        return listed(cards, self.names)

    def image(self, headline: str | None) -> str | None:
        """The story's picture: the one whose alternative text is the headline, else Open Graph's."""
        for picture in self.document.pictures:
            if alike(picture.alt, headline) and picture.url:
                return self.document.absolute(picture.url)
        found = self.document.meta.get("og:image")
        return self.document.absolute(found) if found else None

    def publication_url(self, header: Header | None, publication: str | None) -> str | None:
        if header is None or publication is None:
            return None
        for i in range(header.first, header.last + 1):
            for link in self.document.links(i):
                if kind(link, self.site) == "title":
                    return self.document.absolute(link)
        return None

    def declared_language(self) -> str | None:
        """ISO 639-1 code that the URL, else the page declares."""
        declared = (language_prefix(self.document.url) if self.document.url else None) or self.document.language
        if declared and (found := re.fullmatch(r"([A-Za-z]{2,3})(?:[-_].*)?", declared.strip())):
            code = found[1].lower()
            return {"no": "nb"}.get(code, code)
        return None

    def interface_language(
        self, block: Block | None, attribution: Attribution | None, heading: str | None, inferred: bool
    ) -> str | None:
        """Language of the newsstand's own words: of the phrases recognised, else as the URL or the page declare it.

        Pages of one language print some lines in English (Turkish ones their offer), so any other language goes first,
        and English on a page with lines of a language nobody knows says nothing.
        """
        seen = [attribution.language if attribution else None, *(block.languages if block else []), heading]
        if not any(seen):
            starts = self.words.button_starts
            seen += [self.words.button(line) for line in self.lines if line[:START] in starts]
        known = [language for language in seen if language]
        other = next((language for language in known if language != "en"), None)
        if other:
            return other
        if known and not inferred:
            return "en"
        return self.declared_language()

    def refused(self) -> NotAPage:
        return NotAPage(f"not a story: {refusal(self.document, self.site)}")


def is_paragraph(text: str) -> bool:
    return len(text) > 80 and ENDS_SENTENCE.search(text) is not None


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
