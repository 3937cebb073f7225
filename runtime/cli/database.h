#pragma once

#include <chrono>
#include <memory>
#include <set>
#include <string>

#include "compiler/base/result.h"
#include "compiler/compile.h"
#include "runtime/cli/config.h"
#include "runtime/cli/context.h"
#include "runtime/cli/project.h"
#include "runtime/driver/driver.h"
#include "runtime/exec/executor.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

/// What a command is going to do with the database.
enum class Access {
  read,   ///< nothing is written or created; an SQLite file that does not exist counts as an empty
          ///< database
  write,  ///< an SQLite file is created when there is none
};

/// A connection with the state that its ledger tells. Without a driver the database does not exist
/// yet.
struct Database {
  std::string engine;   ///< "postgres" or "sqlite"
  std::string display;  ///< the masked URL, for messages
  Version version;      ///< of the server, or of the SQLite that would create the file; {} when no
                        ///< database was asked
  std::unique_ptr<Driver> driver;
  std::unique_ptr<Journal> journal;
  State state;

  [[nodiscard]] const Dialect& dialect() const;
  /// Ids of what is applied.
  [[nodiscard]] std::set<std::string> applied() const;
};

/// Connects without reading the state.
[[nodiscard]] Result<Database> connect_database(const Context& context, const Config& config,
                                                Access access);
[[nodiscard]] Result<void> read_state(const Config& config, Database& database);
/// Reads again while the database is locked: on SQLite another run of migc may commit, or hold the
/// whole file for as long as a large migration takes. As long as the lock is waited for.
template <typename Read>
[[nodiscard]] auto patiently(const Config& config, const Read& read) -> decltype(read()) {
  const auto end = std::chrono::steady_clock::now() + config.lock_wait.value;
  for (;;) {
    auto result = read();
    const bool locked = !result && result.error().kind == ErrorKind::locked;
    if (!locked || std::chrono::steady_clock::now() >= end) return result;
  }
}
/// Both.
[[nodiscard]] Result<Database> open_database(const Context& context, const Config& config,
                                             Access access);

/// What to emit for: the server's own version where there is one, else the project's minimum.
[[nodiscard]] EmitOptions emit_options(const LoadedProject& project, const Database& database);

/// The migrations whose meaning was edited after they were applied, or begun, in the order of the
/// history. Revisions that the checkout does not hold are passed over.
[[nodiscard]] std::vector<const Revision*> edited_revisions(const LoadedProject& project,
                                                            const Database& database);
/// What was edited, line by line.
[[nodiscard]] Result<std::string> difference_of(const Revision& revision, const Database& database);
/// Refuses when there are such migrations (`history_changed`), naming all of them and showing what
/// was edited.
[[nodiscard]] Result<void> require_unedited(const LoadedProject& project, const Database& database);
/// Applied revisions that the checkout does not hold, in the order of application.
[[nodiscard]] std::vector<std::string> unknown_revisions(const LoadedProject& project,
                                                         const Database& database);

/// What the ledger keeps of the units of a script.
[[nodiscard]] Archive make_archive(const LoadedProject& project, const Emitted& emitted);

/// How patient the run is, from the configuration.
[[nodiscard]] Policy make_policy(const Config& config);

/// Shows a failed statement with the lines of the migration that it comes from; other errors pass
/// through as they are.
[[nodiscard]] Error show_origin(const Context& context, const LoadedProject& project, Error error);

}  // namespace migc::runtime
