#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/schema.h"

namespace migc::sqlite {

/// Where the values of a table's columns come from while it is rebuilt: an expression over the
/// columns of the old table for each column that holds values. Operations are folded in one after
/// the other, so that the copy does them all at once.
class Sources {
 public:
  /// Every column is copied as it is.
  explicit Sources(const Table& old_table);

  /// The column as an expression over the old table; a generated column is computed when what it is
  /// made of has changed.
  [[nodiscard]] Expression of(std::string_view column) const;
  /// An expression over the table as it is now, over the old one.
  [[nodiscard]] Expression translate(const Expression& expression) const;

  void set(const std::string& column, Expression source) {
    values_.insert_or_assign(column, std::move(source));
  }
  void set_generated(const std::string& column, Expression expression);
  void erase(const std::string& column);
  /// A column was renamed, in the old table too.
  void rename(const std::string& from, const std::string& to);
  /// A column that the old table does not have was renamed.
  void rename_new(const std::string& from, const std::string& to);

  /// Whether the column is the old one of that name, untouched.
  [[nodiscard]] bool is_copied(std::string_view column) const;
  [[nodiscard]] bool all_copied() const;
  /// Whether some source holds raw text, which nothing can be put into.
  [[nodiscard]] bool has_raw() const;

 private:
  std::map<std::string, Expression, std::less<>> values_;
  std::map<std::string, Expression, std::less<>> generated_;
  std::map<std::string, Expression, std::less<>>
      old_generated_;  ///< those that the old table computes
};

/// `column` as an expression.
[[nodiscard]] Expression column_expression(std::string_view column);
[[nodiscard]] Expression raw_expression(std::string text);
[[nodiscard]] Expression null_expression();
[[nodiscard]] Expression number_expression(std::string text);
[[nodiscard]] Expression string_expression(std::string text);
[[nodiscard]] Expression call_expression(std::string function, std::vector<Expression> arguments);

}  // namespace migc::sqlite
