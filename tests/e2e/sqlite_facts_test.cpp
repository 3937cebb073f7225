// The facts of SQLite that decide how migc changes tables, each met on a populated database.
#include <fmt/format.h>

#include "tests/e2e/sqlite_world.h"

namespace migc {
namespace {

using test::SqliteHistory;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* rebuild_users = "alter table users { alter column note set default 'some'; }";

class SqliteFact : public test::SqliteWorld {
 protected:
  void expect_refused(const std::string& migration, const std::string& words) {
    const auto catalog = db_.catalog();
    const auto rows = db_.rows("SELECT * FROM users");
    EXPECT_THAT(db_.migrate(migration), HasSubstr(words));
    EXPECT_EQ(db_.catalog(), catalog);
    EXPECT_EQ(db_.rows("SELECT * FROM users"), rows);
  }
};

// ---- transactions, and what the connection brings along

TEST_F(SqliteFact, DdlIsRolledBackWithTheRest) {
  expect_refused("create table later { id int; } alter table posts { rename to articles; } " +
                     std::string(rebuild_users) +
                     " alter table orgs { add check orgs_name_check (name <> 'a'); }",
                 "rows of `orgs` that violate `orgs_name_check`: 1");
  expect_nothing_lost();
}

TEST_F(SqliteFact, AFullDatabaseKeepsTheOldTable) {
  db_.execute("INSERT INTO posts (user_id, title) SELECT 1, hex(zeroblob(2000)) FROM users, orgs");
  db_.execute("UPDATE users SET note = 'posted'");
  const std::string pages = db_.rows("PRAGMA page_count").at(0);
  db_.execute("PRAGMA max_page_count = " + pages);
  expect_refused("alter table posts { alter column title set default ''; }", "full");
  db_.execute("PRAGMA max_page_count = 1000000");
  EXPECT_THAT(db_.rows("SELECT count(*) FROM posts"), ElementsAre("9"));
  EXPECT_EQ(db_.migrate("alter table posts { alter column title set default ''; }"), "");
}

TEST_F(SqliteFact, SynchronousOffCannotBeTrusted) {
  db_.execute("PRAGMA synchronous = OFF");
  expect_refused(rebuild_users, "cannot be rebuilt safely: synchronous|0");
}

TEST_F(SqliteFact, TemporaryObjectsWouldBreakOrShadow) {
  db_.execute("CREATE TEMP VIEW seen AS SELECT email FROM users");
  expect_refused(rebuild_users, "temporary view|seen");
  db_.execute("DROP VIEW temp.seen");
  db_.execute("CREATE TEMP TABLE \"Users\" (id)");
  EXPECT_THAT(db_.migrate(rebuild_users), HasSubstr("temporary table|Users"));
  db_.execute("DROP TABLE temp.\"Users\"");
  db_.execute("CREATE TEMP TABLE other (id)");
  EXPECT_EQ(db_.migrate(rebuild_users), "");
}

TEST_F(SqliteFact, ChecksHoldWhateverTheConnectionIgnores) {
  db_.execute("PRAGMA ignore_check_constraints = ON");
  EXPECT_EQ(db_.migrate(rebuild_users), "");
  EXPECT_THAT(db_.rows("PRAGMA ignore_check_constraints"), ElementsAre("1")) << "put back";
  db_.execute("UPDATE users SET age = -1 WHERE id = 1");
  EXPECT_THAT(db_.revert(), HasSubstr("CHECK constraint failed"));
}

TEST_F(SqliteFact, ForeignKeysAreOffBeforeTheTransactionBegins) {
  ASSERT_EQ(db_.migrate(rebuild_users), "");
  ASSERT_EQ(db_.unit().batches.size(), 1U);
  EXPECT_EQ(db_.unit().batches[0].settings[1], (Setting{"foreign_keys", "0"}));
  EXPECT_THAT(db_.rows("SELECT count(*) FROM posts"), ElementsAre("3"))
      << "DROP TABLE deletes the rows of children otherwise";
}

TEST_F(SqliteFact, DroppingATableLeavesTheRowsOfItsChildren) {
  ASSERT_EQ(db_.migrate("create table areas { id int primary key; } create table shops { id int "
                        "primary key; area_id int references areas (id) on delete cascade; }"),
            "");
  db_.execute("INSERT INTO areas VALUES (1)");
  db_.execute("INSERT INTO shops VALUES (1, 1)");
  ASSERT_EQ(db_.migrate("alter table shops { drop constraint shops_area_id_fkey; } drop table "
                        "areas preserve;"),
            "");
  EXPECT_THAT(db_.rows("SELECT * FROM shops"), ElementsAre("1|1"));
  ASSERT_EQ(db_.revert(), "");
  db_.execute("DELETE FROM areas");
  EXPECT_THAT(db_.rows("SELECT * FROM shops"), IsEmpty());
}

// ---- foreign keys that are violated already

TEST_F(SqliteFact, OldViolationsOfTablesWithoutRowidAreCounted) {
  db_.execute("PRAGMA foreign_keys = OFF");
  db_.execute("INSERT INTO badges VALUES (98, 'old'), (99, 'old')");
  db_.execute("PRAGMA foreign_keys = ON");
  EXPECT_EQ(db_.migrate(rebuild_users), "");
  EXPECT_EQ(db_.migrate("alter table badges { alter column badge type varchar(10); }"), "");
  EXPECT_THAT(db_.migrate("alter table badges { add foreign key badges_org_fk (user_id) "
                          "references orgs (id); }"),
              HasSubstr("refers to no row of `orgs`"));
}

// ---- what the history does not know

TEST_F(SqliteFact, WhatARebuildWouldLoseStopsIt) {
  struct Drift {
    std::string from, to, what;
  };
  const auto definition = [&] {
    return db_.rows("SELECT sql FROM sqlite_schema WHERE name = 'posts'").at(0);
  };
  for (const Drift& drift : {
           Drift{"title TEXT", "title TEXT NOT NULL", "not null|title"},
           Drift{"title TEXT", "title TEXT DEFAULT 'x'", "default|title"},
           Drift{"title TEXT", "title TEXT UNIQUE", "unique|title"},
           Drift{"title TEXT", "title TEXT CHECK (title <> '')", "definition|check("},
           Drift{"title TEXT", "title TEXT COLLATE RTRIM", "definition|collate"},
           Drift{"title TEXT", "title TEXT, more TEXT", "column|more"},
           Drift{"title TEXT", "headline TEXT", "column|headline"},
           Drift{"title TEXT", "title TEXT AS ('x') STORED", "generated column|title"},
           Drift{"title TEXT", "title TEXT REFERENCES orgs", "foreign key|title"},
           Drift{"ON DELETE CASCADE", "ON DELETE RESTRICT", "foreign key|user_id"},
           Drift{" PRIMARY KEY AUTOINCREMENT", " UNIQUE", "primary key|"},
           Drift{"PRIMARY KEY AUTOINCREMENT", "PRIMARY KEY ON CONFLICT REPLACE",
                 "definition|onconflict"},
       }) {
    SCOPED_TRACE(drift.to);
    const std::string original = definition();
    std::string changed = original;
    ASSERT_NE(changed.find(drift.from), std::string::npos);
    changed.replace(changed.find(drift.from), drift.from.size(), drift.to);
    db_.execute("PRAGMA foreign_keys = OFF");
    db_.execute("CREATE TABLE kept AS SELECT * FROM posts");
    db_.execute("DROP TABLE posts");
    db_.execute(changed);
    EXPECT_THAT(db_.migrate("alter table posts { alter column user_id set default 1; }"),
                AllOf(HasSubstr("`posts` differs from what the history made of it"),
                      HasSubstr(drift.what)));
    db_.execute("DROP TABLE posts");
    db_.execute(original);
    db_.execute("INSERT INTO posts SELECT * FROM kept");
    db_.execute("DROP TABLE kept");
    db_.execute("PRAGMA foreign_keys = ON");
  }
  EXPECT_EQ(db_.migrate("alter table posts { alter column user_id set default 1; }"), "");
}

TEST_F(SqliteFact, TheSpellingOfAnotherToolIsNoDrift) {
  ASSERT_EQ(db_.migrate("create table items { id int identity primary key; code varchar(20) not "
                        "null; price decimal(8, 2); org_id bigint references orgs (id) on delete "
                        "cascade; unique items_code_key (code); }"),
            "");
  db_.execute("DROP TABLE items");
  db_.execute(
      "CREATE TABLE \"items\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"code\" "
      "varchar(20) NOT NULL UNIQUE, \"price\" decimal NULL DEFAULT NULL, \"org_id\" bigint NULL "
      "REFERENCES \"orgs\" (\"id\") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)");
  db_.execute("INSERT INTO items (code, price, org_id) VALUES ('a', 1.5, 1)");
  EXPECT_EQ(db_.migrate("alter table items { alter column price set not null; }"), "");
  EXPECT_THAT(db_.rows("SELECT * FROM items"), ElementsAre("1|a|1.5|1"));
}

TEST_F(SqliteFact, BrokenViewsThatMentionOthersAreNotTheMigrationsFault) {
  db_.execute("CREATE VIEW broken AS SELECT nonsense FROM orgs");
  db_.execute("CREATE TRIGGER odd AFTER INSERT ON orgs BEGIN SELECT no_such_function(1); END");
  EXPECT_EQ(db_.migrate("alter table posts { alter column title set default ''; }"), "");
  db_.execute("CREATE VIEW tall AS SELECT nonsense FROM posts");
  EXPECT_THAT(db_.migrate("alter table posts { alter column title set default 'x'; }"),
              HasSubstr("no such column: nonsense"));
}

TEST_F(SqliteFact, ColumnListsOfTriggersAreCompiled) {
  db_.execute("DROP TRIGGER posts_ins");
  db_.execute("DROP INDEX users_extra");
  db_.execute(
      "CREATE TRIGGER orgs_ins AFTER INSERT ON orgs BEGIN INSERT INTO users (email, note) VALUES "
      "(NEW.name, 'founder'); END");
  expect_refused("alter table users { drop column note discard; alter column age set default 7; }",
                 "has no column named note");
}

TEST_F(SqliteFact, ViewsOnViewsAndTheirTriggersAreCompiled) {
  db_.execute("DROP TRIGGER posts_ins");
  db_.execute("DROP INDEX users_extra");
  db_.execute("CREATE VIEW noted AS SELECT id, note FROM users");
  db_.execute("CREATE VIEW loudly AS SELECT upper(note) AS note FROM noted");
  expect_refused("alter table users { drop column note discard; alter column age set default 7; }",
                 "no such column: note");
  db_.execute("DROP VIEW loudly");
  db_.execute("DROP VIEW noted");
  db_.execute(
      "CREATE TRIGGER adults_upd INSTEAD OF UPDATE ON adults BEGIN UPDATE users SET note = 'x' "
      "WHERE id = NEW.id; END");
  expect_refused("alter table users { drop column note discard; alter column age set default 7; }",
                 "no such column: note");
}

// ---- values

TEST_F(SqliteFact, ValuesOfAnOldDefaultStay) {
  ASSERT_EQ(db_.migrate("alter table users { add column rank int not null default 5; }"), "");
  ASSERT_EQ(db_.migrate("alter table users { alter column rank set default 6; }"), "");
  EXPECT_THAT(db_.rows("SELECT rank FROM users"), ElementsAre("5", "5", "5"));
  db_.execute("INSERT INTO users (email) VALUES ('eve@x')");
  EXPECT_THAT(db_.rows("SELECT rank FROM users WHERE id = 5"), ElementsAre("6"));
}

TEST(SqliteValues, TextBecomesANumberOrStopsTheMigration) {
  struct Case {
    std::string text, becomes;  ///< empty: refused
  };
  for (const Case& value :
       {Case{"12", "12|integer"}, Case{"007", "7|integer"}, Case{" 7 ", "7|integer"},
        Case{"-3", "-3|integer"}, Case{"3.5", ""}, Case{"12abc", ""}, Case{"abc", ""}, Case{"", ""},
        Case{"1e3", ""}, Case{"9223372036854775808", ""}, Case{"--1", ""}}) {
    SqliteHistory db;
    ASSERT_EQ(db.migrate("create table t { id int primary key; a text; }"), "");
    db.execute("INSERT INTO t VALUES (1, '" + value.text + "')");
    const std::string message =
        db.migrate("alter table t { alter column a type bigint using a::bigint; }");
    if (value.becomes.empty()) {
      EXPECT_THAT(message, HasSubstr("does not fit bigint: 1")) << value.text;
      EXPECT_THAT(db.rows("SELECT a FROM t"), ElementsAre(value.text));
    } else {
      EXPECT_EQ(message, "") << value.text;
      EXPECT_THAT(db.rows("SELECT a, typeof(a) FROM t"), ElementsAre(value.becomes));
    }
  }
}

TEST(SqliteValues, IntegersThatDoNotFitStopTheMigration) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id int primary key; a bigint; r double; }"), "");
  db.execute("INSERT INTO t VALUES (1, 40000, 1e30), (2, 3, 2.6)");
  EXPECT_THAT(db.migrate("alter table t { alter column a type smallint; }"),
              HasSubstr("rows of `t` whose `a` does not fit smallint: 1"));
  EXPECT_THAT(db.migrate("alter table t { alter column r type bigint; }"),
              HasSubstr("rows of `t` whose `r` does not fit bigint: 1"));
  db.execute("DELETE FROM t WHERE id = 1");
  EXPECT_THAT(db.migrate("alter table t { alter column r type int; }"),
              HasSubstr("rows of `t` whose `r` does not fit int: 2"));
  ASSERT_EQ(db.migrate("alter table t { alter column r type int using r::int; }"), "");
  EXPECT_THAT(db.rows("SELECT r, typeof(r) FROM t"), ElementsAre("3|integer"));
}

