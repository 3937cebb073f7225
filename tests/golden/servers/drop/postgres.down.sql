-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: e2eca360139e2a943f99d9842760b4aab48542773dd6c45f8892efdd63047057

BEGIN;

-- create server `far`
-- lock: none  tx: inside  hazards: none
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far');

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: edd1c7a907b32a407c207fc853371ffe719c94411de4bfe21caa2c9e566701bf

BEGIN;

-- drop server `far`
-- lock: none  tx: inside  hazards: none
DROP SERVER far;

-- drop extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION postgres_fdw;

COMMIT;
