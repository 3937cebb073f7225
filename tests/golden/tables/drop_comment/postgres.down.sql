-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop comment (down)
-- revises: before
-- verdict: exact
-- digest: e89ba18a860ff9035ddd4a57d1a489e6f0a58337dd4d12ec82ac480a12ec3893

BEGIN;

-- comment on table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON TABLE users IS 'old';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 489d4df1667c26a811f515efbaf6ae4046aea4a90fc8dd63f01fd92e729cbe10

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
