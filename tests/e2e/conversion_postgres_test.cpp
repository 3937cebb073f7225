// Changes of a column's type: what `find_conversion` says of each pair of types, and what the
// server does with it.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "compiler/dialect/postgres/casts.h"
#include "compiler/dialect/postgres/conversion.h"
#include "compiler/dialect/postgres/spelling.h"
#include "tests/e2e/postgres_world.h"
#include "tests/unit/dialect/postgres_model.h"

namespace migc::test {
namespace {

using postgres::Coercion;

/// A type and values of it, as texts.
struct Sample {
  Type type;
  std::vector<std::string> values;
};

Type own(std::string name, std::optional<int> length = {}) {
  Type result;
  result.kind = TypeKind::postgres;
  result.name.name = std::move(name);
  result.length = length;
  return result;
}

Type written(std::string text) {
  Type result;
  result.native.push_back({.dialect = "postgres", .text = std::move(text), .origin = {}});
  return result;
}

std::vector<Sample> scalars() {
  using enum TypeKind;
  return {
      {type(boolean), {"true", "false"}},
      {type(smallint), {"0", "1", "-7", "300"}},
      {type(integer), {"0", "1", "70000", "-5"}},
      {type(bigint), {"0", "1", "5000000000"}},
      {type(decimal), {"0", "1", "12.5", "0.12345"}},
      {type(decimal, 6, 2), {"0", "1", "12.5", "-3.25"}},
      {type(double_precision), {"0", "1", "1e300"}},
      {type(text), {"a", "much more than a few characters"}},
      {type(varchar), {"b"}},
      {type(varchar, 5), {"abc"}},
      {type(character, 12), {"c"}},
      {type(bytes), {"\\x6869"}},
      {type(uuid), {"8f2c1a9d-3b47-41d7-80aa-92be8f2c1a9d"}},
      {type(json), {"{\"a\": 1}", "1", "true"}},
      {type(jsonb), {"{\"a\": 1}", "1", "2.5", "true"}},
      {type(date), {"2026-01-31"}},
      {type(time), {"12:34:56.789"}},
      {type(timestamp), {"2026-01-31 00:00:00", "2026-01-31 12:34:56.789"}},
      {type(timestamptz), {"2026-01-31 00:00:00+00"}},
      {type(interval), {"3 days 02:00:00", "02:30:00"}},
      {own("inet"), {"10.1.2.3/24", "10.1.0.0/16", "::1"}},
      {own("cidr"), {"10.1.0.0/16"}},
      {own("money"), {"12.50"}},
      {own("bit"), {"1", "0"}},
      {own("bit", 4), {"1010"}},
      {own("bit", 8), {"10100000", "10101111"}},
      {own("varbit", 4), {"1011"}},
      {own("xml"), {"<a/>"}},
      {own("oid"), {"1"}},
      {user_type("mood"), {"ok", "bad"}},
      {user_type("mood2"), {"ok", "good"}},
      {user_type("age"), {"1", "40"}},
      {user_type("short"), {"ok"}},
      {user_type("pair"), {"(1,ok)"}},
      {written("INET"), {"10.1.0.0/16"}},
  };
}

/// Types whose casts alone are compared with the server's.
std::vector<Sample> others() {
  using enum TypeKind;
  return {
      {type(real), {}},      {type(timetz), {}},    {own("macaddr"), {}},   {own("macaddr8"), {}},
      {own("varbit"), {}},   {own("tsvector"), {}}, {own("tsquery"), {}},   {own("name"), {}},
      {own("regclass"), {}}, {own("regtype"), {}},  {own("int4range"), {}}, {own("point"), {}},
      {own("box"), {}},      {own("polygon"), {}},  {own("circle"), {}},    {own("path"), {}},
      {own("lseg"), {}},     {own("xid"), {}},      {own("pg_lsn"), {}},
  };
}

std::vector<Sample> arrays() {
  using enum TypeKind;
  return {
      {array_of(type(integer)), {"{1,2}", "{}"}},
      {array_of(type(bigint)), {"{1,5000000000}"}},
      {array_of(type(text)), {"{a,much more than a few characters}", "{}"}},
      {array_of(type(varchar, 5)), {"{abc}"}},
      {array_of(type(character, 12)), {"{c,ok}"}},
      {array_of(type(uuid)), {"{8f2c1a9d-3b47-41d7-80aa-92be8f2c1a9d}"}},
      {array_of(type(jsonb)), {"{1,true}"}},
      {array_of(own("inet")), {"{10.1.2.3/24}"}},
      {array_of(user_type("mood")), {"{ok,bad}"}},
      {array_of(user_type("mood2")), {"{ok,good}"}},
      {array_of(user_type("age")), {"{1,40}"}},
  };
}

std::vector<Sample> with_values() {
  std::vector<Sample> all = scalars();
  for (Sample& each : arrays()) all.push_back(std::move(each));
  return all;
}

std::vector<Sample> everything() {
  std::vector<Sample> all = with_values();
  for (Sample& each : others()) all.push_back(std::move(each));
  return all;
}

Operation create_domain(std::string named, Type of) {
  Domain domain;
  domain.name = name(std::move(named));
  domain.type = std::move(of);
  return op(CreateObject{.object = std::move(domain)});
}

Operation create_pair() {
  CompositeType pair;
  pair.name = name("pair");
  pair.attributes.push_back({.name = "n", .type = type(TypeKind::integer)});
  pair.attributes.push_back({.name = "s", .type = type(TypeKind::text)});
  return op(CreateObject{.object = std::move(pair)});
}

/// The types of `everything` that are the project's own.
std::vector<Operation> create_types() {
  return {create_enum("mood", {"ok", "bad"}), create_enum("mood2", {"good", "ok"}),
          create_domain("age", type(TypeKind::integer)),
          create_domain("short", type(TypeKind::varchar, 5)), create_pair()};
}

std::string spelled(const Type& type) { return postgres::type_text(type, Schema{}); }

/// Tells without an error whether a statement can be planned, or a value be had.
void add_helpers(World& world) {
  world.sql(R"(CREATE FUNCTION migc_test_plans(query text) RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN EXECUTE 'EXPLAIN ' || query; RETURN true; EXCEPTION WHEN others THEN RETURN false; END $$)");
  world.sql(R"(CREATE FUNCTION migc_test_runs(command text) RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN EXECUTE command; RETURN true; EXCEPTION WHEN others THEN RETURN false; END $$)");
  world.sql(R"(CREATE FUNCTION migc_test_value(query text) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE found text; BEGIN EXECUTE query INTO found; RETURN found; EXCEPTION WHEN others THEN RETURN NULL; END $$)");
}

Coercion measured(World& world, const std::string& from, const std::string& to,
                  const std::string& to_type) {
  const std::string found = world.ask(fmt::format(
      "SELECT CASE WHEN migc_test_plans('INSERT INTO every ({1}) SELECT {0} FROM every') THEN 2 "
      "WHEN migc_test_plans('SELECT {0}::{2} FROM every') THEN 1 ELSE 0 END",
      from, to, to_type));
  return found == "2\n"   ? Coercion::assignment
         : found == "1\n" ? Coercion::spelled
                          : Coercion::none;
}

TEST(PostgresConversion, CastsAreTheServers) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(create_types());
  add_helpers(world);
  const std::vector<Sample> all = everything();
  std::string columns;
  for (std::size_t i = 0; i < all.size(); ++i)
    columns += fmt::format("{}c{} {}", i == 0 ? "" : ", ", i, spelled(all[i].type));
  world.sql("CREATE TABLE every (" + columns + ")");
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      const Coercion said = postgres::find_coercion(all[i].type, all[j].type, world.model());
      const Coercion truth =
          measured(world, fmt::format("c{}", i), fmt::format("c{}", j), spelled(all[j].type));
      EXPECT_EQ(static_cast<int>(said), static_cast<int>(truth))
          << spelled(all[i].type) << " to " << spelled(all[j].type);
    }
  }
}

