#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/schema/schema.h"
#include "compiler/schema/type.h"

namespace migc::sqlite {

/// The one type table: portable type -> declared type, and the condition that keeps the value set
/// where SQLite's own is wider.
///
/// | portable                         | declared             | condition |
/// |----------------------------------|----------------------|----------------------------------------------------|
/// | bool                             | INTEGER              | 0 or 1 | | smallint, int | INTEGER
/// | an integer in the type's range                     | | bigint                           |
/// INTEGER              |                                                    | | decimal(p, s) |
/// NUMERIC              | a number below 10^(p - s)                          | | decimal | NUMERIC
/// | a number                                           | | real, double                     | REAL
/// |                                                    | | text                             | TEXT
/// |                                                    | | varchar(n), char(n)              | TEXT
/// | at most n characters                               | | citext                           | TEXT
/// COLLATE NOCASE  |                                                    | | bytes | BLOB | | | uuid
/// | TEXT                 | 32 hexadecimal digits, hyphens anywhere or nowhere | | json, jsonb |
/// TEXT                 | json_valid                                         | | date, time,
/// timestamp …, interval| TEXT                 | | | an enum                          | TEXT | one
/// of its values                                  | | a `sqlite` spelling              | as it
/// stands         | (the author's)                                     |
///
/// Arrays and the types that only PostgreSQL has need a `sqlite` spelling.

/// Whether the table has a row for the type.
[[nodiscard]] bool has_type(const Type& type, const Schema& schema);

/// The declared type; BLOB for a type without a row.
[[nodiscard]] std::string declared_type(const Type& type, const Schema& schema);

/// The condition over an operand given as SQL text; empty when every value will do. NULL always
/// passes.
[[nodiscard]] std::string type_condition(const Type& type, std::string_view operand,
                                         const Schema& schema);

/// The condition for INTEGER PRIMARY KEY, which holds nothing but integers.
[[nodiscard]] std::string rowid_condition(const Type& type, std::string_view operand);

/// NOCASE for citext, else empty.
[[nodiscard]] std::string_view type_collation(const Type& type);

/// The enum that a column type is, or null: arrays of it and types with a `sqlite` spelling are
/// not.
[[nodiscard]] const Enum* enum_of(const Type& type, const Schema& schema);

/// Whether a STRICT table accepts the declared type.
[[nodiscard]] bool is_strict_type(std::string_view declared);

}  // namespace migc::sqlite
