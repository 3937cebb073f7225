#pragma once

#include <optional>
#include <span>

#include "compiler/base/diagnostic.h"
#include "compiler/schema/schema.h"
#include "compiler/sema/history.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// The schema that the schema files among these describe together, whatever the order of files and
/// statements: tables may refer to each other in a ring, texts may name what is written later.
/// Null when they say nothing, or after an error.
[[nodiscard]] std::optional<Schema> build_desired(std::span<const ast::File> files,
                                                  const HistoryOptions& options,
                                                  Diagnostics& diagnostics);

}  // namespace migc
