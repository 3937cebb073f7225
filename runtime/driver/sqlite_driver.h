#pragma once

#include <memory>

#include "compiler/base/result.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/open.h"
#include "runtime/driver/target.h"

namespace migc::runtime {

/// Opens an SQLite database with foreign keys enforced. Distinct `io` errors: the file is missing
/// (and `create` is off), its folder is missing, it is a folder, it cannot be opened, it is not a
/// database. Files are never taken for URIs.
[[nodiscard]] Result<std::unique_ptr<Driver>> open_sqlite(const ConnectionTarget& target,
                                                          const OpenOptions& options);

}  // namespace migc::runtime
