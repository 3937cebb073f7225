// Databases that are read: what migrations made is what the history says it is, and what was read
// makes the same database again.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

#include "compiler/diff/diff.h"
#include "compiler/ops/describe.h"
#include "compiler/sema/statements.h"
#include "compiler/syntax/printer.h"
#include "runtime/driver/open.h"
#include "runtime/inspect/inspect.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/golden.h"
#include "tests/support/pg_server.h"
#include "tests/support/schema_dump.h"

namespace migc::test {
namespace {

using runtime::Driver;
using runtime::Inspected;
using runtime::InspectOptions;

Inspected read(Driver& driver, const InspectOptions& options = {}) {
  Result<Inspected> found = runtime::inspect_postgres(driver, options);
  EXPECT_TRUE(found) << (found ? std::string() : found.error().message + found.error().detail);
  return found ? *std::move(found) : Inspected{};
}

// ---- a schema made anew

/// Runs the statements that an empty database becomes the schema by.
void create(const Schema& schema, Driver& driver) {
  const Diff way = diff(Schema{}, schema, {.dialect = "postgres"});
  EXPECT_EQ(way.impossible, std::vector<std::string>{});
  Schema model;
  for (const Operation& operation : way.operations) {
    StatementSink sink;
    Diagnostics diagnostics;
    EmitOptions options;
    options.version = {.major = driver.server_version().major, .minor = 0, .patch = 0};
    find_dialect("postgres")->emit({&operation, 1}, "abc123", options, model, sink, diagnostics);
    for (const Diagnostic* found : diagnostics.sorted()) {
      if (found->severity == Severity::error)
        ADD_FAILURE() << describe(operation) << ": " << found->message;
    }
    for (const Batch& batch : sink.take()) {
      for (const Statement& statement : batch.statements) {
        if (statement.kind != StatementKind::execute) continue;
        const auto done = driver.execute(statement.sql);
        EXPECT_TRUE(done) << done.error().message << "\n" << statement.sql;
      }
    }
  }
}

/// An heir that is made with its parents has their columns first.
Schema in_any_order(const Schema& schema) {
  Schema result;
  for (const auto& [key, found] : schema.objects()) {
    Object object = found;
    auto* table = std::get_if<Table>(&object);
    if (table != nullptr && !table->inherits.empty())
      std::ranges::sort(table->columns, {}, &Column::name);
    result.put(std::move(object));
  }
  return result;
}

/// The database that is made of what was read is read as the same, and dumped as the same where
/// it is said how.
void expect_same_again(const PgAccess& access, const Schema& schema,
                       const std::string& dumped = {}) {
  const PgDatabase second(access);
  const std::unique_ptr<Driver> driver = connect(second);
  ASSERT_NE(driver, nullptr);
  create(schema, *driver);
  const Schema again = in_any_order(read(*driver).schema);
  const Schema before = in_any_order(schema);
  EXPECT_EQ(again, before) << difference(before, again);
  if (!dumped.empty()) {
    EXPECT_EQ(schema_dump(second), dumped);
  }
}

// ---- what a history says

void blur(Expression& expression) { expression = {}; }
void blur(std::optional<Expression>& expression) {
  if (expression) blur(*expression);
}
void blur(std::vector<IndexPart>& parts) {
  for (IndexPart& part : parts) {
    if (part.expression.kind != ExpressionKind::column) blur(part.expression);
  }
}
void blur(Constraint& constraint) {
  if (auto* check = std::get_if<Check>(&constraint.body)) blur(check->expression);
  if (auto* exclusion = std::get_if<Exclusion>(&constraint.body)) {
    blur(exclusion->parts);
    blur(exclusion->where);
  }
}

/// What the owner of an object is granted is his anyway.
bool is_own(const Object& object, const Schema& schema) {
  const auto* privileges = std::get_if<Privileges>(&object);
  const Object* on = privileges == nullptr ? nullptr : schema.find(privileges->object);
  return on != nullptr && owner_of(*on) == privileges->role;
}

void blur(PartitionOf& partition) {
  auto* range = std::get_if<RangeBound>(&partition.bound);
  auto* list = std::get_if<ListBound>(&partition.bound);
  if (range != nullptr) {
    for (Expression& value : range->from) blur(value);
    for (Expression& value : range->to) blur(value);
  }
  if (list != nullptr) {
    for (Expression& value : list->values) blur(value);
  }
}

/// The schema without the words of its expressions and texts, owners, and the order of columns.
Schema outline(const Schema& schema) {
  Schema result;
  for (const auto& [key, found] : schema.objects()) {
    if (is_own(found, schema)) continue;
    Object object = found;
    std::visit(
        [](auto& each) {
          if constexpr (requires { each.owner; }) each.owner.clear();
        },
        object);
    if (std::vector<DefinitionText>* texts = texts_of(object)) texts->clear();
    if (auto* table = std::get_if<Table>(&object)) {
      for (Column& column : table->columns) {
        blur(column.default_value);
        if (column.generated) blur(column.generated->expression);
      }
      std::ranges::sort(table->columns, {}, &Column::name);
      for (Constraint& constraint : table->constraints) blur(constraint);
      for (Index& index : table->indexes) {
        blur(index.parts);
        blur(index.where);
      }
      if (table->partition_of) blur(*table->partition_of);
      table->options.strict = table->options.without_rowid = false;
    }
    if (auto* domain = std::get_if<Domain>(&object)) {
      blur(domain->default_value);
      for (Constraint& constraint : domain->checks) blur(constraint);
    }
    if (auto* view = std::get_if<View>(&object)) {
      view->columns.clear();
      for (Index& index : view->indexes) blur(index.where);
    }
    if (auto* publication = std::get_if<Publication>(&object)) {
      for (PublicationTable& table : publication->tables) blur(table.where);
    }
    result.put(std::move(object));
  }
  return result;
}

/// Whether the dialect has the object at all.
bool speaks(const Object& object) {
  const std::vector<DefinitionText>* texts = texts_of(object);
  return texts == nullptr || text_for(*texts, "postgres") != nullptr;
}

/// Runs a project's migrations and reads the database, in which raw SQL may have made further
/// objects.
void expect_read_as_replayed(const PgAccess& access, Compilation& compilation,
                             const std::set<std::string>& by_hand = {},
                             std::string_view target = "heads") {
  const PgDatabase database(access);
  const std::unique_ptr<Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(compilation, *driver);
  climb.up(target);
  ASSERT_TRUE(climb.ok());
  const Schema model = climb.model();
  Schema replayed;
  for (const auto& [key, object] : model.objects()) {
    if (speaks(object)) replayed.put(object);
  }
  const Inspected found = read(*driver);
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  Schema declared;
  for (const auto& [key, object] : found.schema.objects()) {
    if (!by_hand.contains(describe(key))) declared.put(object);
  }
  EXPECT_EQ(outline(declared), outline(replayed))
      << difference(outline(replayed), outline(declared));
  expect_same_again(access, found.schema);
}

TEST(InspectPostgres, GeneratedProjectsAreReadAsReplayed) {
  MIGC_NEED_PG(access);
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, seed % 2 == 0);
    if (!compilation->diagnostics().has_errors()) expect_read_as_replayed(access, *compilation);
  }
}

