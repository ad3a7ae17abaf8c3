"""Times for which the user knows that a publication does not appear, or accepts that something is missing. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Silence:
    """An entry of `[[silence]]` in newsstand.toml."""

    publication: str
    """Its name or its id."""
    first: date
    last: date | None
    """The last day, inclusive; None: until further notice."""
    why: str

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> list[Self]:
        """The entries as the setting SILENCE has them."""
        return [cls(one["publication"], one["from"], one.get("to"), one["why"]) for one in entries]

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def is_of(self, publication_id: str, name: str | None) -> bool:
        """Whether it is of the publication with this id (with or without "publication:") or, in any case, this name."""
        if self.publication.removeprefix("publication:") == publication_id.removeprefix("publication:"):
            return True
        return name is not None and name.casefold() == self.publication.strip().casefold()


def why_silent(silences: Iterable[Silence], publication_id: str, name: str | None, day: date) -> str | None:
    """Why nothing of a publication is expected on a day; None where nobody said so."""
    return next((one.why for one in silences if one.is_of(publication_id, name) and one.covers(day)), None)
