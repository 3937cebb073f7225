-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 045da2eb672320fc786d499e0bb0622dd46c8ff089b578190ef267d32ff9c716

BEGIN IMMEDIATE;

-- create table `a`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE a (
  id INTEGER CONSTRAINT a_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  mood TEXT CHECK (mood IN ('sad', 'ok', 'happy'))
);

-- create table `b`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE b (
  id INTEGER CONSTRAINT b_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  mood TEXT NOT NULL CHECK (mood IN ('sad', 'ok', 'happy'))
);

COMMIT;

-- migration change: used by two tables (up)
-- revises: before
-- verdict: structure only: rows that held `sad` keep `ok`
-- digest: dd19dd31433c542fa58beba696eecb230326fc9fa242d8b406712ee608580220

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

-- rebuild `a`: compare its columns with the history
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; columns in which `a` differs from what the history made of it
CREATE TEMP TABLE migc_guard (found CONSTRAINT "columns in which `a` differs from what the history made of it" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM pragma_table_xinfo('a') WHERE name COLLATE NOCASE NOT IN ('id', 'mood') UNION ALL SELECT column1 FROM (VALUES ('id'), ('mood')) WHERE column1 COLLATE NOCASE NOT IN (SELECT name FROM pragma_table_xinfo('a'))
);
DROP TABLE temp.migc_guard;

-- rebuild `a`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (kind, sql) SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'a' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `a`: drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_a (
  id INTEGER CONSTRAINT a_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  mood TEXT CHECK (mood IN ('ok', 'happy'))
);

-- rebuild `a`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_a (id, mood) SELECT id, CASE mood WHEN 'sad' THEN 'ok' ELSE mood END FROM a ORDER BY rowid;

-- rebuild `a`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `a` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `a` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM a) AS old, (SELECT count(*) FROM migc_new_a) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `a`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE a;

-- rebuild `a`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `a`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_a RENAME TO a;

-- rebuild `a`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `a`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- rebuild `a`: make room for the next table
-- lock: access exclusive on the database  tx: inside  hazards: none
DELETE FROM temp.migc_saved;

-- rebuild `b`: compare its columns with the history
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; columns in which `b` differs from what the history made of it
CREATE TEMP TABLE migc_guard (found CONSTRAINT "columns in which `b` differs from what the history made of it" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM pragma_table_xinfo('b') WHERE name COLLATE NOCASE NOT IN ('id', 'mood') UNION ALL SELECT column1 FROM (VALUES ('id'), ('mood')) WHERE column1 COLLATE NOCASE NOT IN (SELECT name FROM pragma_table_xinfo('b'))
);
DROP TABLE temp.migc_guard;

-- rebuild `b`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (kind, sql) SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'b' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `b`: drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_b (
  id INTEGER CONSTRAINT b_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  mood TEXT NOT NULL CHECK (mood IN ('ok', 'happy'))
);

-- rebuild `b`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_b (id, mood) SELECT id, CASE mood WHEN 'sad' THEN 'ok' ELSE mood END FROM b ORDER BY rowid;

-- rebuild `b`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `b` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `b` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM b) AS old, (SELECT count(*) FROM migc_new_b) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `b`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE b;

-- rebuild `b`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `b`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_b RENAME TO b;

-- rebuild `b`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `b`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- rebuild `b`: make room for the next table
-- lock: access exclusive on the database  tx: inside  hazards: none
DELETE FROM temp.migc_saved;

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
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM sqlite_schema AS s WHERE s.type = 'table' AND (s.name COLLATE NOCASE IN ('a', 'b') OR s.name COLLATE NOCASE IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger')) UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM sqlite_schema AS s WHERE s.type = 'table' AND (s.name COLLATE NOCASE IN ('a', 'b') OR s.name COLLATE NOCASE IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger')) UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM sqlite_schema AS s WHERE s.type = 'table' AND (s.name COLLATE NOCASE IN ('a', 'b') OR s.name COLLATE NOCASE IN (SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'))
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

-- check `a` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `a`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `a`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('a') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- check `b` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `b`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `b`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('b') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `a`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE a' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.read migc_expand.sql
.system rm -f migc_expand.sql

-- rebuild `b`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE b' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
