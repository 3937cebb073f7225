#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/cli/layers.h"
#include "runtime/cli/settings.h"
#include "runtime/cli/url.h"

namespace migc::runtime {

/// The database URL, with its references to variables replaced. Commands that need no database
/// never look at it, hence a variable that is missing is a problem only when the URL is asked for.
struct DatabaseUrl {
  std::string text;  ///< secret: show it through `mask` only
  std::string origin;
  std::optional<Error> problem;  ///< set instead of `text`
};

/// The first of: `configured` (the setting `url`), `DATABASE_URL`, `DATABASE_SERVICE` with
/// `DATABASE_HOST`, `DATABASE_PORT`, `DATABASE_NAME`, `DATABASE_USER` and `DATABASE_PASSWORD`
/// (taken literally and encoded here), and the SQLite file `migc.db` in the project if the project
/// compiles for SQLite.
[[nodiscard]] DatabaseUrl choose_url(const RawSetting* configured, const Variables& variables,
                                     const std::vector<DialectTarget>& dialects,
                                     const DriverMapping& mapping);

/// libpq's connection parameters from the `PG…` variables of `.env`; libpq itself reads only those
/// of the environment.
[[nodiscard]] std::map<std::string, std::string> libpq_parameters(const Variables& variables);

}  // namespace migc::runtime