/// Values of one of two types that can be had in both.
std::vector<std::string> common_values(World& world, const Sample& from, const Sample& to) {
  std::vector<std::string> candidates = from.values;
  candidates.insert(candidates.end(), to.values.begin(), to.values.end());
  std::vector<std::string> fitting;
  for (const std::string& value : candidates) {
    const std::string there =
        fmt::format("SELECT ({}::{})::text", quote_literal(value), spelled(from.type));
    const bool by_text = from.type.kind == TypeKind::user || from.type.kind == TypeKind::character;
    const std::string via = !by_text ? "" : from.type.dimensions > 0 ? "::text[]" : "::text";
    const std::string over = fmt::format("SELECT ({}::{}{}::{})::text", quote_literal(value),
                                         spelled(from.type), via, spelled(to.type));
    const std::string found = world.ask(
        fmt::format("SELECT migc_test_value({}) IS NOT NULL AND migc_test_value({}) IS NOT NULL",
                    quote_literal(there), quote_literal(over)));
    if (found == "t\n") fitting.push_back(value);
  }
  return fitting;
}

TEST(PostgresConversion, RunsOnRowsOrIsRefusedBefore) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(create_types());
  add_helpers(world);
  const Version version = {.major = world.major(), .minor = 0, .patch = 0};
  const std::vector<Sample> all = with_values();
  for (const Sample& from : all) {
    for (const Sample& to : all) {
      const bool none =
          postgres::find_conversion(from.type, to.type, "v", world.model(), version).cast ==
          postgres::Conversion::Cast::impossible;
      if (from.type == to.type || none) continue;
      SCOPED_TRACE(spelled(from.type) + " to " + spelled(to.type));
      world.apply({create(table("t", {identity_column("id"), column("v", from.type)},
                                {primary_key("t_pkey", {"id"})}))});
      for (const std::string& value : common_values(world, from, to)) {
        const std::string insert =
            fmt::format("INSERT INTO t (v) VALUES ({})", quote_literal(value));
        world.ask(fmt::format("SELECT migc_test_runs({})", quote_literal(insert)));
      }
      const std::string problem = world.try_apply(
          {op(SetColumnType{.table = name("t"), .column = "v", .type = to.type, .using_ = {}})});
      // Refused when the plan is made, or by its own look at the rows; never by the statement.
      EXPECT_TRUE(problem.empty() || problem.starts_with("PostgreSQL knows no conversion") ||
                  problem.starts_with("found rows"))
          << problem;
      world.apply({op(DropTable{.name = name("t"), .retention = Retention::discard, .stash = {}})});
    }
  }
}

