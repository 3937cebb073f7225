-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: d899caa4ea44076701534c4d8b5c7448e0dbc8fa665fec57eba7b0742e932fdc

BEGIN;

-- create range `float_range`
-- lock: none  tx: inside  hazards: none
CREATE TYPE float_range AS RANGE (subtype = float8);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: e20b803515f037bda5b27751ad5bb8b8856b8635de3e49fdbfac6064ea573830

BEGIN;

-- drop range `float_range`
-- lock: none  tx: inside  hazards: none
DROP TYPE float_range;

COMMIT;
