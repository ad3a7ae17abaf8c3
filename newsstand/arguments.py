"""What `-a` arguments of a crawl mean. Pure.

Every error names the spider, the argument, its value and the remedy.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from newsstand.urls import Site, address, is_own, kind, language_prefix, page_url, publication_id

KNOWN = ("publication", "editions", "since", "until", "site", "refresh")


class ArgumentError(ValueError):
    """A spider argument that cannot be meant; the message is for the person who typed it."""


Wrong = Callable[[str, str], ArgumentError]
"""(argument, what is wrong with it and what to do) -> the error to raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    publications: tuple[str, ...]
    """URLs of title pages, on the address that is crawled, each once."""
    site: Site
    editions: int | None = None
    """How many of the newest; None for all."""
    since: date | None = None
    until: date | None = None
    """Both inclusive; an edition counts where its interval touches them."""
    refresh: bool = False
    """Fetch again what is known."""

    @property
    def publication_ids(self) -> list[str]:
        return [publication_id(url, self.site) or "" for url in self.publications]


def read_arguments(spider: str, site: Site, given: Mapping[str, str], *, publications: Sequence[str] = ()) -> Arguments:
    """The arguments of `scrapy crawl SPIDER -a NAME=VALUE …`; `publications` are crawled where none is named.

    Raises ArgumentError.
    """

    def wrong(name: str, why: str) -> ArgumentError:
        return ArgumentError(f"{spider}: argument '{name}' {why}")

    for name in given:
        if name not in KNOWN and not name.startswith("_"):  # _job, _version: Scrapyd's own, with every run
            raise ArgumentError(f"{spider}: argument '{name}' is not known. Known: {', '.join(KNOWN)}.")
    mirror = site_address(given["site"], wrong) if "site" in given else site.mirror
    site = replace(site, mirror=mirror, aliases={})  # a run's own
    titles = [text for text in re.split(r"\s*,\s*", given.get("publication", "").strip()) if text] or list(publications)
    if not titles:
        raise wrong("publication", "is missing. Give the URL or path of a title page: -a publication=URL")
    since, until = (day(name, given[name], wrong) if name in given else None for name in ("since", "until"))
    if since and until and since > until:
        raise wrong("since", f"({since}) is after 'until' ({until}). Swap them.")
    return Arguments(
        publications=tuple(dict.fromkeys(title_url(text, site, wrong) for text in titles)),
        site=site,
        editions=how_many(given, wrong),
        since=since,
        until=until,
        refresh=switch("refresh", given.get("refresh", "0"), wrong),
    )


def site_address(text: str, wrong: Wrong) -> str:
    found = address(text)
    if not found.scheme or not found.host or found.path.strip("/") or found.query is not None or "#" in text:
        raise wrong("site", f"is no address of a site: {text!r}. Give scheme, host and port: http://127.0.0.1:8000")
    return f"{found.scheme}://{found.host}" + (f":{found.port}" if found.port else "")


def title_url(text: str, site: Site, wrong: Wrong) -> str:
    """URL of a title page on the address that is crawled, from its URL or path as people copy them."""
    spellings = [text] if "://" in text else [f"https://{text}", f"http://{text}", f"{site.root}/{text.lstrip('/')}"]
    url = next((spelling for spelling in spellings if is_own(spelling, site)), None)
    if url is None:
        raise wrong("publication", f"is not on {site.root}: {text!r}. Give a title page there, or its path.")
    what = kind(url, site)
    if what != "title":
        named = {"story": "a story", "edition": "one edition", "issues": "a list of editions"}.get(what or "", "a page")
        raise wrong("publication", f"names {named}, not a title page: {text!r}. Give the URL or path of one.")
    asked = page_url(url, site, language=language_prefix(url))
    assert asked is not None
    return asked


def how_many(given: Mapping[str, str], wrong: Wrong) -> int | None:
    """How many editions: one where nothing is said, all in a range of days where only that is."""
    text = given.get("editions", "").strip()
    if "editions" not in given:
        return None if "since" in given or "until" in given else 1
    if text in ("latest", "all"):
        return 1 if text == "latest" else None
    if not re.fullmatch("[0-9]{1,6}", text) or int(text) == 0:
        raise wrong("editions", f"is {given['editions']!r}. Give latest, all, or how many of the newest: 1 or more.")
    return int(text)


def day(name: str, text: str, wrong: Wrong) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass  # a month or a day that does not exist: told below, as any other text that is no day
    raise wrong(name, f"is no day: {text!r}. Give YYYY-MM-DD.")


def switch(name: str, text: str, wrong: Wrong) -> bool:
    if text not in ("0", "1"):
        raise wrong(name, f"is {text!r}. Give 1, or leave it out.")
    return text == "1"
