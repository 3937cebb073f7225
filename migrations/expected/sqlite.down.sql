-- migc: 11 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration by_hand: one column for a name (down)
-- revises: own_words
-- verdict: exact
-- digest: 1dd24643266564ecb16a1b7c87f2aab35ba1500846da8226bf029c3cdb993178

BEGIN IMMEDIATE;

-- drop column `readers.display_name`
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, deletes data
ALTER TABLE readers DROP COLUMN display_name;

-- change `readers`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('readers') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- change `readers`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('readers') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- change `readers`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('readers') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

COMMIT;

-- migration own_words: a view in raw sql (down)
-- revises: rows
-- verdict: exact
-- digest: 53a255e9ec6f2a999c61be2549a7e6e883445cce38c703ec75cf5623aabd9ad1

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- run raw sql
-- lock: access exclusive on the database  tx: inside  hazards: raw sql
DROP VIEW late_loans;

COMMIT;
PRAGMA foreign_keys = ON;

-- migration rows: rows that the library needs (down)
-- revises: tables
-- verdict: structure only: the values of `books` before the backfill are not kept
-- digest: f7b8387571d1bac643cd34bd5a25de3f504009746bc8388161801288a7979031

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- put kept rows back into `readers`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `readers`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `readers`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_rows_2' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_rows_2')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `readers`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO readers (id, email, full_name, born, joined_at) SELECT id, email, full_name, born, joined_at FROM migc_stash_rows_2 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `readers`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_rows_2;

-- restore `city` and `open` of `branches` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the former values of `branches`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the former values of `branches`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_rows_1' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_rows_1')
);
DROP TABLE temp.migc_guard;

-- restore `city` and `open` of `branches` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: changes rows
UPDATE branches SET city = kept.old_city, open = kept.old_open FROM migc_stash_rows_1 AS kept WHERE kept.id = branches.id AND branches.city IS kept.new_city AND branches.open IS kept.new_open;

-- restore `city` and `open` of `branches` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_rows_1;

-- delete 2 inserted rows from `branches` again
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, deletes data
DELETE FROM branches WHERE id IN (101, 102);

COMMIT;
PRAGMA foreign_keys = ON;

-- migration tables: tables change their names and options, and one goes (down)
-- revises: enums
-- verdict: preserved: thanks to kept data
-- digest: 8639bf46123be7a30824279d87d258b85e35a22ae4dd3480ea30ef4b05fe22e1

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

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the rows of `counters`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the rows of `counters`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_tables_1' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_tables_1')
);
DROP TABLE temp.migc_guard;

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE counters (
  id INTEGER CONSTRAINT counters_pkey PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN -2147483648 AND 2147483647),
  name TEXT NOT NULL
);

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: may fail on data
INSERT INTO counters (id, name) SELECT id, name FROM migc_stash_tables_1;

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: none
DELETE FROM sqlite_sequence WHERE name = 'counters';

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'counters', seq FROM migc_sequence_tables_1;

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_sequence_tables_1;

