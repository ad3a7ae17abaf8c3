"""The index's tables, and what a row says of a record: enough to know whether and how to ask for it again."""

from dataclasses import dataclass, fields


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


APPLICATION = 0x4E657773
"""PRAGMA application_id: "News". A file with another is another program's."""
VERSION = 1
"""PRAGMA user_version: one more whenever the tables change; an index of another version is built anew."""

TABLES = f"""
BEGIN;
CREATE TABLE file (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, lines INTEGER NOT NULL);
CREATE TABLE publication (
    newsstand TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fetched_at TEXT NOT NULL, name TEXT,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (newsstand, id)) WITHOUT ROWID;
CREATE TABLE edition (
    newsstand TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    publication_id TEXT, label TEXT, date_start TEXT, date_end TEXT, complete INTEGER,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (newsstand, id)) WITHOUT ROWID;
CREATE INDEX edition_of ON edition (newsstand, publication_id);
CREATE TABLE story (
    newsstand TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    publication_id TEXT, edition_id TEXT, content_hash TEXT, etag TEXT, last_modified TEXT, reader_version TEXT,
    withdrawn INTEGER NOT NULL,
    file INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (newsstand, id)) WITHOUT ROWID;
CREATE INDEX story_of ON story (newsstand, edition_id);
CREATE TABLE listed (
    newsstand TEXT NOT NULL, publication_id TEXT NOT NULL, edition_id TEXT NOT NULL, fetched_at TEXT NOT NULL,
    label TEXT NOT NULL, PRIMARY KEY (newsstand, publication_id, edition_id)) WITHOUT ROWID;
CREATE TABLE amount (
    file INTEGER NOT NULL, newsstand TEXT NOT NULL, publication_id TEXT NOT NULL, type TEXT NOT NULL,
    lines INTEGER NOT NULL, bytes INTEGER NOT NULL,
    PRIMARY KEY (file, newsstand, publication_id, type)) WITHOUT ROWID;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
COMMIT;
"""

KINDS: dict[str, type[Known]] = {"publication": KnownPublication, "edition": KnownEdition, "story": KnownStory}
"""What is known of a record, by its type, which is also its table's name."""
COLUMNS = {kind: tuple(field.name for field in fields(known)) for kind, known in KINDS.items()}
"""By type of record: the columns of its table. All but the last two, `file` and `offset`, are fields of the record."""


def _upsert(table: str) -> str:
    names = COLUMNS[table]
    return f"""
        INSERT INTO {table} ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})
        ON CONFLICT (newsstand, id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in names[2:])}
        WHERE (excluded.revision, excluded.fetched_at) > ({table}.revision, {table}.fetched_at)
           OR (excluded.revision, excluded.fetched_at) = ({table}.revision, {table}.fetched_at)
          AND ((SELECT name FROM file WHERE number = excluded.file), excluded.offset)
            > ((SELECT name FROM file WHERE number = {table}.file), {table}.offset)"""


ENTER = {table: _upsert(table) for table in COLUMNS}
ENTER_LISTED = """
    INSERT INTO listed VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at, label = excluded.label
    WHERE (excluded.fetched_at, excluded.label) > (listed.fetched_at, listed.label)"""
ENTER_AMOUNT = "INSERT INTO amount VALUES (?, ?, ?, ?, ?, ?)"

SELECT = {
    table: f"SELECT {', '.join(names[:-2])}, (SELECT name FROM file WHERE number = {table}.file), offset FROM {table}"
    for table, names in COLUMNS.items()
}
"""The values of the Known classes; a WHERE clause may follow."""

HELD = "SELECT count(*) FROM story WHERE newsstand = ? AND edition_id = ? AND NOT withdrawn"

LABELS = """
    SELECT label FROM listed WHERE newsstand = ?1 AND publication_id = ?2
    UNION SELECT label FROM edition WHERE newsstand = ?1 AND publication_id = ?2 ORDER BY label"""

AMOUNTS = """
    WITH whole AS (
        SELECT newsstand, publication_id, sum(bytes) AS bytes, sum(lines * (type = 'story')) AS story_records
        FROM amount GROUP BY 1, 2),
    editions AS (
        SELECT newsstand, coalesce(publication_id, '') AS publication_id, count(*) AS editions,
            min(date_start) AS first, max(date_end) AS last
        FROM edition GROUP BY 1, 2),
    stories AS (
        SELECT newsstand, coalesce(publication_id, '') AS publication_id, count(*) AS stories,
            sum(withdrawn) AS withdrawn
        FROM story GROUP BY 1, 2)
    SELECT whole.newsstand, whole.publication_id, publication.name, coalesce(editions, 0) AS editions, first, last,
        coalesce(stories, 0) AS stories, coalesce(withdrawn, 0) AS withdrawn, story_records, bytes
    FROM whole
    LEFT JOIN editions USING (newsstand, publication_id)
    LEFT JOIN stories USING (newsstand, publication_id)
    LEFT JOIN publication ON publication.newsstand = whole.newsstand AND publication.id = whole.publication_id
    ORDER BY 1, 2"""

DUMP = {
    "file": "SELECT name, size, lines FROM file ORDER BY name",
    **{table: f"{select} ORDER BY newsstand, id" for table, select in SELECT.items()},
    "listed": "SELECT * FROM listed ORDER BY newsstand, publication_id, edition_id",
    "amount": """SELECT name, newsstand, publication_id, type, amount.lines, bytes
        FROM amount JOIN file ON number = file ORDER BY 1, 2, 3, 4""",
}
"""Every table without the numbers of files, which depend on the order of taking in."""