/// What becomes of one value: its text afterwards, or what stopped the change.
std::string changed(World& world, const Type& from, const Type& to, const std::string& value) {
  world.apply({create(
      table("t", {identity_column("id"), column("v", from)}, {primary_key("t_pkey", {"id"})}))});
  world.sql(fmt::format("INSERT INTO t (v) VALUES ({})", quote_literal(value)));
  std::string outcome = world.try_apply(
      {op(SetColumnType{.table = name("t"), .column = "v", .type = to, .using_ = {}})});
  if (outcome.empty()) outcome = world.ask("SELECT v::text FROM t");
  world.apply({op(DropTable{.name = name("t"), .retention = Retention::discard, .stash = {}})});
  return outcome;
}

TEST(PostgresConversion, NullFitsEverywhere) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(create_types());
  const std::vector<Sample> all = with_values();
  for (const Sample& from : all) {
    std::vector<Column> columns = {identity_column("id")};
    std::vector<Operation> changes;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string column_name = fmt::format("v{}", i);
      const bool none =
          postgres::find_coercion(from.type, all[i].type, world.model()) == Coercion::none;
      if (from.type == all[i].type || none) continue;
      columns.push_back(column(column_name, from.type));
      changes.push_back(op(SetColumnType{
          .table = name("t"), .column = column_name, .type = all[i].type, .using_ = {}}));
    }
    SCOPED_TRACE(spelled(from.type));
    world.apply({create(table("t", columns, {primary_key("t_pkey", {"id"})}))});
    world.sql("INSERT INTO t DEFAULT VALUES");
    for (const Operation& change : changes) world.apply({change});
    world.apply({op(DropTable{.name = name("t"), .retention = Retention::discard, .stash = {}})});
  }
}

