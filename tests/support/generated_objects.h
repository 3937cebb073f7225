#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compiler/schema/schema.h"
#include "tests/support/generators.h"

namespace migc::test {

/// Any statement about what only one dialect has, or has in its own words: routines, triggers,
/// policies, views, sequences, domains, partitions, grants … Nothing promises that it is possible.
/// `fresh` gives a name that nothing has, with a beginning.
[[nodiscard]] std::string object_statement(
    Random& random, const Schema& schema, std::string_view dialect,
    const std::function<std::string(std::string_view)>& fresh);

}  // namespace migc::test
