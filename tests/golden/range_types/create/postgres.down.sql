-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: b8df131f94afc0fab3e4ca5382c54510035f555c721e145f850f349f67131a61

BEGIN;

-- drop range `float_range`
-- lock: none  tx: inside  hazards: none
DROP TYPE float_range;

COMMIT;
