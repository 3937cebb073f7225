// Every golden of objects other than tables runs on PostgreSQL: up, down, up and down to the base,
// with the same catalog in the same place.
#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/text.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/golden.h"
#include "tests/support/pg_server.h"
#include "tests/support/schema_dump.h"

namespace migc::test {

namespace {

constexpr auto topics = std::to_array<std::string_view>(
    {"views/",       "materialized_views/", "sequences/",   "domains/",       "extensions/",
     "functions/",   "triggers/",           "rules/",       "row_security/",  "grants/",
     "owners/",      "composite_types/",    "range_types/", "collations/",    "text_search/",
     "statistics/",  "publications/",       "servers/",     "schemas/",       "enums/",
     "rich_tables/", "partitions/",         "inheritance/", "foreign_tables/"});

/// Roles belong to the whole server: other tests may have made them.
constexpr std::string_view roles = R"(DO $$
DECLARE name text;
BEGIN
  PERFORM pg_advisory_xact_lock(4711);
  FOREACH name IN ARRAY ARRAY['reader', 'editor', 'alice'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I', name);
    END IF;
  END LOOP;
END $$)";

/// The lines in an order of their own: a column that comes back comes back last.
std::string sorted_dump(const PgDatabase& database) {
  std::vector<std::string> lines;
  std::istringstream text(schema_dump(database));
  for (std::string line; std::getline(text, line);) {
    while (!line.empty() && line.back() == ',') line.pop_back();
    lines.push_back(std::move(line));
  }
  std::ranges::sort(lines);
  return join(lines, "\n");
}

class PostgresObjects : public ::testing::TestWithParam<std::string> {};

TEST_P(PostgresObjects, HaveTheSameCatalogAfterTheWayThereAndBack) {
  MIGC_NEED_PG(access);
  const std::vector<GoldenCase> cases = golden_cases();
  const auto found = std::ranges::find(cases, GetParam(), &GoldenCase::name);
  ASSERT_NE(found, cases.end());
  const GoldenRun run = compile_golden(*found);
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  const PgDatabase database(access);
  const std::unique_ptr<runtime::Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(*run.compilation, *driver);
  climb.execute(roles);
  const std::string empty = sorted_dump(database);
  const bool two = run.compilation->history()->find("before") != nullptr;
  if (two) climb.up("before");
  const std::string before = sorted_dump(database);
  climb.up();
  ASSERT_TRUE(climb.ok());
  const std::string after = sorted_dump(database);
  if (two) {
    climb.down("before");
    EXPECT_EQ(sorted_dump(database), before);
    climb.up();
    EXPECT_EQ(sorted_dump(database), after);
  }
  climb.down();
  EXPECT_EQ(sorted_dump(database), empty);
  if (two) return;  // it went up twice
  climb.up();
  EXPECT_EQ(sorted_dump(database), after);
}

/// Nothing of a table with everything is lost: not its rows, nor where its sequences stand.
TEST(PostgresRichTable, ComesBackWithItsRows) {
  MIGC_NEED_PG(access);
  const std::vector<GoldenCase> cases = golden_cases();
  const auto found = std::ranges::find(cases, "rich_tables/dropped", &GoldenCase::name);
  ASSERT_NE(found, cases.end());
  const GoldenRun run = compile_golden(*found);
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  EXPECT_EQ(run.compilation->history()->find("change")->verdict, Verdict::preserved);
  const PgDatabase database(access);
  const std::unique_ptr<runtime::Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(*run.compilation, *driver);
  climb.execute(roles);
  climb.up("before");
  climb.execute(
      "INSERT INTO bookings (room, during, guest, amount) SELECT 1, tsrange(now()::timestamp + n * "
      "interval '2 hours', now()::timestamp + n * interval '2 hours' + interval '1 hour'), 'guest "
      "' "
      "|| n, n FROM generate_series(1, 50) AS n");
  climb.execute("DELETE FROM bookings WHERE id > 40");
  const std::string all =
      "SELECT id, number, room, during, guest, state, amount, gross FROM bookings ORDER BY id";
  const std::string rows = climb.query(all);
  climb.up();
  EXPECT_EQ(climb.query("SELECT to_regclass('bookings') IS NULL"), "t\n");
  climb.down("before");
  EXPECT_EQ(climb.query(all), rows);
  EXPECT_EQ(climb.query("SELECT nextval('bookings_number_seq')"), "550\n");
  climb.execute(
      "INSERT INTO bookings (room, during, guest) VALUES (2, tsrange('2020-01-01', '2020-01-02'), "
      "'last')");
  EXPECT_EQ(climb.query("SELECT max(id), max(number), max(guest) FROM bookings WHERE room = 2"),
            "51|551|LAST\n");
}

std::vector<std::string> object_cases() {
  std::vector<std::string> names;
  for (const GoldenCase& golden : golden_cases()) {
    const bool wanted = std::ranges::any_of(
        topics, [&](std::string_view topic) { return golden.name.starts_with(topic); });
    if (wanted) names.push_back(golden.name);
  }
  return names;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '/', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Golden, PostgresObjects, ::testing::ValuesIn(object_cases()), test_name);

}  // namespace

}  // namespace migc::test
