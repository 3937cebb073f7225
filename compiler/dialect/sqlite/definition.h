#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialect/sql_writer.h"
#include "compiler/schema/schema.h"

namespace migc::sqlite {

/// Texts of definitions and of their parts. Writes even what SQLite cannot do (`Limits` reports
/// that), so that emission never stops half-way.
class Sql {
 public:
  Sql(const Spelling& spelling, const Schema& schema) : spelling_(spelling), schema_(schema) {}

  [[nodiscard]] std::string name(std::string_view identifier) const;  ///< quoted where needed
  [[nodiscard]] std::string names(std::span<const std::string> identifiers) const;  ///< a, b
  [[nodiscard]] std::string expression(const Expression& expression) const;
  /// One over the columns of a table, whose types decide what some operators mean.
  [[nodiscard]] std::string expression(const Expression& expression, const Table& table) const;
  [[nodiscard]] SqlWriter writer() const { return SqlWriter(spelling_, schema_); }
  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const Spelling& spelling() const { return spelling_; }

  /// CREATE TABLE under a name that need not be the model's: self references always use the
  /// model's.
  [[nodiscard]] std::string create_table(const Table& table, std::string_view created_name) const;
  /// The column as CREATE TABLE and ADD COLUMN spell it.
  [[nodiscard]] std::string column(const Column& column, const Table& table) const;
  [[nodiscard]] std::string create_index(const Table& table, const Index& index) const;
  /// A unique constraint is an index of its name: that can be dropped again, an inline one cannot.
  [[nodiscard]] std::string create_unique(const Table& table, const Constraint& constraint) const;
  /// Every index of the table, those of unique constraints first.
  [[nodiscard]] std::vector<std::string> create_indexes(const Table& table) const;

 private:
  [[nodiscard]] std::string constraint(const Constraint& constraint, const Table& table) const;
  [[nodiscard]] std::string foreign_key(const ForeignKey& key) const;

  const Spelling& spelling_;
  const Schema& schema_;
};

/// Marks a unique constraint that is written inside CREATE TABLE, as other tools do: no statement
/// can drop its index, so each change of it is a rebuild.
inline constexpr const char* inline_parameter = "sqlite.inline";
/// Whether the constraint is an index that can be created and dropped on its own.
[[nodiscard]] bool is_unique_index(const Constraint& constraint);

/// The expression with `like` as `ilike` where it looks at citext, whose operators ignore case:
/// SQLite's own LIKE and GLOB know nothing of the type that they look at.
[[nodiscard]] Expression with_citext_rules(const Expression& expression, const Table& table);

/// The column that is the rowid under another name: INTEGER PRIMARY KEY on its own in an ordinary
/// table. Null: none.
[[nodiscard]] const Column* rowid_alias(const Table& table, const Schema& schema);
/// Whether the rowid alias never reuses a value (AUTOINCREMENT).
[[nodiscard]] bool is_autoincrement(const Table& table, const Schema& schema);
/// A name by which the rowid can be read although columns may shadow some; empty for WITHOUT ROWID
/// tables.
[[nodiscard]] std::string_view rowid_name(const Table& table);
/// The columns that find a row again: the primary key, else a unique key whose columns are all NOT
/// NULL. Empty: none.
[[nodiscard]] std::vector<std::string> key_of(const Table& table,
                                              std::string_view without_column = {});
/// Names of the table's columns that hold values of their own.
[[nodiscard]] std::vector<std::string> stored_columns(const Table& table);
/// Names of the indexes that the model knows, those of unique constraints included.
[[nodiscard]] std::vector<std::string> index_names(const Table& table);
/// Whether constraints, indexes or generated columns hold raw text, in which a column may be meant
/// unseen.
[[nodiscard]] bool has_raw_text(const Table& table);
[[nodiscard]] bool has_raw_text(const Expression& expression);

}  // namespace migc::sqlite
