#pragma once

#include <string>
#include <string_view>

#include "compiler/dialect/sql_writer.h"

namespace migc::postgres {

/// How PostgreSQL spells identifiers, types and expressions.
[[nodiscard]] const Spelling& spelling();

/// The type as DDL and casts write it: `numeric(18, 6)`, `app.role[]`.
[[nodiscard]] std::string type_text(const Type& type, const Schema& schema);

/// Longest identifier, and longest enum label, in bytes (NAMEDATALEN - 1).
inline constexpr std::size_t identifier_bytes = 63;

/// A name of migc's own making that ends in `suffix`, cut so that it stays an identifier and valid
/// UTF-8.
[[nodiscard]] std::string derived_name(std::string_view base, std::string_view suffix);

}  // namespace migc::postgres
