"""The sample newsstand: publications, editions and stories, read from titles/*.toml. Nothing here writes pages.

A newsstand never changes: `without`, `with_edition`, `with_text`, … give another one, so that a test can serve what a
newsstand shows on the next day.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

Generation = Literal["G0", "G1", "G1b", "G2", "G3"]
Access = Literal["free", "preview", "locked", "unknown"]
QUIRKS = {
    "escaped",  # quotation marks printed as \"
    "mojibake",  # UTF-8 read as Windows-1252
    "run-in",  # the dateline runs into the first paragraph
    "no header",  # the page does not print publication and edition above the story
    "no attribution",  # … nor below it
    "unfilled",  # the attribution's template was served unfilled
    "no teaser",  # the page prints no standfirst; the edition's list does
    "json-ld",  # the page carries JSON-LD
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    headline: str
    slug: str
    """Last part of its URL; unique within its publication."""
    issue: int
    """Number of the edition that its own page names."""
    paragraphs: tuple[str, ...] = ()
    """The free preview. `*word*` is printed in italics."""
    description: str | None = None
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None
    category: str
    """As in its URL."""
    minutes: int = 2
    access: Access = "preview"
    quirks: frozenset[str] = frozenset()
    revision: int = 0
    """How often its text was changed: moves the page's Last-Modified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    issue: int
    label: str
    generation: Generation
    stories: Sequence[Story]
    date: str | None
    """EDTF, stated in the content by hand: what a reader of `label` has to find."""
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    issue_number: str | None = None
    unfilled: bool = False
    """Its page was served with templates unfilled around the list."""

    def slugs(self) -> list[str]:
        """Of its stories in order. A sequence that makes stories when asked for knows them without making any."""
        known = getattr(self.stories, "slugs", None)
        return known() if known else [story.slug for story in self.stories]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    name: str
    publisher: str
    country: str
    category: str
    language: str
    """ISO 639-1, of its stories."""
    language_name: str
    """As title pages print it."""
    frequency: str
    magazine: int
    """The newsstand's number for the title."""
    interface: str
    """Language of the newsstand's words where a URL asks for none."""
    editions: tuple[Edition, ...]
    """Newest first."""
    recent: int = 6
    """How many editions its title page lists."""
    heading: str = "{P} - {E}"
    favorites: Literal["glued", "button"] = "button"

    @property
    def slug(self) -> str:
        return "-".join(re.findall(r"[\w.,]+", self.name.replace("'", "")))

    @property
    def path(self) -> str:
        """Of its title page, percent-encoded."""
        publisher = "-".join(re.findall(r"[\w.,]+", self.publisher))
        return quote(f"/{self.country}/{publisher}/{self.slug}/{self.category}", safe="/.,")


class Place(NamedTuple):
    """Where a story is listed: `position` is 1-based."""

    publication: Publication
    edition: Edition
    position: int
    story: Story


