#pragma once

#include <optional>
#include <string_view>

#include "compiler/base/diagnostic.h"
#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"

namespace migc {

/// Where an expression stands decides what it may contain.
enum class ExpressionPlace {
  default_value,  ///< no columns
  check,          ///< a condition on one row
  generated,      ///< columns of the same row
  index,          ///< columns of the same row
  predicate,      ///< a condition on one row: WHERE of an index, update, delete or backfill
  value,          ///< the right side of an assignment, `using`, `fill`: columns allowed
  row_value,      ///< a value of an inserted row: no columns
};

/// What an expression must fit: a column's type, and for enums the values.
struct ExpectedType {
  const Type* type = nullptr;  ///< null: anything
  std::string_view what;       ///< "column `rank`", for messages
};

/// Resolves columns against `table` (null: there are none) and checks types as far as they are
/// known: literals against the type that they must take, operands of comparisons, conditions that
/// are no booleans. Unknown functions are taken on trust. Returns false when it reported an error.
bool check_expression(const Expression& expression, ExpressionPlace place, const Table* table,
                      ExpectedType expected, const Schema& schema, Diagnostics& diagnostics);

/// Whether a collation with a schema is there; of those without one the server has hundreds of its
/// own. Says so when it is not.
bool check_collation(const ObjectName& name, Span place, const Schema& schema,
                     Diagnostics& diagnostics);

}  // namespace migc
