// What the SQLite dialect emits, run on the real engine with rows in the tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/run_unit_sqlite.h"

namespace migc {
namespace {

using test::SqliteHistory;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// ---- creating

class Types : public ::testing::Test {
 protected:
  Types() {
    EXPECT_EQ(db_.migrate(R"(
      create enum mood { sad, happy }
      create table t {
        id int identity primary key;
        b bool; s smallint; i int; l bigint; d decimal(5, 2); n decimal; v varchar(3); c citext;
        u uuid; j jsonb; m mood; r real; x bytes; ts timestamptz default now();
        unique t_c_key (c);
      })"),
              "");
  }
  bool accepts(const std::string& column, const std::string& value) {
    const auto done = db_.driver().execute("INSERT INTO t (" + column + ") VALUES (" + value + ")");
    return done.has_value();
  }

  SqliteHistory db_;
};

TEST_F(Types, AcceptWhatTheyShould) {
  for (const std::string column :
       {"b", "s", "i", "l", "d", "n", "v", "c", "u", "j", "m", "r", "x"}) {
    EXPECT_TRUE(accepts(column, "NULL")) << column;
  }
  EXPECT_TRUE(accepts("b", "1"));
  EXPECT_TRUE(accepts("s", "-32768"));
  EXPECT_TRUE(accepts("i", "2147483647"));
  EXPECT_TRUE(accepts("i", "'12'"));  // affinity makes an integer of it
  EXPECT_TRUE(accepts("d", "999.99"));
  EXPECT_TRUE(accepts("n", "'12345.678'"));
  EXPECT_TRUE(accepts("v", "'äöü'"));
  EXPECT_TRUE(accepts("c", "'Abc'"));
  EXPECT_TRUE(accepts("u", "'123e4567-e89b-12d3-a456-426614174000'"));
  EXPECT_TRUE(accepts("u", "'123E4567E89B12D3A456426614174000'"));
  EXPECT_TRUE(accepts("j", "'{\"a\": 1}'"));
  EXPECT_TRUE(accepts("m", "'sad'"));
  EXPECT_THAT(db_.rows("SELECT count(*) FROM t WHERE ts LIKE '2___-__-__ __:__:__'"),
              Not(ElementsAre("0")));
}

TEST_F(Types, RefuseWhatTheyShould) {
  EXPECT_FALSE(accepts("b", "2"));
  EXPECT_FALSE(accepts("s", "32768"));
  EXPECT_FALSE(accepts("i", "2147483648"));
  EXPECT_FALSE(accepts("i", "'abc'"));
  EXPECT_FALSE(accepts("i", "1.5"));
  EXPECT_FALSE(accepts("d", "1000"));
  EXPECT_FALSE(accepts("n", "'abc'"));
  EXPECT_FALSE(accepts("v", "'abcd'"));
  EXPECT_FALSE(accepts("u", "'123e4567-e89b-12d3-a456-42661417400'"));
  EXPECT_FALSE(accepts("u", "'123e4567-e89b-12d3-a456-42661417400x'"));
  EXPECT_FALSE(accepts("j", "'{a'"));
  EXPECT_FALSE(accepts("m", "'angry'"));
  EXPECT_TRUE(accepts("c", "'Abc'"));
  EXPECT_FALSE(accepts("c", "'aBC'"));
}

TEST(SqliteEmit, IdentitiesStartWhereTheySay) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id bigint identity (start 100) primary key; a text; }"),
            "");
  db.execute("INSERT INTO t (a) VALUES ('x')");
  EXPECT_THAT(db.rows("SELECT id FROM t"), ElementsAre("100"));
}

TEST(SqliteEmit, CompositeKeysRefuseNull) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { a int; b text; primary key (a, b); }"), "");
  EXPECT_FALSE(db.driver().execute("INSERT INTO t VALUES (NULL, 'x')"));
  EXPECT_FALSE(db.driver().execute("INSERT INTO t VALUES (1, NULL)"));
}

// ---- the rebuild

