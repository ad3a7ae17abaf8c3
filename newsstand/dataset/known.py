"""What the ledger says of a record that the dataset holds: enough to know whether and how to ask for it again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownPublication:
    """The latest record of a publication."""

    newsstand: str
    id: str
    revision: int
    """0 where records of this type carry none."""
    fetched_at: str
    name: str | None
    file: str
    """Under DATA_DIR: "publications/demo-….jsonl"."""
    offset: int
    """Bytes before the record's line."""


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """The latest record of an edition."""

    newsstand: str
    id: str
    revision: int
    fetched_at: str
    publication_id: str | None
    label: str | None
    date_start: str | None
    date_end: str | None
    complete: bool | None
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class KnownStory:
    """The latest record of a story."""

    newsstand: str
    id: str
    revision: int
    fetched_at: str
    publication_id: str | None
    edition_id: str | None
    content_hash: str | None
    etag: str | None
    last_modified: str | None
    reader_version: str | None
    withdrawn: bool
    file: str
    offset: int


Known = KnownPublication | KnownEdition | KnownStory
