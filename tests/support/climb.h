#pragma once

#include <set>
#include <string>

#include "compiler/compile.h"
#include "runtime/driver/driver.h"
#include "tests/support/generators.h"

namespace migc::test {

/// A database that migrations are run up and down on, with the means to see what became of it.
/// Every mistake is a failure of the running test, and `ok` is false from then on.
class Climb {
 public:
  /// The compilation is free of errors and outlives this object, like the driver.
  Climb(Compilation& compilation, runtime::Driver& driver)
      : compilation_(compilation), driver_(driver) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string_view dialect() const { return driver_.dialect(); }

  /// Applies everything up to the target, as `migc apply` does.
  void up(std::string_view target = "heads");
  /// Takes back everything down to the target, as `migc revert` does.
  void down(std::string_view target = "base");

  /// The model of what is applied.
  [[nodiscard]] Schema model() const;
  void insert(const std::vector<GeneratedRow>& rows);
  void execute(std::string_view sql);

  /// What the database says of its own objects, one line a fact, sorted; migc's own left out. Two
  /// databases that behave the same say the same: neither the order of columns on PostgreSQL nor
  /// the layout of the text that SQLite keeps makes a difference.
  [[nodiscard]] std::string catalog();
  /// Every row of every table of the model, sorted, one line a row.
  [[nodiscard]] std::string rows();
  /// The rows of a query, one line a row, `|` between the values.
  [[nodiscard]] std::string query(std::string_view sql);

 private:
  void run(const Route& route);
  void fail(std::string_view what, const Error& error);
  std::string sqlite_catalog();
  std::string postgres_catalog();

  Compilation& compilation_;
  runtime::Driver& driver_;
  std::set<std::string> applied_;
  bool ok_ = true;
};

/// The laws of the way up and down, with rows, on an empty database: from the first migration to
/// the head, back to the first one, up again and down to the base. Catalogs are the same at the
/// same place; the rows of the first place are there again after the way back unless the verdict of
/// a migration says that they cannot.
void climb_there_and_back(Compilation& compilation, runtime::Driver& driver, std::uint64_t seed);

}  // namespace migc::test
