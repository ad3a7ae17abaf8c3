"""The dataset as one SQLite file that Datasette opens well: keys, foreign keys, full-text search, views, denominators.

Texts stand in a table of their own, so that counting stories does not read them. Same records in, same bytes out.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from newsstand.export.columns import FLAT_TABLES, Column, flat
from newsstand.export.schema import LONG, ORDERS, declared
from newsstand.export.tables import Dataset

KEYS: dict[str, list[tuple[str, str, str]]] = {
    "editions": [("publication_key", "publications", "publication_id")],
    "stories": [("publication_key", "publications", "publication_id"), ("edition_key", "editions", "edition_id")],
    "superseded": [("story_key", "stories", "id")],
    "edition_stories": [("edition_key", "editions", "edition_id"), ("story_key", "stories", "story_id")],
    "listed_editions": [
        ("publication_key", "publications", "publication_id"),
        ("edition_key", "editions", "edition_id"),
    ],
    "gaps": [("publication_key", "publications", "publication_id"), ("edition_key", "editions", "edition_id")],
    "mentions": [("story_key", "stories", "story_id")],
    "failures": [("edition_key", "editions", "edition_id")],
    "teasers": [("story_key", "stories", "story_id")],
    "same_story": [("a_key", "stories", "a"), ("b_key", "stories", "b")],
}
"""Table -> its foreign keys: their name, the table, and the column with the id. Null where that has no record."""
OWN_KEY = ("publications", "editions", "stories")
"""Tables with a primary key `key`: newsstand and id in one."""
ORDER = (
    *OWN_KEY,
    "superseded",
    "edition_stories",
    "listed_editions",
    "mentions",
    "gaps",
    "runs",
    "failures",
    "teasers",
    "same_story",
)

INDEXES = """
CREATE UNIQUE INDEX texts_of ON texts (story_key);
CREATE INDEX editions_of ON editions (publication_key, date_start);
CREATE INDEX stories_of ON stories (edition_key, position);
CREATE INDEX stories_by_day ON stories (edition_date_start);
CREATE INDEX stories_of_publication ON stories (publication_key, edition_date_start);
CREATE INDEX stories_by_language ON stories (language);
CREATE INDEX stories_by_access ON stories (access);
CREATE INDEX stories_by_section ON stories (section);
CREATE INDEX superseded_of ON superseded (story_key, revision);
CREATE INDEX stories_in ON edition_stories (edition_key, position);
CREATE INDEX listed_in ON listed_editions (publication_key, edition_id);
CREATE INDEX mentions_in ON mentions (story_key, start);
CREATE INDEX mentions_of ON mentions (date);
CREATE INDEX gaps_of ON gaps (publication_key, date_start);
"""
VIEWS = """
CREATE VIEW full_stories AS SELECT s.*, t.description, t.text FROM stories s JOIN texts t ON t.n = s.rowid;
CREATE VIEW current_stories AS
    SELECT key, publication, edition_label, edition_date_start, position, section, headline, byline, access, language,
        word_count, url
    FROM stories WHERE withdrawn = 0;
CREATE VIEW incomplete_editions AS
    SELECT e.key, e.publication, e.label, e.date_start, e.stories_listed,
        e.stories_collected + e.stories_known AS stories_held,
        (SELECT group_concat(cause, ', ') FROM (SELECT DISTINCT cause FROM failures f
            WHERE f.edition_key = e.key ORDER BY cause)) AS causes
    FROM editions e WHERE e.complete = 0;
CREATE VIEW not_collected AS
    SELECT p.name AS publication, l.edition_id, l.label
    FROM listed_editions l LEFT JOIN publications p ON p.key = l.publication_key WHERE l.edition_key IS NULL;
"""
MONTHS = """
CREATE TABLE months (
    publication_key TEXT REFERENCES publications (key), publication TEXT, month TEXT, editions INTEGER,
    complete_editions INTEGER, stories INTEGER, pages INTEGER, words INTEGER, characters INTEGER, free INTEGER,
    preview INTEGER, locked INTEGER);
INSERT INTO months
    SELECT publication_key, publication, substr(edition_date_start, 1, 7) AS month, count(DISTINCT s.edition_id),
        (SELECT count(*) FROM editions e WHERE e.publication_key = s.publication_key AND e.complete = 1
            AND substr(e.date_start, 1, 7) = substr(s.edition_date_start, 1, 7)),
        count(*), sum(granularity IS 'page'), sum(word_count), sum(character_count),
        sum(access = 'free' AND granularity IS NOT 'page'), sum(access = 'preview' AND granularity IS NOT 'page'),
        sum(access = 'locked' AND granularity IS NOT 'page')
    FROM stories s WHERE withdrawn = 0 AND edition_date_start IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