/// Everything that a careless rebuild destroys, around one table.
class Rebuild : public ::testing::Test {
 protected:
  Rebuild() {
    EXPECT_EQ(db_.migrate(R"(
      create table orgs { id bigint identity primary key; name text not null; }
      create table users {
        id bigint identity primary key;
        org_id bigint references orgs (id) on delete cascade;
        boss_id bigint references users (id) on delete set null;
        email varchar(40) not null;
        age int;
        note text default 'none';
        shout text generated always as (upper(email)) stored;
        unique users_email_key (email);
        check users_age_check (age >= 0);
        index users_lower_idx (lower(email)) where age > 10;
        index users_age_idx (age desc);
      }
      create table posts {
        id bigint identity primary key;
        user_id bigint not null references users (id) on delete cascade on update cascade;
        title text;
      })"),
              "");
    for (const char* sql : {
             "INSERT INTO orgs (name) VALUES ('a'), ('b')",
             "INSERT INTO users (org_id, boss_id, email, age) VALUES (1, NULL, 'ann@x', 30), (1, "
             "1, 'bob@x', 20), "
             "(2, 2, 'cat@x', NULL), (2, 2, 'dan@x', 5)",
             "INSERT INTO posts (user_id, title) VALUES (1, 'p'), (2, 'q'), (2, 'r')",
             "DELETE FROM users WHERE email = 'dan@x'",  // its id must never come again
             "CREATE TABLE log (what)",
             "CREATE VIEW adults AS SELECT id, email FROM users WHERE age > 18",
             "CREATE VIEW loud AS SELECT upper(email) AS email FROM adults",
             "CREATE TRIGGER users_ins AFTER INSERT ON users BEGIN INSERT INTO log VALUES ('ins ' "
             "|| NEW.email); END",
             "CREATE TRIGGER users_upd AFTER UPDATE OF email ON users WHEN CASE WHEN 1 THEN 1 END "
             "BEGIN INSERT INTO log VALUES "
             "('upd ' || NEW.email); END",
             "CREATE TRIGGER users_del AFTER DELETE ON users BEGIN INSERT INTO log VALUES ('del ' "
             "|| OLD.email); END",
             "CREATE TRIGGER posts_ins AFTER INSERT ON posts BEGIN UPDATE users SET note = "
             "'posted' WHERE id = NEW.user_id; END",
             "CREATE TRIGGER loud_ins INSTEAD  OF\n INSERT ON loud BEGIN INSERT INTO users (email) "
             "VALUES (lower(NEW.email)); END",
             "CREATE INDEX users_extra ON users (note COLLATE NOCASE)",
             "DELETE FROM log",
         }) {
      db_.execute(sql);
    }
  }

  std::vector<std::string> catalog_without_users() {
    return db_.rows(
        "SELECT type, name, sql FROM sqlite_schema WHERE NOT (type = 'table' AND name = 'users') "
        "AND sql IS NOT NULL "
        "ORDER BY type, name");
  }
  void expect_nothing_lost() {
    EXPECT_THAT(db_.rows("SELECT id, org_id, boss_id, email, shout FROM users ORDER BY id"),
                ElementsAre("1|1|null|ann@x|ANN@X", "2|1|1|bob@x|BOB@X", "3|2|2|cat@x|CAT@X"));
    EXPECT_THAT(db_.rows("SELECT user_id, title FROM posts ORDER BY id"),
                ElementsAre("1|p", "2|q", "2|r"));
    EXPECT_THAT(db_.rows("SELECT * FROM log"), IsEmpty()) << "no trigger may fire";
    EXPECT_THAT(db_.rows("PRAGMA foreign_keys"), ElementsAre("1"));
    EXPECT_THAT(db_.rows("PRAGMA legacy_alter_table"), ElementsAre("0"));
    EXPECT_THAT(db_.rows("PRAGMA foreign_key_check"), IsEmpty());
    EXPECT_THAT(db_.rows("PRAGMA integrity_check"), ElementsAre("ok"));
    EXPECT_THAT(db_.rows("SELECT name FROM sqlite_temp_schema"), IsEmpty());
    EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migc~_%' ESCAPE '~'"),
                IsEmpty());
  }

  SqliteHistory db_;
};

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

// ---- columns

