// The way from one schema to another on a real server: what is there after it is what is made when
// the other schema is created from nothing. How many pairs is said by MIGC_LAW_RUNS.
#include <algorithm>
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

  /// Runs the statements of somebody else, a line or more each, and follows what they made.
  void take(std::string_view sql) {
    while (!sql.empty()) {
      const std::size_t end = std::min(sql.find(";\n"), sql.size());
      const auto done = driver_->execute(std::string(sql.substr(0, end)));
      ASSERT_TRUE(done) << done.error().message << "\n" << sql.substr(0, end);
      sql.remove_prefix(std::min(end + 2, sql.size()));
    }
    model_ = found();
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

/// Two schemas in PostgreSQL's own words, each with rows.
struct SqlPair {
  std::string_view name, one, other;
};

class DiffPostgresPair : public testing::TestWithParam<SqlPair> {};

TEST_P(DiffPostgresPair, LeadsThereAndBack) {
  MIGC_NEED_PG(access);
  for (const bool forth : {true, false}) {
    SCOPED_TRACE(forth ? "forth" : "back");
    Followed start(access);
    Followed end(access);
    start.take(forth ? GetParam().one : GetParam().other);
    end.take(forth ? GetParam().other : GetParam().one);
    const Schema first = start.found();
    const Schema second = end.found();
    ASSERT_TRUE(start.go(second));
    expect_same(start.found(), second);
    ASSERT_TRUE(start.go(first));
    expect_same(start.found(), first);
  }
}

const SqlPair pairs[] = {
    {"RuleOfADomainInArrays",
     R"(CREATE DOMAIN zip AS text;
CREATE DOMAIN zips AS zip[];
CREATE TABLE t (id int PRIMARY KEY, a zip[], b zips);
INSERT INTO t VALUES (1, '{12,13}', '{14}'))",
     R"(CREATE DOMAIN zip AS text NOT NULL CHECK (length(VALUE) < 10);
CREATE DOMAIN zips AS zip[];
CREATE TABLE t (id int PRIMARY KEY, a zip[], b zips);
INSERT INTO t VALUES (1, '{12,13}', '{14}'))"},
    {"DomainsOverDomains",
     R"(CREATE DOMAIN one AS text CHECK (VALUE <> '');
CREATE DOMAIN two AS one;
CREATE TABLE t (id int PRIMARY KEY, a two NOT NULL);
INSERT INTO t VALUES (1, 'x'))",
     R"(CREATE DOMAIN one AS varchar(9) CHECK (VALUE <> '');
CREATE DOMAIN two AS one;
CREATE TABLE t (id int PRIMARY KEY, a two NOT NULL);
INSERT INTO t VALUES (1, 'x'))"},
    {"CommentsOnChecksOfADomain", R"(CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0))",
     R"(CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0);
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'so')"},
    {"KeysOfAnotherType",
     R"(CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1, 1))",
     R"(CREATE TABLE a (id text PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id text REFERENCES a);
INSERT INTO a VALUES ('1');
INSERT INTO b VALUES (1, '1'))"},
    {"IdentityAndSequence",
     R"(CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO t DEFAULT VALUES)",
     R"(CREATE TABLE t (id serial PRIMARY KEY);
INSERT INTO t DEFAULT VALUES)"},
    {"DefaultsOfAnotherFamily",
     R"(CREATE TABLE t (a int DEFAULT 1, b bool DEFAULT false);
INSERT INTO t DEFAULT VALUES)",
     R"(CREATE TABLE t (a bool DEFAULT true, b int DEFAULT 0);
INSERT INTO t DEFAULT VALUES)"},
    {"ResultOfAFunctionThatATableCalls",
     R"(CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (id int PRIMARY KEY DEFAULT f(3), g int GENERATED ALWAYS AS (f(id)) STORED, CONSTRAINT c CHECK (f(id) > 0));
CREATE INDEX i ON t (f(id));
CREATE VIEW v AS SELECT f(id) FROM t;
INSERT INTO t VALUES (1))",
     R"(CREATE FUNCTION f(a int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a::bigint';
