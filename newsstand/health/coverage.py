"""What a run collected of each publication, in numbers: how full its records are. No I/O."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from newsstand.items import Edition, Publication, Story
from newsstand.labels.publication import Reading

FIELDS = (
    "headline",
    "description",
    "byline",
    "dateline",
    "text",
    "edition_label",
    "edition_date",
    "image_url",
    "language",
)
"""The fields of a story whose filling is watched."""


@dataclass(slots=True)
class Coverage:
    """Of one publication, in one run. Editions and stories that were known and unchanged are not in it."""

    name: str | None = None
    stories: int = 0
    locked: int = 0
    """Stories that have no text because the newsstand locks it."""
    blank: int = 0
    """Whole pages of a newspaper without a text: the newsstand has the scan alone, or nothing is printed there."""
    filled: Counter[str] = field(default_factory=Counter)
    """Stories by the field that is filled."""
    editions: int = 0
    empty: int = 0
    """Editions whose page lists no story."""
    failed: Counter[str] = field(default_factory=Counter)
    """Stories and editions that could not be collected, by cause."""
    labels: int = 0
    """Labels in the newsstand's list of editions, and editions: each that should say when it is of."""
    unreadable: int = 0
    """Those of them that say neither a date nor a number."""

    def as_dict(self) -> dict[str, Any]:
        """For the run's record: shares of stories in place of counts."""
        shares = {name: round(self.filled[name] / self.stories, 3) for name in FIELDS} if self.stories else {}
        return {
            "publication": self.name,
            "editions": self.editions,
            "stories": self.stories,
            "filled": shares,
            "locked": self.locked,
            "blank": self.blank,
            "empty": self.empty,
            "failed": dict(self.failed),
            "labels": self.labels,
            "unreadable": self.unreadable,
        }


def says_something(label: str | None, publication: str | None, language: str | None) -> bool:
    """Whether a label says a date or a number; one that can be read in two ways does."""
    return label is not None and Reading(publication=publication, language=language).says_something(label)


def add(coverage: dict[str, Coverage], item: Any) -> None:
    """Count a record that was written, under its publication's id."""
    match item:
        case Publication():
            one = coverage.setdefault(item.id or "", Coverage())
            one.name = item.name
            labels = {edition["label"] for edition in item.editions_listed if edition["label"]}
            one.labels += len(labels)
            one.unreadable += sum(not says_something(label, item.name, item.language) for label in labels)
        case Edition():
            one = coverage.setdefault(item.publication_id or "", Coverage(name=item.publication))
            one.editions += 1
            one.labels += item.stories_listed is not None
            one.unreadable += item.stories_listed is not None and not says_something(
                item.label, item.publication, item.language
            )
            one.empty += item.stories_listed == 0
            one.failed.update(failure.cause for failure in item.failures)
        case Story() if not item.withdrawn:
            one = coverage.setdefault(item.publication_id or "", Coverage(name=item.publication))
            one.stories += 1
            one.locked += item.access == "locked"
            one.blank += item.granularity == "page" and not item.text
            one.filled.update(name for name in FIELDS if getattr(item, name))
