"""URLs of a newsstand: which kind of page one names, its canonical form, and the ids made from it. Pure."""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["story", "edition", "title", "issues"]

LANGUAGE_PREFIX = re.compile(r"/([a-z]{2,3}(?:-[A-Za-z]{2,4})?)(?=/)")
"""`/de/…`, `/pt-br/…`: the interface language. Countries (`/SG/…`) are capitals."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a reader must be told about one newsstand: its brand and the shapes of its URLs.

    Each shape is matched against the whole path, without language prefix and trailing slash, percent-decoded. Groups
    it may name: `country`, `publisher`, `title`, `category`, `publication`, `slug`, `issue` (the edition's number).
    """

    brand: str
    """The name that the newsstand's own words carry ("Magzter"): it marks the call to action in any language."""
    host: str
    """Without `www.`: the canonical host."""
    story: tuple[re.Pattern[str], ...]
    edition: tuple[re.Pattern[str], ...]
    title: tuple[re.Pattern[str], ...]
    issues: tuple[re.Pattern[str], ...] = field(default=())
    """Lists of all editions of a title."""