-- create table `counters` with its kept rows
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_tables_1;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('loans')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `loans`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `loans` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `loans` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('loans'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'book_id', 'number', 'member_id', 'lent_on', 'due_on')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('book_id'), ('number'), ('member_id'), ('lent_on'), ('due_on')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'book_id', 'number', 'lent_on', 'due_on')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ()
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('loans') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('loans') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('book_id to copies NO ACTION NO ACTION', 'number to copies NO ACTION NO ACTION', 'member_id to readers SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 3), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 1), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'loans' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'loans' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('loans_due_on_idx', 'loans_lower_lent_on_idx', 'loans_open_idx')) ORDER BY type, rowid;

-- rebuild `loans`: set options of table `loans`; set options of table `loans`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_loans (
  id INTEGER CONSTRAINT loans_pkey PRIMARY KEY,
  book_id INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (typeof(number) IN ('integer', 'null') AND number BETWEEN -2147483648 AND 2147483647),
  member_id TEXT CHECK (length(replace(member_id, '-', '')) = 32 AND replace(member_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  lent_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  CONSTRAINT loans_copy_fkey FOREIGN KEY (book_id, number) REFERENCES copies (book_id, number) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT loans_due_later CHECK (due_on > lent_on),
  CONSTRAINT loans_member_fkey FOREIGN KEY (member_id) REFERENCES readers (id) ON DELETE SET NULL
);

-- rebuild `loans`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_loans (id, book_id, number, member_id, lent_on, due_on) SELECT id, book_id, number, member_id, lent_on, due_on FROM loans ORDER BY rowid;

-- rebuild `loans`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `loans` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `loans` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM loans) AS old, (SELECT count(*) FROM migc_new_loans) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE loans;

-- rebuild `loans`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `loans`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_loans RENAME TO loans;

-- rebuild `loans`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `loans`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX loans_due_on_idx ON loans (due_on);

-- rebuild `loans`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX loans_lower_lent_on_idx ON loans (lower(CAST(member_id AS TEXT)), lent_on DESC);

-- rebuild `loans`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX loans_open_idx ON loans (book_id, number) WHERE member_id IS NOT NULL;

-- rebuild `loans`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `loans`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `loans` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `loans` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `loans` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `loans`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `loans`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('loans') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE loans' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- rename table `readers` to `members`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE readers RENAME TO members;

COMMIT;
PRAGMA legacy_alter_table = OFF;
PRAGMA foreign_keys = ON;
PRAGMA ignore_check_constraints = OFF;

-- migration enums: values come, go and change their names and their order (down)
-- revises: indexes
-- verdict: structure only: rows that held `cookery` keep `fiction`
-- digest: ef8a7f004d768834f73d7e03d65d61b3924dd291fdc51ec968ad6fa0c1391e49

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

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('copies')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `copies`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `copies` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `copies` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('copies'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('book_id', 'number', 'bought')
UNION ALL SELECT 'column', column1 FROM (VALUES ('book_id'), ('number'), ('bought')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('book_id', 'number', 'bought')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('bought')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'book_id, number'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('copies') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('book_id, number')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('copies') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('book_id to books RESTRICT NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 1), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'copies' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `copies`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'copies' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `copies`: add column `copies.mark`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_copies (
  book_id INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (typeof(number) IN ('integer', 'null') AND number BETWEEN -2147483648 AND 2147483647),
  mark TEXT CHECK (mark IN ('red', 'blue')),
  bought TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT copies_pkey PRIMARY KEY (book_id, number),
  CONSTRAINT copies_book_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
);

-- rebuild `copies`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_copies (rowid, book_id, number, mark, bought) SELECT rowid, book_id, number, NULL, bought FROM copies ORDER BY rowid;

-- rebuild `copies`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `copies` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `copies` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM copies) AS old, (SELECT count(*) FROM migc_new_copies) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `copies`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE copies;

-- rebuild `copies`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `copies`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_copies RENAME TO copies;

-- rebuild `copies`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `copies`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `copies`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `copies` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `copies` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('copies') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('copies') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('copies') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `copies` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `copies`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `copies`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('copies') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `copies`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE copies' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx')) ORDER BY type, rowid;

-- rebuild `books`: reorder the values of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'crime', 'science', 'journeys', 'poetry')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  spine TEXT GENERATED ALWAYS AS (upper(title)) STORED,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx')) ORDER BY type, rowid;

-- rebuild `books`: add value `cookery` to enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'cookery', 'crime', 'science', 'journeys', 'poetry')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  spine TEXT GENERATED ALWAYS AS (upper(title)) STORED,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx')) ORDER BY type, rowid;

-- rebuild `books`: rename value `journeys` of enum `genre` to `travel`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'cookery', 'crime', 'science', 'travel', 'poetry')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  spine TEXT GENERATED ALWAYS AS (upper(title)) STORED,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, full_title, CASE genre WHEN 'journeys' THEN 'travel' ELSE genre END, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- drop value `cookery` of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `books` whose `genre` holds `cookery`, which `genre` loses
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `books` whose `genre` holds `cookery`, which `genre` loses" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM books WHERE genre = 'cookery' LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx')) ORDER BY type, rowid;

-- rebuild `books`: drop value `cookery` of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'crime', 'science', 'travel', 'poetry')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  spine TEXT GENERATED ALWAYS AS (upper(title)) STORED,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- drop value `crime` of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `books` whose `genre` holds `crime`, which `genre` loses
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `books` whose `genre` holds `crime`, which `genre` loses" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM books WHERE genre = 'crime' LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx')) ORDER BY type, rowid;

