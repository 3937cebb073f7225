-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: acae49e9ca603c921ef8f9bf4ae48b693efe5533fa45bb49942b297b55f65586

BEGIN;

-- drop rule `people_log` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP RULE people_log ON people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 392e0a60074651f9821677d815515b76d1a0edcd2407f3387521f2f6620597eb

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
