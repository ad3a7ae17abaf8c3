"""A story page -> what it says of its story, found as a reader finds it: by the words and their order. Pure.

Order of a page: button and banner, headline, header (publication and edition), standfirst, byline, headline again
(the picture's alternative text), the free preview, the newsstand's block (attribution, offer, sign-in), other stories.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsstand.lines import Document, Line
from newsstand.pages.found import ListedStory, NotAPage, StoryPage
from newsstand.pages.header import Header, find_header
from newsstand.pages.labelled import is_label, letters, same
from newsstand.pages.listing import listed, read_cards, story_link
from newsstand.pages.metadata import article, is_free, word
from newsstand.pages.refusal import refusal
from newsstand.phrases import Attribution, Phrases, folded, phrases, printed
from newsstand.urls import Site, kind, language_prefix, match, path_of

DATELINE = re.compile(r"([^\W\d_][\w .,'’/()-]{1,48}?)\s*[-–—]{1,2}")
"""A place alone on its line: "WASHINGTON -"."""
RUN_IN = re.compile(r"((?:[A-Z][A-Z.'’]+)(?:[ /,]+[A-Z][A-Z.'’]+){0,4}(?:, [A-Z][a-z]+\.?)?)(?: \([A-Z][\w ]{1,20}\))?\s+[-–—]{1,2}\s+(?=\S)")
"""A place in capitals that runs into its paragraph: "SEOUL - K-pop …"."""
ENDS_SENTENCE = re.compile(r"[.!?…।。！？؟:;][\"'”’»)\]]*$")
BIG_NUMBER = re.compile(r"[0-9\u0660-\u0669\u0966-\u096f][0-9\u0660-\u0669\u0966-\u096f.,'’ ]*[0-9\u0660-\u0669\u0966-\u096f]{3}")


@dataclass(slots=True)
class Block:
    """The newsstand's own lines between the preview and the list: lines[first:after]."""

    first: int
    after: int
    paywall: bool = False
    attribution: Attribution | None = None
    language: str | None = None
    inferred: tuple[str, ...] = ()


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
    table = phrases(site.brand)
    lines = [line for line in document.lines if line.picture is None]
    slug = story_slug(document, site)
    own = path_of(document.url) if document.url and kind(document.url, site) == "story" else None
    attribution = next((said for line in lines if (said := table.attribution(line.text))), None)

    def is_publication(name: str, links: Sequence[str]) -> bool:
        return bool(slug and letters(name) == letters(slug)) or any(kind(link, site) == "title" for link in links)

    header = find_header(
        lines,
        table,
        publication=attribution.publication if attribution and attribution.publication else publication,
        label=attribution.label if attribution and attribution.label else edition_label,
        is_publication=is_publication,
    )
    named = next((name for name in (header and header.publication, attribution and attribution.publication, publication) if name), None)
    meta = article(document)
    title = title_line(lines, header, document, headline, word(meta.get("headline")))
    start = header.last + 1 if header else (title + 1 if title is not None else first_line(lines, table))
    block = find_block(lines, start, table, site, named, header.label if header else edition_label)
    listing = list_start(lines, start, document, site, table, own) if block is None else block.after
    end = block.first if block else listing
    if header is None and block is None and not (headline and title is not None):
        return NotAPage(f"not a story: {refusal(document, site)}")

    page = StoryPage()
    place(page, header, block.attribution if block and block.attribution else attribution)
    body = [line for line in lines[start:end] if not (table.button(line.text) or table.banner(line.text))]
    told = headline or (lines[title].text if title is not None else None)
    page.headline = lines[title].text if title is not None else None
    alts = {folded(line.text) for line in document.lines if line.picture is not None}
    standfirst(page, body, told, table, alts, description or document.meta.get("og:description") or word(meta.get("description")))
    dateline(page)
    rest = lines[listing:] if listing < len(lines) else []
    rest = without_heading(rest, page.publication or named, table, page, document, site, own)
    page.related = related(rest, document, site, table, own)
    paywall = block is not None and block.paywall
    page.access = ("preview" if page.paragraphs else "locked") if paywall else "free" if is_free(meta) else "unknown"
    if not page.paragraphs and not paywall:
        return NotAPage(f"not a story: {refusal(document, site)}")
    page.image_url = image(document, page.headline)
    page.section = section(meta, document)
    page.language = word(meta.get("inLanguage"))
    page.publication_url = next(
        (document.absolute(link) for line in lines[: end + 1] for link in line.links if kind(link, site) == "title"
         and same(line.text.strip("| "), page.publication)), None)  # fmt: skip
    page.interface_language = interface_language(document, lines, block, attribution, table)
    page.inferred = block.inferred if block else ()
    return page


