-- migc: 3 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration sqlite_search: full text search (down)
-- revises: sqlite_changes
-- verdict: structure only: the rows of virtual table `dictionary` are discarded
-- digest: f8076de89e4e77e72f12162a6280ac3658384da069d52d20b13a9260d46af8ed

BEGIN IMMEDIATE;

-- create virtual table `dictionary`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE VIRTUAL TABLE "dictionary" USING fts5(word, meaning);

-- rename virtual table `dictionary` to `lexicon`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE dictionary RENAME TO lexicon;

-- drop virtual table `lexicon`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE lexicon;

COMMIT;

-- migration sqlite_changes: a rebuild and what goes without (down)
-- revises: sqlite_tables
-- verdict: exact
-- digest: cb5ea41cc5feb8dba4cfd69e54dcff41eccc663d8684996f70fb6b155e95add6

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
DROP TRIGGER uses_count;

COMMIT;
PRAGMA foreign_keys = ON;

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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('uses')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `uses`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `uses` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `uses` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('uses'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'word', 'place', 'length')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('word'), ('place'), ('length')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'word')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ()
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('uses') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('uses') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('word to words CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 2), ('collate', 1), ('autoincrement', 1), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'uses' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `uses`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'uses' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('uses_place_idx')) ORDER BY type, rowid;

-- rebuild `uses`: drop index `uses_place_idx` of `uses`; make `uses.length` a generated column; change the collation of `uses.word`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_uses (
  id INTEGER CONSTRAINT uses_pkey PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN -2147483648 AND 2147483647),
  word TEXT NOT NULL COLLATE NOCASE,
  place INTEGER,
  length INTEGER CHECK (typeof(length) IN ('integer', 'null') AND length BETWEEN -2147483648 AND 2147483647) GENERATED ALWAYS AS (length(word)) VIRTUAL,
  CONSTRAINT uses_word_fkey FOREIGN KEY (word) REFERENCES words (word) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

-- rebuild `uses`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_uses (id, word, place) SELECT id, word, place FROM uses ORDER BY rowid;

-- rebuild `uses`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `uses` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `uses` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM uses) AS old, (SELECT count(*) FROM migc_new_uses) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `uses`: carry its sequence over
-- lock: access exclusive on the database  tx: inside  hazards: none
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'uses')) WHERE name = 'migc_new_uses' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'uses');

-- rebuild `uses`: carry its sequence over, when the table is empty
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO sqlite_sequence (name, seq) SELECT 'migc_new_uses', seq FROM sqlite_sequence WHERE name = 'uses' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'migc_new_uses');

-- rebuild `uses`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE uses;

-- rebuild `uses`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `uses`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_uses RENAME TO uses;

-- rebuild `uses`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `uses`: put its triggers and other indexes back
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

-- rebuild `uses`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `uses` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `uses` that were not put back" CHECK (0));
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
WITH RECURSIVE affected(name) AS (VALUES ('uses') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('uses') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('uses') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `uses` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `uses`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `uses`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('uses') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `uses`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE uses' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('words')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `words`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `words` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `words` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('words'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('word', 'count')
UNION ALL SELECT 'column', column1 FROM (VALUES ('word'), ('count')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('word', 'count')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('count')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'word'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('words') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('word')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('words') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 1), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 1), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'words' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `words`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'words' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index') ORDER BY type, rowid;

-- rebuild `words`: set options of table `words`; set options of table `words`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_words (
  word TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(count) IN ('integer', 'null') AND count BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT words_pkey PRIMARY KEY (word)
) STRICT, WITHOUT ROWID;

-- rebuild `words`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_words (word, count) SELECT word, count FROM words ORDER BY word;

-- rebuild `words`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `words` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `words` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM words) AS old, (SELECT count(*) FROM migc_new_words) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `words`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE words;

-- rebuild `words`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `words`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_words RENAME TO words;

-- rebuild `words`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `words`: put its triggers and other indexes back
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

-- rebuild `words`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `words` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `words` that were not put back" CHECK (0));
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
WITH RECURSIVE affected(name) AS (VALUES ('words') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('words') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('words') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `words` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `words`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `words`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('words') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `words`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE words' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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

-- migration sqlite_tables: tables as only SQLite has them (down)
-- verdict: exact
-- digest: efd25e60d7347cd6df8871ae48e7af229ad3145fae3f6372a332a6f723fcbab5

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

-- drop table `uses`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `uses`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `uses`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'uses' COLLATE NOCASE AND t.name <> 'uses' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `uses`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE uses;

-- drop `uses`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('uses') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `uses`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('uses') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `uses`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('uses') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `words`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `words`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `words`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'words' COLLATE NOCASE AND t.name <> 'words' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `words`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE words;

-- drop `words`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('words') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `words`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('words') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `words`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('words') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
