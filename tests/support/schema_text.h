#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diff/diff.h"
#include "compiler/schema/schema.h"

namespace migc::test {

/// A schema as a desired schema writes it, `schema;` left out, with the former names in it. What
/// does not compile is a failure of the running test.
struct SchemaText {
  Schema schema;
  RenameMarks marks;
};
[[nodiscard]] SchemaText schema_text(std::string_view text);

/// The difference of two such texts, one line an operation as `describe` words it; what is
/// undecided or impossible stands behind it. The way is walked: a refusal, or an end that is not
/// `to`, is a failure of the running test.
[[nodiscard]] std::vector<std::string> changes(std::string_view from, std::string_view to,
                                               DiffOptions options = {});

}  // namespace migc::test
