-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: under type change (down)
-- revises: before
-- verdict: exact
-- digest: f58c6118d5936982864eef37e6a2d3b9531694d530ed645eb8779f644d81652e

BEGIN;

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
CREATE VIEW adults AS
SELECT id, name FROM people WHERE age >= 18;

-- change the type of `people.age` to int
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW adults IS 'who may sign';

-- change the type of `people.age` to int
-- lock: none  tx: inside  hazards: none
CREATE VIEW names AS
SELECT name FROM adults;

-- change the type of `people.age` to int
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE adults TO reader;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 81edd709d39d83b9a3b5aa5ab392967f7dd06bc77f88531ca90cb46334c3f1f7

BEGIN;

-- revoke the privileges of `reader` on view `adults`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE adults FROM reader;

-- change view `adults`
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW adults IS NULL;

-- drop view `unaffected`
-- lock: access exclusive on unaffected  tx: inside  hazards: none
DROP VIEW unaffected;

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