-- rebuild `books`: drop value `crime` of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'science', 'travel', 'poetry')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  spine TEXT GENERATED ALWAYS AS (upper(title)) STORED,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- drop value `poetry` of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `books` whose `genre` holds `poetry`, which `genre` loses
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `books` whose `genre` holds `poetry`, which `genre` loses" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM books WHERE genre = 'poetry' LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx')) ORDER BY type, rowid;

-- rebuild `books`: drop value `poetry` of enum `genre`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'science', 'travel')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  spine TEXT GENERATED ALWAYS AS (upper(title)) STORED,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, full_title, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
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
PRAGMA ignore_check_constraints = OFF;

-- migration indexes: all that both databases can index (down)
-- revises: constraints
-- verdict: exact
-- digest: ae851c44c4a5b09d0d858a10cff15a245f179f8da803d953f7f656d13926b3cd

BEGIN IMMEDIATE;

-- add index `books_title_idx` on `books`
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_title_idx ON books (lower(title), id DESC);

-- rename index `loans_due_on_idx` to `loans_due_idx`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX loans_due_on_idx;

-- rename index `loans_due_on_idx` to `loans_due_idx`
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX loans_due_idx ON loans (due_on);

-- drop index `loans_lower_lent_on_idx` of `loans`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX loans_lower_lent_on_idx;

-- drop index `loans_open_idx` of `loans`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX loans_open_idx;

-- drop index `loans_due_idx` of `loans`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX loans_due_idx;

COMMIT;

-- migration constraints: all kinds of constraints (down)
-- revises: where_values_come_from
-- verdict: exact
-- digest: 537e5c8924a931209a8a4775bb8cfa4847ae42846730261ccedaf3e99b7453a1

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

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('loans')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `loans`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `loans` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `loans` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('loans'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'book_id', 'number', 'member_id', 'lent_on', 'due_on')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('book_id'), ('number'), ('member_id'), ('lent_on'), ('due_on')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'book_id', 'number', 'lent_on', 'due_on')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ()
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('loans') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('loans') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('book_id to copies NO ACTION NO ACTION', 'number to copies NO ACTION NO ACTION', 'member_id to members SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 3), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'loans' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; values of `loans` that occur more than once, against `loans_copy_key`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "values of `loans` that occur more than once, against `loans_copy_key`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT book_id, number, lent_on, count(*) AS "rows" FROM loans WHERE (book_id) IS NOT NULL AND (number) IS NOT NULL AND (lent_on) IS NOT NULL GROUP BY book_id, number, lent_on HAVING count(*) > 1 LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `loans` whose `book_id, number` refers to no row of `copies`, against `loans_copy_fkey`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `loans` whose `book_id, number` refers to no row of `copies`, against `loans_copy_fkey`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT * FROM (SELECT book_id AS value1, number AS value2 FROM loans) AS child WHERE child.value1 IS NOT NULL AND child.value2 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM copies AS parent WHERE parent.book_id = child.value1 AND parent.number = child.value2) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `loans` whose `member_id` refers to no row of `members`, against `loans_member_fkey`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `loans` whose `member_id` refers to no row of `members`, against `loans_member_fkey`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT * FROM (SELECT member_id AS value1 FROM loans) AS child WHERE child.value1 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM members AS parent WHERE parent.id = child.value1) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `loans` that violate `loans_dates`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `loans` that violate `loans_dates`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM loans WHERE NOT (due_on > lent_on) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'loans' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `loans`: add unique constraint `loans.loans_copy_key`; rename constraint `loans.loans_due_later` to `loans_dates`; drop constraint `loans.loans_copy_fkey`; add foreign key `loans.loans_copy_fkey`; drop constraint `loans.loans_member_fkey`; add foreign key `loans.loans_member_fkey`; drop constraint `loans.loans_dates`; add check `loans.loans_dates`; drop constraint `loans.loans_dates`; drop constraint `loans.loans_member_fkey`; drop constraint `loans.loans_copy_fkey`; drop constraint `loans.loans_copy_key`; drop constraint `loans.loans_pkey`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_loans (
  id INTEGER NOT NULL,
  book_id INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (typeof(number) IN ('integer', 'null') AND number BETWEEN -2147483648 AND 2147483647),
  member_id TEXT CHECK (length(replace(member_id, '-', '')) = 32 AND replace(member_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  lent_on TEXT NOT NULL,
  due_on TEXT NOT NULL
);

-- rebuild `loans`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_loans (rowid, id, book_id, number, member_id, lent_on, due_on) SELECT rowid, id, book_id, number, member_id, lent_on, due_on FROM loans ORDER BY rowid;

-- rebuild `loans`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `loans` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `loans` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM loans) AS old, (SELECT count(*) FROM migc_new_loans) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE loans;

-- rebuild `loans`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `loans`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_loans RENAME TO loans;

-- rebuild `loans`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `loans`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `loans`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `loans` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `loans` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `loans` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `loans`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `loans`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('loans') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `loans`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE loans' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- drop table `loans`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `loans`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `loans`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'loans' COLLATE NOCASE AND t.name <> 'loans' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `loans`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE loans;

-- drop `loans`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `loans`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `loans`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('loans') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- migration where_values_come_from: identity and generated columns (down)
-- revises: column_properties
-- verdict: structure only: values of `members.initial` are overwritten by the expression
-- digest: 3735d117a2fa50f5e53c986afbfb71d55c389a67fec1cee0d1a69e446b169b42

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

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('counters')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `counters`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `counters` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `counters` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('counters'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'name')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('name')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'name')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ()
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('counters') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('counters') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 1), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'counters' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `counters`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'counters' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `counters`: drop the identity of `counters.id`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_counters (
  id INTEGER CONSTRAINT counters_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  name TEXT NOT NULL
);

