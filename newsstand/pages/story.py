"""A story page -> what it says of its story: lines -> kinds -> the page's shape -> its parts -> values. Pure.

What a line is: recognisers.py. Which order of kinds is which part of the page: parts.py. A page that is read wrongly
has a line of the wrong kind, a part without a pattern, or words that the table lacks; `explained` shows which.
"""

from collections.abc import Mapping, Sequence

from newsstand.pages.around import image, interface_language, list_start, publication_url, related
from newsstand.pages.boxes import banner, boxes, shape_of_text, without
from newsstand.pages.captions import caption_lines
from newsstand.pages.document import Document
from newsstand.pages.found import NotAPage, StoryPage
from newsstand.pages.header import Header
from newsstand.pages.headline import start_of_marked, start_without_header, story_headers, title_line
from newsstand.pages.known import Known
from newsstand.pages.looks import LONG, is_paragraph, place_alone, place_run_in
from newsstand.pages.marked import kept, marked_lines, text_span, told_alone
from newsstand.pages.metadata import Issue, is_free, issue, urls, word
from newsstand.pages.names import alike, alike_any, letters, printed
from newsstand.pages.opening import read_opening
from newsstand.pages.page import Block, Page
from newsstand.pages.parts import ENDS, LISTED_WITHIN, WALLS, Part
from newsstand.pages.phrases import Attribution
from newsstand.pages.recognisers import recognised
from newsstand.pages.refusal import refusal
from newsstand.pages.shapes import Kind
from newsstand.urls import Site

MOST_LINES = 50_000
"""Of a story page: a page has some hundred, and a reader of more would be busy for seconds."""
FRONT_PAGE = 3
"""Headers on a page that is no story's but a list of stories."""
LINKED = 3
"""Lines of a text that lead to other stories, at most: a list has more."""
INFERRED = {
    Kind.attribution_like: "attribution",
    Kind.dated_like: "attribution",
    Kind.offer_like: "offer",
    Kind.sign_in_like: "sign_in",
}  # fmt: skip
ATTRIBUTIONS = {Kind.attribution, Kind.attribution_like, Kind.dated_like}
OPENING = 4
"""Lines above a text among which its reading time stands."""
TIMES = {Kind.time, Kind.time_mark}
OFFERS = {Kind.offer, Kind.offer_like}
LISTING = {Kind.more, Kind.listed}
"""Kinds of lines with which the list has begun."""
BELOW_OWN = {Kind.furniture, Kind.offer_like, Kind.sign_in_like, Kind.press}
"""Kinds of lines of a block that only what is above them tells."""
PAYWALL = {Kind.offer, Kind.offer_like, Kind.sign_in, Kind.sign_in_like, Kind.question}


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
    if len(document.lines) > MOST_LINES:
        return NotAPage("story", "too many lines")
    known = Known(
        names=list(filter(None, [publication])),
        label=edition_label,
        headlines=list(filter(None, [headline])),
        description=description,
    )
    found = read_page(Page(document, site, known, recognised))
    return found if found is not None else NotAPage("story", refusal(document, site))


def explained(document: Document, *, site: Site) -> list[tuple[str, str, str, str]]:
    """(part, kind, evidence, line) of each line of a page: what an unread or misread page looks like to the reader."""
    page = Page(document, site, Known(), recognised)
    read_page(page)
    parts = ["" for _ in page.lines]
    for part in page.parts:
        for i in range(part.start, min(part.end, len(parts))):
            parts[i] = part.name
    return [(parts[i], page.kind(i).name, page.recogniser(i).name, line) for i, line in enumerate(page.lines)]


