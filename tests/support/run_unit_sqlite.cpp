#include "tests/support/run_unit_sqlite.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/base/text.h"
#include "compiler/dialect/emit.h"
#include "compiler/dialect/sqlite/sqlite.h"
#include "compiler/ops/evolve.h"
#include "runtime/driver/open.h"
#include "tests/support/compile_text.h"
#include "tests/support/sqlite_target.h"

namespace migc::test {
namespace {

using runtime::Driver;
using runtime::Row;
using runtime::Rows;
using runtime::Value;

std::string in_words(const Row& row) {
  std::vector<std::string> cells;
  for (const auto& cell : row) cells.push_back(cell.value_or("null"));
  return join(cells, "|");
}

Result<void> run_loop(Driver& driver, const BatchLoop& loop) {
  const auto turn = [&](const std::string& sql,
                        const std::vector<Value>& parameters) -> Result<void> {
    MIGC_TRY(driver.begin());
    MIGC_TRY(driver.execute(sql, parameters));
    return driver.commit();
  };
  Result<Rows> found = driver.query(loop.first, {Value(loop.size)});
  std::vector<Value> reached;
  while (true) {
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return {};
    std::vector<Value> parameters = reached;
    for (const auto& cell : found->rows[0]) parameters.emplace_back(cell);
    MIGC_TRY(turn(reached.empty() ? loop.body_first : loop.body_next, parameters));
    reached.assign(parameters.begin() + static_cast<std::ptrdiff_t>(reached.size()),
                   parameters.end());
    std::vector<Value> from = reached;
    from.emplace_back(loop.size);
    found = driver.query(loop.next, from);
  }
}

Result<void> run_statement(Driver& driver, const Statement& statement) {
  if (statement.loop) return run_loop(driver, *statement.loop);
  switch (statement.kind) {
    case StatementKind::execute:
      return driver.execute(statement.sql);
    case StatementKind::guard: {
      Result<Rows> found = driver.query(statement.sql);
      if (!found) return tl::unexpected(found.error());
      if (found->empty()) return {};
      std::vector<std::string> rows;
      for (const Row& row : found->rows) rows.push_back(in_words(row));
      return fail(ErrorKind::check, statement.failure + ": " + join(rows, ", "));
    }
    case StatementKind::expand: {
      Result<Rows> found = driver.query(statement.sql);
      if (!found) return tl::unexpected(found.error());
      for (const Row& row : found->rows) MIGC_TRY(driver.execute(row.at(0).value()));
      return {};
    }
  }
  return {};
}

Result<void> run_batch(Driver& driver, const Batch& batch) {
  if (batch.transactional) MIGC_TRY(driver.begin());
  for (const Statement& statement : batch.statements) {
    Result<void> done = run_statement(driver, statement);
    if (done) continue;
    if (batch.transactional) MIGC_TRY(driver.rollback());
    done.error().message += "\n  in: " + statement.sql;
    return done;
  }
  return batch.transactional ? driver.commit() : Result<void>();
}

std::vector<NamedText> files_of(const std::vector<std::string>& migrations) {
  std::vector<NamedText> files;
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const std::string revises = i == 0 ? "" : fmt::format("revises r{};\n", i);
    files.emplace_back(
        fmt::format("r{}.mig", i + 1),
        fmt::format("migration r{} 'step {}';\n{}{}\n", i + 1, i + 1, revises, migrations[i]));
  }
  return files;
}

/// The model after the first revisions of a history.
Schema replay(const History& history, std::size_t count) {
  Schema schema;
  Diagnostics none;
  for (std::size_t i = 0; i < count; ++i) {
    for (const Operation& operation : history.revisions[i].up) evolve(schema, operation, none);
  }
  return schema;
}

struct Compiled {
  Unit unit;
  std::vector<std::string> findings;
  std::string rendered;
};

Compiled compile_last(const std::vector<std::string>& migrations, Direction direction,
                      Version version) {
  CompileOptions options;
  options.dialects = {{"sqlite", version}};
  const auto compilation = compile_text(files_of(migrations), options);
  Compiled result;
  const History* history = compilation->history();
  if (history != nullptr) {
    const std::size_t last = history->revisions.size() - 1;
    const Schema before = replay(*history, last);
    const bool up = direction == Direction::up;
    Schema schema = up ? before : history->head;
    EmitOptions emit_options;
    emit_options.version = version;
    result.unit = emit(history->revisions[last], direction, sqlite_dialect(), emit_options, schema,
                       compilation->diagnostics());
    EXPECT_EQ(dump(schema), dump(up ? history->head : before))
        << "the emitter must move the model on";
  }
  result.findings = findings(compilation->diagnostics());
  result.rendered = rendered(*compilation);
  return result;
}

std::vector<std::string> texts_of(const std::vector<Batch>& batches) {
  std::vector<std::string> result;
  for (const Batch& batch : batches) {
    for (const Statement& statement : batch.statements) result.push_back(statement.sql);
  }
  return result;
}

}  // namespace