TEST(InspectPostgres, ProjectsAreReadAsReplayed) {
  MIGC_NEED_PG(access);
  const std::map<std::string_view, std::set<std::string>> projects = {
      {"examples/inference_service", {}},
      {"migrations", {"extension `citext`", "view `late_loans`"}},
      {"migrations/postgres", {}},
  };
  for (const auto& [name, by_hand] : projects) {
    SCOPED_TRACE(name);
    for (const GoldenCase& golden : golden_cases()) {
      if (golden.name != name) continue;
      const GoldenRun run = compile_golden(golden);
      ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
      // Partitions, heirs, foreign tables and default privileges are left out by inspection.
      const bool to_objects = run.compilation->history()->find("pg_objects") != nullptr;
      expect_read_as_replayed(access, *run.compilation, by_hand,
                              to_objects ? "pg_objects" : "heads");
    }
  }
}

// ---- what was made by hand

/// A database in which each statement was run.
class Handmade {
 public:
  explicit Handmade(const PgAccess& access) : database_(access), driver_(connect(database_)) {}

  void run(const std::vector<std::string>& statements) {
    for (const std::string& sql : statements) {
      const auto done = driver_->execute(sql);
      ASSERT_TRUE(done) << done.error().message << "\n" << sql;
    }
  }
  Driver& driver() { return *driver_; }
  [[nodiscard]] std::string dump() const { return schema_dump(database_); }

 private:
  PgDatabase database_;
  std::unique_ptr<Driver> driver_;
};

const std::vector<std::string>& handmade_types() {
  static const std::vector<std::string> all = {
      "CREATE SCHEMA app",
      "COMMENT ON SCHEMA app IS 'it''s \\ ours'",
      "CREATE EXTENSION citext SCHEMA app",
      "CREATE EXTENSION btree_gist",
      "CREATE TYPE app.mood AS ENUM ('sad', 'it''s', 'Glad')",
      "CREATE TYPE \"Odd Name\" AS ENUM ('a')",
      "CREATE COLLATION german (provider = icu, locale = 'de-DE')",
      "CREATE COLLATION posix2 (lc_collate = 'C', lc_ctype = 'POSIX')",
      "CREATE DOMAIN app.email AS text COLLATE \"C\" DEFAULT 'a@b'::text CHECK (VALUE ~~ '%@%')",
      "COMMENT ON DOMAIN app.email IS 'mail'",
      "CREATE DOMAIN positive AS numeric(10,2) NOT NULL CONSTRAINT above CHECK (VALUE > 0)",
      "COMMENT ON CONSTRAINT above ON DOMAIN positive IS 'not below'",
      "CREATE TYPE app.address AS (street text, \"No\" integer, home app.email, name varchar(20) "
      "COLLATE \"C\")",
      "COMMENT ON TYPE app.address IS 'where'",
      "COMMENT ON COLUMN app.address.street IS 'with number'",
      "CREATE FUNCTION app.minutes(a timestamp, b timestamp) RETURNS double precision LANGUAGE sql "
      "IMMUTABLE AS 'SELECT extract(epoch FROM a - b)::float8'",
      "CREATE TYPE app.shift AS RANGE (subtype = timestamp, subtype_diff = app.minutes)",
      "CREATE TYPE weights AS RANGE (subtype = float8, multirange_type_name = many_weights)",
      "CREATE TEXT SEARCH DICTIONARY plain (template = simple, stopwords = english)",
      "CREATE TEXT SEARCH CONFIGURATION words (copy = german)",
      "CREATE TEXT SEARCH CONFIGURATION app.mapped (parser = \"default\")",
      "ALTER TEXT SEARCH CONFIGURATION app.mapped ADD MAPPING FOR word, \"int\" WITH plain, simple",
      "CREATE SEQUENCE plain_seq",
      "CREATE SEQUENCE app.odd_seq AS smallint START 5 INCREMENT 5 MINVALUE 5 MAXVALUE 500 CACHE 3 "
      "CYCLE",
      "CREATE SEQUENCE down_seq INCREMENT -1",
  };
  return all;
}

