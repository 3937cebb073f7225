#pragma once

#include <memory>
#include <string>

#include "tests/cli/cli_test.h"
#include "tests/support/pg_server.h"

namespace migc::test {

/// `migc stash`, and reverts that miss a stash, on the engine that the parameter names.
class StashTest : public CliTest, public ::testing::WithParamInterface<std::string> {
 public:
  void SetUp() override;

  [[nodiscard]] bool sqlite_engine() const { return GetParam() == "sqlite"; }
  /// Runs statements past migc and returns the rows: fields with `|`, lines with `\n`.
  std::string sql(const std::string& text) const;
  [[nodiscard]] std::string rows_of_users() const;
  [[nodiscard]] bool has_table(const std::string& name) const;
  /// Names of the stash tables, one a line.
  [[nodiscard]] std::string stash_tables() const;
  /// Makes the ledger say that everything happened so many days ago.
  void age_ledger(int days) const;
  /// Applies the first migration, writes rows, applies the second one, which takes much away.
  void apply_with_rows() const;

 private:
  std::unique_ptr<PgDatabase> database_;
};

}  // namespace migc::test
