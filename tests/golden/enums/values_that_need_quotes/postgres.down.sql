-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: values that need quotes (down)
-- verdict: exact
-- digest: ce85778d9725e506de133c78dcaaaa5f560aac24ad1fb9f61024e7cb81f078b1

BEGIN;

-- drop table `polls`
-- lock: access exclusive on polls  tx: inside  hazards: deletes data
DROP TABLE polls;

-- drop enum `answer`
-- lock: none  tx: inside  hazards: none
DROP TYPE answer;

COMMIT;