-- rebuild `counters`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_counters (id, name) SELECT id, name FROM counters ORDER BY rowid;

-- rebuild `counters`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `counters` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `counters` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM counters) AS old, (SELECT count(*) FROM migc_new_counters) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `counters`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'counters')) WHERE name = 'migc_new_counters' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'counters');

-- rebuild `counters`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_counters', seq FROM sqlite_sequence WHERE name = 'counters' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_counters');

-- rebuild `counters`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE counters;

-- rebuild `counters`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `counters`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_counters RENAME TO counters;

-- rebuild `counters`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `counters`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `counters`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `counters` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `counters` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('counters') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('counters') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('counters') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `counters` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `counters`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `counters`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('counters') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `counters`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE counters' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- drop table `counters`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `counters`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `counters`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'counters' COLLATE NOCASE AND t.name <> 'counters' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `counters`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE counters;

-- drop `counters`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('counters') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `counters`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('counters') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `counters`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('counters') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('members')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `members`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `members` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `members` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('members'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'email', 'full_name', 'born', 'joined_at', 'initial')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('email'), ('full_name'), ('born'), ('joined_at'), ('initial')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('initial'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'email', 'full_name', 'joined_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('joined_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('members') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('members') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 1), ('collate', 1), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'members' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'members' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `members`: drop the expression of `members.initial`; drop column `members.initial`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_members (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  email TEXT NOT NULL COLLATE NOCASE,
  full_name TEXT NOT NULL,
  born TEXT,
  joined_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT members_pkey PRIMARY KEY (id)
);

-- rebuild `members`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_members (rowid, id, email, full_name, born, joined_at) SELECT rowid, id, email, full_name, born, joined_at FROM members ORDER BY rowid;

-- rebuild `members`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `members` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `members` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM members) AS old, (SELECT count(*) FROM migc_new_members) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE members;

-- rebuild `members`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `members`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_members RENAME TO members;

-- rebuild `members`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `members`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `members`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `members` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `members` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `members` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `members`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `members`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('members') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE members' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of', 'spine')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of'), ('spine')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('spine'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx', 'books_title_idx')) ORDER BY type, rowid;

-- rebuild `books`: drop column `books.spine`; make `books.full_title` a generated column
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT GENERATED ALWAYS AS (coalesce(title || ': ' || subtitle, title)) STORED,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'science', 'travel')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -2147483648 AND 2147483647),
  price NUMERIC NOT NULL DEFAULT 1.50 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT NOT NULL,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL CHECK (length(language) <= 8),
  edition_of INTEGER,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_title_idx ON books (lower(title), id DESC);

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('branches')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `branches`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `branches` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `branches` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('branches'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'name', 'city', 'opened', 'hours', 'open', 'remark')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('name'), ('city'), ('opened'), ('hours'), ('open'), ('remark')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'name', 'open')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('open')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('branches') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('name', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('branches') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 5), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'branches' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'branches' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('branches_name_key')) ORDER BY type, rowid;

