// The way from one schema to another on a real server: what is there after it is what is made when
// the other schema is created from nothing. How many pairs is said by MIGC_LAW_RUNS.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/dialect/dialect.h"
#include "compiler/diff/diff.h"
#include "compiler/ops/describe.h"
#include "runtime/driver/open.h"
#include "runtime/inspect/inspect.h"
#include "tests/support/generated_schema.h"
#include "tests/support/generators.h"
#include "tests/support/pg_server.h"
#include "tests/support/schema_text.h"

namespace migc::test {
namespace {

using runtime::Driver;

/// A database of its own that follows a model.
class Followed {
 public:
  explicit Followed(const PgAccess& access) : database_(access) {
    Result<std::unique_ptr<Driver>> driver = runtime::open_driver(database_.target(), {});
    EXPECT_TRUE(driver) << (driver ? std::string() : driver.error().message);
    if (driver) driver_ = std::move(*driver);
    // Grants name it; it may be there from another test.
    if (driver_) std::ignore = driver_->execute("CREATE ROLE reader");
  }

  /// False, and a failure of the test, when the server refuses a statement.
  bool go(const Schema& to) {
    const Diff way = diff(model_, to, {.dialect = {}, .renames = {}, .drops = Retention::discard});
    EXPECT_TRUE(way.impossible.empty());
    for (const Operation& operation : way.operations) {
      if (!run(operation)) return false;
    }
    return true;
  }

  [[nodiscard]] Schema found() {
    Result<runtime::Inspected> inspected = runtime::inspect_postgres(*driver_, {});
    EXPECT_TRUE(inspected) << (inspected ? std::string() : inspected.error().message);
    return inspected ? std::move(inspected->schema) : Schema();
  }

 private:
  bool run(const Operation& operation) {
    StatementSink sink;
    Diagnostics diagnostics;
    EmitOptions options;
    options.version = driver_->server_version();
    find_dialect("postgres")->emit({&operation, 1}, "d1ff", options, model_, sink, diagnostics);
    EXPECT_FALSE(diagnostics.has_errors())
        << describe(operation) << ": " << diagnostics.sorted().front()->message;
    for (const Batch& batch : sink.take()) {
      for (const Statement& statement : batch.statements) {
        if (statement.kind != StatementKind::execute) continue;
        const auto done = driver_->execute(statement.sql);
        EXPECT_TRUE(done) << done.error().message << "\n" << statement.sql;
        if (!done) return false;
      }
    }
    return true;
  }

  PgDatabase database_;
  std::unique_ptr<Driver> driver_;
  Schema model_;
};

void expect_same(const Schema& reached, const Schema& wanted) {
  const Diff rest = diff(reached, wanted, {.dialect = "postgres"});
  for (const Operation& operation : rest.operations)
    ADD_FAILURE() << describe(operation) << "\n" << difference(reached, wanted);
}

TEST(DiffPostgres, TheWayFromOneSchemaToAnotherLeadsThere) {
  MIGC_NEED_PG(access);
  const LawSeeds seeds = law_seeds(4);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seeds {} and {}", seed, seed + 1000000));
    const Schema a = generated_schema(seed);
    const Schema b = generated_schema(seed + 1000000);
    Followed one(access);
    Followed other(access);
    ASSERT_TRUE(one.go(a));
    const Schema first = one.found();
    ASSERT_TRUE(one.go(b));
    ASSERT_TRUE(other.go(b));
    expect_same(one.found(), other.found());
    ASSERT_TRUE(one.go(a));
    expect_same(one.found(), first);
    ASSERT_TRUE(one.go({}));
    EXPECT_EQ(one.found(), Schema());
    if (testing::Test::HasFailure()) return;
  }
}

/// The server carries expressions over a change of type with casts from the former one, and would
/// show them otherwise than those that are made anew from the same words.
TEST(DiffPostgres, ConditionsReadTheSameAfterAChangeOfType) {
  MIGC_NEED_PG(access);
  const auto readings = [](const char* name, const char* amount, const char* day) {
    return schema_text(fmt::format(R"(
table readings {{
  name {} not null;
  amount {} not null;
  day {} not null;
  check name_known (name in ('a', 'b', 'c'));
  check amount_fits (amount in (1, 2, 3) and amount > 0);
  index readings_recent_idx (amount) where (day > '2020-01-01');
  index readings_lower_idx (lower(name));
  index readings_amount_idx (amount);
}}
table heir {{
  check heirs_name (name <> 'd');
  index heir_day_idx (amount) where (day < '2030-01-01');
}} inherits (readings);)",
                                   name, amount, day))
        .schema;
  };
  const Schema narrow = readings("varchar(40)", "decimal(10, 2)", "date");
  const Schema wide = readings("text", "bigint", "timestamp");
  Followed one(access);
  Followed other(access);
  ASSERT_TRUE(one.go(narrow));
  const Schema first = one.found();
  ASSERT_TRUE(one.go(wide));
  ASSERT_TRUE(other.go(wide));
  expect_same(one.found(), other.found());
  ASSERT_TRUE(one.go(narrow));
  expect_same(one.found(), first);
}

}  // namespace
}  // namespace migc::test