/// In a table that is STRICT and in one that is not: what is converted, what stops the migration
/// because something would be lost, and what the way back leads to.
TEST(SqliteValues, AreWrittenInTheWordsOfTheNewType) {
  struct Case {
    std::string_view from, to, value;
    std::string_view becomes;    ///< empty: refused
    std::string_view back = {};  ///< empty: as it was
  };
  constexpr Case cases[] = {
      {"bool", "text", "1", "'true'"},
      {"bool", "text", "NULL", "NULL"},
      {"text", "bool", "'false'", "0"},
      {"text", "bool", "'yes'", "1", "'true'"},
      {"text", "bool", "'maybe'", ""},
      {"text", "bool", "NULL", "NULL"},
      {"bool", "int", "1", "1"},
      {"double", "int", "12.0", "12"},
      {"double", "int", "12.5", ""},
      {"text", "double", "' 1e3 '", "1000.0", "'1000.0'"},
      {"text", "double", "'.5'", "0.5", "'0.5'"},
      {"text", "double", "'1.2.3'", ""},
      {"text", "double", "''", ""},
      {"text", "bytes", "'h\xC3\xA9'", "X'68C3A9'"},
      {"bytes", "text", "X'6869'", "'hi'"},
      {"bytes", "varchar(2)", "X'686921'", ""},
      {"timestamp", "date", "'2026-01-31 00:00:00'", "'2026-01-31'"},
      {"timestamp", "date", "'2026-01-31 00:00:01'", ""},
      {"timestamp", "date", "'some day'", ""},
      {"timestamptz", "date", "NULL", "NULL"},
      {"timestamp", "time", "'2026-01-31 12:30:00'", "'12:30:00'", "'12:30:00'"},
      {"timestamp", "time", "'2026-01-31 12:30:00.5'", ""},
      {"date", "timestamp", "'2026-01-31'", "'2026-01-31 00:00:00'"},
      {"date", "timestamp", "'some day'", ""},
  };
  for (const std::string_view options : {"", " sqlite (strict)"}) {
    for (const Case& each : cases) {
      SCOPED_TRACE(fmt::format("{} from {} to {}{}", each.value, each.from, each.to, options));
      SqliteHistory db;
      ASSERT_EQ(db.migrate(fmt::format("create table t {{ id int primary key; v {}; }}{}",
                                       each.from, options)),
                "");
      db.execute(fmt::format("INSERT INTO t VALUES (1, {})", each.value));
      const std::vector<std::string> before = db.rows("SELECT quote(v) FROM t");
      const std::string message =
          db.migrate(fmt::format("alter table t {{ alter column v type {}; }}", each.to));
      if (each.becomes.empty()) {
        EXPECT_THAT(message, HasSubstr("does not fit"));
        EXPECT_EQ(db.rows("SELECT quote(v) FROM t"), before);
        continue;
      }
      ASSERT_EQ(message, "");
      EXPECT_THAT(db.rows("SELECT quote(v) FROM t"), ElementsAre(each.becomes));
      ASSERT_EQ(db.revert(), "");
      EXPECT_THAT(db.rows("SELECT quote(v) FROM t"),
                  ElementsAre(each.back.empty() ? before[0] : std::string(each.back)));
    }
  }
}

