#include "compiler/plan/script.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "tests/support/temporary_folder.h"

namespace migc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Statement statement(std::string sql) {
  Statement result;
  result.sql = std::move(sql);
  return result;
}

Statement guard(std::string sql, std::string failure) {
  Statement result = statement(std::move(sql));
  result.kind = StatementKind::guard;
  result.failure = std::move(failure);
  return result;
}

Unit unit(std::vector<Batch> batches) {
  Unit result;
  result.revision = "8f2c1a9d3b47";
  result.parents = {"41d7c0aa92be"};
  result.title = "add users";
  result.digest = sha256("text");
  result.verdict = "exact";
  result.batches = std::move(batches);
  return result;
}

Batch batch(std::vector<Statement> statements, std::vector<Setting> settings = {}) {
  return Batch{
      .transactional = true, .settings = std::move(settings), .statements = std::move(statements)};
}

/// Everything that can be said is said somewhere in it.
Script full_script() {
  Statement everything = statement("SELECT 'é', \"a\\b\"\n -- x");
  everything.summary = "a summary";
  everything.lock = LockLevel::share_row_exclusive;
  everything.locks = "users, orgs";
  everything.tx = TxMode::outside;
  everything.hazards = {Hazard::rewrites_table, Hazard::raw_sql};
  everything.kind = StatementKind::expand;
  everything.failure = "rows";
  everything.probe = "SELECT 'done'";
  everything.loop = BatchLoop{.key = {"id", "b"},
                              .size = 5,
                              .first = "f",
                              .next = "n",
                              .body_first = "bf",
                              .body_next = "bn"};
  everything.origin = Span{FileId{3}, 10, 20};
  Unit down = unit({Batch{
      .transactional = false, .settings = {{"lock_timeout", "2s"}}, .statements = {everything}}});
  down.direction = Direction::down;
  return Script{
      .dialect = "postgres",
      .units = {unit({batch({statement("SELECT 1"), guard("SELECT 2", "twos")})}), down, Unit{}}};
}

TEST(ScriptJson, RoundTrip) {
  const Script script = full_script();
  const Result<Script> again = script_from_json(to_json(script));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, script);
  EXPECT_EQ(to_json(*again), to_json(script));
  for (const Unit& item : script.units) EXPECT_EQ(*unit_from_json(to_json(item)), item);
}

TEST(ScriptJson, AnyTextSurvives) {
  std::string text;
  for (int c = 1; c < 128; ++c) text += static_cast<char>(c);
  const Unit item = unit({batch({statement(text + "é\U0001F600")})});
  EXPECT_EQ(*unit_from_json(to_json(item)), item);
  const Unit broken =
      unit({batch({statement("a\xff"
                             "b\xc3")})});
  EXPECT_EQ(unit_from_json(to_json(broken))->batches[0].statements[0].sql, "a\uFFFDb\uFFFD");
}

TEST(ScriptJson, Layout) {
  Unit item = unit({});
  item.digest = {};
  EXPECT_EQ(
      to_json(item),
      R"({"kind":"migc unit","format":1,"revision":"8f2c1a9d3b47","parents":["41d7c0aa92be"],)"
      R"("title":"add users","direction":"up","verdict":"exact","batches":[]})");
  EXPECT_EQ(to_json(Script{.dialect = "sqlite", .units = {}}),
            "{\n  \"kind\": \"migc script\",\n  \"format\": 1,\n  \"dialect\": \"sqlite\",\n"
            "  \"units\": []\n}\n");
}

TEST(ScriptJson, EveryLockAndHazardHasItsWord) {
  Script script{.dialect = "postgres", .units = {unit({batch({})})}};
  for (int level = 0; level <= static_cast<int>(LockLevel::access_exclusive); ++level) {
    Statement item = statement("x");
    item.lock = static_cast<LockLevel>(level);
    for (int hazard = 0; hazard <= static_cast<int>(Hazard::raw_sql); ++hazard) {
      item.hazards.push_back(static_cast<Hazard>(hazard));
    }
    script.units[0].batches[0].statements.push_back(item);
  }
  EXPECT_EQ(*script_from_json(to_json(script)), script);
}