const std::vector<std::string>& handmade_tables() {
  static const std::vector<std::string> all = {
      "CREATE TABLE app.people (id serial PRIMARY KEY, name varchar(20) COLLATE german NOT NULL "
      "DEFAULT 'x', mood app.mood DEFAULT 'sad', mail app.email, tags text[] DEFAULT '{}', "
      "one \"char\", fixed bpchar, code char(3), bits bit(4) DEFAULT B'1010', flags bit "
      "varying(9), amount numeric(5,2) DEFAULT -1.5, big bigint DEFAULT -9, at "
      "timestamp(3) with time zone DEFAULT (now() AT TIME ZONE 'UTC'), span interval(2), fields "
      "interval day to second, doc jsonb DEFAULT '{\"a\": 1}', home app.address, shifts "
      "app.shift, odd \"Odd Name\" DEFAULT 'a', low app.citext, place point DEFAULT '(0,0)', "
      "on_day date DEFAULT CURRENT_DATE, yes boolean DEFAULT true, none text DEFAULT NULL, moods "
      "app.mood[] DEFAULT ARRAY['sad'::app.mood], scaled numeric(3), who name DEFAULT "
      "CURRENT_USER, regs regclass, matrix integer[][], twice integer GENERATED ALWAYS AS (id * 2) "
      "STORED, \"select\" text, \"Caps and blanks\" integer)",
      "ALTER TABLE app.people ALTER mood SET STATISTICS 50, ALTER name SET STORAGE external, ALTER "
      "name SET COMPRESSION pglz, DROP COLUMN code, ADD CONSTRAINT \"Odd check\" CHECK (amount > "
      "-10 AND (name IN ('a', 'b') OR low = 'q')) NO INHERIT, ADD UNIQUE NULLS NOT DISTINCT (mail, "
      "name) INCLUDE (big) WITH (fillfactor = 70), ADD CONSTRAINT once UNIQUE (doc) DEFERRABLE "
      "INITIALLY DEFERRED, ADD CONSTRAINT apart EXCLUDE USING gist (big WITH =, shifts WITH &&) "
      "WHERE (yes) DEFERRABLE, ADD CONSTRAINT later CHECK (big < 7) NOT VALID",
      "COMMENT ON TABLE app.people IS 'who'",
      "COMMENT ON COLUMN app.people.name IS 'how'",
      "COMMENT ON CONSTRAINT once ON app.people IS 'c'",
      "CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY (START 7 INCREMENT 2), "
      "small smallint GENERATED BY DEFAULT AS IDENTITY, who integer REFERENCES app.people ON "
      "DELETE "
      "SET NULL (who) ON UPDATE CASCADE, a integer, b integer, back bigint, PRIMARY KEY (id) "
      "INCLUDE (a)) WITH (autovacuum_enabled = off, fillfactor = 80, "
      "toast.autovacuum_enabled = off)",
      "ALTER TABLE visits ADD CONSTRAINT pair UNIQUE (a, b)",
      "CREATE TABLE twins (a integer, b integer, FOREIGN KEY (b, a) REFERENCES visits (b, a) MATCH "
      "FULL DEFERRABLE INITIALLY DEFERRED NOT VALID)",
      "ALTER TABLE visits ADD FOREIGN KEY (back) REFERENCES visits, ALTER back SET DEFAULT "
      "nextval('app.odd_seq')",
      "CREATE UNLOGGED TABLE fleeting (\"A\" real PRIMARY KEY)",
      "CREATE INDEX ON app.people (name DESC, mood NULLS FIRST)",
      "CREATE UNIQUE INDEX by_lower ON app.people (lower(name) COLLATE \"C\" text_pattern_ops) "
      "INCLUDE (big) WITH (fillfactor = 60) WHERE mood = 'sad' AND name IS NOT NULL",
      "CREATE INDEX by_words ON app.people USING gin (to_tsvector('english', none), tags)",
      "CREATE INDEX by_sum ON app.people ((amount + big), (name || none) DESC NULLS LAST)",
      "CREATE INDEX by_low ON app.people (low, name COLLATE \"POSIX\")",
      "CREATE INDEX by_docs ON app.people USING gin (doc jsonb_path_ops)",
      "CREATE INDEX by_shift ON app.people USING gist (shifts)",
      "CREATE INDEX by_brin ON app.people USING brin (at) WITH (pages_per_range = 16)",
      "CREATE INDEX by_hash ON app.people USING hash (big)",
      "COMMENT ON INDEX app.by_hash IS 'quick'",
      "ALTER TABLE fleeting ADD CONSTRAINT twin UNIQUE (\"A\"), ADD CONSTRAINT other UNIQUE "
      "(\"A\")",
      "CREATE STATISTICS app.both (ndistinct, mcv) ON name, mood FROM app.people",
      "CREATE STATISTICS one_sum ON (amount + big) FROM app.people",
      "ALTER TABLE visits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
  };
  return all;
}

