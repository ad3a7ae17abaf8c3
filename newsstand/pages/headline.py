"""The headline of a story page, its headers, and where the story begins. Pure."""

from collections.abc import Sequence
from itertools import chain

from newsstand.pages.header import Header, find_headers, only_bar
from newsstand.pages.looks import LONG, ends_sentence, is_paragraph
from newsstand.pages.names import alike, alike_any
from newsstand.pages.page import Page
from newsstand.pages.phrases import Attribution
from newsstand.pages.shapes import Kind, shape

DEEPEST = 6
"""Lines below the header among which the opening ends."""
NEAR = 4
"""Lines above a header or a picture among which the headline stands, and below a headline among which it is printed
again."""
OWN = "attribution attribution_like dated_like offer offer_like sign_in sign_in_like"
BRIEF = "words name name_like asking sentence lead_in naming standfirst"
BETWEEN = shape(
    f"[^paragraph placed {OWN}]? [^paragraph placed sentence lead_in asking byline_like {OWN}]{{0,2}}"
    " | [paragraph placed] [byline author name name_like]"
)
"""Standfirst and author: what stands between a headline and the same again. Below a long standfirst stands an author,
for a paragraph alone may stand between two headings of a text."""
REPEATED = shape(f"[{BRIEF} headline again heading_like]")
BELOW = shape(f"[paragraph placed {OWN}]")
"""No headline stands below the first of these."""
OVER_BYLINE = shape(f"[{BRIEF}] [^paragraph placed byline]? (byline (?! byline ) | name (?= paragraph ))")
"""A headline that nothing names: newer pages print the author next or next but one, older ones above a paragraph. Two
lines with a dash are a list."""


def story_headers(page: Page, attribution: Attribution | None, until: int, marked: Sequence[int]) -> list[Header]:
    """What reads as a header above line `until`, the likeliest first: one that names the publication, else the first
    above the text.

    marked: the lines that the page marks as its text. Where the publication is known, a bar among them is the text's.
    """
    known = page.known
    names = [*known.names, *filter(None, [attribution and attribution.publication])]
    begin = marked[:1] if names else ()
    found = find_headers(
        page.lines[:until],
        page.words,
        names=names,
        label=(attribution and attribution.label) or known.label,
        is_publication=page.is_publication,
    )
    named = [header for header in found if alike_any(header.publication, names)]
    others = [header for header in found if header not in named]
    if others:
        long = next((i for i, line in enumerate(page.lines) if len(line) > LONG), len(page.lines))
        others = [header for header in others if header.last < min([long, *begin])]
        others.sort(key=lambda header: not page.is_publication(header.publication, header.first))
    if named or others or begin:
        return named + others
    return only_bar(page.lines, page.words, page.declared_language())


def title_line(page: Page, header: Header | None, marked: Sequence[int]) -> int | None:
    """Index of the headline: the line above the header, or without one the first that the head or the list name.

    marked: the lines that the page marks as its text. Where it tells the headline, too, no line has to print it, and
    none but a heading is looked for.
    """
    if header:
        return title_at_header(page, header)
    for name in (*page.told_headlines, page.document.meta.get("og:title")):
        for i, line in enumerate(page.lines):
            if alike(line, name):
                return i
    if marked and page.told_headlines:
        return heading_over(page, marked)
    if len(page.document.headings) == 1 and page.document.headings[0] + 1 < len(page.lines):
        return page.document.headings[0]
    start = story_start(page)
    found = repeated(page, start)
    if found is None and OVER_BYLINE.match(page.shape(start, len(page.lines))) and not heads_parts(page, start):
        return start
    return found


