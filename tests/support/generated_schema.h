#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/schema/schema.h"

namespace migc::test {

/// The statements that create a schema, in words that the dialect has. All seeds draw from one
/// small set of names, so that two schemas have most objects in common and differ in how they look.
[[nodiscard]] std::string generated_schema_text(std::uint64_t seed,
                                                std::string_view dialect = "postgres");
/// The same as a value. A text that does not compile is a failure of the running test.
[[nodiscard]] Schema generated_schema(std::uint64_t seed, std::string_view dialect = "postgres");

}  // namespace migc::test
