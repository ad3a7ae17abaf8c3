"""Title, edition, list and front pages of the sample newsstand. Pure: the same page each time."""

from newsstand.demo.content import Edition, Newsstand, Place, Publication
from newsstand.demo.furniture import page_html
from newsstand.demo.markup import Page, plain, script
from newsstand.demo.paths import (
    all_issues_path,
    cover_path,
    edition_path,
    issue_list_path,
    picture_path,
    story_link,
)
from newsstand.demo.storypages import printed
from newsstand.demo.words import minutes, word

TRENDING = 3
"""How many stories of other publications stand below an edition's own."""


def title_html(newsstand: Newsstand, publication: Publication, language: str | None) -> str:
    """A title's page: what it is, its latest edition, its recent editions."""
    shown = language or publication.interface
    page = Page()
    latest = publication.editions[0] if publication.editions else None
    page.line("h1", heading(publication, latest)) if latest else page.line("h1", publication.name)
    about(page, publication, shown)
    if latest:
        page.picture(
            cover_path(publication, latest),
            cover_alt(publication, latest),
            prefixed(language, edition_path(publication, latest)),
        )
        contents(page, publication, latest, shown, language)
    recent(page, publication, shown, language)
    return page_html(
        shown,
        f"{publication.name} - {newsstand.brand}",
        page.html(),
        head=breadcrumbs(publication),
        weight=newsstand.weight,
    )


def edition_html(newsstand: Newsstand, publication: Publication, edition: Edition, language: str | None) -> str:
    shown = language or publication.interface
    page = Page()
    glued = word(shown, "favorites") if publication.favorites == "glued" else ""
    with page.block("div", 'class="hero"'):
        page.picture(cover_path(publication, edition), cover_alt(publication, edition))
        if glued:
            page.line("h1", heading(publication, edition) + glued)
        else:
            page.line("h1", heading(publication, edition))
            page.line("button", word(shown, "favorites"))
    slots = {} if edition.unfilled else {"P": publication.name, "N": "9,000"}
    offer = word(shown, "read_along", **slots).replace("{P}", "{{magName}}").replace("{N}", "{{magCount}}")
    with page.block("div", 'class="offer"'):
        page.line("p", f"{offer} ", (word(shown, "catalog"), "/magazines"))
        for name in ("month", "year", "buy"):
            page.line("span", word(shown, name), attributes='class="price"')
            page.raw("<br>")
        if edition.unfilled:
            page.line("span", "$NaN", attributes='class="price"')
    about(page, publication, shown)
    contents(page, publication, edition, shown, language)
    if edition.generation != "G0":
        trending(page, newsstand, publication, shown, language)
    recent(page, publication, shown, language)
    title = f"{publication.name} {edition.label}"
    return page_html(
        shown, title, page.html(), head=breadcrumbs(publication), era=edition.generation, weight=newsstand.weight
    )


def heading(publication: Publication, edition: Edition) -> str:
    return publication.heading.replace("{P}", publication.name).replace("{E}", edition.label)


def cover_alt(publication: Publication, edition: Edition) -> str:
    return f"{publication.name}  Cover - {edition.label} Edition"


def prefixed(language: str | None, path: str) -> str:
    return f"/{language}{path}" if language else path


def breadcrumbs(publication: Publication) -> list[str]:
    names = ["Home", publication.category, publication.name]
    crumbs = [{"@type": "ListItem", "position": i, "name": name} for i, name in enumerate(names, 1)]
    values = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": crumbs}
    return [script(values, "application/ld+json") + "\n"]


def about(page: Page, publication: Publication, shown: str) -> None:
    rows = (
        ("publisher", publication.publisher),
        ("category", publication.category),
        ("language", publication.language_name),
        ("frequency", publication.frequency),
    )
    with page.block("ul", 'class="about"'):
        for name, value in rows:
            page.line("li", f"{word(shown, name)}: {value}")


def contents(page: Page, publication: Publication, edition: Edition, shown: str, language: str | None) -> None:
    """The list of an edition's stories."""
    with page.block("section", 'class="contents"'):
        page.line("h2", word(shown, "in_this_issue"))
        page.line("div", edition.label, attributes='class="muted"')
        for position, story in enumerate(edition.stories, 1):
            with page.block("div", 'class="card"'):
                listing(page, Place(publication, edition, position, story), shown, language)


def listing(page: Page, place: Place, shown: str, language: str | None) -> None:
    publication, edition, _, story = place
    link = story_link(publication, edition, story, language)
    if edition.generation == "G3":
        page.picture(picture_path(publication, story), plain(printed(story, story.headline)), link)
    page.line("h3", (printed(story, story.headline), link))
    if story.description:
        page.line("p", printed(story, story.description))
    page.line("div", minutes(shown, story.minutes), attributes='class="muted"')


def trending(page: Page, newsstand: Newsstand, own: Publication, shown: str, language: str | None) -> None:
    """Stories of other publications, as the newsstand advertises them."""
    neighbours = [p for p in newsstand.publications if p is not own and p.editions and p.editions[0].stories]
    if neighbours:
        with page.block("section", 'class="trending"'):
            page.line("h2", "Trending")
            for other in neighbours[:TRENDING]:
                with page.block("div", 'class="card"'):
                    listing(page, Place(other, other.editions[0], 1, other.editions[0].stories[0]), shown, language)


def recent(page: Page, publication: Publication, shown: str, language: str | None) -> None:
    with page.block("section", 'class="recent"'):
        page.line("h2", word(shown, "recent_issues"))
        for edition in publication.editions[: publication.recent]:
            issue(page, publication, edition, language)
        page.line("p", (word(shown, "all_issues"), prefixed(language, all_issues_path(publication))))
        page.line("p", (word(shown, "view_all"), issue_list_path(publication)))


def issue(page: Page, publication: Publication, edition: Edition, language: str | None) -> None:
    link = prefixed(language, edition_path(publication, edition))
    with page.block("div", 'class="issue"'):
        page.picture(cover_path(publication, edition), cover_alt(publication, edition), link)
        page.line("p", (edition.label, link))


def issues_html(newsstand: Newsstand, publication: Publication, language: str | None) -> str:
    """The list of all editions."""
    shown = language or publication.interface
    page = Page()
    page.line("h1", publication.name)
    page.line("h2", word(shown, "all_issues"))
    with page.block("div", 'class="grid"'):
        for edition in publication.editions:
            issue(page, publication, edition, language)
    return page_html(shown, f"{publication.name} - {word(shown, 'all_issues')}", page.html(), weight=newsstand.weight)


def shelf_html(newsstand: Newsstand, language: str | None, category: str | None = None) -> str:
    """The front page, or the shelf of one category: its titles and the first stories of their latest editions."""
    shown = language or "en"
    page = Page()
    page.line("h1", word(shown, "banner", B=newsstand.brand))
    for publication in newsstand.publications:
        if category is None or (publication.category == "Newspaper") == (category == "Newspaper"):
            with page.block("section", 'class="shelf"'):
                page.line("h2", (publication.name, prefixed(language, publication.path)))
                for edition in publication.editions[:1]:
                    for position, story in enumerate(edition.stories[:2], 1):
                        listing(page, Place(publication, edition, position, story), shown, language)
    return page_html(shown, "The sample newsstand", page.html())


def notice_html(language: str | None, name: str) -> str:
    """A page of the newsstand's own: help, terms, privacy, sign-in."""
    shown = language or "en"
    page = Page()
    page.line("h1", word(shown, name))
    page.line("p", "This is a sample newsstand. Everything printed in it is invented.")
    return page_html(shown, word(shown, name), page.html())
