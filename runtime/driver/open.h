#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "compiler/base/result.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/target.h"

namespace migc::runtime {

struct OpenOptions {
  bool create = false;  ///< SQLite: create the file if there is none; otherwise a missing file is
                        ///< an `io` error
  bool read_only = false;  ///< SQLite: open the file only for reading; PostgreSQL: every
                           ///< transaction is read only
  std::chrono::milliseconds busy_timeout{5000};  ///< SQLite: how long to wait for other connections
  /// PostgreSQL: for one attempt, unless the URL, `PGCONNECT_TIMEOUT` or the service file say
  /// otherwise.
  std::chrono::seconds connect_timeout{10};
  /// PostgreSQL: how long to go on trying while the server is starting, refuses connections or
  /// cannot be found. Wrong passwords and missing databases fail at once all the same.
  std::chrono::milliseconds wait_for_server{0};
  std::string application_name =
      "migc";  ///< PostgreSQL: shown to others unless the URL or `PGAPPNAME` say otherwise
  std::string module_folder =
      {};  ///< where to look for the PostgreSQL module first; empty: only the usual places
};

/// Connects. Errors: `usage` for an unknown engine or a missing driver module, `connect` and `io`
/// as the driver says.
[[nodiscard]] Result<std::unique_ptr<Driver>> open_driver(const ConnectionTarget& target,
                                                          const OpenOptions& options);

}  // namespace migc::runtime
