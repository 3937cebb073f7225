// The whole product on SQLite: the example and the reference histories, up and down and up again.
#include <filesystem>
#include <gtest/gtest.h>
#include <string>

#include "runtime/driver/open.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/golden.h"
#include "tests/support/inference_rows.h"
#include "tests/support/sqlite_target.h"

namespace migc::test {

namespace {

class SqliteProject : public ::testing::Test {
 protected:
  SqliteProject() {
    Result<std::unique_ptr<runtime::Driver>> driver =
        runtime::open_driver(sqlite_target(), {.create = true});
    EXPECT_TRUE(driver.has_value());
    if (driver) driver_ = std::move(*driver);
  }

  /// The catalog as SQLite keeps it, in its order, without migc's own objects and SQLite's.
  static std::string verbatim(Climb& climb) {
    return climb.query(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE 'migc_%' AND "
        "name <> 'sqlite_sequence' ORDER BY rowid");
  }

  std::unique_ptr<runtime::Driver> driver_;
};

GoldenRun compile_project(std::string_view name) {
  for (const GoldenCase& golden : golden_cases()) {
    if (golden.name == name) return compile_golden(golden);
  }
  ADD_FAILURE() << name << " is missing";
  return {};
}

TEST_F(SqliteProject, ExampleHasTheSameCatalogTheSecondTime) {
  const GoldenRun run = compile_project("examples/inference_service");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  Climb climb(*run.compilation, *driver_);
  climb.up();
  const std::string first = verbatim(climb);
  climb.down();
  EXPECT_EQ(verbatim(climb), "");
  climb.up();
  EXPECT_EQ(verbatim(climb), first);
  EXPECT_EQ(climb.query("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(climb.query("PRAGMA integrity_check"), "ok\n");
}

TEST_F(SqliteProject, ExampleKeepsItsRowsOnTheWayBack) {
  const GoldenRun run = compile_project("examples/inference_service");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  Climb climb(*run.compilation, *driver_);
  // The seeded user is born when the migration runs; that is the only row that tells the time.
  const std::string same_time =
      "UPDATE users SET created_at = '2026-01-01', updated_at = '2026-01-01' WHERE username = "
      "'public'";
  climb.up("initial_schema");
  for (const std::string& sql : inference_rows()) climb.execute(sql);
  const std::string catalog = climb.catalog();
  const std::string rows = climb.rows();
  climb.up();
  EXPECT_EQ(climb.query("SELECT count(*) FROM users WHERE username = 'gone'"), "0\n");
  climb.execute(same_time);
  const std::string high = climb.rows();
  climb.down("initial_schema");
  EXPECT_EQ(climb.catalog(), catalog);
  EXPECT_EQ(climb.rows(), rows);
  climb.up();
  climb.execute(same_time);
  EXPECT_EQ(climb.rows(), high);
  EXPECT_EQ(climb.query("PRAGMA foreign_key_check"), "");
}

TEST_F(SqliteProject, ExampleGivesOldPublicUsersTheRightForm) {
  const GoldenRun run = compile_project("examples/inference_service");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  Climb climb(*run.compilation, *driver_);
  climb.up("seed_public_user");
  const std::string hyphens = "00000000-0000-0000-0000-000000000001";
  const std::string plain = "00000000000000000000000000000001";
  climb.execute("UPDATE users SET id = '" + hyphens + "', created_by = '" + hyphens + "'");
  climb.execute(
      "INSERT INTO user_agent_instances (id, user_id, instance_name, display_name, "
      "base_agent_name, "
      "is_default, is_active, is_deepagent) VALUES ('00000000000000000000000000000009', '" +
      hyphens + "', 'a', 'A', 'base', 0, 1, 0)");
  climb.up();
  EXPECT_EQ(climb.query("SELECT id, created_by FROM users"), plain + "|" + plain + "\n");
  EXPECT_EQ(climb.query("SELECT user_id FROM user_agent_instances"), plain + "\n");
}

TEST_F(SqliteProject, ReferenceHistoryClimbsToTheHeadAndBack) {
  const GoldenRun run = compile_project("migrations");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  climb_there_and_back(*run.compilation, *driver_, 1);
}

TEST_F(SqliteProject, VirtualTablesTakeTheirShadowsAlong) {
  const GoldenRun run = compile_project("virtual_tables/rename");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  Climb climb(*run.compilation, *driver_);
  climb.up("before");
  climb.execute("INSERT INTO notes (id, title) VALUES (1, 'old words')");
  climb.execute("INSERT INTO notes_found (rowid, title) VALUES (1, 'old words')");
  climb.up();
  climb.execute("INSERT INTO notes (id, title) VALUES (2, 'new words')");
  EXPECT_EQ(climb.query("SELECT rowid FROM notes_index WHERE notes_index MATCH 'words'"), "1\n2\n");
  climb.down("before");
  EXPECT_EQ(climb.query("SELECT rowid FROM notes_found WHERE notes_found MATCH 'new'"), "2\n");
  climb.down();
  EXPECT_EQ(climb.query("SELECT name FROM sqlite_schema WHERE name LIKE 'notes%'"), "");
}

TEST_F(SqliteProject, ReferenceHistoryOfSqliteClimbsToTheHeadAndBack) {
  const GoldenRun run = compile_project("migrations/sqlite");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  climb_there_and_back(*run.compilation, *driver_, 1);
}

}  // namespace

}  // namespace migc::test
