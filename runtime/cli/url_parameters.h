#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/driver/target.h"

namespace migc::runtime {

/// The decoded parameters of a URL, in the order in which they are written.
using UrlParameters = std::vector<std::pair<std::string, std::string>>;

/// Whether the name is a parameter that a PostgreSQL URL may carry, whatever becomes of it.
[[nodiscard]] bool is_postgres_parameter(std::string_view name);

/// Whether the value of the parameter is secret.
[[nodiscard]] bool is_secret_parameter(std::string_view name);

/// Puts the parameters of a PostgreSQL URL into the target: libpq's own are kept, those of
/// application drivers are translated (`ssl=require`) or dropped. The message of an error does not
/// say where the URL came from.
[[nodiscard]] Result<void> apply_postgres_parameters(const UrlParameters& parameters,
                                                     ConnectionTarget& target);

/// The same for SQLite: `mode` is kept, options of application drivers are dropped.
[[nodiscard]] Result<void> apply_sqlite_parameters(const UrlParameters& parameters,
                                                   ConnectionTarget& target);

}  // namespace migc::runtime
