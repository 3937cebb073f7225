#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/cli/database_url.h"
#include "runtime/cli/environment.h"
#include "runtime/cli/settings.h"
#include "runtime/cli/url.h"
#include "runtime/driver/target.h"

namespace migc::runtime {

/// Everything that can be configured, complete: defaults filled in, references replaced, values
/// checked.
struct Config {
  std::filesystem::path
      root;  ///< the folder of `migc.toml`, absolute; where migc was started without one
  std::optional<std::filesystem::path> file;           ///< `migc.toml`, absolute
  std::optional<Configured<std::string>> environment;  ///< the selected `[environments.NAME]`

  Configured<std::filesystem::path> migrations;     ///< absolute
  Configured<std::vector<std::string>> schema;      ///< patterns of files, relative to `root`
  Configured<std::vector<DialectTarget>> dialects;  ///< at least one

  DatabaseUrl url;
  DriverMapping driver_mapping;
  Configured<std::chrono::milliseconds>
      lock_timeout;  ///< a statement's wait for a lock; 0 = no limit
  Configured<std::chrono::milliseconds>
      validation_lock_timeout;  ///< the same for locks that are in nobody's way
  Configured<std::optional<std::chrono::milliseconds>>
      statement_timeout;  ///< one statement; none = what its kind needs, 0 = no limit
  Configured<std::chrono::milliseconds>
      idle_timeout;          ///< of a transaction in which nothing happens; 0 = no limit
  Configured<int> attempts;  ///< at a transaction that did not get its locks
  Configured<std::chrono::milliseconds> retry_for;  ///< all of them together
  Configured<std::chrono::milliseconds>
      lock_wait;  ///< the wait for another run of migc; 0 = do not wait
  Configured<std::chrono::milliseconds>
      connect_timeout;  ///< the wait for a server that is starting; 0 = one attempt
  Configured<std::string> ledger_schema;  ///< PostgreSQL: where migc keeps what it knows
  Configured<std::string> ledger_prefix;  ///< SQLite: how the names of migc's tables begin

  Configured<std::vector<std::string>> ignored_codes;
  Configured<std::vector<std::string>> include, exclude;  ///< what `inspect` reads of a database
  Configured<DropPolicy> stash_default;
  Configured<std::chrono::milliseconds> stash_keep;

  std::vector<std::string> warnings;  ///< for people, such as a misspelt `MIGC_…` variable

  /// Connection parameters from libpq's `PG…` variables that stand in `.env` and not in the
  /// environment; may hold a secret.
  std::map<std::string, std::string> libpq_parameters;
  bool libpq_service = false;  ///< `PGSERVICE` is in the environment: a service file says the rest
  bool libpq_connect_timeout = false;  ///< `PGCONNECT_TIMEOUT` is in the environment
};

/// What the command line says. `directory` is `-C`, `config_file` is `--config`.
struct Overrides {
  std::optional<std::string> directory;
  std::optional<std::string> config_file;
  std::optional<std::string> environment;  ///< `--env`
  std::optional<std::string> url;
  std::optional<std::string> migrations;
  std::optional<std::string> dialects;  ///< as in `MIGC_DIALECTS`, with commas
  std::optional<std::string> lock_timeout;
  std::optional<std::string> statement_timeout;
  std::optional<std::string> lock_wait;
  std::optional<std::string> retry_for;
  std::optional<std::string> connect_timeout;
  std::optional<std::string> drops;  ///< `--drops`, the default of the stash for this run
};

/// Whether a command works on a project or can do without (`migc inspect URL`).
enum class Project { required, optional };

/// Finds and reads `migc.toml` and `.env` and puts all sources together. See README.md of this
/// folder for the order.
[[nodiscard]] Result<Config> load_config(const Overrides& overrides, const Environment& environment,
                                         Project project = Project::required);

/// The database that the configuration names.
[[nodiscard]] Result<ConnectionTarget> database_target(const Config& config);

/// The database of a URL that was given elsewhere, say as the argument of `migc diff`.
[[nodiscard]] Result<ConnectionTarget> target_of(const Config& config, std::string_view url,
                                                 std::string_view origin);

}  // namespace migc::runtime
