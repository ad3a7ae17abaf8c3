"""What a site reserves of its rights, as its pages and headers say it: recorded, not assumed. Pure.

TDM Reservation Protocol: W3C Community Group final report, https://www.w3.org/2022/tdmrep/. X-Robots-Tag and
`<meta name="robots">`: as search engines define them; `noai` and `noimageai` are a custom of sites, no standard.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from newsstand.urls import spelled

DIRECTIVES = ("noarchive", "noai", "noimageai")
"""Those that speak of keeping or learning from a page; the others speak to search engines alone."""
WITH_VALUE = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
"""Directives that a colon follows; before any other colon stands a robot's name."""
ROBOT = "newsstand"
"""Our product token: what is said to another robot by name is not said to us."""
META = frozenset({"tdm-reservation", "robots", ROBOT})
HEADERS = frozenset({b"Tdm-Reservation", b"X-Robots-Tag"})
"""The names under which a page may reserve something."""


class Rule(NamedTuple):
    """One rule of a tdmrep.json. `location`: a path as in robots.txt, with `*` and a final `$`."""

    location: str
    reservation: str
    policy: str | None = None

    def covers(self, url: str) -> bool:
        parts = urlsplit(url)
        path = same_spelling(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        to_the_end = self.location.endswith("$")
        first, *others = map(same_spelling, self.location.removesuffix("$").split("*"))
        if not others:
            return path == first if to_the_end else path.startswith(first)
        at = len(first) if path.startswith(first) else -1
        last = others.pop() if to_the_end else ""
        for piece in others:
            if at >= 0 and (at := path.find(piece, at)) >= 0:
                at += len(piece)
        return at >= 0 and path[at:].endswith(last)


@dataclass(frozen=True, slots=True)
class Rights:
    signals: tuple[str, ...] = ()
    """"tdm-reservation: 1", "tdm-policy: https://…", "noarchive", "noai", "noimageai": each that holds, once."""
    reserved: bool = False
    """Whether text and data mining is reserved (Article 4(3) of Directive (EU) 2019/790)."""


def same_spelling(path: str) -> str:
    """`path` percent-encoded in one way, so that one written in another way is equal."""
    return "/".join(map(spelled, path.split("/")))


def tdm_rules(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json in their order, without those that make no sense; () of what is no such file."""
    try:
        listed = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules = []
    for item in listed if isinstance(listed, list) else ():
        if not isinstance(item, dict) or not isinstance(item.get("location"), str):
            continue
        reservation, policy = declared(item.get("tdm-reservation")), item.get("tdm-policy")
        if reservation is not None:
            rules.append(Rule(item["location"], reservation, policy if isinstance(policy, str) else None))
    return tuple(rules)


def declared(value: object) -> str | None:
    """ "1" or "0"; None for any other value, which is as none (final report, 5.1)."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if text in ("0", "1") else None


def header_lines(headers: Mapping[bytes, Sequence[bytes]]) -> list[tuple[str, str]]:
    """The headers of a Scrapy response as (name, value), one for each line that was sent."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]


def rights(
    headers: Iterable[tuple[str, str]] = (),
    meta: Mapping[str, str] | None = None,
    rules: Sequence[Rule] = (),
    url: str = "",
) -> Rights:
    """What is said about the page at `url`.

    headers: (name, value), as `header_lines` gives them. meta: `name` in lower case -> `content` (Document.meta).
    rules: of the site's tdmrep.json. The page's own meta supersede headers, these the file (final report, 6.4).
    """
    meta = meta or {}
    sent = [(name.lower(), value) for name, value in headers]
    rule = next((rule for rule in rules if rule.covers(url)), None)
    reservation = policy = None
    if rule:
        reservation, policy = rule.reservation, rule.policy
    for nearer in (dict(sent), meta):
        if found := declared(nearer.get("tdm-reservation")):
            reservation, policy = found, nearer.get("tdm-policy")
    signals = []
    if reservation:
        signals.append(f"tdm-reservation: {reservation}")
    if reservation == "1" and policy:
        signals.append(f"tdm-policy: {' '.join(policy.split())}")
    said = [value for name, value in sent if name == "x-robots-tag"]
    said += [f"{name}: {content}" for name, content in meta.items() if name in ("robots", ROBOT)]
    directives = {directive for value in said for directive in robots_directives(value)}
    return Rights((*signals, *(word for word in DIRECTIVES if word in directives)), reservation == "1")


def says_nothing(headers: Mapping[bytes, Sequence[bytes]], meta: Mapping[str, str]) -> bool:
    """Whether a page's headers (of a Scrapy response) and meta have none of what `rights` looks for: most have none."""
    return HEADERS.isdisjoint(headers) and META.isdisjoint(meta)


def robots_directives(value: str) -> list[str]:
    """The directives for us in "noarchive, noai" or "otherbot: noindex, noai": after a robot's name they are for it."""
    found = []
    addressee = "robots"
    for part in value.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip() not in WITH_VALUE:
            addressee, part = name.strip(), rest  # noqa: PLW2901
        if addressee in ("robots", ROBOT):
            found.append(part.strip())
    return found


def keeps_text(setting: str | None, found: Rights) -> bool:
    """Whether a record may hold the page's text. setting: TEXT, "preview", "none" or None for unset.

    Unset, it may unless text and data mining is reserved: who may do it all the same says so with "preview".
    """
    return not found.reserved if setting is None else setting == "preview"
