"""URLs of a newsstand: when two are the same, which kind of page one names, and the ids made from it. Pure.

Two URLs are the same where scheme, host, port and path are, whatever their spelling: links are read as browsers read
them (WHATWG URL Standard, 4.4), and a path is taken apart before it is decoded, so that an encoded slash stays part
of a name. Nothing here raises for any text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv6Address
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin

Kind = Literal["story", "edition", "title", "issues"]

PORTS = {"http": 80, "https": 443}
IN_QUERY = ",.:!$'()*;@~-_/"
"""Characters of a query's value that need no percent-encoding, besides letters and digits."""
PLAIN = ",.:!$&'()*+;=@~-_"
"""Characters of a path that need no percent-encoding, besides letters and digits."""
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
SHAPE = re.compile(r"(?:([a-z][a-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.I | re.S)
"""Scheme, authority, path and query of any text (RFC 3986, appendix B)."""
EDGES = "".join(map(chr, range(0x21)))
"""Control characters and space, which browsers take off both ends of a link."""
BREAKS = str.maketrans("", "", "\t\n\r")
"""What browsers leave out wherever it stands in a link."""
ESCAPES = re.compile(r"(?:%[0-9A-F]{2})+")
HOST = re.compile(r"[a-z0-9._~!$&'()*+,;=-]+")


class Address(NamedTuple):
    """Where a URL leads, the same for every spelling of it."""

    scheme: str
    """"http" or "https"; "" of a link without one."""
    host: str | None
    """In lower case, an international name in its ASCII form, IPv6 in brackets; None where it cannot be understood, or
    where a user's name stands before it."""
    port: int | None
    """None for the scheme's own."""
    path: str
    """Percent-encoded in one way, `.` and `..` resolved; "" of what is no page (`mailto:…`)."""
    query: str | None


@lru_cache(maxsize=4096)
def address(url: str) -> Address:
    """Where `url` leads: an absolute URL, or a path of no known host."""
    if not url.isascii():  # half a character (a lone surrogate) can be in no request
        url = url.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = slashes(url.strip(EDGES).translate(BREAKS))
    found = SHAPE.match(text)
    assert found is not None  # every part of it may be missing
    scheme, authority, path, query = (found[1] or "").lower(), found[2], found[3], found[4]
    if scheme and (scheme not in PORTS or authority is None):
        return Address(scheme, None, None, "", None)
    host, port = host_and_port(authority or "")
    return Address(scheme, host, None if port == PORTS.get(scheme) else port, resolved(path), query)


def slashes(link: str) -> str:
    """A link with the backslashes before its query as slashes, as browsers read those of http and https."""
    if "\\" not in link or re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", link, re.I):
        return link
    before = re.match(r"[^?#]*", link)
    assert before is not None
    return before[0].replace("\\", "/") + link[before.end() :]


def joined(base: str, link: str) -> str:
    """The URL that a link of the page at `base` leads to; the link as written where that cannot be told."""
    try:
        return urljoin(base, slashes(link.strip(EDGES)))
    except ValueError:  # "http://[object Object]": Python refuses what looks like IPv6 and is none
        return link


def host_and_port(authority: str) -> tuple[str | None, int | None]:
    """("www.example.com", 8443) of "WWW.example.com:8443"; (None, None) of what names no host."""
    found = re.fullmatch(r"(\[[^\[\]@]*\]|[^:@\[\]]+)(?::([0-9]{0,5}))?", authority)
    port = int(found[2]) if found and found[2] else None
    if found is None or (port is not None and not 0 < port < 65536):
        return None, None
    host = known_host(found[1])
    return host, port if host else None


def known_host(text: str) -> str | None:
    try:
        if text.startswith("["):
            return f"[{IPv6Address(text[1:-1].partition('%')[0])}]" if "%" not in text else None
        name = unquote(text, errors="strict") if "%" in text else text
        name = (name if name.isascii() else name.encode("idna").decode("ascii")).lower()
    except ValueError:  # no address, no UTF-8 or no name that IDNA allows
        return None
    return name if HOST.fullmatch(name) else None


def spelled(part: str) -> str:
    """Part of a path, percent-encoded in one way; bytes that are no UTF-8 stay as they came ("caf%E9")."""
    return quote(unquote_to_bytes(part), safe=PLAIN)


def resolved(path: str) -> str:
    """A path in one spelling, without empty parts and with `.` and `..` resolved."""
    parts: list[str] = []
    last = ""
    for part in path.split("/"):
        last = spelled(part)
        if last == "..":
            del parts[-1:]
        elif last not in ("", "."):
            parts.append(last)
    if not parts:
        return "/" if path.startswith("/") else ""
    return ("/" if path.startswith("/") else "") + "/".join(parts) + ("/" if last in ("", ".", "..") else "")


def readable(path: str) -> str:
    """A path in one spelling as people read it, decoded but for what would make two paths alike: an encoded slash or
    percent sign, bytes that are no UTF-8, characters that nobody sees."""
    return ESCAPES.sub(lambda escapes: "".join(map(shown, decoded(escapes[0]))), path) if "%" in path else path


def decoded(escapes: str) -> str:
    return unquote_to_bytes(escapes).decode("utf-8", "surrogateescape")


def shown(character: str) -> str:
    hidden = character in "/%" or not character.isprintable()
    return quote(character, safe="", errors="surrogateescape") if hidden else character


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
    """Keys and values that are added to a query when a page is asked for: (("format", "json"),)."""
    spellings: tuple[str, ...] = ()
    """Other addresses that links give to this site: they lead to the site that is asked."""
    hosts: tuple[str, ...] = ()
    """Further addresses of the newsstand that are asked themselves ("https://api.example.org"). They share its pace."""
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


Origin = tuple[str, str, int]
"""Scheme, host without `www.`, port."""


def origin(url: str) -> Origin | None:
    """Where a URL is fetched from; None of what is no http or https URL of a host that can be understood."""
    found = address(url)
    if not found.scheme or found.host is None:
        return None
    return found.scheme, found.host.removeprefix("www."), found.port or PORTS[found.scheme]


def host_of(url: str) -> tuple[str, int | None] | None:
    """Host without `www.` and port, None for the scheme's own; None of what names no host."""
    found = address(url)
    return None if found.host is None else (found.host.removeprefix("www."), found.port)


def host_name(url: str) -> str:
    """The host of a URL in words: "magzter.com", "127.0.0.1:8000"; "" of what names no host."""
    host, port = host_of(url) or ("", None)
    return f"{host}:{port}" if port else host


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


def page_url(link: str, site: Site, *, language: str | None = None) -> str | None:
    """What to ask for to get the page behind an absolute URL: its path on the newsstand's address, in its interface
    language, else in `language`; of its query what names the page, and the constants. None for a URL elsewhere."""
    if not is_own(link, site):
        return None
    prefix = language_prefix(link) or language
    path = (f"/{prefix}" if prefix else "") + bare_path(link, site) + site.suffix(kind(link, site))
    return root_of(link, site) + path + with_constants(named_query(link, site), site)


def with_constants(query: str, site: Site) -> str:
    """A query ("?…" or "") with the site's constants, where it does not have those keys."""
    names = {part.partition("=")[0] for part in query.removeprefix("?").split("&")}
    parts = [query.removeprefix("?"), *(f"{name}={value}" for name, value in site.constants if name not in names)]
    return "".join(["?", "&".join(filter(None, parts))]) if any(parts) else ""


def list_page_url(link: str, site: Site, *, language: str | None = None) -> str | None:
    """`page_url` of a page of a list, with its whole query, which says which page it is."""
    page, query = page_url(link, site, language=language), link.partition("#")[0].partition("?")[2]
    return page.partition("?")[0] + with_constants(f"?{query}", site) if page and query else page


def story_id(url: str, site: Site) -> str | None:
    """ "story:stories/newspaper/The-Times/RAIN-AT-LAST" of a story's URL, None of any other.

    The path is the key; the case of its category varies and does not count.
    """
    found = match(url, site)
    if not found or found.kind != "story":
        return None
    path = found.parts.get("story") or found.path.strip("/")
    if category := found.parts.get("category"):
        path = path.replace(f"/{category}/", f"/{category.casefold()}/", 1)
    return f"story:{path}"


def edition_id(url: str, site: Site) -> str | None:
    """ "edition:2036174" of an edition's URL: its number is the stable key, the rest of the path varies."""
    found = match(url, site)
    return f"edition:{found.parts['issue']}" if found and found.kind == "edition" else None


def publication_id(url: str, site: Site) -> str | None:
    """ "publication:SG/SPH-Media-Limited/The-Straits-Times" of any URL under a title, whatever the category in it.

    Without country or publisher where the newsstand's URLs name none. Of one that moved, the id that it had.
    """
    found = match(url, site)
    parts = found.parts if found and found.kind != "story" else {}
    if "title" not in parts:
        return None
    id = "publication:" + "/".join(parts[name] for name in ("country", "publisher", "title") if name in parts)
    return site.aliases.get(id, id)


def know_moved(moved: Iterable[Mapping[str, str]], site: Site) -> None:
    """Add to the aliases of a site the publications that moved there.

    moved: `publication` is the URL or path of a title page, `was` the one that it had.
    """
    for one in moved:
        now, before = publication_id(one["publication"], site), publication_id(one["was"], site)
        if now and before:  # else of another newsstand
            site.aliases[now] = before


def category(url: str, site: Site) -> str | None:
    """The newsstand's category in a story's URL, as printed there; "undefined" is none."""
    found = match(url, site)
    value = found.parts.get("category") if found else None
    return None if value is None or value.casefold() == "undefined" else value


def country(url: str, site: Site) -> str | None:
    """ISO 3166-1 alpha-2 code in the URL of a title or an edition, else the newsstand's."""
    found = match(url, site)
    return (found.parts.get("country") if found else None) or site.country
