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
using ::testing::IsSupersetOf;
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
              IsSupersetOf({"ALTER TABLE t DROP COLUMN d", "ALTER TABLE t DROP COLUMN c"}));
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

TEST(SqliteEnums, KeepTheirRowsInAnotherOrder) {
  const std::string tables =
      "create table users { id int identity primary key; role role not null default 'guest'; "
      "index users_role (role); }\ncreate table others { id int primary key; }";
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create enum role { guest, member, admin }\n" + tables), "");
  db.execute("INSERT INTO users (role) VALUES ('guest'), ('admin')");
  ASSERT_EQ(db.migrate("alter enum role { reorder values (admin, guest, member); }"), "");
  db.execute("INSERT INTO users DEFAULT VALUES");
  EXPECT_THAT(db.rows("SELECT id, role FROM users ORDER BY id"),
              ElementsAre("1|guest", "2|admin", "3|guest"));
  EXPECT_FALSE(db.driver().execute("UPDATE users SET role = 'owner'"));
  SqliteHistory fresh;
  ASSERT_EQ(fresh.migrate("create enum role { admin, guest, member }\n" + tables), "");
  // A table that was renamed has its name in quotes.
  const std::string catalog =
      "SELECT type, name, replace(sql, '\"', '') FROM sqlite_schema ORDER BY 1, 2";
  EXPECT_EQ(db.rows(catalog), fresh.rows(catalog));
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT role FROM users"), ElementsAre("guest", "admin", "guest"));
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
