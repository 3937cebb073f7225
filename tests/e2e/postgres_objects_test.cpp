// Every golden of objects other than tables runs on PostgreSQL: up, down, up and down to the base,
// with the same catalog in the same place.
#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
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

/// "part|of" of each index and key, as the model has them.
std::string parts_of_model(const Schema& model) {
  std::vector<std::string> lines;
  for (const auto& [key, object] : model.objects()) {
    const auto* table = std::get_if<Table>(&object);
    if (table == nullptr || !table->partition_of) continue;
    for (const Index& index : table->indexes) {
      if (!index.parent.empty()) lines.push_back(index.name + "|" + index.parent + "\n");
    }
    for (const Constraint& constraint : table->constraints) {
      const bool has_index = std::holds_alternative<PrimaryKey>(constraint.body) ||
                             std::holds_alternative<Unique>(constraint.body);
      if (has_index && !constraint.parent.empty())
        lines.push_back(constraint.name + "|" + constraint.parent + "\n");
    }
  }
  std::ranges::sort(lines);
  return join(lines, "");
}

/// No name of a part is the server's choice.
TEST(PostgresPartitions, HaveTheirPartsUnderTheNamesOfTheModel) {
  MIGC_NEED_PG(access);
  int looked_at = 0;
  for (const GoldenCase& golden : golden_cases()) {
    if (!golden.name.starts_with("partitions/")) continue;
    SCOPED_TRACE(golden.name);
    const GoldenRun run = compile_golden(golden);
    ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
    const PgDatabase database(access);
    const std::unique_ptr<runtime::Driver> driver = connect(database);
    ASSERT_NE(driver, nullptr);
    Climb climb(*run.compilation, *driver);
    const std::string all =
        "SELECT c.relname, p.relname FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = "
        "i.inhrelid JOIN pg_class AS p ON p.oid = i.inhparent WHERE c.relkind IN ('i', 'I') ORDER "
        "BY c.relname COLLATE \"C\"";
    climb.up();
    EXPECT_EQ(climb.query(all), parts_of_model(climb.model()));
    looked_at += static_cast<int>(parts_of_model(climb.model()).size());
    climb.down("before");
    EXPECT_EQ(climb.query(all), parts_of_model(climb.model()));
  }
  EXPECT_GT(looked_at, 0);
}

/// Rows of partitions come back, and the table counts on where they end.
TEST(PostgresPartitions, ComeBackWithTheirRows) {
  MIGC_NEED_PG(access);
  const std::vector<GoldenCase> cases = golden_cases();
  const auto found = std::ranges::find(cases, "partitions/drop", &GoldenCase::name);
  ASSERT_NE(found, cases.end());
  const GoldenRun run = compile_golden(*found);
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  EXPECT_EQ(run.compilation->history()->find("change")->verdict, Verdict::preserved);
  const PgDatabase database(access);
  const std::unique_ptr<runtime::Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(*run.compilation, *driver);
  climb.up("before");
  climb.execute(
      "INSERT INTO events (created_at, kind) SELECT timestamptz '2025-06-01' + n * interval '20 "
      "days', 'kind ' || n FROM generate_series(1, 20) AS n");
  const std::string all = "SELECT tableoid::regclass, id, created_at, kind FROM events ORDER BY id";
  const std::string rows = climb.query(all);
  climb.up();
  EXPECT_EQ(climb.query("SELECT to_regclass('events') IS NULL"), "t\n");
  climb.down("before");
  EXPECT_EQ(climb.query(all), rows);
  climb.execute("INSERT INTO events (created_at) VALUES ('2026-12-31')");
  EXPECT_EQ(climb.query("SELECT max(id), count(*) FROM events"), "21|21\n");
}

/// Rows go with their table into the partitioned one, and out of it.
TEST(PostgresPartitions, AreAttachedAndDetachedWithTheirRows) {
  MIGC_NEED_PG(access);
  const std::vector<GoldenCase> cases = golden_cases();
  const auto found = std::ranges::find(cases, "partitions/attach", &GoldenCase::name);
  ASSERT_NE(found, cases.end());
  const GoldenRun run = compile_golden(*found);
  ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  const PgDatabase database(access);
  const std::unique_ptr<runtime::Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(*run.compilation, *driver);
  climb.up("before");
  climb.execute("INSERT INTO events_2024 (id, created_at) VALUES (1, '2024-03-01')");
  climb.up();
  ASSERT_TRUE(climb.ok());
  EXPECT_EQ(climb.query("SELECT tableoid::regclass, id FROM events"), "events_2024|1\n");
  climb.down("before");
  EXPECT_EQ(climb.query("SELECT id FROM events_2024"), "1\n");
  EXPECT_EQ(climb.query("SELECT count(*) FROM events"), "0\n");
}

