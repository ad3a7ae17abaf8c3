"""What to ask for, and what records carry: one address for every spelling of a newsstand's URL. Pure."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from newsstand.urls.addresses import PORTS, address, host_of
from newsstand.urls.site import IN_QUERY, Site, kind, language_prefix, named_query, page_path


def is_own(url: str, site: Site) -> bool:
    """Whether an absolute URL is on the newsstand itself: its own host or the mirror's, with or without `www.`, another
    spelling of it, or a further host."""
    host = host_of(url)
    if host is None or address(url).scheme not in PORTS:
        return False
    return any(host == host_of(one) for one in (site.url, site.root, *site.spellings, *site.hosts))


def root_of(url: str, site: Site) -> str:
    """The address that a URL of the newsstand is asked at, and that its record carries."""
    return next((one for one in site.hosts if host_of(one) == host_of(url)), site.root)


@lru_cache(maxsize=4096)
def canonical_url(url: str, site: Site) -> str:
    """`url` as records carry it: on the newsstand's address, percent-encoded once, no language prefix, fragment or
    trailing slash, and of its query what names the page.

    Language, `www.` and tracking parameters change how a page looks, never which page it is. A URL elsewhere is kept.
    """
    return root_of(url, site) + bare_path(url, site) + named_query(url, site) if is_own(url, site) else url


def bare_path(url: str, site: Site) -> str:
    """`page_path` without the suffix of its kind."""
    return page_path(url).removesuffix(site.suffix(kind(url, site)))


def named_path(url: str, site: Site) -> str:
    """A page as users name it: its path with the interface language, and what of its query names it."""
    prefix = language_prefix(url)
    return (f"/{prefix}" if prefix else "") + bare_path(url, site) + named_query(url, site)


def page_url(link: str, site: Site, *, language: str | None = None) -> str | None:
    """What to ask for to get the page behind an absolute URL: its path on the newsstand's address, in its interface
    language, else in `language`; of its query what names the page, and the constants. None for a URL elsewhere."""
    if not is_own(link, site):
        return None
    prefix = language_prefix(link) or language
    path = (f"/{prefix}" if prefix else "") + bare_path(link, site) + site.suffix(kind(link, site))
    return root_of(link, site) + path + with_constants(named_query(link, site), site.constants_of(kind(link, site)))


def with_constants(query: str, constants: Iterable[tuple[str, str]]) -> str:
    """A query ("?…" or "") with these keys and values, where it does not have the keys."""
    names = {part.partition("=")[0] for part in query.removeprefix("?").split("&")}
    added = [f"{name}={quote(value, safe=IN_QUERY)}" for name, value in constants if name not in names]
    parts = [query.removeprefix("?"), *added]
    return "".join(["?", "&".join(filter(None, parts))]) if any(parts) else ""


def list_page_url(link: str, site: Site, *, language: str | None = None) -> str | None:
    """`page_url` of a page of a list, with its whole query, which says which page it is."""
    page, query = page_url(link, site, language=language), link.partition("#")[0].partition("?")[2]
    if page is None or not query:
        return page
    return page.partition("?")[0] + with_constants(f"?{query}", site.constants_of(kind(link, site)))
