// Every change of a table, there and back, on a populated database: whether SQLite does it in place
// or migc builds the table anew must make no difference to what is around it.
#include <algorithm>
#include <ostream>

#include "tests/e2e/sqlite_world.h"

namespace migc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct TableChange {
  std::string name;
  bool rebuilds = false;
  std::string actions;  ///< of `alter table users`
};

void PrintTo(const TableChange& change, std::ostream* out) { *out << change.actions; }

class SqliteTableChange : public test::SqliteWorld,
                          public ::testing::WithParamInterface<TableChange> {};

TEST_P(SqliteTableChange, KeepsEverythingThereAndBack) {
  const std::string users = "SELECT id, org_id, boss_id, email, age, note, shout FROM users";
  const auto catalog = plain_catalog();
  const auto neighbours = catalog_without_users();
  const auto rows = db_.rows(users);
  ASSERT_EQ(db_.migrate("alter table users { " + GetParam().actions + " }"), "");
  const auto texts = db_.texts();
  EXPECT_EQ(std::any_of(texts.begin(), texts.end(),
                        [](const std::string& sql) {
                          return sql.starts_with("CREATE TABLE migc_new_users");
                        }),
            GetParam().rebuilds);
  EXPECT_NE(plain_catalog(), catalog);
  expect_neighbours_untouched();
  ASSERT_EQ(db_.revert(), "");
  EXPECT_EQ(plain_catalog(), catalog);
  EXPECT_EQ(catalog_without_users(), neighbours);
  EXPECT_EQ(db_.rows(users), rows);
  expect_nothing_lost();
  // Everything still works together.
  db_.execute("INSERT INTO users (email) VALUES ('eve@x')");
  EXPECT_THAT(db_.rows("SELECT id, note, shout FROM users WHERE email = 'eve@x'"),
              ElementsAre("5|none|EVE@X"));
  db_.execute("INSERT INTO loud VALUES ('FAY@X')");
  EXPECT_THAT(db_.rows("SELECT what FROM log"), ElementsAre("ins eve@x", "ins fay@x"));
  db_.execute("DELETE FROM users WHERE id = 2");
  EXPECT_THAT(db_.rows("SELECT title FROM posts"), ElementsAre("p"));
  EXPECT_THAT(db_.rows("SELECT badge FROM badges"), ElementsAre("tin"));
  EXPECT_THAT(db_.rows("SELECT boss_id FROM users WHERE id = 3"), ElementsAre("null"));
}

INSTANTIATE_TEST_SUITE_P(
    Each, SqliteTableChange,
    ::testing::Values(
        TableChange{"add_nullable_column", false, "add column extra text;"},
        TableChange{"add_column_with_constant_default", false, "add column extra int default 7;"},
        TableChange{"add_required_column_with_constant_default", false,
                    "add column extra int not null default 7;"},
        TableChange{"add_reference_without_default", true,
                    "add column home_id bigint references orgs (id);"},
        TableChange{"add_reference_with_default", true,
                    "add column home_id bigint default 1 references orgs (id);"},
        TableChange{"add_column_with_changing_default", true,
                    "add column made timestamptz not null default now();"},
        TableChange{"add_virtual_column", false,
                    "add column half int generated always as (age / 2) virtual;"},
        TableChange{"add_stored_column", true,
                    "add column half int generated always as (age / 2) stored;"},
        TableChange{"add_column_in_the_middle", true, "add column extra text after org_id;"},
        TableChange{"add_column_with_check", true,
                    "add column extra int default 7; add check users_extra_check (extra > age or "
                    "true);"},
        TableChange{"add_unique", false, "add unique users_pair_key (org_id, email);"},
        TableChange{"drop_unique", false, "drop constraint users_email_key;"},
        TableChange{"rename_unique", false, "rename constraint users_email_key to users_mail_key;"},
        TableChange{"drop_column_with_foreign_key", true,
                    "drop constraint users_boss_id_fkey; drop column boss_id preserve;"},
        TableChange{"set_not_null", true, "alter column note set not null;"},
        TableChange{"drop_not_null", true, "alter column email drop not null;"},
        TableChange{"add_check", true, "add check users_note_check (note <> '');"},
        TableChange{"drop_check", true, "drop constraint users_age_check;"},
        TableChange{"rename_check", true, "rename constraint users_age_check to users_age_ok;"},
        TableChange{"set_default", true, "alter column note set default 'some';"},
        TableChange{"drop_default", true, "alter column note drop default;"},
        TableChange{"widen_type", true, "alter column note type varchar(60);"},
        TableChange{"change_type", true, "alter column age type bigint;"},
        TableChange{"change_collation", true, "alter column note collate NOCASE;"},
        TableChange{"drop_autoincrement", true, "alter column id drop identity;"},
        TableChange{"add_foreign_key", true,
                    "add foreign key users_boss_fk (boss_id) references orgs (id);"},
        TableChange{"drop_foreign_key", true, "drop constraint users_boss_id_fkey;"},
        TableChange{"alter_foreign_key", true,
                    "drop constraint users_org_id_fkey; add foreign key users_org_id_fkey (org_id) "
                    "references orgs (id) on delete restrict;"},
        TableChange{"make_strict", true, "sqlite (strict);"},
        TableChange{"add_index", false, "add index users_note_idx (note);"},
        TableChange{"drop_index", false, "drop index users_age_idx;"},
        TableChange{"rename_index", false, "rename index users_age_idx to users_years_idx;"},
        TableChange{"rename_column", false, "rename column note to remark;"},
        TableChange{"rename_column_within_a_rebuild", true,
                    "rename column note to remark; alter column remark type varchar(50);"}),
    [](const auto& change) { return change.param.name; });

