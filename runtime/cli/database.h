#pragma once

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
[[nodiscard]] Result<void> read_state(Database& database);
/// Both.
[[nodiscard]] Result<Database> open_database(const Context& context, const Config& config,
                                             Access access);

/// What to emit for: the server's own version where there is one, else the project's minimum.
[[nodiscard]] EmitOptions emit_options(const LoadedProject& project, const Database& database);

/// Refuses an applied migration whose meaning was edited since (`history_changed`), naming all of
/// them. Revisions that the checkout does not hold are passed over.
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
