"""A story page -> what it says of its story, found as a reader finds it: by the words and their order. Pure.

Order of a page: button and banner, headline, header (publication and edition), standfirst, byline, headline again
(the picture's alternative text), the free preview, the newsstand's block (attribution, offer, sign-in), other stories.
"""

from newsstand.pages.block import Block, find_block, lone_attribution
from newsstand.pages.captions import caption_lines
from newsstand.pages.document import Document
from newsstand.pages.ends import end_without_block, list_end, list_start
from newsstand.pages.found import ListedStory, NotAPage, StoryPage
from newsstand.pages.header import Header
from newsstand.pages.headline import start_without_header, story_headers, title_line
from newsstand.pages.listing import entries, listed, read_cards
from newsstand.pages.marked import kept, marked_lines, text_span, told_alone
from newsstand.pages.metadata import Issue, is_free, issue, word
from newsstand.pages.opening import is_paragraph, place_alone, place_run_in, read_opening
from newsstand.pages.phrases import Attribution, alike, printed
from newsstand.pages.refusal import refusal
from newsstand.pages.sheet import Sheet
from newsstand.urls import Site, kind

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
    sheet = Sheet(
        document, site, publication=publication, label=edition_label, headline=headline, description=description
    )
    found = read_sheet(sheet)
    return found if found is not None else NotAPage(f"not a story: {refusal(document, site)}")


def read_sheet(sheet: Sheet) -> StoryPage | None:
    """What the page says of its story; None of one that tells none."""
    attribution = sheet.first_attribution()
    headers = story_headers(sheet, attribution)
    header = headers[0] if headers else None
    names = [printed(place.publication) for place in (header, attribution) if place and place.publication]
    sheet.learn(names, (header and header.label) or (attribution and attribution.label))
    title = title_line(sheet, header)
    start = header.last + 1 if header else start_without_header(sheet, title)
    block = find_block(sheet, start) or lone_attribution(sheet, start)
    end = block.first if block else end_without_block(sheet, start)
    marked = marked_lines(sheet.document, sheet.meta)
    start, end = text_span(
        marked, start, end if block else len(sheet.lines) if marked else end, headed=header is not None
    )
    attribution = block.attribution if block and block.attribution else attribution
    placed = header is not None or attribution is not None
    unshown = told_alone(sheet.document, sheet.meta) if block is None and not marked and not placed else []
    told = sheet.is_told_here(title)
    if not (placed or told or unshown or (block and block.has_offer and sheet.is_text(start, end))):
        return None
    if block is None and len(headers) >= FRONT_PAGE and not told:
        return None

    page = StoryPage()
    place(page, header, attribution, issue(sheet.meta))
    page.headline = sheet.lines[title] if title is not None else word(sheet.meta.get("headline"))
    if unshown:
        start = end  # all lines are around the story
    opening(sheet, page, start, end, title, header, walled=block is not None and block.paywall)
    if marked:
        page.paragraphs = kept(page.paragraphs, {sheet.lines[i] for i in marked}, page.headline)
    elif unshown:
        page.paragraphs = unshown
    if block is not None and block.paywall:
        page.access = "preview" if page.paragraphs else "locked"
    elif is_free(sheet.meta):
        page.access = "free"
    if not page.paragraphs and not (page.access == "locked" and (placed or told)):
        return None
    inferred = list(block.inferred) if block else []
    first, heading = list_start(sheet, block.after if block else end, block is not None, page.publication, inferred)
    page.related = related(sheet, first)
    page.image_url = image(sheet, page.headline)
    page.section = word(sheet.meta.get("articleSection")) or sheet.document.meta.get("article:section")
    page.language = word(sheet.meta.get("inLanguage"))
    page.publication_url = publication_url(sheet, header)
    page.interface_language = interface_language(sheet, block, attribution, heading, bool(inferred))
    page.inferred = tuple(inferred)
    return page


