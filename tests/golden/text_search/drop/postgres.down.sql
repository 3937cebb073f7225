-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: dbeee427c6fd432612a7c827eec415c3e7a49d55197aa1d29ad7682aa8d6ba45

BEGIN;

-- create text search dictionary `plain`
-- lock: none  tx: inside  hazards: none
CREATE TEXT SEARCH DICTIONARY plain (template = simple);

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
CREATE TEXT SEARCH CONFIGURATION words (copy = english);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b79abe939d93faf76292e8aecdf91be73802e63c07e8c0ded185ac7afddaf4a8

BEGIN;

-- drop text search configuration `words`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH CONFIGURATION words;

-- drop text search dictionary `plain`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH DICTIONARY plain;

COMMIT;
