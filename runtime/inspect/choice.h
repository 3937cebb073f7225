#pragma once

#include <string>
#include <vector>

#include "compiler/schema/schema.h"
#include "runtime/inspect/inspect.h"

namespace migc::runtime {

/// The part of a schema that the patterns of `options` ask for, as a schema that stands on its own.
/// What a table, a domain or a composite type is made of comes along (its schema, its types, the
/// sequences of its defaults) unless a pattern excludes it. What cannot do without something that
/// is not there is left out, and so are foreign keys to tables that are not there: `left_out` says
/// both in words. Texts in the database's own words stay: what they name may well be somebody
/// else's.
[[nodiscard]] Schema choose(const Schema& schema, const InspectOptions& options,
                            std::vector<std::string>& left_out);

}  // namespace migc::runtime
