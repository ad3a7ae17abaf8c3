"""The shapes of one newsstand's URLs, and which kind of page a URL names. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from newsstand.urls.addresses import address, readable

Kind = Literal["story", "edition", "title", "issues"]
IN_QUERY = ",.:!$'()*;@~-_/"
"""Characters of a query's value that need no percent-encoding, besides letters and digits."""
LANGUAGES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee"
    " el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is"
    " it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms"
    " mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk"
    " sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi"
    " yo za zh zu ckb fil haw"
)
"""The codes of ISO 639-1, and three of ISO 639-2 that interfaces have: others (`/api/…`, `/cgi/…`) are paths."""
LANGUAGE_PREFIX = re.compile(rf"/((?:{LANGUAGES.replace(' ', '|')})(?:-[A-Za-z]{{2,4}})?)(?=/)")
"""`/de/…`, `/pt-br/…`: the interface language. Countries (`/SG/…`) are capitals."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """What a reader must be told about one newsstand: its brand and the shapes of its URLs.

    Each shape is matched against the whole path as `path_of` gives it: without language prefix and trailing slash,
    percent-decoded but for an encoded slash; where the site has `query` keys, with `?key=value` of those in the URL.
    Groups it may name: `country`, `publisher`, `title`, `category`, `publication`, `slug`, `issue` (what names the
    edition among all of the newsstand's), `story` (the same of a story; else its whole path does).
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
    aliases: dict[str, str] = field(default_factory=dict)
    """The id that a publication's URL gives -> the id that its records carry, where it moved."""

    suffixes: tuple[tuple[Kind, str], ...] = ()
    """What is added to the path of a page of that kind when it is asked for: (("title", ".json"), …). Records carry
    the address without."""
    query: tuple[str, ...] = ()
    """Keys of a query that name a page. They stay in ids and records, in this order; all others say how it looks."""
    constants: tuple[tuple[str, str], ...] = ()
    """Keys and values, as they are read, that are added to a query when a page is asked for: (("format", "json"),)."""
    kind_constants: tuple[tuple[Kind, str, str], ...] = ()
    """The same for pages of one kind: (("story", "fields", "text"),)."""
    spellings: tuple[str, ...] = ()
    """Other addresses that links give to this site: they lead to the site that is asked."""
    hosts: tuple[str, ...] = ()
    """Further addresses of the newsstand that are asked themselves ("https://api.example.org"). Each has
    its own Crawl-delay."""
    delay: float = 0.0
    """Seconds between two requests, at least, whatever a configuration says: what the newsstand asks for somewhere."""
    catalogue: str = "/"
    """Path of the page that lists its publications."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of all its publications, where its URLs say none."""

    @property
    def root(self) -> str:
        return self.mirror or self.url

    def suffix(self, kind: "Kind | None") -> str:
        return next((text for of, text in self.suffixes if of == kind), "")

    def constants_of(self, kind: "Kind | None") -> tuple[tuple[str, str], ...]:
        """What is added to the query of a page of that kind."""
        own = tuple((name, value) for of, name, value in self.kind_constants if of == kind)
        return self.constants + own


def language_prefix(url: str) -> str | None:
    """The interface language that a URL asks for: "de" of `/de/stories/…`, else None."""
    found = LANGUAGE_PREFIX.match(address(url).path)
    return found[1] if found else None


def page_path(url: str) -> str:
    """The part of a URL that names the page, percent-encoded: without language prefix, query and trailing slash."""
    path = address(url).path
    while prefix := LANGUAGE_PREFIX.match(path):
        path = path[prefix.end() :]
    return path.rstrip("/")


@lru_cache(maxsize=4096)
def path_of(url: str) -> str:
    """`page_path` as people read it."""
    return readable(page_path(url))


class Named(NamedTuple):
    """What a URL of the newsstand names."""

    kind: Kind
    path: str
    """The same for every spelling of the URL: `path_of` it, without the suffix of its kind, with the named query."""
    parts: Mapping[str, str]
    """What the groups of its shape hold, where they hold anything."""


@lru_cache(maxsize=4096)
def match(url: str, site: Site) -> Named | None:
    """What `url` names by its shape; None for any other page. Any host will do."""
    path, query = path_of(url), named_query(url, site)
    kinds: tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...] = (
        ("story", site.story),
        ("edition", site.edition),
        ("issues", site.issues),
        ("title", site.title),
    )
    for kind_, shapes in kinds:
        whole = path.removesuffix(site.suffix(kind_)) + query
        for shape in shapes:
            if found := shape.fullmatch(whole):
                return Named(kind_, whole, {name: part for name, part in found.groupdict().items() if part})
    return None


def named_query(url: str, site: Site) -> str:
    """ "?id=5&page=2": what of a URL's query names the page, percent-encoded in one way; "" where nothing does."""
    if not site.query:
        return ""
    given: dict[bytes, str] = {}
    for part in (address(url).query or "").split("&"):
        name, _, value = part.partition("=")
        given.setdefault(unquote_to_bytes(name), quote(unquote_to_bytes(value.replace("+", "%20")), safe=IN_QUERY))
    found = [f"{name}={given[name.encode()]}" for name in site.query if name.encode() in given]
    return f"?{'&'.join(found)}" if found else ""


def kind(url: str, site: Site) -> Kind | None:
    found = match(url, site)
    return found.kind if found else None
