"""Story pages of the sample newsstand, in the five generations of the site. Pure: the same page each time."""

import zlib
from collections.abc import Iterator
from html import escape
from typing import Any

from newsstand.demo.content import Newsstand, Place, Publication, Story
from newsstand.demo.furniture import page_html
from newsstand.demo.markup import Page, plain, script
from newsstand.demo.paths import picture_path, story_link, story_path
from newsstand.demo.words import RIGHT_TO_LEFT, minutes, older, word

LISTED = 10
"""How many other stories a page lists."""


def story_html(newsstand: Newsstand, place: Place, language: str | None) -> str:
    """The page of a story; language: of the prefix it was asked under."""
    place = named(place)
    shown = interface(place, language)
    main = story_main(newsstand, place, language).html()
    story = place.story
    return page_html(
        shown,
        f"{plain(story.headline)} - {place.publication.name}",
        main,
        head=head(place),
        era=place.edition.generation,
        weight=newsstand.weight,
    )


def story_text(newsstand: Newsstand, place: Place, language: str | None) -> str:
    """The plain text of a story's page, as a reader would copy it: from the button or headline to the last teaser."""
    return story_main(newsstand, named(place), language).text()


def interface(place: Place, language: str | None) -> str:
    """Language of the newsstand's words around a story: pages before G2 were English, whatever was asked for."""
    if place.edition.generation in ("G0", "G1", "G1b"):
        return "en"
    return language or place.publication.interface


def story_main(newsstand: Newsstand, place: Place, language: str | None) -> Page:
    page = Page()
    shown = interface(place, language)
    era = place.edition.generation
    publication, story = place.publication, place.story
    if era == "G3":
        with page.block("aside", 'class="promo flex"'):
            page.line("button", word(shown, "button"))
            page.line("p", word(shown, "banner", B=newsstand.brand))
            page.line("p", word(shown, "banner_text"))
            page.line("span", "$149.99", attributes='class="price"')
            page.raw("<br>")
            page.line("span", word(shown, "price"), attributes='class="price"')
    with page.block("article" if era == "G3" else "div", f'class="story story-{era.lower()}"'):
        page.line("h1", printed(story, story.headline))
        if "no header" not in story.quirks:
            header(page, place, shown, publication.path)
        if era == "G1b":
            page.line("div", f"{min(story.minutes, 10)} min read", attributes='class="muted"')
        if story.description and "no teaser" not in story.quirks:
            page.line("h2", printed(story, story.description))
        byline(page, story, era)
        page.picture(picture_path(publication, story), plain(printed(story, story.headline)))
        with page.block("div", 'class="body"'):
            for paragraph in text_lines(story):
                page.line("p", paragraph)
    block(page, place, newsstand.brand, shown)
    others(page, newsstand, place, shown, language)
    return page


def printed(story: Story, text: str) -> str:
    """Text as the newsstand serves it: some stories went through one step too many on their way to the site."""
    if "escaped" in story.quirks:
        text = text.replace('"', '\\"')
    if "mojibake" in story.quirks:
        text = text.encode().decode("cp1252")
    return text


def text_lines(story: Story) -> list[str]:
    """The preview as printed: a dateline stands on a line of its own or runs into the first paragraph."""
    lines = [printed(story, paragraph) for paragraph in story.paragraphs]
    if story.dateline and lines:
        if "run-in" in story.quirks:
            return [f"{story.dateline} - {lines[0]}", *lines[1:]]
        return [f"{story.dateline} -", *lines]
    return lines


def header(page: Page, place: Place, shown: str, title: str) -> None:
    """Publication and edition above the story: on one line until G2, on two or three in G3; Arabic reverses them."""
    name, label = place.publication.name, place.edition.label
    if place.edition.generation != "G3":
        pieces = (f"{label}|", (name, title)) if shown in RIGHT_TO_LEFT else ((name, title), f"|{label}")
        page.line("div", *pieces, attributes='class="src"')
        return
    with page.block("div", 'class="meta grid"'):
        if shown in RIGHT_TO_LEFT:
            page.line("div", label)
            page.line("div", "|", (name, title))
        elif place.position % 2:
            page.line("div", (name, title))
            page.line("div", f"|{label}")
        else:
            page.line("div", (name, title))
            page.line("div", "|")
            page.line("time", label, attributes='style="display:block"')


def named(place: Place) -> Place:
    """The place of a story in the edition that its page names: the page is the same whichever list led to it."""
    publication, edition, _, story = place
    if story.issue != edition.issue:
        for other in publication.editions:
            if other.issue == story.issue and story.slug in (slugs := other.slugs()):
                position = slugs.index(story.slug) + 1
                return Place(publication, other, position, other.stories[position - 1])
    return place


def byline(page: Page, story: Story, era: str) -> None:
    if era == "G3":
        page.line("p", f"- {story.byline}" if story.byline else "-", attributes='class="by"')
    elif story.byline:
        page.line("p", story.byline, attributes='class="by"')


