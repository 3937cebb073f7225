#include "runtime/inspect/inspect.h"

namespace migc::runtime {

Result<Inspected> inspect(Driver& driver, const InspectOptions& options) {
  return driver.dialect() == "sqlite" ? inspect_sqlite(driver, options)
                                      : inspect_postgres(driver, options);
}

}  // namespace migc::runtime
