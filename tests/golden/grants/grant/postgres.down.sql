-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: grant (down)
-- revises: before
-- verdict: exact
-- digest: 695444d26521ca7652d922b050a8075e3cf4d1538b21d7c62201464651a0976a

BEGIN;

-- revoke the privileges of `reader` on function `twice(int)`
-- lock: none  tx: inside  hazards: none
REVOKE EXECUTE ON FUNCTION twice(integer) FROM reader;

-- revoke the privileges of `public` on schema `app`
-- lock: none  tx: inside  hazards: none
REVOKE USAGE ON SCHEMA app FROM PUBLIC;

-- revoke the privileges of `editor` on sequence `order_no`
-- lock: none  tx: inside  hazards: none
REVOKE ALL ON SEQUENCE order_no FROM editor;

-- revoke the privileges of `editor` on table `people`
-- lock: none  tx: inside  hazards: none
REVOKE INSERT (age), INSERT (name), SELECT ON TABLE people FROM editor;

-- revoke the privileges of `reader` on table `people`
-- lock: none  tx: inside  hazards: none
REVOKE INSERT (age), INSERT (name), SELECT ON TABLE people FROM reader;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ebf95f10b7211e542d19be4cd35db47f290408867c0510e20bbae83ef17ec11d

BEGIN;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

-- drop sequence `order_no`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE order_no;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
