"""What records have to say of the sample newsstand: from its content alone, no page read. Tests compare them whole."""

from collections.abc import Iterator
from typing import Any

from newsstand.demo.content import Newsstand, Place, Story
from newsstand.demo.markup import plain
from newsstand.demo.paths import cover_path, edition_path, picture_path, story_path
from newsstand.demo.storypages import interface, is_labelled, named, related
from newsstand.demo.words import table

LONGEST_COUNTED = 10
"""Minutes: pages print longer reading times as `10+ mins`."""


def publications(newsstand: Newsstand) -> list[dict[str, Any]]:
    """Fields of the publication records, in the order of the newsstand. `path`: of the canonical URL."""
    return [
        {
            "path": p.path,
            "name": p.name,
            "publisher": p.publisher,
            "country": p.country,
            "language": p.language,
            "category": p.category,
            "frequency": p.frequency,
            "identifier": str(p.magazine),
        }
        for p in newsstand.publications
    ]


def editions(newsstand: Newsstand) -> list[dict[str, Any]]:
    """Fields of the edition records, newest first within a publication."""
    return [
        {
            "path": edition_path(p, e),
            "publication": p.name,
            "label": e.label,
            "date": e.date,
            "date_start": e.date_start,
            "date_end": e.date_end,
            "date_precision": e.date_precision,
            "issue_number": e.issue_number,
            "identifier": str(e.issue),
            "stories_listed": len(e.stories),
            "cover_path": cover_path(p, e),
        }
        for p in newsstand.publications
        for e in p.editions
    ]


def stories(newsstand: Newsstand, language: str | None = None) -> list[dict[str, Any]]:
    """Fields of the story records of a walk over all editions, each story once, in the edition that its page names.

    language: the prefix under which the pages are asked for. `edition_place`: what a reader of the story's page alone
    knows the edition by. `related`: without `edition_date`.
    """
    return [story(newsstand, place, language) for place in told(newsstand)]


def told(newsstand: Newsstand) -> Iterator[Place]:
    """Every story once: its place in the edition that its own page names."""
    for place in newsstand.places():
        if place.edition is named(place).edition:
            yield place


def story(newsstand: Newsstand, place: Place, language: str | None = None) -> dict[str, Any]:
    publication, edition, position, told_story = place
    return {
        "path": story_path(publication, edition, told_story),
        "publication": publication.name,
        "edition_label": edition.label,
        "edition_date": edition.date,
        "edition_date_start": edition.date_start,
        "edition_date_end": edition.date_end,
        "edition_date_precision": edition.date_precision,
        "edition_place": "header" if "no header" not in told_story.quirks else "attribution",
        "position": position,
        "section": told_story.section,
        "category": category(place),
        "headline": plain(told_story.headline),
        "description": told_story.description,
        "byline": told_story.byline,
        "dateline": told_story.dateline if told_story.paragraphs else None,
        "text": text(told_story),
        "access": told_story.access,
        "reading_minutes": min(told_story.minutes, LONGEST_COUNTED),
        "image_path": picture_path(publication, told_story),
        "language": publication.language,
        "interface_language": interface_language(place, language),
        "related": [teaser(other, number) for number, other in enumerate(related(newsstand, place))],
    }


def interface_language(place: Place, language: str | None) -> str:
    """Language of the newsstand's words around a story: English where a page without a block has no word of another."""
    shown = interface(place, language)
    era, access = place.edition.generation, place.story.access
    printed = {"button", "more_g3"} if era == "G3" else {"more"}
    return shown if access in ("preview", "locked") or printed & table()[shown].keys() else "en"


def text(told_story: Story) -> str | None:
    """Paragraphs with a blank line between them. A dateline of its own is not among them, one that runs in is."""
    paragraphs = [plain(paragraph) for paragraph in told_story.paragraphs]
    if paragraphs and told_story.dateline and "run-in" in told_story.quirks:
        paragraphs[0] = f"{told_story.dateline} - {paragraphs[0]}"
    return "\n\n".join(paragraphs) or None


def category(place: Place) -> str | None:
    """The newsstand's category in the story's URL, which the oldest pages do not have."""
    if place.edition.generation == "G0" or place.story.category == "undefined":
        return None
    return place.story.category


def teaser(other: Place, number: int) -> dict[str, Any]:
    publication, edition, _, listed = other
    return {
        "headline": plain(listed.headline),
        "description": listed.description,
        "path": story_path(publication, edition, listed),
        "edition_label": edition.label if is_labelled(number) else None,
    }