TEST(ScriptJson, WhatIsWrongIsSaid) {
  EXPECT_EQ(script_from_json("{").error().message, "the document is not a migc script");
  EXPECT_EQ(script_from_json("[]").error().kind, ErrorKind::usage);
  EXPECT_EQ(script_from_json("3").error().kind, ErrorKind::usage);
  EXPECT_EQ(script_from_json("{}").error().message,
            "the document is not a migc script: its kind is ``, not `migc script`");
  EXPECT_EQ(script_from_json(to_json(unit({}))).error().message,
            "the document is not a migc script: its kind is `migc unit`, not `migc script`");
  EXPECT_EQ(unit_from_json(R"({"kind": "migc unit", "format": 99})").error().message,
            "the document has format 99, but this migc reads up to 1");
  std::string text = to_json(full_script());
  text.replace(text.find("\"raw sql\""), 9, "\"raw egg\"");
  EXPECT_EQ(script_from_json(text).error().message,
            "the document is not a migc script: `raw egg` is no hazard");
  text = to_json(full_script());
  text.erase(text.find("\"sql\""), 1);
  EXPECT_FALSE(script_from_json(text));
}

TEST(ScriptSql, PostgresLayout) {
  Statement add = statement("ALTER TABLE users ADD COLUMN x int");
  add.summary = "add column x to users";
  add.lock = LockLevel::access_exclusive;
  add.locks = "users";
  Statement index = statement("CREATE INDEX CONCURRENTLY i ON users (x)");
  index.lock = LockLevel::share_update_exclusive;
  index.locks = "users";
  index.tx = TxMode::outside;
  index.hazards = {Hazard::scans_table, Hazard::builds_index};
  const Script script{
      .dialect = "postgres",
      .units = {unit({batch({add}, {{"lock_timeout", "2s"}}),
                      Batch{.transactional = false, .settings = {}, .statements = {index}}})}};
  EXPECT_EQ(
      to_sql(script),
      "-- migc: 1 migration for postgres\n"
      "-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE\n"
      "\\set ON_ERROR_STOP on\n"
      "\n"
      "-- migration 8f2c1a9d3b47: add users (up)\n"
      "-- revises: 41d7c0aa92be\n"
      "-- verdict: exact\n"
      "-- digest: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1\n"
      "\n"
      "SET lock_timeout = '2s';\n"
      "BEGIN;\n"
      "\n"
      "-- add column x to users\n"
      "-- lock: access exclusive on users  tx: inside  hazards: none\n"
      "ALTER TABLE users ADD COLUMN x int;\n"
      "\n"
      "COMMIT;\n"
      "RESET lock_timeout;\n"
      "\n"
      "-- lock: share update exclusive on users  tx: outside  hazards: scans table, builds index\n"
      "CREATE INDEX CONCURRENTLY i ON users (x);\n");
}

TEST(ScriptSql, CommentsCannotBreakOut) {
  Unit item = unit({batch({statement("SELECT 1 -- trailing")})});
  item.title = "two\nlines; DROP TABLE users;";
  const std::string sql = to_sql(item, "postgres");
  EXPECT_THAT(sql, HasSubstr("-- migration 8f2c1a9d3b47: two lines; DROP TABLE users; (up)\n"));
  EXPECT_THAT(sql, HasSubstr("SELECT 1 -- trailing\n;\n"));
}

TEST(ScriptSql, PostgresGuardAndExpand) {
  Statement expand = statement("SELECT format('DROP TABLE %I', n) FROM t");
  expand.kind = StatementKind::expand;
  const std::string sql =
      to_sql(unit({batch({guard("SELECT '$migc$' FROM t", "it's bad"), expand})}), "postgres");
  EXPECT_THAT(sql,
              HasSubstr("DO $migc1$ BEGIN IF EXISTS (\nSELECT '$migc$' FROM t\n) THEN\n"
                        "RAISE EXCEPTION USING MESSAGE = 'it''s bad';\nEND IF; END $migc1$;\n"));
  EXPECT_THAT(sql, HasSubstr("SELECT format('DROP TABLE %I', n) FROM t\n\\gexec\n"));
}

