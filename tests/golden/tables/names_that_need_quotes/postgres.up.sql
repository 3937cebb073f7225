-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: names that need quotes (up)
-- verdict: exact
-- digest: 042480ab264ce595f4eb8db96ae2b93a6d9864fe34b6b308e6512be01de6fd8b

BEGIN;

-- create table `order`
-- lock: none  tx: inside  hazards: none
CREATE TABLE "order" (
  "select" integer NOT NULL,
  "userId" integer,
  "a b" text,
  "it's" text,
  CONSTRAINT order_pkey PRIMARY KEY ("select")
);

-- create table `order`
-- lock: share on order  tx: inside  hazards: builds index, blocks writes
CREATE INDEX "Index" ON "order" ("userId");

COMMIT;
