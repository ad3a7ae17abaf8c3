"""Paths of the sample newsstand's pages, in the shapes of each generation of the site."""

from urllib.parse import quote

from newsstand.demo.content import Edition, Publication, Story


def edition_path(publication: Publication, edition: Edition) -> str:
    return f"{publication.path}/{edition.issue}"


def story_path(publication: Publication, edition: Edition, story: Story) -> str:
    """Path without language prefix."""
    p, s = publication, story
    if edition.generation == "G0":
        return f"/articles/{p.magazine}/{s.issue}/{s.slug}"
    folder = "article" if edition.generation == "G1" else "stories"
    return quote(f"/{folder}/{s.category}/{p.slug}/{s.slug}", safe="/.,")


def story_link(publication: Publication, edition: Edition, story: Story, language: str | None) -> str:
    """Path as pages link to it: pages of G3 always name a language, older ones never, G2 where the page around does."""
    path = story_path(publication, edition, story)
    if edition.generation == "G3":
        return f"/{language or publication.interface}{path}"
    return f"/{language}{path}" if language and edition.generation == "G2" else path


def all_issues_path(publication: Publication) -> str:
    return f"{publication.path}/All-Issues"


def issue_list_path(publication: Publication) -> str:
    return f"/magazines/listAllIssues/{publication.magazine}"


def cover_path(publication: Publication, edition: Edition) -> str:
    return f"/images/{publication.magazine}/{edition.issue}/cover.svg"


def picture_path(publication: Publication, story: Story) -> str:
    return f"/images/{publication.magazine}/{story.issue}/{quote(story.slug)}.svg"
