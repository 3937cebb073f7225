#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/printer.h"
#include "tests/unit/syntax/parsed.h"

// The tour of the language, example by example: all of it must be read.
namespace migc {
namespace {

void expect_readable(std::string_view text) {
  const Parsed parsed(text);
  EXPECT_EQ(parsed.findings(), std::vector<std::string>{}) << text;
  if (!parsed.file) return;
  const Parsed again(print(*parsed.file));
  ASSERT_TRUE(again.file);
  EXPECT_TRUE(*again.file == *parsed.file);
}

TEST(Language, Migration) {
  expect_readable(R"mig(
-- migrations/20261122T0930_add_last_login.mig
migration 8f2c1a9d3b47 'add last login to users';
revises   41d7c0aa92be;              -- several ids: a merge; none or `base`: a root
-- label billing;                    -- names a branch;  depends on 77aa01bc23de;  orders across branches

create enum user_role { guest, member, admin }

create table orgs {
  id    bigint identity primary key;
  slug  varchar(64) not null unique;
}

create table users 'people who can sign in' {                  -- a comment on the table
  id          bigint identity primary key;
  org_id      bigint not null references orgs (id) on delete cascade deferrable initially deferred;
  email       varchar(320) not null 'as typed at sign-up';     -- a comment on the column
  role        user_role not null default 'member';
  settings    jsonb not null default '{}';
  tags        text[];
  full_name   text generated always as (first || ' ' || last) stored;
  ip          postgres `inet` sqlite `TEXT`;                    -- a native type, per dialect
  created_at  timestamptz not null default now();

  unique users_org_email_key (org_id, email);
  unique nulls not distinct (external_id) deferrable;
  check  users_email_shape (email like '%_@_%');
  foreign key (org_id, team_id) references teams (org_id, id) match full on update cascade;
  index  users_created_at_idx (created_at desc nulls last);
  index  (lower(email)) where deleted_at is null;               -- unnamed: the naming convention names it
  index  users_tags_idx using gin (tags) include (email) with (fillfactor = 70);
  exclude booking_overlap using gist (room with =, during with &&);
}

alter table users {
  add column last_login timestamptz;
  add column rank int not null default 0 after email;           -- order kept where the dialect can
  rename column name to display_name;
  alter column email type text;                                  -- and: set/drop default, set/drop not null, comment, collate
  alter column age type bigint using age::bigint;
  drop column legacy_flags preserve;                             -- recoverable on downgrade;  discard = gone for good
  add  check users_rank_positive (rank >= 0);
  drop constraint users_org_email_key;
  rename constraint a to b;   rename index c to d;
  rename to people;
}

create view active_people as $$ SELECT id, email FROM people WHERE last_login IS NOT NULL $$;
create schema app;  create extension pg_trgm;
create function touch() for postgres $$ CREATE FUNCTION … $$;    -- body is the database's own text, one per dialect
create trigger people_touch on people for postgres $$ … $$ for sqlite $$ … $$;
enable row level security on people;  grant select on people to reader;
create table events { created_at timestamptz; } partition by range (created_at);  create partition events_2026 of events from ('2026-01-01') to ('2027-01-01');
create table counters { n int; } sqlite (strict, without rowid);      -- options that only one dialect has

alter enum user_role { add value owner after admin;  rename value guest to visitor;  drop value member map to visitor; }
alter enum user_role { reorder values (visitor, 'in charge', owner); }
)mig");
}

TEST(Language, Data) {
  expect_readable(R"mig(migration data 'data';
insert into roles (code, title) key (code) {                     -- downgrade: delete these keys
  ('admin', 'Administrator');
  ('guest', 'Guest');
}
update settings set value = 'on' where name = 'beta' restore;     -- restore: old values are kept for the downgrade
backfill people set display_name = coalesce(nick, email) where display_name is null in batches of 5000;
)mig");
}

TEST(Language, RawSqlAndDowngrades) {
  expect_readable(R"mig(migration raw 'raw';
sql for postgres $$ CREATE RULE … $$ down $$ DROP RULE … $$;
sql for sqlite nothing;                                          -- every dialect of the project is spoken for
down { drop table t; }
)mig");
  expect_readable("migration raw 'raw';\nirreversible 'password hashes cannot be recovered';\n");
}

TEST(Language, DesiredSchema) {
  expect_readable(R"mig(
-- schema/users.mig : what the tables should look like now. All files named by `schema` in migc.toml form one schema.
schema;
enum user_role { guest, member, admin }
table users { display_name text was name; }
view active_people as $$ SELECT 1 $$;
)mig");
}

TEST(Language, Expressions) {
  const std::vector<std::string> conditions = {"case when a then b else c end = cast(x as int)",
                                               "x::text in ('a', 'b')",
                                               "a between 1 and 2",
                                               "a like 'b%'",
                                               "a is not null",
                                               "a = any (array['x', 'y'])",
                                               "a -> 'b' ->> 'c' = 'd'",
                                               "a at time zone 'UTC' > now()",
                                               "a collate \"C\" > 'x'",
                                               "postgres `a ~ 'x'` sqlite `a GLOB 'x'`"};
  for (const std::string& condition : conditions) {
    expect_readable("migration e 'e';\ncreate table t { check (" + condition + "); }");
  }
}

TEST(Language, Types) {
  const std::vector<std::string> types = {
      "bool",  "smallint",   "int",       "bigint", "decimal(10, 2)", "real",           "double",
      "text",  "varchar(5)", "char(5)",   "citext", "bytes",          "uuid",           "json",
      "jsonb", "date",       "time",      "timetz", "timestamp(3)",   "timestamptz(3)", "interval",
      "mood",  "app.mood[]", "inet",      "cidr",   "macaddr",        "tsvector",       "xml",
      "money", "bit(3)",     "tstzrange", "point"};
  for (const std::string& type : types)
    expect_readable("migration t 't';\ncreate table t { c " + type + "; }");
}

}  // namespace
}  // namespace migc