def block(page: Page, place: Place, brand: str, shown: str) -> None:
    """The newsstand's own lines where the preview ends."""
    publication, edition, position, story = place
    if story.access in ("free", "unknown"):
        return
    era = edition.generation
    slots = {} if "unfilled" in story.quirks else {"P": publication.name, "E": edition.label}
    attribution = word(shown, "attribution_g3" if era == "G3" else "attribution", **slots)
    attribution = attribution.replace("{P}", "{{MagazineName}}").replace("{E}", "{{IssueName}}")
    with page.block("div", 'class="gate"'):
        if era == "G1":
            for name in ("g1_offer", "g1_sign_in", "g1_more"):
                page.line("p", older(name, brand))
        elif era == "G1b":
            page.line("p", older("g1b_app", brand))
            page.line("p", older("g1b_magazine", brand))
        elif era == "G2":
            for sign_in in ("sign_in_spaced", "sign_in"):
                with page.block("div", 'class="gate-copy"'):
                    page.line("p", attribution)
                    page.line("p", word(shown, "offer", B=brand))
                    page.line("p", word(shown, sign_in))
        else:
            if position % 2 and "no attribution" not in story.quirks:
                page.line("p", attribution)
            page.line("p", word(shown, "offer_g3", B=brand))
            page.line("p", word(shown, "sign_in"))


def others(page: Page, newsstand: Newsstand, place: Place, shown: str, language: str | None) -> None:
    """The list of other stories, none of the same edition, each with its own edition's label or with none."""
    name = place.publication.name
    with page.block("section", 'class="more"'):
        if place.edition.generation == "G3":
            page.line("h3", word(shown, "more_g3", P=name))
        else:
            page.line("h3", word(shown, "more", P=name) + word(shown, "view_all"))
        for number, other in enumerate(related(newsstand, place)):
            with page.block("div", 'class="card"'):
                card(page, other, language, shown, era=place.edition.generation, labelled=is_labelled(number))


def card(page: Page, other: Place, language: str | None, shown: str, *, era: str, labelled: bool) -> None:
    publication, edition, _, story = other
    link = story_link(publication, edition, story, language)
    if era == "G3":
        page.picture(f"/images/{publication.magazine}/logo.svg", publication.name, publication.path)
        page.line("p", (publication.name, publication.path))
    page.line("h4", (printed(story, story.headline), link))
    if story.description:
        page.line("p", printed(story, story.description))
    page.line("div", word(shown, "read_time_g3" if era == "G3" else "read_time"), attributes='class="muted"')
    page.line("div", minutes(shown, story.minutes) + ("" if era == "G3" else " |"))
    if labelled:
        page.line("div", edition.label)


def is_labelled(number: int) -> bool:
    """Whether the teaser of that number, from 0, shows its edition: every third does not."""
    return number % 3 != 2


def related(newsstand: Newsstand, place: Place) -> list[Place]:
    """The stories listed after a story: of its publication's other editions, and of its neighbours on the shelf."""
    found: list[Place] = []
    seen = {place.story.slug}
    for other in candidates(newsstand, place.publication, place.story.slug):
        if other.edition.issue != place.edition.issue and other.story.slug not in seen:
            seen.add(other.story.slug)
            found.append(other)
        if len(found) == LISTED:
            break
    return found


def candidates(newsstand: Newsstand, own: Publication, slug: str) -> Iterator[Place]:
    """Stories in an order that `slug` decides, two of three its own publication's. A newsstand may have very many:
    some are picked, and none is looked for."""
    for turn in range(20 * LISTED):
        chance = zlib.crc32(f"{slug} {turn}".encode())
        publication = own if turn % 3 else newsstand.publications[chance % len(newsstand.publications)]
        if publication.editions:
            edition = publication.editions[chance // 7 % len(publication.editions)]
            if edition.stories:
                position = chance // 101 % len(edition.stories)
                yield Place(publication, edition, position + 1, edition.stories[position])


def head(place: Place) -> list[str]:
    """Open Graph and JSON-LD, on the pages that have them."""
    publication, edition, _, story = place
    if edition.generation in ("G0", "G1"):
        return []
    image = picture_path(publication, story)
    path = story_path(publication, edition, story)
    rows = [("og:type", "article"), ("og:title", plain(printed(story, story.headline))), ("og:image", image)]
    if story.description and "no teaser" not in story.quirks:
        rows.append(("og:description", plain(printed(story, story.description))))
    found = [f'<link rel="canonical" href="{escape(path)}">\n']
    found += [f'<meta property="{name}" content="{escape(value)}">\n' for name, value in rows]
    found.append(script({"@context": "https://schema.org", "@type": "WebSite", "name": "The sample newsstand"},
                        "application/ld+json") + "\n")  # fmt: skip
    if "json-ld" in story.quirks or story.section or story.access == "free":
        found.append(script(json_ld(place), "application/ld+json") + "\n")
    return found


def json_ld(place: Place) -> dict[str, Any]:
    publication, _, _, story = place
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": plain(story.headline),
        "description": None if "no teaser" in story.quirks else story.description,
        "author": {"@type": "Person", "name": story.byline} if story.byline else None,
        "inLanguage": publication.language,
        "articleSection": story.section,
        "isAccessibleForFree": story.access == "free",
        "isPartOf": {"@type": "Periodical", "name": publication.name},
    }
    return {key: value for key, value in values.items() if value is not None}