-- rebuild `branches`: make `branches.id` an identity column
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_branches (
  id INTEGER CONSTRAINT branches_pkey PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN -2147483648 AND 2147483647),
  name TEXT NOT NULL CHECK (length(name) <= 80),
  city TEXT CHECK (length(city) <= 80),
  opened TEXT,
  hours TEXT CHECK (hours IS NULL OR json_valid(hours)),
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  remark TEXT
);

-- rebuild `branches`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_branches (id, name, city, opened, hours, open, remark) SELECT id, name, city, opened, hours, open, remark FROM branches ORDER BY rowid;

-- rebuild `branches`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `branches` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `branches` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM branches) AS old, (SELECT count(*) FROM migc_new_branches) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'branches')) WHERE name = 'migc_new_branches' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'branches');

-- rebuild `branches`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_branches', seq FROM sqlite_sequence WHERE name = 'branches' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_branches');

-- rebuild `branches`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
DELETE FROM sqlite_sequence WHERE name = 'branches';

-- rebuild `branches`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE branches;

-- rebuild `branches`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `branches`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_branches RENAME TO branches;

-- rebuild `branches`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `branches`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX branches_name_key ON branches (name);

-- rebuild `branches`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `branches`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `branches` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `branches` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `branches` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `branches`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `branches`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('branches') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE branches' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
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
PRAGMA ignore_check_constraints = OFF;

-- migration column_properties: types, defaults, nulls and collations (down)
-- revises: columns
-- verdict: structure only: values of `books.shelf` are converted from varchar(12) to text
-- digest: b242681f708fa5c2161095e0fbb5931f1685ebfbca62e63c03909e84059883c3

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

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('branches')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `branches`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `branches` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `branches` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('branches'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'name', 'city', 'opened', 'hours', 'open', 'remark')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('name'), ('city'), ('opened'), ('hours'), ('open'), ('remark')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'name', 'open')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('open')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('branches') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('name', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('branches') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 5), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'branches' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `branches` where `city` is null
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `branches` where `city` is null" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM branches WHERE city IS NULL LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'branches' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('branches_name_key')) ORDER BY type, rowid;

-- rebuild `branches`: make `branches.city` not null
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_branches (
  id INTEGER CONSTRAINT branches_pkey PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN -2147483648 AND 2147483647),
  name TEXT NOT NULL CHECK (length(name) <= 80),
  city TEXT NOT NULL CHECK (length(city) <= 80),
  opened TEXT,
  hours TEXT CHECK (hours IS NULL OR json_valid(hours)),
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  remark TEXT
);

-- rebuild `branches`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_branches (id, name, city, opened, hours, open, remark) SELECT id, name, city, opened, hours, open, remark FROM branches ORDER BY rowid;

-- rebuild `branches`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `branches` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `branches` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM branches) AS old, (SELECT count(*) FROM migc_new_branches) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'branches')) WHERE name = 'migc_new_branches' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'branches');

-- rebuild `branches`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_branches', seq FROM sqlite_sequence WHERE name = 'branches' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_branches');

-- rebuild `branches`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE branches;

-- rebuild `branches`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `branches`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_branches RENAME TO branches;

-- rebuild `branches`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `branches`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX branches_name_key ON branches (name);

-- rebuild `branches`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `branches`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `branches` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `branches` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `branches` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `branches`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `branches`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('branches') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `branches`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE branches' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('full_title'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'printed_at', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `books` whose `shelf` does not fit varchar(12)
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `books` whose `shelf` does not fit varchar(12)" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM books WHERE shelf IS NOT NULL AND NOT (length(shelf) <= 12) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `books` whose `pages` does not fit smallint
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `books` whose `pages` does not fit smallint" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM books WHERE pages IS NOT NULL AND NOT (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -32768 AND 32767) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx', 'books_title_idx')) ORDER BY type, rowid;