/// Climbs two migrations on PostgreSQL; it starts at the first one.
class ChangeClimb {
 public:
  ChangeClimb(const PgAccess& access, const std::string& before, const std::string& change)
      : database_(access),
        driver_(connect(database_)),
        compilation_(compile_text({{"m1.mig", "migration m1 'before';\n" + before},
                                   {"m2.mig", "migration m2 'change';\nrevises m1;\n" + change}},
                                  {.dialects = {{"postgres", {13, 0, 0}}}})) {
    EXPECT_FALSE(compilation_->diagnostics().has_errors()) << rendered(*compilation_);
    climb_.emplace(*compilation_, *driver_);
    climb_->up("m1");
  }

  Climb* operator->() { return &*climb_; }

 private:
  PgDatabase database_;
  std::unique_ptr<runtime::Driver> driver_;
  std::unique_ptr<Compilation> compilation_;
  std::optional<Climb> climb_;
};

constexpr std::string_view cities = R"(
create enum size { small, big, huge }
create table cities { id int primary key; name text; size size default 'small'; }
create table capitals { size size default 'big'; } inherits (cities);
create table villages { } inherits (cities);
)";
constexpr std::array<std::string_view, 3> city_rows = {
    "INSERT INTO cities VALUES (1, 'Lyon', 'small'), (2, 'Metz', 'huge')",
    "INSERT INTO capitals VALUES (1, 'Paris', 'big')",
    "INSERT INTO villages VALUES (1, 'Eze', 'huge')"};
constexpr std::string_view all_cities =
    "SELECT tableoid::regclass, id, name, size FROM cities ORDER BY 1, 2";

/// A column changes over to a domain as to the type that it is made of, and back.
TEST(PostgresDomains, TakeOverColumnsOfTheirType) {
  MIGC_NEED_PG(access);
  const std::string before =
      "create domain small as int check small_shape (value < 100); create domain any_int as int;\n"
      "create table t { id int primary key; n int; m bigint; k int; s small; }";
  ChangeClimb climb(access, before,
                    "alter table t { alter column n type small; alter column m type small; "
                    "alter column k type any_int; alter column s type bigint; }");
  climb->execute("INSERT INTO t VALUES (1, 5, 6, 7, 8), (2, NULL, NULL, NULL, NULL)");
  const std::string catalog = climb->catalog();
  const std::string rows = climb->rows();
  climb->up();
  EXPECT_EQ(climb->query("SELECT pg_typeof(n), pg_typeof(m), pg_typeof(k), pg_typeof(s) FROM t "
                         "WHERE id = 1"),
            "small|small|any_int|bigint\n");
  climb->down("m1");
  EXPECT_EQ(climb->catalog(), catalog);
  EXPECT_EQ(climb->rows(), rows);
}

/// A primary key holds for a table alone: its heirs may have rows of the same key.
TEST(PostgresHeirs, GetTheirOwnValuesBack) {
  MIGC_NEED_PG(access);
  ChangeClimb climb(access, std::string(cities),
                    "alter table cities { drop column name preserve; drop column size preserve; }");
  for (const std::string_view sql : city_rows) climb->execute(sql);
  climb->up();
  // Capitals have a size of their own, which goes on living.
  climb->execute("UPDATE capitals SET size = 'huge'");
  climb->down("m1");
  EXPECT_EQ(
      climb->query(all_cities),
      "cities|1|Lyon|small\ncities|2|Metz|huge\ncapitals|1|Paris|huge\nvillages|1|Eze|huge\n");
}

TEST(PostgresHeirs, GetTheirFormerValuesBack) {
  MIGC_NEED_PG(access);
  ChangeClimb climb(access, std::string(cities),
                    "update cities set name = upper(name) all rows restore;");
  for (const std::string_view sql : city_rows) climb->execute(sql);
  const std::string rows = climb->query(all_cities);
  climb->up();
  EXPECT_EQ(climb->query("SELECT name FROM cities WHERE id = 1 ORDER BY 1"), "EZE\nLYON\nPARIS\n");
  climb->down("m1");
  EXPECT_EQ(climb->query(all_cities), rows);
}

/// The columns of heirs change with their parent's, and keep defaults of their own.
TEST(PostgresHeirs, ChangeOverToAnEnumWithoutAValue) {
  MIGC_NEED_PG(access);
  ChangeClimb climb(access, std::string(cities), "alter enum size { drop value huge map to big; }");
  for (const std::string_view sql : city_rows) climb->execute(sql);
  const std::string catalog = climb->catalog();
  climb->up();
  EXPECT_EQ(climb->query("SELECT name, size FROM cities ORDER BY 1"),
            "Eze|big\nLyon|small\nMetz|big\nParis|big\n");
  climb->execute("INSERT INTO capitals (id) VALUES (7)");
  climb->execute("INSERT INTO villages (id) VALUES (8)");
  EXPECT_EQ(climb->query("SELECT id, size FROM cities WHERE id > 6 ORDER BY 1"),
            "7|big\n8|small\n");
  climb->down("m1");
  EXPECT_EQ(climb->catalog(), catalog);
}

