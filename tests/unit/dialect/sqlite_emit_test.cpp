#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/run_unit_sqlite.h"

namespace migc {
namespace {

using test::emit_last_sqlite;
using test::EmittedText;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr Version version{3, 40, 0};

EmittedText up(const std::vector<std::string>& migrations, Version server = version) {
  return emit_last_sqlite(migrations, Direction::up, server);
}

std::vector<std::string> findings(const std::string& statements, Version server = version) {
  return emit_last_sqlite({statements}, Direction::up, server).findings;
}

TEST(SqliteDefinitions, ReadLikeTheModel) {
  EXPECT_THAT(
      up({R"(
      create enum mood { sad, happy }
      create table orgs { id int primary key; }
      create table users {
        id      bigint identity primary key;
        org_id  bigint not null references orgs (id) on delete cascade on update restrict deferrable initially deferred;
        email   varchar(320) not null;
        mood    mood default 'sad';
        nick    citext;
        loud    text generated always as (upper(email)) stored;
        unique  users_email_key (email);
        check   users_email_check (email <> '');
        index   users_nick_idx (nick desc, lower(email)) where mood = 'sad';
      } sqlite (strict))"})
          .texts(),
      ElementsAre(
          "CREATE TABLE orgs (\n"
          "  id INTEGER CONSTRAINT orgs_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND "
          "2147483647)\n"
          ")",
          "CREATE TABLE users (\n"
          "  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,\n"
          "  org_id INTEGER NOT NULL,\n"
          "  email TEXT NOT NULL CHECK (length(email) <= 320),\n"
          "  mood TEXT DEFAULT 'sad' CHECK (mood IN ('sad', 'happy')),\n"
          "  nick TEXT COLLATE NOCASE,\n"
          "  loud TEXT GENERATED ALWAYS AS (upper(email)) STORED,\n"
          "  CONSTRAINT users_email_check CHECK (email <> ''),\n"
          "  CONSTRAINT users_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs (id) ON DELETE "
          "CASCADE ON UPDATE "
          "RESTRICT DEFERRABLE INITIALLY DEFERRED\n"
          ") STRICT",
          "CREATE UNIQUE INDEX users_email_key ON users (email)",
          "CREATE INDEX users_nick_idx ON users (nick DESC, lower(email)) WHERE mood = 'sad'"));
}

TEST(SqliteDefinitions, LeaveOutWhatHasNoMeaning) {
  const EmittedText emitted = up({R"(create table t 'a table' {
      a int 'a column';
      index t_a (a) with (fillfactor = 70) tablespace fast;
    } postgres (unlogged))"});
  EXPECT_THAT(emitted.findings, IsEmpty());
  EXPECT_THAT(emitted.texts(), Contains("CREATE INDEX t_a ON t (a)"));
}

TEST(SqliteLimits, NameWhatSqliteDoesNotHave) {
  EXPECT_THAT(findings("create schema app; create table app.t { a int; }"),
              ElementsAre("E6001 SQLite has no schemas, such as `app`",
                          HasSubstr("`app.t` is in schema `app`")));
  EXPECT_THAT(findings("create table t { a text[]; b inet; }"),
              ElementsAre("E6005 SQLite has no type `text[]` for column `a`",
                          "E6005 SQLite has no type `inet` for column `b`"));
  EXPECT_THAT(
      findings("create table t { a text[] sqlite `TEXT`; b postgres `inet` sqlite `TEXT`; }"),
      IsEmpty());
  EXPECT_THAT(findings("create table t { a int; index t_a using gin (a); }"),
              ElementsAre("E6001 SQLite has no index method `gin`"));
  EXPECT_THAT(findings("create table t { a int; b int; index t_a (a) include (b); }"),
              ElementsAre(HasSubstr("no `include`")));
  EXPECT_THAT(findings("create table t { a int; unique t_a (a) deferrable; }"),
              ElementsAre(HasSubstr("defers foreign keys only")));
  EXPECT_THAT(findings("create table t { a int; unique nulls not distinct t_a (a); }"),
              ElementsAre(HasSubstr("nulls not distinct")));
  EXPECT_THAT(findings("create table t { a int; exclude t_x using gist (a with =); }"),
              ElementsAre(HasSubstr("no exclusion constraints")));
  EXPECT_THAT(findings("create table t { a int; b int identity; primary key (a); }"),
              ElementsAre(HasSubstr("identity column `b`")));
  EXPECT_THAT(findings("create table t { a int identity (increment 2) primary key; }"),
              ElementsAre(HasSubstr("up by one")));
  EXPECT_THAT(findings("create table t { a text; index t_a (a desc nulls last); }"), IsEmpty());
  EXPECT_THAT(findings("create table t { a timestamptz; index t_a ((a > now())); }"),
              ElementsAre(HasSubstr("E6051")));
  EXPECT_THAT(findings("create table t { a text collate \"de_DE\"; b text collate \"C\"; }"),
              ElementsAre(HasSubstr("no collation `de_DE`")));
  EXPECT_THAT(findings("create table t { a int; \"A\" int; }"),
              ElementsAre("E6052 SQLite takes the columns `a` and `A` for the same name"));
}

TEST(SqliteLimits, NamesThatDifferInCaseAreTheSame) {
  const std::string first =
      "create table users { id int primary key; note text; index users_note_idx (note); }";
  const auto after = [&](const std::string& second) { return up({first, second}).findings; };
  EXPECT_THAT(
      after("create table \"Users\" { id int; }"),
      ElementsAre("E6052 SQLite takes the relations `users` and `Users` for the same name"));
  EXPECT_THAT(after("create table t { id int; index \"USERS\" (id); }"),
              ElementsAre(HasSubstr("`users` and `USERS`")));
  EXPECT_THAT(after("alter table users { add unique \"Users_note_idx\" (note); }"),
              ElementsAre(HasSubstr("`users_note_idx` and `Users_note_idx`")));
  EXPECT_THAT(after("alter table users { rename index users_note_idx to \"Users\"; }"),
              ElementsAre(HasSubstr("`users` and `Users`")));
  EXPECT_THAT(after("alter table users { rename column id to \"Note\"; }"),
              ElementsAre("E6052 SQLite takes the columns `note` and `Note` for the same name"));
  EXPECT_THAT(after("alter table users { rename to \"Users\"; }"), IsEmpty());
  EXPECT_THAT(after("alter table users { rename column note to \"Note\"; }"), IsEmpty());
  EXPECT_THAT(after("create table t { id int; constraint \"Users_pkey\" primary key (id); }"),
              IsEmpty())
      << "the names of primary keys are labels";
}

TEST(SqliteLimits, KnowTheVersion) {
  EXPECT_THAT(findings("create table t { a int; } sqlite (strict)", {3, 35, 5}),
              ElementsAre("E6002 strict tables need SQLite 3.37"));
  const std::vector<std::string> drop = {"create table t { id int primary key; a int; }",
                                         "alter table t { drop column a discard; }"};
  EXPECT_THAT(up(drop).texts(), Contains("ALTER TABLE t DROP COLUMN a"));
  EXPECT_THAT(up(drop, {3, 35, 4}).texts(), Contains(StartsWith("CREATE TABLE migc_new_t")));
}

TEST(SqliteLimits, StrictTablesHaveFewTypes) {
  EXPECT_THAT(findings("create table t { a decimal(5, 2); } sqlite (strict)"),
              ElementsAre(HasSubstr("NUMERIC")));
}

TEST(SqliteMetadata, SaysWhatARebuildDoes) {
  const EmittedText emitted = up({"create table t { id int primary key; a int; }",
                                  "alter table t { alter column a set not null fill 0; }"});
  ASSERT_EQ(emitted.batches.size(), 1U);
  const Batch& batch = emitted.batches[0];
  EXPECT_THAT(batch.settings,
              ElementsAre(Setting{"ignore_check_constraints", "0"}, Setting{"foreign_keys", "0"},
                          Setting{"legacy_alter_table", "0"}));
  EXPECT_TRUE(batch.transactional);
  EXPECT_THAT(batch.statements, Each(Field(&Statement::lock, LockLevel::access_exclusive)));
  EXPECT_THAT(batch.statements, Each(Field(&Statement::locks, "the database")));
  EXPECT_THAT(batch.statements,
              Contains(Field(&Statement::hazards, Contains(Hazard::rewrites_table))));
  EXPECT_THAT(batch.statements, Contains(Field(&Statement::kind, StatementKind::guard)));
  EXPECT_THAT(batch.statements, Contains(Field(&Statement::kind, StatementKind::expand)));
}

TEST(SqliteMetadata, RowsAndDefinitionsShareATransactionWhereTheyCan) {
  EXPECT_EQ(up({"create table t { id int primary key; } insert into t (id) key (id) { (1); } "
                "create table u { id int primary key; }"})
                .batches.size(),
            1U);
  const EmittedText mixed =
      up({"create table t { id int primary key; a int; }",
          "update t set a = 0 where a is null; alter table t { alter column a set not null; }"});
  ASSERT_EQ(mixed.batches.size(), 2U);
  EXPECT_THAT(mixed.batches[0].settings, ElementsAre(Setting{"foreign_keys", "1"}));
}

}  // namespace
}  // namespace migc