TEST(PostgresConversion, NothingIsCutInSilence) {
  using enum TypeKind;
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(create_types());
  const auto stops = [&](const Type& from, const Type& to, const std::string& value) {
    SCOPED_TRACE(spelled(from) + " to " + spelled(to));
    EXPECT_EQ(changed(world, from, to, value),
              fmt::format("found rows of `t` whose `v` does not fit {}", to_string(to)));
  };
  const auto becomes = [&](const Type& from, const Type& to, const std::string& value,
                           const std::string& after) {
    SCOPED_TRACE(spelled(from) + " to " + spelled(to));
    EXPECT_EQ(changed(world, from, to, value), after + "\n");
  };
  stops(own("inet"), type(varchar, 5), "10.1.1.1");
  becomes(own("inet"), type(varchar, 20), "10.1.1.1", "10.1.1.1/32");
  stops(own("inet"), own("cidr"), "10.1.2.3/24");
  becomes(own("inet"), own("cidr"), "10.1.2.0/24", "10.1.2.0/24");
  stops(own("tsvector"), type(varchar, 3), "abc def");
  stops(array_of(type(text)), array_of(type(varchar, 3)), "{abc,abcd}");
  becomes(array_of(type(text)), array_of(type(varchar, 3)), "{abc,NULL}", "{abc,NULL}");
  stops(array_of(type(text)), type(varchar, 5), "{abc,abcd}");
  stops(array_of(user_type("mood")), array_of(user_type("mood2")), "{ok,bad}");
  becomes(own("bit", 4), own("bit", 8), "1010", "10100000");
  becomes(own("bit", 8), own("bit", 4), "10100000", "1010");
  stops(own("bit", 8), own("bit", 4), "10100001");
  stops(own("varbit"), own("varbit", 2), "101");
  stops(type(integer), own("bit", 4), "16");
  becomes(type(integer), own("bit", 4), "15", "1111");
  stops(type(integer), type(boolean), "2");
  becomes(type(integer), type(boolean), "1", "true");
  stops(type(text), type(integer), "3000000000");
  stops(type(text), type(decimal, 4, 2), "1.239");
  becomes(type(text), type(decimal, 4, 2), " 1.23 ", "1.23");
  becomes(type(text), type(double_precision), "-Infinity", "-Infinity");
  becomes(type(text), type(boolean), " on\n", "true");
  becomes(type(character, 8), user_type("mood"), "ok", "ok");
  becomes(type(character, 40), type(uuid), "8f2c1a9d-3b47-41d7-80aa-92be8f2c1a9d",
          "8f2c1a9d-3b47-41d7-80aa-92be8f2c1a9d");
  becomes(array_of(type(character, 8)), array_of(user_type("mood")), "{ok}", "{ok}");
  stops(type(jsonb), type(integer), "\"1\"");
  stops(type(jsonb), type(integer), "1.5");
  becomes(type(jsonb), type(integer), "15", "15");
  stops(type(interval), type(time), "1 day 02:00");
  becomes(type(interval), type(time), "02:00", "02:00:00");
  stops(type(decimal, 8, 4), own("money"), "1.2345");
  stops(user_type("short"), type(varchar, 3), "abcd");
  // In two steps, so that there is a way back too.
  becomes(type(smallint), type(boolean), "1", "true");
  stops(type(decimal), type(boolean), "0.5");
  becomes(type(boolean), type(bigint), "true", "1");
  becomes(type(boolean), type(decimal, 4, 2), "true", "1.00");
  becomes(own("money"), type(integer), "12", "12");
  stops(own("money"), type(integer), "12.50");
  becomes(type(double_precision), own("money"), "12.5", "$12.50");
  stops(type(double_precision), own("money"), "12.505");
  becomes(type(integer), type(jsonb), "12", "12");
  becomes(type(boolean), type(json), "true", "true");
  becomes(type(json), type(integer), "12", "12");
  stops(type(json), type(integer), "\"12\"");
}

TEST(PostgresConversion, WhatTheServerCannotDoIsSaidWhenThePlanIsMade) {
  using enum TypeKind;
  MIGC_NEED_PG(access);
  World world(access);
  const auto refused = [&](const Type& from, const Type& to, const std::string& value) {
    EXPECT_EQ(changed(world, from, to, value),
              fmt::format("PostgreSQL knows no conversion of `v` from {} to {}", to_string(from),
                          to_string(to)));
  };
  refused(own("inet"), type(integer), "10.1.1.1");
  refused(written("inet"), type(integer), "10.1.1.1");
  refused(array_of(type(uuid)), array_of(type(integer)), "{}");
  refused(type(integer), own("xml"), "1");
  refused(type(smallint), own("bit", 8), "1");
  refused(own("bit", 40), type(integer), std::string(40, '1'));
  refused(own("point"), type(json), "(1,2)");
}

}  // namespace
}  // namespace migc::test