TEST(PostgresHeirs, ChangeOverToAnEnumInAnotherOrder) {
  MIGC_NEED_PG(access);
  ChangeClimb climb(access, std::string(cities),
                    "alter enum size { reorder values (huge, big, small); }");
  for (const std::string_view sql : city_rows) climb->execute(sql);
  const std::string catalog = climb->catalog();
  const std::string rows = climb->rows();
  climb->up();
  climb->execute("INSERT INTO capitals (id) VALUES (7)");
  climb->execute("INSERT INTO villages (id) VALUES (8)");
  EXPECT_EQ(climb->query("SELECT id, size FROM cities ORDER BY size, id"),
            "1|huge\n2|huge\n1|big\n7|big\n1|small\n8|small\n");
  climb->execute("DELETE FROM cities WHERE id > 6");
  climb->down("m1");
  EXPECT_EQ(climb->catalog(), catalog);
  EXPECT_EQ(climb->rows(), rows);
}

/// All that compares values of the enum does so in the new order.
TEST(PostgresEnums, AreInAnotherOrderEverywhere) {
  MIGC_NEED_PG(access);
  ChangeClimb climb(access, R"(
create enum mood { sad, ok, happy }
create table moods { mood mood primary key; }
create table notes {
  id int primary key;
  mood mood not null default 'ok' references moods (mood);
  moods mood[] default '{sad,happy}';
  good bool generated always as (mood > 'ok') stored;
  index notes_mood (mood);
  index notes_good (id) where mood > 'ok';
}
create table days { day int not null; mood mood default 'sad'; } partition by range (day);
create partition first_days of days from (0) to (10);
create view good_notes as $$ SELECT id FROM notes WHERE mood > 'ok' $$;
create materialized view best_mood for postgres $$ SELECT max(mood) AS mood FROM notes $$ for sqlite $$ $$;
)",
                    "alter enum mood { reorder values (ok, happy, sad); }");
  climb->execute("INSERT INTO moods VALUES ('sad'), ('ok'), ('happy')");
  climb->execute("INSERT INTO notes (id, mood) VALUES (1, 'sad'), (2, 'happy'), (3, DEFAULT)");
  climb->execute("INSERT INTO days VALUES (1, 'happy'), (2, DEFAULT), (3, 'ok')");
  climb->execute("REFRESH MATERIALIZED VIEW best_mood");
  const std::string catalog = climb->catalog();
  const std::string rows = climb->rows();
  climb->up();
  climb->execute("INSERT INTO notes (id) VALUES (4)");
  for (const std::string way : {"seqscan", "sort", "bitmapscan"})
    climb->execute("SET enable_" + way + " = off");
  const std::string sorted = "SELECT id, mood, moods, good FROM notes ORDER BY mood";
  EXPECT_THAT(climb->query("EXPLAIN (COSTS OFF) " + sorted),
              testing::HasSubstr("using notes_mood"));
  EXPECT_EQ(climb->query(sorted + ", id"),
            "3|ok|{sad,happy}|f\n4|ok|{sad,happy}|f\n2|happy|{sad,happy}|t\n1|sad|{sad,happy}|t\n");
  EXPECT_THAT(climb->query("EXPLAIN (COSTS OFF) SELECT id FROM notes WHERE mood > 'ok'"),
              testing::HasSubstr("using notes_good"));
  EXPECT_EQ(climb->query("SELECT id FROM good_notes ORDER BY 1"), "1\n2\n");
  EXPECT_EQ(climb->query("SELECT mood FROM best_mood"), "sad\n");
  EXPECT_EQ(climb->query("SELECT day FROM days ORDER BY mood"), "3\n1\n2\n");
  climb->execute("DELETE FROM notes WHERE id = 4");
  climb->down("m1");
  EXPECT_EQ(climb->catalog(), catalog);
  EXPECT_EQ(climb->rows(), rows);
}

/// Keys do not look at the rows of heirs.
TEST(PostgresHeirs, AreNoneOfTheRowsThatAKeyCounts) {
  MIGC_NEED_PG(access);
  ChangeClimb climb(
      access, std::string(cities),
      "alter table cities { add unique (name); add foreign key (id) references cities "
      "(id); }");
  for (const std::string_view sql : city_rows) climb->execute(sql);
  climb->execute("INSERT INTO villages VALUES (9, 'Lyon')");
  climb->up();
  EXPECT_TRUE(climb->ok());
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
