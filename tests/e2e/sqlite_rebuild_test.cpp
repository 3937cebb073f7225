// Tables that are built anew, with everything around them that must survive it.
#include "tests/e2e/sqlite_world.h"

namespace migc {
namespace {

using test::SqliteHistory;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Rebuild : public test::SqliteWorld {};

TEST_F(Rebuild, LeavesEverythingElseAsItWas) {
  const auto before = catalog_without_users();
  ASSERT_EQ(db_.migrate("alter table users { alter column note set default 'some'; }"), "");
  EXPECT_THAT(db_.texts(), Contains(StartsWith("CREATE TABLE migc_new_users")));
  EXPECT_EQ(catalog_without_users(), before);
  expect_nothing_lost();

  db_.execute("INSERT INTO users (email) VALUES ('eve@x')");
  EXPECT_THAT(db_.rows("SELECT id, note FROM users WHERE email = 'eve@x'"), ElementsAre("5|some"));
  EXPECT_THAT(db_.rows("SELECT what FROM log"), ElementsAre("ins eve@x"));
  db_.execute("INSERT INTO loud VALUES ('FAY@X')");
  EXPECT_THAT(db_.rows("SELECT email FROM users WHERE id = 6"), ElementsAre("fay@x"));
  db_.execute("DELETE FROM users WHERE id = 2");
  EXPECT_THAT(db_.rows("SELECT title FROM posts"), ElementsAre("p"))
      << "the cascade works afterwards";
  EXPECT_THAT(db_.rows("SELECT boss_id FROM users WHERE id = 3"), ElementsAre("null"));
  EXPECT_FALSE(db_.driver().execute("INSERT INTO users (email) VALUES ('ann@x')"));
}

TEST_F(Rebuild, GoesBackToTheSameDefinition) {
  const auto before = db_.catalog();
  ASSERT_EQ(db_.migrate("alter table users { alter column age set not null fill 0; alter column "
                        "note type varchar(60); }"),
            "");
  EXPECT_THAT(db_.rows("SELECT age FROM users ORDER BY id"), ElementsAre("30", "20", "0"));
  expect_nothing_lost();
  ASSERT_EQ(db_.revert(), "");
  expect_nothing_lost();
  // Only the quotes that a rename puts around the name are new.
  auto after = db_.catalog();
  for (std::string& sql : after) {
    if (sql.starts_with("CREATE TABLE \"users\"")) sql.replace(13, 7, "users");
  }
  EXPECT_EQ(after, before);
}

TEST_F(Rebuild, KeepsOnePlaceForATableThatStopsCountingAndCountsAgain) {
  const auto places = [&] {
    return db_.rows("SELECT seq FROM sqlite_sequence WHERE name = 'users'");
  };
  const auto before = places();
  ASSERT_EQ(before.size(), 1U);
  ASSERT_EQ(db_.migrate("alter table users { alter column id drop identity; }"), "");
  ASSERT_EQ(db_.revert(), "");
  EXPECT_EQ(places(), before);
}

TEST_F(Rebuild, KeepsTheSequenceOfAnEmptyTable) {
  db_.execute("DELETE FROM users");
  db_.execute("DELETE FROM log");
  ASSERT_EQ(db_.migrate("alter table users { alter column note set default 'some'; }"), "");
  db_.execute("INSERT INTO users (email) VALUES ('eve@x')");
  EXPECT_THAT(db_.rows("SELECT id FROM users"), ElementsAre("5"));
}

TEST_F(Rebuild, DoesAllOfAStepAtOnce) {
  ASSERT_EQ(db_.migrate(R"(alter table users {
      rename column note to remark;
      add column rank int not null default 0 first;
      add column label text fill email || '/' || coalesce(remark, '');
      alter column age set not null fill 18;
      alter column age type bigint using age * 2;
      add check users_rank_check (rank >= 0);
      drop constraint users_email_key;
      rename column remark to memo;
      drop index users_age_idx;
    })"),
            "");
  int copies = 0;
  for (const std::string& text : db_.texts())
    copies += text.starts_with("CREATE TABLE migc_new_") ? 1 : 0;
  EXPECT_EQ(copies, 1);
  EXPECT_THAT(db_.rows("SELECT rank, label, age, memo FROM users ORDER BY id"),
              ElementsAre("0|ann@x/none|60|none", "0|bob@x/none|40|none", "0|cat@x/none|36|none"));
  EXPECT_THAT(db_.rows("SELECT name FROM pragma_table_xinfo('users') WHERE cid = 0"),
              ElementsAre("rank"));
  EXPECT_THAT(db_.rows("SELECT sql FROM sqlite_schema WHERE name = 'users_extra'"),
              ElementsAre(HasSubstr("memo")))
      << "the rename reached what the history does not know";
  expect_nothing_lost();
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT age, note FROM users ORDER BY id"),
              ElementsAre("60|none", "40|none", "36|none"));
  expect_nothing_lost();
}