def title_at_header(page: Page, header: Header) -> int | None:
    """The headline near a header: what is named as such, else what is printed again below, else the line above."""
    lines, near = page.lines, range(header.first - 1, max(-1, header.first - 1 - NEAR), -1)
    again = lines[header.last + 1 : header.last + 1 + DEEPEST]
    told = (*([name] for name in page.told_headlines), *([lines[i]] for i in page.document.headings), again)
    named = (i for names in told for i in near if alike_any(lines[i], names))
    above = (i for i in near if page.kind(i) not in (Kind.furniture, Kind.time))
    below = (i for i in range(header.last + 1, len(lines))[:2] if alike_any(lines[i], page.told_headlines))
    return next(chain(named, above, below), None)


def heads_parts(page: Page, start: int) -> bool:
    """Whether short lines stand between the paragraphs of a text as they do above it: there they head its parts, and
    above it they are neither headline nor author."""
    shown = page.shape(start, len(page.lines))
    first = shown.find(Kind.paragraph)
    end = next((i for i in range(first, len(shown)) if shown[i] not in PLAIN), len(shown))
    return any(kind in SHORT for kind in shown[first:end])


PLAIN = {
    Kind.paragraph, Kind.placed, Kind.sentence, Kind.lead_in, Kind.byline_like, Kind.asking, Kind.name, Kind.words,
    Kind.name_like,
}  # fmt: skip
SHORT = {Kind.name, Kind.name_like}


def repeated(page: Page, start: int) -> int | None:
    """Index of the first short line from `start` that is printed again after a standfirst and a byline at most, or is
    the alternative text of a picture there: a headline. One that is printed more often is a speaker's name, or a
    heading that comes again."""
    lines = page.lines
    for picture in page.document.pictures:
        if start <= picture.line <= start + DEEPEST:
            for i in range(max(0, picture.line - NEAR), picture.line):
                if alike(lines[i], picture.alt):
                    return i
    for i in range(start, page.headed_until):
        if BELOW.match(page.kind(i)):
            return None
        for k in range(i + 1 if i == start else i + 2, min(i + 1 + NEAR, page.headed_until)):
            if REPEATED.match(page.kind(i)) and alike(lines[i], lines[k]) and BETWEEN.fullmatch(page.shape(i + 1, k)):
                return None if alike_any(lines[i], lines[k + 1 : page.headed_until]) else i
    return None


def start_without_header(page: Page, title: int | None) -> int:
    """Where the story begins: below its headline, else below what stands above the first long line and is none of
    it."""
    if title is None:
        return story_start(page)
    for i, line in enumerate(page.lines[title + 1 :][:2], title + 1):
        if alike(line, page.lines[title]) and (i == title + 1 or page.links(i - 1)):
            return i + 1
    return title + 1


def heading_over(page: Page, marked: Sequence[int]) -> int | None:
    """Index of the heading in a marked text, or right above it: one that is farther, or a name, is the site's."""
    names = [*page.known.names, page.document.meta.get("og:site_name")]
    near = range(marked[0] - NEAR, marked[-1] + 1)
    return next((i for i in page.document.headings if i in near and not alike_any(page.lines[i], names)), None)


def start_of_marked(page: Page, marked: Sequence[int], title: int | None) -> int:
    """Where a text begins that the page marks: with its first line, or below the headline. None stands below a
    paragraph."""
    first = next((i for i in marked if BELOW.match(page.kind(i))), marked[-1])
    is_above = title is not None and title <= first
    return max(marked[0], start_without_header(page, title)) if is_above else marked[0]


def story_start(page: Page) -> int:
    """Where the story begins on a page without a header: below the furniture and the short links above its text."""
    start, is_plain = 0, not page.document.link_elements
    for i in range(page.headed_until):
        line = page.lines[i]
        if page.kind(i) == Kind.furniture or (not is_paragraph(line) and page.links(i)):
            start = i + 1
        elif len(line) > LONG or (is_paragraph(line) and (is_plain or tells(page, i + 1))):
            break
    return start


def tells(page: Page, i: int) -> bool:
    """Whether line `i` goes on with a text: a sentence that leads nowhere, and not a button below a notice."""
    return i < page.headed_until and ends_sentence(page.lines[i]) and not page.links(i)
