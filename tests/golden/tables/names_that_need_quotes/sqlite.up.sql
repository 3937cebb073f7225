-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: names that need quotes (up)
-- verdict: exact
-- digest: 042480ab264ce595f4eb8db96ae2b93a6d9864fe34b6b308e6512be01de6fd8b

BEGIN IMMEDIATE;

-- create table `order`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE "order" (
  "select" INTEGER CONSTRAINT order_pkey PRIMARY KEY CHECK ("select" BETWEEN -2147483648 AND 2147483647),
  "userId" INTEGER CHECK (typeof("userId") IN ('integer', 'null') AND "userId" BETWEEN -2147483648 AND 2147483647),
  "a b" TEXT,
  "it's" TEXT
);

-- create table `order`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE INDEX "Index" ON "order" ("userId");

COMMIT;
