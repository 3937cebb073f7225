-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: create with everything (up)
-- verdict: exact
-- digest: a75b92a4131a70c015f275e5605c474e02d77e46ff2db792670fecc5b1544bdb

BEGIN IMMEDIATE;

-- create table `teams`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE teams (
  org INTEGER NOT NULL CHECK (typeof(org) IN ('integer', 'null') AND org BETWEEN -2147483648 AND 2147483647),
  name TEXT NOT NULL CHECK (length(name) <= 40),
  CONSTRAINT teams_pkey PRIMARY KEY (org, name)
);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL CHECK (length(email) <= 320),
  org INTEGER CHECK (typeof(org) IN ('integer', 'null') AND org BETWEEN -2147483648 AND 2147483647),
  team TEXT CHECK (length(team) <= 40),
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -32768 AND 32767),
  nick TEXT DEFAULT 'none',
  loud TEXT GENERATED ALWAYS AS (upper(email)) STORED,
  CONSTRAINT users_age_check CHECK (age > 17),
  CONSTRAINT users_org_team_fkey FOREIGN KEY (org, team) REFERENCES teams (org, name) ON DELETE SET NULL ON UPDATE CASCADE
);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE UNIQUE INDEX users_email_key ON users (email);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE UNIQUE INDEX users_email_org_key ON users (email, org);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE INDEX users_age_idx ON users (age DESC);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE INDEX users_lower_idx ON users (lower(email)) WHERE age IS NOT NULL;

COMMIT;
