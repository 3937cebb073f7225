-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 489d4df1667c26a811f515efbaf6ae4046aea4a90fc8dd63f01fd92e729cbe10

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON TABLE users IS 'old';

COMMIT;

-- migration change: drop comment (up)
-- revises: before
-- verdict: exact
-- digest: e89ba18a860ff9035ddd4a57d1a489e6f0a58337dd4d12ec82ac480a12ec3893

BEGIN;

-- remove the comment of table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON TABLE users IS NULL;

COMMIT;
