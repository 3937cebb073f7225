-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 7fc684958f03ca5d293934739a8dcdafddc4d5cd5d9785cab37735bcf05bbfb9

BEGIN IMMEDIATE;

-- drop trigger `notes_insert` on `notes`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TRIGGER notes_insert;

-- rename virtual table `notes_index` to `notes_found`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE notes_index RENAME TO notes_found;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3219834b298837541dd6b910570e284b8ac1c844c3ee73cdfbe76658c3317a9f

PRAGMA ignore_check_constraints = 0;
PRAGMA foreign_keys = 0;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 0
);
DROP TABLE temp.migc_guard;
PRAGMA legacy_alter_table = 0;
BEGIN IMMEDIATE;

-- drop virtual table `notes_found`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE notes_found;

-- drop table `notes`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `notes`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `notes`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'notes' COLLATE NOCASE AND t.name <> 'notes' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `notes`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE notes;

-- drop `notes`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('notes') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `notes`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('notes') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `notes`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('notes') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
PRAGMA ignore_check_constraints = OFF;