CREATE TABLE t (id int PRIMARY KEY DEFAULT f(3), g int GENERATED ALWAYS AS (f(id)) STORED, CONSTRAINT c CHECK (f(id) > 0));
CREATE INDEX i ON t (f(id));
CREATE VIEW v AS SELECT f(id) FROM t;
INSERT INTO t VALUES (1))"},
    {"WhatPartitionsHaveForThemselves",
     R"(CREATE TABLE p (id int DEFAULT 1, d date) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p (id DEFAULT 5) FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO p VALUES (1, '2024-02-02'))",
     R"(CREATE TABLE p (id int DEFAULT 2, d date) PARTITION BY RANGE (d);
CREATE TABLE p1 PARTITION OF p (id DEFAULT 5, d NOT NULL) FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE p2 PARTITION OF p (id DEFAULT 9) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
COMMENT ON COLUMN p2.id IS 'its own')"},
    {"WhatHeirsHaveForThemselves",
     R"(CREATE TABLE b (id int DEFAULT 1, n text);
CREATE TABLE c (id int DEFAULT 7) INHERITS (b);
CREATE TABLE e () INHERITS (b);
ALTER TABLE e ALTER id SET DEFAULT 3)",
     R"(CREATE TABLE b (id int, n text DEFAULT 'z');
CREATE TABLE c (id int) INHERITS (b);
CREATE TABLE e () INHERITS (b);
ALTER TABLE e ALTER n SET DEFAULT 'e')"},
    {"TypesOfAttributes",
     R"(CREATE DOMAIN zip AS text;
CREATE TYPE address AS (street text, code zip, number int);
CREATE DOMAIN addresses AS address[];
CREATE TABLE t (id int PRIMARY KEY, a address, b addresses);
INSERT INTO t VALUES (1, ('x', '12', 3), ARRAY[('y', '13', 4)::address]))",
     R"(CREATE DOMAIN zip AS text CHECK (length(VALUE) < 10);
CREATE TYPE address AS (street text, code zip, number bigint);
CREATE DOMAIN addresses AS address[];
CREATE TABLE t (id int PRIMARY KEY, a address, b addresses);
INSERT INTO t VALUES (1, ('x', '12', 3), ARRAY[('y', '13', 4)::address]))"},
    {"CollationsInUse",
     R"(CREATE COLLATION c (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE c UNIQUE, b text);
CREATE INDEX i ON t (b COLLATE c);
INSERT INTO t VALUES (1, 'a', 'b'))",
     R"(CREATE COLLATION c (provider = icu, locale = 'sv');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE c UNIQUE, b text);
CREATE INDEX i ON t (b COLLATE c);
INSERT INTO t VALUES (1, 'a', 'b'))"},
    {"TextSearchInUse",
     R"(CREATE TEXT SEARCH CONFIGURATION c (COPY = simple);
CREATE TABLE t (id int PRIMARY KEY, b text, v tsvector GENERATED ALWAYS AS (to_tsvector('c', b)) STORED);
CREATE INDEX i ON t USING gin (v);
CREATE INDEX j ON t USING gin (to_tsvector('c', b));
INSERT INTO t VALUES (1, 'some words'))",
     R"(CREATE TEXT SEARCH CONFIGURATION c (COPY = english);
CREATE TABLE t (id int PRIMARY KEY, b text, v tsvector GENERATED ALWAYS AS (to_tsvector('c', b)) STORED);
CREATE INDEX i ON t USING gin (v);
CREATE INDEX j ON t USING gin (to_tsvector('c', b));
INSERT INTO t VALUES (1, 'some words'))"},
    {"ColumnsOfPublications",
     R"(CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (b > 0);
INSERT INTO t VALUES (1, 2, 3))",
     R"(CREATE TABLE t (id int PRIMARY KEY, a bigint, b bigint);
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (b > 0);
INSERT INTO t VALUES (1, 2, 3))"},
    {"DefaultsOfTablesWhoseRowsAreAType",
     R"(CREATE TABLE address (id int PRIMARY KEY, street text);
CREATE TABLE t (id int PRIMARY KEY, a address[]);
INSERT INTO address VALUES (1, 'x');
INSERT INTO t VALUES (1, ARRAY[(1, 'x')::address]))",
     R"(CREATE TABLE address (id int PRIMARY KEY, street text, number int NOT NULL DEFAULT 5);
CREATE TABLE t (id int PRIMARY KEY, a address[]);
INSERT INTO address VALUES (1, 'x');
INSERT INTO t VALUES (1, ARRAY[(1, 'x', 2)::address]))"},
    {"ResultOfAFunctionThatADomainCalls",
     R"(CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE DOMAIN d AS int DEFAULT f(3) CONSTRAINT c CHECK (f(VALUE) > 0);
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'positive';
CREATE TABLE t (a d);
INSERT INTO t VALUES (1))",
     R"(CREATE FUNCTION f(a int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a::bigint';