def story_slug(document: Document, site: Site) -> str | None:
    found = match(document.url, site) if document.url else None
    return found[1].groupdict().get("publication") if found and found[0] == "story" else None


def first_line(lines: Sequence[Line], table: Phrases) -> int:
    """Where a page without header and headline begins: after the last button or banner before its first long line."""
    start = 0
    for i, line in enumerate(lines):
        if table.button(line.text) or table.banner(line.text):
            start = i + 1
        elif len(line.text) > 200:
            break
    return start


def title_line(lines: Sequence[Line], header: Header | None, document: Document, *known: str | None) -> int | None:
    """Index of the headline: the line above the header, or without one the first that the head or the list name."""
    if header and header.first > 0:
        return header.first - 1
    names = {folded(name) for name in (*known, document.meta.get("og:title"), *document.headings) if name}
    limit = header.first if header else len(lines)
    return next((i for i, line in enumerate(lines[:limit]) if len(line.text) < 400 and folded(line.text) in names), None)


def place(page: StoryPage, header: Header | None, attribution: Attribution | None) -> None:
    """Publication and edition as the page prints them: the header's, else the attribution's."""
    if header:
        page.publication = printed(header.publication)
        if label := printed(header.label):
            page.edition_label, page.edition_place = label, "header"
    if attribution:
        page.publication = page.publication or attribution.publication
        if page.edition_label is None and attribution.label:
            page.edition_label, page.edition_place = attribution.label, "attribution"


def find_block(
    lines: Sequence[Line], start: int, table: Phrases, site: Site, publication: str | None, label: str | None
) -> Block | None:
    """The block at the end of the preview: known phrases first, else inferred from the brand's name and its place."""
    for i in range(start, len(lines)):
        found = known_line(lines[i].text, table)
        if found:
            return grown(Block(i, i), lines, table, site)
        if table.more(lines[i].text):
            break
    offer = inferred_offer(lines, start, site, publication, label)
    if offer is None:
        return None
    block = Block(offer, offer + 1, paywall=True)
    roles = {"offer": lines[offer].text}
    for i in (offer - 1, offer - 2):
        if i >= start and (said := inferred_attribution(lines[i].text, publication, label)):
            block.first, block.attribution = i, said
            roles["attribution"] = lines[i].text
            break
    seen = {folded(line.text) for line in lines[block.first : offer + 1]}
    while block.after < len(lines):
        text = lines[block.after].text
        asks = len(text) < 80 and re.search("[?؟？]", text) is not None and "sign_in" not in roles
        if asks:
            roles["sign_in"] = text
        elif folded(text) not in seen and not (len(text) < 80 and re.search("[?؟？]", text) and same_but_space(text, roles.get("sign_in"))):
            break
        block.after += 1
    block.inferred = tuple(f"{role}: {text}" for role, text in roles.items())
    return block


def same_but_space(one: str, other: str | None) -> bool:
    return other is not None and folded(one) == folded(other)


def known_line(text: str, table: Phrases) -> tuple[str, str, Attribution | None] | None:
    """("attribution" | "offer" | "sign_in", language, attribution) of one of the newsstand's own lines."""
    if said := table.attribution(text):
        return "attribution", said.language, said
    if language := table.offer(text):
        return "offer", language, None
    if language := table.sign_in(text):
        return "sign_in", language, None
    return None


def grown(block: Block, lines: Sequence[Line], table: Phrases, site: Site) -> Block:
    """`block` with the lines that follow it, printed once or twice; an offer nobody knows yet counts by its brand."""
    while block.after < len(lines):
        text = lines[block.after].text
        found = known_line(text, table)
        if found is None and not (site.brand in text and BIG_NUMBER.search(text)) and not table.banner(text):
            break
        if found is None or found[0] != "attribution":
            block.paywall = True
        if found:
            block.attribution = block.attribution or found[2]
            if block.language in (None, "en") or found[0] == "attribution":
                block.language = found[1]
        block.after += 1
    return block


