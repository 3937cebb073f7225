-- migc: 6 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration pg_partitions: partitions, inheritance, foreign tables (down)
-- revises: pg_objects
-- verdict: exact
-- digest: 3cc3e056a3dc9915aaa297e8badeab73fc87eb17b6563b8264f8366e781bf488

BEGIN;

-- revoke the privileges of `public` on future functions
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- revoke the privileges of `reader` on future tables
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM reader;

-- set options of foreign table `old_visits`
-- lock: access exclusive on old_visits  tx: inside  hazards: none
ALTER FOREIGN TABLE old_visits OPTIONS (DROP schema_name);

-- drop table `old_visits`
-- lock: access exclusive on old_visits  tx: inside  hazards: none
DROP FOREIGN TABLE old_visits;

-- drop server `archive`
-- lock: none  tx: inside  hazards: none
DROP SERVER archive;

-- drop extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION postgres_fdw;

-- drop column `machines.bought`
-- lock: access exclusive on machines, ovens, presses  tx: inside  hazards: deletes data
ALTER TABLE machines DROP COLUMN bought;

-- let table `ovens` no longer inherit from `machines`
-- lock: access exclusive on ovens, machines (share update exclusive)  tx: inside  hazards: none
ALTER TABLE ovens NO INHERIT machines;

-- drop table `ovens`
-- lock: access exclusive on ovens  tx: inside  hazards: deletes data
DROP TABLE ovens;

-- drop table `presses`
-- lock: access exclusive on presses  tx: inside  hazards: deletes data
DROP TABLE presses;

-- drop table `machines`
-- lock: access exclusive on machines  tx: inside  hazards: deletes data
DROP TABLE machines;

