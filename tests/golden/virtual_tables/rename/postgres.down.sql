-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 7fc684958f03ca5d293934739a8dcdafddc4d5cd5d9785cab37735bcf05bbfb9

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3219834b298837541dd6b910570e284b8ac1c844c3ee73cdfbe76658c3317a9f

BEGIN;

-- drop table `notes`
-- lock: access exclusive on notes  tx: inside  hazards: deletes data
DROP TABLE notes;

COMMIT;
