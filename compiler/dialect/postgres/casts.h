#pragma once

#include "compiler/schema/schema.h"

namespace migc::postgres {

/// What the server does with a value of one type where another one is wanted.
enum class Coercion {
  none,        ///< an error
  spelled,     ///< `value::type` works, an assignment does not
  assignment,  ///< the value is taken as it is
  unknown,     ///< a type whose casts are not known here: an author's own words, an extension
};

/// Between columns of these types: pg_cast, arrays by their elements, domains by what they are made
/// of, and texts by the types' input and output functions (find_coercion_pathway in
/// src/backend/parser/parse_coerce.c).
[[nodiscard]] Coercion find_coercion(const Type& from, const Type& to, const Schema& schema);

/// What a domain is made of, and an array of one; any other type as it is. Built-in types that were
/// written in PostgreSQL's own words are those types.
[[nodiscard]] Type without_domains(const Type& type, const Schema& schema);

}  // namespace migc::postgres