def read_page(page: Page) -> StoryPage | None:
    """What the page says of its story; None of one that tells none."""
    attribution = page.first_attribution()
    marked = marked_lines(page.document, page.meta)
    headers = story_headers(page, attribution, page.headed_until, marked)
    header = next(iter(headers), None)
    places: list[Header | Attribution] = [place for place in (header, attribution) if place]
    label = next((place.label for place in places if place.label), None)
    page.learn([printed(place.publication) for place in places], label)
    title = title_line(page, header, marked)
    headline = None if title is None else page.lines[title]
    page.learn_headline(headline)
    if header:
        start = header.last + 1
    elif marked:
        page.learn_marked()
        start = start_of_marked(page, marked, title)
    else:
        start = start_without_header(page, title)
    wall = find_wall(page, start)
    end = len(page.lines) if marked and not wall.name else wall.start
    start, end = text_span(marked, start, end)
    own = {i: page.kind(i) for i in range(wall.start, wall.end)}
    attribution = next((page.said[i] for i, kind in own.items() if kind in ATTRIBUTIONS), attribution)
    told = alike_any(headline, page.told_headlines)
    placed = bool(header or attribution)
    unshown = [] if wall.name or marked or placed else told_alone(page.document, page.meta)
    offered = not OFFERS.isdisjoint(own.values())
    if not (placed or told or unshown or says_all(page, marked) or (offered and is_text(page, start, end))):
        return None
    if len(headers) >= FRONT_PAGE and not (wall.name or told):
        return None

    story = StoryPage()
    put(story, header, attribution, issue(page.meta))
    story.headline = headline or word(page.meta.get("headline"))
    walled = not PAYWALL.isdisjoint(own.values())
    inferred = inferred_lines(page, own)
    if unshown:
        start = end  # all lines are around the story
    fill_opening(page, story, start, end, title, header, walled=walled)
    if marked:
        story.paragraphs = kept(story.paragraphs, {page.lines[i] for i in marked}, story.headline)
    story.paragraphs = list(story.paragraphs or unshown)
    story.access = access(page, story, walled=walled)
    if not story.paragraphs and not (walled and (placed or told)):
        return None
    if attribution and not page.known.names:
        page.learn([attribution.publication], None)
    below = wall.end if wall.name else end
    first, heading = list_start(page, below, inferred)
    story.related = related(page, first)
    story.image_url = image(page, story.headline)
    story.section = word(page.meta.get("articleSection")) or page.document.meta.get("article:section")
    story.language = word(page.meta.get("inLanguage"))
    story.publication_url = publication_url(page, header)
    story.interface_language = interface_language(page, own, attribution, heading, bool(inferred))
    story.inferred = tuple(inferred)
    page.parts += [Block("header", one.first, one.last + 1) for one in headers[:1]]
    page.parts += [Block("headline", i, i + 1) for i in [title] if i is not None]
    page.parts += [wall, Block("list", below, len(page.lines))]
    return story


def access(page: Page, story: StoryPage, *, walled: bool) -> str:
    """How much of the story the page shows. walled: whether a paywall stands below it."""
    if walled:
        return "preview" if story.paragraphs else "locked"
    return "free" if is_free(page.meta) else story.access


def find_wall(page: Page, start: int) -> Block:
    """The block below the text: that of a known attribution above the list, else of whatever there is; an empty one
    without a name, where the text ends, on a page that has none."""
    known = next((i for i in page.own_like if i >= start and page.kind(i) == Kind.attribution), None)
    wall = None
    if known is not None:
        end = len(page.lines)
        until = next((i + 1 for i in range(known, end) if page.kind(i) in LISTING), end)
        wall = first_match(page, WALLS[:1], start, until)
    if found := wall or first_match(page, WALLS, start, end_of_blocks(page, start)):
        return found
    end = end_of_text(page, start)
    return Block("", end, end)


def end_of_blocks(page: Page, start: int) -> int:
    """Below which line no block goes on: what goes on below the last line that may be of one, and what a pattern looks
    at besides."""
    end = next((i + 1 for i in range(len(page.lines) - 1, start - 1, -1) if page.is_of_block(i)), start)
    while page.shape(end, end + 1) in BELOW_OWN:
        end += 1
    return min(end + LISTED_WITHIN + 1, len(page.lines))


def first_match(page: Page, rows: Sequence[Part], start: int, end: int) -> Block | None:
    """What the first of the rows that matches in lines[start:end] finds."""
    shape = page.shape(start, end)
    for row in rows:
        if found := row.pattern.search(shape):
            return Block(row.name, start + found.start(), start + found.end())
    return None