// ---- what is not there and back alone

class SqliteChange : public test::SqliteWorld {};

TEST_F(SqliteChange, RenameTableTakesReferencesViewsAndTriggersAlong) {
  const auto catalog = plain_catalog();
  ASSERT_EQ(db_.migrate("alter table users { rename to people; }"), "");
  EXPECT_THAT(db_.rows("SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%users %'"),
              ElementsAre("0"));
  db_.execute("INSERT INTO loud VALUES ('FAY@X')");
  EXPECT_THAT(db_.rows("SELECT id FROM people WHERE email = 'fay@x'"), ElementsAre("5"));
  db_.execute("DELETE FROM people WHERE id = 5");
  db_.execute("DELETE FROM log");
  ASSERT_EQ(db_.migrate("alter table people { alter column note set default 'some'; }"), "");
  ASSERT_EQ(db_.revert(), "");
  ASSERT_EQ(db_.revert(), "");
  EXPECT_EQ(plain_catalog(), catalog);
  expect_nothing_lost();
}

TEST(SqliteChanges, NamesInTheQuotesOfStringsAreFollowed) {
  test::SqliteHistory db;
  ASSERT_EQ(db.migrate("create table t { id int primary key; a text; } create table log { a text; }"
                       "create trigger t_log on t for sqlite $$CREATE TRIGGER 't_log' AFTER INSERT "
                       "ON 't' WHEN new.a <> 't' BEGIN INSERT INTO 'log' SELECT 'log'; END$$;"),
            "");
  ASSERT_EQ(db.migrate("alter table log { rename to story; } alter table t { rename to u; }"), "");
  db.execute("INSERT INTO u VALUES (1, 'x'), (2, 't')");
  EXPECT_THAT(db.rows("SELECT a FROM story"), ElementsAre("log"));
  ASSERT_EQ(db.revert(), "");
  db.execute("INSERT INTO t VALUES (3, 'x')");
  EXPECT_THAT(db.rows("SELECT count(*) FROM log"), ElementsAre("2"));
}

TEST_F(SqliteChange, RenameTableInCaseAlone) {
  ASSERT_EQ(db_.migrate("alter table users { rename to \"Users\"; }"), "");
  EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE name = 'users' COLLATE NOCASE"),
              ElementsAre("Users"));
  ASSERT_EQ(db_.migrate("alter table \"Users\" { alter column note set default 'some'; }"), "");
  EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE name = 'users' COLLATE NOCASE"),
              ElementsAre("Users"));
  expect_nothing_lost();
  ASSERT_EQ(db_.revert(), "");
  ASSERT_EQ(db_.revert(), "");
  expect_nothing_lost();
}

TEST_F(SqliteChange, RenameStopsAtABrokenView) {
  db_.execute("CREATE VIEW broken AS SELECT nonsense FROM orgs");
  const auto catalog = db_.catalog();
  EXPECT_THAT(db_.migrate("alter table users { rename to people; }"),
              HasSubstr("error in view broken"));
  EXPECT_EQ(db_.catalog(), catalog);
  expect_nothing_lost();
}

