#pragma once

#include <string>
#include <string_view>

#include "compiler/schema/expression.h"
#include "compiler/schema/type.h"

namespace migc::sqlite {

// Forms of expressions that SQLite writes in its own way: the writer and the search for what cannot
// be written ask the same questions.

[[nodiscard]] bool is_string(const Expression& e);
/// The time of the transaction or statement, under any of its names.
[[nodiscard]] bool is_now(const Expression& e);
/// `x + interval '1 day'`.
[[nodiscard]] bool is_interval_sum(const Expression& e);
/// "1 day" as a modifier of SQLite's date functions, "+1 days"; empty when it says more than one
/// number and unit.
[[nodiscard]] std::string interval_modifier(std::string_view text, bool subtract);
/// `= any (array[…])` and `<> all (array[…])` are IN and NOT IN.
[[nodiscard]] bool is_membership(const Expression& e);
/// `extract(year from x)` and `date_part('year', x)`, for a field that strftime has.
[[nodiscard]] bool is_extract(const Expression& e);
/// `date_trunc('day', x)`.
[[nodiscard]] bool is_truncate(const Expression& e);
/// A path of json_extract for one step, or empty when only the database could build it.
[[nodiscard]] std::string json_path(const Expression& step);
/// A cast of a string literal that leaves the text as it is.
[[nodiscard]] bool is_literal_of(const Expression& operand, const Type& type);

}  // namespace migc::sqlite
