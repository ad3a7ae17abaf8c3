"""The statements that find which stories have a text in common: the table `same_story`.

They are for the stage of an export (newsstand/export/stage.py), and use its tables.
"""

from newsstand.export.shingles import MOST, SHARE

SHINGLES = """
CREATE TABLE shingle (hash INTEGER, n INTEGER);
CREATE TABLE shingled (n INTEGER PRIMARY KEY, total INTEGER, fewest INTEGER, text_hash TEXT);
"""
ADD_TEXT = "INSERT INTO shingled VALUES (?, ?, ?, ?)"
ADD = "INSERT INTO shingle VALUES (?, ?)"
LEAVE_OUT = """
DELETE FROM shingled WHERE n NOT IN (
    SELECT c.n FROM chosen c JOIN record r USING (n) WHERE c.folder = 'stories' AND latest AND withdrawn IS NOT 1);
DELETE FROM shingle WHERE n NOT IN (SELECT n FROM shingled);
"""
PAIRS = f"""
CREATE INDEX shingle_of ON shingle (hash, n);
CREATE TABLE telling AS SELECT hash, n FROM shingle WHERE hash IN (
    SELECT hash FROM shingle GROUP BY hash HAVING count(*) BETWEEN 2 AND {MOST});
CREATE INDEX telling_of ON telling (hash, n);
CREATE TABLE pair AS SELECT a.n AS a, b.n AS b, count(*) AS common FROM telling a
    JOIN telling b ON a.hash = b.hash AND a.n < b.n GROUP BY 1, 2;
"""
SAME = f"""
SELECT r.newsstand, min(r.id, q.id), max(r.id, q.id), round(1.0 * common / min(s.total, t.total), 4), common,
    s.text_hash = t.text_hash
FROM pair JOIN shingled s ON s.n = a JOIN shingled t ON t.n = b JOIN record r ON r.n = a JOIN record q ON q.n = b
WHERE r.newsstand = q.newsstand AND r.publication_id IS NOT q.publication_id
    AND common >= max(s.fewest, t.fewest) AND common >= {SHARE} * min(s.total, t.total) ORDER BY 1, 2, 3
"""
