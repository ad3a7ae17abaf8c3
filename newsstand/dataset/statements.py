"""Every statement that the index gives to SQLite, by name: a test asks for the plan of each.

SQLite has no statistics of these tables (they would have to be renewed as the tables grow), so where two of their
indexes could serve, the statement says which one does.
"""

from enum import StrEnum

from newsstand.dataset.schema import COLUMNS, EditionSummary


def _upsert(table: str) -> str:
    names = COLUMNS[table]
    return f"""
        INSERT INTO {table} ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})
        ON CONFLICT (newsstand, id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in names[2:])}
        WHERE (excluded.revision, excluded.fetched_at) > ({table}.revision, {table}.fetched_at)
           OR (excluded.revision, excluded.fetched_at) = ({table}.revision, {table}.fetched_at)
          AND ((SELECT name FROM file WHERE number = excluded.file), excluded.offset)
            > ((SELECT name FROM file WHERE number = {table}.file), {table}.offset)"""


def _select(table: str, rest: str) -> str:
    names = ", ".join(COLUMNS[table][:-2])
    return f"SELECT {names}, (SELECT name FROM file WHERE number = {table}.file), offset FROM {table} {rest}"


class Statement(StrEnum):
    """Named for what they give or do. Parameters in the order of the question marks."""

    FILES = "SELECT name, size, changed FROM file"
    KNOWN_FILE = "SELECT 1 FROM file WHERE name = ?"
    FILE_HASH = "SELECT sha256 FROM file WHERE name = ?"
    NEW_FILE = "INSERT INTO file (name, size, changed, lines, sha256) VALUES (?, 0, 0, 0, '')"
    FILE_TAKEN = "UPDATE file SET size = ?, changed = ?, lines = ?, sha256 = ? WHERE number = ?"
    FILE_TOUCHED = "UPDATE file SET changed = ? WHERE name = ?"

    ENTER_PUBLICATION = _upsert("publication")
    ENTER_EDITION = _upsert("edition")
    ENTER_STORY = _upsert("story")
    ENTER_LISTED = """
        INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET revision = excluded.revision, fetched_at = excluded.fetched_at, label = excluded.label
        WHERE (excluded.revision, excluded.fetched_at, excluded.label)
            > (listed.revision, listed.fetched_at, listed.label)"""
    ENTER_AMOUNT = "INSERT INTO amount VALUES (?, ?, ?, ?, ?, ?)"
    LEAVE_PLACES = "DELETE FROM place WHERE newsstand = ? AND edition_id = ?"
    ENTER_PLACE = "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)"

    PUBLICATION = _select("publication", "WHERE newsstand = ? AND id = ?")
    EDITION = _select("edition", "WHERE newsstand = ? AND id = ?")
    STORY = _select("story", "WHERE newsstand = ? AND id = ?")
    EDITIONS_OF = _select("edition", "INDEXED BY edition_of WHERE newsstand = ? AND publication_id = ? ORDER BY id")
    SUMMARIES_OF = f"""
        SELECT {", ".join(EditionSummary._fields)} FROM edition INDEXED BY edition_of
        WHERE newsstand = ? AND publication_id = ? ORDER BY id"""
    STORIES_OF = _select("story", "INDEXED BY story_in WHERE newsstand = ? AND edition_id = ? ORDER BY id")
    LISTED = "SELECT edition_id, label FROM listed WHERE newsstand = ? AND publication_id = ? ORDER BY edition_id"
    LABELS = """
        SELECT label FROM listed WHERE newsstand = ?1 AND publication_id = ?2
        UNION SELECT label FROM edition INDEXED BY edition_of WHERE newsstand = ?1 AND publication_id = ?2
        ORDER BY label"""
    LISTED_AS = """
        SELECT story_id FROM place INDEXED BY moved WHERE newsstand = ? AND listed_as = ? AND listed_as <> story_id
        ORDER BY edition_id DESC LIMIT 1"""
    LISTING = (
        "SELECT edition_id FROM place INDEXED BY place_of WHERE newsstand = ? AND story_id = ? ORDER BY edition_id"
    )
    PLACES_HELD = """
        SELECT count(*), count(story.id) FROM place
        LEFT JOIN story ON story.newsstand = place.newsstand AND story.id = place.story_id
        WHERE place.newsstand = ? AND place.edition_id = ?"""
    STORIES_IN = """
        SELECT count(*) FROM story INDEXED BY story_in WHERE newsstand = ? AND edition_id = ? AND withdrawn = 0"""
    STORIES_BY_EDITION = """
        SELECT edition_id, count(*) FROM story INDEXED BY story_of
        WHERE newsstand = ? AND publication_id = ? AND withdrawn = 0 GROUP BY edition_id"""
    AMOUNTS_OF = """
        WITH whole AS (
            SELECT sum(bytes) AS bytes, sum(lines * (type = 'story')) AS story_records FROM amount
            WHERE newsstand = ?1 AND publication_id = ?2),
        editions AS (
            SELECT count(*) AS editions, min(date_start) AS first, max(date_end) AS last
            FROM edition INDEXED BY edition_of WHERE newsstand = ?1 AND publication_id = ?2),
        stories AS (
            SELECT count(*) AS stories, total(withdrawn) AS withdrawn
            FROM story INDEXED BY story_of WHERE newsstand = ?1 AND publication_id = ?2)
        SELECT ?1 AS newsstand, ?2 AS publication_id,
            (SELECT name FROM publication WHERE newsstand = ?1 AND id = ?2) AS name,
            editions, first, last, stories, CAST(withdrawn AS INTEGER) AS withdrawn, story_records, bytes
        FROM whole, editions, stories WHERE bytes IS NOT NULL"""

    # The whole of a table is read from here on: for the commands that tell of all, and once a compaction.

    PUBLICATIONS = _select("publication", "ORDER BY newsstand, id")
    NAMED_PUBLICATIONS = (
        "SELECT DISTINCT newsstand, publication_id FROM amount WHERE publication_id <> '' ORDER BY 1, 2"
    )
    AMOUNTS = """
        WITH whole AS (
            SELECT newsstand, publication_id, sum(bytes) AS bytes, sum(lines * (type = 'story')) AS story_records
            FROM amount GROUP BY 1, 2),
        editions AS (
            SELECT newsstand, coalesce(publication_id, '') AS publication_id, count(*) AS editions,
                min(date_start) AS first, max(date_end) AS last
            FROM edition INDEXED BY edition_of GROUP BY newsstand, edition.publication_id),
        stories AS (
            SELECT newsstand, coalesce(publication_id, '') AS publication_id, count(*) AS stories,
                sum(withdrawn) AS withdrawn
            FROM story INDEXED BY story_of GROUP BY newsstand, story.publication_id)
        SELECT whole.newsstand, whole.publication_id, publication.name, coalesce(editions, 0) AS editions, first, last,
            coalesce(stories, 0) AS stories, coalesce(withdrawn, 0) AS withdrawn, story_records, bytes
        FROM whole
        LEFT JOIN editions USING (newsstand, publication_id)
        LEFT JOIN stories USING (newsstand, publication_id)
        LEFT JOIN publication ON publication.newsstand = whole.newsstand AND publication.id = whole.publication_id
        ORDER BY 1, 2"""
    GONE = "CREATE TEMP TABLE IF NOT EXISTS gone (number INTEGER PRIMARY KEY)"
    NAME_GONE = "INSERT INTO gone SELECT number FROM file WHERE name = ?"
    FORGET_GONE = "DELETE FROM gone"
    FORGET_PUBLICATIONS = "DELETE FROM publication WHERE file IN gone"
    FORGET_EDITIONS = "DELETE FROM edition WHERE file IN gone"
    FORGET_STORIES = "DELETE FROM story WHERE file IN gone"
    FORGET_AMOUNTS = "DELETE FROM amount WHERE file IN gone"
    FORGET_FILES = "DELETE FROM file WHERE number IN gone"
    DUMP_FILE = "SELECT name, size, lines, sha256 FROM file ORDER BY name"
    DUMP_EDITION = _select("edition", "ORDER BY newsstand, id")
    DUMP_STORY = _select("story", "ORDER BY newsstand, id")
    DUMP_LISTED = "SELECT * FROM listed ORDER BY newsstand, publication_id, edition_id"
    DUMP_PLACE = "SELECT * FROM place ORDER BY newsstand, edition_id, listed_as"
    DUMP_AMOUNT = """
        SELECT name, newsstand, publication_id, type, amount.lines, bytes
        FROM amount JOIN file ON number = file ORDER BY 1, 2, 3, 4"""


WHOLE = frozenset(list(Statement)[list(Statement).index(Statement.PUBLICATIONS) :]) | {Statement.FILES}
"""Those that read whole tables."""
ENTER = {
    "publication": Statement.ENTER_PUBLICATION,
    "edition": Statement.ENTER_EDITION,
    "story": Statement.ENTER_STORY,
}
DUMP = {
    "file": Statement.DUMP_FILE,
    "publication": Statement.PUBLICATIONS,
    "edition": Statement.DUMP_EDITION,
    "story": Statement.DUMP_STORY,
    "listed": Statement.DUMP_LISTED,
    "place": Statement.DUMP_PLACE,
    "amount": Statement.DUMP_AMOUNT,
}
"""Every table without the numbers of files, which depend on the order of taking in."""