def end_of_text(page: Page, start: int) -> int:
    """Where the text of a page without a block ends: at the heading of the list, else at what begins first."""
    end = len(page.lines)
    shape = shape_of_text(page, start, end)
    heading, *others = ENDS
    if found := heading.pattern.search(shape):
        return start + found.start()
    shape = without(shape, boxes(page, start, end), start)
    known = page.declared_language() in (None, *page.words.headed)
    ends = (row.pattern.search(shape) for row in others if not (row.given and known))
    return start + min((found.start() for found in ends if found), default=len(shape))


def is_text(page: Page, start: int, end: int) -> bool:
    """Whether lines hold a text worth selling: on a page that names neither publication nor edition in known words."""
    told = sum(len(line) for line in page.lines[start:end] if is_paragraph(line))
    return told > LONG and sum(page.leads_away(i) for i in range(start, end)) < LINKED


def says_all(page: Page, marked: Sequence[int]) -> bool:
    """Whether a page says of itself that it is an article, and which lines are its text. One with another story's
    address is a front page, and text of which every other line leads to a story is a list."""
    is_other = any(map(page.is_other_story, urls(page.meta)))
    return bool(page.meta) and not is_other and 2 * sum(map(page.leads_away, marked)) < len(marked)


def put(story: StoryPage, header: Header | None, attribution: Attribution | None, issue: Issue) -> None:
    """Publication and edition as the page prints them: the header's, else the attribution's, else what JSON-LD says."""
    told = [
        ("header", header and printed(header.publication), header and printed(header.label)),
        ("attribution", attribution and attribution.publication, attribution and attribution.label),
        ("metadata", issue.publication, issue.date),
    ]
    story.publication = next((publication for _, publication, _ in told if publication), None)
    labels = ((place, label) for place, _, label in told if label)
    story.edition_place, story.edition_label = next(labels, (None, None))
    story.volume, story.issue_number = issue.volume, issue.number


def fill_opening(
    page: Page, story: StoryPage, start: int, end: int, title: int | None, header: Header | None, *, walled: bool
) -> None:
    """Fill description, byline, dateline, reading time and paragraphs from the lines between header and block.

    walled: whether the block is a paywall.
    """
    told = next(iter(page.told_headlines), None) if title is None else page.lines[title]
    picture = next((p.line for p in page.document.pictures if start <= p.line <= end and alike(p.alt, told)), None)
    shape = page.shape(start, end)
    boxed = {i for box in boxes(page, start, end, below=Kind.paragraph) for i in range(box.start, box.end)}
    captions = dict.fromkeys(caption_lines(page.document, start, end))
    story.captions = [page.lines[i] for i in captions]
    passed = {title, end, *boxed, *captions, *banner(page, start, end)}
    kinds, texts = "", []
    for i, kind in enumerate([*shape, ""], start):
        if i == picture:
            kinds += Kind.picture
            texts.append("")
        if i in passed or kind == Kind.furniture:
            continue
        if kind in TIMES and len(texts) < OPENING and not {Kind.paragraph, Kind.picture} & set(kinds):
            story.reading_minutes, _ = page.words.reading_time(page.lines[i]) or (story.reading_minutes, None)
            continue
        kinds += kind
        texts.append(page.lines[i])
    dashed = header is not None and header.is_newer
    has = {"paywall": walled, "header": header, "headline or header": header or title is not None}
    has |= {"newer header": dashed, "headline or older header": has["headline or header"] and not dashed}
    given = set(filter(has.get, has))
    opening = read_opening(kinds, texts, given, described=bool(page.known.description), dashed=dashed)
    story.description, story.byline = opening.description, opening.byline
    first, *others = opening.paragraphs or [""]
    alone = place_alone(first)
    story.dateline = alone or place_run_in(first)
    story.paragraphs = list(others if alone else opening.paragraphs)
    page.parts += [Block("text", start, end), Block(opening.name, start, start + opening.length)]
    page.parts += [Block("box", i, i + 1) for i in boxed]


def inferred_lines(page: Page, own: Mapping[int, Kind]) -> list[str]:
    """`role: line` of each line of the block in words that no table has, once each. own: the kinds of its lines."""
    found: dict[str, str] = {}
    for i, kind in own.items():
        if role := INFERRED.get(kind):
            half = f" {page.lines[i + 1]}" if page.shape(i + 1, i + 2) == Kind.press else ""
            found.setdefault(letters(page.lines[i]), f"{role}: {page.lines[i]}{half}")
    return list(found.values())