const std::vector<std::string>& handmade_texts() {
  static const std::vector<std::string> all = {
      "CREATE FUNCTION app.norm(VARIADIC t text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$ "
      "SELECT lower(t[1]) $$",
      "CREATE FUNCTION both_out(a integer, OUT b integer, INOUT c text) LANGUAGE plpgsql AS $$ "
      "BEGIN b := a; END $$",
      "CREATE FUNCTION rows_of(p app.people) RETURNS SETOF app.mood LANGUAGE sql STABLE ROWS 5 AS "
      "'SELECT p.mood'",
      "CREATE FUNCTION any_of(anyelement, \"char\") RETURNS anyelement LANGUAGE sql AS 'SELECT "
      "$1'",
      "CREATE FUNCTION atomic(a integer DEFAULT 3) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT "
      "count(*) FROM app.people WHERE id > a; END",
      "CREATE PROCEDURE app.tidy(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN DELETE FROM visits; "
      "n := 1; END $$",
      "COMMENT ON FUNCTION app.norm(text[]) IS 'lower'",
      "CREATE AGGREGATE app.total(integer) (sfunc = int4pl, stype = integer, initcond = '0', "
      "combinefunc = int4pl, parallel = safe)",
      "CREATE AGGREGATE everything(*) (sfunc = int8inc, stype = bigint, initcond = '0')",
      "CREATE AGGREGATE middle(float8 ORDER BY anyelement) (sfunc = ordered_set_transition, stype "
      "= "
      "internal, finalfunc = percentile_disc_final, finalfunc_extra)",
      "CREATE VIEW names WITH (security_barrier = true) AS SELECT id, lower(name) AS low, mood "
      "FROM "
      "app.people WHERE mood <> 'sad'",
      "CREATE VIEW few AS SELECT * FROM names WHERE id < 10 WITH LOCAL CHECK OPTION",
      "COMMENT ON VIEW few IS 'not many'",
      "COMMENT ON COLUMN few.low IS 'it''s lower'",
      "COMMENT ON INDEX app.people_pkey IS 'never reused'",
      "COMMENT ON INDEX app.apart IS 'by shift'",
      "CREATE MATERIALIZED VIEW app.counts AS SELECT mood, count(*) AS n FROM app.people GROUP BY "
      "mood WITH NO DATA",
      "CREATE UNIQUE INDEX counts_of ON app.counts (mood, (n + 1))",
      "COMMENT ON COLUMN app.counts.n IS 'of that mood'",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
      "CREATE TRIGGER touch BEFORE UPDATE OF name OR INSERT ON app.people FOR EACH ROW WHEN "
      "(NEW.name <> 'x') EXECUTE FUNCTION touch()",
      "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON app.people DEFERRABLE INITIALLY DEFERRED FOR "
      "EACH ROW EXECUTE FUNCTION touch()",
      "CREATE TRIGGER moved AFTER UPDATE ON visits REFERENCING OLD TABLE AS was FOR EACH STATEMENT "
      "EXECUTE FUNCTION touch()",
      "COMMENT ON TRIGGER moved ON visits IS 'to see'",
      "CREATE RULE keep AS ON DELETE TO app.people WHERE OLD.yes DO INSTEAD NOTHING",
      "CREATE POLICY own ON visits AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (a > 0) WITH CHECK (a "
      "< 9)",
      "CREATE POLICY all_of ON app.people USING (mood <> 'sad')",
      "CREATE PUBLICATION parts FOR TABLE app.people (id, name) WHERE (id > 5), TABLE twins WITH "
      "(publish = 'insert, update')",
      "CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA app",
      "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$",
      "CREATE EVENT TRIGGER watcher ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE "
      "FUNCTION "
      "watch()",
  };
  return all;
}

