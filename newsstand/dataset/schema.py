"""The index's tables, and what a row says of a record: enough to know whether and how to ask for it again."""

from typing import NamedTuple


class KnownPublication(NamedTuple):
    """The latest record of a publication."""

    newsstand: str
    id: str
    revision: int
    """0 where the record has none."""
    fetched_at: str
    name: str | None
    language: str | None
    file: str
    """Under DATA_DIR: "publications/demo-….jsonl"."""
    offset: int
    """Where in the file the record's line begins: what `records.line_at` takes."""


class KnownEdition(NamedTuple):
    """The latest record of an edition."""

    newsstand: str
    id: str
    revision: int
    fetched_at: str
    publication_id: str | None
    label: str | None
    date_start: str | None
    date_end: str | None
    volume: str | None
    issue_number: str | None
    stories_listed: int | None
    stories_held: int | None
    """How many of them the record says are in the dataset: collected and known ones."""
    failures: str
    """A list of objects, as JSON: what the record says could not be had."""
    complete: bool | None
    file: str
    offset: int


class EditionSummary(NamedTuple):
    """Of the latest record of an edition, what tells how whole it is; as in `KnownEdition`."""

    id: str
    label: str | None
    date_start: str | None
    date_end: str | None
    volume: str | None
    issue_number: str | None
    stories_listed: int | None
    stories_held: int | None
    failures: str
    complete: bool | None


class KnownStory(NamedTuple):
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

KINDS: dict[str, type[Known]] = {"publication": KnownPublication, "edition": KnownEdition, "story": KnownStory}
"""What is known of a record, by its type, which is also its table's name."""
COLUMNS = {kind: known._fields for kind, known in KINDS.items()}
"""By type of record: the columns of its table. The last two say where the record is."""

APPLICATION = 0x4E657773
"""PRAGMA application_id: "News". A file with another is another program's."""
VERSION = 3
"""PRAGMA user_version: one more whenever the tables change; an index of another version is built anew."""

TABLES = f"""
BEGIN;
CREATE TABLE file (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, changed INTEGER NOT NULL,
    lines INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE publication (
    newsstand TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    name TEXT, language TEXT,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (newsstand, id)) WITHOUT ROWID;
CREATE TABLE edition (
    newsstand TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    publication_id TEXT, label TEXT, date_start TEXT, date_end TEXT, volume TEXT, issue_number TEXT,
    stories_listed INTEGER, stories_held INTEGER, failures TEXT NOT NULL, complete INTEGER,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (newsstand, id)) WITHOUT ROWID;
CREATE INDEX edition_of ON edition (newsstand, publication_id, date_start, date_end);
CREATE TABLE story (
    newsstand TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    publication_id TEXT, edition_id TEXT, content_hash TEXT, etag TEXT, last_modified TEXT, reader_version TEXT,
    withdrawn INTEGER NOT NULL,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (newsstand, id)) WITHOUT ROWID;
CREATE INDEX story_of ON story (newsstand, publication_id, edition_id, withdrawn);
CREATE INDEX story_in ON story (newsstand, edition_id, withdrawn);
CREATE TABLE place (
    newsstand TEXT NOT NULL, edition_id TEXT NOT NULL, listed_as TEXT NOT NULL, story_id TEXT NOT NULL,
    PRIMARY KEY (newsstand, edition_id, listed_as)) WITHOUT ROWID;
CREATE INDEX place_of ON place (newsstand, story_id);
CREATE INDEX moved ON place (newsstand, listed_as) WHERE listed_as <> story_id;
CREATE TABLE listed (
    newsstand TEXT NOT NULL, publication_id TEXT NOT NULL, edition_id TEXT NOT NULL, revision INTEGER NOT NULL,
    fetched_at TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (newsstand, publication_id, edition_id)) WITHOUT ROWID;
CREATE TABLE amount (
    newsstand TEXT NOT NULL, publication_id TEXT NOT NULL, type TEXT NOT NULL, file INTEGER NOT NULL,
    lines INTEGER NOT NULL, bytes INTEGER NOT NULL,
    PRIMARY KEY (newsstand, publication_id, type, file)) WITHOUT ROWID;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
COMMIT;
"""
