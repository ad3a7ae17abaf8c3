"""What stands around a story's text: the list of other stories, the picture, the newsstand's own language. Pure."""

from collections.abc import Callable, Mapping

from newsstand.pages.found import ListedStory
from newsstand.pages.header import Header
from newsstand.pages.listing import entries, listed, read_cards
from newsstand.pages.metadata import word
from newsstand.pages.names import alike
from newsstand.pages.page import Page
from newsstand.pages.parts import FOOTER, HEADED_WITHIN, LIST_HEADS
from newsstand.pages.phrases import Attribution, Phrases
from newsstand.pages.shapes import Kind
from newsstand.urls import kind


def list_start(page: Page, after: int, inferred: list[str]) -> tuple[int, str | None]:
    """(index of the list's first line, language of its heading); an unknown heading is added to `inferred`."""
    shape = page.shape(after, after + 1)
    if shape != Kind.more:
        shape = page.shape(after, after + HEADED_WITHIN)
    known, unknown = LIST_HEADS
    if found := known.pattern.match(shape):
        first = after + found.end()
        said = page.words.more(page.lines[first - 1])
        below = page.lines[first : first + 1]
        return first + any(page.words.is_line("view_all", line) for line in below), said[0] if said else None
    if unknown.pattern.match(shape):
        inferred.append(f"more: {page.lines[after]}")
        return after + 1, None
    return after, None


def related(page: Page, first: int) -> list[ListedStory]:
    own = {i for i in page.own_like if i >= first and page.is_own_phrase(i)}
    end = len(page.lines)
    if not page.document.link_elements and (footer := FOOTER.search(page.shape(first, end))):
        end = first + footer.start()
    items = entries(page.document, first, end, page.site, page.own)
    items = [item for i, item in enumerate(items, first) if i not in own]
    return listed(read_cards(items, page.words, labelled=True, names=page.known.names), page.known.names)


def image(page: Page, headline: str | None) -> str | None:
    """The story's picture: the one whose alternative text is the headline, else the one that the page's head names."""
    for picture in page.document.pictures:
        if alike(picture.alt, headline) and picture.url:
            return page.document.absolute(picture.url)
    return page.document.url_of(word(page.meta.get("image")) or page.document.meta.get("og:image"))


def publication_url(page: Page, header: Header | None) -> str | None:
    if header is None:
        return None
    for i in range(header.first, header.last + 1):
        for link in page.document.links(i):
            if kind(link, page.site) == "title":
                return page.document.absolute(link)
    return None


def interface_language(
    page: Page, own: Mapping[int, Kind], attribution: Attribution | None, heading: str | None, inferred: bool
) -> str | None:
    """Language of the newsstand's own words: of the phrases recognised, else as the URL or the page declare it.

    own: the kinds of the lines of its block.

    Pages of one language print some lines in English (Turkish ones their offer), so any other language goes first,
    and English on a page with lines of a language nobody knows says nothing. Nor does a line that such a language
    shares with a known one, as Danish does with Norwegian, on such a page or on one without a block.
    """
    seen = [attribution and attribution.language, heading]
    seen += [SAYS[kind](page.words, page.lines[i]) for i, kind in own.items() if kind in SAYS]
    if ENGLISH.issuperset(seen):
        seen += [page.words.button(line) for line in page.own_like.values()]
    other = next((language for language in seen if language not in ENGLISH), None)
    declared = page.declared_language()
    if other and (inferred or not own) and declared not in (None, *page.words.languages):
        return declared
    return other or ("en" if "en" in seen and not inferred else declared)


SAYS: dict[Kind, Callable[[Phrases, str], str | None]] = {
    Kind.offer: Phrases.offer,
    Kind.sign_in: Phrases.sign_in,
    Kind.question: Phrases.sign_in_question,
}
"""What tells the language of a line of a block, by its kind."""
ENGLISH = {"en", "", None}
