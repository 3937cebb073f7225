// The whole product on PostgreSQL: the example, the reference histories and generated projects.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string>

#include "runtime/driver/open.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/generated_schema.h"
#include "tests/support/golden.h"
#include "tests/support/inference_rows.h"
#include "tests/support/pair.h"
#include "tests/support/pg_server.h"
#include "tests/support/schema_dump.h"

namespace migc::test {

namespace {

GoldenRun compile_project(std::string_view name) {
  for (const GoldenCase& golden : golden_cases()) {
    if (golden.name == name) return compile_golden(golden);
  }
  ADD_FAILURE() << name << " is missing";
  return {};
}

TEST(PostgresProject, ExampleHasTheSameCatalogTheSecondTime) {
  MIGC_NEED_PG(access);
  const GoldenRun run = compile_project("examples/inference_service");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  const PgDatabase database(access);
  const std::unique_ptr<runtime::Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(*run.compilation, *driver);
  const std::string empty = schema_dump(database);
  climb.up();
  const std::string first = schema_dump(database);
  climb.down();
  EXPECT_EQ(schema_dump(database), empty);
  climb.up();
  EXPECT_EQ(schema_dump(database), first);
}

TEST(PostgresProject, ExampleKeepsItsRowsOnTheWayBack) {
  MIGC_NEED_PG(access);
  const GoldenRun run = compile_project("examples/inference_service");
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  const PgDatabase database(access);
  const std::unique_ptr<runtime::Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(*run.compilation, *driver);
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
}

TEST(PostgresProject, ReferenceHistoryClimbsToTheHeadAndBack) {
  MIGC_NEED_PG(access);
  for (const std::string_view name : {"migrations", "migrations/postgres"}) {
    SCOPED_TRACE(name);
    const GoldenRun run = compile_project(name);
    ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
    const PgDatabase database(access);
    const std::unique_ptr<runtime::Driver> driver = connect(database);
    ASSERT_NE(driver, nullptr);
    const Version wanted = run.compilation->emit_options("postgres").version;
    if (driver->server_version() < wanted) {
      GTEST_SKIP() << name << " is written for PostgreSQL " << wanted.major << " and later";
    }
    climb_there_and_back(*run.compilation, *driver, 1);
  }
}

/// L4 and L5: what the database holds is what the model says, and it comes back with its rows.
TEST(PostgresProject, GeneratedProjectsComeBackWithTheirRows) {
  MIGC_NEED_PG(access);
  const LawSeeds seeds = law_seeds(100);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    ProjectOptions project;
    if (seed % 2 == 1) project.dialect = "postgres";
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, project);
    if (compilation->diagnostics().has_errors()) continue;
    const PgDatabase database(access);
    const std::unique_ptr<runtime::Driver> driver = connect(database);
    ASSERT_NE(driver, nullptr);
    std::ignore = driver->execute("CREATE ROLE reader");  // it may be there from another test
    climb_there_and_back(*compilation, *driver, seed);
  }
}

TEST(PostgresProject, TheWayBetweenTwoSchemasKeepsRows) {
  MIGC_NEED_PG(access);
  const LawSeeds seeds = law_seeds(6);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seeds {} and {}", seed, seed + 1000000));
    const PgDatabase database(access);
    const PgDatabase another(access);
    const std::unique_ptr<runtime::Driver> driver = connect(database);
    const std::unique_ptr<runtime::Driver> fresh = connect(another);
    ASSERT_TRUE(driver != nullptr && fresh != nullptr);
    std::ignore = driver->execute("CREATE ROLE reader");  // it may be there from another test
    walk_pair(generated_schema(seed), generated_schema(seed + 1000000), *driver, *fresh);
    if (HasFailure()) return;
  }
}

}  // namespace

}  // namespace migc::test
