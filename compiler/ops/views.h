#pragma once

#include "compiler/schema/object.h"

namespace migc {

/// The former view with all of the next one that can be altered. Where that is not yet the next
/// one, a plain view is replaced, and a materialized one dropped and created again.
[[nodiscard]] View altered(const View& before, const View& after);

}  // namespace migc