class Columns : public ::testing::Test {
 protected:
  Columns() {
    EXPECT_EQ(db_.migrate("create table t { id int identity primary key; a text; b text; }"), "");
    db_.execute("INSERT INTO t (a, b) VALUES ('1', 'x'), ('2', NULL), (NULL, 'z')");
  }
  SqliteHistory db_;
};

TEST_F(Columns, AreAddedInPlaceWhereThatWorksOnRows) {
  ASSERT_EQ(
      db_.migrate("alter table t { add column c int not null default 5; add column d text; }"), "");
  EXPECT_THAT(db_.texts(), ElementsAre(StartsWith("ALTER TABLE t ADD COLUMN c"),
                                       StartsWith("ALTER TABLE t ADD COLUMN d")));
  EXPECT_THAT(db_.rows("SELECT c, d FROM t"), ElementsAre("5|null", "5|null", "5|null"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.texts(),
              ElementsAre("ALTER TABLE t DROP COLUMN d", "ALTER TABLE t DROP COLUMN c"));
}

TEST_F(Columns, WithADefaultThatIsNoConstantAreAddedToRowsToo) {
  ASSERT_EQ(db_.migrate("alter table t { add column made timestamptz not null default now(); add "
                        "column key uuid not null default "
                        "gen_random_uuid(); }"),
            "");
  EXPECT_THAT(db_.rows("SELECT count(*), count(DISTINCT key) FROM t WHERE made IS NOT NULL"),
              ElementsAre("3|3"));
}

TEST_F(Columns, ThatNeedAValueComeBackOnlyWhenThereAreNoRows) {
  ASSERT_EQ(db_.migrate("create table u { id int primary key; c text not null; }"), "");
  ASSERT_EQ(db_.migrate("alter table u { drop column c discard; }"), "");
  db_.execute("INSERT INTO u VALUES (1)");
  EXPECT_THAT(db_.revert(),
              HasSubstr("rows of `u`, which would have no value in the new column `c`"));
  db_.execute("DELETE FROM u");
  EXPECT_EQ(db_.revert(), "");
}

TEST_F(Columns, ThatAreDroppedComeBackWithTheirValuesAndPlace) {
  ASSERT_EQ(db_.migrate("alter table t { drop column a preserve; }"), "");
  EXPECT_THAT(db_.texts(), Contains("ALTER TABLE t DROP COLUMN a"));
  EXPECT_THAT(db_.rows("SELECT * FROM t"), ElementsAre("1|x", "2|null", "3|z"));
  db_.execute("INSERT INTO t (b) VALUES ('new')");
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT * FROM t"),
              ElementsAre("1|1|x", "2|2|null", "3|null|z", "4|null|new"));
  EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migc~_%' ESCAPE '~'"),
              IsEmpty());
}

TEST_F(Columns, AreNotRestoredFromAStashThatWasPurged) {
  ASSERT_EQ(db_.migrate("alter table t { drop column a preserve; }"), "");
  const auto stash =
      db_.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migc~_stash~_%' ESCAPE '~'");
  ASSERT_EQ(stash.size(), 1U);
  db_.execute("DROP TABLE " + stash[0]);
  EXPECT_THAT(db_.revert(), HasSubstr("it was purged"));
}

TEST_F(Columns, KeepTheirValuesThroughADropInsideARebuild) {
  ASSERT_EQ(db_.migrate("alter table t { alter column a type varchar(5); drop column a preserve; "
                        "alter column b set default 'q'; }"),
            "");
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT a, b FROM t"), ElementsAre("1|x", "2|null", "null|z"));
}

TEST_F(Columns, BecomeNumbersOnlyWhenTheyAre) {
  ASSERT_EQ(db_.migrate("alter table t { alter column a type int using a::int; }"), "");
  EXPECT_THAT(db_.rows("SELECT a, typeof(a) FROM t"),
              ElementsAre("1|integer", "2|integer", "null|null"));
  EXPECT_THAT(db_.migrate("alter table t { alter column b type int using b::int; }"),
              HasSubstr("does not fit int"));
  EXPECT_THAT(db_.rows("SELECT b FROM t"), ElementsAre("x", "null", "z"));
}

