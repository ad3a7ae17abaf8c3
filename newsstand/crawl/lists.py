"""Lists that go on on further pages: what their pages say together, and the address of the next."""

from collections.abc import Iterable

from scrapy.http import Response

from newsstand.crawl.tracking import EditionAsked, ListAsked
from newsstand.pages import EditionPage, ListedEdition
from newsstand.urls import Site, edition_id, is_own, list_page_url, match


def following(response: Response, link: str | None, site: Site) -> str | None:
    """What to ask for to get the next page of the list on this page, which names it as `link`; None where the list ends
    here.

    A link to another edition or title is no page of this list, whatever its `rel` says. One to another host is as it
    stands: the caller asks for it in vain and says so.
    """
    if link is None:
        return None
    here, there = match(response.url, site), match(link, site)
    if not is_own(link, site):
        return link
    if there is not None and here is not None and (here.kind, here.path) != (there.kind, there.path):
        return None
    return list_page_url(link, site)


def add_editions(asked: ListAsked, listed: Iterable[ListedEdition], site: Site) -> bool:
    """Add the editions of a page of the list to those listed so far; whether one of them is new in this list.

    Of several entries of one edition the last with a label counts, in the place of the first.
    """
    places = {edition_id(one.url, site): place for place, one in enumerate(asked.editions)}
    grown = False
    for one in listed:
        key = edition_id(one.url, site)
        if key not in places:
            places[key] = len(asked.editions)
            asked.editions.append(one)
        elif one.label is not None:
            asked.editions[places[key]] = one
        grown = grown or key not in asked.seen
        asked.seen.add(key)
    return grown


def add_stories(asked: EditionAsked, page: EditionPage) -> bool:
    """Add the stories of a page to those that the edition lists so far; whether one with an address is new."""
    if asked.page is None:
        asked.page = page
        return True
    known = {story.url for story in asked.page.stories if story.url}
    news = [story for story in page.stories if story.url not in known]
    asked.page.stories += news
    return any(story.url for story in news)
