-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: of numbers (up)
-- verdict: exact
-- digest: fc84cd5ff6d63fa087d0084b8512031a87e939b848393ca7ad85db7a7d4f163d

BEGIN;

-- create domain `positive`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN positive AS integer CONSTRAINT positive_check CHECK (value > 0);

-- create domain `small_positive`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN small_positive AS positive CONSTRAINT small_positive_check CHECK (value < 100);

-- create table `shelves`
-- lock: none  tx: inside  hazards: none
CREATE TABLE shelves (
  no positive NOT NULL,
  books small_positive NOT NULL DEFAULT 5,
  next integer,
  CONSTRAINT shelves_pkey PRIMARY KEY (no),
  CONSTRAINT shelves_check CHECK (books > 1 AND no <> books),
  CONSTRAINT shelves_next_fkey FOREIGN KEY (next) REFERENCES shelves (no)
);

-- insert 1 row into `shelves`
-- lock: access share on shelves  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `shelves` with the `no` of rows to insert
DO $migc$ BEGIN IF EXISTS (
SELECT no FROM shelves WHERE no = 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `shelves` with the `no` of rows to insert';
END IF; END $migc$;

-- insert 1 row into `shelves`
-- lock: row exclusive on shelves  tx: inside  hazards: changes rows
INSERT INTO shelves (no, books) VALUES
  (1, 7);

COMMIT;