TEST(InspectPostgres, WhatWasMadeByHandIsMadeAgain) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  if (database.driver().server_version().major < 15) GTEST_SKIP() << "what 15 brought is in it";
  database.run(handmade_types());
  database.run(handmade_tables());
  database.run(handmade_texts());
  database.run({"GRANT SELECT, INSERT ON app.people TO pg_monitor",
                "GRANT UPDATE (name) ON app.people TO PUBLIC",
                "GRANT ALL ON visits TO pg_monitor WITH GRANT OPTION",
                "REVOKE EXECUTE ON FUNCTION touch() FROM PUBLIC",
                "GRANT EXECUTE ON FUNCTION touch() TO pg_monitor",
                "GRANT USAGE ON SCHEMA app TO PUBLIC", "REVOKE USAGE ON TYPE app.mood FROM PUBLIC",
                "GRANT USAGE ON SEQUENCE plain_seq TO pg_monitor"});
  const Inspected found = read(database.driver());
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  expect_same_again(access, found.schema, database.dump());
}

TEST(InspectPostgres, CollationsOfOtherSchemasAreMadeAgain) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE SCHEMA words",
      "CREATE COLLATION words.german (provider = icu, locale = 'de-DE')",
      "CREATE COLLATION words.\"C\" (provider = icu, locale = 'fr-FR')",
      "CREATE DOMAIN title AS text COLLATE words.german CHECK (VALUE < ('m' COLLATE words.\"C\"))",
      "CREATE TYPE word AS (spelled text COLLATE words.german, sound text COLLATE \"C\")",
      "CREATE TYPE span AS RANGE (subtype = text, collation = words.german)",
      "CREATE TYPE posix_span AS RANGE (subtype = text, collation = \"POSIX\")",
      "CREATE TABLE books (id integer PRIMARY KEY, name text COLLATE words.\"C\" DEFAULT ('x' "
      "COLLATE words.german), room text COLLATE \"C\", low text GENERATED ALWAYS AS (lower(name "
      "COLLATE words.german)) STORED, CHECK (room > 'a' COLLATE words.german), EXCLUDE USING btree "
      "(room COLLATE words.german WITH =))",
      "CREATE INDEX by_room ON books (room COLLATE words.german text_pattern_ops, (lower(room)) "
      "COLLATE words.\"C\")",
      "CREATE TABLE loans (place text) PARTITION BY LIST (place COLLATE words.german)",
      "CREATE VIEW sorted AS SELECT name COLLATE words.german AS name FROM books",
      "CREATE MATERIALIZED VIEW kept AS SELECT room FROM books",
      "CREATE INDEX by_kept ON kept (room COLLATE words.german)",
  });
  const Inspected found = read(database.driver());
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  const Table* books = found.schema.find_table({"", "books"});
  ASSERT_NE(books, nullptr);
  EXPECT_EQ(books->find_column("name")->collation, (ObjectName{"words", "C"}));
  EXPECT_EQ(books->find_column("room")->collation, (ObjectName{"", "C"}));
  expect_same_again(access, found.schema, database.dump());
}

TEST(InspectPostgres, PartitionsAndHeirsAreMadeAgain) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE SCHEMA app",
      "CREATE TABLE orgs (id integer PRIMARY KEY)",
      "CREATE TABLE app.events (id bigint NOT NULL, org integer REFERENCES orgs, at timestamptz "
      "NOT "
      "NULL, kind text DEFAULT 'x' CHECK (kind <> ''), n integer, PRIMARY KEY (id, at, kind)) "
      "PARTITION BY RANGE (at)",
      "CREATE INDEX ON app.events (kind)",
      "CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO "
      "('2026-01-01')",
      "CREATE TABLE events_late PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO "
      "(MAXVALUE) "
      "PARTITION BY LIST (kind)",
      "CREATE TABLE events_some PARTITION OF events_late FOR VALUES IN ('a', 'it''s (b), c')",
      "CREATE TABLE events_rest PARTITION OF events_late DEFAULT",
      "CREATE INDEX own ON events_rest (n)",
      "ALTER TABLE events_rest ADD CHECK (n > 0), ALTER kind SET DEFAULT 'y'",
      "CREATE TABLE lows (name text, n integer) PARTITION BY LIST (lower(name))",
      "CREATE TABLE lows_none PARTITION OF lows FOR VALUES IN (NULL, 'none')",
      "CREATE TABLE hashed (id bigint, name text COLLATE \"C\") PARTITION BY HASH (id, name)",
      "CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
      "CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
      "CREATE TABLE numbers (a integer, b bigint) PARTITION BY RANGE (a, b)",
      "CREATE TABLE numbers_low PARTITION OF numbers FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, "
      "20)",
      "CREATE TABLE marks (at timestamptz, event bigint, kind text, FOREIGN KEY (event, at, kind) "
      "REFERENCES app.events)",
      "CREATE TABLE cities (name text NOT NULL, size integer DEFAULT 0, CHECK (size >= 0))",
      "CREATE TABLE things (id integer)",
      "CREATE TABLE capitals (state text, PRIMARY KEY (name)) INHERITS (cities, things)",
      "ALTER TABLE capitals ADD CHECK (state <> '')",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
      "CREATE TRIGGER touch BEFORE INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION touch()",
      "CREATE EXTENSION postgres_fdw",
      "CREATE SERVER far TYPE 'pg' VERSION '15' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host "
      "'far away', dbname 'x')",
      "CREATE FOREIGN TABLE elsewhere (id integer NOT NULL, name text) SERVER far OPTIONS "
      "(schema_name 'app', table_name 'it''s')",
  });
  const Inspected found = read(database.driver());
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  expect_same_again(access, found.schema, database.dump());
}

