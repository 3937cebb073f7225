#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"

namespace migc {

class SqlWriter;

/// How a dialect spells what all of them can say: the hooks of `SqlWriter`, as plain functions.
struct Spelling {
  std::string_view dialect;  ///< which native texts to take
  /// Whether a plain lower-case word must be quoted all the same.
  bool (*is_reserved)(std::string_view word);
  /// Writes a type; `user` types as the dialect stores them.
  std::string (*type)(const Type& type, const Schema& schema);
  /// Writes an expression node in the dialect's own way and returns true, or returns false for the
  /// common spelling.
  bool (*expression)(SqlWriter& writer, const Expression& expression);
};

/// The only code that concatenates SQL: identifiers, literals, lists, expressions. Parentheses
/// stand wherever two dialects could disagree about precedence (`||` against `+`, comparisons in a
/// row …). Statements read like the SQL they make: `w.word("alter table").name(table).word("drop
/// column").identifier(column)`.
class SqlWriter {
 public:
  SqlWriter(const Spelling& spelling, const Schema& schema)
      : spelling_(spelling), schema_(schema) {}

  SqlWriter& raw(std::string_view text);   ///< as it stands, no blank added
  SqlWriter& word(std::string_view text);  ///< keywords: in upper case, blanks around where needed
  SqlWriter& identifier(
      std::string_view name);               ///< quoted where the database would fold or reserve it
  SqlWriter& name(const ObjectName& name);  ///< schema-qualified where the model names a schema
  SqlWriter& collation(const ObjectName& name);     ///< `app."de"`: quoted in any case
  SqlWriter& collate(const ObjectName& collation);  ///< ` COLLATE "C"`; nothing for an empty name
  SqlWriter& literal(std::string_view text);        ///< 'it''s'
  SqlWriter& columns(std::span<const std::string> names);  ///< (a, b)
  SqlWriter& type(const Type& type);
  SqlWriter& expression(const Expression& expression);  ///< top level: no parentheses around it
  SqlWriter& operand(const Expression& expression,
                     int parent_precedence);  ///< parenthesised when it binds less tightly
  /// A part of an operator that must not be torn apart: parenthesised unless it is a name, literal,
  /// call or the like.
  SqlWriter& atom(const Expression& expression);
  SqlWriter& open();  ///< `(` with a blank before it where needed
  SqlWriter& close();
  SqlWriter& comma();

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const Spelling& spelling() const { return spelling_; }
  [[nodiscard]] std::string take();

 private:
  void space();
  void common(const Expression& expression);
  void call(const Expression& expression);
  void binary(const Expression& expression);
  void predicate(const Expression& expression);
  void case_expression(const Expression& expression);
  void part(const Expression& child, bool parenthesised);
  void list(std::span<const Expression> expressions);

  const Spelling& spelling_;
  const Schema& schema_;
  std::string text_;
};

/// The text that a raw expression has for a dialect (or for all of them), or null.
[[nodiscard]] const NativeText* raw_text(const Expression& expression, std::string_view dialect);
/// The first raw expression that has no text for the dialect, or null. The writer puts NULL in its
/// place, so dialects look before they write.
[[nodiscard]] const Expression* find_unspoken(const Expression& expression,
                                              std::string_view dialect);

[[nodiscard]] std::string quote_identifier(std::string_view name, const Spelling& spelling);
[[nodiscard]] std::string quote_literal(std::string_view text);

}  // namespace migc