TEST_F(Columns, AreNotCutOffWhenTheirTypeGetsNarrower) {
  db_.execute("UPDATE t SET b = 'long enough' WHERE id = 3");
  EXPECT_THAT(db_.migrate("alter table t { alter column b type varchar(4); }"),
              HasSubstr("rows of `t` whose `b` does not fit varchar(4): 3"));
  EXPECT_EQ(
      db_.migrate("alter table t { alter column b type varchar(4) using substring(b, 1, 4); }"),
      "");
  EXPECT_THAT(db_.rows("SELECT b FROM t"), ElementsAre("x", "null", "long"));
}

TEST_F(Columns, ThatLookTheSameToSqliteAreLeftAlone) {
  ASSERT_EQ(db_.migrate("create table s { id int primary key; at timestamp; }"), "");
  ASSERT_EQ(
      db_.migrate(
          "alter table s { alter column at type timestamptz; } comment on column s.at is 'when';"),
      "");
  EXPECT_THAT(db_.texts(), IsEmpty());
}

TEST_F(Columns, RefuseNullOnlyWhenThereIsNone) {
  EXPECT_THAT(db_.migrate("alter table t { alter column b set not null; }"),
              HasSubstr("rows of `t` where `b` is null: 2"));
  EXPECT_EQ(db_.migrate("alter table t { alter column b set not null fill a || '!'; }"), "");
  EXPECT_THAT(db_.rows("SELECT b FROM t"), ElementsAre("x", "2!", "z"));
}