def inferred_offer(lines: Sequence[Line], start: int, site: Site, publication: str | None, label: str | None) -> int | None:
    """Index of the call to action in a language nobody knows yet.

    It carries the brand, and its surroundings say what it is: an attribution above it, a sign-in question below it, or
    the count of magazines in it. A paragraph that mentions the brand has none of these.
    """
    for i in range(start, len(lines)):
        text = lines[i].text
        if site.brand not in text or len(text) > 400:
            continue
        above = i > start and inferred_attribution(lines[i - 1].text, publication, label) is not None
        below = i + 1 < len(lines) and len(lines[i + 1].text) < 80 and re.search("[?؟？]", lines[i + 1].text) is not None
        if above or (f"{site.brand} GOLD" in text and (below or BIG_NUMBER.search(text))):
            return i
    return None


def inferred_attribution(text: str, publication: str | None, label: str | None) -> Attribution | None:
    """What a line says that names both the publication and an edition label in words nobody knows yet."""
    if not publication or len(text) > 300 or publication.casefold() not in text.casefold():
        return None
    if label and label in text:
        return Attribution(publication, label, "")
    start = text.casefold().rfind(publication.casefold())
    rest = text[:start] + "\n" + text[start + len(publication) :]
    for run in re.findall(r"[A-Za-z0-9][A-Za-z0-9 ,./&+–-]*[0-9]|[0-9][A-Za-z0-9 ,./&+–-]*[A-Za-z0-9]", rest):
        tokens = run.split(" ")
        for skip in range(len(tokens)):
            if is_label(candidate := " ".join(tokens[skip:]).strip(" -,.")):
                return Attribution(publication, candidate, "")
    return None


def list_start(lines: Sequence[Line], start: int, document: Document, site: Site, table: Phrases, own: str | None) -> int:
    """Where the list of other stories begins on a page without a block: its heading, its first card, or the footer."""
    for i in range(start, len(lines)):
        line = lines[i]
        if table.more(line.text):
            return i
        if line.links and len(line.text) < 300 and story_link(line, document, site, own):
            pair = i - start >= 2 and same(lines[i - 1].text, lines[i - 2].text)
            return i - 2 if pair else i
        if table.is_line("read_time", line.text) and i - start >= 3:
            pair = i - start >= 4 and same(lines[i - 4].text, lines[i - 3].text)
            return i - 4 if pair else i - 2
        if line.text.startswith("©") or (i > start and is_footer(lines, i, site)):
            return i
    return len(lines)


def is_footer(lines: Sequence[Line], i: int, site: Site) -> bool:
    """Whether links of the newsstand's own begin here: three short linked lines in a row."""
    return all(
        bool(line.links) and len(line.text) < 40 and not ENDS_SENTENCE.search(line.text) for line in lines[i : i + 3]
    ) and len(lines) - i >= 3


def standfirst(
    page: StoryPage, body: list[Line], headline: str | None, table: Phrases, alts: set[str], described: str | None
) -> None:
    """Fill description, byline, reading time and paragraphs from the lines between header and block."""
    texts = []
    for line in body:
        minutes = table.reading_minutes(line.text)
        if minutes is not None and len(texts) < 4:
            page.reading_minutes = minutes
        elif not table.is_line("read_time", line.text):
            texts.append(line.text)
    repeat = max((i for i, text in enumerate(texts[:5]) if same(text, headline)), default=None)
    if repeat is not None:
        top, texts = texts[:repeat], texts[repeat + 1 :]
        if top and is_byline(top[-1], dash_only=False) and not (len(top) == 1 and same(top[0], described)):
            page.byline = byline(top.pop())
        elif len(top) > 1:
            page.byline = byline(top.pop())
        page.description = " ".join(top) or None
    else:
        dash = next((i for i, text in enumerate(texts[:4]) if is_byline(text, dash_only=True)), None)
        if dash is not None:
            page.byline = byline(texts[dash])
            page.description = " ".join(texts[:dash]) or None
            texts = texts[dash + 1 :]
        elif len(texts) > 1 and headline is not None:
            if len(texts) > 2 and is_byline(texts[1], dash_only=False) and not same(texts[0], described):
                page.description, page.byline, texts = texts[0], byline(texts[1]), texts[2:]
            elif same(texts[0], described):
                page.description, texts = texts[0], texts[1:]
                if len(texts) > 1 and is_byline(texts[0], dash_only=False):
                    page.byline, texts = byline(texts[0]), texts[1:]
            elif is_byline(texts[0], dash_only=False):
                page.byline, texts = byline(texts[0]), texts[1:]
    page.paragraphs = [text for text in texts if text]