CREATE DOMAIN d AS int DEFAULT f(3) CONSTRAINT c CHECK (f(VALUE) > 0);
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'positive';
CREATE TABLE t (a d);
INSERT INTO t VALUES (1))"},
    {"AttributesThatAViewShows",
     R"(CREATE TYPE pair AS (a int, b text);
CREATE FUNCTION f() RETURNS SETOF pair LANGUAGE sql AS $$ SELECT 1, 'x'::text $$;
CREATE VIEW v AS SELECT a, b FROM f();
CREATE VIEW w AS SELECT a FROM v)",
     R"(CREATE TYPE pair AS (a bigint, b text, c int);
CREATE FUNCTION f() RETURNS SETOF pair LANGUAGE sql AS $$ SELECT 1::bigint, 'x'::text, 3 $$;
CREATE VIEW v AS SELECT a, b, c FROM f();
CREATE VIEW w AS SELECT a FROM v)"},
    {"KeysThatTextsHangOn",
     R"(CREATE TABLE t (id int NOT NULL, a int NOT NULL, b text, CONSTRAINT one PRIMARY KEY (id), CONSTRAINT k UNIQUE (b));
CREATE VIEW v AS SELECT id, a FROM t GROUP BY id;
CREATE VIEW w AS SELECT a FROM v;
CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO t (id, a) VALUES (1, 2) ON CONFLICT ON CONSTRAINT k DO NOTHING; END;
INSERT INTO t VALUES (1, 2, 'x'))",
     R"(CREATE TABLE t (id int NOT NULL, a int NOT NULL, b text, CONSTRAINT two PRIMARY KEY (a), CONSTRAINT k UNIQUE (b, id));
CREATE VIEW v AS SELECT id, a FROM t GROUP BY a;
CREATE VIEW w AS SELECT a FROM v;
CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO t (id, a) VALUES (1, 2) ON CONFLICT ON CONSTRAINT k DO NOTHING; END;
INSERT INTO t VALUES (1, 2, 'x'))"},
    {"SignatureOfAFunctionThatATableCalls",
     R"(CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (id int PRIMARY KEY, x int DEFAULT f(3), CONSTRAINT c CHECK (f(x) > 0));
CREATE INDEX i ON t (f(x));
CREATE VIEW v AS SELECT f(x) AS y FROM t;
INSERT INTO t VALUES (1, 2))",
     R"(CREATE FUNCTION f(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE TABLE t (id int PRIMARY KEY, x int DEFAULT f(3), CONSTRAINT c CHECK (f(x) > 0));
CREATE INDEX i ON t (f(x));
CREATE VIEW v AS SELECT f(x) AS y FROM t;
INSERT INTO t VALUES (1, 2))"},
    {"Overloads",
     R"(CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a';
CREATE VIEW v AS SELECT f('x'::text) AS t, f(1) AS i)",
     R"(CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION f(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT a || b';
CREATE VIEW v AS SELECT f('x'::text, 'y'::text) AS t, f(1) AS i)"},
};

INSTANTIATE_TEST_SUITE_P(Pairs, DiffPostgresPair, testing::ValuesIn(pairs),
                         [](const testing::TestParamInfo<SqlPair>& pair) {
                           return std::string(pair.param.name);
                         });

/// Two columns that a foreign key joins, whatever their types become.
TEST(DiffPostgres, JoinedColumnsChangeTheirTypes) {
  MIGC_NEED_PG(access);
  const auto joined = [](const char* type) {
    return schema_text(fmt::format(R"(
table parents {{
  id {0} primary key;
  boss {0} references parents (id);
}}
table children {{
  parent_id {0} not null references parents (id) on delete cascade deferrable initially deferred;
}})",
                                   type))
        .schema;
  };
  Followed one(access);
  ASSERT_TRUE(one.go(joined("int")));
  for (const char* type :
       {"bigint", "decimal(20, 0)", "double", "text", "varchar(36)", "uuid", "char(36)", "text",
        "inet", "text", "date", "timestamp", "text", "int"}) {
    SCOPED_TRACE(type);
    Followed other(access);
    ASSERT_TRUE(other.go(joined(type)));
    ASSERT_TRUE(one.go(joined(type)));
    expect_same(one.found(), other.found());
  }
}

}  // namespace
}  // namespace migc::test