TEST_F(Columns, AreReadByRawTextAsTheChangesBeforeItLeftThem) {
  ASSERT_EQ(db_.migrate("alter table t { alter column b set not null fill '-'; add column c text "
                        "fill sqlite `b || '!'`; rename column b to note; }"),
            "");
  EXPECT_THAT(db_.rows("SELECT note, c FROM t"), ElementsAre("x|x!", "-|-!", "z|z!"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT * FROM t"), ElementsAre("1|1|x", "2|2|-", "3|null|z"));
}

TEST_F(Columns, TakeTheValuesThatAStepComputesOneAfterTheOther) {
  ASSERT_EQ(db_.migrate("alter table t { alter column a set not null fill '5'; alter column a type "
                        "int using a::int * 10; add column twice int not null fill a * 2; add "
                        "column sum int generated always as (a + twice) stored; drop column b "
                        "preserve; add column b int not null fill sum; }"),
            "");
  EXPECT_THAT(db_.rows("SELECT id, a, twice, sum, b FROM t"),
              ElementsAre("1|10|20|30|30", "2|20|40|60|60", "3|50|100|150|150"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT id, a, b FROM t"), ElementsAre("1|10|x", "2|20|null", "3|50|z"));
}

TEST_F(Columns, MayTakeTheNamesOfOthers) {
  ASSERT_EQ(db_.migrate("alter table t { drop column a preserve; alter column b set default 'q'; "
                        "rename column b to a; add column b text "
                        "fill a || '?'; }"),
            "");
  EXPECT_THAT(db_.rows("SELECT id, a, b FROM t"), ElementsAre("1|x|x?", "2|null|null", "3|z|z?"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT id, a, b FROM t"), ElementsAre("1|1|x", "2|2|null", "3|null|z"));
}

TEST_F(Columns, MayChangeOnlyTheCaseOfTheirName) {
  ASSERT_EQ(db_.migrate("alter table t { rename column a to \"A\"; }"), "");
  EXPECT_THAT(db_.rows("SELECT name FROM pragma_table_info('t') WHERE cid = 1"), ElementsAre("A"));
  ASSERT_EQ(db_.migrate("alter table t { alter column \"A\" set default 'order'; rename column b "
                        "to \"order\"; }"),
            "");
  EXPECT_THAT(db_.rows("SELECT \"A\", t.\"order\" FROM t"), ElementsAre("1|x", "2|null", "null|z"));
}

// ---- constraints and indexes

TEST_F(Columns, UniqueIsAnIndexThatCanBeDroppedAgain) {
  db_.execute("INSERT INTO t (a) VALUES ('1')");
  EXPECT_THAT(db_.migrate("alter table t { add unique t_a_key (a); }"),
              HasSubstr("values of `t` that occur more than once, against `t_a_key`: 1|2"));
  db_.execute("DELETE FROM t WHERE id = 4");
  ASSERT_EQ(db_.migrate("alter table t { add unique t_a_key (a); }"), "");
  ASSERT_EQ(db_.migrate("alter table t { rename constraint t_a_key to t_a_unique; }"), "");
  EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE type = 'index'"),
              ElementsAre("t_a_unique"));
  ASSERT_EQ(db_.revert(), "");
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE type = 'index'"), IsEmpty());
}

TEST_F(Columns, UniqueIndexesLookAtTheRowsThatTheyHold) {
  db_.execute("INSERT INTO t (a, b) VALUES ('1', 'X')");
  EXPECT_THAT(db_.migrate("alter table t { add unique index t_b (lower(b)); }"),
              HasSubstr("occur more than once"));
  EXPECT_EQ(db_.migrate("alter table t { add unique index t_b (lower(b)) where id < 4; }"), "");
  EXPECT_EQ(db_.migrate("alter table t { rename index t_b to t_b2; }"), "");
  EXPECT_THAT(db_.rows("SELECT sql FROM sqlite_schema WHERE name = 't_b2'"),
              ElementsAre("CREATE UNIQUE INDEX t_b2 ON t (lower(b)) WHERE id < 4"));
}

// ---- tables

TEST(SqliteTables, ComeBackWithTheirRowsAndSequence) {
  SqliteHistory db;
  ASSERT_EQ(
      db.migrate(
          R"(create table t { id int identity primary key; a text unique; n int; g int generated always as (n + 1) stored; }
                          create table plain { code text primary key; n real; })"),
      "");
  db.execute("INSERT INTO t (a, n) VALUES ('x', 1), ('y', 2), ('z', 3)");
  db.execute("DELETE FROM t WHERE a = 'z'");
  db.execute("INSERT INTO plain (rowid, code, n) VALUES (9, 'nine', 0.5)");
  const auto before = db.catalog();
  ASSERT_EQ(db.migrate("drop table t preserve; drop table plain preserve;"), "");
  EXPECT_THAT(db.rows("SELECT name FROM sqlite_schema WHERE name IN ('t', 'plain')"), IsEmpty());
  ASSERT_EQ(db.revert(), "");
  EXPECT_EQ(db.catalog(), before);
  EXPECT_THAT(db.rows("SELECT id, a, n, g FROM t"), ElementsAre("1|x|1|2", "2|y|2|3"));
  EXPECT_THAT(db.rows("SELECT rowid, code, n FROM plain"), ElementsAre("9|nine|0.5"));
  db.execute("INSERT INTO t (a) VALUES ('w')");
  EXPECT_THAT(db.rows("SELECT id FROM t WHERE a = 'w'"), ElementsAre("4"));
  EXPECT_THAT(db.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migc~_%' ESCAPE '~'"),
              IsEmpty());
}

TEST(SqliteTables, AreNotDroppedUnderAViewOrAnUnknownChild) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id int primary key; }"), "");
  db.execute("CREATE TABLE child (t_id REFERENCES t (id) ON DELETE CASCADE)");
  EXPECT_THAT(db.migrate("drop table t discard;"),
              HasSubstr("tables that the history does not know to refer to `t`: child"));
  db.execute("DROP TABLE child");
  db.execute("CREATE VIEW v AS SELECT id FROM t");
  EXPECT_THAT(db.migrate("drop table t discard;"), HasSubstr("no such table: main.t"));
  db.execute("DROP VIEW v");
  EXPECT_EQ(db.migrate("drop table t discard;"), "");
}

TEST(SqliteTables, TakeTheirReferencesAlongWhenRenamed) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate(R"(create table t { id int primary key; parent int references t (id); }
                          create table child { t_id int references t (id) on delete cascade; })"),
            "");
  db.execute("INSERT INTO t VALUES (1, NULL), (2, 1)");
  db.execute("INSERT INTO child VALUES (2)");
  db.execute("CREATE VIEW v AS SELECT count(*) AS n FROM t");
  ASSERT_EQ(
      db.migrate(
          "alter table t { rename to people; } alter table people { rename column id to key; }"),
      "");
  EXPECT_THAT(db.rows("SELECT n FROM v"), ElementsAre("2"));
  ASSERT_EQ(db.migrate("alter table people { rename to \"People\"; }"), "");
  EXPECT_THAT(db.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"),
              ElementsAre("People", "child"));
  // The model knows the new names: a rebuild writes them.
  ASSERT_EQ(db.migrate("alter table child { alter column t_id set default 0; }"), "");
  db.execute("DELETE FROM \"People\" WHERE key = 2");
  EXPECT_THAT(db.rows("SELECT count(*) FROM child"), ElementsAre("0"));
}

// ---- enums

TEST(SqliteEnums, ChangeInEveryTableThatUsesThem) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate(R"(create enum role { guest, member, admin }
                          create table users { id int identity primary key; role role not null default 'guest'; }
                          create table invites { code text primary key; role role; old_role role; })"),
            "");
  db.execute("INSERT INTO users (role) VALUES ('guest'), ('admin')");
  db.execute("INSERT INTO invites VALUES ('x', 'member', 'guest')");
  ASSERT_EQ(db.migrate("alter enum role { add value owner after admin; }"), "");
  db.execute("INSERT INTO users (role) VALUES ('owner')");
  ASSERT_EQ(db.migrate("alter enum role { rename value guest to visitor; }"), "");
  EXPECT_THAT(db.rows("SELECT role FROM users"), ElementsAre("visitor", "admin", "owner"));
  EXPECT_THAT(db.rows("SELECT role, old_role FROM invites"), ElementsAre("member|visitor"));
  db.execute("INSERT INTO users DEFAULT VALUES");
  EXPECT_THAT(db.rows("SELECT role FROM users WHERE id = 4"), ElementsAre("visitor"));
  EXPECT_EQ(db.unit().batches.size(), 1U);
  ASSERT_EQ(db.migrate("alter enum role { drop value member map to visitor; }"), "");
  EXPECT_THAT(db.rows("SELECT role FROM invites"), ElementsAre("visitor"));
  EXPECT_FALSE(db.driver().execute("UPDATE invites SET role = 'member'"));
  EXPECT_THAT(db.migrate("alter enum role { drop value owner; }"),
              HasSubstr("holds `owner`, which `role` loses: 3"));
  ASSERT_EQ(db.revert(), "");
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.revert(), HasSubstr("holds `owner`"));
  db.execute("DELETE FROM users WHERE role = 'owner'");
  EXPECT_EQ(db.revert(), "");
}