def is_byline(text: str, *, dash_only: bool) -> bool:
    """Whether a line above the text names its author: `- Name` or a bare `-`; else a few capitalised words."""
    if text == "-" or (text[:2] in ("- ", "– ", "— ") and len(text) < 120):
        return True
    if dash_only or len(text) > 100 or ENDS_SENTENCE.search(text) or text.endswith(("-", "–", "—")):
        return False
    names = [name for name in re.split(r"[\s,&/]+", text) if name]
    capital = [name for name in names if name[0].isupper() or not (name[0].islower() or name[0].isupper())]
    return 2 <= len(names) <= 10 and len(capital) >= len(names) - 2 and not any(c.isdigit() for c in text)


def byline(text: str) -> str | None:
    """The author line without the dash that pages print before it; a bare dash is none."""
    return re.sub(r"^[-–—]\s*", "", text).strip() or None


def dateline(page: StoryPage) -> None:
    """Lift a place alone on its line out of the text; report one that runs into its paragraph and leave it there."""
    if not page.paragraphs:
        return
    first = page.paragraphs[0]
    if len(first) <= 52 and (found := DATELINE.fullmatch(first)):
        page.dateline = found[1].strip()
        del page.paragraphs[0]
    elif found := RUN_IN.match(first):
        page.dateline = found[1].strip()


def without_heading(
    rest: Sequence[Line], publication: str | None, table: Phrases, page: StoryPage, document: Document, site: Site, own: str | None
) -> Sequence[Line]:
    """The list's lines without its heading: a known phrase, or an unlinked line that carries the publication's name."""
    for i, line in enumerate(rest[:3]):
        if table.more(line.text):
            rest = rest[i + 1 :]
            return rest[1:] if rest and table.is_line("view_all", rest[0].text) else rest
    if rest and publication and publication.casefold() in rest[0].text.casefold() and len(rest[0].text) < 160:
        alone = len(rest) < 2 or not same(rest[0].text, rest[1].text)
        linked = any(story_link(line, document, site, own) for line in rest)
        if alone and not story_link(rest[0], document, site, own) and (linked or len(rest) % 2):
            return rest[1:]
    return rest


def related(rest: Sequence[Line], document: Document, site: Site, table: Phrases, own: str | None) -> list[ListedStory]:
    return listed(read_cards(rest, document, site, table, own))


def image(document: Document, headline: str | None) -> str | None:
    """The story's picture: the one whose alternative text is the headline, else Open Graph's."""
    for line in document.lines:
        if line.picture and same(line.text, headline):
            return document.absolute(line.picture)
    found = document.meta.get("og:image")
    return document.absolute(found) if found else None


def section(meta: dict[str, object], document: Document) -> str | None:
    return word(meta.get("articleSection")) or document.meta.get("article:section")


def interface_language(
    document: Document, lines: Sequence[Line], block: Block | None, attribution: Attribution | None, table: Phrases
) -> str | None:
    """Language of the newsstand's own words, ISO 639-1: of the phrases recognised, else as the URL or the page declare it.

    Pages of one language print some lines in English (Turkish ones their offer), so any other language goes first.
    """
    seen = [attribution.language if attribution else None, block.language if block else None]
    seen += [said[0] for line in lines if (said := table.more(line.text))] if block is None or seen == [None, None] else []
    seen += [table.button(line.text) for line in lines if len(line.text) < 40]
    known = [language for language in seen if language]
    if block is not None and block.inferred:
        known = [language for language in known if language != "en"]
    for language in known:
        if language != "en":
            return language
    if known:
        return known[0]
    declared = (language_prefix(document.url) if document.url else None) or document.language
    return declared.split("-")[0].casefold() if declared and re.fullmatch(r"[A-Za-z]{2,3}([-_].*)?", declared) else None