TEST_F(SqliteChange, RenameColumnStopsAtAViewThatReadsItThroughAnother) {
  EXPECT_THAT(db_.migrate("alter table users { rename column email to mail; }"),
              HasSubstr("error in view loud"));
  db_.execute("DROP VIEW loud");
  db_.execute("CREATE VIEW mails AS WITH m AS (SELECT id, email FROM users) SELECT email FROM m");
  const auto catalog = db_.catalog();
  EXPECT_THAT(db_.migrate("alter table users { rename column email to mail; }"),
              HasSubstr("error in view mails"));
  EXPECT_EQ(db_.catalog(), catalog);
  expect_nothing_lost();
  // The author says what becomes of the view.
  ASSERT_EQ(db_.migrate("sql for sqlite $$ DROP VIEW mails $$ down nothing; "
                        "alter table users { rename column email to mail; } "
                        "sql for sqlite $$ CREATE VIEW mails AS WITH m AS (SELECT id, mail FROM "
                        "users) SELECT mail FROM m $$ down nothing;"),
            "");
  EXPECT_THAT(db_.rows("SELECT mail FROM mails ORDER BY 1"),
              ElementsAre("ann@x", "bob@x", "cat@x"));
}

TEST_F(SqliteChange, DropColumnStopsAtViewsAndTriggers) {
  const auto catalog = db_.catalog();
  EXPECT_THAT(db_.migrate("alter table users { drop column note discard; }"),
              HasSubstr("error in index users_extra"));
  EXPECT_EQ(db_.catalog(), catalog);
  db_.execute("DROP INDEX users_extra");
  EXPECT_THAT(db_.migrate("alter table users { drop column note discard; }"),
              HasSubstr("no such column: note"));
  db_.execute("CREATE VIEW titles AS SELECT title FROM posts");
  EXPECT_THAT(db_.migrate("alter table posts { drop column title discard; }"),
              HasSubstr("error in view titles"));
  expect_nothing_lost();
}

TEST_F(SqliteChange, DropColumnInPlaceWhereNothingMentionsIt) {
  ASSERT_EQ(db_.migrate("alter table posts { add column small varchar(3) default 'abc'; }"), "");
  ASSERT_EQ(db_.migrate("alter table posts { drop column small preserve; }"), "");
  EXPECT_THAT(db_.texts(), Contains("ALTER TABLE posts DROP COLUMN small"));
  ASSERT_EQ(db_.revert(), "");
  EXPECT_THAT(db_.rows("SELECT small FROM posts"), ElementsAre("abc", "abc", "abc"));
  ASSERT_EQ(db_.revert(), "");
  expect_nothing_lost();
}

TEST_F(SqliteChange, DropKeyColumnsOfEveryKind) {
  for (const std::string column : {"org_id", "boss_id", "shout"}) {
    ASSERT_EQ(db_.migrate("alter table users { drop column " + column + " preserve; }"), "");
    expect_neighbours_untouched();
    ASSERT_EQ(db_.revert(), "") << column;
    expect_nothing_lost();
  }
}

TEST_F(SqliteChange, AddColumnLooksAtRowsThatAreThere) {
  // A default that is no constant passes on an empty table and fails on rows: migc does not try.
  ASSERT_EQ(
      db_.migrate("alter table posts { add column made date not null default current_date; }"), "");
  EXPECT_THAT(db_.rows("SELECT count(made) FROM posts"), ElementsAre("3"));
  EXPECT_THAT(db_.migrate("alter table posts { add column must text not null fill title; add check "
                          "posts_must_check (must <> 'q'); }"),
              HasSubstr("rows of `posts` that violate `posts_must_check`: 2"));
  ASSERT_EQ(db_.revert(), "");
  expect_nothing_lost();
}

TEST_F(SqliteChange, FullTextIndexesKeepTheirRows) {
  db_.execute(
      "CREATE VIRTUAL TABLE found USING fts5 (email, content = 'users', content_rowid = 'id')");
  db_.execute("INSERT INTO found (found) VALUES ('rebuild')");
  db_.execute(
      "CREATE TRIGGER users_found AFTER INSERT ON users BEGIN INSERT INTO found (rowid, email) "
      "VALUES (NEW.id, NEW.email); END");
  ASSERT_EQ(db_.migrate("alter table users { alter column note set default 'some'; }"), "");
  EXPECT_THAT(db_.rows("SELECT rowid, email FROM found WHERE found MATCH 'cat'"),
              ElementsAre("3|cat@x"));
  db_.execute("INSERT INTO users (email) VALUES ('eve@x')");
  EXPECT_THAT(db_.rows("SELECT rowid FROM found WHERE found MATCH 'eve'"), ElementsAre("5"));
  db_.execute("INSERT INTO found (found, rank) VALUES ('integrity-check', 1)");
}

}  // namespace
}  // namespace migc