TEST_F(Rebuild, IsRolledBackWhenATriggerMentionsADroppedColumn) {
  const auto before = db_.catalog();
  const std::string message = db_.migrate(
      "alter table users { drop column note discard; alter column age set default 7; }");
  EXPECT_THAT(message, HasSubstr("note"));
  EXPECT_EQ(db_.catalog(), before);
  expect_nothing_lost();
}

TEST_F(Rebuild, IsRolledBackWhenAViewMentionsADroppedColumn) {
  db_.execute("DROP TRIGGER posts_ins");
  db_.execute("DROP INDEX users_extra");
  db_.execute("CREATE VIEW notes AS SELECT note FROM users");
  const auto before = db_.catalog();
  EXPECT_THAT(
      db_.migrate(
          "alter table users { drop column note discard; alter column age set default 7; }"),
      HasSubstr("no such column: note"));
  EXPECT_EQ(db_.catalog(), before);
}

TEST_F(Rebuild, ToleratesOldViolationsAndRefusesNewOnes) {
  db_.execute("PRAGMA foreign_keys = OFF");
  db_.execute("INSERT INTO posts (id, user_id, title) VALUES (9, 99, 'orphan')");
  db_.execute("PRAGMA foreign_keys = ON");
  EXPECT_EQ(db_.migrate("alter table users { alter column note set default 'some'; }"), "");
  EXPECT_EQ(db_.migrate("alter table posts { alter column title set default ''; add column extra "
                        "text generated always as "
                        "(upper(title)) stored; }"),
            "");
  EXPECT_THAT(
      db_.migrate(
          "alter table posts { add foreign key posts_self_fk (user_id) references orgs (id); }"),
      HasSubstr("refers to no row of `orgs`"));
  EXPECT_THAT(db_.rows("SELECT count(*) FROM posts"), ElementsAre("4"));
}

TEST_F(Rebuild, RefusesColumnsThatTheHistoryDoesNotKnow) {
  db_.execute("ALTER TABLE users ADD COLUMN secret TEXT");
  EXPECT_THAT(db_.migrate("alter table users { alter column note set default 'some'; }"),
              AllOf(HasSubstr("differs from what the history made of it"), HasSubstr("secret")));
}

TEST_F(Rebuild, DropsAConstraintThatKeptRowsOut) {
  ASSERT_EQ(db_.migrate("alter table users { drop constraint users_age_check; }"), "");
  db_.execute("INSERT INTO users (email, age) VALUES ('neg@x', -1)");
  EXPECT_THAT(db_.revert(), HasSubstr("rows of `users` that violate `users_age_check`: 5"));
  db_.execute("DELETE FROM users WHERE age = -1");
  db_.execute("DELETE FROM log");
  EXPECT_EQ(db_.revert(), "");
  expect_nothing_lost();
}

TEST(SqliteRebuild, KeepsStatisticsWhereThereAreSome) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id int primary key; a int; index t_a (a); }"), "");
  db.execute("INSERT INTO t VALUES (1, 1), (2, 1)");
  db.execute("ANALYZE");
  ASSERT_EQ(db.migrate("alter table t { alter column a set default 5; }"), "");
  EXPECT_THAT(db.rows("SELECT idx, stat FROM sqlite_stat1"), ElementsAre("t_a|2 2"));
}

TEST(SqliteRebuild, StartsAnIdentityThatComesLater) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id bigint primary key; a text; }"), "");
  ASSERT_EQ(db.migrate("alter table t { alter column id add identity (start 50); }"), "");
  db.execute("INSERT INTO t (a) VALUES ('x')");
  EXPECT_THAT(db.rows("SELECT id FROM t"), ElementsAre("50"));
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT id, a FROM t"), ElementsAre("50|x"));
}