TEST(InspectPostgres, DefaultPrivilegesAreMadeAgain) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run(
      {"CREATE SCHEMA app",
       "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor",
       "ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO pg_monitor WITH GRANT OPTION",
       "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
       "ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor GRANT USAGE ON SCHEMAS TO pg_signal_backend"});
  const Inspected found = read(database.driver());
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  EXPECT_EQ(found.schema.objects().size(), 5U) << dump(found.schema);
  expect_same_again(access, found.schema, database.dump());
}

TEST(InspectPostgres, TheSchemaPublicIsMadeAgain) {
  MIGC_NEED_PG(access);
  EXPECT_EQ(read(Handmade(access).driver()).schema, Schema{});
  const std::vector<std::vector<std::string>> changes = {
      {"COMMENT ON SCHEMA public IS 'ours'"},
      {"REVOKE USAGE ON SCHEMA public FROM PUBLIC", "GRANT USAGE ON SCHEMA public TO pg_monitor"},
      {"REVOKE ALL ON SCHEMA public FROM PUBLIC"},
      {"GRANT CREATE ON SCHEMA public TO PUBLIC"},
      {"GRANT ALL ON SCHEMA public TO pg_monitor WITH GRANT OPTION",
       "COMMENT ON SCHEMA public IS 'with ''others'''"},
      {"DROP SCHEMA public", "CREATE SCHEMA public",
       "COMMENT ON SCHEMA public IS 'standard public schema'",
       "GRANT CREATE ON SCHEMA public TO pg_monitor"},
  };
  for (const std::vector<std::string>& statements : changes) {
    SCOPED_TRACE(statements.front());
    Handmade database(access);
    database.run(statements);
    const Inspected found = read(database.driver());
    EXPECT_EQ(found.left_out, std::vector<std::string>{});
    // Its owner is another one then, and the dump says so.
    const bool made_anew = statements.front().starts_with("DROP");
    expect_same_again(access, found.schema, made_anew ? std::string() : database.dump());
  }
}

TEST(InspectPostgres, WhatTheModelCannotHoldIsTold) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE SCHEMA app",
      "CREATE TABLE nothing ()",
      "CREATE TABLE things (id integer, name text)",
      "CREATE INDEX by_sum ON things ((id + 1))",
      "ALTER INDEX by_sum ALTER COLUMN 1 SET STATISTICS 500",
      "CREATE TABLE days (day date NOT NULL) PARTITION BY RANGE (day)",
      "CREATE TABLE days_2026 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
      "CREATE TRIGGER touch BEFORE UPDATE ON days FOR EACH ROW EXECUTE FUNCTION touch()",
      "ALTER TABLE days_2026 DISABLE TRIGGER touch",
      "CREATE MATERIALIZED VIEW copies AS SELECT name FROM things",
      "CREATE INDEX copies_by_name ON copies (name)",
      "ALTER MATERIALIZED VIEW copies CLUSTER ON copies_by_name",
      "CREATE VIEW names AS SELECT name FROM things",
      "ALTER VIEW names ALTER name SET DEFAULT 'x'",
      "CREATE OPERATOR app.=== (leftarg = integer, rightarg = integer, function = int4eq)",
      "CREATE CAST (text AS integer) WITH INOUT",
      "REVOKE DELETE ON things FROM CURRENT_USER",
      "CREATE TYPE later",
  });
  Inspected found = read(database.driver());
  std::ranges::sort(found.left_out);
  EXPECT_EQ(found.left_out,
            (std::vector<std::string>{
                "base type `later`",
                "cast `text as integer`",
                "how trigger `touch` of partition `days_2026` is enabled otherwise than that of "
                "its parent",
                "operator `app.===`",
                "table `nothing`, which has no columns",
                "that the owner of table `things` may not delete it",
                "the default of column `name` of view `names`",
                "the mark of index `copies_by_name` as the one that view `copies` is clustered by",
                "the statistics target of part 1 of index `by_sum`",
            }));
}

