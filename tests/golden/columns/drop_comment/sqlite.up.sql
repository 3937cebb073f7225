-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 05fb51de3d70a86fa2f1fb8bf5db1645857c5ce63937a332caf710873a363f72

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  email TEXT
);

COMMIT;

-- migration change: drop comment (up)
-- revises: before
-- verdict: exact
-- digest: a159b3d1a3e1420f4d3046096b8431d26d25e9b6c8dac3eb19df9d432f357afb
