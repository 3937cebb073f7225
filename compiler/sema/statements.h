#pragma once

#include <span>
#include <vector>

#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// The statements that a careful author writes for these operations, which are valid on `before`:
/// one block for a run of changes to one object, single-column constraints inside their column,
/// what falls with a table or column left unsaid, names left out where the naming convention gives
/// the same ones. Resolving them leads to the same schema, and destroys or keeps the same data.
///
/// What only a derived downgrade does (filling rows in again from a stash, giving an object back to
/// whoever ran the migration) has no statement of its own: of such an operation the part is written
/// that an author can say.
///
/// Print them in a file with `set_apart` as its blank lines.
[[nodiscard]] std::vector<ast::Statement> to_statements(std::span<const Operation> operations,
                                                        const Schema& before);

/// Sets the parts of a table and groups of statements apart in text that is printed from the above.
[[nodiscard]] ast::BlankLines set_apart();

/// The schema as a desired schema: types first, each table with what belongs to it, then the rest.
[[nodiscard]] ast::File to_desired(const Schema& schema);

}  // namespace migc
