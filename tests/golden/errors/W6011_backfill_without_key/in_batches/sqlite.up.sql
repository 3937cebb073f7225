-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: d5176092e06be65e28dcf15f1e91429e489abc11f817061c2f9e89aaf96e5dba

BEGIN IMMEDIATE;

-- create table `logs`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE logs (
  line TEXT NOT NULL,
  size INTEGER CHECK (typeof(size) IN ('integer', 'null') AND size BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: in batches (up)
-- revises: before
-- verdict: structure only: the values of `logs` before the backfill are not kept
-- digest: 829e6033f5f693ba666d5d5874ae59bab8ddcac61c57da9553ff06cb20dceea6

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
-- backfill `size` of `logs`
-- lock: access exclusive on the database  tx: outside  hazards: changes rows, scans table
-- migc runs this in batches of 10 rows by key (rowid), each in a transaction of its own
UPDATE logs SET size = 0 WHERE size IS NULL;

PRAGMA foreign_keys = ON;
