#pragma once

#include <optional>
#include <string>

#include "compiler/base/version.h"
#include "compiler/schema/expression.h"

namespace migc::sqlite {

/// What SQLite cannot say.
struct Problem {
  const Expression* where = nullptr;
  std::string message;
  std::string help;
};

/// The first part of an expression that `spelling` has no words for. PostgreSQL's function names
/// are translated where SQLite has an equal; others are passed on only when SQLite knows them.
[[nodiscard]] std::optional<Problem> find_problem(const Expression& expression,
                                                  const Version& version);

/// The first part whose value changes from call to call: such an expression cannot stand in an
/// index or a generated column.
[[nodiscard]] const Expression* find_volatile(const Expression& expression);

}  // namespace migc::sqlite
