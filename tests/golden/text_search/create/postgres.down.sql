-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: 4176b412ecafe0a005d305e88314341a3cb35e2e99e1803ace0c2fd79d3eab08

BEGIN;

-- drop text search configuration `words`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH CONFIGURATION words;

-- drop text search dictionary `plain`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH DICTIONARY plain;

COMMIT;
