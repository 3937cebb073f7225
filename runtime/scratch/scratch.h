#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/base/version.h"
#include "compiler/schema/schema.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/target.h"
#include "runtime/inspect/inspect.h"

namespace migc::runtime {

/// Where throw-away databases can be had.
struct ScratchOptions {
  std::string dialect;  ///< "postgres" or "sqlite"
  /// PostgreSQL: a server on which a temporary database may be created; without one, or where the
  /// right to create databases is missing, a private server is started.
  std::optional<ConnectionTarget> server = std::nullopt;
  /// Folders in which `initdb` and `postgres` may be; those of `PATH`. The usual places of Debian
  /// are looked at after them.
  std::vector<std::filesystem::path> binary_folders = {};
  std::string module_folder = {};  ///< as in `OpenOptions`
};

/// An empty database that is gone, with all that it needed, when this ends: SQLite in memory;
/// PostgreSQL as a database of its own name on a given server, or on a private one. Those that
/// killed programs left behind on the given server are dropped when the next one is made.
class Scratch {
 public:
  /// `usage` when there is no server and none can be started; the detail tells both reasons.
  [[nodiscard]] static Result<std::unique_ptr<Scratch>> open(const ScratchOptions& options);

  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  virtual ~Scratch() = default;

  [[nodiscard]] virtual Driver& driver() = 0;
  /// Whether nobody else uses its server: then roles may be created on it.
  [[nodiscard]] virtual bool is_private() const = 0;
};

/// Creates a schema in an empty database. `io` with the statement when the database refuses one.
[[nodiscard]] Result<void> create_schema(Scratch& scratch, const Schema& schema);

/// The schema as the engine itself says it: created in the empty scratch database and read back.
[[nodiscard]] Result<Schema> normal_form(Scratch& scratch, const Schema& schema,
                                         const InspectOptions& options);

/// Runs the statements of a text in the scratch database, as psql and the sqlite3 program would:
/// `\` commands of psql and COPY from standard input are refused with their line, except for those
/// that dumps begin with. `name` is for messages.
[[nodiscard]] Result<void> load_sql(Scratch& scratch, std::string_view text, std::string_view name);

/// `wanted`, where its parts are the same as those of `found` in the engine's own words: there it
/// takes the words of `found`. `normal` is the normal form of `wanted` or of some of its objects.
/// What is left different is different indeed. Foreign keys are left as they are: no engine has
/// other words for them.
[[nodiscard]] Schema settle(Schema wanted, const Schema& normal, const Schema& found);

enum class ForeignKeys { kept, left_out };

/// The objects of these keys with all that they cannot exist without, and every extension. Foreign
/// keys may lead from one table to all others, and can be left out.
[[nodiscard]] Schema closure(const Schema& schema, const std::vector<ObjectKey>& keys,
                             ForeignKeys foreign_keys = ForeignKeys::kept);

}  // namespace migc::runtime