-- attach partition `visits_2025` to table `visits`
-- lock: access share on visits_2025  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `visits_2025` outside of its bound
DO $migc$ BEGIN IF EXISTS (
SELECT * FROM visits_2025 WHERE (at IS NOT NULL AND at >= '2025-01-01' AND at < '2026-01-01') IS NOT TRUE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `visits_2025` outside of its bound';
END IF; END $migc$;

-- attach partition `visits_2025` to table `visits`
-- lock: access exclusive on visits_2025, visits (share update exclusive)  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE visits ATTACH PARTITION visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- detach partition `visits_old` from table `visits`
-- lock: access exclusive on visits, visits_old  tx: inside  hazards: none
ALTER TABLE visits DETACH PARTITION visits_old;

-- drop index `visits_old_place_idx` of `visits_old`
-- lock: access exclusive on visits_old  tx: inside  hazards: none
DROP INDEX visits_old_place_idx;

-- drop index `visits_old_guests_at_idx` of `visits_old`
-- lock: access exclusive on visits_old  tx: inside  hazards: none
DROP INDEX visits_old_guests_at_idx;

-- drop constraint `visits_old.visits_old_pkey`
-- lock: access exclusive on visits_old  tx: inside  hazards: none
ALTER TABLE visits_old DROP CONSTRAINT visits_old_pkey;

-- drop table `visits_old`
-- lock: access exclusive on visits_old  tx: inside  hazards: deletes data
DROP TABLE visits_old;

-- rename column `visits.place` to `room`
-- lock: access exclusive on visits, visits_2025, visits_2026, visits_2026_hall, visits_2026_rest  tx: inside  hazards: none
ALTER TABLE visits RENAME COLUMN place TO room;

-- drop index `visits_guests_at_idx` of `visits`
-- lock: access exclusive on visits, visits_2025, visits_2026, visits_2026_hall, visits_2026_rest  tx: inside  hazards: none
DROP INDEX visits_guests_at_idx;

-- drop column `visits.guests`
-- lock: access exclusive on visits, visits_2025, visits_2026, visits_2026_hall, visits_2026_rest  tx: inside  hazards: deletes data
ALTER TABLE visits DROP COLUMN guests;

-- drop table `visits_2026_rest`
-- lock: access exclusive on visits_2026_rest, visits_2026  tx: inside  hazards: deletes data
DROP TABLE visits_2026_rest;

-- drop table `visits_2026_hall`
-- lock: access exclusive on visits_2026_hall, visits_2026  tx: inside  hazards: deletes data
DROP TABLE visits_2026_hall;

-- drop table `visits_2026`
-- lock: access exclusive on visits_2026, visits  tx: inside  hazards: none
DROP TABLE visits_2026;

-- drop table `visits_2025`
-- lock: access exclusive on visits_2025, visits  tx: inside  hazards: deletes data
DROP TABLE visits_2025;

-- drop table `visits`
-- lock: access exclusive on visits  tx: inside  hazards: none
DROP TABLE visits;

COMMIT;

-- migration pg_objects: sequences, domains, types, views and the rights on them (down)
-- revises: pg_indexes
-- verdict: exact
-- digest: 09c239bc158eb1303062fe99edc9179f67d0f1ac8997ee6f47a3c93b1c2ec122

BEGIN;

-- create policy `tickets_all` on `tickets`
-- lock: access exclusive on tickets  tx: inside  hazards: none
CREATE POLICY tickets_all ON tickets USING (room IS NOT NULL);

-- change view `ticket_rooms`
-- lock: access exclusive on room_counts  tx: inside  hazards: none
DROP MATERIALIZED VIEW room_counts;

-- change view `ticket_rooms`
-- lock: access exclusive on ticket_rooms  tx: inside  hazards: none
DROP VIEW ticket_rooms;

-- change view `ticket_rooms`
-- lock: access share on tickets  tx: inside  hazards: none
CREATE VIEW ticket_rooms AS
SELECT no, room FROM tickets;

-- change view `ticket_rooms`
-- lock: share update exclusive on ticket_rooms  tx: inside  hazards: none
COMMENT ON COLUMN ticket_rooms.room IS 'by its title';

-- change view `ticket_rooms`
-- lock: none  tx: inside  hazards: none
ALTER VIEW ticket_rooms OWNER TO reader;

-- change view `ticket_rooms`
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW ticket_rooms IS 'which ticket is for which room';

-- change view `ticket_rooms`
-- lock: none  tx: inside  hazards: scans table
CREATE MATERIALIZED VIEW room_counts AS
SELECT room, count(*) AS tickets FROM ticket_rooms GROUP BY room;

-- change view `ticket_rooms`
-- lock: share on room_counts  tx: inside  hazards: builds index, blocks writes
CREATE UNIQUE INDEX room_counts_room_idx ON room_counts (room);

-- change view `ticket_rooms`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE ticket_rooms TO reader;

-- rename column `tickets.reading_id` to `reading`
-- lock: access exclusive on tickets  tx: inside  hazards: none
ALTER TABLE tickets RENAME COLUMN reading_id TO reading;

-- change the type of `tickets.no` to bigint
-- lock: access exclusive on room_counts  tx: inside  hazards: none
DROP MATERIALIZED VIEW room_counts;

-- change the type of `tickets.no` to bigint
-- lock: access exclusive on ticket_rooms  tx: inside  hazards: none
DROP VIEW ticket_rooms;

-- change the type of `tickets.no` to bigint
-- lock: access exclusive on tickets  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE tickets
  ALTER COLUMN no DROP DEFAULT,
  ALTER COLUMN no TYPE bigint,
  ALTER COLUMN no SET DEFAULT nextval('ticket_no');

-- change the type of `tickets.no` to bigint
-- lock: access share on tickets  tx: inside  hazards: none
CREATE VIEW ticket_rooms AS
SELECT no, room FROM tickets;

-- change the type of `tickets.no` to bigint
-- lock: share update exclusive on ticket_rooms  tx: inside  hazards: none
COMMENT ON COLUMN ticket_rooms.room IS 'by its title';

-- change the type of `tickets.no` to bigint
-- lock: none  tx: inside  hazards: none
ALTER VIEW ticket_rooms OWNER TO reader;

-- change the type of `tickets.no` to bigint
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW ticket_rooms IS 'which ticket is for which room';

-- change the type of `tickets.no` to bigint
-- lock: none  tx: inside  hazards: scans table
CREATE MATERIALIZED VIEW room_counts AS
SELECT room, count(*) AS tickets FROM ticket_rooms GROUP BY room;

-- change the type of `tickets.no` to bigint
-- lock: share on room_counts  tx: inside  hazards: builds index, blocks writes
CREATE UNIQUE INDEX room_counts_room_idx ON room_counts (room);

-- change the type of `tickets.no` to bigint
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE ticket_rooms TO reader;

-- set options of table `tickets`
-- lock: access exclusive on tickets  tx: inside  hazards: none
ALTER TABLE tickets REPLICA IDENTITY DEFAULT;

-- set the owner of view `ticket_rooms`
-- lock: none  tx: inside  hazards: none
ALTER VIEW ticket_rooms OWNER TO CURRENT_USER;

-- rename function `count_tickets()` to `ticket_count`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION count_tickets() RENAME TO ticket_count;

-- rename domain `room_title` to `room_name`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN room_title RENAME TO room_name;

-- change sequence `ticket_no`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE ticket_no INCREMENT BY 1;

-- revoke the privileges of `reader` on schema `public`
-- lock: none  tx: inside  hazards: none
REVOKE USAGE ON SCHEMA public FROM reader;

-- revoke the privileges of `public` on schema `public`
-- lock: none  tx: inside  hazards: none
GRANT USAGE ON SCHEMA public TO PUBLIC;

-- remove the comment of schema `public`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA public IS 'standard public schema';

-- remove the comment of index `tickets_pkey`
-- lock: share update exclusive on tickets_pkey  tx: inside  hazards: none
COMMENT ON INDEX tickets_pkey IS NULL;

-- change view `ticket_rooms`
-- lock: share update exclusive on ticket_rooms  tx: inside  hazards: none
COMMENT ON COLUMN ticket_rooms.room IS NULL;

-- change view `ticket_rooms`
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW ticket_rooms IS NULL;

-- revoke the privileges of `reader` on view `ticket_rooms`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE ticket_rooms FROM reader;

-- revoke the privileges of `reader` on table `tickets`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE tickets FROM reader;

-- drop policy `tickets_all` on `tickets`
-- lock: access exclusive on tickets  tx: inside  hazards: none
DROP POLICY tickets_all ON tickets;

-- set options of table `tickets`
-- lock: access exclusive on tickets  tx: inside  hazards: none
ALTER TABLE tickets DISABLE ROW LEVEL SECURITY;

-- drop statistics `ticket_stats`
-- lock: share update exclusive on tickets  tx: inside  hazards: none
DROP STATISTICS ticket_stats;

-- change trigger `tickets_check` on `tickets`
-- lock: share row exclusive on tickets  tx: inside  hazards: none
ALTER TABLE tickets ENABLE TRIGGER tickets_check;

-- drop trigger `tickets_check` on `tickets`
-- lock: access exclusive on tickets  tx: inside  hazards: none
DROP TRIGGER tickets_check ON tickets;

-- drop function `check_ticket()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION check_ticket();

-- drop function `ticket_count()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION ticket_count();

-- drop view `room_counts`
-- lock: access exclusive on room_counts  tx: inside  hazards: none
DROP MATERIALIZED VIEW room_counts;

-- drop view `ticket_rooms`
-- lock: access exclusive on ticket_rooms  tx: inside  hazards: none
DROP VIEW ticket_rooms;

-- change sequence `ticket_no`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE ticket_no OWNED BY NONE;

-- drop table `tickets`
-- lock: access exclusive on tickets  tx: inside  hazards: deletes data
DROP TABLE tickets;

-- drop type `place`
-- lock: none  tx: inside  hazards: none
DROP TYPE place;

-- drop domain `room_name`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN room_name;

-- drop sequence `ticket_no`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE ticket_no;

COMMIT;

-- migration pg_indexes: what only PostgreSQL indexes (down)
-- revises: pg_constraints
-- verdict: exact
-- digest: eab990b6c6f7fe91f1e60accdbdda73dd51f6f83b473dc4f0641f2c7a0b3f148

BEGIN;

-- remove the comment of index `readings_tags_idx`
-- lock: share update exclusive on readings_tags_idx  tx: inside  hazards: none
COMMENT ON INDEX readings_tags_idx IS NULL;

-- set options of table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings REPLICA IDENTITY DEFAULT;

-- set options of table `readings`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings SET WITHOUT CLUSTER;

-- drop index `readings_payload_idx` of `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_payload_idx;

-- drop index `readings_span_idx` of `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_span_idx;

-- drop index `readings_room_idx` of `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_room_idx;

-- drop index `readings_tags_idx` of `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_tags_idx;

COMMIT;

-- migration pg_constraints: what only PostgreSQL constrains (down)
-- revises: pg_columns
-- verdict: exact
-- digest: 374572d577c92a3ffa5ba9502629282e7c1540ab1822cb0e73df9ac08d9ef109

BEGIN;

-- drop table `pairs`
-- lock: access exclusive on pairs, readings  tx: inside  hazards: deletes data
DROP TABLE pairs;

-- drop constraint `readings.readings_room_known`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings DROP CONSTRAINT readings_room_known;

-- drop constraint `readings.readings_overlap`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings DROP CONSTRAINT readings_overlap;

-- drop constraint `readings.readings_room_key`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings DROP CONSTRAINT readings_room_key;

-- drop constraint `readings.readings_external_key`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings DROP CONSTRAINT readings_external_key;

COMMIT;

-- migration pg_columns: what only PostgreSQL says about columns (down)
-- revises: namespaces
-- verdict: exact
-- digest: e1d374d8386ba0ae60ead9d05ecb57d08f0fe63f7748f2c580a5c729de874ec4

BEGIN;

-- set options of table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE readings SET UNLOGGED;

-- set options of table `readings`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings SET (fillfactor = 70);

-- make `readings.id` an identity column
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN id SET GENERATED BY DEFAULT SET MINVALUE 0 SET MAXVALUE 9000000 SET START WITH 0 SET CYCLE;

-- change the collation of `readings.room`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room TYPE text COLLATE "C";

-- change the collation of `readings.room`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings
  ALTER COLUMN room SET STORAGE MAIN,
  ALTER COLUMN room SET COMPRESSION pglz;

-- set the storage of `readings.room`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room RESET (n_distinct);

-- set the storage of `readings.room`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room SET STATISTICS 200;

-- set the storage of `readings.room`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room SET STATISTICS -1;

-- set the storage of `readings.room`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room SET COMPRESSION default;

-- set the storage of `readings.room`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room SET STORAGE EXTERNAL;

-- drop table `readings`
-- lock: access exclusive on readings, attic.sensors  tx: inside  hazards: deletes data
DROP TABLE readings;

COMMIT;

-- migration namespaces: schemas (down)
-- verdict: exact
-- digest: 64fac40ade84671e8242b0ad34a8c56d7a26723a74d20b18f7f3b9f68aef67fb

BEGIN;

-- create schema `laboratory`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA laboratory;

-- create schema `laboratory`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA laboratory IS 'rooms, sensors and readings';

-- rename table `attic.sensors` to `laboratory.sensors`
-- lock: access exclusive on attic.sensors  tx: inside  hazards: none
ALTER TABLE attic.sensors SET SCHEMA laboratory;

-- rename enum `attic.unit` to `laboratory.unit`
-- lock: none  tx: inside  hazards: none
ALTER TYPE attic.unit SET SCHEMA laboratory;

-- comment on schema `laboratory`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA laboratory IS 'where things are measured';

-- rename schema `laboratory` to `lab`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA laboratory RENAME TO lab;

-- drop table `lab.sensors`
-- lock: access exclusive on lab.sensors  tx: inside  hazards: deletes data
DROP TABLE lab.sensors;

-- drop enum `lab.unit`
-- lock: none  tx: inside  hazards: none
DROP TYPE lab.unit;

-- drop schema `attic`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA attic;

-- drop schema `lab`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA lab;

COMMIT;