TEST(InspectPostgres, MarksOfTablesAndTriggersAreFound) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE TABLE things (id integer PRIMARY KEY, name text NOT NULL, size integer)",
      "CREATE UNIQUE INDEX by_name ON things (name)",
      "ALTER TABLE things CLUSTER ON by_name, REPLICA IDENTITY USING INDEX by_name, "
      "ALTER size SET (n_distinct = -0.5, n_distinct_inherited = 7)",
      "CREATE TABLE notes (id integer PRIMARY KEY)",
      "ALTER TABLE notes CLUSTER ON notes_pkey, REPLICA IDENTITY FULL",
      "CREATE TABLE days (day date NOT NULL, CONSTRAINT days_key UNIQUE (day)) "
      "PARTITION BY RANGE (day)",
      "CREATE TABLE days_2026 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
      "ALTER TABLE days REPLICA IDENTITY NOTHING",
      "ALTER TABLE days_2026 CLUSTER ON days_2026_day_key, REPLICA IDENTITY USING INDEX "
      "days_2026_day_key, ALTER day SET (n_distinct = -1)",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
      "CREATE TRIGGER never BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION touch()",
      "CREATE TRIGGER always BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION touch()",
      "CREATE TRIGGER \"On Replicas\" BEFORE UPDATE ON days FOR EACH ROW EXECUTE FUNCTION touch()",
      "ALTER TABLE things DISABLE TRIGGER never, ENABLE ALWAYS TRIGGER always",
      "ALTER TABLE days ENABLE REPLICA TRIGGER \"On Replicas\"",
      "CREATE RULE keep AS ON DELETE TO things DO INSTEAD NOTHING",
      "ALTER TABLE things DISABLE RULE keep",
      "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$",
      "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watch()",
      "ALTER EVENT TRIGGER watch DISABLE",
  });
  const Inspected found = read(database.driver());
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  const Table& things = *found.schema.find_table({"", "things"});
  EXPECT_EQ(things.options.identity_index, "by_name");
  EXPECT_EQ(things.options.cluster_on, "by_name");
  EXPECT_EQ(things.find_column("size")->with,
            (Parameters{{"n_distinct", "-0.5"}, {"n_distinct_inherited", "7"}}));
  expect_same_again(access, found.schema, database.dump());
}

TEST(InspectPostgres, ReplicaIdentityOfAnIndexThatIsGoneIsNothing) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE TABLE things (id integer NOT NULL)",
      "CREATE UNIQUE INDEX by_id ON things (id)",
      "ALTER TABLE things REPLICA IDENTITY USING INDEX by_id",
      "DROP INDEX by_id",
  });
  const Inspected found = read(database.driver());
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  EXPECT_EQ(found.schema.find_table({"", "things"})->options.replica_identity,
            ReplicaIdentity::nothing);
}

TEST(InspectPostgres, OthersAreLeftAlone) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE SCHEMA app",
      "CREATE SCHEMA migc",
      "CREATE TABLE migc.ledger (id integer)",
      "CREATE EXTENSION hstore",
      "CREATE TEMPORARY TABLE fleeting (id integer)",
      "CREATE TABLE app.orders (id integer PRIMARY KEY)",
      "CREATE TABLE orders (id serial PRIMARY KEY)",
      "CREATE TABLE order_lines (id integer, tags hstore)",
      "CREATE VIEW app.all_orders AS SELECT id FROM orders",
  });
  const auto names = [](const Schema& schema) {
    std::vector<std::string> result;
    for (const auto& [key, object] : schema.objects()) result.push_back(describe(key));
    return result;
  };
  EXPECT_EQ(
      names(read(database.driver()).schema),
      (std::vector<std::string>{"schema `app`", "extension `hstore`", "sequence `orders_id_seq`",
                                "table `order_lines`", "table `orders`", "table `app.orders`",
                                "view `app.all_orders`"}));
  EXPECT_EQ(
      names(read(database.driver(), {.include = {"app.*"}, .exclude = {}}).schema),
      (std::vector<std::string>{"schema `app`", "table `app.orders`", "view `app.all_orders`"}));
  EXPECT_EQ(
      names(read(database.driver(), {.include = {"order*", "app.?rders"}, .exclude = {"*_seq"}})
                .schema),
      (std::vector<std::string>{"schema `app`", "table `order_lines`", "table `orders`",
                                "table `app.orders`"}));
  const InspectOptions owners{.include = {"orders"}, .exclude = {}, .owners = true};
  EXPECT_EQ(read(database.driver(), owners).schema.find_table({"", "orders"})->owner, access.user);
  EXPECT_EQ(read(database.driver()).schema.find_table({"", "orders"})->owner, "");
}

