#include <utility>

#include "runtime/scratch/scratch.h"

namespace migc::runtime {

Result<Schema> normal_form(Scratch& scratch, const Schema& schema, const InspectOptions& options) {
  MIGC_TRY(create_schema(scratch, schema));
  Result<Inspected> found = inspect(scratch.driver(), options);
  if (!found) return tl::unexpected(std::move(found).error());
  return std::move(found->schema);
}

}  // namespace migc::runtime
