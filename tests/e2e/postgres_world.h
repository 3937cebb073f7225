#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialect/dialect.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/invert.h"
#include "runtime/driver/open.h"
#include "tests/support/pg_server.h"

namespace migc::test {

using runtime::Driver;
using runtime::Row;
using runtime::Rows;

/// What a catalog says about everything that migc makes, one line a fact, sorted.
inline constexpr std::string_view catalog_query = R"(
SELECT line FROM (
  SELECT format('column %s.%s %s notnull=%s default=%s identity=%s generated=%s collation=%s storage=%s target=%s comment=%s',
                c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
                (SELECT collname FROM pg_collation WHERE oid = a.attcollation), a.attstorage, a.attstattarget,
                col_description(c.oid, a.attnum)) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace
          WHERE nspname LIKE 'pg\_%' OR nspname IN ('information_schema', 'migc'))
  UNION ALL
  SELECT format('constraint %s.%s %s comment=%s', conrelid::regclass, conname, pg_get_constraintdef(oid),
                obj_description(oid, 'pg_constraint'))
    FROM pg_constraint WHERE conrelid <> 0 AND connamespace NOT IN (SELECT oid FROM pg_namespace
          WHERE nspname LIKE 'pg\_%' OR nspname IN ('information_schema', 'migc'))
  UNION ALL
  SELECT format('index %s comment=%s', pg_get_indexdef(indexrelid), obj_description(indexrelid, 'pg_class'))
    FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE c.relnamespace NOT IN (SELECT oid FROM pg_namespace
          WHERE nspname LIKE 'pg\_%' OR nspname IN ('information_schema', 'migc'))
  UNION ALL
  SELECT format('enum %s %s comment=%s', enumtypid::regtype, string_agg(enumlabel, ',' ORDER BY enumsortorder),
                obj_description(enumtypid, 'pg_type'))
    FROM pg_enum GROUP BY enumtypid
  UNION ALL
  SELECT format('table %s persistence=%s options=%s comment=%s', oid::regclass, relpersistence, reloptions,
                obj_description(oid, 'pg_class'))
    FROM pg_class WHERE relkind = 'r' AND relnamespace NOT IN (SELECT oid FROM pg_namespace
          WHERE nspname LIKE 'pg\_%' OR nspname = 'information_schema')
  UNION ALL
  SELECT format('sequence of %s.%s %s %s %s %s %s', d.refobjid::regclass, a.attname, seqtypid::regtype, seqstart, seqincrement,
                seqmax, seqcycle)
    FROM pg_sequence s JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype = 'i' AND d.refobjsubid > 0
         JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  UNION ALL
  SELECT format('schema %s %s', nspname, obj_description(oid, 'pg_namespace')) FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'migc')
) AS lines ORDER BY line COLLATE "C"
)";

/// A database and the model of it.
class World {
 public:
  explicit World(const PgAccess& access) : database_(access) {
    auto opened = runtime::open_driver(database_.target(), {});
    EXPECT_TRUE(opened) << opened.error().message;
    if (opened) driver_ = *std::move(opened);
  }

  void sql(std::string_view text) {
    const auto done = driver_->execute(text);
    EXPECT_TRUE(done) << done.error().message << "\n" << text;
  }

  /// One line a row, fields with blanks between.
  std::string ask(std::string_view query) {
    const auto rows = driver_->query(query);
    EXPECT_TRUE(rows) << rows.error().message << "\n" << query;
    std::string text;
    if (!rows) return text;
    for (const Row& row : rows->rows) {
      for (std::size_t i = 0; i < row.size(); ++i)
        text += (i == 0 ? "" : " ") + row[i].value_or("NULL");
      text += '\n';
    }
    return text;
  }

  std::string catalog() { return ask(catalog_query); }
  [[nodiscard]] const Schema& model() const { return model_; }
  /// The server's version: what a test asks for has to exist there.
  [[nodiscard]] int major() const { return driver_->server_version().major; }

