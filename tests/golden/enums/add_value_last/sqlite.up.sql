-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 3ebd21ac4f2b310c62557467f3de77c508ac117062e9a98e3a80189c5a594b8d

BEGIN IMMEDIATE;

-- create table `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE people (
  id INTEGER CONSTRAINT people_pkey PRIMARY KEY AUTOINCREMENT,
  mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy'))
);

COMMIT;

-- migration change: add value last (up)
-- revises: before
-- verdict: exact
-- digest: 7b8dcba02ab7b3272b7985b027dd8480bac8d2c3ebcb7e4b2801a53b5b0a0547

PRAGMA foreign_keys = 0;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 0
);
DROP TABLE temp.migc_guard;
PRAGMA legacy_alter_table = 0;
BEGIN IMMEDIATE;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, kind, sql);

-- rebuild `people`: compare its columns with the history
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; columns in which `people` differs from what the history made of it
CREATE TEMP TABLE migc_guard (found CONSTRAINT "columns in which `people` differs from what the history made of it" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM pragma_table_xinfo('people') WHERE name COLLATE NOCASE NOT IN ('id', 'mood') UNION ALL SELECT column1 FROM (VALUES ('id'), ('mood')) WHERE column1 COLLATE NOCASE NOT IN (SELECT name FROM pragma_table_xinfo('people'))
);
DROP TABLE temp.migc_guard;

-- rebuild `people`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (kind, sql) SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'people' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `people`: add value `great` to enum `mood`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_people (
  id INTEGER CONSTRAINT people_pkey PRIMARY KEY AUTOINCREMENT,
  mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy', 'great'))
);

-- rebuild `people`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_people (id, mood) SELECT id, mood FROM people ORDER BY rowid;

-- rebuild `people`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `people` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `people` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM people) AS old, (SELECT count(*) FROM migc_new_people) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `people`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'people')) WHERE name = 'migc_new_people' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'people');

-- rebuild `people`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_people', seq FROM sqlite_sequence WHERE name = 'people' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_people');

-- rebuild `people`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE people;

-- rebuild `people`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `people`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_people RENAME TO people;

-- rebuild `people`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `people`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- rebuild: check that every view can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM sqlite_schema AS s WHERE s.type = 'table' AND (s.name COLLATE NOCASE IN ('people') OR s.name COLLATE NOCASE IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger')) UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM sqlite_schema AS s WHERE s.type = 'table' AND (s.name COLLATE NOCASE IN ('people') OR s.name COLLATE NOCASE IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger')) UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM sqlite_schema AS s WHERE s.type = 'table' AND (s.name COLLATE NOCASE IN ('people') OR s.name COLLATE NOCASE IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'))
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH words AS (SELECT tbl_name AS name, replace(replace(replace(replace(replace(replace(upper(sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') AS text FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')), s AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) AS event FROM words) SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `people` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `people`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `people`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('people') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `people`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE people' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
