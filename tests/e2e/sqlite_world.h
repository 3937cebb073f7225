#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/support/run_unit_sqlite.h"

namespace migc::test {

/// A populated database in which `users` is surrounded by everything that a careless rebuild
/// destroys: a reference to itself, children with cascades (one of them WITHOUT ROWID), a gap in
/// its AUTOINCREMENT, generated columns, partial and expression indexes, indexes and triggers that
/// the history does not know, a view on a view with an INSTEAD OF trigger, triggers of other
/// tables.
class SqliteWorld : public ::testing::Test {
 protected:
  SqliteWorld() {
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
      }
      create table badges {
        user_id bigint references users (id) on delete cascade;
        badge text;
        primary key (user_id, badge);
      } sqlite (without rowid);)"),
              "");
    for (const char* sql : {
             "INSERT INTO orgs (name) VALUES ('a'), ('b')",
             "INSERT INTO users (org_id, boss_id, email, age) VALUES (1, NULL, 'ann@x', 30), (1, "
             "1, 'bob@x', 20), (2, 2, 'cat@x', NULL), (2, 2, 'dan@x', 5)",
             "INSERT INTO posts (user_id, title) VALUES (1, 'p'), (2, 'q'), (2, 'r')",
             "INSERT INTO badges VALUES (2, 'gold'), (3, 'tin')",
             "DELETE FROM users WHERE email = 'dan@x'",  // its id must never come again
             "CREATE TABLE log (what)",
             "CREATE VIEW adults AS SELECT id, email FROM users WHERE age > 18",
             "CREATE VIEW loud AS SELECT upper(email) AS email FROM adults",
             "CREATE TRIGGER users_ins AFTER INSERT ON users BEGIN INSERT INTO log VALUES ('ins ' "
             "|| NEW.email); END",
             "CREATE TRIGGER users_upd AFTER UPDATE OF email ON users WHEN CASE WHEN 1 THEN 1 END "
             "BEGIN INSERT INTO log VALUES ('upd ' || NEW.email); END",
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
        "AND sql IS NOT NULL ORDER BY type, name");
  }

  /// The catalog, where the quotes do not count that a rename puts around a name.
  std::vector<std::string> plain_catalog() {
    std::vector<std::string> result = db_.catalog();
    for (std::string& sql : result) std::erase(sql, '"');
    return result;
  }

  /// Nothing is left of migc's own, nothing fired, and the neighbours have their rows.
  void expect_neighbours_untouched() {
    using ::testing::ElementsAre;
    using ::testing::IsEmpty;
    EXPECT_THAT(db_.rows("SELECT user_id, title FROM posts ORDER BY id"),
                ElementsAre("1|p", "2|q", "2|r"));
    EXPECT_THAT(db_.rows("SELECT user_id, badge FROM badges ORDER BY 1"),
                ElementsAre("2|gold", "3|tin"));
    EXPECT_THAT(db_.rows("SELECT name FROM orgs ORDER BY id"), ElementsAre("a", "b"));
    EXPECT_THAT(db_.rows("SELECT * FROM log"), IsEmpty()) << "no trigger may fire";
    EXPECT_THAT(db_.rows("PRAGMA foreign_keys"), ElementsAre("1"));
    EXPECT_THAT(db_.rows("PRAGMA ignore_check_constraints"), ElementsAre("0"));
    EXPECT_THAT(db_.rows("PRAGMA legacy_alter_table"), ElementsAre("0"));
    EXPECT_THAT(db_.rows("PRAGMA foreign_key_check"), IsEmpty());
    EXPECT_THAT(db_.rows("PRAGMA integrity_check"), ElementsAre("ok"));
    EXPECT_THAT(db_.rows("SELECT name FROM sqlite_temp_schema"), IsEmpty());
  }

  void expect_nothing_lost() {
    using ::testing::ElementsAre;
    using ::testing::IsEmpty;
    EXPECT_THAT(db_.rows("SELECT id, org_id, boss_id, email, shout FROM users ORDER BY id"),
                ElementsAre("1|1|null|ann@x|ANN@X", "2|1|1|bob@x|BOB@X", "3|2|2|cat@x|CAT@X"));
    expect_neighbours_untouched();
    EXPECT_THAT(db_.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migc~_%' ESCAPE '~'"),
                IsEmpty());
  }

  SqliteHistory db_;
};

}  // namespace migc::test
