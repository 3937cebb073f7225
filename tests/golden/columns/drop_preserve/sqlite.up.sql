-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: drop preserve (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 284ad099ae5dd121f22714c8cacc4337f2b8fb744a9716f83b17bcb38be2df8b

BEGIN IMMEDIATE;

-- drop column `users.age`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_stash_change_1 (id INTEGER, age, PRIMARY KEY (id));

-- drop column `users.age`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: scans table
INSERT INTO migc_stash_change_1 (id, age) SELECT id, age FROM users;

-- drop column `users.age`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table
ALTER TABLE users DROP COLUMN age;

-- change `users`: check that the views can be read
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

-- change `users`: check that the triggers of tables compile
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

-- change `users`: check that the triggers of views compile
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

COMMIT;
