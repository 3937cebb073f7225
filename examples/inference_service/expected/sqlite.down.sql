-- migc: 6 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration fix_public_user_uuid_storage: one form of id for the public user (down)
-- revises: seed_public_user
-- verdict: exact
-- digest: 0be64ba30451305a1c9aad37042b64b7ff8eb483f0650918317c823d355fb6f8

-- migration seed_public_user: the user of anonymous requests (down)
-- revises: e70bd305a912
-- verdict: exact
-- digest: 19478801c59dcfbc0acd38bdfc05ec140094f49a3c3105e0f2ec7ff1879593f4

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- delete 1 inserted row from `users` again
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, deletes data
DELETE FROM users WHERE id IN ('00000000000000000000000000000001');

COMMIT;
PRAGMA foreign_keys = ON;

-- migration e70bd305a912: skills of an agent (down)
-- revises: b3dac404c08b
-- verdict: exact
-- digest: 27b574e9581ed7f629d5e36e6a9117c8bd02c9d6ee8d2fb6a9965b705624d369

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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('user_agent_instances')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `user_agent_instances`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('user_agent_instances'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'description', 'primary_model', 'system_prompt_override', 'system_prompt_append', 'config_overrides', 'is_default', 'is_active', 'created_at', 'updated_at', 'is_deepagent', 'skills')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('user_id'), ('instance_name'), ('display_name'), ('base_agent_name'), ('description'), ('primary_model'), ('system_prompt_override'), ('system_prompt_append'), ('config_overrides'), ('is_default'), ('is_active'), ('created_at'), ('updated_at'), ('is_deepagent'), ('skills')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'is_default', 'is_active', 'created_at', 'updated_at', 'is_deepagent')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('user_agent_instances') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('user_id, instance_name', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('user_agent_instances') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 11), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'user_agent_instances' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'user_agent_instances' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('uq_user_agent_instance_user_name', 'ix_user_agent_instances_base_agent_name', 'ix_user_agent_instances_instance_name', 'ix_user_agent_instances_is_active', 'ix_user_agent_instances_is_default', 'ix_user_agent_instances_user_active', 'ix_user_agent_instances_user_default', 'ix_user_agent_instances_user_id')) ORDER BY type, rowid;

-- rebuild `user_agent_instances`: drop column `user_agent_instances.skills`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_user_agent_instances (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  user_id TEXT NOT NULL CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  instance_name TEXT NOT NULL CHECK (length(instance_name) <= 100),
  display_name TEXT NOT NULL CHECK (length(display_name) <= 200),
  base_agent_name TEXT NOT NULL CHECK (length(base_agent_name) <= 100),
  description TEXT,
  primary_model TEXT CHECK (length(primary_model) <= 100),
  system_prompt_override TEXT,
  system_prompt_append TEXT,
  config_overrides TEXT CHECK (config_overrides IS NULL OR json_valid(config_overrides)),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deepagent INTEGER NOT NULL CHECK (is_deepagent IN (0, 1)),
  CONSTRAINT user_agent_instances_pkey PRIMARY KEY (id),
  CONSTRAINT user_agent_instances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- rebuild `user_agent_instances`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_user_agent_instances (rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deepagent) SELECT rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deepagent FROM user_agent_instances ORDER BY rowid;

-- rebuild `user_agent_instances`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `user_agent_instances` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `user_agent_instances` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM user_agent_instances) AS old, (SELECT count(*) FROM migc_new_user_agent_instances) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE user_agent_instances;

-- rebuild `user_agent_instances`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `user_agent_instances`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_user_agent_instances RENAME TO user_agent_instances;