  /// Emits and runs; returns what stopped it, or nothing.
  std::string try_apply(const std::vector<Operation>& operations) {
    Schema schema = model_;
    StatementSink sink;
    Diagnostics diagnostics;
    EmitOptions options;
    options.version = {.major = driver_->server_version().major, .minor = 0, .patch = 0};
    std::vector<std::vector<Operation>> inverses;
    for (const Operation& operation : operations) {
      inverses.push_back(invert(operation, schema).operations);
      find_dialect("postgres")->emit({&operation, 1}, "abc123", options, schema, sink, diagnostics);
    }
    for (const Diagnostic* found : diagnostics.sorted()) {
      if (found->severity == Severity::error) return found->message;
    }
    std::string problem = run(sink.take());
    if (!problem.empty()) return problem;
    model_ = std::move(schema);
    down_.clear();
    for (auto inverse = inverses.rbegin(); inverse != inverses.rend(); ++inverse) {
      down_.insert(down_.end(), inverse->begin(), inverse->end());
    }
    return {};
  }
  void apply(const std::vector<Operation>& operations) { EXPECT_EQ(try_apply(operations), ""); }
  /// Takes the last `apply` back.
  void revert() {
    const std::vector<Operation> down = down_;
    apply(down);
  }
  /// Up, down: the same catalog as before, and no stash left; then up again, and the same catalog
  /// as the first time.
  void apply_there_and_back(const std::vector<Operation>& operations) {
    const std::string before = catalog();
    apply(operations);
    const std::string after = catalog();
    revert();
    EXPECT_EQ(catalog(), before);
    apply(operations);
    EXPECT_EQ(catalog(), after);
  }

 private:
  /// What a transaction does to the tables that were there before it: the strongest lock, and
  /// whether rows moved to a new file.
  struct Effect {
    LockLevel lock = LockLevel::none;
    bool rewritten = false;
  };

  static LockLevel level_of(std::string_view words) {
    for (int i = 0; i <= static_cast<int>(LockLevel::access_exclusive); ++i) {
      if (to_string(static_cast<LockLevel>(i)) == words) return static_cast<LockLevel>(i);
    }
    ADD_FAILURE() << "no lock level: " << words;
    return LockLevel::none;
  }

  static LockLevel level_of_mode(const std::string& mode) {
    if (mode == "AccessShareLock") return LockLevel::access_share;
    if (mode == "RowShareLock") return LockLevel::row_share;
    if (mode == "RowExclusiveLock") return LockLevel::row_exclusive;
    if (mode == "ShareUpdateExclusiveLock") return LockLevel::share_update_exclusive;
    if (mode == "ShareLock") return LockLevel::share;
    if (mode == "ShareRowExclusiveLock") return LockLevel::share_row_exclusive;
    if (mode == "ExclusiveLock") return LockLevel::exclusive;
    return LockLevel::access_exclusive;
  }

