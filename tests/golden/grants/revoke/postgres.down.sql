-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: revoke (down)
-- revises: before
-- verdict: exact
-- digest: 5f7097af6f9156da46c4d642cd91eebc5b3705eb27adc1356eaefb58b837808f

BEGIN;

-- change the privileges of `reader` on table `people`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE people TO reader WITH GRANT OPTION;

-- change the privileges of `reader` on table `people`
-- lock: none  tx: inside  hazards: none
GRANT UPDATE ON TABLE people TO reader WITH GRANT OPTION;

-- change the privileges of `editor` on table `people`
-- lock: none  tx: inside  hazards: none
REVOKE DELETE, REFERENCES, SELECT, TRIGGER, UPDATE ON TABLE people FROM editor;

-- change the privileges of `editor` on table `people`
-- lock: none  tx: inside  hazards: none
GRANT ALL ON TABLE people TO editor;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 6e3a93eb668c4ec9ef2be2e6697ec0fedc27ed45824a282da7415a448dc49a36

BEGIN;

-- revoke the privileges of `reader` on table `people`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT, UPDATE ON TABLE people FROM reader;

-- revoke the privileges of `editor` on table `people`
-- lock: none  tx: inside  hazards: none
REVOKE ALL ON TABLE people FROM editor;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