// ---- rows

class RowChanges : public ::testing::Test {
 protected:
  RowChanges() {
    EXPECT_EQ(
        db_.migrate(
            R"(create table roles { code text primary key; title text; active bool not null default true; }
                             create table users { id int identity primary key; role text references roles (code) on delete cascade on update cascade;
                                                  nick text; email text; display_name text; })"),
        "");
  }
  SqliteHistory db_;
};

TEST_F(RowChanges, InsertsGoByTheirKey) {
  ASSERT_EQ(db_.migrate("insert into roles (code, title, active) key (code) { ('a', 'Admin', "
                        "true); ('b', null, false); }"),
            "");
  db_.execute("INSERT INTO roles (code) VALUES ('c')");
  EXPECT_THAT(db_.rows("SELECT * FROM roles"), ElementsAre("a|Admin|1", "b|null|0", "c|null|1"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT code FROM roles"), ElementsAre("c"));
}

TEST_F(RowChanges, CreatingAndFillingATableIsOneTransaction) {
  ASSERT_EQ(db_.migrate("create table k { a int; b int; primary key (a, b); } insert into k (a, b) "
                        "key (a, b) { (1, 2); (3, 4); }"),
            "");
  EXPECT_EQ(db_.unit().batches.size(), 1U);
  EXPECT_EQ(db_.revert(), "");
}

TEST_F(RowChanges, UpdatesAreTakenBackWhereNobodyWroteSince) {
  db_.execute("INSERT INTO roles (code, title) VALUES ('a', 'x'), ('b', 'x'), ('c', NULL)");
  ASSERT_EQ(db_.migrate(
                "update roles set title = code || '!', active = false where code <> 'b' restore;"),
            "");
  EXPECT_THAT(db_.rows("SELECT title, active FROM roles ORDER BY code"),
              ElementsAre("a!|0", "x|1", "c!|0"));
  db_.execute("UPDATE roles SET title = 'mine' WHERE code = 'a'");
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT title, active FROM roles ORDER BY code"),
              ElementsAre("mine|0", "x|1", "null|1"));
  EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migc~_%' ESCAPE '~'"),
              IsEmpty());
}

