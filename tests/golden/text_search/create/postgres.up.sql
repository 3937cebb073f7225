-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (up)
-- verdict: exact
-- digest: 4176b412ecafe0a005d305e88314341a3cb35e2e99e1803ace0c2fd79d3eab08

BEGIN;

-- create text search dictionary `plain`
-- lock: none  tx: inside  hazards: none
CREATE TEXT SEARCH DICTIONARY plain (stopwords = english, template = simple);

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
CREATE TEXT SEARCH CONFIGURATION words (copy = english);

COMMIT;
