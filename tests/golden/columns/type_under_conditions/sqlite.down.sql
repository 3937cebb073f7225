-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: conditions are stored with the types of their columns (down)
-- revises: before
-- verdict: structure only: values of `readings.amount` are converted from decimal(10, 2) to bigint
-- digest: fed94715c40ab3580399ddacb239b05aac0e5c4bb40820ee423c61b7e053d3ae

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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('readings')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `readings`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `readings` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `readings` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('readings'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'name', 'amount', 'day')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('name'), ('amount'), ('day')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'name', 'amount', 'day')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ()
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('readings') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('readings') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 2), ('collate', 0), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'readings' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `readings`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `readings` whose `day` does not fit date
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `readings` whose `day` does not fit date" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM readings WHERE day IS NOT NULL AND NOT ((date(day) IS NOT NULL) AND (strftime('%H:%M:%f', day) = '00:00:00.000')) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `readings`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `readings` whose `amount` does not fit decimal(10, 2)
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `readings` whose `amount` does not fit decimal(10, 2)" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM readings WHERE amount IS NOT NULL AND NOT (typeof(amount) IN ('integer', 'real', 'null') AND abs(amount) < 1e8) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `readings`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `readings` whose `name` does not fit varchar(40)
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `readings` whose `name` does not fit varchar(40)" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT id FROM readings WHERE name IS NOT NULL AND NOT (length(name) <= 40) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `readings`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'readings' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('readings_lower_idx', 'readings_name_idx', 'readings_recent_idx')) ORDER BY type, rowid;

-- rebuild `readings`: change the type of `readings.day` to date; change the type of `readings.amount` to decimal(10, 2); change the type of `readings.name` to varchar(40)
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_readings (
  id INTEGER CONSTRAINT readings_pkey PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(name) <= 40),
  amount NUMERIC NOT NULL CHECK (typeof(amount) IN ('integer', 'real', 'null') AND abs(amount) < 1e8),
  day TEXT NOT NULL,
  CONSTRAINT amount_fits CHECK (amount > 0 AND amount < 1000),
  CONSTRAINT name_known CHECK (name IN ('a', 'b', 'c'))
);

-- rebuild `readings`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_readings (id, name, amount, day) SELECT id, name, amount, date(day) FROM readings ORDER BY rowid;

-- rebuild `readings`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `readings` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `readings` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM readings) AS old, (SELECT count(*) FROM migc_new_readings) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `readings`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'readings')) WHERE name = 'migc_new_readings' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'readings');

-- rebuild `readings`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_readings', seq FROM sqlite_sequence WHERE name = 'readings' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_readings');

-- rebuild `readings`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE readings;

-- rebuild `readings`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `readings`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_readings RENAME TO readings;

-- rebuild `readings`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `readings`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX readings_lower_idx ON readings (lower(name));

-- rebuild `readings`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX readings_name_idx ON readings (name);

-- rebuild `readings`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX readings_recent_idx ON readings (id) WHERE day > '2020-01-01';

-- rebuild `readings`: put its triggers and other indexes back
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

-- rebuild `readings`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `readings` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `readings` that were not put back" CHECK (0));
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
WITH RECURSIVE affected(name) AS (VALUES ('readings') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('readings') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('readings') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `readings` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `readings`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `readings`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('readings') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `readings`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE readings' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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

-- migration before: conditions over columns (down)
-- verdict: exact
-- digest: 2c3d94b0870dac9a0e155a194ecba90870905b683ba8f2566665c24eabba9a95

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

-- drop table `readings`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `readings`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `readings`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'readings' COLLATE NOCASE AND t.name <> 'readings' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `readings`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE readings;

-- drop `readings`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('readings') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `readings`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('readings') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `readings`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('readings') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