/// A part of a database is a schema of its own: it compiles.
TEST(InspectPostgres, APartStandsOnItsOwn) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({
      "CREATE SCHEMA app",
      "CREATE TYPE app.mood AS ENUM ('good', 'bad')",
      "CREATE DOMAIN app.name AS text CHECK (VALUE <> '')",
      "CREATE TABLE parent (id serial PRIMARY KEY, kind app.mood)",
      "CREATE TABLE child (id serial PRIMARY KEY, parent_id integer REFERENCES parent, again "
      "integer CONSTRAINT again_fk REFERENCES child, name app.name, mood app.mood)",
      "CREATE TABLE heir () INHERITS (parent)",
      "CREATE TABLE log (at date) PARTITION BY RANGE (at)",
      "CREATE TABLE log_old PARTITION OF log FOR VALUES FROM (MINVALUE) TO ('2026-01-01')",
      "CREATE INDEX heir_kind ON heir (kind)",
      "CREATE VIEW parents AS SELECT id FROM parent",
  });
  const auto part = [&](const InspectOptions& options) {
    Inspected found = read(database.driver(), options);
    std::vector<std::string> result;
    for (const auto& [key, object] : found.schema.objects()) result.push_back(describe(key));
    const ast::File file = to_desired(found.schema);
    Compilation compilation({.dialects = {{"postgres", {13, 0, 0}}}});
    compilation.add("schema.mig", print(file), ast::FileKind::schema);
    EXPECT_TRUE(compilation.build()) << print(file);
    for (std::string& what : found.left_out) result.push_back("- " + std::move(what));
    return result;
  };
  EXPECT_EQ(
      part({.include = {"child"}, .exclude = {}}),
      (std::vector<std::string>{
          "schema `app`", "enum `app.mood`", "domain `app.name`", "sequence `child_id_seq`",
          "table `child`",
          "- foreign key `child_parent_id_fkey` of table `child`, which needs table `parent`"}));
  EXPECT_EQ(
      part({.include = {"log_old", "parents"}, .exclude = {}}),
      (std::vector<std::string>{"view `parents`", "- table `log_old`, which needs table `log`"}));
  EXPECT_EQ(part({.include = {}, .exclude = {"parent", "*_seq", "log", "app.name"}}),
            (std::vector<std::string>{
                "schema `app`", "enum `app.mood`", "view `parents`",
                "- foreign key `child_parent_id_fkey` of table `child`, which needs table `parent`",
                "- default of column `heir.id`, which needs sequence `parent_id_seq`",
                "- table `log_old`, which needs table `log`",
                "- default of column `child.id`, which needs sequence `child_id_seq`",
                "- table `heir`, which needs table `parent`",
                "- table `child`, which needs domain `app.name`"}));
}

/// A default that was no number is none afterwards: the server would write another one.
TEST(InspectPostgres, DefaultsComeBackAsTheyWereWritten) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  for (const auto& [type, written] : std::vector<std::pair<std::string, std::string>>{
           {"bigint", "5"},
           {"bigint", "-5000000000"},
           {"bigint", "'5'::bigint"},
           {"smallint", "-1"},
           {"smallint", "'-1'::smallint"},
           {"numeric", "0"},
           {"numeric", "-1.5"},
           {"numeric", "'10000000000'::numeric"},
       }) {
    database.run({fmt::format("CREATE TABLE t (a {} DEFAULT {})", type, written)});
    const Schema schema = read(database.driver()).schema;
    const Column* column = schema.find_table({"", "t"})->find_column("a");
    std::string expected = written;
    if (const auto at = expected.find("numeric"); at != std::string::npos)
      expected.replace(at, 7, "decimal");
    EXPECT_EQ(to_string(column->default_value.value_or(Expression{})), expected);
    database.run({"DROP TABLE t"});
  }
}

/// What this version of the language has no words for is told, or kept as it is.
TEST(InspectPostgres, NewerServersHaveMore) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  if (database.driver().server_version() < Version{17}) GTEST_SKIP() << "an older server";
  database.run({"CREATE TABLE t (a text DEFAULT system_user)",
                "CREATE TABLE p (r int, CONSTRAINT once EXCLUDE (r WITH =)) PARTITION BY RANGE (r)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10)"});
  const Inspected found = read(database.driver());
  const Column* column = found.schema.find_table({"", "t"})->find_column("a");
  EXPECT_EQ(column->default_value.value_or(Expression{}).kind, ExpressionKind::raw);
  EXPECT_EQ(found.left_out, (std::vector<std::string>{"constraint `once` of table `p`",
                                                      "constraint `p1_r_excl` of table `p1`"}));
}

/// What an author writes comes back in his words, not in the server's.
TEST(InspectPostgres, ConditionsComeBackAsTheyWereWritten) {
  MIGC_NEED_PG(access);
  Handmade database(access);
  database.run({"CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE TABLE t (v varchar(20), x text, n numeric(10, 2), d double precision, m "
                "mood, j jsonb, at timestamptz, a text[])",
                "SET TimeZone TO 'Asia/Tokyo'"});
  for (const std::string_view condition : {
           "v in ('a', 'b')",
           "v not in ('a', 'b')",
           "v::text in ('a', 'b')",
           "v::text in ('a'::varchar::text, 'b'::varchar::text)",
           "v = 'a'",
           "v like 'a%'",
           "lower(v) <> 'x'::text",
           "length(v) > 3",
           "x in ('a', 'b')",
           "x ~ '^a' or x is null",
           "n > 0 and n < -1.5",
           "n in (1, 2)",
           "d <= 1.5",
           "m = 'sad'",
           "m in ('sad', 'glad')",
           "j ->> 'a' = 'b'::text",
           "j @> '{}'",
           "at > '2026-01-01 00:00:00+00'",
           "a @> '{x}'",
       }) {
    database.run({fmt::format("ALTER TABLE t ADD CONSTRAINT c CHECK ({})", condition)});
    const Schema schema = read(database.driver()).schema;
    const Constraint* check = schema.find_table({"", "t"})->find_constraint("c");
    ASSERT_NE(check, nullptr) << condition;
    EXPECT_EQ(to_string(std::get<Check>(check->body).expression), condition);
    database.run({"ALTER TABLE t DROP CONSTRAINT c"});
  }
}

}  // namespace
}  // namespace migc::test
