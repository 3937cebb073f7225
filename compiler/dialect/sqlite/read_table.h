#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/schema.h"

namespace migc::sqlite {

/// A table as its CREATE TABLE statement says it. Unnamed constraints have no name yet; foreign
/// keys may lack the columns that they refer to.
struct ReadTable {
  Table table;
  std::vector<std::string> left_out;  ///< what the model has no place for, in words
};

/// Where an expression stands in a table.
enum class Use { default_value, check, generated, index, predicate };
/// Whether the language takes the expression there; if not it is kept as raw text. `column` is the
/// one that a default or generated value is for.
using IsSound = std::function<bool(const Expression& expression, Use use, const Table& table,
                                   const Column* column)>;

/// Reads the text that a SQLite catalog keeps of a table, an index, or a view. Nothing when it is
/// something else, a virtual table for example. Names of columns are spelled as the table spells
/// them, whatever the text does.
[[nodiscard]] std::optional<ReadTable> read_create_table(std::string_view sql,
                                                         const IsSound& is_sound);
[[nodiscard]] std::optional<Index> read_create_index(std::string_view sql, const Table& table,
                                                     const IsSound& is_sound,
                                                     std::vector<std::string>& left_out);
[[nodiscard]] std::optional<View> read_create_view(std::string_view sql);

}  // namespace migc::sqlite
