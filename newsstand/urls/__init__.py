"""URLs of a newsstand: when two are the same, which kind of page one names, and the ids made from it. Pure."""

from newsstand.urls.addresses import Address, Origin, address, host_name, host_of, joined, origin, spelled
from newsstand.urls.asking import canonical_url, is_own, list_page_url, named_path, page_url
from newsstand.urls.ids import category, country, edition_id, know_moved, publication_id, story_id
from newsstand.urls.site import Kind, Named, Site, kind, language_prefix, match, path_of

__all__ = [
    "Address",
    "Kind",
    "Named",
    "Origin",
    "Site",
    "address",
    "canonical_url",
    "category",
    "country",
    "edition_id",
    "host_name",
    "host_of",
    "is_own",
    "joined",
    "kind",
    "know_moved",
    "language_prefix",
    "list_page_url",
    "match",
    "named_path",
    "origin",
    "page_url",
    "path_of",
    "publication_id",
    "spelled",
    "story_id",
]
