-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: values that need quotes (up)
-- verdict: exact
-- digest: ce85778d9725e506de133c78dcaaaa5f560aac24ad1fb9f61024e7cb81f078b1

BEGIN;

-- create enum `answer`
-- lock: none  tx: inside  hazards: none
CREATE TYPE answer AS ENUM ('it''s fine', 'No', 'a b');

-- create table `polls`
-- lock: none  tx: inside  hazards: none
CREATE TABLE polls (
  id integer NOT NULL,
  answer answer,
  CONSTRAINT polls_pkey PRIMARY KEY (id)
);

COMMIT;
