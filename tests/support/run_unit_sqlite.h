#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/base/version.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"

namespace migc::test {

/// Runs the batches of a unit on a database the way the executor does, but without a ledger:
/// settings with reading back, transactions, guards, expansions and loops. On failure everything of
/// the batch is rolled back; the message holds a guard's words and the rows that it found.
[[nodiscard]] Result<void> run_unit(runtime::Driver& driver, const Unit& unit);

/// A database in memory that follows a history of migrations for SQLite alone, each given as the
/// statements of its body. Any failure of the compiler is a failure of the test.
class SqliteHistory {
 public:
  explicit SqliteHistory(Version version = {3, 40, 0});

  /// Adds a migration to the history and runs it. Returns the database's words, empty when all went
  /// well; then the migration is part of the history, otherwise it is not.
  std::string migrate(const std::string& statements);
  /// Takes the newest migration back.
  std::string revert();

  /// Runs a text of the application's; foreign keys are enforced.
  void execute(std::string_view sql);
  /// Rows as `a|b`, NULL as `null`.
  [[nodiscard]] std::vector<std::string> rows(std::string_view sql);
  /// All definitions of the database but migc's own, sorted.
  [[nodiscard]] std::vector<std::string> catalog();
  /// The SQL texts of the unit that ran last.
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] const Unit& unit() const { return unit_; }
  [[nodiscard]] runtime::Driver& driver() { return *driver_; }

 private:
  Unit compile(Direction direction);

  Version version_;
  std::unique_ptr<runtime::Driver> driver_;
  std::vector<std::string> migrations_;
  Unit unit_;
};

/// The batches that a migration becomes, or the findings of the compiler.
struct EmittedText {
  std::vector<Batch> batches;
  std::vector<std::string> findings;

  [[nodiscard]] std::vector<std::string> texts() const;
};
/// Compiles the migrations of a history and emits the last of them.
[[nodiscard]] EmittedText emit_last_sqlite(const std::vector<std::string>& migrations,
                                           Direction direction, Version version);

}  // namespace migc::test
