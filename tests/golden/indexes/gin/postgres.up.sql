-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: d8cfe393e2ba83179ea0d141a48c8cb788986b9057ffeead5bcffcdb9e4cfd5e

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  tags text[],
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: gin (up)
-- revises: before
-- verdict: exact
-- digest: 56a1660992e926f776893909a75c2d53b66d223c73f5ef5a1b085a00a3bcd138

BEGIN;

-- add index `users_tags_idx` on `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX users_tags_idx ON users USING gin (tags) WITH (fastupdate = off);

COMMIT;