  /// The locks as `Statement::locks` tells them: "users, orgs (row share)".
  static void add_claims(const Statement& statement, std::map<std::string, Effect>& claims) {
    std::string rest = statement.locks;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(", ");
      std::string entry = rest.substr(0, comma);
      rest = comma == std::string::npos ? std::string() : rest.substr(comma + 2);
      LockLevel level = statement.lock;
      if (const std::size_t open = entry.find(" ("); open != std::string::npos) {
        level = level_of(entry.substr(open + 2, entry.size() - open - 3));
        entry.resize(open);
      }
      claims[entry].lock = std::max(claims[entry].lock, level);
    }
    const bool rewrites = std::find(statement.hazards.begin(), statement.hazards.end(),
                                    Hazard::rewrites_table) != statement.hazards.end();
    const std::string own =
        statement.locks.substr(0, std::min(statement.locks.find(", "), statement.locks.find(" (")));
    if (rewrites) claims[own].rewritten = true;
  }

  /// By name of the table before the transaction.
  std::map<std::string, Effect> measured(const Rows& before) {
    std::map<std::string, Effect> effects;
    for (const Row& table : before.rows) {
      const std::string& oid = *table[0];
      Effect effect;
      std::istringstream modes(
          ask("SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' "
              "AND relation = " +
              oid));
      for (std::string mode; modes >> mode;)
        effect.lock = std::max(effect.lock, level_of_mode(mode));
      const std::string file =
          ask("SELECT pg_relation_filenode(oid) FROM pg_class WHERE oid = " + oid);
      effect.rewritten = !file.empty() && file != *table[2] + "\n";
      effects[*table[1]] = effect;
    }
    return effects;
  }

  /// No lock may be stronger, and no rewrite happen, that the statements did not tell; nor may they
  /// tell of too much, except where it depends on the rows.
  static void expect_honest(const Batch& batch, const std::map<std::string, Effect>& measured) {
    std::map<std::string, Effect> claims;
    bool depends_on_rows = false;
    std::string text;
    for (const Statement& statement : batch.statements) {
      add_claims(statement, claims);
      text += statement.sql + "\n";
      for (const Hazard hazard : statement.hazards) {
        depends_on_rows =
            depends_on_rows || hazard == Hazard::changes_rows || hazard == Hazard::raw_sql;
      }
    }
    if (text.find("migc.stash_") != std::string::npos) depends_on_rows = true;
    for (const auto& [table, effect] : measured) {
      const Effect& claim = claims[table];
      EXPECT_LE(static_cast<int>(effect.lock), static_cast<int>(claim.lock))
          << to_string(effect.lock) << " on " << table << "\n"
          << text;
      EXPECT_LE(effect.rewritten, claim.rewritten) << table << " is rewritten\n" << text;
      if (depends_on_rows) continue;
      EXPECT_EQ(to_string(effect.lock), to_string(claim.lock)) << "on " << table << "\n" << text;
      EXPECT_EQ(effect.rewritten, claim.rewritten) << table << "\n" << text;
    }
  }

  Rows tables() {
    const auto rows = driver_->query(
        "SELECT c.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || relname, "
        "pg_relation_filenode(c.oid) "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND "
        "nspname NOT LIKE 'pg\\_%' AND "
        "nspname NOT IN ('information_schema', 'migc')");
    EXPECT_TRUE(rows);
    return rows ? *rows : Rows{};
  }

  std::string run(const std::vector<Batch>& batches) {
    for (const Batch& batch : batches) {
      const Rows before = tables();
      if (batch.transactional) {
        if (const auto begun = driver_->begin(); !begun) return begun.error().message;
      }
      for (const Statement& statement : batch.statements) {
        const std::string problem = run(statement);
        if (problem.empty()) continue;
        if (batch.transactional) static_cast<void>(driver_->rollback());
        return problem;
      }
      if (batch.transactional) {
        expect_honest(batch, measured(before));
        if (const auto done = driver_->commit(); !done) return done.error().message;
      }
    }
    return {};
  }

  std::string run(const Statement& statement) {
    if (statement.loop) return run(*statement.loop);
    if (statement.kind == StatementKind::execute) return execute(statement.sql, {});
    const auto rows = driver_->query(statement.sql);
    if (!rows) return rows.error().message + "\n" + statement.sql;
    if (statement.kind == StatementKind::guard)
      return rows->empty() ? std::string() : "found " + statement.failure;
    for (const Row& row : rows->rows) {
      if (std::string problem = execute(row[0].value_or(""), {}); !problem.empty()) return problem;
    }
    return {};
  }

  std::string run(const BatchLoop& loop) {
    std::vector<runtime::Value> reached;
    for (;;) {
      std::vector<runtime::Value> from = reached;
      from.emplace_back(loop.size);
      const auto end = driver_->query(reached.empty() ? loop.first : loop.next, from);
      if (!end) return end.error().message + "\n" + loop.next;
      if (end->empty()) return {};
      std::vector<runtime::Value> parameters = reached;
      std::vector<runtime::Value> key;
      for (const auto& field : end->rows[0]) key.emplace_back(field);
      parameters.insert(parameters.end(), key.begin(), key.end());
      std::string problem = execute(reached.empty() ? loop.body_first : loop.body_next, parameters);
      if (!problem.empty()) return problem;
      reached = std::move(key);
    }
  }

  std::string execute(const std::string& text, const std::vector<runtime::Value>& parameters) {
    if (parameters.empty()) {
      const auto done = driver_->execute(text);
      return done ? std::string() : done.error().message + "\n" + text;
    }
    const auto done = driver_->execute(text, parameters);
    return done ? std::string() : done.error().message + "\n" + text;
  }

  PgDatabase database_;
  std::unique_ptr<Driver> driver_;
  Schema model_;
  std::vector<Operation> down_;
};

}  // namespace migc::test
