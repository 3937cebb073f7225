-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: values that need quotes (up)
-- verdict: exact
-- digest: ce85778d9725e506de133c78dcaaaa5f560aac24ad1fb9f61024e7cb81f078b1

BEGIN IMMEDIATE;

-- create table `polls`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE polls (
  id INTEGER CONSTRAINT polls_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  answer TEXT CHECK (answer IN ('it''s fine', 'No', 'a b'))
);

COMMIT;
