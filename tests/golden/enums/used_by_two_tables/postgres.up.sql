-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 045da2eb672320fc786d499e0bb0622dd46c8ff089b578190ef267d32ff9c716

BEGIN;

-- create enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- create table `a`
-- lock: none  tx: inside  hazards: none
CREATE TABLE a (
  id integer NOT NULL,
  mood mood,
  CONSTRAINT a_pkey PRIMARY KEY (id)
);

-- create table `b`
-- lock: none  tx: inside  hazards: none
CREATE TABLE b (
  id integer NOT NULL,
  mood mood NOT NULL,
  CONSTRAINT b_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: used by two tables (up)
-- revises: before
-- verdict: structure only: rows that held `sad` keep `ok`
-- digest: dd19dd31433c542fa58beba696eecb230326fc9fa242d8b406712ee608580220

BEGIN;

-- drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('ok', 'happy');

-- drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: access exclusive on a  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data, changes rows
ALTER TABLE a ALTER COLUMN mood TYPE mood USING (CASE mood::text WHEN 'sad' THEN 'ok' ELSE mood::text END)::mood;

-- drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: access exclusive on b  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data, changes rows
ALTER TABLE b ALTER COLUMN mood TYPE mood USING (CASE mood::text WHEN 'sad' THEN 'ok' ELSE mood::text END)::mood;

-- drop value `sad` of enum `mood`, mapping it to `ok`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;
