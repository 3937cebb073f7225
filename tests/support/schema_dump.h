#pragma once

#include <memory>
#include <string>

#include "runtime/driver/driver.h"
#include "tests/support/pg_server.h"

namespace migc::test {

/// A driver for the database; null after a failure of the running test.
[[nodiscard]] std::unique_ptr<runtime::Driver> connect(const PgDatabase& database);

/// What `pg_dump -s` says of everything but migc's own schema. Newer versions write a random word
/// into lines of `\restrict`, which are left out.
[[nodiscard]] std::string schema_dump(const PgDatabase& database);

}  // namespace migc::test