TEST(ScriptSql, PragmasGoBackToWhatSqliteBeginsWith) {
  const std::string sql =
      to_sql(unit({batch({}, {{"foreign_keys", "0"}, {"legacy_alter_table", "0"}})}), "sqlite");
  EXPECT_THAT(sql, HasSubstr("PRAGMA foreign_keys = 0;\n"));
  EXPECT_THAT(sql,
              HasSubstr("COMMIT;\nPRAGMA legacy_alter_table = OFF;\nPRAGMA foreign_keys = ON;\n"));
}

TEST(ScriptSql, ListsOfSettings) {
  const std::string sql = to_sql(unit({batch({}, {{"search_path", "a, b"}})}), "postgres");
  EXPECT_THAT(sql, HasSubstr("SELECT pg_catalog.set_config('search_path', 'a, b', false);\n"));
}

/// The shell itself judges: what it prints, and whether it stops.
class SqliteShell : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("sqlite3 --version > /dev/null 2>&1") != 0)
      GTEST_SKIP() << "no sqlite3 on PATH";
  }

  /// Exit code and output (both streams) of `sqlite3 -bail`.
  std::pair<int, std::string> run(const std::string& sql) {
    std::ofstream(folder_ / "in.sql") << sql;
    const std::string command =
        "cd " + folder_.path().string() + " && sqlite3 -bail x.db < in.sql 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
      output.append(buffer.data(), count);
    const int status = pclose(pipe);
    return {WEXITSTATUS(status), output};
  }

  test::TemporaryFolder folder_;
};

TEST_F(SqliteShell, RunsSettingsGuardsAndExpansions) {
  Statement expand = statement(
      "SELECT 'INSERT INTO t VALUES (' || value || ')' FROM json_each('[3,1,2]') ORDER BY value");
  expand.kind = StatementKind::expand;
  Statement silent = statement("SELECT 'EXPLAIN DELETE FROM t' UNION ALL SELECT 'SELECT 9'");
  silent.kind = StatementKind::expand;
  const Script script{.dialect = "sqlite",
                      .units = {unit({batch({statement("CREATE TABLE t (a -- a comment\n)"),
                                             guard("PRAGMA foreign_key_check(\"t\")", "orphans"),
                                             guard("SELECT 1 FROM t", "rows"), expand, silent,
                                             statement("SELECT a FROM t")},
                                            {{"foreign_keys", "OFF"}})})}};
  const auto [code, output] = run(to_sql(script) + "PRAGMA foreign_keys;\n");
  EXPECT_EQ(output, "1\n2\n3\n1\n");
  EXPECT_EQ(code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "migc_expand.sql"));
}

TEST_F(SqliteShell, AGuardStopsTheScriptAndNothingStays) {
  const Script script{
      .dialect = "sqlite",
      .units = {
          unit({batch({statement("CREATE TABLE t (a)"), statement("INSERT INTO t VALUES (NULL)"),
                       guard("WITH x AS (SELECT 1 FROM t WHERE a IS NULL) SELECT * FROM x",
                             "rows of `t` where \"a\" is null")}),
                batch({statement("SELECT 'not reached'")})})}};
  const auto [code, output] = run(to_sql(script));
  EXPECT_NE(code, 0);
  EXPECT_THAT(output, HasSubstr("rows of `t` where \"a\" is null"));
  EXPECT_THAT(output, Not(HasSubstr("not reached")));
  EXPECT_EQ(run("SELECT count(*) FROM sqlite_schema;").second, "0\n");
}

TEST_F(SqliteShell, ASettingThatDoesNotTakeStopsTheScript) {
  Script script{
      .dialect = "sqlite",
      .units = {unit({batch({statement("SELECT 'reached'")}, {{"foreign_keys", "OFF"}})})}};
  // Inside a transaction SQLite ignores the pragma silently.
  std::string sql = to_sql(script);
  sql.insert(sql.find("-- migration"), "BEGIN;\n");
  const auto [code, output] = run(sql);
  EXPECT_NE(code, 0);
  EXPECT_THAT(output, HasSubstr("the setting foreign_keys did not take"));
}

}  // namespace
}  // namespace migc