TEST_F(RowChanges, DeletedRowsComeBack) {
  db_.execute("INSERT INTO roles (code, title) VALUES ('a', 'x'), ('b', 'y')");
  ASSERT_EQ(db_.migrate("delete from roles where title = 'x' preserve;"), "");
  EXPECT_THAT(db_.rows("SELECT code FROM roles"), ElementsAre("b"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT code, title FROM roles ORDER BY code"), ElementsAre("a|x", "b|y"));
}

TEST_F(RowChanges, DeletesThatWouldTakeOthersAlongAreNotCalledPreserved) {
  db_.execute("INSERT INTO roles (code) VALUES ('a'), ('b')");
  db_.execute("INSERT INTO users (role) VALUES ('a')");
  EXPECT_THAT(db_.migrate("delete from roles where code = 'a' preserve;"),
              HasSubstr("could not be brought back: a"));
  EXPECT_EQ(db_.migrate("delete from roles where code = 'b' preserve;"), "");
  EXPECT_EQ(db_.migrate("delete from roles where code = 'a' discard;"), "");
  EXPECT_THAT(db_.rows("SELECT count(*) FROM users"), ElementsAre("0"))
      << "cascades work in data statements";
}

TEST_F(RowChanges, BackfillsGoInBatches) {
  for (int i = 0; i < 25; ++i) db_.execute("INSERT INTO users (nick, email) VALUES ('n', 'e')");
  db_.execute("UPDATE users SET display_name = 'kept' WHERE id = 7");
  ASSERT_EQ(db_.migrate("backfill users set display_name = coalesce(nick, email) where "
                        "display_name is null in batches of 10;"),
            "");
  EXPECT_THAT(db_.rows("SELECT display_name, count(*) FROM users GROUP BY 1"),
              ElementsAre("kept|1", "n|24"));
  ASSERT_EQ(db_.migrate("create table wide { a text; b text; c int; primary key (a, b); } "), "");
  db_.execute("INSERT INTO wide (a, b) VALUES ('x', '1'), ('x', '2'), ('y', '1')");
  ASSERT_EQ(db_.migrate("backfill wide set c = 1 in batches of 2;"), "");
  EXPECT_THAT(db_.rows("SELECT count(*) FROM wide WHERE c = 1"), ElementsAre("3"));
  ASSERT_EQ(
      db_.migrate(
          "alter table wide { sqlite (without rowid); } backfill wide set c = 2 in batches of 2;"),
      "");
  EXPECT_THAT(db_.rows("SELECT count(*) FROM wide WHERE c = 2"), ElementsAre("3"));
}

// ---- raw text

TEST_F(RowChanges, RawTextIsRunStatementByStatement) {
  ASSERT_EQ(db_.migrate(R"(sql for sqlite $$
      -- a trigger with semicolons of its own
      CREATE TRIGGER t AFTER INSERT ON roles BEGIN
        UPDATE roles SET title = CASE WHEN NEW.title IS NULL THEN 'a;b' ELSE NEW.title END WHERE code = NEW.code;
        SELECT 1;
      END;
      INSERT INTO roles (code) VALUES ('x;y');
    $$ down $$ DROP TRIGGER t; DELETE FROM roles $$;)"),
            "");
  EXPECT_EQ(db_.texts().size(), 2U);
  EXPECT_THAT(db_.rows("SELECT code, title FROM roles"), ElementsAre("x;y|a;b"));
  EXPECT_EQ(db_.revert(), "");
  ASSERT_EQ(db_.migrate("sql for sqlite $$ VACUUM $$ down nothing;"), "");
  EXPECT_FALSE(db_.unit().batches[0].transactional);
}

}  // namespace
}  // namespace migc
