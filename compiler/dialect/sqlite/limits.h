#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/base/diagnostic.h"
#include "compiler/base/version.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc::sqlite {

/// Says what SQLite cannot do, once for each definition: where an operation brings it in.
class Limits {
 public:
  Limits(const Version& version, const Schema& schema, Diagnostics& diagnostics)
      : version_(version), schema_(schema), diagnostics_(diagnostics) {}

  /// The operation whose place is blamed for what has none of its own.
  void begin(const Operation& operation) { place_ = operation.origin.span; }

  void object_name(const ObjectName& name);
  /// Tables and indexes share one set of names, in which case does not count.
  void relation_name(const ObjectName& name, Span place);
  void column_name(std::span<const Column> others, const std::string& name, Span place);
  void table(const Table& table);
  void options(const Table& table);
  /// Partitions, inheritance and foreign tables.
  void relatives(const Table& table);
  void column(const Table& table, const Column& column);
  void type(const Table& table, const Column& column);
  /// Of a column whose type changes, without the author's words for it.
  void conversion(const Column& column, const Type& to);
  void collation(const ObjectName& collation, Span place);
  void constraint(const Table& table, const Constraint& constraint);
  void index(const Table& table, const Index& index);
  /// Identity columns must be the whole primary key; looked at when a step is complete.
  void identities(const Table& table);
  void expression(const Expression& expression);
  /// One that must give the same value each time: of an index or a generated column.
  void stable_expression(const Expression& expression, std::string_view where);
  Diagnostic& not_available(Span place, std::string message, std::string label = {});
  Diagnostic& key_needed(const Table& table, std::string_view what);
  /// The place of a definition, or of the operation when it was derived.
  [[nodiscard]] Span place(const Origin& origin) const {
    return origin.span.known() ? origin.span : place_;
  }

 private:
  void foreign_key(const ForeignKey& key, Span place);
  void same_name(std::string_view what, const std::string& name, const std::string& other,
                 Span place);

  const Version& version_;
  const Schema& schema_;
  Diagnostics& diagnostics_;
  Span place_;
};

}  // namespace migc::sqlite
