"""Any URL in one spelling: what it is, read as browsers read it, whatever the newsstand. Pure.

Two URLs are the same where scheme, host, port and path are, whatever their spelling: links are read as browsers read
them (WHATWG URL Standard, 4.4), and a path is taken apart before it is decoded, so that an encoded slash stays part
of a name. Nothing here raises for any text.
"""

import re
from functools import lru_cache
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin

PORTS = {"http": 80, "https": 443}
PLAIN = ",.:!$&'()*+;=@~-_"
"""Characters of a path that need no percent-encoding, besides letters and digits."""
SHAPE = re.compile(r"(?:([a-z][a-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.I | re.S)
"""Scheme, authority, path and query of any text (RFC 3986, appendix B)."""
IN_ONE_SPELLING = re.compile(
    r"(?:(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::([1-9]\d{0,3}|[1-5]\d{4}))?)?"
    r"((?:/[\w,:!$&'()*+;=@~-][\w,.:!$&'()*+;=@~-]*)+/?)",
    re.A,
)
"""Scheme, host, port and path of a URL that is as it is written: most are."""
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
    if found := IN_ONE_SPELLING.fullmatch(url):
        port = int(found[3]) if found[3] else None
        return Address(found[1] or "", found[2], None if port == PORTS.get(found[1]) else port, found[4], None)
    return taken_apart(url)


def taken_apart(url: str) -> Address:
    """`address` of a URL in any spelling."""
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
