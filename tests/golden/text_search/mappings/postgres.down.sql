-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: mappings (down)
-- revises: before
-- verdict: exact
-- digest: 621d2209a3b9b3a819f766b0c1c30274d9b888ac935f47ca2ad35259987dd410

BEGIN;

-- drop text search configuration `words`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH CONFIGURATION words;

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
CREATE TEXT SEARCH CONFIGURATION words (parser = default);

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword WITH bare, english_stem;

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR int WITH simple;

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR word WITH english_stem;

-- rename text search dictionary `bare` to `plain`
-- lock: none  tx: inside  hazards: none
ALTER TEXT SEARCH DICTIONARY bare RENAME TO plain;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 4fcf8f4e4e29e2bc7e6ec352e61195cc08c6fe75f3ba46982269441ce4bbe004

BEGIN;

-- drop text search configuration `app.copied`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH CONFIGURATION app.copied;

-- drop text search configuration `words`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH CONFIGURATION words;

-- drop text search dictionary `plain`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH DICTIONARY plain;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