// ---- names

TEST(SqliteNames, QuotedNamesGoThroughEveryStatement) {
  SqliteHistory db;
  ASSERT_EQ(
      db.migrate("create table \"Order's \"\"Table\"\"\" { \"Group By\" int identity primary "
                 "key; \"select\" text; \"o'clock\" int; check \"odd check\" (\"o'clock\" > "
                 "0); unique \"a key\" (\"select\"); index \"an index\" (\"o'clock\" desc); }"),
      "");
  const std::string table = "\"Order's \"\"Table\"\"\"";
  db.execute("INSERT INTO " + table + " VALUES (7, 'x', 1)");
  db.execute("CREATE VIEW \"a view\" AS SELECT \"select\" FROM " + table);
  db.execute("CREATE TRIGGER \"a trigger\" AFTER INSERT ON " + table + " BEGIN SELECT 1; END");
  ASSERT_EQ(db.migrate("alter table " + table +
                       " { alter column \"select\" set not null; add "
                       "column \"new one\" text not null default 'it''s' after \"select\"; }"),
            "");
  EXPECT_THAT(db.rows("SELECT * FROM " + table), ElementsAre("7|x|it's|1"));
  EXPECT_THAT(db.rows("SELECT * FROM \"a view\""), ElementsAre("x"));
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT * FROM " + table), ElementsAre("7|x|1"));
  EXPECT_THAT(db.rows("SELECT seq FROM sqlite_sequence"), ElementsAre("7"));
}

