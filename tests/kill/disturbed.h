#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "runtime/driver/driver.h"
#include "tests/cli/cli_test.h"
#include "tests/support/pg_server.h"

namespace migc::test {

/// A number from the environment, for larger sizes than those of every day.
[[nodiscard]] long size_of(const char* variable, long everyday);
/// Random numbers with a seed that is printed, and taken from `MIGC_KILL_SEED` when it is set.
[[nodiscard]] std::mt19937 seeded();

/// The project of `history()` and a database of one engine, which are disturbed in every way and
/// then compared with what an undisturbed run makes of them.
class Disturbed : public CliTest {
 public:
  /// A history with everything that is applied differently: tables in one transaction, rebuilds on
  /// SQLite, rows changed in batches, raw statements outside of transactions, kept rows.
  void write_history() const;
  [[nodiscard]] static const std::vector<std::string>& revisions();

  /// Points the project at a new and empty SQLite file.
  void use_sqlite();
  /// Points the project at a new and empty database.
  void use_postgres(const PgAccess& access);
  /// Another new and empty database of the same engine.
  void use_another();

  /// Everything that the database holds apart from migc's own records: catalog and rows.
  [[nodiscard]] std::string snapshot();
  /// One field of one row, or the error.
  [[nodiscard]] std::string ask(const std::string& sql);
  /// Ends unless the ledger tells that each revision was applied `up` times and reverted `down`
  /// times, and that nothing is under way.
  void expect_ledger(int up, int down);
  [[nodiscard]] std::string ledger() const;
  [[nodiscard]] bool on_sqlite() const { return database_ == nullptr; }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] std::unique_ptr<runtime::Driver> connect() const;

  /// migc with the preloaded library that stops it, or counts the places where it could.
  [[nodiscard]] Outcome stopped(std::vector<std::string> arguments, const char* variable,
                                long place);
  [[nodiscard]] long places(std::vector<std::string> arguments);

 private:
  std::unique_ptr<PgDatabase> database_;
  PgAccess access_;
  std::string url_;
  int files_ = 0;
};

}  // namespace migc::test