-- rebuild `books`: remove the comment of column `books.title`; let `books.printed_at` be null; set the default of `books.language`; set the default of `books.price`; change the type of `books.shelf` to varchar(12); change the type of `books.pages` to smallint
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  added_on TEXT,
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  shelf TEXT NOT NULL CHECK (length(shelf) <= 12),
  subtitle TEXT,
  full_title TEXT GENERATED ALWAYS AS (coalesce(title || ': ' || subtitle, title)) STORED,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'science', 'travel')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -32768 AND 32767),
  price NUMERIC NOT NULL DEFAULT 0 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  language TEXT NOT NULL DEFAULT 'en' CHECK (length(language) <= 8),
  edition_of INTEGER,
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_edition_of_fkey FOREIGN KEY (edition_of) REFERENCES books (id) ON DELETE SET NULL,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (added_on, id, isbn, title, shelf, subtitle, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of) SELECT added_on, id, isbn, title, shelf, subtitle, genre, pages, price, weight, cover, printed_at, branch_id, language, edition_of FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_title_idx ON books (lower(title), id DESC);

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
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
PRAGMA ignore_check_constraints = OFF;

-- migration columns: columns of books and members (down)
-- revises: first_tables
-- verdict: structure only: the values of `members.nickname` are discarded
-- digest: 3755b406940f19d4de7ac342584a1d5287333dd220f48d46503c0d206df06ae7

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

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('members')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `members`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `members` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `members` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('members'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'email', 'full_name', 'born', 'joined_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('email'), ('full_name'), ('born'), ('joined_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'email', 'full_name', 'joined_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('joined_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('members') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('members') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 1), ('collate', 1), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'members' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'members' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `members`: add column `members.nickname`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_members (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  email TEXT NOT NULL COLLATE NOCASE,
  full_name TEXT NOT NULL,
  nickname TEXT,
  born TEXT,
  joined_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT members_pkey PRIMARY KEY (id)
);

-- rebuild `members`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_members (rowid, id, email, full_name, nickname, born, joined_at) SELECT rowid, id, email, full_name, full_name, born, joined_at FROM members ORDER BY rowid;

-- rebuild `members`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `members` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `members` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM members) AS old, (SELECT count(*) FROM migc_new_members) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE members;

-- rebuild `members`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `members`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_members RENAME TO members;

-- rebuild `members`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `members`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `members`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `members` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `members` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `members` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `members`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `members`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('members') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE members' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('members')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `members`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `members` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `members` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('members'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'email', 'full_name', 'nickname', 'born', 'joined_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('email'), ('full_name'), ('nickname'), ('born'), ('joined_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'email', 'full_name', 'joined_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('joined_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('members') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('members') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 1), ('collate', 1), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'members' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `members.notes`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `members.notes`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_columns_1' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_columns_1')
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'members' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `members`: add column `members.notes` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_members (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  email TEXT NOT NULL COLLATE NOCASE,
  full_name TEXT NOT NULL,
  nickname TEXT,
  notes TEXT,
  born TEXT,
  joined_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT members_pkey PRIMARY KEY (id)
);

-- rebuild `members`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_members (rowid, id, email, full_name, nickname, notes, born, joined_at) SELECT rowid, id, email, full_name, nickname, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_columns_1 AS kept WHERE kept.id = members.id) THEN (SELECT kept.notes FROM migc_stash_columns_1 AS kept WHERE kept.id = members.id) ELSE NULL END, born, joined_at FROM members ORDER BY rowid;

-- rebuild `members`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `members` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `members` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM members) AS old, (SELECT count(*) FROM migc_new_members) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE members;

-- rebuild `members`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `members`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_members RENAME TO members;

-- rebuild `members`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `members`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `members`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `members` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `members` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_columns_1;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `members` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `members`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `members`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('members') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `members`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE members' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_saved;

-- clean up
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE temp.migc_violations;

-- rename column `members.full_name` to `name`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE members RENAME COLUMN full_name TO name;

