#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/base/version.h"
#include "compiler/dialect/sql_writer.h"
#include "compiler/schema/expression.h"

namespace migc::sqlite {

/// How SQLite writes names, types and expressions. From 3.38 on `->` and `->>` are its own.
[[nodiscard]] const Spelling& spelling(const Version& version);

/// Whether ADD COLUMN takes the default as it stands: a literal, perhaps with a sign.
/// (CURRENT_TIMESTAMP and anything in parentheses is accepted for an empty table only.)
[[nodiscard]] bool is_constant(const Expression& expression);

/// The text for a DEFAULT clause: in parentheses unless SQLite reads it without.
[[nodiscard]] std::string default_text(const Expression& expression, const Spelling& spelling,
                                       const Schema& schema);

/// SQLite's name of a collation, or null when it has none that is built in. PostgreSQL's "C" and
/// "POSIX" are BINARY.
[[nodiscard]] std::optional<std::string> own_collation(const ObjectName& collation);

}  // namespace migc::sqlite
