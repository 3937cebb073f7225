#include "tests/cli/stash_cases.h"

#include <fmt/format.h>

namespace migc::test {
namespace {

constexpr std::string_view creating = R"(migration a00000000001 'create';
revises base;

create enum mood {
  'calm',
  'wild'
}

create table users {
  id bigint identity primary key;
  email text not null;
  nick varchar(20);
  age int;
  mood mood;
}

create table notes {
  id bigint identity primary key;
  body text not null;
  mood mood;
}
)";

constexpr std::string_view taking = R"(migration b00000000002 'take away';
revises a00000000001;

update users set nick = 'x' where id < 3 restore;

delete from users where id = 3 preserve;

alter table users {
  drop column age preserve;
}

drop table notes preserve;
)";

std::string without_last_line_end(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

void StashTest::SetUp() {
  write("migc.toml", R"([project]
dialects = ["postgres >= 13", "sqlite >= 3.35.5"]
[database]
url = "sqlite:///migc.db"
)");
  write("migrations/a.mig", creating);
  write("migrations/b.mig", taking);
  if (sqlite_engine()) return;
  MIGC_NEED_PG(access);
  database_ = std::make_unique<PgDatabase>(access);
  variables["MIGC_URL"] = database_->url();
}

std::string StashTest::sql(const std::string& text) const {
  if (sqlite_engine()) return without_last_line_end(sqlite(text));
  const Outcome outcome =
      run({"psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database_->url()}, text);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  return without_last_line_end(outcome.out);
}

std::string StashTest::rows_of_users() const {
  return sql("SELECT id, email, nick, age, mood FROM users ORDER BY id;");
}

bool StashTest::has_table(const std::string& name) const {
  return sql(sqlite_engine()
                 ? fmt::format("SELECT count(*) FROM sqlite_schema WHERE name = '{}';", name)
                 : fmt::format("SELECT count(*) FROM pg_tables WHERE tablename = '{}';", name)) !=
         "0";
}

std::string StashTest::stash_tables() const {
  return sql(sqlite_engine()
                 ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name LIKE "
                   "'migc~_stash%' ESCAPE '~' OR name LIKE 'migc~_sequence%' ESCAPE '~') "
                   "ORDER BY name;"
                 : "SELECT tablename FROM pg_tables WHERE schemaname = 'migc' AND tablename LIKE "
                   "'stash%' ORDER BY 1;");
}

void StashTest::age_ledger(int days) const {
  sql(sqlite_engine()
          ? fmt::format(
                "UPDATE migc_ledger SET finished = strftime('%Y-%m-%dT%H:%M:%fZ', finished, "
                "'-{} days');",
                days)
          : fmt::format("UPDATE migc.ledger SET finished = finished - interval '{} days';", days));
}

void StashTest::apply_with_rows() const {
  ok({"apply", "a000"});
  sql("INSERT INTO users (email, nick, age, mood) VALUES ('ann', 'an', 31, 'calm'), ('bob', NULL, "
      "32, NULL), ('cat', 'ca', NULL, 'wild');"
      "INSERT INTO notes (body, mood) VALUES ('one', 'wild'), ('02', NULL), ('three', 'calm');"
      "DELETE FROM notes WHERE id = 3;");
  ok({"apply"});
  ASSERT_EQ(sql("SELECT id, email, nick FROM users ORDER BY id;"), "1|ann|x\n2|bob|x");
}

namespace {

TEST_P(StashTest, NothingIsKeptAtFirst) {
  EXPECT_EQ(ok({"stash", "list"}), "nothing is kept\n");
  EXPECT_EQ(json({"stash", "list"}), nlohmann::json::array());
  EXPECT_EQ(ok({"stash", "purge", "--all"}), "nothing to purge\n");
  EXPECT_FALSE(exists("migc.db")) << "looking at stashes creates no database";
}

TEST_P(StashTest, ListTellsWhatIsKept) {
  apply_with_rows();
  const auto stashes = json({"stash", "list"});
  ASSERT_EQ(stashes.size(), 4U);
  const std::vector<std::pair<std::string, int>> expected{
      {"update `nick` of `users`, keeping the old values", 2},
      {"delete rows from `users`, keeping them", 1},
      {"drop column `users.age`, keeping its data", 2},
      {"drop table `notes`, keeping its data", 2}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& stash = stashes.at(i);
    EXPECT_EQ(stash.at("stash"), fmt::format("b00000000002_{}", i + 1));
    EXPECT_EQ(stash.at("revision"), "b00000000002");
    EXPECT_EQ(stash.at("state"), "applied");
    EXPECT_EQ(stash.at("keeps"), expected[i].first);
    EXPECT_EQ(stash.at("rows"), expected[i].second);
    EXPECT_EQ(stash.at("bytes").is_null(), sqlite_engine());
    EXPECT_EQ(stash.at("overdue"), false);
    EXPECT_LT(stash.at("kept_since"), stash.at("purge_due"));
  }
  EXPECT_EQ(stashes.at(2).at("columns"), nlohmann::json({"id", "age"}));
  const std::string text = ok({"stash", "list"});
  EXPECT_TRUE(contains(text, "b00000000002_4  applied      2  ")) << text;
  EXPECT_TRUE(contains(text, "  drop table `notes`, keeping its data\n")) << text;
}

TEST_P(StashTest, ListShowsOrphansAndStrangers) {
  apply_with_rows();
  ok({"stamp", "a000"});
  sql(sqlite_engine() ? "CREATE TABLE migc_stash_mine_1 (a);"
                      : "CREATE TABLE migc.stash_mine_1 (a int);");
  const auto stashes = json({"stash", "list"});
  ASSERT_EQ(stashes.size(), 5U);
  EXPECT_EQ(stashes.at(0).at("stash"), "mine_1");
  EXPECT_EQ(stashes.at(0).at("state"), "unknown");
  EXPECT_EQ(stashes.at(0).at("keeps"), "columns a");
  EXPECT_TRUE(stashes.at(0).at("kept_since").is_null());
  EXPECT_EQ(stashes.at(1).at("state"), "not applied");
  const Outcome named = migc({"stash", "purge", "mine", "--yes"});
  EXPECT_EQ(named.code, 4);
  EXPECT_TRUE(contains(named.err, "may not be a stash")) << named.err;
  const Outcome all = migc({"stash", "purge", "--all", "--yes"});
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_TRUE(contains(all.err, "is left alone")) << all.err;
  EXPECT_EQ(stash_tables(), sqlite_engine() ? "migc_stash_mine_1" : "stash_mine_1");
}

TEST_P(StashTest, PurgeTakesWhatIsDue) {
  apply_with_rows();
  EXPECT_EQ(ok({"stash", "purge", "--yes"}), "nothing to purge\n");
  age_ledger(29);
  EXPECT_EQ(ok({"stash", "purge", "--yes"}), "nothing to purge\n");
  EXPECT_EQ(ok({"stash", "purge", "b000", "--older-than", "30d", "--yes"}), "nothing to purge\n");
  EXPECT_EQ(json({"stash", "purge", "--older-than", "28d", "--dry-run"}).at("would_purge").size(),
            4U);
  age_ledger(2);
  EXPECT_EQ(json({"stash", "list"}).at(0).at("overdue"), true);
  EXPECT_TRUE(ok({"stash", "purge", "--yes"}).starts_with("purged 4 stashes on "));
  EXPECT_EQ(stash_tables(), "");
  EXPECT_TRUE(has_table("users")) << "nothing but stashes is dropped";
  EXPECT_EQ(ok({"stash", "list"}), "nothing is kept\n");
}

TEST_P(StashTest, PurgeNeedsConsent) {
  apply_with_rows();
  const std::string before = stash_tables();
  const Outcome refused = migc({"stash", "purge", "b00000000002_3"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_EQ(refused.out, "");
  EXPECT_TRUE(contains(refused.err, "b00000000002_3  2 rows, drop column `users.age`"))
      << refused.err;
  EXPECT_EQ(stash_tables(), before);
  EXPECT_TRUE(contains(ok({"stash", "purge", "--all", "--dry-run"}), "b00000000002_4"));
  EXPECT_EQ(stash_tables(), before);
  EXPECT_EQ(migc({"stash", "purge", "--all", "b000", "--yes"}).code, 2);
  EXPECT_EQ(migc({"stash", "purge", "c000", "--yes"}).code, 2);
  EXPECT_EQ(migc({"stash", "purge", "--older-than", "soon", "--yes"}).code, 2);
  EXPECT_EQ(stash_tables(), before);
  at_terminal = true;
  input = "no\n";
  EXPECT_EQ(migc({"stash", "purge", "--all"}).code, 4);
  EXPECT_EQ(stash_tables(), before);
  input = "yes\n";
  const Outcome purged = migc({"stash", "purge", "--all"});
  EXPECT_EQ(purged.code, 0) << purged.err;
  EXPECT_TRUE(contains(purged.err, "go on?")) << purged.err;
  EXPECT_EQ(stash_tables(), "");
}

TEST_P(StashTest, PurgeIsRememberedAndStopsTheRevert) {
  apply_with_rows();
  const auto purged = json({"stash", "purge", "b00000000002_3", "--yes"});
  EXPECT_EQ(purged.at("purged"),
            nlohmann::json::parse(R"([{"stash": "b00000000002_3", "rows": 2}])"));
  const std::string history = ok({"history", "-v"});
  EXPECT_TRUE(contains(history,
                       "kept data:  purged stash b00000000002_3: 2 rows (drop column `users.age`, "
                       "keeping its data) on "))
      << history;
  EXPECT_EQ(json({"history", "-v"}).at(0).count("kept_data_purged"), 1U);
  EXPECT_EQ(json({"history", "-v"}).at(1).count("kept_data_purged"), 0U);
  const std::string before = stash_tables();
  for (const char* target : {"-1", "base"}) {
    const Outcome revert = migc({"revert", target});
    EXPECT_EQ(revert.code, 4);
    EXPECT_TRUE(contains(revert.err, "the data that b00000000002 kept was purged on 2"))
        << revert.err;
    EXPECT_TRUE(contains(revert.err, "`--without-data` reverts the structure only")) << revert.err;
  }
  EXPECT_EQ(stash_tables(), before);
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at b00000000002 (head)\n");
}

TEST_P(StashTest, RevertWithoutDataRestoresWhatIsStillKept) {
  apply_with_rows();
  ok({"stash", "purge", "b00000000002_3", "b00000000002_4", "--yes"});
  const Outcome revert = migc({"revert", "-1", "--without-data"});
  EXPECT_EQ(revert.code, 0) << revert.err;
  EXPECT_TRUE(contains(revert.err, "without the data that it kept (stash b00000000002_3)"))
      << revert.err;
  EXPECT_EQ(rows_of_users(), "1|ann|an||calm\n2|bob|||\n3|cat|ca||wild");
  EXPECT_EQ(sql("SELECT count(*) FROM notes;"), "0");
  EXPECT_EQ(stash_tables(), "");
  sql("INSERT INTO notes (body) VALUES ('new');");
  ok({"apply"});
  ok({"revert", "-1"});
  EXPECT_EQ(sql("SELECT body FROM notes;"), "new") << "the ledger keeps the whole way down again";
}

TEST_P(StashTest, RevertWithoutDataOfEverything) {
  apply_with_rows();
  ok({"stash", "purge", "--all", "--yes"});
  ok({"revert", "base", "--without-data", "--dry-run"});
  EXPECT_EQ(migc({"revert", "-1"}).code, 4);
  ok({"revert", "-1", "--without-data"});
  EXPECT_EQ(rows_of_users(), "1|ann|x||calm\n2|bob|x||");
  EXPECT_TRUE(has_table("notes"));
  ok({"revert", "base"});
  EXPECT_FALSE(has_table("users"));
}

TEST_P(StashTest, TheFlagGivesNothingUpThatIsThere) {
  apply_with_rows();
  const std::string all = "1|ann|an|31|calm\n2|bob||32|\n3|cat|ca||wild";
  ok({"revert", "-1", "--without-data"});
  EXPECT_EQ(rows_of_users(), all);
  EXPECT_EQ(sql("SELECT id, body, mood FROM notes ORDER BY id;"), "1|one|wild\n2|02|");
}

TEST_P(StashTest, AStampedRevisionKeptNothing) {
  ok({"apply", "a000"});
  ok({"stamp", "head"});
  const Outcome revert = migc({"revert", "-1"});
  EXPECT_EQ(revert.code, 4);
  EXPECT_TRUE(contains(revert.err, "the data that b00000000002 kept is not in this database"))
      << revert.err;
}

TEST_P(StashTest, TheLedgerAloneCannotDoWithoutData) {
  apply_with_rows();
  ok({"stash", "purge", "--all", "--yes"});
  std::filesystem::remove(root / "migrations/b.mig");
  const Outcome revert = migc({"revert", "-1", "--without-data"});
  EXPECT_EQ(revert.code, 4);
  EXPECT_TRUE(contains(revert.err, "help: check out the files of the applied revisions"))
      << revert.err;
}

TEST_P(StashTest, RestorePutsATableBack) {
  apply_with_rows();
  const Outcome missing = migc({"stash", "restore", "b00000000002_4"});
  EXPECT_EQ(missing.code, 4);
  EXPECT_TRUE(contains(missing.err, "there is no table `notes` to put the kept data into"))
      << missing.err;
  sql(sqlite_engine()
          ? "CREATE TABLE old_notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, "
            "mood "
            "TEXT, extra TEXT DEFAULT 'd');"
          : "CREATE TABLE old_notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text "
            "NOT NULL, mood mood, extra text DEFAULT 'd');");
  EXPECT_EQ(ok({"stash", "restore", "b00000000002_4", "--to", "old_notes"}),
            "put 2 rows back into `old_notes`\n");
  EXPECT_EQ(sql("SELECT id, body, mood, extra FROM old_notes ORDER BY id;"),
            "1|one|wild|d\n2|02||d");
  sql("INSERT INTO old_notes (body) VALUES ('next');");
  EXPECT_EQ(sql("SELECT max(id) FROM old_notes;"), "4") << "number 3 was given away before";
  const Outcome again = migc({"stash", "restore", "b00000000002_4", "--to", "old_notes"});
  EXPECT_EQ(again.code, 4);
  EXPECT_TRUE(contains(again.err, "the kept data does not fit: ")) << again.err;
  EXPECT_EQ(sql("SELECT count(*) FROM old_notes;"), "3");
  ok({"revert", "-1"});
  EXPECT_EQ(sql("SELECT count(*) FROM notes;"), "2") << "the stash was there all the time";
}

TEST_P(StashTest, RestoreRefusesWhatDoesNotFit) {
  apply_with_rows();
  const auto refused = [&](const std::string& stash, const std::string& words) {
    const Outcome outcome = migc({"stash", "restore", stash, "--to", "other"});
    EXPECT_EQ(outcome.code, 4);
    EXPECT_TRUE(contains(outcome.err, words)) << outcome.err;
    EXPECT_EQ(sql("SELECT count(*) FROM other;"), "0");
  };
  sql("CREATE TABLE other (id bigint PRIMARY KEY, mood text);");
  refused("b00000000002_4", "table `other` has no column `body`");
  sql("DROP TABLE other; CREATE TABLE other (id bigint PRIMARY KEY, body int, mood text);");
  refused("b00000000002_4", sqlite_engine()
                                ? "1 kept row would not come back as they were"
                                : "values of `body` were kept as text, and column `body`");
}

TEST_P(StashTest, RestoreGivesAColumnBackByKey) {
  apply_with_rows();
  sql("ALTER TABLE users ADD COLUMN age int;");
  EXPECT_EQ(ok({"stash", "restore", "b00000000002_3"}),
            "gave 2 rows of `users` the kept value of `age`\n");
  EXPECT_EQ(sql("SELECT id, age FROM users ORDER BY id;"), "1|31\n2|32");
  EXPECT_EQ(migc({"stash", "restore", "b00000000002_3"}).code, 0) << "nothing changes any more";
  sql("UPDATE users SET age = 40 WHERE id = 1;");
  const Outcome other = migc({"stash", "restore", "b00000000002_3"});
  EXPECT_EQ(other.code, 4);
  EXPECT_TRUE(contains(other.err, "1 row of `users` has another value in `age` already"))
      << other.err;
  EXPECT_EQ(sql("SELECT age FROM users WHERE id = 1;"), "40");
}

TEST_P(StashTest, RestoreGivesFormerValuesBackWhereNothingChangedSince) {
  apply_with_rows();
  EXPECT_EQ(migc({"stash", "restore", "b000"}).code, 2) << "it keeps several things";
  sql("UPDATE users SET nick = 'later' WHERE id = 2;");
  EXPECT_EQ(ok({"stash", "restore", "b00000000002_1"}),
            "gave 1 row of `users` the former values of `nick`\n"
            "1 of 2 kept rows found no row that is still as it was left\n");
  EXPECT_EQ(sql("SELECT id, nick FROM users ORDER BY id;"), "1|an\n2|later");
}

TEST_P(StashTest, HelpAndMistakes) {
  EXPECT_TRUE(contains(ok({"stash"}), "restore"));
  EXPECT_TRUE(contains(ok({"stash", "purge", "--help"}), "--older-than"));
  const Outcome word = migc({"stash", "lst"});
  EXPECT_EQ(word.code, 2);
  EXPECT_TRUE(contains(word.err, "there is no command `stash lst`")) << word.err;
  EXPECT_TRUE(contains(word.err, "`list`")) << word.err;
  const Outcome option = migc({"stash", "purge", "--al"});
  EXPECT_EQ(option.code, 2);
  EXPECT_TRUE(contains(option.err, "`migc stash purge` has no option `--al`")) << option.err;
  EXPECT_EQ(migc({"stash", "restore"}).code, 2);
}

}  // namespace
}  // namespace migc::test