def place(page: StoryPage, header: Header | None, attribution: Attribution | None, issue: Issue) -> None:
    """Publication and edition as the page prints them: the header's, else the attribution's, else what JSON-LD says."""
    if header:
        page.publication = printed(header.publication)
        if label := printed(header.label):
            page.edition_label, page.edition_place = label, "header"
    if attribution:
        page.publication = page.publication or attribution.publication
        if page.edition_label is None and attribution.label:
            page.edition_label, page.edition_place = attribution.label, "attribution"
    page.publication = page.publication or issue.publication
    if page.edition_label is None and issue.date:
        page.edition_label, page.edition_place = issue.date, "metadata"
    page.volume, page.issue_number = issue.volume, issue.number


def opening(
    sheet: Sheet, page: StoryPage, start: int, end: int, title: int | None, header: Header | None, *, walled: bool
) -> None:
    """Fill description, byline, dateline, reading time and paragraphs from the lines between header and block.

    walled: whether the block is a paywall.
    """
    told = sheet.lines[title] if title is not None else sheet.headline
    picture = next((p.line for p in sheet.document.pictures if start <= p.line <= end and alike(p.alt, told)), None)
    texts: list[str] = []
    marked: int | None = None
    captions = caption_lines(sheet.document, start, end)
    page.captions = [sheet.lines[i] for i in captions]
    for i in range(start, end):
        if i == picture:
            marked = len(texts)
        if i == title or i in captions or sheet.is_furniture(i):
            continue
        if len(texts) < 4 and marked is None and not any(is_paragraph(text) for text in texts):
            if sheet.words.is_time_mark(sheet.lines[i]):
                continue
            if timed := sheet.words.reading_time(sheet.lines[i]):
                page.reading_minutes = timed[0]
                continue
        texts.append(sheet.lines[i])
    if picture == end:
        marked = len(texts)
    opening = read_opening(
        texts,
        headline=told,
        described=sheet.description,
        author=word(sheet.meta.get("author")),
        picture=marked,
        standfirst=header is not None and not sheet.is_described,
        walled=walled,
    )
    page.description, page.byline = opening.description, opening.byline
    paragraphs = list(opening.paragraphs)
    if paragraphs and (place := place_alone(paragraphs[0])):
        page.dateline = place
        del paragraphs[0]
    elif paragraphs:
        page.dateline = place_run_in(paragraphs[0])
    page.paragraphs = paragraphs


def related(sheet: Sheet, first: int) -> list[ListedStory]:
    items, words = entries(sheet.document, first, list_end(sheet, first), sheet.site, sheet.own), sheet.words
    for i in [i for i, item in enumerate(items) if words.may_be_own(item.text)][::-1]:
        text = items[i].text
        if words.sign_in(text) or words.offer(text) or sheet.reading(text):
            del items[i]
    cards = read_cards(items, sheet.words, labelled=True, names=sheet.names)
    return listed(cards, sheet.names)


def image(sheet: Sheet, headline: str | None) -> str | None:
    """The story's picture: the one whose alternative text is the headline, else the one that the page's head names."""
    for picture in sheet.document.pictures:
        if alike(picture.alt, headline) and picture.url:
            return sheet.document.absolute(picture.url)
    found = word(sheet.meta.get("image")) or sheet.document.meta.get("og:image")
    return sheet.document.absolute(found) if found else None


def publication_url(sheet: Sheet, header: Header | None) -> str | None:
    if header is None:
        return None
    for i in range(header.first, header.last + 1):
        for link in sheet.document.links(i):
            if kind(link, sheet.site) == "title":
                return sheet.document.absolute(link)
    return None


def interface_language(
    sheet: Sheet, block: Block | None, attribution: Attribution | None, heading: str | None, inferred: bool
) -> str | None:
    """Language of the newsstand's own words: of the phrases recognised, else as the URL or the page declare it.

    Pages of one language print some lines in English (Turkish ones their offer), so any other language goes first,
    and English on a page with lines of a language nobody knows says nothing.
    """
    seen = [attribution.language if attribution else None, *(block.languages if block else []), heading]
    if not any(language and language != "en" for language in seen):
        seen += [sheet.words.button(sheet.lines[i]) for i in sheet.own_like]
    known = [language for language in seen if language]
    other = next((language for language in known if language != "en"), None)
    if other:
        return other
    if known and not inferred:
        return "en"
    return sheet.declared_language()