-- check what the connection brings along
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things of this connection with which a table cannot be rebuilt safely
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things of this connection with which a table cannot be rebuilt safely" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 FROM pragma_database_list WHERE name = 'main' AND file <> '')
UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 END
UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('books')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `books`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `books` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `books` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('books'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('added_on', 'id', 'isbn', 'title', 'shelf', 'subtitle', 'full_title', 'genre', 'pages', 'price', 'weight', 'cover', 'printed_at', 'branch_id', 'language', 'edition_of')
UNION ALL SELECT 'column', column1 FROM (VALUES ('added_on'), ('id'), ('isbn'), ('title'), ('shelf'), ('subtitle'), ('full_title'), ('genre'), ('pages'), ('price'), ('weight'), ('cover'), ('printed_at'), ('branch_id'), ('language'), ('edition_of')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ('full_title'))
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'isbn', 'title', 'shelf', 'genre', 'price', 'branch_id', 'language')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('genre', 'price', 'language')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('books') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('isbn', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('books') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('branch_id to branches CASCADE CASCADE', 'edition_of to books SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 9), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'books' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'books' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('books_isbn_key', 'books_branch_id_idx', 'books_subtitle_idx', 'books_title_idx')) ORDER BY type, rowid;

-- rebuild `books`: drop constraint `books.books_edition_of_fkey`; drop column `books.edition_of`; drop column `books.added_on`; drop column `books.shelf`; drop column `books.language`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_books (
  id INTEGER CONSTRAINT books_pkey PRIMARY KEY AUTOINCREMENT,
  isbn TEXT NOT NULL CHECK (length(isbn) <= 13),
  title TEXT NOT NULL,
  subtitle TEXT,
  full_title TEXT GENERATED ALWAYS AS (coalesce(title || ': ' || subtitle, title)) STORED,
  genre TEXT NOT NULL DEFAULT 'fiction' CHECK (genre IN ('fiction', 'science', 'travel')),
  pages INTEGER CHECK (typeof(pages) IN ('integer', 'null') AND pages BETWEEN -32768 AND 32767),
  price NUMERIC NOT NULL DEFAULT 0 CHECK (typeof(price) IN ('integer', 'real', 'null') AND abs(price) < 1e6),
  weight REAL,
  cover BLOB,
  printed_at TEXT,
  branch_id INTEGER NOT NULL CHECK (typeof(branch_id) IN ('integer', 'null') AND branch_id BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT books_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES branches (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT books_pages_positive CHECK (pages > 0),
  CONSTRAINT books_price_check CHECK (price BETWEEN 0 AND 9999.99 AND price IS NOT NULL)
);

-- rebuild `books`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_books (id, isbn, title, subtitle, genre, pages, price, weight, cover, printed_at, branch_id) SELECT id, isbn, title, subtitle, genre, pages, price, weight, cover, printed_at, branch_id FROM books ORDER BY rowid;

-- rebuild `books`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `books` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `books` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM books) AS old, (SELECT count(*) FROM migc_new_books) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'books')) WHERE name = 'migc_new_books' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'books');

-- rebuild `books`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_books', seq FROM sqlite_sequence WHERE name = 'books' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_books');

-- rebuild `books`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE books;

-- rebuild `books`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `books`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_books RENAME TO books;

-- rebuild `books`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_isbn_key ON books (isbn);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_branch_id_idx ON books (branch_id);

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX books_subtitle_idx ON books (title, subtitle) WHERE subtitle IS NOT NULL;

-- rebuild `books`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX books_title_idx ON books (lower(title), id DESC);

-- rebuild `books`: put its triggers and other indexes back
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT sql FROM temp.migc_saved ORDER BY id
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild `books`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `books` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `books` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- rebuild: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- check the foreign keys
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows that refer to no row of the table that their foreign key names
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows that refer to no row of the table that their foreign key names" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT found.child, found.row_id, found.parent, found.columns FROM (SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4) AS found LEFT JOIN temp.migc_violations AS known ON known.child = found.child AND known.row_id IS found.row_id AND known.parent = found.parent AND known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10
);
DROP TABLE temp.migc_guard;

-- check `books` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('books') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `books`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE books' FROM sqlite_schema WHERE name = 'sqlite_stat1'
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
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
PRAGMA ignore_check_constraints = OFF;

-- migration first_tables: the tables of a lending library (down)
-- verdict: exact
-- digest: 3f17c852020e3dae04c796301413c7481833182a03e95e2a87f3390cb5477735

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

-- drop table `members`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `members`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `members`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'members' COLLATE NOCASE AND t.name <> 'members' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `members`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE members;

-- drop `members`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `members`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `members`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('members') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `copies`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `copies`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `copies`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'copies' COLLATE NOCASE AND t.name <> 'copies' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `copies`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE copies;

-- drop `copies`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('copies') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `copies`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('copies') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `copies`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('copies') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `books`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `books`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `books`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'books' COLLATE NOCASE AND t.name <> 'books' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `books`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE books;

-- drop `books`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `books`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `books`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('books') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `branches`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `branches`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `branches`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'branches' COLLATE NOCASE AND t.name <> 'branches' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `branches`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE branches;

-- drop `branches`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `branches`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `branches`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('branches') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