// ---- enums and citext

TEST(SqliteEnums, RenamedValuesAreRenamedWhereverTheTypeIsMeant) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate(R"(
      create enum state { open, shut }
      create table doors {
        id int identity primary key;
        state state not null default 'open';
        label text default 'open';
        locked bool generated always as (state = 'shut') stored;
        check doors_label_check (state <> 'open' or label in ('open', 'wide'));
        unique index doors_one_open_idx (label) where state in ('open');
      })"),
            "");
  db.execute("INSERT INTO doors (label) VALUES ('wide')");
  db.execute("INSERT INTO doors (state, label) VALUES ('shut', 'wide')");
  const auto before = db.catalog();
  ASSERT_EQ(db.migrate("alter enum state { rename value open to ajar; }"), "");
  EXPECT_THAT(db.rows("SELECT state, label, locked FROM doors"),
              ElementsAre("ajar|wide|0", "shut|wide|1"));
  EXPECT_FALSE(db.driver().execute("INSERT INTO doors (label) VALUES ('wide')")) << "the index";
  EXPECT_FALSE(db.driver().execute("INSERT INTO doors (label) VALUES ('x')")) << "the check";
  db.execute("INSERT INTO doors DEFAULT VALUES");
  EXPECT_THAT(db.rows("SELECT state, label FROM doors WHERE id > 2"), ElementsAre("ajar|open"));
  ASSERT_EQ(db.revert(), "");
  EXPECT_THAT(db.rows("SELECT state, label FROM doors"),
              ElementsAre("open|wide", "shut|wide", "open|open"));
  auto after = db.catalog();
  for (std::string& sql : after) {
    if (sql.starts_with("CREATE TABLE \"doors\"")) sql.replace(13, 7, "doors");
  }
  EXPECT_EQ(after, before);
}