"""
"""The denominators: how many editions and stories of a month are here. A month without any has no row.

Whole pages are among the stories, and counted apart: no paywall can be seen on one.
"""
TEXTS = """
CREATE TABLE texts (
    n INTEGER PRIMARY KEY, story_key TEXT NOT NULL REFERENCES stories (key), headline TEXT, description TEXT,
    text TEXT, letter_runs TEXT);
"""
FILL_TEXTS = """
INSERT INTO texts
SELECT row_number() OVER (ORDER BY at), newsstand || ':' || id, headline, description, text, letter_runs
FROM stage.stories ORDER BY at
"""
"""Row for row as `stories`."""
SEARCH = """
CREATE VIRTUAL TABLE stories_fts USING fts5(headline, description, text, letter_runs, content=[texts],
    content_rowid=[n], tokenize='unicode61 remove_diacritics 2');
INSERT INTO stories_fts (stories_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO stories_fts (stories_fts) VALUES ('rebuild');
INSERT INTO stories_fts (stories_fts) VALUES ('optimize');
"""
"""The index is built in pieces of 16 MB, not of one: there is less to join."""
AT_ONCE = 500
"""Rows that SQLite is given at a time."""


def write_sqlite(dataset: Dataset, path: Path) -> None:
    """Write all tables to a new file at `path`, whose folder also takes what is in the making. Raises OSError."""
    part = path.with_name(path.name + ".part")
    db = sqlite3.connect(part, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;")
        db.execute("ATTACH ? AS stage", (str(dataset.stage.path),))
        db.execute("BEGIN")
        for table in tables(dataset):
            db.execute(definition(table))
        db.execute(TEXTS)
        for table in tables(dataset):
            dataset.counts[table] = _fill(db, dataset, table)
        db.execute(FILL_TEXTS)
        db.execute("COMMIT")
        db.execute("DETACH stage")
        db.executescript(f"BEGIN; {INDEXES} {VIEWS} {MONTHS} {SEARCH} COMMIT; ANALYZE;")
        db.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.Error as error:
        raise OSError(f"{path}: {error}") from error
    finally:
        db.close()
    part.unlink()


def tables(dataset: Dataset) -> list[str]:
    """The tables of records, each after those that it refers to."""
    return [table for table in ORDER if table in dataset.tables]


def stored(table: str) -> tuple[Column, ...]:
    """The columns of a table, but for its keys; the long ones of stories stand in the table `texts`."""
    apart = LONG if table == "stories" else ()
    return tuple(column for column in flat(FLAT_TABLES[table]) if column.name not in apart)


def definition(table: str) -> str:
    """The statement that creates a table."""
    lines = ["key TEXT NOT NULL PRIMARY KEY"] if table in OWN_KEY else []
    lines += [f"{name} TEXT REFERENCES {other} (key)" for name, other, _ in KEYS.get(table, ())]
    lines += map(declared, stored(table))
    return f"CREATE TABLE {table} ({', '.join(lines)})"


def _fill(db: sqlite3.Connection, dataset: Dataset, table: str) -> int:
    """Fill a table, from the view of that name where the stage has one; returns the number of its rows."""
    names = [f'"{column.name}"' for column in stored(table)]
    if table in ORDERS:
        select = f"SELECT {', '.join([*_keys(table), *names])} FROM stage.{table} o ORDER BY {ORDERS[table]}"
        return db.execute(f"INSERT INTO {table} {select}").rowcount
    columns = [f'? AS "{column.name}"' for column in flat(FLAT_TABLES[table])]
    row = f"SELECT {', '.join([*_keys(table), *names])} FROM (SELECT {', '.join(columns)}) o"
    count, rows = 0, dataset.cells(table)
    while some := list(islice(rows, AT_ONCE)):
        db.executemany(f"INSERT INTO {table} {row}", some)
        count += len(some)
    return count


def _keys(table: str) -> Iterator[str]:
    """What the keys of a row are told from: its own, and those of the rows that it refers to, null where there is none.

    A key is newsstand and id in one: "magzter:edition:2036174".
    """
    if table in OWN_KEY:
        yield "o.newsstand || ':' || o.id"
    for _, other, id in KEYS.get(table, ()):
        yield f"(SELECT key FROM main.{other} WHERE key = o.newsstand || ':' || o.{id})"
