-- Ten questions to an export, for DuckDB: run in its folder, `duckdb < recipes.sql`, or paste one (docs/analysis.md).
CREATE VIEW stories AS FROM 'stories/*.parquet';
CREATE VIEW history AS FROM read_parquet(['stories/*.parquet', 'superseded/*.parquet']);
CREATE VIEW editions AS FROM 'editions.parquet';
CREATE VIEW publications AS FROM 'publications.parquet';
CREATE VIEW listed_editions AS FROM 'listed_editions.parquet';
CREATE VIEW gaps AS FROM 'gaps.parquet';

-- 1 What is there, and how whole is it?
SELECT p.name, p.country, p.language, count(e.id) AS editions, sum(e.stories_listed) AS listed,
    sum(e.stories_collected + e.stories_known) AS held, count(*) FILTER (NOT e.complete) AS incomplete,
    (SELECT count(*) FROM gaps g WHERE g.newsstand = p.newsstand AND g.publication_id = p.id) AS gaps,
    min(e.date_start) AS first, max(e.date_end) AS last
FROM publications p LEFT JOIN editions e ON e.newsstand = p.newsstand AND e.publication_id = p.id
GROUP BY p.newsstand, p.id, p.name, p.country, p.language ORDER BY held DESC NULLS LAST, p.name;

-- 2 Stories a month, for each edition that is here: what was not collected does not look like silence
SELECT publication, date_trunc('month', edition_date_start)::DATE AS month, count(*) AS stories,
    count(DISTINCT edition_id) AS editions, round(count(*) / count(DISTINCT edition_id), 2) AS an_edition
FROM stories WHERE NOT withdrawn AND edition_date_start IS NOT NULL GROUP BY ALL ORDER BY ALL;

-- 3 Attention: the share of stories whose open text speaks of something
SELECT publication, date_trunc('month', edition_date_start)::DATE AS month,
    round(avg(regexp_matches(concat_ws(' ', headline, description, text),
        '(?i)\b(harbou?r|Hafen|puerto|port)\b')::INTEGER), 4) AS share, count(*) AS stories
FROM stories WHERE NOT withdrawn AND access <> 'locked' GROUP BY ALL ORDER BY ALL;

-- 4 Who had it first?
SELECT publication, min(edition_date_start) AS first, arg_min(headline, (edition_date_start, position)) AS headline
FROM stories WHERE regexp_matches(concat_ws(' ', headline, text), '(?i)\blighthouse') AND NOT withdrawn
GROUP BY publication ORDER BY first, publication;

-- 5 Prominence: how far back in the edition it stands, 0 first, 1 last
SELECT s.publication, regexp_matches(s.headline, '(?i)\b(council|mayor|minister)') AS about,
    round(avg((s.position - 1) / nullif(e.stories_listed - 1, 0)), 3) AS place, count(*) AS stories
FROM stories s JOIN editions e ON e.newsstand = s.newsstand AND e.id = s.edition_id
WHERE NOT s.withdrawn AND s.headline IS NOT NULL GROUP BY ALL ORDER BY ALL;

-- 6 The wall: what stands open, by year, and how much of it
SELECT year(edition_date_start) AS year, publication, round(avg((access = 'free')::INTEGER), 3) AS free,
    round(avg((access = 'locked')::INTEGER), 3) AS locked, median(character_count) AS characters_shown
FROM stories WHERE NOT withdrawn AND granularity IS DISTINCT FROM 'page' GROUP BY ALL ORDER BY ALL;

-- 7 Bylines, however capitalised
SELECT lower(trim(regexp_replace(byline, '(?i)^by\s+', ''))) AS name, count(*) AS stories,
    count(DISTINCT publication) AS publications
FROM stories WHERE byline IS NOT NULL AND NOT withdrawn GROUP BY 1 ORDER BY stories DESC, name LIMIT 20;

-- 8 Headlines that were changed after they appeared, and how soon
SELECT a.publication, b.headline AS before, a.headline AS now, a.fetched_at - b.fetched_at AS after
FROM history a JOIN history b ON b.newsstand = a.newsstand AND b.id = a.id AND b.revision = a.revision - 1
WHERE list_contains(a.changed, 'headline') ORDER BY after, a.id LIMIT 20;

-- 9 The same text in several publications
SELECT text_hash, count(DISTINCT publication_id) AS publications, min(edition_date_start) AS first,
    list(DISTINCT publication ORDER BY publication) AS who
FROM stories WHERE text_hash IS NOT NULL AND NOT withdrawn
GROUP BY text_hash HAVING publications > 1 ORDER BY publications DESC, first, text_hash LIMIT 20;

-- 10 What is recommended beside what
SELECT s.publication, t.publication AS recommends, count(*) AS times
FROM stories s, unnest(s.related) u(t) WHERE t.publication IS NOT NULL AND t.publication <> s.publication
GROUP BY ALL ORDER BY times DESC, s.publication, recommends LIMIT 20;
