-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: column comments kept (down)
-- revises: before
-- verdict: exact
-- digest: 816ffb96c8cc7ec22aad8fd45fb834c272d3ef141ad5ca4e55a252b07e6e0f27

BEGIN;

-- change view `adults`
-- lock: access exclusive on adult_names  tx: inside  hazards: none
DROP VIEW adult_names;

-- change view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- change view `adults`
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW adults (id, name, age) AS
SELECT id, name, age FROM people WHERE age >= 18;

-- change view `adults`
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.age IS 'in years';

-- change view `adults`
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.name IS 'as in the passport';

-- change view `adults`
-- lock: none  tx: inside  hazards: none
CREATE VIEW adult_names AS
SELECT name AS "Full name" FROM adults;

-- change view `adults`
-- lock: share update exclusive on adult_names  tx: inside  hazards: none
COMMENT ON COLUMN adult_names."Full name" IS 'of adults';

-- rename view `adult_names` to `names`
-- lock: none  tx: inside  hazards: none
ALTER VIEW adult_names RENAME TO names;

-- change the type of `people.age` to int
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` whose `age` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM people WHERE age NOT BETWEEN -2147483648 AND 2147483647 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` whose `age` does not fit int';
END IF; END $migc$;

-- change the type of `people.age` to int
-- lock: access exclusive on names  tx: inside  hazards: none
DROP VIEW names;

-- change the type of `people.age` to int
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- change the type of `people.age` to int
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people ALTER COLUMN age TYPE integer;

-- change the type of `people.age` to int
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW adults (id, name, age) AS
SELECT id, name, age FROM people WHERE age >= 18;

-- change the type of `people.age` to int
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.age IS 'in years';

-- change the type of `people.age` to int
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.name IS 'as in the passport';

-- change the type of `people.age` to int
-- lock: none  tx: inside  hazards: none
CREATE VIEW names AS
SELECT name AS "Full name" FROM adults;

-- change the type of `people.age` to int
-- lock: share update exclusive on names  tx: inside  hazards: none
COMMENT ON COLUMN names."Full name" IS 'of adults';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 47a250ce9b90a30c4e114c3e49147aeab2c351bb668c3ba13d8f1772647d7812

BEGIN;

-- change view `names`
-- lock: share update exclusive on names  tx: inside  hazards: none
COMMENT ON COLUMN names."Full name" IS NULL;

-- change view `adults`
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.age IS NULL;

-- change view `adults`
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.name IS NULL;

-- drop view `names`
-- lock: access exclusive on names  tx: inside  hazards: none
DROP VIEW names;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
