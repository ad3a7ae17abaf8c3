"""What is known of a page that nothing led to: what its address says."""

from typing import Any

from newsstand.crawl.tracking import EditionAsked, ListAsked, PublicationProgress, StoryAsked
from newsstand.items import Edition
from newsstand.pages import ListedEdition, ListedStory, TitlePage
from newsstand.urls import Kind, Site, publication_id, story_id


def asked_for(kind: Kind, url: str, site: Site) -> dict[str, Any]:
    """The arguments of the callback for a page of that kind at `url`: `publication` and `asked`."""
    publication = PublicationProgress(url=url, ids={publication_id(url, site)}, requests_out=1)
    return {"publication": publication, "asked": page_asked(kind, url, site)}


def page_asked(kind: Kind, url: str, site: Site) -> Any:
    match kind:
        case "issues":
            return ListAsked(TitlePage(), addresses={url})
        case "edition":
            return EditionAsked(ListedEdition(label=None, url=url), addresses={url})
        case "story":
            return StoryAsked(story_id(url, site) or "", Edition(), ListedStory(url=url), position=1)
        case "title":
            return None