@dataclass(frozen=True, slots=True)
class Newsstand:
    publications: tuple[Publication, ...]
    brand: str = "Magzter"
    weight: int = 0
    """Bytes of script that every page carries besides what it says: real pages are ten times as heavy as their text."""

    @property
    def titles(self) -> list[str]:
        """Paths of the title pages."""
        return [p.path for p in self.publications]

    def publication(self, name: str) -> Publication:
        """Raises KeyError with the names there are."""
        for publication in self.publications:
            if name in (publication.name, publication.slug):
                return publication
        raise KeyError(f"no publication {name!r}; there are {', '.join(p.name for p in self.publications)}")

    def places(self) -> Iterable[Place]:
        """Every listing of every story: a story that two editions list comes twice."""
        for publication in self.publications:
            for edition in publication.editions:
                for position, story in enumerate(edition.stories, 1):
                    yield Place(publication, edition, position, story)

    def changed(self, publication: str, change: Callable[[Publication], Publication]) -> "Newsstand":
        """This newsstand with one publication replaced by what `change` makes of it."""
        old = self.publication(publication)
        return replace(self, publications=tuple(change(p) if p is old else p for p in self.publications))

    def without(self, publication: str, editions: int = 1) -> "Newsstand":
        """As it was before the newest `editions` of a publication came out."""
        return self.changed(publication, lambda p: replace(p, editions=p.editions[editions:]))

    def without_edition(self, publication: str, issue: int) -> "Newsstand":
        return self.changed(
            publication, lambda p: replace(p, editions=tuple(e for e in p.editions if e.issue != issue))
        )

    def without_publication(self, publication: str) -> "Newsstand":
        gone = self.publication(publication)
        return replace(self, publications=tuple(p for p in self.publications if p is not gone))

    def with_edition(self, publication: str, edition: Edition) -> "Newsstand":
        """With one more edition, now the newest."""
        return self.changed(publication, lambda p: replace(p, editions=(edition, *p.editions)))

    def with_stories(self, publication: str, issue: int, stories: Sequence[Story]) -> "Newsstand":
        """With the stories of one edition replaced."""

        def change(p: Publication) -> Publication:
            if all(e.issue != issue for e in p.editions):
                raise KeyError(f"{p.name} has no edition {issue}")
            return replace(
                p, editions=tuple(replace(e, stories=tuple(stories)) if e.issue == issue else e for e in p.editions)
            )

        return self.changed(publication, change)

    def with_text(self, slug: str, *paragraphs: str) -> "Newsstand":
        """With another text in one story, wherever it is listed. Raises KeyError where no story has that slug."""
        listed = [place for place in self.places() if place.story.slug == slug]
        if not listed:
            raise KeyError(f"no story {slug!r}")
        changed = self
        for publication, edition, _, story in listed:
            now = replace(story, paragraphs=paragraphs, revision=story.revision + 1)
            stories = [now if other.slug == slug else other for other in edition.stories]
            changed = changed.with_stories(publication.name, edition.issue, stories)
        return changed

    def without_story(self, publication: str, issue: int, slug: str) -> "Newsstand":
        """With a story gone from one edition's list. Raises KeyError where the edition does not list it."""
        edition = next(e for e in self.publication(publication).editions if e.issue == issue)
        left = [story for story in edition.stories if story.slug != slug]
        if len(left) == len(edition.stories):
            raise KeyError(f"edition {issue} of {publication} lists no story {slug!r}")
        return self.with_stories(publication, issue, left)


@lru_cache(maxsize=1)
def sample() -> Newsstand:
    """The newsstand that ships with the project."""
    folder = files("newsstand.demo").joinpath("titles")
    tables = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return Newsstand(tuple(publication_of(tomllib.loads(table.read_text("utf-8"))) for table in tables))


def publication_of(table: dict[str, Any]) -> Publication:
    """A publication of its TOML table. A key that nothing knows raises TypeError."""
    fields = dict(table)
    generation = fields.pop("generation")
    category = fields.pop("story_category")
    rows = [{"generation": generation, **row} for row in fields.pop("edition")]
    own = {row["issue"]: [story_of(story, row, category) for story in row["story"]] for row in rows}
    everywhere = {story.slug: story for stories in own.values() for story in stories}
    editions = []
    for row in rows:
        stories = own[row["issue"]] + [everywhere[slug] for slug in row.pop("also", [])]
        editions.append(Edition(**{**row_without_stories(row), "stories": tuple(stories)}))
    return Publication(**fields, editions=tuple(editions))


def row_without_stories(row: dict[str, Any]) -> dict[str, Any]:
    dates = dict(zip(("date", "date_start", "date_end", "date_precision"), row.pop("dates"), strict=True))
    return {key: value for key, value in (row | dates).items() if key != "story"}


def story_of(table: dict[str, Any], edition: dict[str, Any], category: str) -> Story:
    fields = dict(table)
    generation = edition["generation"]
    headline = fields["headline"]
    quirks = frozenset(fields.pop("quirks", ()))
    if unknown := quirks - QUIRKS:
        raise TypeError(f"{headline}: unknown quirks {sorted(unknown)}")
    fields.setdefault("slug", slug_of(headline, generation))
    fields.setdefault("category", category)
    fields.setdefault("access", "unknown" if generation == "G0" else "preview")
    paragraphs = tuple(line.strip() for line in fields.pop("text", "").splitlines() if line.strip())
    return Story(**fields, issue=edition["issue"], paragraphs=paragraphs, quirks=quirks)


def slug_of(headline: str, generation: Generation) -> str:
    """The last part of a story's URL, as the newsstand makes it: capitals since G2, punctuation lost, and for a
    headline in another script a 13-digit number."""
    plain = unicodedata.normalize(
        "NFKD", headline.replace("ı", "i").replace("ß", "ss").replace("'", "").replace("’", "")
    )
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)), re.I)
    digest = hashlib.sha256(headline.encode()).hexdigest()
    if generation == "G0":
        return digest[:13]
    if sum(map(len, words)) < len(headline) / 3:
        return str(1_740_000_000_000 + int(digest, 16) % 40_000_000_000)
    return "-".join(words).upper() if generation in ("G2", "G3") else "-".join(word.capitalize() for word in words)