TEST(SqliteRebuild, CarriesRowidsOfTablesWithoutAnIntegerKey) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { code text primary key; a int; }"), "");
  db.execute("INSERT INTO t (rowid, code, a) VALUES (7, 'x', 1), (3, 'y', 2)");
  ASSERT_EQ(db.migrate("alter table t { alter column a set default 5; }"), "");
  EXPECT_THAT(db.rows("SELECT rowid, code, a FROM t ORDER BY rowid"),
              ElementsAre("3|y|2", "7|x|1"));
}

TEST(SqliteRebuild, TablesMayBecomeStrictAndLoseTheirRowid) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { code text primary key; a int; }"), "");
  db.execute("INSERT INTO t (code, a) VALUES ('x', 1), ('b', 2)");
  ASSERT_EQ(db.migrate("alter table t { sqlite (strict, without rowid); }"), "");
  EXPECT_THAT(db.rows("SELECT strict, wr FROM pragma_table_list('t')"), ElementsAre("1|1"));
  EXPECT_THAT(db.rows("SELECT code, a FROM t"), ElementsAre("b|2", "x|1"));
  ASSERT_EQ(db.migrate("alter table t { add column c int not null default 3 first; }"), "");
  EXPECT_THAT(db.rows("SELECT * FROM t"), ElementsAre("3|b|2", "3|x|1"));
  ASSERT_EQ(db.revert(), "");
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT strict, wr FROM pragma_table_list('t')"), ElementsAre("0|0"));
  EXPECT_THAT(db.rows("SELECT code, a FROM t"), ElementsAre("b|2", "x|1"));
}

TEST(SqliteRebuild, FollowsAPrimaryKeyThatChanges) {
  SqliteHistory db;
  ASSERT_EQ(
      db.migrate("create table t { a int not null; b text not null; primary key t_pkey (a); }"),
      "");
  db.execute("INSERT INTO t VALUES (5, 'x'), (2, 'y')");
  ASSERT_EQ(db.migrate("alter table t { drop constraint t_pkey; add primary key t_pkey (b); }"),
            "");
  EXPECT_THAT(db.rows("SELECT a, b FROM t ORDER BY b"), ElementsAre("5|x", "2|y"));
  ASSERT_EQ(db.migrate("alter table t { drop constraint t_pkey; add column id bigint identity; add "
                       "primary key t_pkey (id); }"),
            "");
  EXPECT_THAT(db.rows("SELECT id, a FROM t ORDER BY id"), ElementsAre("1|2", "2|5"));
  db.execute("INSERT INTO t (a, b) VALUES (5, 'x')");
  EXPECT_THAT(db.revert(), HasSubstr("occur more than once")) << "b is no key any more";
}

TEST(SqliteRebuild, LooksForDuplicatesAmongTheFirstValuesOfNewColumns) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id int primary key; a int not null; }"), "");
  db.execute("INSERT INTO t VALUES (1, 5), (2, 5)");
  const std::string change =
      "alter table t { add column b int not null default 7; add unique (a, b); }";
  EXPECT_THAT(db.migrate(change), HasSubstr("occur more than once"));
  db.execute("UPDATE t SET a = id");
  EXPECT_EQ(db.migrate(change), "");
  EXPECT_THAT(db.rows("SELECT a, b FROM t"), ElementsAre("1|7", "2|7"));
}

TEST(SqliteRebuild, GeneratedColumnsComeAndGo) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id int primary key; a int; }"), "");
  db.execute("INSERT INTO t VALUES (1, 10), (2, 20)");
  ASSERT_EQ(
      db.migrate("alter table t { add column twice int generated always as (a * 2) stored; }"), "");
  EXPECT_THAT(db.rows("SELECT twice FROM t"), ElementsAre("20", "40"));
  ASSERT_EQ(
      db.migrate("alter table t { add column quick int generated always as (a * 3) virtual; }"),
      "");
  EXPECT_THAT(db.texts(), ElementsAre(StartsWith("ALTER TABLE t ADD COLUMN quick")));
  ASSERT_EQ(db.migrate("alter table t { alter column twice drop expression; alter column quick "
                       "drop expression; }"),
            "");
  db.execute("UPDATE t SET a = 0");
  EXPECT_THAT(db.rows("SELECT twice, quick FROM t"), ElementsAre("20|30", "40|60"));
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT twice, quick FROM t"), ElementsAre("0|0", "0|0"));
  ASSERT_EQ(db.revert(), "");
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT * FROM t"), ElementsAre("1|0", "2|0"));
}

}  // namespace
}  // namespace migc