Result<void> run_unit(Driver& driver, const Unit& unit) {
  for (const Batch& batch : unit.batches) {
    std::vector<Setting> former;
    for (const Setting& setting : batch.settings) {
      Result<std::string> before = driver.set_session(setting.name, setting.value);
      if (!before) return tl::unexpected(before.error());
      former.push_back({setting.name, *before});
    }
    Result<void> done = run_batch(driver, batch);
    for (const Setting& setting : former) {
      if (const auto back = driver.set_session(setting.name, setting.value); !back)
        return tl::unexpected(back.error());
    }
    if (!done) return done;
  }
  return {};
}

SqliteHistory::SqliteHistory(Version version) : version_(version) {
  auto driver = runtime::open_driver(sqlite_target(), {.create = true});
  EXPECT_TRUE(driver) << driver.error().message;
  driver_ = std::move(*driver);
}

std::string SqliteHistory::migrate(const std::string& statements) {
  migrations_.push_back(statements);
  unit_ = compile(Direction::up);
  const Result<void> done = run_unit(*driver_, unit_);
  if (!done) migrations_.pop_back();
  return done ? std::string() : done.error().message;
}

std::string SqliteHistory::revert() {
  unit_ = compile(Direction::down);
  const Result<void> done = run_unit(*driver_, unit_);
  if (done) migrations_.pop_back();
  return done ? std::string() : done.error().message;
}

Unit SqliteHistory::compile(Direction direction) {
  Compiled compiled = compile_last(migrations_, direction, version_);
  EXPECT_TRUE(compiled.findings.empty()) << compiled.rendered;
  return std::move(compiled.unit);
}

void SqliteHistory::execute(std::string_view sql) {
  const Result<void> done = driver_->execute(sql);
  EXPECT_TRUE(done) << done.error().message << "\n  in: " << sql;
}

std::vector<std::string> SqliteHistory::rows(std::string_view sql) {
  const Result<Rows> found = driver_->query(sql);
  EXPECT_TRUE(found) << found.error().message << "\n  in: " << sql;
  std::vector<std::string> result;
  if (!found) return result;
  for (const Row& row : found->rows) result.push_back(in_words(row));
  return result;
}

std::vector<std::string> SqliteHistory::catalog() {
  return rows(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'migc~_%' ESCAPE '~' "
      "ORDER BY type, name");
}

std::vector<std::string> SqliteHistory::texts() const { return texts_of(unit_.batches); }

std::vector<std::string> EmittedText::texts() const { return texts_of(batches); }

EmittedText emit_last_sqlite(const std::vector<std::string>& migrations, Direction direction,
                             Version version) {
  Compiled compiled = compile_last(migrations, direction, version);
  return {std::move(compiled.unit.batches), std::move(compiled.findings)};
}

}  // namespace migc::test
