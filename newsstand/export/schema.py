"""The tables and views of a stage (newsstand/export/stage.py), and the statements that fill and order them.

Its views have the names and columns of an export's tables.
"""

from newsstand.export.columns import TABLES, Column, Kind, flat
from newsstand.export.records import OWN

TYPES = {Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "INTEGER", Kind.NUMBER: "REAL"}
"""SQLite's types; all else is TEXT."""
FIELDS = flat(OWN["stories"])
"""The columns that come from a story's record, but for lists of rows."""
LONG = ("description", "text")
"""Columns of stories that are long: behind all others in a row, where SQLite passes over them without reading them."""


def declared(column: Column) -> str:
    """How a column is declared."""
    return f'"{column.name}" {TYPES.get(column.kind, "TEXT")}'


STORED = tuple(sorted(range(len(FIELDS)), key=lambda at: FIELDS[at].name in LONG))
"""Where in FIELDS the columns of the table `story` are, in its order."""
TABLES_OF_STAGE = f"""
CREATE TABLE record (
    n INTEGER PRIMARY KEY, thing INTEGER, json INTEGER, json_size INTEGER, csv INTEGER, csv_size INTEGER, folder TEXT,
    newsstand TEXT, id TEXT, publication_id TEXT, edition_id TEXT, first TEXT, last TEXT, position INTEGER,
    section TEXT, language TEXT, access TEXT, granularity TEXT, withdrawn INTEGER, fetched_at TEXT, revision INTEGER,
    file TEXT, line INTEGER);
CREATE TABLE story (
    n INTEGER PRIMARY KEY, character_count INTEGER, text_hash TEXT, file TEXT, line INTEGER,
    {", ".join(declared(FIELDS[at]) for at in STORED)}, letter_runs TEXT);
CREATE TABLE mention (
    n INTEGER, start INTEGER, mention TEXT, date TEXT, how TEXT, PRIMARY KEY (n, start)) WITHOUT ROWID;
CREATE TABLE place (n INTEGER, story_id TEXT, position INTEGER, section TEXT);
CREATE TABLE listed (
    newsstand TEXT, publication_id TEXT, edition_id TEXT, fetched_at TEXT, label TEXT,
    PRIMARY KEY (newsstand, publication_id, edition_id)) WITHOUT ROWID;
"""
"""record: all, by the order in which they came; `thing`: a hash of folder, newsstand and id. story: what a story's
says. place: a story in an edition's list."""
ADD = f"INSERT INTO record VALUES (?{', ?' * 19}, coalesce(?, 0), ?, ?)"
ADD_STORY = f"INSERT INTO story VALUES (?, ?, ?, ?, ?{', ?' * len(FIELDS)}, ?)"
ADD_MENTION = "INSERT INTO mention VALUES (?, ?, ?, ?, ?)"
ADD_PLACE = "INSERT INTO place VALUES (?, ?, ?, ?)"
LIST = """
INSERT INTO listed VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at,
label = excluded.label WHERE (excluded.fetched_at, excluded.label) > (listed.fetched_at, listed.label)
"""
IN_ORDER = """newsstand, publication_id NULLS LAST, first NULLS LAST, edition_id NULLS LAST, position NULLS LAST, id,
    revision, fetched_at, file, line"""
"""The order of records in a table."""
CHOOSE = """
CREATE TABLE again AS
SELECT n, row_number() OVER latest_first = 1 AS latest, min(fetched_at) OVER thing AS first_seen,
    count(*) OVER thing AS revisions
FROM record WHERE thing IN (SELECT thing FROM record GROUP BY 1 HAVING count(*) > 1)
WINDOW thing AS (PARTITION BY folder, newsstand, id),
    latest_first AS (
        PARTITION BY folder, newsstand, id ORDER BY revision DESC, fetched_at DESC, file DESC, line DESC);
CREATE UNIQUE INDEX again_of ON again (n);
CREATE TABLE chosen AS
SELECT n, folder, substr(first, 1, 4) AS year, coalesce(latest, 1) AS latest,
    coalesce(first_seen, fetched_at) AS first_seen, coalesce(revisions, 1) AS revisions, csv, csv_size
FROM record LEFT JOIN again USING (n) {order};
"""
"""Most things have one record. Only of the others, and of those that have their hash, the latest is looked for: windows
over all records take longer than the sort."""
LEAVE_OUT = """
UPDATE chosen SET latest = NULL WHERE n IN (
    SELECT n FROM record WHERE (folder, newsstand, id) IN (
        SELECT r.folder, newsstand, id FROM chosen JOIN record r USING (n) WHERE latest AND {unwanted}))
"""


def _view_of_stories(name: str, *, latest: bool) -> str:
    """All stands in its order already, so that `chosen` comes first, and no index is of use."""
    chosen = {name: f"c.{name}" for name in ("first_seen", "revisions")}
    columns = ", ".join(chosen.get(column.name, f's."{column.name}"') for column in flat(TABLES["stories"]))
    return f"""
CREATE VIEW {name} AS SELECT c.rowid AS at, {columns}, s.letter_runs
FROM chosen c NOT INDEXED CROSS JOIN story s ON s.n = c.n
WHERE c.folder = 'stories' AND c.latest = {latest:d};
"""


VIEWS = f"""
{_view_of_stories("stories", latest=True)}{_view_of_stories("superseded", latest=False)}
CREATE VIEW mentions AS SELECT c.rowid AS at, c.year, newsstand, id AS story_id, start, mention, date, how
FROM chosen c NOT INDEXED CROSS JOIN mention m ON m.n = c.n CROSS JOIN record r ON r.n = c.n
WHERE c.folder = 'stories' AND c.latest;
CREATE VIEW listed_editions AS SELECT newsstand, publication_id, edition_id, nullif(label, '') AS label, fetched_at
FROM listed;
"""
"""The tables of an export, in part."""
PLACED = """
CREATE TABLE told (newsstand TEXT, edition_id TEXT, PRIMARY KEY (newsstand, edition_id)) WITHOUT ROWID;
CREATE INDEX place_of ON place (n);
INSERT INTO told SELECT newsstand, id FROM chosen c JOIN record USING (n)
    WHERE c.folder = 'editions' AND latest AND EXISTS (SELECT 1 FROM place p WHERE p.n = c.n);
CREATE TABLE untold (n INTEGER PRIMARY KEY);
INSERT INTO untold SELECT n FROM record r WHERE folder = 'stories' AND edition_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM told t WHERE (t.newsstand, t.edition_id) = (r.newsstand, r.edition_id));
CREATE VIEW edition_stories AS
SELECT newsstand, edition_id, story_id, p.position, p.section
FROM chosen c JOIN record r USING (n) JOIN place p USING (n) WHERE c.folder = 'editions' AND latest
UNION ALL
SELECT newsstand, edition_id, id, position, section
FROM untold u CROSS JOIN record USING (n) WHERE n IN (SELECT n FROM chosen WHERE latest);
"""
"""The table `edition_stories`, which story stands where: as the edition's own record has it; where it has no list, as
the stories that name it say."""
ORDERS = {
    "stories": "at",
    "superseded": "at",
    "mentions": "at, start",
    "listed_editions": "newsstand, publication_id, edition_id",
    "edition_stories": "newsstand, edition_id, position NULLS LAST, story_id, section",
}
"""View -> the order of its rows; `at` is a column that stands beside those of the table."""
