-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: ba4655bf43a12107e3baa785a5f99f17ce3a4f391dab8dbc63062eda27f9fcfa

BEGIN;

-- create enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'happy');

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 7b30df7378a870efa64dbdab6af8a3c05ae48637a7d0ee4dae0c650246dc828e

BEGIN;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
