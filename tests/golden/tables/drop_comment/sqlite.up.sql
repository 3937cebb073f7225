-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 489d4df1667c26a811f515efbaf6ae4046aea4a90fc8dd63f01fd92e729cbe10

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: drop comment (up)
-- revises: before
-- verdict: exact
-- digest: e89ba18a860ff9035ddd4a57d1a489e6f0a58337dd4d12ec82ac480a12ec3893