-- rebuild `user_agent_instances`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX uq_user_agent_instance_user_name ON user_agent_instances (user_id, instance_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_base_agent_name ON user_agent_instances (base_agent_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_instance_name ON user_agent_instances (instance_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_active ON user_agent_instances (is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_default ON user_agent_instances (is_default);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_active ON user_agent_instances (user_id, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_default ON user_agent_instances (user_id, is_default, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_id ON user_agent_instances (user_id);

-- rebuild `user_agent_instances`: put its triggers and other indexes back
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

-- rebuild `user_agent_instances`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `user_agent_instances` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `user_agent_instances` that were not put back" CHECK (0));
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `user_agent_instances` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `user_agent_instances`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `user_agent_instances`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('user_agent_instances') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE user_agent_instances' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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

-- migration b3dac404c08b: let agents call agents (down)
-- revises: hard_delete_transition
-- verdict: exact
-- digest: 594b8f9dd74cf00ccc24e40bc0abda08a306b36c8ff3b9121017f0746deb360f

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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('user_agent_instances')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `user_agent_instances`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('user_agent_instances'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'description', 'primary_model', 'system_prompt_override', 'system_prompt_append', 'config_overrides', 'is_default', 'is_active', 'created_at', 'updated_at', 'is_deepagent')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('user_id'), ('instance_name'), ('display_name'), ('base_agent_name'), ('description'), ('primary_model'), ('system_prompt_override'), ('system_prompt_append'), ('config_overrides'), ('is_default'), ('is_active'), ('created_at'), ('updated_at'), ('is_deepagent')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'is_default', 'is_active', 'created_at', 'updated_at', 'is_deepagent')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('user_agent_instances') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('user_id, instance_name', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('user_agent_instances') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 10), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'user_agent_instances' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'user_agent_instances' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('uq_user_agent_instance_user_name', 'ix_user_agent_instances_base_agent_name', 'ix_user_agent_instances_instance_name', 'ix_user_agent_instances_is_active', 'ix_user_agent_instances_is_default', 'ix_user_agent_instances_user_active', 'ix_user_agent_instances_user_default', 'ix_user_agent_instances_user_id')) ORDER BY type, rowid;

-- rebuild `user_agent_instances`: drop column `user_agent_instances.is_deepagent`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_user_agent_instances (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  user_id TEXT NOT NULL CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  instance_name TEXT NOT NULL CHECK (length(instance_name) <= 100),
  display_name TEXT NOT NULL CHECK (length(display_name) <= 200),
  base_agent_name TEXT NOT NULL CHECK (length(base_agent_name) <= 100),
  description TEXT,
  primary_model TEXT CHECK (length(primary_model) <= 100),
  system_prompt_override TEXT,
  system_prompt_append TEXT,
  config_overrides TEXT CHECK (config_overrides IS NULL OR json_valid(config_overrides)),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT user_agent_instances_pkey PRIMARY KEY (id),
  CONSTRAINT user_agent_instances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- rebuild `user_agent_instances`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_user_agent_instances (rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at) SELECT rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at FROM user_agent_instances ORDER BY rowid;

-- rebuild `user_agent_instances`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `user_agent_instances` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `user_agent_instances` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM user_agent_instances) AS old, (SELECT count(*) FROM migc_new_user_agent_instances) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE user_agent_instances;

-- rebuild `user_agent_instances`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `user_agent_instances`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_user_agent_instances RENAME TO user_agent_instances;

-- rebuild `user_agent_instances`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX uq_user_agent_instance_user_name ON user_agent_instances (user_id, instance_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_base_agent_name ON user_agent_instances (base_agent_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_instance_name ON user_agent_instances (instance_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_active ON user_agent_instances (is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_default ON user_agent_instances (is_default);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_active ON user_agent_instances (user_id, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_default ON user_agent_instances (user_id, is_default, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_id ON user_agent_instances (user_id);

-- rebuild `user_agent_instances`: put its triggers and other indexes back
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

-- rebuild `user_agent_instances`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `user_agent_instances` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `user_agent_instances` that were not put back" CHECK (0));
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `user_agent_instances` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `user_agent_instances`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `user_agent_instances`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('user_agent_instances') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE user_agent_instances' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('llm_request_logs')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `llm_request_logs`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `llm_request_logs` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `llm_request_logs` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('llm_request_logs'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'user_id', 'session_id', 'task_type', 'request_mode', 'model_name', 'provider', 'request_id', 'latency_ms', 'success', 'error_type', 'error_message', 'input_tokens', 'output_tokens', 'total_tokens', 'extra_tokens', 'usage_raw', 'pricing_snapshot_id', 'cost_input_usd', 'cost_output_usd', 'cost_extras_usd', 'cost_total_usd', 'extra_costs', 'cost_estimated', 'context_multiplier', 'streamed', 'partial', 'details', 'created_at', 'updated_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('user_id'), ('session_id'), ('task_type'), ('request_mode'), ('model_name'), ('provider'), ('request_id'), ('latency_ms'), ('success'), ('error_type'), ('error_message'), ('input_tokens'), ('output_tokens'), ('total_tokens'), ('extra_tokens'), ('usage_raw'), ('pricing_snapshot_id'), ('cost_input_usd'), ('cost_output_usd'), ('cost_extras_usd'), ('cost_total_usd'), ('extra_costs'), ('cost_estimated'), ('context_multiplier'), ('streamed'), ('partial'), ('details'), ('created_at'), ('updated_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'task_type', 'request_mode', 'model_name', 'provider', 'success', 'usage_raw', 'cost_estimated', 'streamed', 'partial', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('llm_request_logs') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('llm_request_logs') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('pricing_snapshot_id to llm_pricing_snapshots RESTRICT NO ACTION', 'user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 27), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'llm_request_logs' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_request_logs`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; rows of `llm_request_logs` whose `user_id` refers to no row of `users`, against `llm_request_logs_user_id_fkey`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "rows of `llm_request_logs` whose `user_id` refers to no row of `users`, against `llm_request_logs_user_id_fkey`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT * FROM (SELECT user_id AS value1 FROM llm_request_logs) AS child WHERE child.value1 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users AS parent WHERE parent.id = child.value1) LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_request_logs`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'llm_request_logs' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_llm_logs_created_at', 'ix_llm_logs_model_created', 'ix_llm_logs_provider_model', 'ix_llm_logs_task_success', 'ix_llm_logs_user_created', 'ix_llm_request_logs_model_name', 'ix_llm_request_logs_pricing_snapshot_id', 'ix_llm_request_logs_success', 'ix_llm_request_logs_task_type', 'ix_llm_request_logs_user_id')) ORDER BY type, rowid;

-- rebuild `llm_request_logs`: drop constraint `llm_request_logs.llm_request_logs_user_id_fkey`; add foreign key `llm_request_logs.llm_request_logs_user_id_fkey`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_llm_request_logs (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  user_id TEXT CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  session_id TEXT CHECK (length(session_id) <= 255),
  task_type TEXT NOT NULL CHECK (length(task_type) <= 50),
  request_mode TEXT NOT NULL CHECK (length(request_mode) <= 20),
  model_name TEXT NOT NULL CHECK (length(model_name) <= 100),
  provider TEXT NOT NULL CHECK (length(provider) <= 50),
  request_id TEXT CHECK (length(request_id) <= 100),
  latency_ms INTEGER CHECK (typeof(latency_ms) IN ('integer', 'null') AND latency_ms BETWEEN -2147483648 AND 2147483647),
  success INTEGER NOT NULL CHECK (success IN (0, 1)),
  error_type TEXT CHECK (length(error_type) <= 50),
  error_message TEXT,
  input_tokens INTEGER CHECK (typeof(input_tokens) IN ('integer', 'null') AND input_tokens BETWEEN -2147483648 AND 2147483647),
  output_tokens INTEGER CHECK (typeof(output_tokens) IN ('integer', 'null') AND output_tokens BETWEEN -2147483648 AND 2147483647),
  total_tokens INTEGER CHECK (typeof(total_tokens) IN ('integer', 'null') AND total_tokens BETWEEN -2147483648 AND 2147483647),
  extra_tokens TEXT CHECK (extra_tokens IS NULL OR json_valid(extra_tokens)),
  usage_raw TEXT NOT NULL CHECK (usage_raw IS NULL OR json_valid(usage_raw)),
  pricing_snapshot_id TEXT CHECK (length(replace(pricing_snapshot_id, '-', '')) = 32 AND replace(pricing_snapshot_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  cost_input_usd NUMERIC CHECK (typeof(cost_input_usd) IN ('integer', 'real', 'null') AND abs(cost_input_usd) < 1e12),
  cost_output_usd NUMERIC CHECK (typeof(cost_output_usd) IN ('integer', 'real', 'null') AND abs(cost_output_usd) < 1e12),
  cost_extras_usd NUMERIC CHECK (typeof(cost_extras_usd) IN ('integer', 'real', 'null') AND abs(cost_extras_usd) < 1e12),
  cost_total_usd NUMERIC CHECK (typeof(cost_total_usd) IN ('integer', 'real', 'null') AND abs(cost_total_usd) < 1e12),
  extra_costs TEXT CHECK (extra_costs IS NULL OR json_valid(extra_costs)),
  cost_estimated INTEGER NOT NULL CHECK (cost_estimated IN (0, 1)),
  context_multiplier NUMERIC CHECK (typeof(context_multiplier) IN ('integer', 'real', 'null') AND abs(context_multiplier) < 1e6),
  streamed INTEGER NOT NULL CHECK (streamed IN (0, 1)),
  partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
  details TEXT CHECK (details IS NULL OR json_valid(details)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT llm_request_logs_pkey PRIMARY KEY (id),
  CONSTRAINT llm_request_logs_pricing_snapshot_id_fkey FOREIGN KEY (pricing_snapshot_id) REFERENCES llm_pricing_snapshots (id) ON DELETE RESTRICT,
  CONSTRAINT llm_request_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
);

-- rebuild `llm_request_logs`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_llm_request_logs (rowid, id, user_id, session_id, task_type, request_mode, model_name, provider, request_id, latency_ms, success, error_type, error_message, input_tokens, output_tokens, total_tokens, extra_tokens, usage_raw, pricing_snapshot_id, cost_input_usd, cost_output_usd, cost_extras_usd, cost_total_usd, extra_costs, cost_estimated, context_multiplier, streamed, partial, details, created_at, updated_at) SELECT rowid, id, user_id, session_id, task_type, request_mode, model_name, provider, request_id, latency_ms, success, error_type, error_message, input_tokens, output_tokens, total_tokens, extra_tokens, usage_raw, pricing_snapshot_id, cost_input_usd, cost_output_usd, cost_extras_usd, cost_total_usd, extra_costs, cost_estimated, context_multiplier, streamed, partial, details, created_at, updated_at FROM llm_request_logs ORDER BY rowid;

-- rebuild `llm_request_logs`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `llm_request_logs` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `llm_request_logs` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM llm_request_logs) AS old, (SELECT count(*) FROM migc_new_llm_request_logs) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_request_logs`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE llm_request_logs;

-- rebuild `llm_request_logs`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `llm_request_logs`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_llm_request_logs RENAME TO llm_request_logs;

-- rebuild `llm_request_logs`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_logs_created_at ON llm_request_logs (created_at);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_logs_model_created ON llm_request_logs (model_name, created_at);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_logs_provider_model ON llm_request_logs (provider, model_name);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_logs_task_success ON llm_request_logs (task_type, success);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_logs_user_created ON llm_request_logs (user_id, created_at);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_request_logs_model_name ON llm_request_logs (model_name);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_request_logs_pricing_snapshot_id ON llm_request_logs (pricing_snapshot_id);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_request_logs_success ON llm_request_logs (success);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_request_logs_task_type ON llm_request_logs (task_type);

-- rebuild `llm_request_logs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_request_logs_user_id ON llm_request_logs (user_id);

-- rebuild `llm_request_logs`: put its triggers and other indexes back
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

-- rebuild `llm_request_logs`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `llm_request_logs` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `llm_request_logs` that were not put back" CHECK (0));
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_request_logs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_request_logs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_request_logs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `llm_request_logs` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `llm_request_logs`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `llm_request_logs`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('llm_request_logs') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_request_logs`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE llm_request_logs' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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

-- drop table `user_agent_subagents`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `user_agent_subagents`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `user_agent_subagents`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'user_agent_subagents' COLLATE NOCASE AND t.name <> 'user_agent_subagents' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `user_agent_subagents`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE user_agent_subagents;

-- drop `user_agent_subagents`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_subagents') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `user_agent_subagents`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_subagents') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `user_agent_subagents`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_subagents') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- migration hard_delete_transition: delete rows instead of marking them (down)
-- revises: initial_schema
-- verdict: preserved: thanks to kept data
-- digest: 9db4e17bb5c6da23f0eee1449b9365309c91ccb1d7fd436a436ca13a6df90c2a

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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('batch_events')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `batch_events`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `batch_events` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `batch_events` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('batch_events'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('batch_job_id', 'event_type', 'old_status', 'new_status', 'event_timestamp', 'event_data', 'id', 'created_at', 'updated_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('batch_job_id'), ('event_type'), ('old_status'), ('new_status'), ('event_timestamp'), ('event_data'), ('id'), ('created_at'), ('updated_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('batch_job_id', 'event_type', 'event_timestamp', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('event_timestamp', 'created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('batch_events') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('batch_events') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('batch_job_id to batch_jobs CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 10), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'batch_events' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `batch_events.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `batch_events.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_26' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_26')
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'batch_events' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_batch_events_batch_job_id', 'ix_batch_events_event_type', 'ix_batch_events_job_timestamp', 'ix_batch_events_timestamp', 'ix_batch_events_type_timestamp')) ORDER BY type, rowid;

-- rebuild `batch_events`: add column `batch_events.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_batch_events (
  batch_job_id TEXT NOT NULL CHECK (length(replace(batch_job_id, '-', '')) = 32 AND replace(batch_job_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  event_type TEXT NOT NULL CHECK (length(event_type) <= 30),
  old_status TEXT CHECK (length(old_status) <= 20),
  new_status TEXT CHECK (length(new_status) <= 20),
  event_timestamp TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  event_data TEXT CHECK (event_data IS NULL OR json_valid(event_data)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT batch_events_pkey PRIMARY KEY (id),
  CONSTRAINT batch_events_batch_job_id_fkey FOREIGN KEY (batch_job_id) REFERENCES batch_jobs (id) ON DELETE CASCADE
);

-- rebuild `batch_events`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_batch_events (rowid, batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_26 AS kept WHERE kept.id = batch_events.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_26 AS kept WHERE kept.id = batch_events.id) ELSE NULL END, created_by, updated_by, metadata_json, tags FROM batch_events ORDER BY rowid;

-- rebuild `batch_events`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `batch_events` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `batch_events` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM batch_events) AS old, (SELECT count(*) FROM migc_new_batch_events) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE batch_events;

-- rebuild `batch_events`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `batch_events`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_batch_events RENAME TO batch_events;

-- rebuild `batch_events`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_batch_job_id ON batch_events (batch_job_id);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_event_type ON batch_events (event_type);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_job_timestamp ON batch_events (batch_job_id, event_timestamp);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_timestamp ON batch_events (event_timestamp);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_type_timestamp ON batch_events (event_type, event_timestamp);

-- rebuild `batch_events`: put its triggers and other indexes back
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

-- rebuild `batch_events`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `batch_events` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `batch_events` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_26;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `batch_events` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `batch_events`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `batch_events`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('batch_events') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE batch_events' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('batch_events')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `batch_events`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `batch_events` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `batch_events` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('batch_events'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('batch_job_id', 'event_type', 'old_status', 'new_status', 'event_timestamp', 'event_data', 'id', 'created_at', 'updated_at', 'deleted_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('batch_job_id'), ('event_type'), ('old_status'), ('new_status'), ('event_timestamp'), ('event_data'), ('id'), ('created_at'), ('updated_at'), ('deleted_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('batch_job_id', 'event_type', 'event_timestamp', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('event_timestamp', 'created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('batch_events') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('batch_events') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('batch_job_id to batch_jobs CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 10), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'batch_events' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `batch_events.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `batch_events.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_25' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_25')
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'batch_events' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_batch_events_batch_job_id', 'ix_batch_events_event_type', 'ix_batch_events_job_timestamp', 'ix_batch_events_timestamp', 'ix_batch_events_type_timestamp')) ORDER BY type, rowid;

-- rebuild `batch_events`: add column `batch_events.is_deleted` with its kept values; add index `ix_batch_events_is_deleted` on `batch_events`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_batch_events (
  batch_job_id TEXT NOT NULL CHECK (length(replace(batch_job_id, '-', '')) = 32 AND replace(batch_job_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  event_type TEXT NOT NULL CHECK (length(event_type) <= 30),
  old_status TEXT CHECK (length(old_status) <= 20),
  new_status TEXT CHECK (length(new_status) <= 20),
  event_timestamp TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  event_data TEXT CHECK (event_data IS NULL OR json_valid(event_data)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT batch_events_pkey PRIMARY KEY (id),
  CONSTRAINT batch_events_batch_job_id_fkey FOREIGN KEY (batch_job_id) REFERENCES batch_jobs (id) ON DELETE CASCADE
);

-- rebuild `batch_events`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_batch_events (rowid, batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_25 AS kept WHERE kept.id = batch_events.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_25 AS kept WHERE kept.id = batch_events.id) ELSE 0 END, deleted_at, created_by, updated_by, metadata_json, tags FROM batch_events ORDER BY rowid;

-- rebuild `batch_events`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `batch_events` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `batch_events` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM batch_events) AS old, (SELECT count(*) FROM migc_new_batch_events) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE batch_events;

-- rebuild `batch_events`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `batch_events`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_batch_events RENAME TO batch_events;

-- rebuild `batch_events`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_batch_job_id ON batch_events (batch_job_id);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_event_type ON batch_events (event_type);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_is_deleted ON batch_events (is_deleted);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_job_timestamp ON batch_events (batch_job_id, event_timestamp);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_timestamp ON batch_events (event_timestamp);

-- rebuild `batch_events`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_events_type_timestamp ON batch_events (event_type, event_timestamp);

-- rebuild `batch_events`: put its triggers and other indexes back
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

-- rebuild `batch_events`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `batch_events` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `batch_events` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_25;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `batch_events` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `batch_events`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `batch_events`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('batch_events') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_events`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE batch_events' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('batch_items')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `batch_items`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `batch_items` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `batch_items` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('batch_items'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('batch_job_id', 'sequence_index', 'custom_external_id', 'input_payload', 'output_payload', 'status', 'error_detail', 'id', 'created_at', 'updated_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('batch_job_id'), ('sequence_index'), ('custom_external_id'), ('input_payload'), ('output_payload'), ('status'), ('error_detail'), ('id'), ('created_at'), ('updated_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('batch_job_id', 'sequence_index', 'status', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('status', 'created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('batch_items') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('batch_items') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('batch_job_id to batch_jobs CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 11), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'batch_items' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `batch_items.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `batch_items.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_24' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_24')
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'batch_items' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_batch_items_batch_job_id', 'ix_batch_items_external_id', 'ix_batch_items_job_sequence', 'ix_batch_items_job_status', 'ix_batch_items_status')) ORDER BY type, rowid;

-- rebuild `batch_items`: add column `batch_items.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_batch_items (
  batch_job_id TEXT NOT NULL CHECK (length(replace(batch_job_id, '-', '')) = 32 AND replace(batch_job_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  sequence_index INTEGER NOT NULL CHECK (typeof(sequence_index) IN ('integer', 'null') AND sequence_index BETWEEN -2147483648 AND 2147483647),
  custom_external_id TEXT CHECK (length(custom_external_id) <= 255),
  input_payload TEXT CHECK (input_payload IS NULL OR json_valid(input_payload)),
  output_payload TEXT CHECK (output_payload IS NULL OR json_valid(output_payload)),
  status TEXT NOT NULL DEFAULT 'queued' CHECK (length(status) <= 20),
  error_detail TEXT,
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT batch_items_pkey PRIMARY KEY (id),
  CONSTRAINT batch_items_batch_job_id_fkey FOREIGN KEY (batch_job_id) REFERENCES batch_jobs (id) ON DELETE CASCADE
);

-- rebuild `batch_items`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_batch_items (rowid, batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_24 AS kept WHERE kept.id = batch_items.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_24 AS kept WHERE kept.id = batch_items.id) ELSE NULL END, created_by, updated_by, metadata_json, tags FROM batch_items ORDER BY rowid;

-- rebuild `batch_items`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `batch_items` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `batch_items` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM batch_items) AS old, (SELECT count(*) FROM migc_new_batch_items) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE batch_items;

-- rebuild `batch_items`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `batch_items`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_batch_items RENAME TO batch_items;

-- rebuild `batch_items`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_batch_job_id ON batch_items (batch_job_id);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_external_id ON batch_items (custom_external_id);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_job_sequence ON batch_items (batch_job_id, sequence_index);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_job_status ON batch_items (batch_job_id, status);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_status ON batch_items (status);

-- rebuild `batch_items`: put its triggers and other indexes back
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

-- rebuild `batch_items`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `batch_items` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `batch_items` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_24;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `batch_items` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `batch_items`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `batch_items`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('batch_items') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE batch_items' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('batch_items')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `batch_items`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `batch_items` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `batch_items` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('batch_items'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('batch_job_id', 'sequence_index', 'custom_external_id', 'input_payload', 'output_payload', 'status', 'error_detail', 'id', 'created_at', 'updated_at', 'deleted_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('batch_job_id'), ('sequence_index'), ('custom_external_id'), ('input_payload'), ('output_payload'), ('status'), ('error_detail'), ('id'), ('created_at'), ('updated_at'), ('deleted_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('batch_job_id', 'sequence_index', 'status', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('status', 'created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('batch_items') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('batch_items') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('batch_job_id to batch_jobs CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 11), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'batch_items' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `batch_items.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `batch_items.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_23' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_23')
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'batch_items' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_batch_items_batch_job_id', 'ix_batch_items_external_id', 'ix_batch_items_job_sequence', 'ix_batch_items_job_status', 'ix_batch_items_status')) ORDER BY type, rowid;

-- rebuild `batch_items`: add column `batch_items.is_deleted` with its kept values; add index `ix_batch_items_is_deleted` on `batch_items`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_batch_items (
  batch_job_id TEXT NOT NULL CHECK (length(replace(batch_job_id, '-', '')) = 32 AND replace(batch_job_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  sequence_index INTEGER NOT NULL CHECK (typeof(sequence_index) IN ('integer', 'null') AND sequence_index BETWEEN -2147483648 AND 2147483647),
  custom_external_id TEXT CHECK (length(custom_external_id) <= 255),
  input_payload TEXT CHECK (input_payload IS NULL OR json_valid(input_payload)),
  output_payload TEXT CHECK (output_payload IS NULL OR json_valid(output_payload)),
  status TEXT NOT NULL DEFAULT 'queued' CHECK (length(status) <= 20),
  error_detail TEXT,
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT batch_items_pkey PRIMARY KEY (id),
  CONSTRAINT batch_items_batch_job_id_fkey FOREIGN KEY (batch_job_id) REFERENCES batch_jobs (id) ON DELETE CASCADE
);

-- rebuild `batch_items`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_batch_items (rowid, batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_23 AS kept WHERE kept.id = batch_items.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_23 AS kept WHERE kept.id = batch_items.id) ELSE 0 END, deleted_at, created_by, updated_by, metadata_json, tags FROM batch_items ORDER BY rowid;

-- rebuild `batch_items`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `batch_items` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `batch_items` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM batch_items) AS old, (SELECT count(*) FROM migc_new_batch_items) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE batch_items;

-- rebuild `batch_items`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `batch_items`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_batch_items RENAME TO batch_items;

-- rebuild `batch_items`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_batch_job_id ON batch_items (batch_job_id);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_external_id ON batch_items (custom_external_id);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_is_deleted ON batch_items (is_deleted);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_job_sequence ON batch_items (batch_job_id, sequence_index);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_job_status ON batch_items (batch_job_id, status);

-- rebuild `batch_items`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_items_status ON batch_items (status);

-- rebuild `batch_items`: put its triggers and other indexes back
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

-- rebuild `batch_items`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `batch_items` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `batch_items` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_23;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `batch_items` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `batch_items`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `batch_items`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('batch_items') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_items`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE batch_items' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('batch_jobs')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `batch_jobs`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `batch_jobs` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `batch_jobs` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('batch_jobs'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('provider', 'model', 'status', 'provider_batch_id', 'mode', 'submitted_at', 'completed_at', 'request_count', 'success_count', 'error_count', 'config_json', 'error_summary', 'result_uri', 'id', 'created_at', 'updated_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('provider'), ('model'), ('status'), ('provider_batch_id'), ('mode'), ('submitted_at'), ('completed_at'), ('request_count'), ('success_count'), ('error_count'), ('config_json'), ('error_summary'), ('result_uri'), ('id'), ('created_at'), ('updated_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('provider', 'model', 'status', 'mode', 'request_count', 'success_count', 'error_count', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('request_count', 'success_count', 'error_count', 'created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('batch_jobs') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('batch_jobs') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 15), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'batch_jobs' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `batch_jobs.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `batch_jobs.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_22' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_22')
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'batch_jobs' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_batch_jobs_mode_status', 'ix_batch_jobs_provider', 'ix_batch_jobs_provider_batch_composite', 'ix_batch_jobs_provider_batch_id', 'ix_batch_jobs_status', 'ix_batch_jobs_status_provider', 'ix_batch_jobs_submitted_at')) ORDER BY type, rowid;

-- rebuild `batch_jobs`: add column `batch_jobs.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_batch_jobs (
  provider TEXT NOT NULL CHECK (length(provider) <= 50),
  model TEXT NOT NULL CHECK (length(model) <= 100),
  status TEXT NOT NULL CHECK (length(status) <= 20),
  provider_batch_id TEXT CHECK (length(provider_batch_id) <= 255),
  mode TEXT NOT NULL CHECK (length(mode) <= 20),
  submitted_at TEXT,
  completed_at TEXT,
  request_count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(request_count) IN ('integer', 'null') AND request_count BETWEEN -2147483648 AND 2147483647),
  success_count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(success_count) IN ('integer', 'null') AND success_count BETWEEN -2147483648 AND 2147483647),
  error_count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(error_count) IN ('integer', 'null') AND error_count BETWEEN -2147483648 AND 2147483647),
  config_json TEXT CHECK (config_json IS NULL OR json_valid(config_json)),
  error_summary TEXT,
  result_uri TEXT CHECK (length(result_uri) <= 500),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT batch_jobs_pkey PRIMARY KEY (id)
);

-- rebuild `batch_jobs`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_batch_jobs (rowid, provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_22 AS kept WHERE kept.id = batch_jobs.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_22 AS kept WHERE kept.id = batch_jobs.id) ELSE NULL END, created_by, updated_by, metadata_json, tags FROM batch_jobs ORDER BY rowid;

-- rebuild `batch_jobs`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `batch_jobs` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `batch_jobs` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM batch_jobs) AS old, (SELECT count(*) FROM migc_new_batch_jobs) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE batch_jobs;

-- rebuild `batch_jobs`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `batch_jobs`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_batch_jobs RENAME TO batch_jobs;

-- rebuild `batch_jobs`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_mode_status ON batch_jobs (mode, status);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_provider ON batch_jobs (provider);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_provider_batch_composite ON batch_jobs (provider, provider_batch_id);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_provider_batch_id ON batch_jobs (provider_batch_id);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_status ON batch_jobs (status);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_status_provider ON batch_jobs (status, provider);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_submitted_at ON batch_jobs (submitted_at);

-- rebuild `batch_jobs`: put its triggers and other indexes back
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

-- rebuild `batch_jobs`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `batch_jobs` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `batch_jobs` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_22;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `batch_jobs` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `batch_jobs`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `batch_jobs`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('batch_jobs') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE batch_jobs' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('batch_jobs')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `batch_jobs`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `batch_jobs` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `batch_jobs` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('batch_jobs'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('provider', 'model', 'status', 'provider_batch_id', 'mode', 'submitted_at', 'completed_at', 'request_count', 'success_count', 'error_count', 'config_json', 'error_summary', 'result_uri', 'id', 'created_at', 'updated_at', 'deleted_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('provider'), ('model'), ('status'), ('provider_batch_id'), ('mode'), ('submitted_at'), ('completed_at'), ('request_count'), ('success_count'), ('error_count'), ('config_json'), ('error_summary'), ('result_uri'), ('id'), ('created_at'), ('updated_at'), ('deleted_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('provider', 'model', 'status', 'mode', 'request_count', 'success_count', 'error_count', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('request_count', 'success_count', 'error_count', 'created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('batch_jobs') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('batch_jobs') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 15), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'batch_jobs' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `batch_jobs.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `batch_jobs.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_21' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_21')
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'batch_jobs' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_batch_jobs_mode_status', 'ix_batch_jobs_provider', 'ix_batch_jobs_provider_batch_composite', 'ix_batch_jobs_provider_batch_id', 'ix_batch_jobs_status', 'ix_batch_jobs_status_provider', 'ix_batch_jobs_submitted_at')) ORDER BY type, rowid;

-- rebuild `batch_jobs`: add column `batch_jobs.is_deleted` with its kept values; add index `ix_batch_jobs_is_deleted` on `batch_jobs`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_batch_jobs (
  provider TEXT NOT NULL CHECK (length(provider) <= 50),
  model TEXT NOT NULL CHECK (length(model) <= 100),
  status TEXT NOT NULL CHECK (length(status) <= 20),
  provider_batch_id TEXT CHECK (length(provider_batch_id) <= 255),
  mode TEXT NOT NULL CHECK (length(mode) <= 20),
  submitted_at TEXT,
  completed_at TEXT,
  request_count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(request_count) IN ('integer', 'null') AND request_count BETWEEN -2147483648 AND 2147483647),
  success_count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(success_count) IN ('integer', 'null') AND success_count BETWEEN -2147483648 AND 2147483647),
  error_count INTEGER NOT NULL DEFAULT 0 CHECK (typeof(error_count) IN ('integer', 'null') AND error_count BETWEEN -2147483648 AND 2147483647),
  config_json TEXT CHECK (config_json IS NULL OR json_valid(config_json)),
  error_summary TEXT,
  result_uri TEXT CHECK (length(result_uri) <= 500),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT batch_jobs_pkey PRIMARY KEY (id)
);

-- rebuild `batch_jobs`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_batch_jobs (rowid, provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_21 AS kept WHERE kept.id = batch_jobs.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_21 AS kept WHERE kept.id = batch_jobs.id) ELSE 0 END, deleted_at, created_by, updated_by, metadata_json, tags FROM batch_jobs ORDER BY rowid;

-- rebuild `batch_jobs`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `batch_jobs` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `batch_jobs` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM batch_jobs) AS old, (SELECT count(*) FROM migc_new_batch_jobs) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE batch_jobs;

-- rebuild `batch_jobs`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `batch_jobs`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_batch_jobs RENAME TO batch_jobs;

-- rebuild `batch_jobs`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_is_deleted ON batch_jobs (is_deleted);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_mode_status ON batch_jobs (mode, status);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_provider ON batch_jobs (provider);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_provider_batch_composite ON batch_jobs (provider, provider_batch_id);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_provider_batch_id ON batch_jobs (provider_batch_id);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_status ON batch_jobs (status);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_status_provider ON batch_jobs (status, provider);

-- rebuild `batch_jobs`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_batch_jobs_submitted_at ON batch_jobs (submitted_at);

-- rebuild `batch_jobs`: put its triggers and other indexes back
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

-- rebuild `batch_jobs`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `batch_jobs` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `batch_jobs` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_21;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `batch_jobs` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `batch_jobs`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `batch_jobs`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('batch_jobs') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `batch_jobs`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE batch_jobs' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('allowed_user_overrides')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `allowed_user_overrides`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `allowed_user_overrides` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `allowed_user_overrides` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('allowed_user_overrides'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('config_key', 'constraints', 'allowed_scopes', 'display_name', 'description', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('config_key'), ('constraints'), ('allowed_scopes'), ('display_name'), ('description'), ('is_active'), ('id'), ('created_at'), ('updated_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('config_key', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('allowed_user_overrides') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id', 'config_key')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('allowed_user_overrides') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 6), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'allowed_user_overrides' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `allowed_user_overrides.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `allowed_user_overrides.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_20' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_20')
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'allowed_user_overrides' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_allowed_user_overrides_active', 'ix_allowed_user_overrides_config_key', 'ix_allowed_user_overrides_is_active')) ORDER BY type, rowid;

-- rebuild `allowed_user_overrides`: add column `allowed_user_overrides.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_allowed_user_overrides (
  config_key TEXT NOT NULL CHECK (length(config_key) <= 100),
  constraints TEXT CHECK (constraints IS NULL OR json_valid(constraints)),
  allowed_scopes TEXT CHECK (allowed_scopes IS NULL OR json_valid(allowed_scopes)),
  display_name TEXT CHECK (length(display_name) <= 100),
  description TEXT,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  CONSTRAINT allowed_user_overrides_pkey PRIMARY KEY (id)
);

-- rebuild `allowed_user_overrides`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_allowed_user_overrides (rowid, config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, deleted_at) SELECT rowid, config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_20 AS kept WHERE kept.id = allowed_user_overrides.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_20 AS kept WHERE kept.id = allowed_user_overrides.id) ELSE NULL END FROM allowed_user_overrides ORDER BY rowid;

-- rebuild `allowed_user_overrides`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `allowed_user_overrides` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `allowed_user_overrides` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM allowed_user_overrides) AS old, (SELECT count(*) FROM migc_new_allowed_user_overrides) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE allowed_user_overrides;

-- rebuild `allowed_user_overrides`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `allowed_user_overrides`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_allowed_user_overrides RENAME TO allowed_user_overrides;

-- rebuild `allowed_user_overrides`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_allowed_user_overrides_active ON allowed_user_overrides (is_active, config_key);

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX ix_allowed_user_overrides_config_key ON allowed_user_overrides (config_key);

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_allowed_user_overrides_is_active ON allowed_user_overrides (is_active);

-- rebuild `allowed_user_overrides`: put its triggers and other indexes back
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

-- rebuild `allowed_user_overrides`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `allowed_user_overrides` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `allowed_user_overrides` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_20;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `allowed_user_overrides` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `allowed_user_overrides`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `allowed_user_overrides`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('allowed_user_overrides') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE allowed_user_overrides' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('allowed_user_overrides')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `allowed_user_overrides`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `allowed_user_overrides` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `allowed_user_overrides` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('allowed_user_overrides'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('config_key', 'constraints', 'allowed_scopes', 'display_name', 'description', 'is_active', 'id', 'created_at', 'updated_at', 'deleted_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('config_key'), ('constraints'), ('allowed_scopes'), ('display_name'), ('description'), ('is_active'), ('id'), ('created_at'), ('updated_at'), ('deleted_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('config_key', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('allowed_user_overrides') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id', 'config_key')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('allowed_user_overrides') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 6), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'allowed_user_overrides' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `allowed_user_overrides.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `allowed_user_overrides.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_19' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_19')
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'allowed_user_overrides' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_allowed_user_overrides_active', 'ix_allowed_user_overrides_config_key', 'ix_allowed_user_overrides_is_active')) ORDER BY type, rowid;

-- rebuild `allowed_user_overrides`: add column `allowed_user_overrides.is_deleted` with its kept values; add index `ix_allowed_user_overrides_is_deleted` on `allowed_user_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_allowed_user_overrides (
  config_key TEXT NOT NULL CHECK (length(config_key) <= 100),
  constraints TEXT CHECK (constraints IS NULL OR json_valid(constraints)),
  allowed_scopes TEXT CHECK (allowed_scopes IS NULL OR json_valid(allowed_scopes)),
  display_name TEXT CHECK (length(display_name) <= 100),
  description TEXT,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  CONSTRAINT allowed_user_overrides_pkey PRIMARY KEY (id)
);

-- rebuild `allowed_user_overrides`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_allowed_user_overrides (rowid, config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, is_deleted, deleted_at) SELECT rowid, config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_19 AS kept WHERE kept.id = allowed_user_overrides.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_19 AS kept WHERE kept.id = allowed_user_overrides.id) ELSE 0 END, deleted_at FROM allowed_user_overrides ORDER BY rowid;

-- rebuild `allowed_user_overrides`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `allowed_user_overrides` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `allowed_user_overrides` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM allowed_user_overrides) AS old, (SELECT count(*) FROM migc_new_allowed_user_overrides) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE allowed_user_overrides;

-- rebuild `allowed_user_overrides`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `allowed_user_overrides`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_allowed_user_overrides RENAME TO allowed_user_overrides;

-- rebuild `allowed_user_overrides`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_allowed_user_overrides_active ON allowed_user_overrides (is_active, config_key);

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX ix_allowed_user_overrides_config_key ON allowed_user_overrides (config_key);

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_allowed_user_overrides_is_active ON allowed_user_overrides (is_active);

-- rebuild `allowed_user_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_allowed_user_overrides_is_deleted ON allowed_user_overrides (is_deleted);

-- rebuild `allowed_user_overrides`: put its triggers and other indexes back
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

-- rebuild `allowed_user_overrides`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `allowed_user_overrides` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `allowed_user_overrides` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_19;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `allowed_user_overrides` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `allowed_user_overrides`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `allowed_user_overrides`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('allowed_user_overrides') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `allowed_user_overrides`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE allowed_user_overrides' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('user_llm_preferences')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `user_llm_preferences`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `user_llm_preferences` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `user_llm_preferences` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('user_llm_preferences'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('user_id', 'preference_type', 'preference_key', 'preference_value', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('user_id'), ('preference_type'), ('preference_key'), ('preference_value'), ('is_active'), ('id'), ('created_at'), ('updated_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('user_id', 'preference_type', 'preference_key', 'preference_value', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('user_llm_preferences') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('user_id, preference_type, preference_key', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('user_llm_preferences') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 6), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'user_llm_preferences' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `user_llm_preferences.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `user_llm_preferences.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_18' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_18')
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'user_llm_preferences' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('uq_user_llm_preference_user_type_key', 'ix_user_llm_preferences_is_active', 'ix_user_llm_preferences_preference_key', 'ix_user_llm_preferences_preference_type', 'ix_user_llm_preferences_user_active', 'ix_user_llm_preferences_user_id')) ORDER BY type, rowid;

-- rebuild `user_llm_preferences`: drop constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`; add column `user_llm_preferences.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_user_llm_preferences (
  user_id TEXT NOT NULL CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  preference_type TEXT NOT NULL CHECK (length(preference_type) <= 30),
  preference_key TEXT NOT NULL CHECK (length(preference_key) <= 100),
  preference_value TEXT NOT NULL CHECK (preference_value IS NULL OR json_valid(preference_value)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  CONSTRAINT user_llm_preferences_pkey PRIMARY KEY (id),
  CONSTRAINT user_llm_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- rebuild `user_llm_preferences`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_user_llm_preferences (rowid, user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, deleted_at) SELECT rowid, user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_18 AS kept WHERE kept.id = user_llm_preferences.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_18 AS kept WHERE kept.id = user_llm_preferences.id) ELSE NULL END FROM user_llm_preferences ORDER BY rowid;

-- rebuild `user_llm_preferences`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `user_llm_preferences` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `user_llm_preferences` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM user_llm_preferences) AS old, (SELECT count(*) FROM migc_new_user_llm_preferences) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE user_llm_preferences;

-- rebuild `user_llm_preferences`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `user_llm_preferences`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_user_llm_preferences RENAME TO user_llm_preferences;

-- rebuild `user_llm_preferences`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_is_active ON user_llm_preferences (is_active);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_preference_key ON user_llm_preferences (preference_key);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_preference_type ON user_llm_preferences (preference_type);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_user_active ON user_llm_preferences (user_id, is_active);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_user_id ON user_llm_preferences (user_id);

-- rebuild `user_llm_preferences`: put its triggers and other indexes back
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

-- rebuild `user_llm_preferences`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `user_llm_preferences` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `user_llm_preferences` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_18;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `user_llm_preferences` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `user_llm_preferences`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `user_llm_preferences`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('user_llm_preferences') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE user_llm_preferences' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('user_llm_preferences')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `user_llm_preferences`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `user_llm_preferences` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `user_llm_preferences` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('user_llm_preferences'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('user_id', 'preference_type', 'preference_key', 'preference_value', 'is_active', 'id', 'created_at', 'updated_at', 'deleted_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('user_id'), ('preference_type'), ('preference_key'), ('preference_value'), ('is_active'), ('id'), ('created_at'), ('updated_at'), ('deleted_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('user_id', 'preference_type', 'preference_key', 'preference_value', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('user_llm_preferences') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('user_llm_preferences') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 6), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'user_llm_preferences' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `user_llm_preferences.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `user_llm_preferences.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_17' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_17')
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; values of `user_llm_preferences` that occur more than once, against `uq_user_llm_preference_user_type_key`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "values of `user_llm_preferences` that occur more than once, against `uq_user_llm_preference_user_type_key`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT user_id, preference_type, preference_key, (CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) ELSE 0 END), count(*) AS "rows" FROM user_llm_preferences WHERE (user_id) IS NOT NULL AND (preference_type) IS NOT NULL AND (preference_key) IS NOT NULL AND ((CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) ELSE 0 END)) IS NOT NULL GROUP BY user_id, preference_type, preference_key, (CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) ELSE 0 END) HAVING count(*) > 1 LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'user_llm_preferences' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_user_llm_preferences_is_active', 'ix_user_llm_preferences_preference_key', 'ix_user_llm_preferences_preference_type', 'ix_user_llm_preferences_user_active', 'ix_user_llm_preferences_user_id')) ORDER BY type, rowid;

-- rebuild `user_llm_preferences`: add column `user_llm_preferences.is_deleted` with its kept values; add unique constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`; add index `ix_user_llm_preferences_is_deleted` on `user_llm_preferences`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_user_llm_preferences (
  user_id TEXT NOT NULL CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  preference_type TEXT NOT NULL CHECK (length(preference_type) <= 30),
  preference_key TEXT NOT NULL CHECK (length(preference_key) <= 100),
  preference_value TEXT NOT NULL CHECK (preference_value IS NULL OR json_valid(preference_value)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  CONSTRAINT user_llm_preferences_pkey PRIMARY KEY (id),
  CONSTRAINT user_llm_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- rebuild `user_llm_preferences`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_user_llm_preferences (rowid, user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, is_deleted, deleted_at) SELECT rowid, user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_17 AS kept WHERE kept.id = user_llm_preferences.id) ELSE 0 END, deleted_at FROM user_llm_preferences ORDER BY rowid;

-- rebuild `user_llm_preferences`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `user_llm_preferences` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `user_llm_preferences` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM user_llm_preferences) AS old, (SELECT count(*) FROM migc_new_user_llm_preferences) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE user_llm_preferences;

-- rebuild `user_llm_preferences`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `user_llm_preferences`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_user_llm_preferences RENAME TO user_llm_preferences;

-- rebuild `user_llm_preferences`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX uq_user_llm_preference_user_type_key ON user_llm_preferences (user_id, preference_type, preference_key, is_deleted);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_is_active ON user_llm_preferences (is_active);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_is_deleted ON user_llm_preferences (is_deleted);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_preference_key ON user_llm_preferences (preference_key);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_preference_type ON user_llm_preferences (preference_type);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_user_active ON user_llm_preferences (user_id, is_active);

-- rebuild `user_llm_preferences`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_llm_preferences_user_id ON user_llm_preferences (user_id);

-- rebuild `user_llm_preferences`: put its triggers and other indexes back
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

-- rebuild `user_llm_preferences`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `user_llm_preferences` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `user_llm_preferences` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_17;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `user_llm_preferences` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `user_llm_preferences`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `user_llm_preferences`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('user_llm_preferences') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `user_llm_preferences`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE user_llm_preferences' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('llm_config_overrides')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `llm_config_overrides`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `llm_config_overrides` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `llm_config_overrides` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('llm_config_overrides'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('scope', 'scope_key', 'config_key', 'config_value', 'priority', 'is_active', 'created_by_id', 'description', 'expires_at', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('scope'), ('scope_key'), ('config_key'), ('config_value'), ('priority'), ('is_active'), ('created_by_id'), ('description'), ('expires_at'), ('id'), ('created_at'), ('updated_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('scope', 'config_key', 'config_value', 'priority', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('llm_config_overrides') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id', 'scope, scope_key, config_key')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('llm_config_overrides') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('created_by_id to users SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'llm_config_overrides' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `llm_config_overrides.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `llm_config_overrides.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_16' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_16')
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'llm_config_overrides' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('uq_llm_config_override_scope_key', 'ix_llm_config_overrides_active_scope', 'ix_llm_config_overrides_config_key', 'ix_llm_config_overrides_expires', 'ix_llm_config_overrides_expires_at', 'ix_llm_config_overrides_is_active', 'ix_llm_config_overrides_priority', 'ix_llm_config_overrides_scope', 'ix_llm_config_overrides_scope_key')) ORDER BY type, rowid;

-- rebuild `llm_config_overrides`: drop constraint `llm_config_overrides.uq_llm_config_override_scope_key`; add column `llm_config_overrides.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_llm_config_overrides (
  scope TEXT NOT NULL CHECK (length(scope) <= 20),
  scope_key TEXT CHECK (length(scope_key) <= 100),
  config_key TEXT NOT NULL CHECK (length(config_key) <= 100),
  config_value TEXT NOT NULL CHECK (config_value IS NULL OR json_valid(config_value)),
  priority INTEGER NOT NULL CHECK (typeof(priority) IN ('integer', 'null') AND priority BETWEEN -2147483648 AND 2147483647),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_by_id TEXT CHECK (length(replace(created_by_id, '-', '')) = 32 AND replace(created_by_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  description TEXT,
  expires_at TEXT,
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  CONSTRAINT llm_config_overrides_pkey PRIMARY KEY (id),
  CONSTRAINT llm_config_overrides_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users (id) ON DELETE SET NULL
);

-- rebuild `llm_config_overrides`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_llm_config_overrides (rowid, scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, deleted_at) SELECT rowid, scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_16 AS kept WHERE kept.id = llm_config_overrides.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_16 AS kept WHERE kept.id = llm_config_overrides.id) ELSE NULL END FROM llm_config_overrides ORDER BY rowid;

-- rebuild `llm_config_overrides`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `llm_config_overrides` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `llm_config_overrides` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM llm_config_overrides) AS old, (SELECT count(*) FROM migc_new_llm_config_overrides) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE llm_config_overrides;

-- rebuild `llm_config_overrides`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `llm_config_overrides`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_llm_config_overrides RENAME TO llm_config_overrides;

-- rebuild `llm_config_overrides`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_active_scope ON llm_config_overrides (is_active, scope);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_config_key ON llm_config_overrides (config_key);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_expires ON llm_config_overrides (expires_at, is_active);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_expires_at ON llm_config_overrides (expires_at);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_is_active ON llm_config_overrides (is_active);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_priority ON llm_config_overrides (priority);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_scope ON llm_config_overrides (scope);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_scope_key ON llm_config_overrides (scope_key);

-- rebuild `llm_config_overrides`: put its triggers and other indexes back
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

-- rebuild `llm_config_overrides`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `llm_config_overrides` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `llm_config_overrides` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_16;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `llm_config_overrides` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `llm_config_overrides`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `llm_config_overrides`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('llm_config_overrides') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE llm_config_overrides' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('llm_config_overrides')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `llm_config_overrides`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `llm_config_overrides` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `llm_config_overrides` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('llm_config_overrides'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('scope', 'scope_key', 'config_key', 'config_value', 'priority', 'is_active', 'created_by_id', 'description', 'expires_at', 'id', 'created_at', 'updated_at', 'deleted_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('scope'), ('scope_key'), ('config_key'), ('config_value'), ('priority'), ('is_active'), ('created_by_id'), ('description'), ('expires_at'), ('id'), ('created_at'), ('updated_at'), ('deleted_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('scope', 'config_key', 'config_value', 'priority', 'is_active', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('llm_config_overrides') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('llm_config_overrides') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('created_by_id to users SET NULL NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 8), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'llm_config_overrides' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `llm_config_overrides.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `llm_config_overrides.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_15' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_15')
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; values of `llm_config_overrides` that occur more than once, against `uq_llm_config_override_scope_key`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "values of `llm_config_overrides` that occur more than once, against `uq_llm_config_override_scope_key`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT scope, scope_key, config_key, (CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) ELSE 0 END), count(*) AS "rows" FROM llm_config_overrides WHERE (scope) IS NOT NULL AND (scope_key) IS NOT NULL AND (config_key) IS NOT NULL AND ((CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) ELSE 0 END)) IS NOT NULL GROUP BY scope, scope_key, config_key, (CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) ELSE 0 END) HAVING count(*) > 1 LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'llm_config_overrides' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_llm_config_overrides_active_scope', 'ix_llm_config_overrides_config_key', 'ix_llm_config_overrides_expires', 'ix_llm_config_overrides_expires_at', 'ix_llm_config_overrides_is_active', 'ix_llm_config_overrides_priority', 'ix_llm_config_overrides_scope', 'ix_llm_config_overrides_scope_key')) ORDER BY type, rowid;

-- rebuild `llm_config_overrides`: add column `llm_config_overrides.is_deleted` with its kept values; add unique constraint `llm_config_overrides.uq_llm_config_override_scope_key`; add index `ix_llm_config_overrides_is_deleted` on `llm_config_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_llm_config_overrides (
  scope TEXT NOT NULL CHECK (length(scope) <= 20),
  scope_key TEXT CHECK (length(scope_key) <= 100),
  config_key TEXT NOT NULL CHECK (length(config_key) <= 100),
  config_value TEXT NOT NULL CHECK (config_value IS NULL OR json_valid(config_value)),
  priority INTEGER NOT NULL CHECK (typeof(priority) IN ('integer', 'null') AND priority BETWEEN -2147483648 AND 2147483647),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_by_id TEXT CHECK (length(replace(created_by_id, '-', '')) = 32 AND replace(created_by_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  description TEXT,
  expires_at TEXT,
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  CONSTRAINT llm_config_overrides_pkey PRIMARY KEY (id),
  CONSTRAINT llm_config_overrides_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users (id) ON DELETE SET NULL
);

-- rebuild `llm_config_overrides`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_llm_config_overrides (rowid, scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, is_deleted, deleted_at) SELECT rowid, scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_15 AS kept WHERE kept.id = llm_config_overrides.id) ELSE 0 END, deleted_at FROM llm_config_overrides ORDER BY rowid;

-- rebuild `llm_config_overrides`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `llm_config_overrides` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `llm_config_overrides` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM llm_config_overrides) AS old, (SELECT count(*) FROM migc_new_llm_config_overrides) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE llm_config_overrides;

-- rebuild `llm_config_overrides`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `llm_config_overrides`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_llm_config_overrides RENAME TO llm_config_overrides;

-- rebuild `llm_config_overrides`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX uq_llm_config_override_scope_key ON llm_config_overrides (scope, scope_key, config_key, is_deleted);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_active_scope ON llm_config_overrides (is_active, scope);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_config_key ON llm_config_overrides (config_key);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_expires ON llm_config_overrides (expires_at, is_active);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_expires_at ON llm_config_overrides (expires_at);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_is_active ON llm_config_overrides (is_active);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_is_deleted ON llm_config_overrides (is_deleted);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_priority ON llm_config_overrides (priority);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_scope ON llm_config_overrides (scope);

-- rebuild `llm_config_overrides`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_llm_config_overrides_scope_key ON llm_config_overrides (scope_key);

-- rebuild `llm_config_overrides`: put its triggers and other indexes back
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

-- rebuild `llm_config_overrides`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `llm_config_overrides` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `llm_config_overrides` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_15;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `llm_config_overrides` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `llm_config_overrides`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `llm_config_overrides`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('llm_config_overrides') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `llm_config_overrides`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE llm_config_overrides' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('user_agent_instances')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `user_agent_instances`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('user_agent_instances'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'description', 'primary_model', 'system_prompt_override', 'system_prompt_append', 'config_overrides', 'is_default', 'is_active', 'created_at', 'updated_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('user_id'), ('instance_name'), ('display_name'), ('base_agent_name'), ('description'), ('primary_model'), ('system_prompt_override'), ('system_prompt_append'), ('config_overrides'), ('is_default'), ('is_active'), ('created_at'), ('updated_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'is_default', 'is_active', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('user_agent_instances') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('user_id, instance_name', 'id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('user_agent_instances') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 9), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'user_agent_instances' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `user_agent_instances.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `user_agent_instances.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_14' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_14')
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'user_agent_instances' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('uq_user_agent_instance_user_name', 'ix_user_agent_instances_base_agent_name', 'ix_user_agent_instances_instance_name', 'ix_user_agent_instances_is_active', 'ix_user_agent_instances_is_default', 'ix_user_agent_instances_user_active', 'ix_user_agent_instances_user_default', 'ix_user_agent_instances_user_id')) ORDER BY type, rowid;

-- rebuild `user_agent_instances`: drop constraint `user_agent_instances.uq_user_agent_instance_user_name`; add column `user_agent_instances.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_user_agent_instances (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  user_id TEXT NOT NULL CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  instance_name TEXT NOT NULL CHECK (length(instance_name) <= 100),
  display_name TEXT NOT NULL CHECK (length(display_name) <= 200),
  base_agent_name TEXT NOT NULL CHECK (length(base_agent_name) <= 100),
  description TEXT,
  primary_model TEXT CHECK (length(primary_model) <= 100),
  system_prompt_override TEXT,
  system_prompt_append TEXT,
  config_overrides TEXT CHECK (config_overrides IS NULL OR json_valid(config_overrides)),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  CONSTRAINT user_agent_instances_pkey PRIMARY KEY (id),
  CONSTRAINT user_agent_instances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- rebuild `user_agent_instances`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_user_agent_instances (rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, deleted_at) SELECT rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_14 AS kept WHERE kept.id = user_agent_instances.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_14 AS kept WHERE kept.id = user_agent_instances.id) ELSE NULL END FROM user_agent_instances ORDER BY rowid;

-- rebuild `user_agent_instances`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `user_agent_instances` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `user_agent_instances` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM user_agent_instances) AS old, (SELECT count(*) FROM migc_new_user_agent_instances) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE user_agent_instances;

-- rebuild `user_agent_instances`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `user_agent_instances`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_user_agent_instances RENAME TO user_agent_instances;

-- rebuild `user_agent_instances`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_base_agent_name ON user_agent_instances (base_agent_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_instance_name ON user_agent_instances (instance_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_active ON user_agent_instances (is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_default ON user_agent_instances (is_default);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_active ON user_agent_instances (user_id, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_default ON user_agent_instances (user_id, is_default, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_id ON user_agent_instances (user_id);

-- rebuild `user_agent_instances`: put its triggers and other indexes back
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

-- rebuild `user_agent_instances`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `user_agent_instances` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `user_agent_instances` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_14;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `user_agent_instances` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `user_agent_instances`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `user_agent_instances`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('user_agent_instances') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE user_agent_instances' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('user_agent_instances')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `user_agent_instances`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `user_agent_instances` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('user_agent_instances'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'description', 'primary_model', 'system_prompt_override', 'system_prompt_append', 'config_overrides', 'is_default', 'is_active', 'created_at', 'updated_at', 'deleted_at')
UNION ALL SELECT 'column', column1 FROM (VALUES ('id'), ('user_id'), ('instance_name'), ('display_name'), ('base_agent_name'), ('description'), ('primary_model'), ('system_prompt_override'), ('system_prompt_append'), ('config_overrides'), ('is_default'), ('is_active'), ('created_at'), ('updated_at'), ('deleted_at')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('id', 'user_id', 'instance_name', 'display_name', 'base_agent_name', 'is_default', 'is_active', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('user_agent_instances') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('user_agent_instances') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ('user_id to users CASCADE NO ACTION')
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 9), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'user_agent_instances' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `user_agent_instances.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `user_agent_instances.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_13' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_13')
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; values of `user_agent_instances` that occur more than once, against `uq_user_agent_instance_user_name`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "values of `user_agent_instances` that occur more than once, against `uq_user_agent_instance_user_name`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT user_id, instance_name, (CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) ELSE 0 END), count(*) AS "rows" FROM user_agent_instances WHERE (user_id) IS NOT NULL AND (instance_name) IS NOT NULL AND ((CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) ELSE 0 END)) IS NOT NULL GROUP BY user_id, instance_name, (CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) ELSE 0 END) HAVING count(*) > 1 LIMIT 5
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'user_agent_instances' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_user_agent_instances_base_agent_name', 'ix_user_agent_instances_instance_name', 'ix_user_agent_instances_is_active', 'ix_user_agent_instances_is_default', 'ix_user_agent_instances_user_active', 'ix_user_agent_instances_user_default', 'ix_user_agent_instances_user_id')) ORDER BY type, rowid;

-- rebuild `user_agent_instances`: add column `user_agent_instances.is_deleted` with its kept values; add unique constraint `user_agent_instances.uq_user_agent_instance_user_name`; add index `ix_user_agent_instances_is_deleted` on `user_agent_instances`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_user_agent_instances (
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  user_id TEXT NOT NULL CHECK (length(replace(user_id, '-', '')) = 32 AND replace(user_id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  instance_name TEXT NOT NULL CHECK (length(instance_name) <= 100),
  display_name TEXT NOT NULL CHECK (length(display_name) <= 200),
  base_agent_name TEXT NOT NULL CHECK (length(base_agent_name) <= 100),
  description TEXT,
  primary_model TEXT CHECK (length(primary_model) <= 100),
  system_prompt_override TEXT,
  system_prompt_append TEXT,
  config_overrides TEXT CHECK (config_overrides IS NULL OR json_valid(config_overrides)),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  CONSTRAINT user_agent_instances_pkey PRIMARY KEY (id),
  CONSTRAINT user_agent_instances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- rebuild `user_agent_instances`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_user_agent_instances (rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deleted, deleted_at) SELECT rowid, id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_13 AS kept WHERE kept.id = user_agent_instances.id) ELSE 0 END, deleted_at FROM user_agent_instances ORDER BY rowid;

-- rebuild `user_agent_instances`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `user_agent_instances` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `user_agent_instances` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM user_agent_instances) AS old, (SELECT count(*) FROM migc_new_user_agent_instances) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE user_agent_instances;

-- rebuild `user_agent_instances`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `user_agent_instances`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_user_agent_instances RENAME TO user_agent_instances;

-- rebuild `user_agent_instances`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX uq_user_agent_instance_user_name ON user_agent_instances (user_id, instance_name, is_deleted);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_base_agent_name ON user_agent_instances (base_agent_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_instance_name ON user_agent_instances (instance_name);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_active ON user_agent_instances (is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_default ON user_agent_instances (is_default);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_is_deleted ON user_agent_instances (is_deleted);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_active ON user_agent_instances (user_id, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_default ON user_agent_instances (user_id, is_default, is_active);

-- rebuild `user_agent_instances`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_user_agent_instances_user_id ON user_agent_instances (user_id);

-- rebuild `user_agent_instances`: put its triggers and other indexes back
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

-- rebuild `user_agent_instances`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `user_agent_instances` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `user_agent_instances` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_13;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `user_agent_instances` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `user_agent_instances`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `user_agent_instances`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('user_agent_instances') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `user_agent_instances`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE user_agent_instances' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('users')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `users`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `users` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `users` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('users'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('email', 'username', 'hashed_password', 'first_name', 'last_name', 'is_active', 'is_superuser', 'is_verified', 'id', 'created_at', 'updated_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('email'), ('username'), ('hashed_password'), ('first_name'), ('last_name'), ('is_active'), ('is_superuser'), ('is_verified'), ('id'), ('created_at'), ('updated_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('email', 'username', 'hashed_password', 'is_active', 'is_superuser', 'is_verified', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('users') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id', 'email', 'username')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('users') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 13), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'users' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `users.deleted_at`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `users.deleted_at`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_12' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_12')
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_users_email', 'ix_users_email_active', 'ix_users_is_active', 'ix_users_is_superuser', 'ix_users_is_verified', 'ix_users_username', 'ix_users_username_active')) ORDER BY type, rowid;

-- rebuild `users`: add column `users.deleted_at` with its kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_users (
  email TEXT NOT NULL CHECK (length(email) <= 255),
  username TEXT NOT NULL CHECK (length(username) <= 50),
  hashed_password TEXT NOT NULL CHECK (length(hashed_password) <= 128),
  first_name TEXT CHECK (length(first_name) <= 50),
  last_name TEXT CHECK (length(last_name) <= 50),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  is_superuser INTEGER NOT NULL CHECK (is_superuser IN (0, 1)),
  is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

-- rebuild `users`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_users (rowid, email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_12 AS kept WHERE kept.id = users.id) THEN (SELECT kept.deleted_at FROM migc_stash_hard_delete_transition_12 AS kept WHERE kept.id = users.id) ELSE NULL END, created_by, updated_by, metadata_json, tags FROM users ORDER BY rowid;

-- rebuild `users`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `users` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `users` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM users) AS old, (SELECT count(*) FROM migc_new_users) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE users;

-- rebuild `users`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `users`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_users RENAME TO users;

-- rebuild `users`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX ix_users_email ON users (email);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_email_active ON users (email, is_active);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_active ON users (is_active);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_superuser ON users (is_superuser);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_verified ON users (is_verified);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX ix_users_username ON users (username);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_username_active ON users (username, is_active);

-- rebuild `users`: put its triggers and other indexes back
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

-- rebuild `users`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `users` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `users` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_12;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `users` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `users`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `users`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('users') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE users' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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
UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') OR name COLLATE NOCASE IN ('users')
);
DROP TABLE temp.migc_guard;

-- remember which foreign keys are violated already
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_violations AS SELECT "table" AS child, "rowid" AS row_id, parent, (SELECT group_concat(f."from", ', ') FROM pragma_foreign_key_list(c."table") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM pragma_foreign_key_check AS c GROUP BY 1, 2, 3, 4;

-- a place for the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TEMP TABLE migc_saved (id INTEGER PRIMARY KEY, name, sql);

-- rebuild `users`: compare it with the history
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; things in which `users` differs from what the history made of it, and which a rebuild would lose
CREATE TEMP TABLE migc_guard (found CONSTRAINT "things in which `users` differs from what the history made of it, and which a rebuild would lose" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
WITH here AS (SELECT * FROM pragma_table_xinfo('users'))
SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ('email', 'username', 'hashed_password', 'first_name', 'last_name', 'is_active', 'is_superuser', 'is_verified', 'id', 'created_at', 'updated_at', 'deleted_at', 'created_by', 'updated_by', 'metadata_json', 'tags')
UNION ALL SELECT 'column', column1 FROM (VALUES ('email'), ('username'), ('hashed_password'), ('first_name'), ('last_name'), ('is_active'), ('is_superuser'), ('is_verified'), ('id'), ('created_at'), ('updated_at'), ('deleted_at'), ('created_by'), ('updated_by'), ('metadata_json'), ('tags')) WHERE column1 NOT IN (SELECT lower(name) FROM here)
UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN ())
UNION ALL SELECT 'not null', name FROM here WHERE "notnull" AND pk = 0 AND lower(name) NOT IN ('email', 'username', 'hashed_password', 'is_active', 'is_superuser', 'is_verified', 'id', 'created_at', 'updated_at')
UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND lower(name) NOT IN ('created_at', 'updated_at')
UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> 'id'
UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns FROM pragma_index_list('users') AS i WHERE i.origin = 'u') WHERE lower(columns) NOT IN ('id', 'email', 'username')
UNION ALL SELECT 'foreign key', "from" FROM pragma_foreign_key_list('users') WHERE lower("from") || ' to ' || lower("table") || ' ' || on_delete || ' ' || on_update NOT IN ()
UNION ALL SELECT 'definition', column1 FROM (VALUES ('check(', 13), ('collate', 0), ('autoincrement', 0), ('onconflict', 0), ('withoutrowid', 0), (')strict', 0), ('rowid,strict', 0)), (SELECT replace(replace(replace(replace(lower(sql), char(32), ''), char(9), ''), char(13), ''), char(10), '') AS text FROM sqlite_schema WHERE type = 'table' AND name = 'users' COLLATE NOCASE) WHERE length(text) - length(replace(text, column1, '')) > length(column1) * column2
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: check its rows first
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; no stash any more that holds the values of `users.is_deleted`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the values of `users.is_deleted`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_11' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_11')
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: save the triggers and indexes that the history does not know
-- lock: access exclusive on the database  tx: inside  hazards: none
INSERT INTO temp.migc_saved (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND sql IS NOT NULL AND (type = 'trigger' OR type = 'index' AND name COLLATE NOCASE NOT IN ('ix_users_email', 'ix_users_email_active', 'ix_users_is_active', 'ix_users_is_superuser', 'ix_users_is_verified', 'ix_users_username', 'ix_users_username_active')) ORDER BY type, rowid;

-- rebuild `users`: add column `users.is_deleted` with its kept values; add index `ix_users_is_deleted` on `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_new_users (
  email TEXT NOT NULL CHECK (length(email) <= 255),
  username TEXT NOT NULL CHECK (length(username) <= 50),
  hashed_password TEXT NOT NULL CHECK (length(hashed_password) <= 128),
  first_name TEXT CHECK (length(first_name) <= 50),
  last_name TEXT CHECK (length(last_name) <= 50),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  is_superuser INTEGER NOT NULL CHECK (is_superuser IN (0, 1)),
  is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
  id TEXT NOT NULL CHECK (length(replace(id, '-', '')) = 32 AND replace(id, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  deleted_at TEXT,
  created_by TEXT CHECK (length(replace(created_by, '-', '')) = 32 AND replace(created_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  updated_by TEXT CHECK (length(replace(updated_by, '-', '')) = 32 AND replace(updated_by, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  metadata_json TEXT CHECK (metadata_json IS NULL OR json_valid(metadata_json)),
  tags TEXT CHECK (length(tags) <= 500),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

-- rebuild `users`: copy its rows
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, may fail on data
INSERT INTO migc_new_users (rowid, email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT rowid, email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, CASE WHEN EXISTS (SELECT 1 FROM migc_stash_hard_delete_transition_11 AS kept WHERE kept.id = users.id) THEN (SELECT kept.is_deleted FROM migc_stash_hard_delete_transition_11 AS kept WHERE kept.id = users.id) ELSE 0 END, deleted_at, created_by, updated_by, metadata_json, tags FROM users ORDER BY rowid;

-- rebuild `users`: compare the number of rows
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; the numbers of rows of `users` and of its copy, which differ
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the numbers of rows of `users` and of its copy, which differ" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT old, new FROM (SELECT (SELECT count(*) FROM users) AS old, (SELECT count(*) FROM migc_new_users) AS new) WHERE old <> new
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: drop the old table, whose rows are copied
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE users;

-- rebuild `users`: rename without touching what mentions the table
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = ON;

-- rebuild `users`: put the new table in its place
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE migc_new_users RENAME TO users;

-- rebuild `users`: back to the careful way of renaming
-- lock: access exclusive on the database  tx: inside  hazards: none
PRAGMA legacy_alter_table = OFF;

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX ix_users_email ON users (email);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_email_active ON users (email, is_active);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_active ON users (is_active);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_deleted ON users (is_deleted);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_superuser ON users (is_superuser);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_is_verified ON users (is_verified);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE UNIQUE INDEX ix_users_username ON users (username);

-- rebuild `users`: create its indexes
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX ix_users_username_active ON users (username, is_active);

-- rebuild `users`: put its triggers and other indexes back
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

-- rebuild `users`: see that all of them are back
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; triggers and indexes of `users` that were not put back
CREATE TEMP TABLE migc_guard (found CONSTRAINT "triggers and indexes of `users` that were not put back" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT name FROM temp.migc_saved WHERE name NOT IN (SELECT name FROM sqlite_schema)
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: the kept values are back
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_11;

-- rebuild: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
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
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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

-- check `users` as a whole
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; faults that SQLite's own check finds in `users`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "faults that SQLite's own check finds in `users`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT quick_check FROM pragma_quick_check('users') WHERE quick_check <> 'ok'
);
DROP TABLE temp.migc_guard;

-- rebuild `users`: measure it again, if the database keeps statistics
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
SELECT 'ANALYZE users' FROM sqlite_schema WHERE name = 'sqlite_stat1'
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

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- put kept rows back into `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `users`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `users`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_10' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_10')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `users`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO users (email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc_stash_hard_delete_transition_10 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_10;

-- put kept rows back into `batch_jobs`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `batch_jobs`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `batch_jobs`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_9' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_9')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `batch_jobs`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO batch_jobs (provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc_stash_hard_delete_transition_9 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `batch_jobs`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_9;

-- put kept rows back into `batch_events`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `batch_events`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `batch_events`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_8' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_8')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `batch_events`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO batch_events (batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc_stash_hard_delete_transition_8 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `batch_events`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_8;

-- put kept rows back into `batch_items`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `batch_items`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `batch_items`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_7' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_7')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `batch_items`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO batch_items (batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags) SELECT batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc_stash_hard_delete_transition_7 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `batch_items`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_7;

-- put kept rows back into `allowed_user_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `allowed_user_overrides`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `allowed_user_overrides`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_6' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_6')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `allowed_user_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO allowed_user_overrides (config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, is_deleted, deleted_at) SELECT config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, is_deleted, deleted_at FROM migc_stash_hard_delete_transition_6 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `allowed_user_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_6;

-- put kept rows back into `llm_config_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `llm_config_overrides`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `llm_config_overrides`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_5' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_5')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `llm_config_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO llm_config_overrides (scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, is_deleted, deleted_at) SELECT scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, is_deleted, deleted_at FROM migc_stash_hard_delete_transition_5 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `llm_config_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_5;

-- put kept rows back into `user_llm_preferences`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `user_llm_preferences`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `user_llm_preferences`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_4' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_4')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `user_llm_preferences`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO user_llm_preferences (user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, is_deleted, deleted_at) SELECT user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, is_deleted, deleted_at FROM migc_stash_hard_delete_transition_4 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `user_llm_preferences`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_4;

-- put kept rows back into `user_agent_instances`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the deleted rows of `user_agent_instances`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the deleted rows of `user_agent_instances`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_3' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_3')
);
DROP TABLE temp.migc_guard;

-- put kept rows back into `user_agent_instances`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO user_agent_instances (id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deleted, deleted_at) SELECT id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deleted, deleted_at FROM migc_stash_hard_delete_transition_3 WHERE true ORDER BY rowid ON CONFLICT DO NOTHING;

-- put kept rows back into `user_agent_instances`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_3;

-- restore `created_by_id` of `llm_config_overrides` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the former values of `llm_config_overrides`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the former values of `llm_config_overrides`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_2' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_2')
);
DROP TABLE temp.migc_guard;

-- restore `created_by_id` of `llm_config_overrides` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: changes rows
UPDATE llm_config_overrides SET created_by_id = kept.old_created_by_id FROM migc_stash_hard_delete_transition_2 AS kept WHERE kept.id = llm_config_overrides.id AND llm_config_overrides.created_by_id IS kept.new_created_by_id;

-- restore `created_by_id` of `llm_config_overrides` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_2;

-- restore `user_id` of `llm_request_logs` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; no stash any more that holds the former values of `llm_request_logs`: it was purged
CREATE TEMP TABLE migc_guard (found CONSTRAINT "no stash any more that holds the former values of `llm_request_logs`: it was purged" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 'migc_stash_hard_delete_transition_1' AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migc_stash_hard_delete_transition_1')
);
DROP TABLE temp.migc_guard;

-- restore `user_id` of `llm_request_logs` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: changes rows
UPDATE llm_request_logs SET user_id = kept.old_user_id FROM migc_stash_hard_delete_transition_1 AS kept WHERE kept.id = llm_request_logs.id AND llm_request_logs.user_id IS kept.new_user_id;

-- restore `user_id` of `llm_request_logs` from kept values
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP TABLE migc_stash_hard_delete_transition_1;

COMMIT;
PRAGMA foreign_keys = ON;

-- migration initial_schema: the tables that the service used to create at every start (down)
-- verdict: exact
-- digest: 6323bce1b169c7d80d46bf7ebdb28ae1892a9ab23a0644fa08be050af5928ac8

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

-- drop table `user_llm_preferences`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `user_llm_preferences`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `user_llm_preferences`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'user_llm_preferences' COLLATE NOCASE AND t.name <> 'user_llm_preferences' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `user_llm_preferences`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE user_llm_preferences;

-- drop `user_llm_preferences`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `user_llm_preferences`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `user_llm_preferences`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_llm_preferences') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `user_agent_instances`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `user_agent_instances`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `user_agent_instances`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'user_agent_instances' COLLATE NOCASE AND t.name <> 'user_agent_instances' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `user_agent_instances`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE user_agent_instances;

-- drop `user_agent_instances`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `user_agent_instances`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `user_agent_instances`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('user_agent_instances') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `llm_request_logs`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `llm_request_logs`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `llm_request_logs`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'llm_request_logs' COLLATE NOCASE AND t.name <> 'llm_request_logs' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `llm_request_logs`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE llm_request_logs;

-- drop `llm_request_logs`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_request_logs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `llm_request_logs`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_request_logs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `llm_request_logs`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_request_logs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `llm_config_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `llm_config_overrides`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `llm_config_overrides`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'llm_config_overrides' COLLATE NOCASE AND t.name <> 'llm_config_overrides' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `llm_config_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE llm_config_overrides;

-- drop `llm_config_overrides`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `llm_config_overrides`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `llm_config_overrides`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_config_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `batch_items`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `batch_items`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `batch_items`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'batch_items' COLLATE NOCASE AND t.name <> 'batch_items' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `batch_items`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE batch_items;

-- drop `batch_items`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `batch_items`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `batch_items`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_items') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `batch_events`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `batch_events`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `batch_events`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'batch_events' COLLATE NOCASE AND t.name <> 'batch_events' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `batch_events`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE batch_events;

-- drop `batch_events`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `batch_events`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `batch_events`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_events') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `users`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `users`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'users' COLLATE NOCASE AND t.name <> 'users' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `users`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop `users`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `users`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `users`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('users') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `llm_pricing_snapshots`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `llm_pricing_snapshots`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `llm_pricing_snapshots`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'llm_pricing_snapshots' COLLATE NOCASE AND t.name <> 'llm_pricing_snapshots' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `llm_pricing_snapshots`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE llm_pricing_snapshots;

-- drop `llm_pricing_snapshots`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_pricing_snapshots') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `llm_pricing_snapshots`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_pricing_snapshots') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `llm_pricing_snapshots`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('llm_pricing_snapshots') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `batch_jobs`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `batch_jobs`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `batch_jobs`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'batch_jobs' COLLATE NOCASE AND t.name <> 'batch_jobs' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `batch_jobs`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE batch_jobs;

-- drop `batch_jobs`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `batch_jobs`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `batch_jobs`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('batch_jobs') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
words(name, text) AS (SELECT t.tbl_name, replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), ' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))) AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),
s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, 6) FROM words)
SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' ELSE 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop table `allowed_user_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: none
-- guard: must return no rows; tables that the history does not know to refer to `allowed_user_overrides`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "tables that the history does not know to refer to `allowed_user_overrides`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f."table" = 'allowed_user_overrides' COLLATE NOCASE AND t.name <> 'allowed_user_overrides' COLLATE NOCASE
);
DROP TABLE temp.migc_guard;

-- drop table `allowed_user_overrides`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE allowed_user_overrides;

-- drop `allowed_user_overrides`: check that the views can be read
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))
SELECT 'SELECT * FROM ' || '"' || replace(s.name, '"', '""') || '"' || ' LIMIT 0' FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM affected) ORDER BY s.name
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `allowed_user_overrides`: check that the triggers of tables compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
s(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM sqlite_schema AS t WHERE t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), lower(a.name))))))
SELECT 'EXPLAIN INSERT INTO ' || '"' || replace(s.name, '"', '""') || '"' || ' DEFAULT VALUES' FROM s UNION ALL SELECT 'EXPLAIN DELETE FROM ' || '"' || replace(s.name, '"', '""') || '"' FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || '"' || replace(s.name, '"', '""') || '"' || ' SET ' || (SELECT group_concat('"' || replace(c.name, '"', '""') || '" = "' || replace(c.name, '"', '""') || '"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0) FROM s
) SELECT statement || ';' FROM migc_expand;
.output /dev/null
.read migc_expand.sql
.output
.system rm -f migc_expand.sql

-- drop `allowed_user_overrides`: check that the triggers of views compile
-- lock: access exclusive on the database  tx: inside  hazards: none
.headers off
.mode list
.once migc_expand.sql
WITH migc_expand(statement) AS (
WITH RECURSIVE affected(name) AS (VALUES ('allowed_user_overrides') UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a ON s.type = 'view' AND instr(lower(s.sql), lower(a.name))),
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