TEST(SqliteCitext, LikeIgnoresCaseThereAndNowhereElse) {
  SqliteHistory db;
  ASSERT_EQ(db.migrate(R"(create table t {
      id int identity primary key; c citext; s text;
      check t_c_check (c like 'a%');
      check t_s_check (s like 'a%');
      index t_c_idx (c) where c like '%Z';
    })"),
            "");
  db.execute("INSERT INTO t (c, s) VALUES ('ABC', 'abc')");
  EXPECT_FALSE(db.driver().execute("INSERT INTO t (s) VALUES ('ABC')"));
  EXPECT_FALSE(db.driver().execute("INSERT INTO t (c) VALUES ('xyz')"));
  ASSERT_EQ(db.migrate("update t set s = 'axe' where c like 'ab_' restore;"), "");
  EXPECT_THAT(db.rows("SELECT s FROM t"), ElementsAre("axe"));
  ASSERT_EQ(db.migrate("alter table t { alter column s set not null; add check t_both_check (c not "
                       "like 'X%'); add column flag bool fill coalesce(c, '') like 'abC'; }"),
            "");
  EXPECT_THAT(db.rows("SELECT flag FROM t"), ElementsAre("1"));
  EXPECT_FALSE(db.driver().execute("INSERT INTO t (c, s) VALUES ('Xa', 'a')"));
}

}  // namespace
}  // namespace migc
