"""Ids and values that the URLs of a newsstand give: the same for every spelling of them. Pure."""

from collections.abc import Iterable, Mapping

from newsstand.urls.site import Site, match


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
