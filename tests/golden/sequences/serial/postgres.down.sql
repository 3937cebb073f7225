-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: serial (down)
-- verdict: exact
-- digest: e0f4e6db32eb683ebe47d179040517bf6c72bf79ae870c9f3b89053a60817c3f

BEGIN;

-- change sequence `orders_id_seq`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE orders_id_seq OWNED BY NONE;

-- drop table `orders`
-- lock: access exclusive on orders  tx: inside  hazards: deletes data
DROP TABLE orders;

-- drop sequence `orders_id_seq`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE orders_id_seq;

COMMIT;
