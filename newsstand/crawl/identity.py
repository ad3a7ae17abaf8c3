"""Is a page of the publication whose list led to it? Pure."""

from newsstand.crawl.tracking import PublicationProgress
from newsstand.pages import EditionPage
from newsstand.pages.own import similar
from newsstand.urls import Site, match, publication_id


def is_of_another(page: EditionPage, url: str, publication: PublicationProgress, site: Site) -> bool:
    """Whether the page of an edition at `url` is another publication's: its address says so, or it is called otherwise
    and lists none of the publication's stories."""
    if publication_id(url, site) not in {*publication.ids, None}:
        return True
    names = [name for name in (publication.record.name, slug_of(publication.url, site)) if name]
    called_otherwise = page.publication and names and not any(similar(page.publication, name) for name in names)
    return bool(called_otherwise) and not page.stories


def same_publication(url: str, listed: str | None, publication: PublicationProgress, site: Site) -> bool:
    """Whether a story at `url`, to which the address `listed` of one of the publication's stories leads, is the
    publication's too: its address carries the same name or number, or the publication's own name."""
    there, here = marks(url, site), marks(listed, site) if listed else None
    if there is None or here is None or there == here:
        return True
    names = (publication.record.name, slug_of(publication.url, site))
    return there in {plain(name) for name in names if name}


def marks(url: str, site: Site) -> str | None:
    """What a story's address says of its publication."""
    found = match(url, site)
    name = (found.parts.get("publication") or found.parts.get("magazine")) if found else None
    return plain(name) if name else None


def slug_of(url: str, site: Site) -> str | None:
    """The title's slug in its address."""
    found = match(url, site)
    return found.parts.get("title") if found else None


def plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
