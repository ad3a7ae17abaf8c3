"""URLs of a newsstand: which kind of page one names, its canonical form, and the ids made from it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

Kind = Literal["story", "edition", "title", "issues"]

UNQUOTED = "/.,:!$&'()*+;=@~-_"
LANGUAGE_PREFIX = re.compile(r"/([a-z]{2,3}(?:-[A-Za-z]{2,4})?)(?=/)")
"""`/de/…`, `/pt-br/…`: the interface language. Countries (`/SG/…`) are capitals."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """What a reader must be told about one newsstand: its brand and the shapes of its URLs.

    Each shape is matched against the whole path, without language prefix and trailing slash, percent-decoded. Groups
    it may name: `country`, `publisher`, `title`, `category`, `publication`, `slug`, `issue` (the edition's number).
    """

    brand: str
    """The name that the newsstand's own words carry ("Magzter"): it marks the call to action in any language."""
    url: str
    """The newsstand's own address, without trailing slash: "https://www.magzter.com"."""
    story: tuple[re.Pattern[str], ...]
    edition: tuple[re.Pattern[str], ...]
    title: tuple[re.Pattern[str], ...]
    issues: tuple[re.Pattern[str], ...] = field(default=())
    """Lists of all editions of a title."""
    mirror: str | None = None
    """Address that takes the place of `url`: a mirror, or a test's server."""

    @property
    def root(self) -> str:
        return self.mirror or self.url


def language_prefix(url: str) -> str | None:
    """The interface language that a URL asks for: "de" of `/de/stories/…`, else None."""
    found = LANGUAGE_PREFIX.match(urlsplit(url).path)
    return found[1] if found else None


@lru_cache(maxsize=4096)
def path_of(url: str) -> str:
    """The part of a URL that names the page: decoded path, without language prefix, query and trailing slash."""
    path = re.sub(r"/{2,}", "/", unquote(urlsplit(url).path))
    prefix = LANGUAGE_PREFIX.match(path)
    return (path[prefix.end() :] if prefix else path).rstrip("/")


class Named(NamedTuple):
    """What a URL of the newsstand names."""

    kind: Kind
    path: str
    """The same for every spelling of the URL: `path_of` it."""
    parts: Mapping[str, str]
    """What the groups of its shape hold, where they hold anything."""


@lru_cache(maxsize=4096)
def match(url: str, site: Site) -> Named | None:
    """What `url` names by its shape; None for any other page. Any host will do."""
    path = path_of(url)
    kinds: tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...] = (
        ("story", site.story),
        ("edition", site.edition),
        ("issues", site.issues),
        ("title", site.title),
    )
    for kind_, shapes in kinds:
        for shape in shapes:
            if found := shape.fullmatch(path):
                return Named(kind_, path, {name: part for name, part in found.groupdict().items() if part})
    return None


def kind(url: str, site: Site) -> Kind | None:
    found = match(url, site)
    return found.kind if found else None


def host_of(url: str) -> str:
    """Host and port of a URL, in lower case, without `www.`."""
    return urlsplit(url).netloc.casefold().removeprefix("www.")


def is_own(url: str, site: Site) -> bool:
    """Whether an absolute URL is on the newsstand itself: its own host or the mirror's, with or without `www.`."""
    try:
        own = host_of(url) in {host_of(site.url), host_of(site.root)}
    except ValueError:  # "http://[": no URL at all
        return False
    return own and urlsplit(url).scheme in ("http", "https")


@lru_cache(maxsize=4096)
def canonical_url(url: str, site: Site) -> str:
    """`url` as records carry it: on the newsstand's address, percent-encoded once, no language prefix, query, fragment
    or trailing slash.

    Language, `www.` and tracking parameters change how a page looks, never which page it is. A URL elsewhere is kept.
    """
    return site.root + quote(path_of(url), safe=UNQUOTED) if is_own(url, site) else url


def page_url(link: str, site: Site, *, language: str | None = None) -> str | None:
    """What to ask for to get the page behind an absolute URL: its path on the newsstand's address, in its interface
    language, else in `language`; without query. None for a URL elsewhere."""
    if not is_own(link, site):
        return None
    prefix = language_prefix(link) or language
    return site.root + (f"/{prefix}" if prefix else "") + quote(path_of(link), safe=UNQUOTED)


def story_id(url: str, site: Site) -> str | None:
    """ "story:stories/newspaper/The-Times/RAIN-AT-LAST" of a story's URL, None of any other.

    The path is the key; the case of its category varies and does not count.
    """
    found = match(url, site)
    if not found or found.kind != "story":
        return None
    path = found.path.strip("/")
    if category := found.parts.get("category"):
        path = path.replace(f"/{category}/", f"/{category.casefold()}/", 1)
    return f"story:{path}"


def edition_id(url: str, site: Site) -> str | None:
    """ "edition:2036174" of an edition's URL: its number is the stable key, the rest of the path varies."""
    found = match(url, site)
    return f"edition:{found.parts['issue']}" if found and found.kind == "edition" else None


def publication_id(url: str, site: Site) -> str | None:
    """ "publication:SG/SPH-Media-Limited/The-Straits-Times" of any URL under a title, whatever the category in it.

    Without country or publisher where the newsstand's URLs name none.
    """
    found = match(url, site)
    parts = found.parts if found and found.kind != "story" else {}
    if "title" not in parts:
        return None
    return "publication:" + "/".join(parts[name] for name in ("country", "publisher", "title") if name in parts)


def category(url: str, site: Site) -> str | None:
    """The newsstand's category in a story's URL, as printed there; "undefined" is none."""
    found = match(url, site)
    value = found.parts.get("category") if found else None
    return None if value is None or value.casefold() == "undefined" else value


def country(url: str, site: Site) -> str | None:
    """ISO 3166-1 alpha-2 code in the URL of a title or an edition."""
    found = match(url, site)
    return found.parts.get("country") if found else None
